"""The figures of a board as they are read: ranks, ratings, intervals, who is apart from whom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rostra.arena._markup import NONE, figure, label
from rostra.arena._types import Board, Rating
from rostra.errors import ArenaError

WIDE = 2.0
"""Half widths in Elo under which ratings are written with a decimal."""


def digits(board: Board) -> int:
    """Return how many decimals the board's ratings deserve."""
    halves = [half_width(r) for r in board.ratings if math.isfinite(half_width(r))]
    return 0 if not halves or float(np.median(halves)) >= WIDE else 1


def half_width(rating: Rating) -> float:
    """Return the farther end of an interval, in Elo from the rating."""
    return max(rating.high - rating.score, rating.score - rating.low)


def rank(rating: Rating) -> str:
    """Write the ranks an entrant may hold: "2" or "2–4"."""
    low, high = rating.rank_low, rating.rank_high
    return str(low) if low == high else f"{low}–{high}"


def span(low: float, high: float, places: int = 0, *, signed: bool = False) -> str:
    """Write an interval; one open end is told by ≥ or ≤, two by a dash."""
    ends = figure(low, places, signed=signed), figure(high, places, signed=signed)
    if math.isfinite(low) and math.isfinite(high):
        return f"{ends[0]} – {ends[1]}"
    if math.isfinite(low):
        return f"≥ {ends[0]}"
    return f"≤ {ends[1]}" if math.isfinite(high) else NONE


def interval(rating: Rating, places: int = 0) -> str:
    """Write a rating's interval; where votes bound one side alone, only that side."""
    low = -math.inf if rating.bound == "above" else rating.low
    high = math.inf if rating.bound == "below" else rating.high
    return span(low, high, places)


def with_margin(rating: Rating, places: int = 0) -> str:
    """Write a rating with its margin: "1281 ±5", or its one bound."""
    half = half_width(rating)
    if rating.bound == "both" and math.isfinite(half):
        return f"{figure(rating.score, places)} ±{figure(half, places)}".replace(",", "")
    return interval(rating, places).replace(",", "")


def place_of(board: Board, name: str) -> int:
    """Return where an entrant stands in the board's rows; raises ArenaError with the names."""
    for place, rating in enumerate(board.ratings):
        if rating.name == name:
            return place
    known = ", ".join(label(r.name, 60) for r in board.ratings[:12])
    more = f" and {len(board.ratings) - 12} more" if len(board.ratings) > 12 else ""
    msg = f"no entrant is called {label(name, 60)!r}; on this board are {known}{more}"
    raise ArenaError(msg)


def next_below(board: Board, place: int) -> bool | None:
    """Say whether an entrant is apart from the next below; None for the last."""
    if place + 1 >= len(board.ratings):
        return None
    return bool(board.separated[place, place + 1])


def apart(board: Board, place: int) -> tuple[list[int], list[int], list[int]]:
    """Return the places surely below an entrant, surely above it, and those not told apart."""
    row = board.separated[place]
    others = [k for k in range(len(board.ratings)) if k != place]
    score = [r.score for r in board.ratings]
    below = [k for k in others if row[k] and score[k] < score[place]]
    above = [k for k in others if row[k] and score[k] > score[place]]
    return below, above, [k for k in others if not row[k]]


@dataclass(frozen=True, slots=True)
class Separation:
    """How many pairs, and pairs of neighbours, a board tells apart."""

    pairs: int
    apart: int
    neighbours: int
    near: int


def separation(board: Board) -> Separation:
    """Count the pairs that a board tells apart."""
    n = len(board.ratings)
    upper = np.triu(board.separated, 1)
    near = int(np.count_nonzero(np.diagonal(board.separated, 1))) if n > 1 else 0
    return Separation(n * (n - 1) // 2, int(np.count_nonzero(upper)), max(n - 1, 0), near)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entrants: their difference in Elo with an interval for this pair alone.

    `needed`: further votes between the two after which the board would tell them apart if the
    difference stays as it is (0 = it does now; None = the two stand level, or one has no bound).
    """

    left: Rating
    right: Rating
    difference: float
    low: float
    high: float
    separated: bool
    observed: float
    predicted: float
    meetings: int
    needed: int | None


def pair(board: Board, a: str, b: str) -> Pair:
    """Compare two entrants of a board; raises ArenaError for an unknown name, or the same twice.

    The difference's variance is C_aa + C_bb − 2 C_ab. A further vote between the two adds the
    Fisher information p (1 − p) (ln 10 / 400)² to 1 / variance (a rank-one update of a normal
    law), a tie as half a win; `needed` solves |difference| = critical × standard error for that.
    """
    i, j = place_of(board, a), place_of(board, b)
    if i == j:
        msg = f"{label(a, 60)!r} is compared with itself; name two entrants"
        raise ArenaError(msg)
    left, right = board.ratings[i], board.ratings[j]
    cov = board.covariance
    variance = float(cov[i, i] + cov[j, j] - 2 * cov[i, j])
    difference = left.score - right.score
    margin = _quantile(board.level) * math.sqrt(max(variance, 0.0))
    low, high = difference - margin, difference + margin
    bounded = left.bound == right.bound == "both"
    if not bounded:
        low, high = _open_ends(left, right, margin)
    separated = bool(board.separated[i, j])
    needed = _needed(difference, variance, board.critical) if bounded else None
    return Pair(
        left, right, difference, low, high, separated,
        float(board.observed[i, j]), float(board.predicted[i, j]), int(board.meetings[i, j]),
        0 if separated else needed,
    )  # fmt: skip


def _open_ends(left: Rating, right: Rating, margin: float) -> tuple[float, float]:
    """Bound a difference of which a side has one bound only, by the ends of both ratings.

    The margin of a normal law is kept where it is wider: strengths that sum to zero hang together.
    """
    difference = left.score - right.score
    down = max(margin, math.hypot(left.score - left.low, right.high - right.score))
    up = max(margin, math.hypot(left.high - left.score, right.score - right.low))
    return difference - down, difference + up


def _quantile(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + level / 2)


def _needed(difference: float, variance: float, critical: float) -> int | None:
    size = abs(difference)
    if size < 1e-6 or not math.isfinite(variance) or variance <= 0:
        return None
    share = 1 / (1 + 10 ** (-size / 400))
    information = share * (1 - share) * (math.log(10) / 400) ** 2
    short = (critical / size) ** 2 - 1 / variance
    return max(0, math.ceil(short / information))


def named(board: Board, places: Sequence[int], limit: int) -> tuple[list[str], int]:
    """Return the first names among places, and how many more there are."""
    return [board.ratings[k].name for k in places[:limit]], max(0, len(places) - limit)
