"""A small visible mark in the corner of a picture: made by AI, in Chinese and English."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rostra.imagine._letters import Font

if TYPE_CHECKING:
    from PIL import Image

SMALLEST = 128
"""Pictures with a side below this carry no visible mark; it would cover them."""
SHARE = 0.028
"""Height of the letters as a share of the shorter side."""
WORDS = {"ai": ("AI 生成", "AI-generated"), "rules": ("程序绘制", "drawn by a program")}


def stamped(png: bytes, kind: str, letters: Sequence[Font]) -> bytes:
    """Draw the mark into the lower right corner, on a plate that stands off from what is there.

    `kind` is `ai` or `rules`. Without a font that has the Chinese words only the English ones are
    written; without any font, or on a picture too small, the picture comes back as it was.
    """
    from PIL import Image, ImageDraw, ImageFont

    with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
        picture = opened.convert("RGBA")
        plain = opened.mode == "RGB"
    words = [(word, next((f for f in letters if f.has(word)), None)) for word in WORDS[kind]]
    written = [(word, font) for word, font in words if font is not None]
    if not written or min(picture.size) < SMALLEST:
        return png
    size = max(10, round(min(picture.size) * SHARE))
    pad, gap = round(size * 0.5), round(size * 0.6)
    runs = [(w, ImageFont.truetype(f.file, size, index=f.face)) for w, f in written]
    wide = sum(font.getlength(word) for word, font in runs) + gap * (len(runs) - 1) + 2 * pad
    tall = round(size * 1.3) + pad
    right, foot = picture.width - pad, picture.height - pad
    box = (max(0, round(right - wide)), foot - tall, right, foot)
    dark = _light(picture.crop(box)) > 0.5
    plate, ink = ((20, 20, 28, 200), "white") if dark else ((255, 255, 255, 215), (20, 20, 28))
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    pen.rounded_rectangle(box, radius=tall // 3, fill=plate)
    at = float(box[0] + pad)
    for word, font in runs:
        pen.text((at, foot - tall / 2), word, ink, font=font, anchor="lm")
        at += font.getlength(word) + gap
    done = Image.alpha_composite(picture, layer)
    out = io.BytesIO()
    (done.convert("RGB") if plain else done).save(out, "PNG")
    return out.getvalue()


def _light(part: Image.Image) -> float:
    """Give the mean luminance of a part of a picture, 0 to 1; what is transparent counts white."""
    from PIL import Image as Images
    from PIL import ImageStat

    white = Images.new("RGBA", part.size, "white")
    grey = Images.alpha_composite(white, part).convert("L")
    return ImageStat.Stat(grey).mean[0] / 255
