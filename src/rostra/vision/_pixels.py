"""Pixels made plain: upright, sRGB, eight bits, no transparency, a size that is worth keeping."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from rostra.vision._types import Limits

if TYPE_CHECKING:
    from PIL import Image

_ORIENTATION = 0x0112  # EXIF 2.3
PALE = 200
"""Grey value from which what a transparent picture shows is pale, and gets a dark ground."""
_GROUNDS = {"white": (255, 255, 255), "dark": (24, 28, 34)}


def kept_size(size: tuple[int, int], limits: Limits) -> tuple[int, int]:
    """Say how large a picture of `size` is kept: same shape, never larger, at least one pixel."""
    width, height = size
    scale = min(
        1.0, (limits.kept_pixels / (width * height)) ** 0.5, limits.side / max(width, height)
    )
    return max(1, int(width * scale)), max(1, int(height * scale))


def upright(image: Image.Image, source: Image.Image) -> Image.Image:
    """Turn a picture as the EXIF of its source says; as it is where that says nothing sound."""
    from PIL import Image

    turn = Image.Transpose
    ways = {
        2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE,
        6: turn.ROTATE_270, 7: turn.TRANSVERSE, 8: turn.ROTATE_90,
    }  # fmt: skip
    try:
        way = ways.get(source.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        way = None
    return image if way is None else image.transpose(way)


def without_alpha(image: Image.Image) -> Image.Image:
    """Return eight-bit sRGB pixels; what is transparent shows a ground that its content stands on.

    Sixteen and thirty-two bits are scaled down, floating point from its smallest to its largest
    finite value; a colour profile that can be read is applied, else the numbers are taken as sRGB.
    """
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if not _transparent(image):
        return _managed(image)
    layered = image.convert("RGBA")
    shown = layered.getchannel("A")
    grey = layered.convert("L").histogram(mask=shown.point(lambda a: 255 if a > 127 else 0))
    pale = sum(grey[PALE:]) > 0.9 * max(1, sum(grey))
    ground = Image.new("RGB", image.size, _GROUNDS["dark" if pale else "white"])
    colours = _managed(layered.convert("RGB"), image.info.get("icc_profile"))
    ground.paste(colours, mask=shown)
    return ground


def _transparent(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info


def _eight_bits(image: Image.Image) -> Image.Image:
    import numpy as np
    from PIL import Image

    values = np.asarray(image).astype(np.float64)
    finite = np.isfinite(values)
    low, high = 0.0, 65535.0
    if image.mode.startswith("F") and finite.any():
        low, high = float(values[finite].min()), float(values[finite].max())
    elif values.size and values.max() > high:
        high = float(values.max())
    values = np.where(finite, values, low)
    scaled = (values - low) * (255.0 / (high - low) if high > low else 0.0)
    return Image.fromarray(np.clip(scaled + 0.5, 0, 255).astype(np.uint8)).convert("RGB")


def _managed(image: Image.Image, profile: bytes | None = None) -> Image.Image:
    """Convert to sRGB by the picture's own profile, where it has one that can be read."""
    from PIL import Image, ImageCms

    profile = profile or image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            made = None
        if isinstance(made, Image.Image):
            return made
    return image.convert("RGB")
