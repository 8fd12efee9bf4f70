"""Which word of a post says what a word of a sentence says, within and across two languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rostra import text
from rostra.assistant._types import Desk
from rostra.assistant._words import STOP_WORDS
from rostra.text import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LEAST, FULL = 0.35, 0.75
"""Cosines of two words (static table) up to which nothing is shared, and from which all."""
RENDERED = 0.95
"""What a rendering of the dictionary counts."""

LETTERS = 4
"""Letters that a name of but two consonants must have more than, to be known by its sound."""

_HAN = re.compile("[\u3400-\u9fff]")
_SOUNDS = (
    (re.compile("[hyaeiou]"), ""), (re.compile("ng|m"), "n"),
    (re.compile("[bp]"), "p"), (re.compile("[dt]"), "t"), (re.compile("[lr]"), "l"),
    (re.compile("[gkq]"), "k"), (re.compile("[szxjc]"), "s"), (re.compile("[fvw]"), "f"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Aligned:
    """Content words of a sentence, and how well each is said by each part of the posts.

    `parts` are the clauses of the posts, `of` the sentence each belongs to, both in order;
    `shares[i][p]` is from 0 (nothing there says word i) to 1.
    """

    words: tuple[str, ...]
    parts: tuple[str, ...]
    of: tuple[int, ...]
    shares: tuple[tuple[float, ...], ...]

    def best(self) -> tuple[float, ...]:
        """Give for each word the best that any part says of it."""
        return tuple(max(row, default=0.0) for row in self.shares)

    def bearing(self, parts: Sequence[int]) -> float:
        """Give the share of the sentence that some parts say together."""
        rows = [max((row[p] for p in parts), default=0.0) for row in self.shares]
        return sum(rows) / len(rows) if rows else 0.0


def align(claim: str, parts: Sequence[str], of: Sequence[int], desk: Desk) -> Aligned:
    """Align the content words of a claim with parts of posts."""
    words = content(claim)
    theirs = [content(part) for part in parts]
    every = tuple(dict.fromkeys(w for part in theirs for w in part))
    likeness = _likenesses(words, every, desk)
    at = {word: j for j, word in enumerate(every)}
    flats = [flat(part) for part in parts]
    shares = tuple(
        tuple(
            max(
                [likeness[i][at[other]] for other in theirs[p]]
                + [1.0 if _HAN.search(word) and word in flats[p] else 0.0]
            )
            for p in range(len(parts))
        )
        for i, word in enumerate(words)
    )
    return Aligned(words, tuple(parts), tuple(of), shares)


@lru_cache(maxsize=8192)
def content(written: str) -> tuple[str, ...]:
    """Collect the words that carry content and are no numbers, each once."""
    kept = (
        w
        for w in text.words(written)
        if w not in STOP_WORDS and any(map(str.isalpha, w)) and not text.quantities(w)
    )
    return tuple(dict.fromkeys(kept))


def flat(written: str) -> str:
    """Write in simplified characters and small letters, signs of tags and handles left out."""
    return text.simplify(written).casefold().replace("#", "").replace("@", "")


def _likenesses(words: Sequence[str], others: Sequence[str], desk: Desk) -> list[list[float]]:
    """Measure the likeness of each word to each other word, 0 to 1."""
    table = _by_vector(words, others, desk)
    there = _renderings(words, desk)
    back = _renderings(others, desk)
    for i, word in enumerate(words):
        for j, other in enumerate(others):
            if stem(word) == stem(other):
                table[i][j] = 1.0
            elif _rendered(word, other, there[i], back[j]):
                table[i][j] = max(table[i][j], RENDERED)
    return table


def _by_vector(words: Sequence[str], others: Sequence[str], desk: Desk) -> list[list[float]]:
    if desk.embed is None or not words or not others:
        return [[0.0] * len(others) for _ in words]
    vectors = desk.embed([*words, *others])
    cosines = vectors[: len(words)] @ vectors[len(words) :].T
    return [
        [min(1.0, max(0.0, (float(c) - LEAST) / (FULL - LEAST))) for c in row] for row in cosines
    ]


def _renderings(words: Sequence[str], desk: Desk) -> list[tuple[str, ...]]:
    return [()] * len(words) if desk.gloss is None or not words else list(desk.gloss(words))


def _rendered(word: str, other: str, there: Sequence[str], back: Sequence[str]) -> bool:
    return _among(other, there) or _among(word, back)


def _among(word: str, renderings: Sequence[str]) -> bool:
    if _HAN.search(word):
        return any(word == r or (len(r) > 1 and (r in word or word in r)) for r in renderings)
    own = stem(word)
    return any(own in map(stem, r.split()) or sounds_like(word, r) for r in renderings)


def _opening(name: str) -> str:
    """Give the sound a name begins with, all vowels alike."""
    first = name[0].casefold()
    return "a" if first in "aeiou" else skeleton(first) or first


def sounds_like(name: str, sound: str) -> bool:
    """Whether a Latin name may be what a Han name sounds like: Brandt, bulante."""
    if len(name) < 3 or len(sound) < 4 or " " in sound:
        return False
    one, other = skeleton(name), skeleton(sound)
    if name[-2:] in ("er", "or") and name[0] == sound[0]:  # Alder, aoerde: the last r is not said
        short = skeleton(name[:-1])
        if len(short) > 1 and short == other:
            return True
    if len(one) == len(other) == 2 and len(name) > LETTERS:  # Havel, haweier
        return one == other and _opening(name) == _opening(sound)
    return len(one) >= 3 and _apart(one, other) <= (0 if len(one) < 4 else 1)


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """Reduce a name to its consonants, those that Chinese writes alike brought together."""
    bare = "".join(filter(str.isalpha, name.casefold()))
    for pattern, put in _SOUNDS:
        bare = pattern.sub(put, bare)
    return _TWICE.sub(r"\1", bare)


def _apart(one: str, other: str) -> int:
    """Count the letters by which two short words differ (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
