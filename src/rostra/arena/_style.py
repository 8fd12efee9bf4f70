"""Style control: how much length and formatting sway votes, and ratings without that sway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rostra.arena._boards import ELO, Terms, board
from rostra.arena._clusters import numbered, voted
from rostra.arena._columns import rows_of
from rostra.arena._counts import count
from rostra.arena._groups import listed
from rostra.arena._one_thread import one_thread
from rostra.arena._outside import inside
from rostra.arena._ratings import BothBad, grouped, laid, too_few
from rostra.arena._rows import Rows, RowsFit, fit_rows
from rostra.arena._types import STYLE, Board, TieModel, Votes
from rostra.errors import Unrated, VotesGarbage

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """How much one column sways votes: `value` in natural units a root mean square of it.

    `elo` is the same in Elo. low, high: bounds at the board's level. spread: the root mean square
    of the column's differences, as they are: value / spread is the sway of one unit.
    """

    name: str
    value: float
    low: float
    high: float
    elo: float
    spread: float


@dataclass(frozen=True, slots=True, eq=False)
class Styled:
    """A board as if all answers had one style, and what the style was worth.

    votes: those with a style on both sides. shrunk: the share that taking ties as halves takes off
    every coefficient and distance, against Rao and Kupper's model; 0 under the other models.
    """

    board: Board
    coefficients: tuple[Coefficient, ...]
    votes: int
    shrunk: float


@one_thread()
def style(  # noqa: PLR0913 - each is a choice of its own, named where it is made
    votes: Votes,
    *,
    extra: Mapping[str, Any] | None = None,
    ties: TieModel = "half",
    anchor: str | None = None,
    base: float = 1000.0,
    level: float = 0.95,
    both_bad: BothBad = "tie",
    seed: int = 0,
) -> Styled:
    """Rate with style held equal: Bradley-Terry with differences of style as further columns.

    A vote's distance is θ_left - θ_right + x · β, x_k = (a - b) / (a + b) for counts a and b of
    each side (0 where both are 0), over its root mean square, so that swapping sides changes
    nothing (Li, Angelopoulos & Chiang 2024, "Does style matter?", LMSYS blog; there with ridge and
    z-scores). There is no penalty: the optimum is the likelihood's own. `extra` are more columns:
    by name, differences (votes,) as they are, larger for the left. Votes without a style are left
    out. Intervals: sandwich, by voter where voters are known. With ties as halves, effects shrink
    (`shrunk` says how much); "rao-kupper" or "davidson" takes that away. Raises Unrated,
    VotesGarbage.
    """
    terms = Terms(ties, anchor or "", base, level, seed)
    votes, features, spreads = _features(votes, dict(extra or {}), both_bad)
    rows, names, more = rows_among(votes, features, terms, both_bad)
    found = fit_rows(rows, ties)
    size = len(names)
    placed = inside(found.strengths, found.covariance[:size, :size])
    table, notes = more
    if (shrunk := shrinking(float(table.ties.sum()), float(table.wins.sum()), ties)) > 0:
        notes.append(f"ties as halves shrink distances and effects of style by {shrunk:.0%}")
    return Styled(
        board(names, table, placed, found.c, terms, notes),
        coefficients(list(features), spreads, found, level),
        len(votes),
        shrunk,
    )


def coefficients(
    names: list[str], spreads: list[float], found: RowsFit, level: float
) -> tuple[Coefficient, ...]:
    """Give each column's effect with its interval."""
    size = len(found.strengths)
    quantile = NormalDist().inv_cdf((1 + level) / 2)
    errors = np.sqrt(found.covariance.diagonal()[size : size + len(names)])
    told = []
    for name, value, error, spread in zip(names, found.effects, errors, spreads, strict=True):
        v, half = float(value), quantile * float(error)
        told.append(Coefficient(name, v, v - half, v + half, v * ELO, spread))
    return tuple(told)


def shrinking(ties: float, decided: float, model: TieModel) -> float:
    """Give the share that halves take off a small effect: 1 - 4 s(c) s(-c).

    Under Rao and Kupper's model (1967, eq. 2.5 to 2.7) an expected share rises by s(c) s(-c) a
    natural unit between equals, under halves by 1/4; c is that of equals who tie as often.
    `ties` count in both directions, `decided` once.
    """
    if model != "half" or not decided:
        return 0.0
    won = decided / (2 * decided + ties)
    return 1 - 4 * won * (1 - won)


def _features(
    votes: Votes, extra: dict[str, Any], both_bad: BothBad
) -> tuple[Votes, dict[str, Array], list[float]]:
    """Make the columns of the votes that have them all, each over its root mean square."""
    raw: dict[str, Array] = {}
    if votes.style_left is not None and votes.style_right is not None:
        for place, name in enumerate(STYLE):
            raw[name] = contrast(votes.style_left[:, place], votes.style_right[:, place])
    for name, values in extra.items():
        raw[name] = np.asarray(values, float)
        if raw[name].shape != (len(votes),):
            raise VotesGarbage(f"{name!r} has shape {raw[name].shape}, not ({len(votes)},)")
    if not raw:
        raise VotesGarbage("these votes tell no style; give style_left and style_right")
    keep = votes.choice < (4 if both_bad == "tie" else 3)
    for column in raw.values():
        keep = keep & np.isfinite(column)
    if not keep.any():
        raise Unrated("no vote has a style on both sides; style control needs some that do")
    if not keep.all():
        votes, raw = rows_of(votes, keep), {name: column[keep] for name, column in raw.items()}
    spreads = {name: float(np.sqrt(column @ column / len(column))) for name, column in raw.items()}
    told = [name for name in raw if spreads[name] > 0]
    if not told:
        raise Unrated("both sides have the same style in every vote; nothing can be told of it")
    return votes, {n: raw[n] / spreads[n] for n in told}, [spreads[n] for n in told]


def contrast(a: Array, b: Array) -> Array:
    """Give (a - b) / (a + b), and 0 where both are 0; NaN where one is not known."""
    total = a + b
    share = np.zeros(len(total))
    np.divide(a - b, total, out=share, where=total != 0)
    return share


def rows_among(
    votes: Votes, features: dict[str, Array], terms: Terms, both_bad: BothBad
) -> tuple[Rows, tuple[str, ...], Any]:
    """Keep the votes among the core, where an optimum exists; the others become a note."""
    counts, table, notes = laid(count(votes), both_bad)
    groups = grouped(counts.names, table, "")
    core = sorted(groups[0])
    names = tuple(counts.names[place] for place in core)
    if len(groups) > 1:
        notes.append(f"never lost or never won, and left out: {listed(counts.names, groups[1:])}")
        table = replace(table, wins=table.wins[core][:, core], ties=table.ties[core][:, core])
    if terms.anchor and terms.anchor not in names:
        raise Unrated(f"the anchor {terms.anchor!r} is not on the board; choose one that is")
    if terms.ties != "half" and not (table.ties.any() and table.wins.any()):
        raise Unrated(f"{terms.ties} needs ties and decided votes; choose ties='half'")
    place = {name: at for at, name in enumerate(names)}
    at = np.array([place.get(name, -1) for name in votes.names], np.int32)
    left, right = at[votes.left], at[votes.right]
    columns = np.stack(list(features.values()))
    keep = (left >= 0) & (right >= 0)
    if not keep.all():
        left, right, columns = left[keep], right[keep], columns[:, keep]
    choice = np.minimum(votes.choice if keep.all() else votes.choice[keep], 2)
    if np.linalg.matrix_rank(columns @ columns.T / columns.shape[1], tol=1e-9) < len(columns):
        raise Unrated(f"columns say the same as each other: {', '.join(features)}; leave some out")
    voter = numbered(votes)[keep] if voted(votes) else None
    if voter is not None and too_few(len(np.unique(voter)), notes):
        voter = None
    return Rows(len(names), left, right, choice, columns, voter), names, (table, notes)
