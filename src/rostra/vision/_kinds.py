"""Tell what a file is by its first bytes; its name and declared type count for nothing."""

from __future__ import annotations

import re

RASTER = ("png", "jpeg", "webp", "gif", "bmp", "tiff", "avif")
"""Kinds that are decoded as pixels."""
OPENED = (*RASTER, "svg", "pdf")

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"),
    (b"GIF89a", "gif"), (b"BM", "bmp"), (b"II*\x00", "tiff"), (b"MM\x00*", "tiff"),
    (b"II+\x00", "bigtiff"), (b"MM\x00+", "bigtiff"),
    (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"\x1aE\xdf\xa3", "video"),
    (b"8BPS", "photoshop"), (b"%!PS", "postscript"), (b"\x00\x00\x01\x00", "icon"),
    (b"\xff\x0a", "jpeg-xl"), (b"\x00\x00\x00\x0cJXL ", "jpeg-xl"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg-2000"), (b"OggS", "sound"), (b"ID3", "sound"),
    (b"MZ", "program"), (b"\x7fELF", "program"),
)  # fmt: skip
_BRANDS = {
    b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"hevc": "heic",
    b"hevx": "heic", b"heim": "heic", b"heis": "heic", b"mif1": "heic", b"msf1": "heic",
}  # fmt: skip
_SVG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:svg[\s>/]|!DOCTYPE\s+svg\b)", re.DOTALL
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!DOCTYPE\s+html|html|head|body|script)", re.IGNORECASE
)


def kind_of(data: bytes) -> str:
    """Name the kind of a file: one of `OPENED`, another name ("heic", "zip", …), or ""."""
    head = data[:4096]
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "sound", b"AVI ": "video"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _boxed(head)
    # A reader of PDF looks for its mark in the first kilobyte.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(plain):
        return "html"
    return "svg" if _SVG.match(plain) or _utf16_svg(head) else ""


def _boxed(head: bytes) -> str:
    """Name a file of boxes (ISO 14496-12) by its brands: the major one, then the others."""
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    known = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    # mif1 is said by HEIC and AVIF alike: the more telling brand counts.
    return "avif" if "avif" in known else known[0] if known else "video"


def _utf16_svg(head: bytes) -> bool:
    if head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    return bool(_SVG.match(head.decode("utf-16", "ignore").encode("utf-8").lstrip(b"\xef\xbb\xbf")))
