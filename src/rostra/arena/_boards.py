"""A board from strengths: the entrants in order, with bounds, ranks and matrices."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from statistics import NormalDist
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rostra.arena._newton import Table, distances
from rostra.arena._outside import Placed, gaps
from rostra.arena._ranks import SAME, critical, errors_of, ranks
from rostra.arena._ties import expected
from rostra.arena._types import Board, Rating, TieModel
from rostra.errors import Unrated

Array = NDArray[np.float64]
ELO = 400 / log(10)
"""Elo in one natural unit: 400 points are odds of ten to one."""
BOUNDS: tuple[Literal["both", "below", "above"], ...] = ("both", "below", "above")
"""By side: 0 the core, 1 never lost, -1 never won."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a board is asked for; as in `rate`."""

    ties: TieModel = "half"
    anchor: str = ""
    base: float = 1000.0
    level: float = 0.95
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse a model that there is not, and a level that no interval has."""
        if self.ties not in get_args(TieModel):
            listing = ", ".join(get_args(TieModel))
            raise Unrated(f"{self.ties!r} is no model of ties; choose one of: {listing}")
        if not 0 < self.level < 1:
            raise Unrated(f"no interval has a level of {self.level}; choose one as 0.95")


def board(
    names: tuple[str, ...], table: Table, placed: Placed, c: float, terms: Terms, notes: list[str]
) -> Board:
    """Put the entrants in order, best first; equal ones by name."""
    order = np.lexsort((np.argsort(np.argsort(names)), -placed.strengths))
    names = tuple(names[place] for place in order)
    shift = placed.strengths[order][names.index(terms.anchor)] if terms.anchor else 0.0
    scores = terms.base + ELO * (placed.strengths[order] - shift)
    covariance = ELO**2 * placed.covariance[np.ix_(order, order)]
    wins, ties = (side[np.ix_(order, order)] for side in (table.wins, table.ties))
    bounds = _Bounds(scores, covariance, placed.side[order], ELO**2 * placed.own[order])
    core = bounds.side == 0
    quantile = critical(covariance[np.ix_(core, core)], terms.level, terms.seed)
    alone = NormalDist().inv_cdf((1 + terms.level) / 2)
    low, high = _intervals(bounds, ELO * gaps(placed, _tail(alone))[order], alone)
    told = _separated(bounds, ELO * gaps(placed, _tail(quantile))[order], quantile)
    meetings = wins + wins.T + ties
    votes = meetings.sum(1)
    columns = (names, scores, low, high, *ranks(scores, told), votes, bounds.side)
    return Board(
        tuple(
            Rating(n, float(s), float(lo), float(hi), int(r), int(a), int(b), int(v), BOUNDS[side])
            for n, s, lo, hi, r, a, b, v, side in zip(*columns, strict=True)
        ),
        covariance,
        told,
        shares(wins, ties),
        expected(terms.ties, distances(placed.strengths[order]), c),
        meetings.astype(np.int64),
        int(votes.sum() / 2),
        terms.level,
        quantile,
        terms.ties,
        terms.anchor,
        terms.base,
        tuple(notes),
    )


def shares(wins: NDArray[np.number], ties: NDArray[np.number]) -> Array:
    """Give each pair's share of votes, ties as halves; NaN where the two never met."""
    meetings = wins + wins.T + ties
    share = np.full(wins.shape, np.nan)
    np.divide(wins + ties / 2, meetings, out=share, where=meetings > 0)
    return share


@dataclass(frozen=True, slots=True, eq=False)
class _Bounds:
    scores: Array
    covariance: Array
    side: NDArray[np.int8]
    own: Array


def _tail(quantile: float) -> float:
    return 1 - NormalDist().cdf(quantile)


def _intervals(at: _Bounds, gap: Array, quantile: float) -> tuple[Array, Array]:
    """Bound each score for itself; one side is open outside the core."""
    shared = np.maximum(at.covariance.diagonal() - at.own, 0)
    half = np.sqrt(gap**2 + quantile**2 * shared)
    low = np.where(at.side < 0, -np.inf, at.scores - half)
    high = np.where(at.side > 0, np.inf, at.scores + half)
    return low, high


def _separated(at: _Bounds, gap: Array, quantile: float) -> NDArray[np.bool_]:
    """Say which pairs differ for certain, all pairs held at once."""
    square = errors_of(at.covariance) ** 2
    if at.own.any():
        square = np.maximum(square - at.own[:, None] - at.own, 0)
    half = np.sqrt(gap[:, None] ** 2 + gap**2 + quantile**2 * square)
    apart = at.scores[:, None] - at.scores
    bounded = (at.side[:, None] >= 0) & (at.side <= 0)
    above = (apart > half) & (apart > SAME) & bounded
    told: NDArray[np.bool_] = above | above.T
    return told
