"""Who meets next: pairs by the information a vote on them is expected to bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rostra.arena._counts import named
from rostra.arena._crowd import fit_worth, sigmoid
from rostra.arena._one_thread import one_thread
from rostra.arena._types import Counts
from rostra.errors import Unrated

Floats = NDArray[np.float64]

FLOOR = 0.1
"""Share of all battles that is spread evenly over the pairs, whatever is known of them."""
MOST = 0.4
"""Share of the other battles that may serve one entrant's rating."""
SHARP = 40.0
"""Power of the variance taken by a vote, by which opponents are preferred."""

ALIKE = 50.0
"""Votes of the whole board that a pair's share of ties starts with."""


@one_thread()
def shares(
    counts: Counts,
    entrants: Sequence[str],
    *,
    floor: float = FLOOR,
    matter: Mapping[str, float] | None = None,
    barred: Collection[frozenset[str]] = (),
) -> Floats:
    """Tell the probability of each pair: (entrants, entrants), symmetric, the pairs' sum is 1.

    Every pair that is not barred has `floor` times its even share at least. The rest serves each
    entrant by the variance of its rating that one vote is expected to take away, times what the
    rating matters (1 where not told), one entrant by `MOST` at most (by its even
    part, 2 of n, where that is more); among its opponents those are preferred that take the most.
    That is greedy A-optimal design, the reduction by the
    rank-one update of the Laplace covariance (Chaloner and Verdinelli 1995, section 2.2), with
    the information of a vote averaged over what is not known of the gap, so that a newcomer meets
    all before it meets its like. Raises Unrated where no two entrants may meet.
    """
    if not 0 <= floor <= 1:
        raise Unrated(f"the floor is a share between 0 and 1, not {floor}")
    size = len(entrants)
    open_ = ~np.eye(size, dtype=bool)
    for one, other in (tuple(pair) for pair in barred if len(pair) == 2):
        if one in entrants and other in entrants:
            i, j = entrants.index(one), entrants.index(other)
            open_[i, j] = open_[j, i] = False
    if len(set(entrants)) < size or not open_.any():
        raise Unrated("no two entrants may meet: give at least two, each once, not barred")
    known = named(counts, entrants)
    taken = np.where(open_, _taken(known), 0.0)
    weight = np.array([(matter or {}).get(name, 1.0) for name in entrants])
    serve = _capped(np.where(open_.any(axis=1), weight, 0.0) * taken.max(axis=1))
    best = np.maximum(taken.max(axis=1, keepdims=True), 1e-300)
    against = np.where(open_, (taken / best) ** SHARP, 0.0)
    against /= np.maximum(against.sum(axis=1, keepdims=True), 1e-300)
    wanted = serve[:, None] * against
    even = open_ / (open_.sum() / 2)
    return np.asarray((1 - floor) * (wanted + wanted.T) + floor * even)


@one_thread()
def choose(
    counts: Counts,
    entrants: Sequence[str],
    *,
    seed: int,
    floor: float = FLOOR,
    matter: Mapping[str, float] | None = None,
    barred: Collection[frozenset[str]] = (),
) -> tuple[str, str]:
    """Draw who meets next by `shares`, left and right by a fair coin; the same seed, the same pair.

    Give every battle a seed of its own, not told beforehand, or a voter could know the sides.
    """
    chance = shares(counts, entrants, floor=floor, matter=matter, barred=barred)
    upper = np.triu_indices(len(entrants), 1)
    rng = np.random.default_rng(seed)
    odds = chance[upper]
    pair = int(rng.choice(len(odds), p=odds / odds.sum()))
    one, other = entrants[int(upper[0][pair])], entrants[int(upper[1][pair])]
    return (one, other) if rng.random() < 0.5 else (other, one)


def _taken(counts: Counts) -> Floats:
    """Tell how much variance of i's worth a vote on i against j takes away: (m, m), logits².

    A vote's information is that of the sandwich: the squared slope of its mean over its variance,
    which is the smaller the more often the pair ties (White 1982, theorem 3.2).
    """
    ties = (counts.ties + counts.bad).astype(np.float64)
    wins = counts.wins + ties / 2
    worth, spread = fit_worth(wins)
    met = wins + wins.T
    # The worth is told against the mean of the votes, which a newcomer does not move.
    mean = (met.sum(axis=1) + 1e-9) / (met.sum() + 1e-9 * len(met))
    off = spread @ mean
    spread = spread - off[None, :] - off[:, None] + mean @ off
    variance = np.diag(spread)
    apart = np.maximum(variance[:, None] + variance[None, :] - 2 * spread, 0.0)
    share = sigmoid((worth[:, None] - worth[None, :]) / np.sqrt(1 + np.pi * apart / 8))
    slope = share * (1 - share)
    # Ties grow rarer with the gap, about as the slope does.
    usual = np.minimum(slope * ties.sum() / max((slope * met).sum(), 1e-9), 3.5 * slope)
    tied = (ties + ALIKE * usual) / (met + ALIKE)
    information = slope**2 / np.maximum(slope - tied / 4, slope / 4)
    moved = (variance[:, None] - spread) ** 2
    return np.asarray(information * moved / (1 + information * apart))


def _capped(serve: Floats) -> Floats:
    """Scale to a sum of 1 with no one above `MOST`, or above the even part 2/n where it is more."""
    serve = serve / max(serve.sum(), 1e-300)
    most = max(MOST, 2.0 / max(int((serve > 0).sum()), 1))
    over = np.zeros(len(serve), dtype=bool)
    while (now := (serve > most + 1e-12)).any():
        over |= now
        rest = float(serve[~over].sum())
        serve = np.where(over, most, serve * (1 - most * over.sum()) / max(rest, 1e-300))
    return serve
