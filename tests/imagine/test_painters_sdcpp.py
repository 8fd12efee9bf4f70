"""stable-diffusion.cpp in process, with a random model of FLUX's shape (tests/tiny_flux.py).

98 MB of weights are written in about a second (90 of them CLIP-L, whose size the library fixes) and
a picture of 64 pixels takes 0.7 CPU seconds.
"""

import importlib.util
import io

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


def pixels(painted):
    return np.asarray(Image.open(io.BytesIO(painted.data)), np.int16)


def drawn(painter, order, **more):
    return [item for item in painter.paint(order, **more) if isinstance(item, Painted)]


def test_from_order_to_a_file(flux, tmp_path, capfd):
    *steps, painted = flux.paint(FOX, progress=True)
    assert [(s.step, s.of) for s in steps] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    path = tmp_path / "fox.png"
    path.write_bytes(painted.data)
    with Image.open(path) as read:
        assert (read.format, read.size, read.mode) == ("PNG", (64, 64), "RGB")
    assert (painted.seed, painted.model, painted.painter) == (1, "flux.safetensors", "flux")
    assert pixels(painted).std() > 5  # noise, but a picture of it
    assert capfd.readouterr().out.strip() == ""  # the library would draw a bar there


def test_the_seed_decides(flux):
    first, second = drawn(flux, Order(FOX.prompt, width=64, height=64, n=2, seed=1))
    again = drawn(flux, Order(FOX.prompt, width=64, height=64, seed=2))[0]
    assert second.seed == 2
    assert (pixels(second) == pixels(again)).all()
    assert (pixels(first) != pixels(second)).any()


def test_the_prompt_decides(flux):
    fox = drawn(flux, FOX)[0]
    cat = drawn(flux, Order("eleven grey cats", width=64, height=64, seed=1))[0]
    assert (pixels(fox) != pixels(cat)).any()


def test_an_edit_keeps_what_the_mask_keeps(flux):
    source, mask = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (64, 128), "teal").save(source, "PNG")
    Image.new("RGBA", (64, 128), (0, 0, 0, 255)).save(mask, "PNG")
    order = {"width": 64, "height": 128, "task": "edit", "source": source.getvalue(), "seed": 1}
    kept = drawn(flux, Order("a fox", **order, mask=mask.getvalue()))[0]
    free = drawn(flux, Order("a fox", **order))[0]
    assert (kept.width, kept.height) == (64, 128)
    assert (pixels(kept) != pixels(free)).any()


def test_closing_ends_after_the_picture_that_is_being_drawn(flux):
    items = flux.paint(Order("a", width=64, height=64, n=4), progress=True)
    next(items)
    items.close()
    assert len(drawn(flux, FOX)) == 1


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
    for broken in (half, weights["taesd"]):
        painter = open_painter(
            PainterSpec("flux", "sdcpp", weights=weights | {"diffusion": broken}, threads=1)
        )
        with pytest.raises(PainterDenied, match="cannot load its files"):
            drawn(painter, FOX)


def test_a_part_that_is_missing(weights):
    parts = {name: path for name, path in weights.items() if name != "taesd"}
    painter = open_painter(PainterSpec("flux", "sdcpp", weights=parts, threads=1))
    assert not check_painter(painter).ok


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
