"""Pictures made smaller, for lists of them."""

from __future__ import annotations

from io import BytesIO

QUALITY = 82


def smaller(data: bytes, side: int) -> bytes | None:
    """Return a picture of ours as WebP, its longer side `side` pixels; None where it is not longer.

    What its file told of where it comes from is not in it.
    """
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        if max(image.size) <= side:
            return None
        image.draft("RGB", (side, side))
        less = image.convert("RGBA" if image.has_transparency_data else "RGB")
    less.thumbnail((side, side), Image.Resampling.LANCZOS)
    into = BytesIO()
    less.save(into, "WEBP", quality=QUALITY, method=2)
    return into.getvalue()
