"""Draw pages and vector pictures in a process of its own, under limits of the system."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

from rostra.errors import PictureRefused
from rostra.vision._svg import plain_svg
from rostra.vision._types import Limits

_PROGRAM = Path(__file__).with_name("_apart_program.py")
WAIT = 4.0
"""Wall seconds waited for each second of processor time: the machine may be busy."""


def vector_picture(data: bytes, limits: Limits) -> bytes:
    """Draw an SVG as PNG; raises PictureRefused. Nothing is fetched, no script runs."""
    order = {"kind": "svg", "seconds": math.ceil(limits.seconds)}
    told, pages = _drawn(order, plain_svg(data, limits).encode())
    if "refused" in told or not pages:
        raise PictureRefused(
            f"the SVG cannot be drawn: {told.get('refused', 'it is empty')}; send it as PNG"
        )
    return pages[0]


def document_pages(
    data: bytes, limits: Limits, pages: tuple[int, int] | None
) -> tuple[int, list[bytes]]:
    """Draw the pages of a PDF as PNG; return its count of pages too. Raises PictureRefused."""
    order = {
        "kind": "pdf", "seconds": math.ceil(limits.seconds * limits.pages), "pages": pages,
        "most": limits.pages, "dpi": limits.dpi, "pixels": limits.kept_pixels,
        "side": limits.side,
    }  # fmt: skip
    told, drawn = _drawn(order, data)
    refused = told.get("refused")
    if refused:
        raise PictureRefused(_why(refused, told.get("total", 0), limits, pages))
    return int(told["total"]), drawn


def _why(refused: str, total: int, limits: Limits, pages: tuple[int, int] | None) -> str:
    if refused == "password":
        return "the PDF is locked with a password; save it without one and send it again"
    if refused == "many":
        return (
            f"the PDF has {total:,} pages and at most {limits.pages} are read at once; name them, "
            f"as 1-{limits.pages}"
        )
    if refused == "range":
        first, last = pages or (1, 1)
        return f"the PDF has {total:,} pages; there is no page {first}-{last}"
    return "the PDF cannot be read: it is damaged or cut off; save it again and send that"


def _drawn(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Run the program; raises PictureRefused where it does not end as it should."""
    wait = WAIT * order["seconds"] + 10
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=json.dumps(order).encode() + b"\n" + data,
            capture_output=True, timeout=wait, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise PictureRefused(_slow(order)) from error
    if done.returncode:
        # Killed by a limit (CPU or memory), or the engine fell over the file.
        raise PictureRefused(_slow(order))
    head, _, rest = done.stdout.partition(b"\n")
    pages = []
    while rest:
        size = int.from_bytes(rest[:8], "big")
        pages.append(rest[8 : 8 + size])
        rest = rest[8 + size :]
    return json.loads(head), pages


def _slow(order: dict[str, Any]) -> str:
    return (
        f"drawing this {order['kind'].upper()} takes more than {order['seconds']} s or more memory "
        "than it is given; send it as PNG or JPEG"
    )
