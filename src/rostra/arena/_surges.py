"""Bursts of votes towards one entrant, also by many new voters that are one person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._crowd import Ballots, Expected, Places, sigmoid

Floats = NDArray[np.float64]

NEW = 10
"""A voter's first ballots, by which it counts as new."""
PUSH = 1.5
"""Logits by which a burst leans towards its entrant, or away from it."""
BOOST = 3.0
"""How many times the usual share of ballots a burst brings its entrant."""
BEFORE = 200
"""Votes for an entrant before a moment that say what share is usual."""


@dataclass(frozen=True, slots=True)
class Surge:
    """A run of ballots that lean to one entrant: `rows` are places among the ballots, in time.

    way: 1 for the entrant, -1 against it; 0 = more votes for it than usual, by whomever.
    """

    entrant: int
    way: int
    log_e: float
    rows: tuple[int, ...]


def surges(ballots: Ballots, expected: Expected, level: float = 0.05) -> list[Surge]:
    """Find runs in which new voters lean to or from an entrant more than the board allows.

    Ballots stand in the order they were given. A CUSUM of likelihood ratios for each entrant and
    direction over the ballots of voters that are new (Page 1954); it is an e-detector, whose mean
    time to a false alarm is the threshold at least (Shin, Ramdas and Rinaldo 2023, "E-detectors",
    theorem 2.4), here 2 x entrants x ballots / level: less than one false alarm in 1/level boards.
    """
    rows = np.flatnonzero((_rank(ballots.voter) < NEW) & (ballots.said != 0))
    bar = float(np.log(2 * ballots.entrants * max(len(ballots.said), 1) / level))
    who = np.concatenate([ballots.left[rows], ballots.right[rows]])
    at = np.concatenate([rows, rows])
    sign = np.repeat([1.0, -1.0], len(rows))
    gap = expected.gap[at] * sign
    # How unsure the board is of both flattens what it says.
    gap /= np.sqrt(1 + np.pi * (expected.left_var[at] + expected.right_var[at]) / 8)
    won = ballots.said[at] * sign > 0
    found = []
    for way in (1, -1):
        lean = sigmoid(gap + way * PUSH)
        base = sigmoid(gap)
        log_lr = np.where(won, np.log(lean / base), np.log((1 - lean) / (1 - base)))
        order = np.lexsort((at, who))
        for part in np.split(order, np.flatnonzero(np.diff(who[order])) + 1):
            found += [
                Surge(int(who[part[0]]), way, peak, tuple(int(r) for r in at[part[begin:end]]))
                for begin, end, peak in _runs(log_lr[part], bar)
            ]
    return found


def rushes(ballots: Ballots, level: float = 0.05) -> list[Surge]:
    """Find runs in which votes for an entrant come faster, among all votes, than before.

    A CUSUM of Poisson likelihood ratios over the gaps, in ballots of anyone, between one vote for
    the entrant and the next; what is usual is told by its `BEFORE` votes before. It says that
    something happens, not that it is wrong: the entrant may be shown more often.
    """
    bar = float(np.log(ballots.entrants * max(len(ballots.said), 1) / level))
    winner = np.where(ballots.said > 0, ballots.left, ballots.right)
    rows = np.flatnonzero(ballots.said != 0)
    order = rows[np.argsort(winner[rows], kind="stable")]
    found = []
    for hits in np.split(order, np.flatnonzero(np.diff(winner[order])) + 1):
        if len(hits) <= BEFORE:
            continue
        usual = BEFORE / (hits[BEFORE - 1 : -1] - np.concatenate([[-1], hits[: -BEFORE - 1]]))
        apart = np.diff(hits)[BEFORE - 1 :]
        log_lr = np.log(BOOST) - (BOOST - 1) * usual * apart
        found += [
            Surge(int(winner[hits[0]]), 0, peak, tuple(int(r) for r in hits[BEFORE:][begin:end]))
            for begin, end, peak in _runs(log_lr, bar)
        ]
    return found


def _runs(log_lr: Floats, bar: float) -> list[tuple[int, int, float]]:
    """Cut out the runs whose CUSUM passes the bar: from where it left 0 to its peak."""
    total = np.cumsum(log_lr)
    before = np.concatenate([[0.0], total])
    low = np.minimum.accumulate(before)[:-1]
    height = total - low
    runs, k = [], 0
    over = np.flatnonzero(height >= bar)
    while len(over) and (later := over[over >= k]).size:
        first = int(later[0])
        begin = int(np.flatnonzero(before[: first + 1] == low[first])[-1])
        fell = np.flatnonzero((total[first:] - before[begin]) <= 0)
        stop = first + int(fell[0]) if fell.size else len(log_lr)
        end = first + int(np.argmax(total[first:stop])) + 1
        runs.append((begin, end, float(total[end - 1] - before[begin])))
        k = max(stop, end)
    return runs


def _rank(voter: Places) -> Places:
    """Count, for each ballot, those its voter gave before."""
    order = np.argsort(voter, kind="stable")
    counts = np.bincount(voter)
    rank = np.empty(len(voter), dtype=np.int64)
    rank[order] = np.arange(len(voter)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rank
