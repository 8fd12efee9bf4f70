"""The program that draws a document's pages or a vector picture, in a process of its own.

It is run by its path, with nothing of Rostra loaded: engines written in C++ read a stranger's file
here, under limits of the system, and end with this process. It reads one line of JSON and the
file from standard input; it writes one line of JSON and the pages, each behind its length (eight
bytes, big-endian), to standard output.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any


def main() -> int:
    """Do what the first line of standard input says."""
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _bound(order)
    told, pages = _pages(data, order) if order["kind"] == "pdf" else _vector(data)
    out = sys.stdout.buffer
    out.write(json.dumps(told).encode() + b"\n")
    for page in pages:
        out.write(len(page).to_bytes(8, "big") + page)
    out.flush()
    return 0


def _bound(order: dict[str, Any]) -> None:
    import resource

    for name, most in (("CPU", order["seconds"]), ("FSIZE", 0), ("CORE", 0), ("AS", 3 << 30)):
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None and not (name == "AS" and sys.platform == "darwin"):
            resource.setrlimit(kind, (most, most))


def _vector(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    import resvg_py

    try:
        return {}, [bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), background="white"))]
    except ValueError as error:
        return {"refused": str(error)[:200]}, []


def _pages(data: bytes, order: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"refused": "password" if "assword" in str(error) else "broken"}, []
    total = len(document)
    first, last = order["pages"] or (1, total)
    if not 1 <= first <= last <= total:
        return {"refused": "range", "total": total}, []
    if last - first >= order["most"]:
        return {"refused": "many", "total": total}, []
    document.init_forms()
    try:
        drawn = [_drawn(document[at], order) for at in range(first - 1, last)]
    except pypdfium2.PdfiumError:
        return {"refused": "broken", "total": total}, []
    return {"total": total}, drawn


def _drawn(page: Any, order: dict[str, Any]) -> bytes:
    width, height = page.get_size()
    scale = order["dpi"] / 72
    scale *= min(1.0, (order["pixels"] / max(1.0, width * height * scale * scale)) ** 0.5)
    scale *= min(1.0, order["side"] / max(1.0, width * scale, height * scale))
    into = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(into, "PNG", compress_level=1)
    return into.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
