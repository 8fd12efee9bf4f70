"""The drill: rigged votes among honest ones, and how far they got before they were found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rostra.arena._counts import count
from rostra.arena._crowd import Ballots, fit_worth
from rostra.arena._drawn import Arena, Habits, arena_of, as_votes, drawn_arena, honest_votes, meet
from rostra.arena._integrity import Judgement, judge_votes
from rostra.arena._types import Column, Votes
from rostra.errors import Unrated

STRATEGIES: Mapping[str, str] = {
    "fan": "one voter always for the target, honest elsewhere",
    "sybils": "many new voters, each with few votes, always for the target",
    "hunters": "voters who leave battles without the target, and always vote for it",
    "style": "voters who know the target by its style seven times in ten, then vote for it",
    "contrarian": "voters who say the contrary of what they think",
    "coin-flip": "voters who take a side by chance",
}
KNOWN = 0.7
"""How often the target is recognised by its style."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried: by which strategy, for whom, with how many votes of how many voters.

    target "" = the entrant in the middle of the board. check: honest and rigged votes after which
    all are judged again, as it would have been while they came.
    """

    strategy: str = "fan"
    target: str = ""
    votes: int = 500
    voters: int = 5
    check: int = 100


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the target stands: rank from 1, and Elo above the mean of all."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Drill:
    """What came of it.

    before: no rigged vote; unchecked: all of them counted; worst: the highest rank the target
    stood at on any check, with what had been found by then left out; after: at the end, so. found:
    share of the rigged votes excluded at the end; first: rigged votes given when the first of
    their voters or bursts was excluded, -1 = never. harmed: share of honest votes excluded.
    """

    plan: Plan
    target: str
    before: Stand
    unchecked: Stand
    worst: Stand
    after: Stand
    found: float
    first: int
    harmed: float
    suspicions: int


def drill(votes: Votes, plan: Plan, seed: int = 0) -> Drill:
    """Inject rigged votes into the later half of real or drawn votes and judge as they come.

    The rigged voters are honest, by the fit to the votes, where their strategy does not say
    otherwise. Raises Unrated for an unknown strategy or target.
    """
    if plan.strategy not in STRATEGIES:
        raise Unrated(f"there is no strategy {plan.strategy!r}; known: {', '.join(STRATEGIES)}")
    if len(votes) < plan.check or min(plan.votes, plan.voters, plan.check) < 1:
        raise Unrated(f"a drill needs at least {plan.check} votes, and a rigged one; there are few")
    arena = arena_of(count(votes))
    target = _target(arena, plan.target)
    rigged = _rigged(arena, plan, target, np.random.default_rng(seed))
    whole, false = _mixed(votes, rigged, seed)
    half = len(whole) // 2
    worst, first, judged = _stand(votes, target), -1, None
    for end in [*range(half, len(whole), max(plan.check, (len(whole) - half) // 12)), len(whole)]:
        part = _first(whole, end)
        judged = judge_votes(part)
        caught = judged.excluded & false[:end]
        if first < 0 and caught.any():
            first = int(false[:end].sum())
        now = _stand(_kept(part, judged), target)
        worst = now if now.rank < worst.rank else worst
    if judged is None:
        raise Unrated("there are no votes to judge")
    return Drill(
        replace(plan, target=arena.names[target]), arena.names[target],
        _stand(votes, target), _stand(whole, target), worst,
        _stand(_kept(whole, judged), target),
        round(float(judged.excluded[false].mean()), 4), first,
        round(float(judged.excluded[~false].mean()), 4), len(judged.suspicions),
    )  # fmt: skip


def drawn_votes(entrants: int = 12, voters: int = 300, votes: int = 40, seed: int = 0) -> Votes:
    """Draw an honest arena to drill on, where no votes are at hand."""
    arena = drawn_arena(entrants, seed)
    rng = np.random.default_rng(seed)
    met = meet(arena, rng.permutation(np.repeat(np.arange(voters), votes)), rng)
    return as_votes(arena, replace(met, said=honest_votes(arena, met, rng)))


def _rigged(arena: Arena, plan: Plan, target: int, rng: np.random.Generator) -> Ballots:
    voter = np.arange(plan.votes) % plan.voters
    met = meet(_hunted(arena, target) if plan.strategy == "hunters" else arena, voter, rng)
    met = replace(met, said=honest_votes(arena, met, rng, Habits(0, 0, 0, 0)))
    lean = np.where(met.left == target, 1, np.where(met.right == target, -1, 0))
    said = met.said
    if plan.strategy in ("fan", "sybils", "hunters"):
        said = np.where(lean != 0, lean, said)
    elif plan.strategy == "style":
        said = np.where((lean != 0) & (rng.random(len(said)) < KNOWN), lean, said)
    elif plan.strategy == "contrarian":
        said = -said
    else:
        said = rng.choice(np.array([-1, 1]), len(said))
    return replace(met, said=said)


def _hunted(arena: Arena, target: int) -> Arena:
    only = np.zeros_like(arena.shares)
    only[target, :] = only[:, target] = 1.0
    return replace(arena, shares=arena.shares * only)


def _mixed(votes: Votes, rigged: Ballots, seed: int) -> tuple[Votes, NDArray[np.bool_]]:
    """Join both, the rigged evenly over the later half; tells which rows are rigged."""
    start = len(votes) // 2
    order = np.arange(len(votes)) if votes.at is None else np.argsort(votes.at, kind="stable")
    place = np.concatenate([
        np.arange(len(votes), dtype=float),
        start + (np.arange(len(rigged.said)) + 0.5) * (len(votes) - start) / len(rigged.said),
    ])  # fmt: skip
    own = votes.words.get("voter", Column(("",), np.zeros(len(votes), dtype=np.int32)))
    names = (*own.values, *(f"rigged {k + 1:03d} of {seed}" for k in range(rigged.voters)))
    fake = as_votes(Arena(votes.names, np.zeros(0), np.zeros((0, 0)), np.zeros((0, 0))), rigged)
    voter = np.concatenate([own.codes[order], len(own.values) + rigged.voter.astype(np.int32)])
    mix = np.argsort(place, kind="stable")
    left, right = (
        np.concatenate([getattr(votes, side)[order], getattr(fake, side)])[mix]
        for side in ("left", "right")
    )
    choice = np.concatenate([votes.choice[order], fake.choice])[mix]
    words = {"voter": Column(names, voter[mix].astype(np.int32))}
    at = np.arange(len(place), dtype=np.float64)
    joined = Votes(votes.names, left, right, choice, at, words=words)
    return joined, mix >= len(votes)


def _first(votes: Votes, end: int) -> Votes:
    """Take the first votes; names of voters stay, so that places do too."""
    voter = votes.words["voter"]
    at = None if votes.at is None else votes.at[:end]
    return Votes(
        votes.names, votes.left[:end], votes.right[:end], votes.choice[:end], at,
        words={"voter": Column(voter.values, voter.codes[:end])},
    )  # fmt: skip


def _kept(votes: Votes, judged: Judgement) -> Votes:
    rows = ~judged.excluded
    return Votes(votes.names, votes.left[rows], votes.right[rows], votes.choice[rows])


def _stand(votes: Votes, target: int) -> Stand:
    counts = count(votes)
    worth, _ = fit_worth(counts.wins + (counts.ties + counts.bad) / 2)
    rank = 1 + int((worth > worth[target]).sum())
    return Stand(rank, round(float(worth[target] - worth.mean()) * 400 / float(np.log(10)), 1))


def _target(arena: Arena, name: str) -> int:
    if name and name not in arena.names:
        raise Unrated(f"there is no entrant {name!r} among the votes; name one of them")
    if name:
        return arena.names.index(name)
    return int(np.argsort(-arena.worth)[len(arena.names) // 2])
