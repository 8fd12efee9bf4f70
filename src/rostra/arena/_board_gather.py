"""From votes to a sheet: the board, its parts, its course and its coverage, each by a fit anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from rostra.arena._board_sheet import Moment, Part, PartKind, Sheet, coverage_of
from rostra.arena._columns import Filter, only, rows_of
from rostra.arena._counts import count, plus
from rostra.arena._types import Board, Counts, Votes
from rostra.errors import Unrated

Rate = Callable[[Counts], Board]
"""Rates pair counts by the terms that the whole sheet is made with."""

PARTS = 8
"""Languages and categories, those with most votes, that get a board of their own."""

DATES = 12
"""Dates at which the board is computed anew."""


def gather(votes: Votes, rate: Rate, *, base: Sheet | None = None) -> Sheet:
    """Make the sheet of some votes; what `base` holds already (source, filters …) stays.

    A board that cannot be is told by `why` (the words of Unrated), never by a guess.
    """
    counts = count(votes)
    sheet = replace(
        base or Sheet(None), votes=votes, counts=counts, coverage=coverage_of(votes), why=""
    )
    try:
        board = rate(counts)
    except Unrated as error:
        return replace(sheet, board=None, why=f"{error}.")
    kinds: tuple[PartKind, ...] = ("category", "lang")
    parts = tuple(part for kind in kinds for part in parts_of(votes, kind, rate))
    return replace(sheet, board=board, parts=parts, over_time=course(votes, rate))


def parts_of(votes: Votes, kind: PartKind, rate: Rate) -> tuple[Part, ...]:
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
            parts.append(Part(kind, value, size, rate(count(mine))))
        except Unrated as error:
            parts.append(Part(kind, value, size, None, str(error)))
    return tuple(parts)


def course(votes: Votes, rate: Rate, dates: int = DATES) -> tuple[Moment, ...]:
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
            out.append(Moment(float(min(end, last)), rate(sofar)))
        except Unrated:
            continue
    return tuple(out)


def told_filters(keep: Filter) -> tuple[tuple[str, str], ...]:
    """Return what a filter asks for, as (name, value); `filter_words` puts it into a language."""
    out = [(name, str(value)) for name in ("lang", "category", "mode") if (value := getattr(keep, name))]
    for name in ("since", "until"):
        at: datetime | None = getattr(keep, name)
        if at is not None:
            out.append((name, f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"))
    if keep.turns is not None:
        low, high = keep.turns
        out.append(("turns", str(low) if low == high else f"{low}–{high}"))
    if keep.kinds:
        out.append(("voters", ", ".join(keep.kinds)))
    return tuple(out)


def narrowed(votes: Votes, keep: Filter | None) -> Votes:
    """Return the votes that pass, all of them without a filter."""
    return votes if keep is None else only(votes, keep)
