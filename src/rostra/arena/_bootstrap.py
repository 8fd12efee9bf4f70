"""The bootstrap, as a check upon the sandwich: the same votes drawn again and rated again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._boards import ELO
from rostra.arena._groups import mutual
from rostra.arena._newton import Table, fit
from rostra.arena._one_thread import one_thread
from rostra.arena._ratings import BothBad, grouped, laid, usable
from rostra.arena._types import Counts, TieModel
from rostra.errors import Unrated

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """Scores of boards drawn again, around `base`: (rounds, names), and their percentiles.

    `refused`: rounds drawn in which the optimum was not finite; they are left out.
    """

    names: tuple[str, ...]
    scores: Array
    low: Array
    high: Array
    refused: int


@one_thread()
def bootstrap(  # noqa: PLR0913 - each is a choice of its own, named where it is made
    counts: Counts,
    *,
    rounds: int = 100,
    ties: TieModel = "half",
    base: float = 1000.0,
    level: float = 0.95,
    both_bad: BothBad = "tie",
    seed: int = 0,
) -> Resampled:
    """Draw every vote Poisson(1) times, rate, and again: percentiles of the mean-held scores.

    The Poisson bootstrap (Hanley & MacGibbon 2006, Computer Methods and Programs in Biomedicine
    83; Chamandy et al. 2012, section 3): a cell of n votes is drawn Poisson(n) times, so that a
    round costs a fit from counts, whatever the number of votes. Raises Unrated.
    """
    counts, table, _ = laid(counts, both_bad)
    if len(grouped(counts.names, table, "")[0]) < len(counts.names):
        raise Unrated(
            "some never lost or never won: a bootstrap cannot tell how uncertain they are"
        )
    ties = usable(ties, table, [])
    begin = fit(table, ties).strengths
    random = np.random.default_rng(seed)
    upper = np.triu_indices(len(counts.names), 1)
    scores, refused = [], 0
    for _ in range(rounds):
        drawn = np.zeros_like(table.ties)
        drawn[upper] = random.poisson(table.ties[upper])
        again = Table(random.poisson(table.wins).astype(float), drawn + drawn.T)
        unequal = ties != "half" and not (again.ties.any() and again.wins.any())
        if unequal or len(mutual((again.wins + again.ties) > 0)) > 1:
            refused += 1
            continue
        scores.append(base + ELO * fit(again, ties, begin).strengths)
    if not scores:
        raise Unrated(f"none of {rounds} boards drawn again had a finite optimum; too few votes")
    table_ = np.array(scores)
    low, high = np.quantile(table_, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Resampled(counts.names, table_, low, high, refused)
