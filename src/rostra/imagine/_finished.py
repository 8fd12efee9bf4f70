"""What a painter sent becomes a picture: opened within limits, checked, and made a clean PNG."""

from __future__ import annotations

import base64
import binascii
import io
import struct
import warnings
from typing import TYPE_CHECKING

from rostra.errors import PainterGarbage

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_SIDE = 8192
MOST_PIXELS = 40_000_000
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError,
           OverflowError, MemoryError, struct.error)  # fmt: skip
"""What pillow raises over files that are damaged, each where its plugin stumbles."""


def from_base64(text: object, who: str) -> bytes:
    """Return the bytes of a picture that came as base64; raises PainterGarbage."""
    raw = text.partition(",")[2] if isinstance(text, str) and text.startswith("data:") else text
    try:
        return base64.b64decode(raw if isinstance(raw, str) else "", validate=True)
    except (binascii.Error, ValueError):
        raise PainterGarbage(f"{who} sent a picture that is no base64; draw again") from None


def finished(raw: bytes, who: str) -> tuple[bytes, int, int]:
    """Open what a painter sent and give (PNG, width, height); raises PainterGarbage.

    Only the pixels are kept: a new PNG is written, so that nothing hidden in the file goes on.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "WEBP")) as opened:
                _bounded(opened, who)
                picture = _eight_bits(opened)
    except UnidentifiedImageError:
        raise PainterGarbage(f"{who} sent no picture but {raw[:40]!r}") from None
    except (*_BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PainterGarbage(f"{who} sent a picture that is broken: {error}") from None
    picture.info.clear()  # profiles, texts and EXIF would be written again
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue(), picture.width, picture.height


def _eight_bits(opened: Image) -> Image:
    """Give three or four channels of eight bits; sixteen bits are scaled, not cut off."""
    if opened.mode.startswith(("I", "F")):
        return opened.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    return opened.convert("RGBA" if opened.has_transparency_data else "RGB")


def _bounded(picture: Image, who: str) -> None:
    width, height = picture.size
    if (
        not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE)
        or width * height > MOST_PIXELS
    ):
        raise PainterGarbage(f"{who} sent a picture of {width} × {height} pixels, beyond the limit")
