"""Which votes do not count, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._crowd import Ballots, Expected, expect, tally
from rostra.arena._one_thread import one_thread
from rostra.arena._questions import FLOOD, damped
from rostra.arena._surges import Surge, rushes, surges
from rostra.arena._types import Column, Suspicion, Votes
from rostra.arena._voters import KINDS, Evidence, Tests, weigh

LEVEL = 0.05
"""Share of honest voters that may be suspected."""
CERTAIN = 0.01
"""Share of honest voters that may be excluded wrongly."""
LEAST = 10
"""Votes from which a voter can be excluded."""
ROUNDS = 3
"""Times that the board is made again without the excluded, and the voters judged by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What stands against each vote, in the order of the votes.

    reasons: the reason it is excluded, "" = it counts. suspicions: strongest first.
    """

    reasons: Column
    suspicions: tuple[Suspicion, ...]

    @property
    def excluded(self) -> NDArray[np.bool_]:
        return np.asarray(self.reasons.codes != self.reasons.values.index(""))


@one_thread()
def judge_votes(votes: Votes, level: float = LEVEL, tests: Tests | None = None) -> Judgement:
    """Judge all votes of a board: voters, bursts, questions.

    A voter is suspected where its e-value ever reached 1/level, and excluded with all its votes
    as `exclude` says. Then the board is fitted again without the excluded, and all are judged by
    it, up to `ROUNDS` times.
    Votes with no voter are never suspected, but are part of the board. Without times no bursts
    are looked for. Of the votes left, those on a question that is asked far too often are set
    aside (`damped`).
    """
    ballots, rows, names = as_ballots(votes)
    known = ballots.voter >= 0
    own = _only(ballots, known)
    out = np.zeros(own.voters, dtype=bool)
    for _ in range(ROUNDS):
        inside = ~out[own.voter]
        keep = np.ones(len(known), dtype=bool)
        keep[known] = inside
        expected = expect(own, tally(ballots, keep), inside)
        evidence = weigh(own, expected, float(np.log(1 / level)), tests)
        before, out = out, exclude(evidence, level)
        if (before == out).all():
            break
    voters = _voters_of(votes)
    found = _suspects(evidence, out, voters, votes.names, level)
    reasons = np.where(out[own.voter], 1 + evidence.kind[own.voter], 0)
    kept = ~out[own.voter]
    timed = votes.at is not None and bool(np.isfinite(votes.at).any())
    runs = _bursts(_only(own, kept), expected, kept, level) if timed else []
    words = ["", *(f"voter: {kind}" for kind in KINDS)]
    for run, places in runs:
        if run.way:
            words.append(f"burst {'for' if run.way > 0 else 'against'} {names[run.entrant]}")
            reasons[places] = len(words) - 1
        found.append(_burst(run, names[run.entrant], len(places)))
    codes = np.zeros(len(votes), dtype=np.int32)
    codes[rows[known]] = reasons
    words.append(FLOOD)
    codes[damped(votes, codes == 0)] = len(words) - 1
    found.sort(key=lambda s: (-s.evidence, s.voter, s.entrant))
    return Judgement(Column(tuple(words), codes), tuple(found))


def as_ballots(votes: Votes) -> tuple[Ballots, NDArray[np.int64], tuple[str, ...]]:
    """Lay votes out in the order they were given; also tells each ballot's row.

    A vote without a voter has the voter -1. Votes of unknown time stand first, as they came.
    """
    at = np.zeros(len(votes)) if votes.at is None else np.nan_to_num(votes.at, nan=-np.inf)
    rows = np.argsort(at, kind="stable")
    voter = np.full(len(votes), -1, dtype=np.int64)
    values = _voters_of(votes)
    if values:
        unnamed = np.array([not value for value in values])
        codes = votes.words["voter"].codes.astype(np.int64)
        voter = np.where(unnamed[codes], -1, codes)
    said = np.array([1, -1, 0, 0])[votes.choice]
    ballots = Ballots(
        voter[rows], votes.left[rows].astype(np.int64), votes.right[rows].astype(np.int64),
        said[rows], len(values), len(votes.names),
    )  # fmt: skip
    return ballots, rows, votes.names


def exclude(evidence: Evidence, level: float = LEVEL) -> NDArray[np.bool_]:
    """Pick the voters to exclude among all that were tested: (voters,).

    One over the peak of an e-value is a p-value at any time (Ville). Excluded are those where it
    is `CERTAIN` at most, so that no more than this share of the honest is lost, however many
    riggers there are; and those picked by Benjamini and Hochberg (1995) at `level`, so that of
    these at most that share is honest, where riggers are many.
    """
    tested = evidence.votes >= LEAST
    order = np.argsort(-np.where(tested, evidence.peak, -np.inf), kind="stable")
    many = int(tested.sum())
    place = np.arange(1, many + 1)
    passed = np.flatnonzero(evidence.peak[order[:many]] >= np.log(max(many, 1) / (level * place)))
    out: NDArray[np.bool_] = tested & (evidence.peak >= -np.log(CERTAIN))
    out[order[: passed[-1] + 1 if passed.size else 0]] = True
    return out


def _voters_of(votes: Votes) -> tuple[str, ...]:
    column = votes.words.get("voter")
    return () if column is None else column.values


def _only(ballots: Ballots, rows: NDArray[np.bool_]) -> Ballots:
    return Ballots(
        ballots.voter[rows], ballots.left[rows], ballots.right[rows], ballots.said[rows],
        ballots.voters, ballots.entrants,
    )  # fmt: skip


def _bursts(
    ballots: Ballots, expected: Expected, kept: NDArray[np.bool_], level: float
) -> list[tuple[Surge, NDArray[np.int64]]]:
    """Find bursts among the ballots `kept`; rows are told among all."""
    some = Expected(*(getattr(expected, name)[kept] for name in Expected.__slots__))
    at = np.flatnonzero(kept)
    runs = surges(ballots, some, level) + rushes(ballots, level)
    return [(run, at[np.array(run.rows)]) for run in runs]


def _burst(run: Surge, name: str, votes: int) -> Suspicion:
    kind = "burst" if run.way else "rush"
    return Suspicion("", kind, _e(run.log_e), votes, name, excluded=bool(run.way))


def _suspects(
    evidence: Evidence, out: NDArray[np.bool_], voters: Sequence[str], names: Sequence[str],
    level: float,
) -> list[Suspicion]:  # fmt: skip
    suspect = out | (evidence.peak >= np.log(1 / level))
    return [
        Suspicion(
            voters[v], KINDS[evidence.kind[v]], _e(evidence.peak[v]), int(evidence.votes[v]),
            names[evidence.target[v]] if evidence.kind[v] == len(KINDS) - 1 else "",
            int(evidence.caught[v]), bool(out[v]),
        )
        for v in map(int, np.flatnonzero(suspect))
    ]  # fmt: skip


def _e(log_e: float) -> float:
    return float(np.exp(min(log_e, 690.0)))
