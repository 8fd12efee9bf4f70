"""FLUX in process by stable-diffusion.cpp, through `cyllama` (the extra `flux`)."""

from __future__ import annotations

import importlib.util
import io
import os
import queue
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rostra.errors import PainterDenied, PainterError, PaintingRefused, SettingsError
from rostra.imagine._finished import finished
from rostra.imagine._order import checked
from rostra.imagine._spec import PainterSpec, fields_of
from rostra.imagine._types import Abilities, Order, Painted, Progress

PARTS = {
    "model": "model_path",
    "diffusion": "diffusion_model_path",
    "vae": "vae_path",
    "taesd": "taesd_path",
    "clip_l": "clip_l_path",
    "clip_g": "clip_g_path",
    "t5xxl": "t5xxl_path",
    "llm": "llm_path",
}
STEPS, GUIDANCE = 4, 1.0
"""What FLUX.1 schnell is distilled for (docs/flux.md of stable-diffusion.cpp)."""
_DRAWING = threading.Lock()
"""The library's progress is one callback a process, and two drawings would share the cores."""
_READERS = {"clip_l", "clip_g", "t5xxl", "llm"}
"""Parts that read the prompt: FLUX without one of them ends the process, not the order."""


class SdCppPainter:
    """stable-diffusion.cpp inside this process; the weights stay loaded until `close`.

    A fault of the library would end the whole process; who must not risk that runs its server
    and speaks to it as `openai`.
    """

    def __init__(self, spec: PainterSpec) -> None:
        self.name = spec.name
        self.abilities = Abilities(
            smallest=64, largest=2048, step=16, n=4, seed=True, negative=True, edit=True,
            variation=True,
        )  # fmt: skip
        self._spec = spec
        self._files = _files(spec)
        self._context: Any = None
        self._lock = threading.Lock()

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw one picture after the other.

        The library cannot be stopped in the middle of a picture: closing the iterator ends the
        order after the one that is being drawn.
        """
        order, note = checked(self.name, self.abilities, order, masks=True)
        for k in range(order.n):
            steps: queue.SimpleQueue[Progress | bytes | Exception] = queue.SimpleQueue()
            worker = threading.Thread(
                target=self._drawn, args=(order, order.seed + k, k, steps), daemon=True
            )
            worker.start()
            while True:
                item = steps.get()
                if isinstance(item, Exception):
                    raise item
                if isinstance(item, bytes):
                    break
                if progress:
                    yield item
            data, width, height = finished(item, self._who)
            yield Painted(
                data, width, height, order.seed + k, order.prompt, self.name, self._model,
                note=note, alt=order.prompt,
            )  # fmt: skip

    def close(self) -> None:
        """Give the weights' memory back."""
        with self._lock:
            if self._context is not None:
                self._context.close()
                self._context = None

    @property
    def _who(self) -> str:
        return f"the painter {self.name!r} (stable-diffusion.cpp)"

    @property
    def _model(self) -> str:
        part = self._files.get("diffusion") or self._files.get("model")
        return self._spec.model or (part.name if part else "")

    def _drawn(self, order: Order, seed: int, k: int, steps: queue.SimpleQueue[Any]) -> None:
        """Draw in a thread of its own; what comes of it goes into the queue, a failure too."""
        from cyllama import sd

        def told(step: int, of: int, _seconds: float) -> None:
            steps.put(Progress(step, of, picture=k))

        try:
            with _DRAWING, self._lock:
                sd.set_progress_callback(_nothing)  # else the loading is told on standard output
                try:
                    context = self._opened()
                    sd.set_progress_callback(told)
                    made = context.generate(order.prompt, **self._wish(order, seed))
                finally:
                    sd.set_progress_callback(None)
            steps.put(_png(made[0] if made else None))
        except (PainterError, SettingsError) as error:
            steps.put(error)
        except (RuntimeError, ValueError, TypeError, MemoryError, OSError) as error:
            steps.put(PainterError(f"{self._who} could not draw: {error}"))
        finally:  # nobody waits for ever, whatever else the library raises
            steps.put(PainterError(f"{self._who} ended without a picture; look at the log"))

    def _wish(self, order: Order, seed: int) -> dict[str, Any]:
        wish: dict[str, Any] = {
            "negative_prompt": order.negative,
            "width": order.width,
            "height": order.height,
            "seed": seed,
            "sample_steps": self._spec.steps or STEPS,
            "cfg_scale": self._spec.guidance or GUIDANCE,
        }
        if order.task != "paint" and order.source is not None:
            wish["init_image"] = _picture(order.source, (order.width, order.height))
            wish["strength"] = 0.5 if order.task == "vary" else 0.75
        if order.mask is not None:
            wish["mask_image"] = _mask(order.mask, (order.width, order.height))
        return {**wish, **fields_of(self._spec)}

    def _opened(self) -> Any:
        from cyllama import sd

        if self._context is None:
            threads = self._spec.threads or max(1, (os.cpu_count() or 2) - 1)
            params = sd.SDContextParams(n_threads=threads)
            for part, path in self._files.items():
                setattr(params, PARTS[part], str(path))
            params.vae_decode_only = False
            params.free_params_immediately = False  # else the second picture reads freed memory
            try:
                context = sd.SDContext(params)
            except RuntimeError as error:
                raise PainterDenied(
                    f"{self._who} cannot load its files ({error}); standard error names the tensor"
                ) from error
            self._context = context
        return self._context


def _files(spec: PainterSpec) -> Mapping[str, Path]:
    if importlib.util.find_spec("cyllama") is None:
        raise SettingsError(
            f"the painter {spec.name!r} needs the extra flux: pip install 'rostra[flux]'"
        )
    unknown = sorted(set(spec.weights) - set(PARTS))
    if unknown:
        raise SettingsError(
            f"weights of the painter {spec.name!r} name {unknown[0]!r}; "
            f"known are {', '.join(PARTS)}"
        )
    if not {"model", "diffusion"} & set(spec.weights):
        raise SettingsError(
            f"weights of the painter {spec.name!r} name neither diffusion nor model"
        )
    if "diffusion" in spec.weights and not _READERS & set(spec.weights):
        raise SettingsError(
            f"weights of the painter {spec.name!r} have nothing that reads the prompt; "
            "name clip_l and t5xxl for FLUX.1, llm for FLUX.2"
        )
    for part, path in spec.weights.items():
        if not path.is_file():
            raise SettingsError(f"weights of the painter {spec.name!r}: {part} is no file: {path}")
    return spec.weights


def _nothing(_step: int, _of: int, _seconds: float) -> None:
    """Take a step that nobody is told of."""


def _png(image: Any) -> bytes:
    if image is None or not image.is_valid:
        raise PaintingRefused(
            "stable-diffusion.cpp gave no picture; try another size or fewer steps"
        )
    out = io.BytesIO()
    image.to_pil().save(out, "PNG")
    return out.getvalue()


def _picture(data: bytes, size: tuple[int, int]) -> Any:
    from cyllama import sd
    from PIL import Image

    clean, _, _ = finished(data, "the order")
    return sd.SDImage.from_pil(Image.open(io.BytesIO(clean)).convert("RGB").resize(size))


def _mask(data: bytes, size: tuple[int, int]) -> Any:
    """Turn a mask whose transparent pixels may change into one whose white pixels may."""
    from cyllama import sd
    from PIL import Image, ImageOps

    clean, _, _ = finished(data, "the order (as its mask)")
    alpha = Image.open(io.BytesIO(clean)).convert("RGBA").getchannel("A").resize(size)
    return sd.SDImage.from_pil(ImageOps.invert(alpha))
