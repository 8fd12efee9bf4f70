"""Files as they are found: compressed, in UTF-16, with a byte order mark, cut off."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from rostra.errors import VotesGarbage

HEAD = 1 << 16
"""Bytes of a file's beginning that tell what it is."""
LINE_LIMIT = 1 << 26
"""Bytes that one vote may have; a longer one is refused."""

_OTHERS = (
    (b"PK\x03\x04", "a zip archive or a spreadsheet; unpack it, or save the sheet as CSV"),
    (b"SQLite format 3", "a database; export its votes as CSV or JSON lines"),
    (b"\x80\x04", "a pickle, which may run code; save it as JSON lines"),
    (b"%PDF", "a PDF; votes are CSV, JSON lines, JSON or Parquet"),
    (b"BZh", "compressed by bzip2; unpack it, or use gzip or zstd"),
    (b"\xfd7zXZ", "compressed by xz; unpack it, or use gzip or zstd"),
)


@contextmanager
def opened(path: Path) -> Iterator[tuple[io.BufferedReader, bytes]]:
    """Open a file of votes as UTF-8 bytes, unpacked, past its byte order mark; with its head.

    gzip and zstd are unpacked as they are read. Raises VotesGarbage, also while it is read, for a
    file that is missing, empty, cut off, or of a kind that holds no votes.
    """
    try:
        with path.open("rb") as raw:
            stream = _decoded(_unpacked(raw), path)
            head = stream.peek(HEAD)[:HEAD]
            if not head.strip():
                raise VotesGarbage(f"{path.name} is empty; it holds no votes")
            yield stream, head
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        msg = f"{path.name} is cut off or damaged ({error}); fetch it again"
        raise VotesGarbage(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{path.name} is not the UTF-16 it says it is ({error.reason}); save it as UTF-8"
        raise VotesGarbage(msg) from None
    except OSError as error:
        if error.errno is None:  # what Arrow says of a damaged stream
            raise VotesGarbage(f"{path.name} is cut off or damaged ({error})") from None
        why = error.strerror or str(error)
        raise VotesGarbage(f"{path} cannot be read ({why}); name a file of votes") from None


def lines_of(stream: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers from 1 on."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            raise VotesGarbage(f"{name}, line {number} is longer than {LINE_LIMIT:,} bytes")
        if not line.isspace():
            yield number, line


def _unpacked(raw: Any) -> io.BufferedReader:
    start = raw.read(16)
    raw.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return io.BufferedReader(gzip.GzipFile(fileobj=raw), HEAD)
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        import pyarrow as pa

        return io.BufferedReader(_Readable(pa.CompressedInputStream(raw, "zstd")), HEAD)
    return io.BufferedReader(raw, HEAD)


def _decoded(stream: io.BufferedReader, path: Path) -> io.BufferedReader:
    start = stream.peek(64)
    for magic, what in _OTHERS:
        if start.startswith(magic):
            raise VotesGarbage(f"{path.name} is {what}")
    if start.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
        return stream
    wide = _utf16(start)
    if wide:
        return io.BufferedReader(_Recoded(stream, wide), HEAD)
    return stream


def _utf16(start: bytes) -> str:
    """Name the UTF-16 that the bytes are in ("" = none): by its mark, or by where the NULs are."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding, nul in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(start) > 3 and not any(start[nul:8:2]) and all(start[1 - nul : 8 : 2]):
            return encoding
    return ""


class _Readable(io.RawIOBase):
    """An Arrow stream as Python's buffered reader wants it."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Recoded(io.RawIOBase):
    """UTF-16 read as UTF-8, a piece at a time."""

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._left = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left and not self._ended:
            piece = self._source.read(HEAD)
            self._ended = not piece
            self._left = self._decoder.decode(piece, self._ended).encode("utf-8", "replace")
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
