"""From votes to a sheet: the board, its parts, its course and its coverage, each by a fit anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from rostra.arena._board_sheet import Effect, Moment, Part, PartKind, Sheet, coverage_of
from rostra.arena._boards import ELO
from rostra.arena._columns import Filter, rows_of
from rostra.arena._counts import count, plus
from rostra.arena._position import position
from rostra.arena._ratings import rate
from rostra.arena._style import Coefficient, Styled, style
from rostra.arena._types import Board, Counts, TieModel, Votes
from rostra.errors import Unrated

PARTS = 8
"""Languages and categories, those with most votes, that get a board of their own."""

DATES = 12
"""Dates at which the board is computed anew."""


@dataclass(frozen=True, slots=True)
class BoardRules:
    """By which rules a board is made; the fields are those of `rate`.

    `style` holds style equal, `by_voter` counts votes of one voter as going together; both need
    the votes, not their counts.
    """

    ties: TieModel = "half"
    anchor: str = ""
    base: float = 1000.0
    style: bool = False
    by_voter: bool = False


Rate = Callable[[Counts], Board]


def by(rules: BoardRules) -> Rate:
    """Return what rates pair counts by these rules."""
    return lambda counts: rate(
        counts, ties=rules.ties, anchor=rules.anchor or None, base=rules.base
    )


def sheet_of_counts(counts: Counts, rules: BoardRules, base: Sheet) -> Sheet:
    """Make the sheet of pair counts: the board alone, which takes milliseconds."""
    if rules.style or rules.by_voter:
        raise Unrated("counts by pair tell neither style nor voters; leave those rules out")
    try:
        return replace(base, board=by(rules)(counts), counts=counts)
    except Unrated as error:
        return replace(base, board=None, counts=counts, why=f"{error}.")


def sheet_of_votes(votes: Votes, rules: BoardRules, base: Sheet, *, whole: bool = True) -> Sheet:
    """Make the sheet of some votes; what `base` holds already (source, filters …) stays.

    Not `whole`: the board alone. A board that cannot be is told by `why` (the words of Unrated).
    """
    counts = count(votes)
    named = [name for name in ("style", "by_voter") if getattr(rules, name)]
    sheet = replace(base, votes=votes, counts=counts, rules=tuple(named))
    sheet = replace(sheet, coverage=coverage_of(votes)) if whole else sheet
    try:
        styled = _styled(votes, rules) if whole or rules.style else None
        board = styled.board if styled and rules.style else _rated(votes, counts, rules)
    except Unrated as error:
        return replace(sheet, board=None, why=f"{error}.")
    if not whole:
        return replace(sheet, board=board)
    rater = by(rules)
    kinds: tuple[PartKind, ...] = ("category", "lang")
    parts = tuple(part for kind in kinds for part in parts_of(votes, kind, rater))
    if styled:
        effects = tuple(map(effect_of, styled.coefficients))
        sheet = replace(sheet, style=effects, shrunk=styled.shrunk)
    return replace(
        sheet, board=board, parts=parts, over_time=course(votes, rater),
        position=_leaning(votes, rules),
    )  # fmt: skip


def effect_of(told: Coefficient, name: str = "") -> Effect:
    """Put an effect and its interval into Elo."""
    return Effect(name or told.name, told.elo, told.low * ELO, told.high * ELO)


def _styled(votes: Votes, rules: BoardRules) -> Styled | None:
    """Rate with style held equal; None where that was not asked for and cannot be."""
    if votes.style_left is None or votes.style_right is None:
        if rules.style:
            raise Unrated("these votes tell no style of the answers; leave style control out")
        return None
    try:
        return style(votes, ties=rules.ties, anchor=rules.anchor or None, base=rules.base)
    except Unrated:
        if rules.style:
            raise
        return None


def _leaning(votes: Votes, rules: BoardRules) -> Effect | None:
    try:
        return effect_of(position(votes, ties=rules.ties), "position")
    except Unrated:
        return None


def _rated(votes: Votes, counts: Counts, rules: BoardRules) -> Board:
    if not rules.by_voter:
        return by(rules)(counts)
    if "voter" not in votes.words:
        raise Unrated("these votes tell no voters; leave that rule out")
    anchor = rules.anchor or None
    return rate(counts, ties=rules.ties, anchor=anchor, base=rules.base, clusters=votes)


def parts_of(votes: Votes, kind: PartKind, rater: Rate) -> tuple[Part, ...]:
    """Rate the votes of each language or category by themselves, those with most votes first.

    Empty where all votes are of one.
    """
    column = votes.words.get(kind)
    if column is None:
        return ()
    total = np.bincount(column.codes, minlength=len(column.values))
    order = [int(k) for k in np.argsort(-total, kind="stable") if total[k]][:PARTS]
    if len(order) < 2:
        return ()
    parts = []
    for k in order:
        value, size = column.values[k], int(total[k])
        # An unknown value cannot be asked for by a filter: "" lets every vote through.
        mine = rows_of(votes, column.codes == k)
        try:
            parts.append(Part(kind, value, size, rater(count(mine))))
        except Unrated as error:
            parts.append(Part(kind, value, size, None, str(error)))
    return tuple(parts)


def course(votes: Votes, rater: Rate, dates: int = DATES) -> tuple[Moment, ...]:
    """Compute the board at evenly spaced dates from all votes before each; early ones may lack."""
    if votes.at is None:
        return ()
    known = votes.at[np.isfinite(votes.at)]
    if not known.size:
        return ()
    first, last = float(known.min()), float(known.max())
    if last - first < 60:
        return ()
    ends = np.linspace(first, last, dates + 1)[1:]
    ends[-1] = np.nextafter(last, np.inf)
    out, sofar, since = [], None, -np.inf
    for end in ends:
        fresh = count(rows_of(votes, (votes.at >= since) & (votes.at < end)))
        sofar = fresh if sofar is None else plus(sofar, fresh)
        since = end
        try:
            out.append(Moment(float(min(end, last)), rater(sofar)))
        except Unrated:
            continue
    return tuple(out)


def told_filters(keep: Filter) -> tuple[tuple[str, str], ...]:
    """Return what a filter asks for, as (name, value); `filter_words` puts it into a language."""
    named = ("lang", "category", "mode")
    out = [(name, str(value)) for name in named if (value := getattr(keep, name))]
    for name in ("since", "until"):
        at: datetime | None = getattr(keep, name)
        if at is not None:
            out.append((name, f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"))
    if keep.turns is not None:
        low, high = keep.turns
        out.append(("turns", str(low) if low == high else f"{low} – {high}"))
    if keep.kinds:
        out.append(("voters", ", ".join(keep.kinds)))
    return tuple(out)
