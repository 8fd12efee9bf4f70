"""Read a folder of the engine as an examiner would: raw files, and every block decompressed."""

import struct
from pathlib import Path

import lz4.block
from backports import zstd

HEAD = struct.Struct("<BII")
CHECKSUM = 16


def blocks(raw):
    """Yield the decompressed blocks of a file, as far as it is made of them."""
    at = 0
    while at + CHECKSUM + HEAD.size <= len(raw):
        method, packed, unpacked = HEAD.unpack_from(raw, at + CHECKSUM)
        end = at + CHECKSUM + packed
        if packed < HEAD.size or end > len(raw) or unpacked > 1 << 28:
            return
        yield unpack(method, raw[at + CHECKSUM + HEAD.size : end], unpacked)
        at = end


def unpack(method, body, size):
    if method == 0x82:
        return lz4.block.decompress(body, uncompressed_size=size)
    if method == 0x90:
        return zstd.decompress(body)
    return body  # stored as it is, or numbers only (Delta, chains of codecs)


def places(folder: Path, needle: bytes) -> list[str]:
    """Name the files under a folder that hold the bytes, in the open or inside a block."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            raw = file.read_bytes()
            if needle in raw or any(needle in block for block in blocks(raw)):
                found.append(str(file.relative_to(folder)))
    return found
