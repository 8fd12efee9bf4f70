"""Questions that are asked far above the typical frequency: most of their votes are set aside."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rostra.arena._types import Votes

FREQUENT = 10
"""How many times the typical frequency a question may be voted on before votes are set aside."""
FEW = 20
"""A question that was voted on no more often is left alone."""
FLOOD = "question asked far more often than others"
"""The reason that stands with a vote set aside."""


def damped(votes: Votes, counted: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Tell which votes to set aside for the frequency of their question: (votes,).

    A question keeps as many votes as `FREQUENT` times the upper quartile of all questions'
    frequencies, `FEW` at least. Which ones is drawn by the votes' keys, so that neither the order
    nor the choice of a vote decides; where there are no keys, by their rows. Only votes of
    `counted` (votes,) are counted and set aside. Votes of no known question are left alone.
    """
    out = np.zeros(len(votes), dtype=bool)
    column = votes.words.get("prompt")
    if column is None or not len(votes):
        return out
    counted = np.ones(len(votes), dtype=bool) if counted is None else counted
    times = np.bincount(column.codes[counted], minlength=len(column.values))
    named = np.array([bool(value) for value in column.values])
    asked = times[named & (times > 0)]
    if not asked.size:
        return out
    # The lower of two neighbours: among few questions the flooded one must not say what is usual.
    most = max(FREQUENT * int(np.quantile(asked, 0.75, method="lower")), FEW)
    rows = np.flatnonzero((named & (times > most))[column.codes] & counted)
    codes = column.codes[rows]
    order = np.lexsort((_drawn(votes)[rows], codes))
    codes = codes[order]
    place = np.arange(len(codes)) - np.searchsorted(codes, codes, "left")
    out[rows[order[place >= most]]] = True
    return out


def _drawn(votes: Votes) -> NDArray[np.uint64]:
    """Give each vote a number that is drawn by its key (Steele, Lea and Flood 2014, SplitMix64)."""
    key = np.arange(len(votes), dtype=np.uint64) if votes.key is None else votes.key
    with np.errstate(over="ignore"):
        z = key + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(z ^ (z >> np.uint64(31)))
