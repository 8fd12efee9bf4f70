"""Online Elo, for comparison only: its scores depend on the order of the votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._types import Votes

Array = NDArray[np.float64]
SCALE = 400.0


@dataclass(frozen=True, slots=True, eq=False)
class OnlineElo:
    """Scores as updated vote by vote, and how far they reach when the same votes are shuffled.

    Not ratings: `low` to `high` are extremes over random orders of the same votes, so that any
    width is error that no vote put there.
    """

    names: tuple[str, ...]
    scores: Array
    low: Array
    high: Array
    label: str = "order-dependent: shuffled votes give other scores"


def elo(
    votes: Votes, *, k: float = 4.0, base: float = 1000.0, shuffles: int = 10, seed: int = 0
) -> OnlineElo:
    """Update scores vote by vote (Elo 1978, The Rating of Chessplayers, eq. 2 on p. 25).

    Ties and "both bad" are halves. Costs `shuffles` + 1 slow passes over the votes.
    """
    share = np.array([1.0, 0.0, 0.5, 0.5])[votes.choice]
    scores = _updated(votes, share, np.arange(len(votes)), k)
    random = np.random.default_rng(seed)
    others = [_updated(votes, share, random.permutation(len(votes)), k) for _ in range(shuffles)]
    all_ = np.array([scores, *others]) + base
    return OnlineElo(votes.names, scores + base, all_.min(0), all_.max(0))


def _updated(votes: Votes, share: Array, order: NDArray[np.int64], k: float) -> Array:
    scores = [0.0] * len(votes.names)
    columns = (votes.left[order].tolist(), votes.right[order].tolist(), share[order].tolist())
    for left, right, won in zip(*columns, strict=True):
        apart = (scores[right] - scores[left]) / SCALE
        step = k * (won - 1 / (1 + 10.0**apart))
        scores[left] += step
        scores[right] -= step
    return np.array(scores)
