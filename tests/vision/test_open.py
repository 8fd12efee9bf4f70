"""Opening pictures: every kind by its content, hostile files refused, nothing but pixels kept."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from rostra.errors import PictureRefused
from rostra.vision import Limits, open_picture


def scene(size=(64, 40), mode="RGB"):
    """A picture with a red left half and a blue right half."""
    picture = Image.new("RGB", size, (200, 30, 40))
    picture.paste((30, 60, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def saved(picture, form, **how):
    into = BytesIO()
    picture.save(into, form, **how)
    return into.getvalue()


def pixels(picture):
    return Image.open(BytesIO(picture.data))


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of(width, height, body=b""):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_every_kind_is_told_by_its_bytes_and_made_anew(form):
    picture = open_picture(saved(scene(), form))
    assert picture.source == form.lower()
    assert (picture.width, picture.height) == (64, 40)
    left, right = (pixels(picture).getpixel((x, 20)) for x in (5, 60))
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "I", "F", "CMYK"])
def test_every_mode_becomes_eight_bit_rgb(mode):
    grey = Image.linear_gradient("L")
    values = np.asarray(grey).astype(float)
    made = {
        "I;16": lambda: Image.fromarray((values * 257).astype(np.uint16)),
        "I": lambda: Image.fromarray((values * 257).astype(np.int32)),
        "F": lambda: Image.fromarray(values.astype(np.float32) / 7),
    }.get(mode, lambda: grey.convert("RGB").convert(mode))()
    kept = pixels(open_picture(saved(made, "TIFF")))
    assert kept.mode == "RGB"
    assert kept.getpixel((128, 0))[0] < 40
    assert kept.getpixel((128, 255))[0] > 215


def test_floats_that_are_no_numbers_do_no_harm():
    values = np.full((8, 8), np.nan, np.float32)
    values[0] = [np.inf, -np.inf, 0, 1, 2, 3, 4, 5]
    kept = pixels(open_picture(saved(Image.fromarray(values), "TIFF")))
    assert kept.getpixel((7, 0)) == (255, 255, 255)
    assert kept.getpixel((0, 5)) == (0, 0, 0)


def test_a_cmyk_jpeg_keeps_its_colours():
    red = open_picture(saved(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG"))
    value = pixels(red).getpixel((16, 16))
    assert value[0] > 200
    assert max(value[1:]) < 60


@pytest.mark.parametrize("way", range(1, 9))
def test_orientation_is_applied(way):
    tag = Image.Exif()
    tag[0x0112] = way
    corner = Image.new("RGB", (64, 40), "black")
    corner.paste("white", (0, 0, 16, 10))
    kept = pixels(open_picture(saved(corner, "JPEG", exif=tag, quality=95)))
    assert kept.size == ((64, 40) if way < 5 else (40, 64))
    w, h = kept.size
    places = {1: (3, 3), 2: (w - 4, 3), 3: (w - 4, h - 4), 4: (3, h - 4),
              5: (3, 3), 6: (w - 4, 3), 7: (w - 4, h - 4), 8: (3, h - 4)}  # fmt: skip
    assert kept.getpixel(places[way])[0] > 200


def test_place_comment_and_profile_are_gone():
    tag = Image.Exif()
    tag[0x010F] = "SECRETCAMERA"
    tag.get_ifd(0x8825)[1] = "N"
    tag.get_ifd(0x8825)[2] = (59.0, 26.0, 1.0)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form, how in (("JPEG", {"comment": b"SECRETWORD"}), ("PNG", {}), ("WEBP", {})):
        sent = saved(scene(), form, exif=tag.tobytes(), icc_profile=srgb, **how)
        assert b"SECRETCAMERA" in sent
        kept = open_picture(sent)
        assert kept.located
        assert b"SECRET" not in kept.data
        assert "exif" not in pixels(kept).info
        assert "icc_profile" not in pixels(kept).info
        assert not pixels(kept).getexif()
    assert not open_picture(saved(scene(), "PNG")).located


def test_a_wide_profile_is_turned_into_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    kept = open_picture(saved(scene(), "PNG", icc_profile=lab))  # fits no RGB picture: passed over
    assert pixels(kept).getpixel((5, 5)) == (200, 30, 40)


def test_what_stands_behind_or_beside_the_pixels_does_not_survive():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "PAYLOAD")
    for sent in (
        saved(scene(), "PNG", pnginfo=notes) + b"PK\x03\x04PAYLOAD<script>",
        saved(scene(), "JPEG", comment=b"PAYLOAD") + b"%PDF-1.7 PAYLOAD",
        saved(scene(), "GIF", comment=b"PAYLOAD"),
    ):
        assert b"PAYLOAD" in sent
        assert b"PAYLOAD" not in open_picture(sent).data


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "TIFF"])
def test_the_first_frame_is_kept_and_said(form):
    later = [Image.new("RGB", (64, 40), "white"), Image.new("RGB", (64, 40), "black")]
    sent = saved(scene(), form, save_all=True, append_images=later)
    kept = open_picture(sent)
    assert kept.more
    assert pixels(kept).getpixel((5, 20))[0] > 150
    assert not open_picture(saved(scene(), form)).more


def test_pale_writing_on_nothing_gets_a_dark_ground():
    pale = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    pale.paste((255, 255, 255, 255), (10, 10, 20, 20))
    kept = pixels(open_picture(saved(pale, "PNG")))
    assert sum(kept.getpixel((0, 0))) < 150
    dark = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    dark.paste((20, 20, 20, 255), (10, 10, 20, 20))
    assert pixels(open_picture(saved(dark, "PNG"))).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "empty"),
        (b"hello, I am a picture", "no picture that is known"),
        (b"<!DOCTYPE html><html><img src=x>", "web page"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42", "video"),
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"MZ" + bytes(100), "program"),
        (b"%!PS-Adobe-3.0", "postscript"),
        (png_of(0, 0), "has no pixels"),
        (png_of(0, 5), "has no pixels"),
        (png_of(70_000, 70_000), "scale it down"),
        (png_of(2**31 - 1, 2**31 - 1), "scale it down"),
        (png_of(9, 9, zlib.compress(bytes(10))), "damaged"),
        (saved(scene(), "PNG")[:60], "damaged"),
        (saved(scene((400, 400)), "JPEG")[:900], "damaged"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_said(sent, said):
    with pytest.raises(PictureRefused, match=said):
        open_picture(sent)


def test_a_bomb_is_refused_before_it_is_decoded():
    bomb = png_of(60_000, 60_000, zlib.compress(bytes(10_000_000), 9))
    assert len(bomb) < 20_000
    with pytest.raises(PictureRefused, match="far more pixels"):
        open_picture(bomb)
    large = png_of(9_000, 9_000, zlib.compress(bytes(10_000_000), 9))
    with pytest.raises(PictureRefused, match="9,000 × 9,000"):
        open_picture(large)
    with pytest.raises(PictureRefused, match="at most 100"):
        open_picture(saved(scene(), "PNG"), Limits(bytes=100))


def test_a_large_picture_is_kept_smaller_in_its_shape():
    kept = open_picture(saved(scene((3000, 1500)), "JPEG"), Limits(kept_pixels=200_000))
    assert kept.width * kept.height <= 200_000
    assert kept.width / kept.height == pytest.approx(2, rel=0.01)
    tall = open_picture(saved(scene((10, 9000)), "PNG"), Limits(side=300))
    assert (tall.width, tall.height) == (1, 300)


def test_opening_what_was_opened_changes_nothing():
    once = open_picture(saved(scene(), "GIF"))
    twice = open_picture(once.data)
    assert twice.data == once.data
    assert twice.sha256 == once.sha256


SENT = [saved(scene(), form) for form in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")]


def opened(data):
    """The picture in the bytes, None where they are refused with a reason."""
    try:
        return open_picture(data, Limits(pixels=4_000_000))
    except PictureRefused:
        return None


@given(st.sampled_from(SENT), st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4))))
def test_a_damaged_file_is_opened_or_refused_and_nothing_else(sent, damage):
    data = bytearray(sent)
    for place, put in damage:
        at = place % len(data)
        data[at : at + len(put)] = put
    kept = opened(bytes(data))
    assert kept is None or pixels(kept).size == (kept.width, kept.height)


@given(st.sampled_from(SENT), st.integers(0, 10_000))
def test_a_file_cut_anywhere_is_opened_or_refused(sent, cut):
    kept = opened(sent[: cut % len(sent)])
    assert kept is None or pixels(kept).size == (64, 40)
