"""Whether a voter votes as people do: likelihood-ratio e-tests, valid at any time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._crowd import Ballots, Expected, sigmoid

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

KINDS = ("coin-flip", "contrarian", "always tie", "always left", "always right", "partisan")
CHUNK = 20_000
"""Voters tested side by side; bounds the memory."""
COIN_TIES = ((0.0, 0.3), (1 / 3, 0.25), (1 / 2, 0.15))
"""How coin-flippers tie, and how likely: as people do (0.0), one in three, one in two buttons."""
SELDOM = 0.3
"""The rest of the coin-flippers: they tie at a rate that is learned, by Beta(1, 2)."""
MOST_TIES = 0.85
"""Share of ties that an honest voter's habit may come to."""
TIES_ALONE = 1.0
"""Log of the most that ties may add against a coin-flipper: never to tie is no fraud."""


@dataclass(frozen=True, slots=True)
class Honest:
    """How far an honest voter may differ from the crowd (standard deviations, logits).

    taste: of each entrant's worth to one voter. slope: of how much the crowd's gap weighs.
    side: of the habit of taking the left. tie: of the habit of tying.
    """

    taste: float = 0.5
    slope: float = 0.15
    side: float = 0.4
    tie: float = 1.5


@dataclass(frozen=True, slots=True)
class Tests:
    """What the e-tests are made of; `weights` of the alternatives, in the order of `KINDS`."""

    honest: Honest = Honest()
    weights: tuple[float, ...] = (0.45, 0.2, 0.1, 0.05, 0.05, 0.15)
    push: float = 2.0
    """Logits by which a partisan's vote leans, for or against its entrant."""
    often: float = 9.0
    """A voter of habit does the same thing with a rate learned from Beta(often, 1)."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the tests say of each voter, all (voters,).

    log_e: natural log of the e-value now. peak: its greatest so far. kind: the place in `KINDS`
    that carried most of it at the peak. target: the entrant a partisan is for or against, else
    -1. votes: ballots read. caught: ballots read when `log_e` first passed the bar, -1 = never.
    """

    log_e: Floats
    peak: Floats
    kind: Places
    target: Places
    votes: Places
    caught: Places


def weigh(ballots: Ballots, expected: Expected, bar: float, tests: Tests | None = None) -> Evidence:
    """Test every voter, ballots in the order they were given.

    bar: log of the e-value that counts as caught. The e-value is a mixture over the alternatives
    of the likelihood ratio against an honest voter; under an honest voter its mean is 1 at any
    stopping time, so that it ever passes 1/a with probability a at most (Ville 1939; Grünwald, de
    Heide and Koolen 2024, "Safe testing", section 2). The honest voter is predicted from the
    others' votes and, as the ballots come, from taste and habits of its own (prequential, each
    step as in Glickman 1999, equations 9 to 12), so that taste is no evidence of fraud.
    """
    count = np.bincount(ballots.voter, minlength=ballots.voters)
    order = np.argsort(-count, kind="stable")
    slot = np.empty(ballots.voters, dtype=np.int64)
    slot[order] = np.arange(ballots.voters)
    by_slot = np.argsort(slot[ballots.voter], kind="stable")
    sizes = ballots.voters, ballots.entrants
    found = Evidence(
        np.zeros(sizes[0]), np.zeros(sizes[0]), np.zeros(sizes[0], np.int64),
        np.full(sizes[0], -1), count, np.full(sizes[0], -1),
    )  # fmt: skip
    ends = np.cumsum(count[order])
    for first in range(0, ballots.voters, CHUNK):
        here = order[first : first + CHUNK]
        begin, end = ends[first - 1] if first else 0, ends[first + len(here) - 1]
        rows = by_slot[begin:end]
        state = _State.of(len(here), ballots.entrants, tests or Tests())
        for step in _rounds(slot[ballots.voter[rows]] - first, rows):
            _read(state, ballots, expected, step)
            _note(found, state, here[: len(step)], bar)
    return found


def _rounds(place: Places, rows: Places) -> list[Places]:
    """Split rows into each voter's first, second, third ballot; `place` rises."""
    counts = np.bincount(place)
    rank = np.arange(len(rows)) - (np.cumsum(counts) - counts)[place]
    by_rank = np.argsort(rank, kind="stable")
    return np.split(rows[by_rank], np.cumsum(np.bincount(rank))[:-1])


@dataclass(slots=True, eq=False)
class _State:
    """What is known of each voter so far; `logs` by alternative, `lean` by entrant."""

    tests: Tests
    taste: Floats
    taste_var: Floats
    fresh: NDArray[np.bool_]
    habit: Floats  # rows: side, slope, tie
    habit_var: Floats
    coin: Floats  # evidence of the ways to tie, then hits and misses of the learned one
    done: Floats  # hits of: tie, left, right
    missed: Floats
    logs: Floats  # rows as KINDS, the coin without its ties, the partisan's sum
    lean: Floats  # for and against each entrant

    @classmethod
    def of(cls, voters: int, entrants: int, tests: Tests) -> _State:
        honest = tests.honest
        deviations = np.array([[honest.side], [honest.slope], [honest.tie]])
        return cls(
            tests,
            np.zeros((voters, entrants)), np.full((voters, entrants), honest.taste**2),
            np.ones((voters, entrants), dtype=bool),
            np.tile(np.array([[0.0], [1.0], [0.0]]), voters), np.tile(deviations**2, voters),
            np.zeros((len(COIN_TIES) + 1, voters)),
            np.full((3, voters), tests.often), np.ones((3, voters)),
            np.zeros((len(KINDS), voters)), np.zeros((2, voters, entrants)),
        )  # fmt: skip


def _read(state: _State, ballots: Ballots, expected: Expected, rows: Places) -> None:
    """Take one ballot of each of the first len(rows) voters into account."""
    said = ballots.said[rows]
    _read_tie(state, expected.tie[rows], said == 0)
    keep = said != 0
    if keep.any():
        _read_side(state, ballots, expected, rows[keep], np.flatnonzero(keep))


def _read_tie(state: _State, tie: Floats, tied: NDArray[np.bool_]) -> None:
    size = len(tied)
    habit, var = state.habit[2, :size], state.habit_var[2, :size]
    honest = _log(np.minimum(_soft(tie + habit, var), MOST_TIES), tied)
    learned = state.done[0, :size] / (state.done[0, :size] + state.missed[0, :size])
    state.logs[2, :size] += _log(learned, tied) - honest
    for k, (rate, _) in enumerate(COIN_TIES):
        if rate:
            state.coin[k, :size] += _log(np.full(size, rate), tied) - honest
    ties, read = state.done[0, :size] - state.tests.often, state.missed[0, :size] - 1.0
    state.coin[-1, :size] += _log((1 + ties) / (3 + ties + read), tied) - honest
    state.done[0, :size] += tied
    state.missed[0, :size] += ~tied
    point = sigmoid(tie + habit)
    gain = var / (1 + point * (1 - point) * var)
    state.habit[2, :size] += gain * (tied - point)
    state.habit_var[2, :size] = gain


def _read_side(
    state: _State, ballots: Ballots, expected: Expected, rows: Places, who: Places
) -> None:
    left, right, gap = ballots.left[rows], ballots.right[rows], expected.gap[rows]
    won = ballots.said[rows] > 0
    _meet(state, who, left, expected.left_var[rows])
    _meet(state, who, right, expected.right_var[rows])
    look = _look(state, (who, left, right), gap)
    soft = look.lin / np.sqrt(1 + np.pi * look.var / 8)
    expects = _log(sigmoid(soft), won)
    state.logs[0, who] += np.log(0.5) - expects
    state.logs[1, who] += _log(sigmoid(-gap), won) - expects
    for row, hit in ((1, won), (2, ~won)):
        rate = state.done[row, who] / (state.done[row, who] + state.missed[row, who])
        state.logs[2 + row, who] += _log(rate, hit) - expects
        state.done[row, who] += hit
        state.missed[row, who] += ~hit
    for row, way in ((0, state.tests.push), (1, -state.tests.push)):
        for entrant, sign in ((left, way), (right, -way)):
            state.lean[row, who, entrant] += _log(sigmoid(soft + sign), won) - expects
    _learn(state, look, won)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """How an honest voter sees two entrants: logits for the left, their variance, and the gap."""

    places: tuple[Places, Places, Places]
    lin: Floats
    var: Floats
    gap: Floats


def _look(state: _State, places: tuple[Places, Places, Places], gap: Floats) -> _Look:
    who, left, right = places
    honest = state.tests.honest
    spread = 2 * honest.taste**2 + honest.side**2 + (gap * honest.slope) ** 2
    # The crowd's gap is what many tastes make of one voter's, and so is flatter than that.
    own = gap * np.sqrt(1 + np.pi * spread / 8)
    lin = state.habit[1, who] * own + state.habit[0, who]
    lin = lin + state.taste[who, left] - state.taste[who, right]
    var = state.taste_var[who, left] + state.taste_var[who, right] + state.habit_var[0, who]
    return _Look(places, lin, var + own**2 * state.habit_var[1, who], own)


def _meet(state: _State, who: Places, entrant: Places, var: Floats) -> None:
    """Add, at the first meeting, how unsure the others leave an entrant's worth."""
    state.taste_var[who, entrant] += np.where(state.fresh[who, entrant], var, 0.0)
    state.fresh[who, entrant] = False


def _learn(state: _State, look: _Look, won: NDArray[np.bool_]) -> None:
    """Let the honest voter's taste and habits follow the vote."""
    who, left, right = look.places
    point = sigmoid(look.lin)
    weight = point * (1 - point)
    shrink = weight / (1 + weight * look.var)
    gain = (won - point) / (1 + weight * look.var)
    for entrant, sign in ((left, 1.0), (right, -1.0)):
        mine = state.taste_var[who, entrant]
        state.taste[who, entrant] += sign * mine * gain
        state.taste_var[who, entrant] = mine - mine**2 * shrink
    for row, by in ((0, np.ones(len(won))), (1, look.gap)):
        mine = state.habit_var[row, who]
        state.habit[row, who] += mine * by * gain
        state.habit_var[row, who] = mine - (mine * by) ** 2 * shrink


def _note(found: Evidence, state: _State, here: Places, bar: float) -> None:
    """Write down the evidence after a round; `here` are the voters that had a ballot."""
    size = len(here)
    parts = state.logs[:, :size].copy()
    shares = np.log([share for _, share in COIN_TIES] + [SELDOM])
    parts[0] += np.minimum(_sum_logs(state.coin[:, :size] + shares[:, None]), TIES_ALONE)
    lean = state.lean[:, :size]
    parts[5] = _sum_logs(lean.transpose(0, 2, 1).reshape(-1, size)) - np.log(2 * lean.shape[2])
    parts += np.log(np.array(state.tests.weights))[:, None]
    now = _sum_logs(parts)
    found.log_e[here] = now
    better = now > found.peak[here]
    kind = parts.argmax(axis=0)
    target = np.where(kind == 5, lean.max(axis=0).argmax(axis=1), -1)
    found.peak[here] = np.where(better, now, found.peak[here])
    found.kind[here] = np.where(better, kind, found.kind[here])
    found.target[here] = np.where(better, target, found.target[here])
    first = (now >= bar) & (found.caught[here] < 0)
    read = state.done[0, :size] - state.tests.often + state.missed[0, :size] - 1
    found.caught[here] = np.where(first, read.astype(np.int64), found.caught[here])


def _sum_logs(parts: Floats) -> Floats:
    top = parts.max(axis=0)
    return np.asarray(top + np.log(np.exp(parts - top).sum(axis=0)))


def _soft(lin: Floats, var: Floats) -> Floats:
    """Average a sigmoid over a normal (MacKay 1992)."""
    return sigmoid(lin / np.sqrt(1 + np.pi * var / 8))


def _log(chance: Floats, hit: NDArray[np.bool_]) -> Floats:
    return np.asarray(np.log(np.clip(np.where(hit, chance, 1 - chance), 1e-12, 1.0)))
