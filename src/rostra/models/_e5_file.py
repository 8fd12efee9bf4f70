"""The file that carries multilingual-e5-small in four bits: its layout and its tokenizer.

Layout (little endian): magic `E5S1`, version; seven int32 (width, layers, heads, inner width,
vocabulary, positions, segment kinds), float32 epsilon, int32 block size; int32 pieces, ids of
start, end, padding and unknown; uint64 length of the text of the pieces; uint32 offsets,
float32 scores, the text; the normalising map (code point, count, code points); a directory of
tensors (name, kind, count, offset, bytes). Kind 0 is float32. Kind 1 is blocks of 32 weights,
a float16 scale and 16 bytes: byte j holds weight j in its low and j + 16 in its high half, each
minus 8.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.errors import WeightsAltered, WeightsMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEAD = struct.Struct("<4sI7ifi")
_TOKENS = struct.Struct("<5iQ")
_BLOCK = 32
_BLOCK_BYTES = 18
_MARK = "\u2581"
_SPACES = re.compile(r"\s+")
_UNKNOWN_PENALTY = 10.0


@dataclass(frozen=True, slots=True)
class Shape:
    """The model's sizes."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


class Tokenizer:
    """Cuts text into the model's word pieces: the most probable cut under its unigram model."""

    def __init__(
        self,
        pieces: list[str],
        scores: list[float],
        ids: tuple[int, int, int],
        norm: dict[int, str],
    ) -> None:
        self.start, self.end, self._unknown = ids
        # The first ids are control marks such as <s>; a post that spells them out is text.
        special = {self.start, self.end, self._unknown, 1}
        self._pieces = {p: i for i, p in enumerate(pieces) if i not in special}
        self._scores = scores
        self._floor = min(scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, pieces))
        self._norm = norm
        self._word = lru_cache(maxsize=50_000)(self._cut)

    def ids(self, text: str) -> list[int]:
        """Return the ids of a text's pieces, without start and end."""
        normal = _SPACES.sub(" ", text.translate(self._norm)).strip()
        found: list[int] = []
        # No piece crosses a space, so that words can be cut, and remembered, one by one.
        for word in normal.split(" "):
            found += self._word(_MARK + word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """Find the best cut of one word by dynamic programming (Viterbi)."""
        pieces, scores, size = self._pieces, self._scores, len(word)
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            reached = best[start]
            if reached + self._floor > best[start + 1]:
                best[start + 1] = reached + self._floor
                came[start + 1] = (start, self._unknown)
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = pieces.get(word[start:end])
                if piece is not None and reached + scores[piece] > best[end]:
                    best[end] = reached + scores[piece]
                    came[end] = (start, piece)
        cut: list[int] = []
        place = size
        while place:
            place, piece = came[place]
            cut.append(piece)
        return tuple(reversed(cut))


@dataclass(frozen=True, slots=True)
class E5File:
    """The opened file: shape, tokenizer, and its tensors by name."""

    shape: Shape
    tokenizer: Tokenizer
    raw: NDArray[np.uint8]
    directory: dict[str, tuple[int, int, int]]

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return a float32 tensor, flat."""
        import numpy as np

        kind, count, offset = self.directory[name]
        if kind != 0:
            raise WeightsAltered(f"tensor {name} of the e5 file is not float32; fetch it again")
        return np.frombuffer(self.raw, np.float32, count, offset)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """Return a four-bit tensor as float32, shape (rows, columns)."""
        _, count, _ = self.directory[name]
        return _unpack(self.blocks(name)).reshape(count // columns, columns)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """Return a four-bit tensor as it lies in the file, shape (blocks, 18), unread so far."""
        _, count, offset = self.directory[name]
        size = count // _BLOCK * _BLOCK_BYTES
        return self.raw[offset : offset + size].reshape(-1, _BLOCK_BYTES)

    def rows(self, name: str, columns: int, wanted: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return some rows of a four-bit tensor as float32, shape (len(wanted), columns)."""
        whole = self.blocks(name).reshape(-1, columns // _BLOCK, _BLOCK_BYTES)
        return _unpack(whole[wanted].reshape(-1, _BLOCK_BYTES)).reshape(len(wanted), columns)


def _unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    import numpy as np

    scale = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32)
    nibbles -= 8
    nibbles *= scale
    return nibbles


def read_e5(path: Path) -> E5File:
    """Open the weights; tensors stay on disk until they are asked for.

    Raises WeightsMissing where there is no file and WeightsAltered where it is not this format
    or is cut short. (Whether it is the right file is for its hash to say, on fetching.)
    """
    import numpy as np

    if not path.is_file():
        raise WeightsMissing(f"no e5 weights at {path}; `rostra models fetch e5` gets them")
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    try:
        return _parse(np.asarray(raw))
    except (struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise WeightsAltered(f"{path} is no e5 file or is cut short; fetch it again") from error


def _parse(raw: NDArray[np.uint8]) -> E5File:
    import numpy as np

    magic, version, width, layers, heads, inner, _, positions, _, epsilon, block = (
        _HEAD.unpack_from(raw.data)
    )
    if (magic, version, block) != (b"E5S1", 1, _BLOCK):
        raise ValueError(f"magic {magic!r}, version {version}, block {block}")
    place = _HEAD.size
    count, start, end, _, unknown, text_bytes = _TOKENS.unpack_from(raw.data, place)
    place += _TOKENS.size
    offsets = np.frombuffer(raw, np.uint32, count + 1, place).tolist()
    place += 4 * (count + 1)
    scores = np.frombuffer(raw, np.float32, count, place).tolist()
    place += 4 * count
    text = raw[place : place + text_bytes].tobytes()
    place += text_bytes
    pieces = [text[a:b].decode() for a, b in pairwise(offsets)]
    norm, place = _normalising_map(raw, place)
    directory = _directory(raw, place)
    shape = Shape(width, layers, heads, inner, positions, epsilon)
    return E5File(shape, Tokenizer(pieces, scores, (start, end, unknown), norm), raw, directory)


def _normalising_map(raw: NDArray[np.uint8], place: int) -> tuple[dict[int, str], int]:
    count, size = struct.unpack_from("<iI", raw.data, place)
    place += 8
    packed, at, norm = raw[place : place + size].tobytes(), 0, {}
    for _ in range(count):
        code, outs = struct.unpack_from("<IB", packed, at)
        norm[code] = "".join(map(chr, struct.unpack_from(f"<{outs}I", packed, at + 5)))
        at += 5 + 4 * outs
    return norm, place + size


def _directory(raw: NDArray[np.uint8], place: int) -> dict[str, tuple[int, int, int]]:
    (count,) = struct.unpack_from("<i", raw.data, place)
    place += 4
    found = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<H", raw.data, place)
        name = raw[place + 2 : place + 2 + size].tobytes().decode()
        kind, numbers, offset, stored = struct.unpack_from("<BIQQ", raw.data, place + 2 + size)
        if offset + stored > len(raw):
            raise ValueError(f"tensor {name} ends past the file")
        found[name] = (kind, numbers, offset)
        place += 2 + size + 21
    return found
