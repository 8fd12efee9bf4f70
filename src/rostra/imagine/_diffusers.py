"""FLUX by diffusers' `FluxPipeline` on a GPU; torch and diffusers are the operator's to install."""

from __future__ import annotations

import importlib.util
import io
import queue
import threading
from collections.abc import Generator, Iterator
from typing import Any

from rostra.errors import PainterError, SettingsError
from rostra.imagine._finished import finished
from rostra.imagine._order import checked
from rostra.imagine._spec import PainterSpec, fields_of
from rostra.imagine._types import Abilities, Order, Painted, Progress

NEEDED = ("torch", "diffusers")
STEPS, GUIDANCE = 4, 0.0
"""What FLUX.1 schnell is distilled for."""


class DiffusersPainter:
    """A pipeline loaded from a folder or a name at the hub; it stays loaded until `close`."""

    def __init__(self, spec: PainterSpec) -> None:
        missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
        if missing:
            raise SettingsError(
                f"the painter {spec.name!r} needs {' and '.join(missing)}; install them into "
                "Rostra's environment, with the build of torch that fits your GPU"
            )
        if not spec.model:
            raise SettingsError(f"model of the painter {spec.name!r} is empty; name a folder")
        self.name = spec.name
        self.abilities = Abilities(smallest=256, largest=2048, step=16, n=4, seed=True)
        self._spec = spec
        self._pipeline: Any = None
        self._lock = threading.Lock()

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw one picture after the other; closing the iterator stops at the next step."""
        order, note = checked(self.name, self.abilities, order)
        for k in range(order.n):
            made = yield from self._one(order, order.seed + k, k, progress=progress)
            data, width, height = finished(made, f"the painter {self.name!r}")
            yield Painted(
                data, width, height, order.seed + k, order.prompt, self.name, self._spec.model,
                note=note, alt=order.prompt,
            )  # fmt: skip

    def close(self) -> None:
        """Give the weights' memory back."""
        with self._lock:
            self._pipeline = None

    def _one(
        self, order: Order, seed: int, k: int, *, progress: bool
    ) -> Generator[Progress, None, bytes]:
        steps: queue.SimpleQueue[Progress | bytes | PainterError] = queue.SimpleQueue()
        stop = threading.Event()
        args = (order, seed, k, steps, stop)
        threading.Thread(target=self._drawn, args=args, daemon=True).start()
        try:
            while not isinstance(item := steps.get(), bytes):
                if isinstance(item, PainterError):
                    raise item
                if progress:
                    yield item
        finally:
            stop.set()
        return item

    def _drawn(
        self, order: Order, seed: int, k: int, steps: queue.SimpleQueue[Any], stop: threading.Event
    ) -> None:
        count = self._spec.steps or STEPS

        def told(pipeline: Any, step: int, _time: Any, kept: dict[str, Any]) -> dict[str, Any]:
            pipeline._interrupt = stop.is_set()  # noqa: SLF001 - diffusers' own way to stop
            steps.put(Progress(step + 1, count, picture=k))
            return kept

        try:
            import torch

            with self._lock:
                made = self._opened()(
                    order.prompt,
                    width=order.width,
                    height=order.height,
                    num_inference_steps=count,
                    guidance_scale=self._spec.guidance or GUIDANCE,
                    generator=torch.Generator("cpu").manual_seed(seed),
                    callback_on_step_end=told,
                    **fields_of(self._spec),
                )
            out = io.BytesIO()
            made.images[0].save(out, "PNG")
            steps.put(out.getvalue())
        except (
            RuntimeError, ValueError, OSError, MemoryError, IndexError, ImportError, TypeError,
            KeyError, AttributeError,
        ) as error:  # fmt: skip
            steps.put(PainterError(f"the painter {self.name!r} could not draw: {error}"))
        finally:  # nobody waits for ever, whatever else the library raises
            steps.put(PainterError(f"the painter {self.name!r} ended without a picture"))

    def _opened(self) -> Any:
        import torch
        from diffusers import FluxPipeline

        if self._pipeline is None:
            pipeline = FluxPipeline.from_pretrained(self._spec.model, torch_dtype=torch.bfloat16)
            if torch.cuda.is_available():
                pipeline.enable_model_cpu_offload()
            self._pipeline = pipeline
        return self._pipeline
