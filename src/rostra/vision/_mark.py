"""Mark on a picture where something stands."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from rostra.vision._types import Box, Picture

INK = (214, 36, 60)
ROOM = 4.0
"""Pixels left free between what is marked and its frame."""


def drawn(picture: Picture, boxes: Sequence[Box]) -> bytes:
    """Draw a frame around each box, with a faint ground; return a PNG of the picture's size."""
    from PIL import Image, ImageDraw

    page = Image.open(BytesIO(picture.data), formats=["PNG", "JPEG"]).convert("RGB")
    veil = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(veil)
    width = max(2, round(max(page.size) / 400))
    for box in boxes:
        frame = (
            max(0.0, box.left - ROOM), max(0.0, box.top - ROOM),
            min(page.width - 1.0, box.right + ROOM), min(page.height - 1.0, box.bottom + ROOM),
        )  # fmt: skip
        if frame[2] > frame[0] and frame[3] > frame[1]:
            pen.rectangle(frame, fill=(*INK, 40), outline=(*INK, 255), width=width)
    page.paste(veil, mask=veil)
    into = BytesIO()
    page.save(into, "PNG")
    return into.getvalue()
