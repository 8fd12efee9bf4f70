"""stable-diffusion.cpp in process, with a random model of FLUX's shape (tests/tiny_flux.py).

98 MB of weights are written in about a second (90 of them CLIP-L, whose size the library fixes) and
a picture of 64 pixels takes 0.7 CPU seconds.
"""

import importlib.util
import io
import threading

import numpy as np
import pytest
from PIL import Image

import tiny_flux
from rostra.errors import PainterDenied, PainterError, PaintingRefused, SettingsError
from rostra.imagine import Order, Painted, PainterSpec, check_painter, open_painter

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("cyllama") is None,
    reason="cyllama (the extra flux) is not installed, so nothing draws in process",
)
FOX = Order("a fox 狐狸", width=64, height=64, seed=1)


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("flux")
    draw = np.random.default_rng
    files = {
        "diffusion": tiny_flux.safetensors(folder / "flux.safetensors", tiny_flux.flux(draw(0))),
        "taesd": tiny_flux.safetensors(folder / "taef1.safetensors", tiny_flux.taef1(draw(1))),
        "clip_l": tiny_flux.safetensors(folder / "clip_l.safetensors", tiny_flux.clip_l(draw(2))),
    }
    yield files
    for path in files.values():
        path.unlink()


@pytest.fixture(scope="module")
def flux(weights):
    painter = open_painter(PainterSpec("flux", "sdcpp", weights=weights, threads=1))
    yield painter
    painter.close()


@pytest.fixture(scope="module")
def fox(flux):
    return list(flux.paint(FOX, progress=True))


def pixels(painted):
    return np.asarray(Image.open(io.BytesIO(painted.data)), np.int16)


def drawn(painter, order, **more):
    return [item for item in painter.paint(order, **more) if isinstance(item, Painted)]


def test_from_order_to_a_file(fox, tmp_path):
    *steps, painted = fox
    assert [(s.step, s.of) for s in steps] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    path = tmp_path / "fox.png"
    path.write_bytes(painted.data)
    with Image.open(path) as read:
        assert (read.format, read.size, read.mode) == ("PNG", (64, 64), "RGB")
    assert (painted.seed, painted.model, painted.painter) == (1, "flux.safetensors", "flux")
    assert pixels(painted).std() > 5  # noise, but a picture of it


def test_the_seed_decides(flux, fox, capfd):
    zeroth, first = drawn(flux, Order(FOX.prompt, width=64, height=64, n=2))
    assert (zeroth.seed, first.seed) == (0, 1)
    assert (pixels(first) == pixels(fox[-1])).all()
    assert (pixels(zeroth) != pixels(first)).any()
    assert capfd.readouterr().out.strip() == ""  # the library would draw a bar there


def test_the_prompt_decides(flux, fox):
    cat = drawn(flux, Order("eleven grey cats", width=64, height=64, seed=1))[0]
    assert (pixels(fox[-1]) != pixels(cat)).any()


def test_an_edit_keeps_what_the_mask_keeps(flux):
    source, mask = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (70, 90), "teal").save(source, "PNG")
    Image.new("RGBA", (70, 90), (0, 0, 0, 255)).save(mask, "PNG")
    order = {"width": 64, "height": 80, "task": "edit", "source": source.getvalue(), "seed": 1}
    kept = drawn(flux, Order("a fox", **order, mask=mask.getvalue()))[0]
    free = drawn(flux, Order("a fox", **order))[0]
    assert (kept.width, kept.height) == (64, 80)
    assert (pixels(kept) != pixels(free)).any()


def test_closing_ends_after_the_picture_that_is_being_drawn(flux):
    items = flux.paint(Order("a", width=64, height=64, n=4), progress=True)
    next(items)
    items.close()
    before = threading.active_count()
    flux.close()  # waits for the one that is being drawn
    assert threading.active_count() <= before
    assert flux._context is None


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (Order("a", width=72, height=64), "72x64"),
        (Order("", width=64, height=64), "empty"),
        (Order("a", width=64, height=64, seed=2**63), "seed"),
        (Order("a", width=64, height=64, task="vary"), "no picture"),
    ],
)
def test_orders_that_are_refused(flux, order, why):
    with pytest.raises(PaintingRefused, match=why):
        drawn(flux, order)


@pytest.mark.parametrize("source", [b"", b"x", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_a_source_that_is_no_picture(flux, source):
    with pytest.raises(PainterError):
        drawn(flux, Order("a", width=64, height=64, task="edit", source=source))


def test_weights_that_cannot_be_loaded(weights, tmp_path):
    half = tmp_path / "half.safetensors"
    half.write_bytes(weights["diffusion"].read_bytes()[:100_000])
    small = weights["taesd"]  # in the place of CLIP-L, which would be loaded for nothing
    for parts in ({"diffusion": half}, {"diffusion": small}, {"vae": half}):
        files = weights | {"clip_l": small} | parts
        painter = open_painter(PainterSpec("flux", "sdcpp", weights=files, threads=1))
        with pytest.raises(PainterDenied, match="cannot load its files"):
            drawn(painter, FOX)
    assert "cannot load its files" in check_painter(painter).problem


def test_specs_that_cannot_be(weights, tmp_path):
    for files, why in (
        ({}, "neither diffusion nor model"),
        ({"vae": weights["taesd"]}, "neither diffusion nor model"),
        ({"unet": weights["taesd"]}, "known are model"),
        ({"model": tmp_path / "none.gguf"}, "is no file"),
        # FLUX that nothing reads the prompt for ends the whole process with a segmentation fault
        ({"diffusion": weights["diffusion"], "taesd": weights["taesd"]}, "reads the prompt"),
    ):
        with pytest.raises(SettingsError, match=why):
            open_painter(PainterSpec("flux", "sdcpp", weights=files))
