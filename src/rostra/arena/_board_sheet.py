"""A sheet: everything that one page of the board shows, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rostra.arena._types import Board, Column, Counts, Votes

PartKind = Literal["category", "lang"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What something beside the entrants is worth in Elo, with its interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The votes of one language or category; `why` says why they have no board of their own."""

    kind: PartKind
    value: str
    votes: int
    board: Board | None
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The board of all votes before a moment (seconds since 1970)."""

    at: float
    board: Board


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Votes by category (rows) and language (columns), those with most first."""

    categories: tuple[str, ...]
    langs: tuple[str, ...]
    votes: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A board and what is told beside it; what is not known is left empty.

    `excluded`: (reason, votes), most first. `reasons`: for each entrant, (reason, times) that
    voters held against it. `filters`: (name, value) of what the votes were narrowed to. `rules`:
    "style" where it was held equal, "by_voter" where votes of one voter may go together.
    `shrunk`: the share that ties as halves take off the effects of style.
    """

    board: Board | None
    why: str = ""
    votes: Votes | None = None
    counts: Counts | None = None
    parts: tuple[Part, ...] = ()
    over_time: tuple[Moment, ...] = ()
    coverage: Coverage | None = None
    style: tuple[Effect, ...] = ()
    shrunk: float = 0.0
    position: Effect | None = None
    excluded: tuple[tuple[str, int], ...] = ()
    reasons: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    filters: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    source: str = ""
    made_at: datetime | None = None


def coverage_of(votes: Votes, most: int = 12) -> Coverage | None:
    """Count votes by category and language; past `most` of either, the rest are "…" at the end.

    None where the votes tell neither.
    """
    if not len(votes) or not {"category", "lang"} & set(votes.words):
        return None
    unknown = Column(("",), np.zeros(len(votes), np.int32))
    sides = [votes.words.get(name, unknown) for name in ("category", "lang")]
    rows, cols = (len(side.values) for side in sides)
    cells = np.bincount(
        sides[0].codes.astype(np.int64) * cols + sides[1].codes, minlength=rows * cols
    )
    whole, names = cells.reshape(rows, cols), [list(side.values) for side in sides]
    for axis in (0, 1):
        whole, names[axis] = _most(whole, names[axis], axis, most)
    return Coverage(tuple(names[0]), tuple(names[1]), whole.astype(np.int64))


OTHERS = "…"
"""Stands in a coverage for the values that have the fewest votes."""


def _most(
    cells: NDArray[np.int64], names: list[str], axis: int, most: int
) -> tuple[NDArray[np.int64], list[str]]:
    """Order rows (axis 0) or columns (1) by their votes; join the smallest into one."""
    cells = cells if axis == 0 else cells.T
    total = cells.sum(1)
    order = [k for k in np.argsort(-total, kind="stable") if total[k]]
    kept, rest = order[:most], order[most:]
    out, told = cells[kept], [names[k] for k in kept]
    if rest:
        out, told = np.vstack([out, cells[rest].sum(0)]), [*told, OTHERS]
    return (out if axis == 0 else out.T), told
