"""Votes of one voter hang together: the spread of slopes, added up by voter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rostra.arena._newton import Fit
from rostra.arena._ties import slopes
from rostra.arena._types import Column, Votes

Array = NDArray[np.float64]
CELLS = 1 << 22
"""Numbers held at once: voters are taken as many at a time as fit."""


def meat_by(votes: Votes, voters: Column, found: Fit, *, bad_counts: bool) -> tuple[Array, int]:
    """Add up the squares of each voter's summed slopes; tell them and how many voters there are.

    votes: those of the fit, with its places; each vote of nobody stands for itself.
    Cluster-robust (Liang & Zeger 1986, Biometrika 73, eq. 7) times V / (V - 1) for V voters
    (Cameron & Miller 2015, J. Human Resources 50, eq. 12). Costs memory of votes, and
    time of voters times entrants squared at most.
    """
    keep = votes.choice < (4 if bad_counts else 3)
    left, right, choice = votes.left[keep], votes.right[keep], votes.choice[keep]
    voter, number = _numbered(voters, keep)
    along, along_c = _slopes_of(left, right, choice, found)
    order = np.argsort(voter, kind="stable")
    left, right, voter = left[order], right[order], voter[order]
    along, along_c = along[order], along_c[order]
    extra = found.model != "half"
    width = len(found.strengths) + extra
    meat = np.zeros((width, width))
    step = max(1, CELLS // width)
    for first in range(0, number, step):
        begin, end = np.searchsorted(voter, (first, first + step))
        part = slice(begin, end)
        row = (voter[part] - first) * width
        size = min(step, number - first) * width
        sums = np.bincount(row + left[part], along[part], size)
        sums -= np.bincount(row + right[part], along[part], size)
        if extra:
            sums += np.bincount(row + width - 1, along_c[part], size)
        table = sums.reshape(-1, width)
        meat += table.T @ table
    return meat * (number / max(number - 1, 1)), number


def _numbered(voters: Column, keep: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """Give each voter of the votes kept a number, and each vote of nobody its own."""
    codes = voters.codes[keep].astype(np.int64)
    nameless = [place for place, value in enumerate(voters.values) if not value]
    for place in nameless:
        alone = np.flatnonzero(codes == place)
        codes[alone] = len(voters.values) + np.arange(len(alone))
    _, numbers = np.unique(codes, return_inverse=True)
    return numbers, int(numbers.max(initial=-1)) + 1


def _slopes_of(
    left: NDArray[np.int32], right: NDArray[np.int32], choice: NDArray[np.int8], found: Fit
) -> tuple[Array, Array]:
    none = np.zeros(len(left))
    d = found.strengths[left] - found.strengths[right]
    at = slopes(found.model, d, found.c, none, none, none)
    which = np.minimum(choice, 2)
    along = np.choose(which, [at.win, at.loss, at.tie])
    along_c = np.choose(which, [none + at.win_c, none + at.loss_c, none + at.tie_c])
    return along, along_c
