"""The static table: a vector for every post at the price of looking its words up.

Distilled once from multilingual-e5-small (see `_distill`): about 57,000 Chinese and English
words, 128 numbers of 8 bits each, in one space, so that a Chinese question finds English posts.
A text's vector is the weighted sum of its words' vectors, brought to length one.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.errors import WeightsAltered, WeightsMissing
from rostra.text import words as cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

STATIC_SHA256 = "f7a193a38d884c9059ab597c845b105a8a99b5d47411330d724fb673a4eb6a52"
BUCKETS = 4096
_SHORTEST, _LONGEST = 3, 5
_TEXTS_AT_ONCE = 512
_NUMBER_SHARE = 0.3
"""Numbers tell copies apart and topics hardly."""

_HAN_START = "\u3400"
_JOINT = re.compile(r"[-'&._]")
# Endings tried in turn on a word that is not in the table, with what takes their place.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("d", ""), ("er", ""), ("ly", ""),
)  # fmt: skip
Rows = tuple[tuple[int, float], ...]


def ngram_rows(word: str) -> list[int]:
    """Return the buckets of a word's letter 3- to 5-grams, with its edges marked."""
    marked = f"<{word}>".encode()
    return [
        zlib.crc32(marked[i : i + n]) % BUCKETS
        for n in range(_SHORTEST, _LONGEST + 1)
        for i in range(len(marked) - n + 1)
    ]


class StaticTable:
    """The opened table: texts in, unit vectors out. Safe to share between threads."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.int8], scales: Floats) -> None:
        if len(vectors) != len(words) + BUCKETS or len(scales) != len(vectors):
            raise WeightsAltered("the static table's words and vectors do not match; reinstall")
        self.dim = int(vectors.shape[1])
        self._rows = {word: row for row, word in enumerate(words)}
        self._vectors, self._scales = vectors, scales
        self._pieces = lru_cache(maxsize=100_000)(self._take_apart)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The words of both languages that have a row of their own, the most common first."""
        return tuple(self._rows)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return unit vectors of shape (len(texts), dim), in the order given.

        A text without words (emoji, links) gets the zero vector, which is near to nothing.
        """
        import numpy as np

        out = np.zeros((len(texts), self.dim), np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            chunk = texts[start : start + _TEXTS_AT_ONCE]
            out[start : start + len(chunk)] = self._sums(chunk)
        lengths = np.sqrt(np.einsum("ij,ij->i", out, out))[:, None]
        np.divide(out, lengths, out=out, where=lengths > 0)
        return out

    def _sums(self, texts: Sequence[str]) -> Floats:
        import numpy as np

        rows: list[int] = []
        shares: list[float] = []
        ends: list[int] = []
        for text in texts:
            for word in cut(text):
                row = self._rows.get(word)
                if row is not None:
                    rows.append(row)
                    shares.append(1.0)
                else:
                    for piece, share in self._pieces(word):
                        rows.append(piece)
                        shares.append(share)
            ends.append(len(rows))
        out = np.zeros((len(texts), self.dim), np.float32)
        weights = self._scales[rows] * np.array(shares, np.float32)
        gathered = self._vectors[rows] * weights[:, None]
        starts = [0, *ends[:-1]]
        filled = [i for i, (a, b) in enumerate(zip(starts, ends, strict=True)) if b > a]
        if filled:
            out[filled] = np.add.reduceat(gathered, [starts[i] for i in filled], axis=0)
        return out

    def _take_apart(self, word: str) -> Rows:
        """Find rows for a word that has none: shorter words, its stem, or its n-grams."""
        if word[0] >= _HAN_START:
            return self._longest_matches(word)
        if word[0].isdecimal() and word.replace(".", "").isdecimal():
            return self._spelled(word, _NUMBER_SHARE) if len(word) > 1 else ()
        for ending, instead in _ENDINGS:
            stem = word.removesuffix(ending) + instead
            if len(word) > 4 and word.endswith(ending) and stem in self._rows:
                return ((self._rows[stem], 1.0),)
        parts = [part for part in _JOINT.split(word) if part]
        if len(parts) > 1:
            return tuple(
                found
                for part in parts
                for found in (
                    ((self._rows[part], 1.0),) if part in self._rows else self._pieces(part)
                )
            )
        return self._spelled(word, 1.0)

    def _longest_matches(self, word: str) -> Rows:
        found: list[tuple[int, float]] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                row = self._rows.get(word[start:end])
                if row is not None:
                    found.append((row, 1.0))
                    break
            else:
                end = start + 1
            start = end
        return tuple(found)

    def _spelled(self, word: str, share: float) -> Rows:
        buckets = ngram_rows(word)
        first = len(self._rows)
        return tuple((first + bucket, share / len(buckets)) for bucket in buckets)


def open_static(path: Path | None = None) -> StaticTable:
    """Open the table in the package, or the one at `path` (as `_distill` wrote it).

    Raises WeightsMissing where there is no file, WeightsAltered where the packaged one has not
    the hash that stands in this code.
    """
    import numpy as np

    place = path or Path(str(files("rostra.models") / "data" / "static.npz"))
    if not place.is_file():
        raise WeightsMissing(
            f"no static table at {place}; reinstall, or distil one (docs/embeddings.md)"
        )
    raw = place.read_bytes()
    if path is None and hashlib.sha256(raw).hexdigest() != STATIC_SHA256:
        raise WeightsAltered(f"{place} is not the table this version was released with; reinstall")
    with np.load(BytesIO(raw)) as stored:
        text = stored["words"].tobytes().decode()
        return StaticTable(text.split("\n"), stored["vectors"], stored["scales"])
