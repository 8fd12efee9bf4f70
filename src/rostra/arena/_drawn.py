"""Votes that nobody gave: an arena drawn from a seed, with honest and rigging voters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._crowd import Ballots, Places, fit_worth, sigmoid
from rostra.arena._types import Column, Counts, Votes

Floats = NDArray[np.float64]
Draw = Callable[[Ballots, np.random.Generator], Places]
"""Says what voters vote: 1 = left, -1 = right, 0 = tie, for ballots that hold honest votes."""

DAY = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class Arena:
    """What is true of a drawn arena.

    worth: (m,) logits. shares: (m, m), symmetric, how often a pair meets, its upper triangle
    summing to 1. ties: (m, m), the share of ties of a pair.
    """

    names: tuple[str, ...]
    worth: Floats
    shares: Floats
    ties: Floats


@dataclass(frozen=True, slots=True)
class Habits:
    """How honest voters differ (standard deviations, logits); 0 = they all are the crowd."""

    taste: float = 0.3
    slope: float = 0.15
    side: float = 0.25
    tie: float = 0.7


def arena_of(counts: Counts) -> Arena:
    """Take the fit and the pairs of real counts for the truth."""
    ties = (counts.ties + counts.bad).astype(np.float64)
    met = counts.wins + counts.wins.T + ties
    overall = ties.sum() / max(met.sum(), 1.0)
    worth, _ = fit_worth(counts.wins.astype(np.float64))
    return Arena(
        counts.names, worth, 2 * met / max(met.sum(), 1.0), (ties + 3 * overall) / (met + 3)
    )


def drawn_arena(entrants: int, seed: int, spread: float = 0.8, ties: float = 0.33) -> Arena:
    """Draw worths from a normal of `spread` (logits); every pair meets as often."""
    worth = np.random.default_rng(seed).normal(0, spread, entrants)
    even = 1.0 - np.eye(entrants)
    names = tuple(f"entrant {k + 1:02d}" for k in range(entrants))
    return Arena(names, worth, 2 * even / even.sum(), np.full(even.shape, ties))


def meet(arena: Arena, voter: Places, rng: np.random.Generator) -> Ballots:
    """Draw who meets for each ballot, by the shares, on random sides; nothing is said yet."""
    upper = np.triu_indices(len(arena.worth), 1)
    chance = arena.shares[upper]
    pair = rng.choice(len(chance), len(voter), p=chance / chance.sum())
    first, second = upper[0][pair], upper[1][pair]
    swap = rng.random(len(voter)) < 0.5
    left, right = np.where(swap, second, first), np.where(swap, first, second)
    count = int(voter.max(initial=-1)) + 1
    return Ballots(voter, left, right, np.zeros_like(left), count, len(arena.worth))


def honest_votes(
    arena: Arena, met: Ballots, rng: np.random.Generator, habits: Habits | None = None
) -> Places:
    """Draw what honest voters say, each with a taste and habits of its own."""
    habits = habits or Habits()
    taste = rng.normal(0, habits.taste, (met.voters, met.entrants))
    side, tie = rng.normal(0, habits.side, met.voters), rng.normal(0, habits.tie, met.voters)
    slope = rng.normal(1, habits.slope, met.voters)
    lin = slope[met.voter] * (arena.worth[met.left] - arena.worth[met.right]) + side[met.voter]
    lin = lin + taste[met.voter, met.left] - taste[met.voter, met.right]
    share = np.clip(arena.ties[met.left, met.right], 1e-6, 0.99)
    tied = rng.random(len(lin)) < sigmoid(np.log(share / (1 - share)) + tie[met.voter])
    left = rng.random(len(lin)) < sigmoid(lin)
    return np.where(tied, 0, np.where(left, 1, -1))


def _flip(count: int, rng: np.random.Generator) -> Places:
    return rng.choice(np.array([-1, 1]), count)


CHARACTERS: Mapping[str, Draw] = {
    "honest": lambda met, _: met.said,
    "coin-flip": lambda met, rng: _flip(len(met.said), rng),
    "coin-flip with ties": lambda met, rng: np.where(met.said, _flip(len(met.said), rng), 0),
    "three-sided coin": lambda met, rng: rng.integers(-1, 2, len(met.said)),
    "contrarian": lambda met, _: -met.said,
    "always tie": lambda met, _: np.zeros_like(met.said),
    "one side": lambda met, _: np.where(met.voter % 2 == 0, 1, -1),
}
"""Kinds of voters, as functions of what they would have said in honesty."""


def as_votes(
    arena: Arena, ballots: Ballots, label: str = "voter", start: float = 0.0, span: float = 30 * DAY
) -> Votes:
    """Lay ballots out as votes, evenly over `span` seconds in the order they stand."""
    at = start + span * (np.arange(len(ballots.said)) + 0.5) / max(len(ballots.said), 1)
    choice = np.array([2, 0, 1], dtype=np.int8)[ballots.said]
    voters = tuple(f"{label} {k + 1:04d}" for k in range(ballots.voters))
    return Votes(
        arena.names, ballots.left.astype(np.int32), ballots.right.astype(np.int32), choice, at,
        words={"voter": Column(voters, ballots.voter.astype(np.int32))},
    )  # fmt: skip
