"""What a vote should say by the votes of everyone else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

WIDTH = 3.0
"""Standard deviation (logits) of an entrant's worth before any vote: keeps thin boards finite."""
SHRINK = 30.0
"""Votes of the whole board that a pair's share of ties starts with."""
TIES = 0.3
"""Share of ties of a board without votes."""
HEAVY = 0.01
"""Share of all decisive votes from which a voter's part is taken out by a new fit."""
STEPS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Votes of many voters as the tests read them, all (votes,); one row a vote.

    voter, left, right: places. said: 1 = left, -1 = right, 0 = tie or both bad.
    """

    voter: Places
    left: Places
    right: Places
    said: Places
    voters: int
    entrants: int


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What the others' votes lead one to expect of each ballot, all (votes,).

    gap: logits by which left beats right where the vote is decisive. left_var, right_var: how
    unsure the others leave each worth (logits²). tie: logits of a tie or both bad.
    """

    gap: Floats
    left_var: Floats
    right_var: Floats
    tie: Floats


def fit_worth(wins: Floats, start: Floats | None = None) -> tuple[Floats, Floats]:
    """Fit the worth of entrants to decisive votes and tell its covariance.

    wins: (m, m), votes for i against j. Returns (m,) logits and (m, m). Bradley and Terry (1952)
    with a normal prior of `WIDTH`, by Newton; conditional on a vote being decisive, the model of
    Davidson (1970) for ties is the same, so that habits of tying do not reach it.
    """
    size = len(wins)
    meetings, won = wins + wins.T, wins.sum(axis=1)
    worth = np.zeros(size) if start is None else start.copy()
    prior = np.eye(size) / WIDTH**2
    inverse = np.linalg.inv(prior)
    for _ in range(STEPS):
        share = sigmoid(worth[:, None] - worth[None, :])
        slope = won - (meetings * share).sum(axis=1) - worth / WIDTH**2
        weight = meetings * share * (1 - share)
        inverse = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + prior)
        step = inverse @ slope
        worth = worth + step * min(1.0, 2.0 / max(float(np.abs(step).max(initial=0)), 1e-12))
        if np.abs(step).max(initial=0) < 1e-9:
            break
    return worth, inverse


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Votes of a whole board: wins[i, j] for i against j, ties (symmetric), all (m, m)."""

    wins: Floats
    ties: Floats


def tally(ballots: Ballots, rows: NDArray[np.bool_] | None = None) -> Tally:
    """Add ballots up by pair; `rows` (votes,) says which."""
    rows = np.ones(len(ballots.said), dtype=bool) if rows is None else rows
    size = ballots.entrants
    left, right, said = ballots.left[rows], ballots.right[rows], ballots.said[rows]
    winner, loser = np.where(said > 0, left, right), np.where(said > 0, right, left)
    key, even = winner * size + loser, said == 0
    wins = np.bincount(key[~even], minlength=size * size).reshape(size, size)
    ties = np.bincount(key[even], minlength=size * size).reshape(size, size)
    return Tally(wins.astype(np.float64), (ties + ties.T).astype(np.float64))


def expect(ballots: Ballots, board: Tally, inside: NDArray[np.bool_]) -> Expected:
    """Tell what to expect of each ballot from the ballots of all other voters.

    board: all votes that count. inside: (votes,), which of the ballots are part of it. A voter's
    own part is taken out by one Newton step (the infinitesimal jackknife), or by a new fit where
    the voter gave `HEAVY` of the board; from a pair's share of ties exactly.
    """
    worth, spread = fit_worth(board.wins)
    variance = _level(spread)
    left, right = ballots.left, ballots.right
    gap = worth[left] - worth[right]
    left_var, right_var = variance[left], variance[right]
    counted = (ballots.said != 0) & inside
    surprise = np.where(counted, (ballots.said > 0) - sigmoid(gap), 0.0)
    for rows in _by_voters(ballots.voter, ballots.voters):
        first = int(ballots.voter[rows].min(initial=ballots.voters))
        own = _pulls(ballots, surprise, rows, first) @ spread
        place = ballots.voter[rows] - first
        gap[rows] -= own[place, left[rows]] - own[place, right[rows]]
    for one in _heavy(ballots, counted, float(board.wins.sum())):
        mine = ballots.voter == one
        theirs, unsure = fit_worth(board.wins - tally(ballots, mine & inside).wins, worth)
        level = _level(unsure)
        gap[mine] = (theirs[left] - theirs[right])[mine]
        left_var[mine], right_var[mine] = level[left[mine]], level[right[mine]]
    return Expected(gap, left_var, right_var, _tie_logits(ballots, board, inside))


def _level(spread: Floats) -> Floats:
    """Take the variance of each entrant against the mean of all: (m,)."""
    return np.asarray(np.diag(spread) - 2 * spread.mean(axis=0) + spread.mean())


def _heavy(ballots: Ballots, counted: NDArray[np.bool_], total: float) -> list[int]:
    mine = np.bincount(ballots.voter[counted], minlength=ballots.voters)
    return [int(v) for v in np.flatnonzero(mine >= max(HEAVY * total, 1))]


def _by_voters(voter: Places, voters: int, chunk: int = 20_000) -> list[Places]:
    order = np.argsort(voter, kind="stable")
    edges = np.searchsorted(voter[order], np.arange(chunk, max(voters, 1), chunk))
    return [rows for rows in np.split(order, edges) if len(rows)]


def _pulls(ballots: Ballots, surprise: Floats, rows: Places, first: int) -> Floats:
    """Add up each voter's part of the score: (voters of these rows, entrants)."""
    size = ballots.entrants
    at = (ballots.voter[rows] - first) * size
    height = int(at.max(initial=0)) // size + 1
    pulls = np.bincount(at + ballots.left[rows], surprise[rows], height * size)
    pulls -= np.bincount(at + ballots.right[rows], surprise[rows], height * size)
    return np.asarray(pulls.reshape(height, size))


def _tie_logits(ballots: Ballots, board: Tally, inside: NDArray[np.bool_]) -> Floats:
    """Tell the logits of a tie for each ballot, its voter's own ballots left out."""
    size = ballots.entrants
    low, high = np.minimum(ballots.left, ballots.right), np.maximum(ballots.left, ballots.right)
    one = inside.astype(np.float64)
    tied = one * (ballots.said == 0)
    _, own = np.unique((ballots.voter * size + low) * size + high, return_inverse=True)
    met = board.wins + board.wins.T + board.ties
    n = met[low, high] - np.bincount(own, one)[own]
    ties = board.ties[low, high] - np.bincount(own, tied)[own]
    all_n = met.sum() / 2 - np.bincount(ballots.voter, one)[ballots.voter]
    all_ties = board.ties.sum() / 2 - np.bincount(ballots.voter, tied)[ballots.voter]
    overall = (all_ties + SHRINK * TIES) / (all_n + SHRINK)
    share = np.clip((ties + SHRINK * overall) / (n + SHRINK), 0.01, 0.99)
    return np.asarray(np.log(share / (1 - share)), dtype=np.float64)


def sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)), dtype=np.float64)
