"""One origin for what was posted many times: reposts, and texts that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rostra import text
from rostra.assistant._overlap import grams
from rostra.posts import Hit

LIKENESS = 0.7
WHOLE = 0.85
"""Share of the shorter text's character runs that the longer one holds when it wraps it."""
WRAPPED = 2.0
"""How much longer than the other the longer of the two may be."""
LEAST_GRAMS = 12


def doubles(hits: Sequence[Hit]) -> dict[int, int]:
    """Map the index of each double to the index of its origin, the earliest of its kind.

    Texts that differ in a quantity are not doubles: they are news and its update.
    """
    origin: dict[int, int] = {}
    at = {hit.post.id: i for i, hit in enumerate(hits)}
    for i, hit in enumerate(hits):
        if hit.post.reposts_of in at and at[hit.post.reposts_of] != i:
            origin[i] = at[hit.post.reposts_of]
    for group in text.duplicate_groups([h.post.text for h in hits], threshold=LIKENESS):
        members = sorted((i for i in group if i not in origin), key=lambda i: _age(hits[i]))
        firsts: list[int] = []
        for i in members:
            same = next((f for f in firsts if _figures(hits[f]) == _figures(hits[i])), None)
            if same is None:
                firsts.append(i)
            else:
                origin[i] = same
    origin |= _quoted_whole(hits, set(range(len(hits))) - origin.keys())
    return {i: _root(i, origin) for i in origin}


def _quoted_whole(hits: Sequence[Hit], among: set[int]) -> dict[int, int]:
    """Map posts that wrap an earlier post in a few words, or cut it short, to that post."""
    order = sorted(among, key=lambda i: _age(hits[i]))
    pieces = {i: grams(hits[i].post.text) for i in order}
    origin: dict[int, int] = {}
    for at, i in enumerate(order):
        for first in order[:at]:
            small, large = sorted((pieces[i], pieces[first]), key=len)
            long_enough = len(small) >= LEAST_GRAMS and len(large) <= WRAPPED * len(small)
            held = long_enough and len(small & large) >= WHOLE * len(small)
            if held and _figures(hits[i]) <= _figures(hits[first]):
                origin[i] = first
                break
    return origin


def _root(i: int, origin: dict[int, int]) -> int:
    seen = {i}
    while i in origin and origin[i] not in seen:
        i = origin[i]
        seen.add(i)
    return i


def _age(hit: Hit) -> tuple[bool, float]:
    return bool(hit.post.reposts_of), hit.post.created.timestamp()


def _figures(hit: Hit) -> frozenset[tuple[float, str]]:
    return figures(hit.post.text)


@lru_cache(maxsize=8192)
def figures(written: str) -> frozenset[tuple[float, str]]:
    """List the quantities a text names: value and unit."""
    return frozenset((q.value, q.unit) for q in text.quantities(written))
