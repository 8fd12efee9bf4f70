"""Words of a sentence that stand where the posts have another word: what was put in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rostra import text
from rostra.assistant._align import flat
from rostra.assistant._words import STOP_WORDS
from rostra.text import stem

LONGEST = 3
"""Words of the posts that one word, or two, of the sentence may stand for."""
_EDGE = ""


@dataclass(frozen=True, slots=True)
class Displaced:
    """A word of the sentence, and the words of the posts in whose place it stands."""

    word: str
    other: tuple[str, ...]


def displaced(claim: str, bodies: Sequence[str]) -> tuple[Displaced, ...]:
    """Find words that no post has, between neighbours that a post has around other words.

    Both neighbours must be there, or two on one side where the other side is the edge. What
    the sentence says elsewhere is not counted as another word. Same language only.
    """
    own = _tokens(claim)
    posts = [
        _tokens(body[a:b]) for body in bodies for a, b in text.sentences(body) if body[a:b].strip()
    ]
    whole = " ".join(map(flat, bodies))
    stems = frozenset(stem(w) for post in posts for w in post)
    said = frozenset(map(stem, own))
    found = []
    for i, word in enumerate(own):
        if stem(word) in stems or (not word.isascii() and word in whole) or not _wordy(word):
            continue
        for post in posts:
            other = _between(own, i, post, stems)
            if other and not {stem(w) for w in other} <= said:
                found.append(Displaced(word, other))
                break
    return tuple(found)


def _wordy(word: str) -> bool:
    return any(map(str.isalpha, word)) and (len(word) > 1 or not word.isascii())


def _between(
    own: Sequence[str], at: int, post: Sequence[str], stems: frozenset[str]
) -> tuple[str, ...]:
    """Give the words of a post that stand between the neighbours of a word, or none."""
    a, b = at, at + 1
    while a > 0 and stem(own[a - 1]) not in stems and at - a < LONGEST:
        a -= 1
    while b < len(own) and stem(own[b]) not in stems and b - at < LONGEST:
        b += 1
    left = own[a - 1] if a else _EDGE
    right = own[b] if b < len(own) else _EDGE
    padded = [_EDGE, *map(stem, post), _EDGE]
    one, other = stem(left), stem(right)
    for start, word in enumerate(padded[:-1]):
        if word != one:
            continue
        for size in range(1, LONGEST + 1):
            end = start + 1 + size
            fits = end < len(padded) and padded[end] == other and bool(one or other)
            if fits and ((one and other) or _further(own, a, b, padded, start, end)):
                return tuple(post[start : end - 1])
    return ()


def _further(
    own: Sequence[str], a: int, b: int, padded: Sequence[str], start: int, end: int
) -> bool:
    """Whether, where one side is the edge, a second neighbour of the other side agrees."""
    if a == 0:
        return b + 1 < len(own) and end + 1 < len(padded) and stem(own[b + 1]) == padded[end + 1]
    return a > 1 and start > 0 and stem(own[a - 2]) == padded[start - 1]


NEAR = 3
"""Words before and after a verb among which those that do it, and suffer it, are looked for."""
_PASSIVE = re.compile(r"\bby\b|[被由遭]|\bto\b", re.IGNORECASE)


def exchanged(claim: str, bodies: Sequence[str]) -> tuple[str, ...]:
    """Find two words that stand around a third the other way round than in the posts."""
    own = _tokens(claim)
    for body in bodies:
        for a, b in text.sentences(body):
            if bool(_PASSIVE.search(claim)) == bool(_PASSIVE.search(body[a:b])):
                found = _crossed(own, _tokens(body[a:b]))
                if found:
                    return found
    return ()


def _crossed(own: Sequence[str], post: Sequence[str]) -> tuple[str, ...]:
    for i, word in enumerate(own):
        if (
            word in STOP_WORDS
            or word not in post
            or own.count(word) > 1
            or post.count(word) > 1
            or not _wordy(word)
        ):
            continue
        j = post.index(word)
        left, right = _around(own, i)
        before, after = _around(post, j)
        ones, others = left & after - before - right, right & before - after - left
        if ones and others:
            return (min(ones), min(others))
    return ()


def _around(words: Sequence[str], at: int) -> tuple[set[str], set[str]]:
    wordy = (
        [w for w in words[:at] if _wordy(w)][-NEAR:],
        [w for w in words[at + 1 :] if _wordy(w)][:NEAR],
    )
    return set(wordy[0]), set(wordy[1])


@lru_cache(maxsize=2048)
def _tokens(written: str) -> tuple[str, ...]:
    return tuple(w for w in text.words(written) if w not in _LITTLE)


_LITTLE = frozenset("the a an of to in on at is are was were 的 了 在 已 已经".split())
