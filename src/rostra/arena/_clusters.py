"""Votes of one voter hang together: the spread of slopes, added up by voter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._newton import Fit
from rostra.arena._ties import slopes
from rostra.arena._types import Votes

Array = NDArray[np.float64]
CELLS = 1 << 22
"""Numbers held at once: voters are taken as many at a time as fit."""


def voted(votes: Votes) -> bool:
    """Say whether these votes tell any voter by name."""
    return "voter" in votes.words and any(votes.words["voter"].values)


def meat_by(votes: Votes, found: Fit, *, bad_counts: bool) -> tuple[Array, int]:
    """Add up the squares of each voter's summed slopes; tell them and how many voters there are.

    votes: those of the fit, with its places; each vote of nobody stands for itself.
    """
    keep = votes.choice < (4 if bad_counts else 3)
    left, right, choice = votes.left[keep], votes.right[keep], votes.choice[keep]
    along, along_c = _slopes_of(left, right, choice, found)
    further = along_c[None] if found.model != "half" else np.zeros((0, len(along)))
    return squares(
        numbered(votes)[keep], Slanted(len(found.strengths), left, right, along, further)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Slanted:
    """Each vote's slopes: `along` for the left, against the right, and along further parameters.

    along: (votes,). further: (parameters, votes).
    """

    size: int
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    along: Array
    further: Array


def squares(voter: NDArray[np.int64], slopes_: Slanted) -> tuple[Array, int]:
    """Add slopes up by voter, and their squares over voters; tell how many voters there are.

    voter: (votes,), any numbers. Cluster-robust (Liang & Zeger 1986, Biometrika 73, eq. 7) times
    V / (V - 1) for V voters (Cameron & Miller 2015, J. Human Resources 50, eq. 12). Costs memory of
    votes, and time of voters times entrants squared at most.
    """
    _, voter = np.unique(voter, return_inverse=True)
    number = int(voter.max(initial=-1)) + 1
    order = np.argsort(voter, kind="stable")
    voter, left, right = voter[order], slopes_.left[order], slopes_.right[order]
    along, further = slopes_.along[order], slopes_.further[:, order]
    width = slopes_.size + len(further)
    meat = np.zeros((width, width))
    step = max(1, CELLS // width)
    for first in range(0, number, step):
        begin, end = np.searchsorted(voter, (first, first + step))
        part = slice(begin, end)
        row = (voter[part] - first) * width
        cells = min(step, number - first) * width
        sums = np.bincount(row + left[part], along[part], cells)
        sums -= np.bincount(row + right[part], along[part], cells)
        for k, slope in enumerate(further):
            sums += np.bincount(row + slopes_.size + k, slope[part], cells)
        table = sums.reshape(-1, width)
        meat += table.T @ table
    return meat * (number / max(number - 1, 1)), number


def numbered(votes: Votes) -> NDArray[np.int64]:
    """Give each vote the number of its voter, and each vote of nobody a number of its own."""
    voters = votes.words["voter"]
    numbers = voters.codes.astype(np.int64)
    for place in (k for k, value in enumerate(voters.values) if not value):
        alone = np.flatnonzero(voters.codes == place)
        numbers[alone] = len(voters.values) + alone
    return numbers


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
