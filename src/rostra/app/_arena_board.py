"""The board of the votes kept here: made anew after every vote, kept until the next."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rostra.app._arena_board_words import BoardAsked, BoardWish
from rostra.app._arena_counts import HeldCounts
from rostra.app._arena_demo import demo_sheet, no_votes
from rostra.errors import QueryRefused, VotesGarbage

if TYPE_CHECKING:
    from rostra.arena import BoardRules, Counts, Filter, Lang, Read, Sheet, Votes
    from rostra.records import Engine

KEPT = 32
"""Sheets, and boards as they were written, that are kept at most."""

NAMED = {"entrant": 1, "entrant-html": 1, "badge": 1, "compare": 2, "compare-html": 2}
"""How many entrants a form is asked about."""

COUNTS_MOST = 64_000_000
"""Bytes of a file that may hold counts by pair."""

Key = tuple[BoardWish, bool]
State = tuple[object, ...]
K = TypeVar("K")
V = TypeVar("V")


class Boards:
    """Sheets of the votes in the records. Its methods may be called from any thread."""

    def __init__(self, records: Engine) -> None:
        self._records = records
        self._counts = HeldCounts(records)
        self._kept: dict[Key, tuple[State, Sheet]] = {}
        self._written: dict[BoardAsked, tuple[State, str]] = {}
        self._lock = threading.Lock()

    def told(self, asked: BoardAsked) -> str:
        """Write the board in the form asked for; raises Unrated, ArenaError, QueryRefused.

        What was written stands until another vote comes.
        """
        from rostra.arena import WHOLE, show_board

        _check_names(asked)
        state = self._state()
        with self._lock:
            written = self._written.get(asked)
        if written is not None and written[0] == state:
            return written[1]
        sheet = self.sheet(asked.wish, whole=asked.form in WHOLE)
        said = show_board(sheet, asked.form, asked.names, _tongue(asked))
        with self._lock:
            _keep(self._written, asked, (state, said))
        return said

    def _state(self) -> State:
        from rostra.records import votes_state

        return ("demo",) if no_votes(self._records) else votes_state(self._records)

    def sheet(self, wish: BoardWish, *, whole: bool = False) -> Sheet:
        """Return the sheet of a wish: from the counts where they suffice, else from the votes.

        Where no vote was ever kept it is the demo's, which says so.
        """
        from rostra.records import votes_state

        if no_votes(self._records):
            return demo_sheet(filter_of(wish), rules_of(wish), datetime.now(UTC), whole=whole)
        plain = not (wish.style or wish.by_voter)
        counted = plain and not whole and filter_of(wish) == filter_of(BoardWish())
        # Read before the votes: one that comes in between makes the sheet old, never wrong.
        number, counts = self._counts.now() if counted else (0, None)
        state: State = (number,) if counted else votes_state(self._records)
        key = (wish, whole)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept[0] == state:
            return kept[1]
        sheet = self._of_counts(counts, wish) if counts else self._of_votes(wish, whole=whole)
        with self._lock:
            _keep(self._kept, key, (state, sheet))
        return sheet

    def _of_counts(self, counts: Counts, wish: BoardWish) -> Sheet:
        from rostra.arena import sheet_of_counts

        base = self._base(wish, whole=False)
        return sheet_of_counts(counts, rules_of(wish), base)

    def _of_votes(self, wish: BoardWish, *, whole: bool) -> Sheet:
        from rostra.arena import sheet_of_votes

        votes = votes_of(self._records, wish)
        base = self._base(wish, whole=whole)
        return sheet_of_votes(votes, rules_of(wish), base, whole=whole)

    def _base(self, wish: BoardWish, *, whole: bool) -> Sheet:
        from rostra.arena import Sheet, told_filters
        from rostra.records import excluded_reasons, reasons_against

        against = reasons_against(self._records) if whole else {}
        return Sheet(
            None,
            excluded=tuple(excluded_reasons(self._records)),
            reasons={name: tuple(reasons) for name, reasons in against.items()},
            filters=told_filters(filter_of(wish)),
            made_at=datetime.now(UTC),
        )


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    """Put a value last, and let go of the first where there are too many."""
    kept.pop(key, None)
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
    kept[key] = value


def filter_of(wish: BoardWish) -> Filter:
    """Return the filter that a wish asks for."""
    from rostra.arena import Filter

    return Filter(
        lang=wish.lang,
        category=wish.category,
        mode=wish.mode,
        since=wish.since,
        until=wish.until,
        turns=wish.turns,
        kinds=wish.kinds,
    )


def rules_of(wish: BoardWish) -> BoardRules:
    """Return the rules that a wish asks for."""
    from rostra.arena import BoardRules

    return BoardRules(wish.ties, wish.anchor, wish.base, wish.style, wish.by_voter)


def votes_of(records: Engine, wish: BoardWish) -> Votes:
    """Read the votes of a wish as columns."""
    import numpy as np

    from rostra.arena import STYLE, columns
    from rostra.records import VotesWanted, vote_columns

    low, high = wish.turns or (0, 0)
    told = vote_columns(
        records,
        VotesWanted(
            langs=(wish.lang,) if wish.lang else (),
            categories=(wish.category,) if wish.category else (),
            modes=(wish.mode,) if wish.mode else (),
            kinds=wish.kinds,
            since=wish.since,
            until=wish.until,
            turns_from=low,
            turns_to=high,
        ),
    )
    unknown = (np.nan,) * len(STYLE)
    styled = any(style is not None for style in told.style_left)
    return columns(
        told.left,
        told.right,
        told.choice,
        at=told.at,
        turns=told.turns,
        style_left=[style or unknown for style in told.style_left] if styled else None,
        style_right=[style or unknown for style in told.style_right] if styled else None,
        voter=told.voter,
        kind=told.kind,
        lang=told.lang,
        category=told.category,
        mode=told.mode,
        prompt=told.prompt,
    )


def board_of_file(path: Path, asked: BoardAsked) -> str:
    """Write the board of a file of votes, or of counts by pair; needs no folder and no server.

    Raises VotesGarbage for a file that cannot be read, and for a filter it cannot answer.
    """
    from rostra.arena import WHOLE, show_board

    _check_names(asked)
    sheet = sheet_of_file(path, asked.wish, whole=asked.form in WHOLE)
    return show_board(sheet, asked.form, asked.names, _tongue(asked))


def sheet_of_file(path: Path, wish: BoardWish, *, whole: bool) -> Sheet:
    """Make the sheet of a file of votes, or of counts by pair; raises VotesGarbage."""
    from rostra.arena import Sheet, read_file, sheet_of_counts, told_filters

    keep = filter_of(wish)
    base = Sheet(None, source=path.name, filters=told_filters(keep), made_at=datetime.now(UTC))
    counts = _counts_in(path)
    if counts is not None:
        if base.filters:
            msg = f"{path.name} holds counts by pair, which no filter narrows; leave filters out"
            raise VotesGarbage(msg)
        return sheet_of_counts(counts, rules_of(wish), base)
    return _sheet_of_read(read_file(path), wish, base, whole=whole)


def _sheet_of_read(found: Read, wish: BoardWish, base: Sheet, *, whole: bool) -> Sheet:
    """Make the sheet of votes read from a file; those on a flooded question are set aside."""
    from rostra.arena import FLOOD, damped, only, rows_of, sheet_of_votes

    votes, left_out, aside = found.votes, dict(found.left_out), damped(found.votes)
    if aside.any():
        votes, left_out[FLOOD] = rows_of(votes, ~aside), int(aside.sum())
    base = replace(base, excluded=tuple(left_out.items()))
    return sheet_of_votes(only(votes, filter_of(wish)), rules_of(wish), base, whole=whole)


def _counts_in(path: Path) -> Counts | None:
    """Read counts by pair where the file holds an object of them, not votes."""
    import json

    from rostra.arena import read_counts

    if path.suffix != ".json" or path.stat().st_size > COUNTS_MOST:
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError):
        return None  # read as votes, which says what is wrong with it
    counts = isinstance(told, dict) and {"models", "X", "Y"} <= set(told)
    return read_counts(path) if counts else None


def _check_names(asked: BoardAsked) -> None:
    wanted = NAMED.get(asked.form, len(asked.names))
    if len(asked.names) != wanted:
        msg = f"{asked.form} needs {wanted} names of entrants, not {len(asked.names)}"
        raise QueryRefused(msg)


def _tongue(asked: BoardAsked) -> Lang:
    return "zh" if asked.tongue.startswith("zh") else "en"
