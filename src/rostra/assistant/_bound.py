"""Numbers and names that stand in the posts, but are told of something else there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rostra import text
from rostra.assistant._align import align, flat
from rostra.assistant._types import Desk

CROSSED = 0.5
"""By how much the words around two exchanged numbers must fit better than the right ones."""
MOST = 8
"""Numbers of a text that are compared: tables of figures take too long."""

_NUMBER = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?|(?<=[^\x00-\x7f])[0-9]+(?:\.[0-9]+)?")
_EDGE = re.compile(r"[,，;；。.!！?？、:：()（）\n](?!\d)")
_PASSIVE = re.compile(r"\bby\b|[被由遭]", re.IGNORECASE)
_BETWEEN = re.compile(r"^\s*(?:and|or|[和与與及、,，/&-])\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A number and the words around it, up to the next number or the end of the clause."""

    value: float
    around: str


def exchanged(claim: str, bodies: Sequence[str], desk: Desk) -> list[str]:
    """Tell which two numbers of a claim are told of one another's things in the posts."""
    own = _told(claim)
    theirs = [told for body in bodies for told in _told(body)][: 2 * MOST]
    if len(own) < 2 or len(theirs) < 2:
        return []
    fits = _fits(own, theirs, desk)
    for (i, one), (j, other) in combinations(enumerate(own), 2):
        if one.value == other.value:
            continue
        right = _best(fits[i], theirs, one.value), _best(fits[j], theirs, other.value)
        crossed = _best(fits[i], theirs, other.value), _best(fits[j], theirs, one.value)
        if min(*right, *crossed) >= 0 and sum(crossed) > sum(right) + CROSSED:
            return [f"the numbers {one.value:g} and {other.value:g} change places"]
    return []


def _best(row: Sequence[float], theirs: Sequence[_Told], value: float) -> float:
    return max((f for f, t in zip(row, theirs, strict=True) if t.value == value), default=-1.0)


def _fits(own: Sequence[_Told], theirs: Sequence[_Told], desk: Desk) -> list[list[float]]:
    parts = [told.around for told in theirs]
    rows = []
    for told in own:
        aligned = align(told.around, parts, range(len(parts)), desk)
        rows.append([aligned.bearing([p]) for p in range(len(parts))])
    return rows


def _told(written: str) -> list[_Told]:
    found = list(_NUMBER.finditer(written))[:MOST]
    told = []
    for at, match in enumerate(found):
        before = written[found[at - 1].end() if at else 0 : match.start()]
        after = written[match.end() : found[at + 1].start() if at + 1 < len(found) else None]
        left, right = _EDGE.split(before)[-1], _EDGE.split(after)[0]
        bare = match.group().replace(",", "")
        told.append(_Told(float(bare), f"{left} {right}"))
    return told


def turned_round(claim: str, sentences: Sequence[str]) -> list[str]:
    """Tell which two names stand the other way round in the sentence that has both.

    A passive on one side, and names that are merely listed, change nothing.
    """
    bare = flat(claim)
    names = [n for n in map(flat, text.names(claim)) if n in bare]
    for one, other in combinations(dict.fromkeys(names), 2):
        if one in other or other in one or _listed(bare, one, other):
            continue
        for sentence in map(flat, sentences):
            if one not in sentence or other not in sentence or _listed(sentence, one, other):
                continue
            ways = [(w.index(one) < w.index(other)) for w in (bare, sentence)]
            passive = [bool(_PASSIVE.search(w)) for w in (bare, sentence)]
            if ways[0] != ways[1] and passive[0] == passive[1]:
                return [f"{one} and {other} stand the other way round in the posts"]
    return []


def _listed(written: str, one: str, other: str) -> bool:
    a, b = sorted((written.index(one), written.index(other)))
    first = one if written.startswith(one, a) else other
    return bool(_BETWEEN.match(written[a + len(first) : b]))
