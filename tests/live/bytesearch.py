"""Find text in a data folder: in the raw bytes of every file, and inside compressed blocks.

A ClickHouse block is a checksum of 16 bytes, a method byte (0x82 LZ4, 0x90 ZSTD, 0x02 none), the
sizes packed (with these nine bytes) and unpacked as 32-bit little-endian numbers, then the data.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

import lz4.block
import zstandard

_HEADER = struct.Struct("<BII")
_METHODS = frozenset((0x02, 0x82, 0x90))
LARGEST = 1 << 26


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield runs of text that lie in compressed blocks, wherever in the bytes a block begins."""
    at, run = 0, b""
    while at + 25 <= len(data):
        block = _block(data, at)
        if block is None:
            if run:
                yield run
            run, at = b"", _next(data, at + 1)
            continue
        body, size = block
        run, at = run + body, at + size  # a text may go over the border of two blocks
    if run:
        yield run


def _next(data: bytes, at: int) -> int:
    """Return the next place at which a block's method byte could stand."""
    found = [data.find(bytes([method]), at + 16) for method in _METHODS]
    places = [place - 16 for place in found if place >= 0]
    return min(places, default=len(data))


def _block(data: bytes, at: int) -> tuple[bytes, int] | None:
    method, packed, size = _HEADER.unpack_from(data, at + 16)
    end = at + 16 + packed
    if method not in _METHODS or packed <= 9 or end > len(data) or not 0 < size <= LARGEST:
        return None
    if method == 0x02 and packed != size + 9:
        return None
    body = data[at + 25 : end]
    try:
        if method == 0x82:
            text = lz4.block.decompress(body, uncompressed_size=size)
        elif method == 0x90:
            text = zstandard.ZstdDecompressor().decompress(body, max_output_size=size)
        else:
            text = body
    except (lz4.block.LZ4BlockError, zstandard.ZstdError):
        return None
    return (text, 16 + packed) if len(text) == size else None


def find(folder: Path, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each text that is found, the files that hold it."""
    needles = {text: text.encode() for text in texts}
    found: dict[str, list[str]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        try:
            data = path.read_bytes()
        except FileNotFoundError:  # a store that runs has removed it meanwhile
            continue
        haystack = [data, *unpacked(data)]
        for text, needle in needles.items():
            if any(needle in hay for hay in haystack):
                found.setdefault(text, []).append(str(path.relative_to(folder)))
    return found
