"""FLUX by diffusers: what is said where it is not installed, and its pipeline's documented shape.

No weights of FLUX are to be had here; `diffusers` and `torch` are two small files of the test that
have the names, arguments and call-back of the real ones.
"""

import importlib.util
import sys
import threading

import pytest

from rostra.errors import PainterError, PaintingRefused, SettingsError
from rostra.imagine import Order, Painted, PainterSpec, open_painter, pictures

TORCH = """
bfloat16 = "bf16"
class Generator:
    def __init__(self, device): self.device = device
    def manual_seed(self, seed): self.seed = seed; return self
class cuda:
    is_available = staticmethod(lambda: False)
"""
DIFFUSERS = """
from types import SimpleNamespace
from PIL import Image
CALLS = []
class FluxPipeline:
    _interrupt = False
    @classmethod
    def from_pretrained(cls, name, torch_dtype):
        if name == "nowhere": raise OSError("nowhere does not appear to have a file named model_index.json")
        return cls()
    def __call__(self, prompt, *, width, height, num_inference_steps, guidance_scale, generator,
                 callback_on_step_end):
        if prompt == "odd": raise KeyError("odd")
        CALLS.append((prompt, num_inference_steps, guidance_scale, generator.seed))
        self._interrupt = False
        steps = 0
        for step in range(num_inference_steps):
            if self._interrupt: continue
            steps += 1
            assert callback_on_step_end(self, step, 1000 - step, {"latents": 1}) == {"latents": 1}
        CALLS.append(steps)
        return SimpleNamespace(images=[Image.new("RGB", (width, height), (generator.seed % 256, steps, 0))])
"""

installed = any(importlib.util.find_spec(name) for name in ("torch", "diffusers"))


@pytest.fixture
def library(tmp_path, monkeypatch):
    if installed:
        pytest.skip("torch or diffusers is installed; the small ones of this test would hide them")
    (tmp_path / "torch.py").write_text(TORCH)
    (tmp_path / "diffusers.py").write_text(DIFFUSERS)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in ("torch", "diffusers"):
        sys.modules.pop(name, None)


@pytest.mark.skipif(installed, reason="torch or diffusers is installed, so nothing is missing")
def test_what_is_missing_is_named():
    with pytest.raises(SettingsError, match=r"needs torch and diffusers; install"):
        open_painter(PainterSpec("gpu", "diffusers", model="x"))


def test_from_order_to_picture(library):
    painter = open_painter(PainterSpec("gpu", "diffusers", model="flux", steps=3, guidance=3.5))
    made = list(painter.paint(Order("a fox", width=256, height=512, n=2, seed=7), progress=True))
    assert [(s.step, s.of, s.picture) for s in made if not isinstance(s, Painted)] == [
        (1, 3, 0), (2, 3, 0), (3, 3, 0), (1, 3, 1), (2, 3, 1), (3, 3, 1),
    ]  # fmt: skip
    painted = [item for item in made if isinstance(item, Painted)]
    assert [(p.seed, p.width, p.height, p.model) for p in painted] == [
        (7, 256, 512, "flux"),
        (8, 256, 512, "flux"),
    ]
    calls = [call for call in sys.modules["diffusers"].CALLS if isinstance(call, tuple)]
    assert calls == [("a fox", 3, 3.5, 7), ("a fox", 3, 3.5, 8)]


def test_closing_stops_at_a_step(library):
    painter = open_painter(PainterSpec("gpu", "diffusers", model="flux", steps=100_000))
    items = painter.paint(Order("a fox", width=256, height=256), progress=True)
    next(items)
    items.close()
    painter.close()  # waits until the pipeline is free
    assert sys.modules["diffusers"].CALLS[-1] < 100_000
    assert threading.active_count() < 20


@pytest.mark.parametrize(
    ("model", "prompt", "why"),
    [("nowhere", "a fox", "model_index.json"), ("flux", "odd", "could not draw")],
)
def test_failures_are_said_and_nobody_waits(library, model, prompt, why):
    painter = open_painter(PainterSpec("gpu", "diffusers", model=model))
    with pytest.raises(PainterError, match=why):
        pictures(painter, Order(prompt, width=256, height=256))


def test_orders_that_are_refused(library):
    painter = open_painter(PainterSpec("gpu", "diffusers", model="flux"))
    with pytest.raises(PaintingRefused, match="cannot edit"):
        pictures(painter, Order("a", width=256, height=256, task="edit", source=b"x"))
    with pytest.raises(SettingsError, match="name a folder"):
        open_painter(PainterSpec("gpu", "diffusers"))
