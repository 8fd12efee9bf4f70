"""What is asked of a sheet, written: data for programs and terminals, fragments, pages, badges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from rostra.arena import _board_figures as told
from rostra.arena._board_badge import badge
from rostra.arena._board_entrant import Record, compare, entrant_report, part_records, records
from rostra.arena._board_entrant import sentences as compared_words
from rostra.arena._board_files import board_csv, board_json, board_jsonl, finite, pairs_csv
from rostra.arena._board_page import fragments, report
from rostra.arena._board_sheet import Sheet
from rostra.arena._board_words import Lang, word
from rostra.arena._markup import label
from rostra.arena._types import Board
from rostra.errors import Unrated

BoardForm = Literal[
    "board", "entrant", "compare", "csv", "jsonl", "pairs", "report", "fragments",
    "entrant-html", "compare-html", "badge",
]  # fmt: skip
"""board, entrant, compare: JSON; fragments: JSON of name to HTML; the rest as they are named."""

WHOLE: frozenset[BoardForm] = frozenset(("entrant", "report", "fragments", "entrant-html"))
"""Forms that want a whole sheet, not only the board."""


def show_board(sheet: Sheet, form: BoardForm, names: tuple[str, ...], lang: Lang) -> str:
    """Write a sheet in a form; `names` are the entrants asked about (one, or two to compare).

    Raises Unrated where there is no board but the form needs one (pages say so themselves), and
    ArenaError for names that are not on it.
    """
    if form in ("report", "fragments"):
        return report(sheet, lang) if form == "report" else _text(fragments(sheet, lang))
    board = sheet.board
    if board is None:
        raise Unrated((sheet.why or word("en", "few")).removesuffix("."))
    if form in ("entrant", "entrant-html", "badge"):
        return _one(sheet, board, form, names[0], lang)
    if form in ("compare", "compare-html"):
        if form == "compare":
            return _text(compare_json(sheet, names[0], names[1], lang))
        return compare(sheet, names[0], names[1], lang)
    plain = {"csv": board_csv, "jsonl": board_jsonl, "pairs": pairs_csv}
    return plain[form](board) if form in plain else _text(_whole(sheet, board))


def _one(sheet: Sheet, board: Board, form: str, name: str, lang: Lang) -> str:
    if form == "badge":
        return badge(board, name, lang)
    if form == "entrant-html":
        return entrant_report(sheet, name, lang)
    return _text(entrant_json(sheet, name))


def _whole(sheet: Sheet, board: Board) -> dict[str, Any]:
    return {
        "source": label(sheet.source) if sheet.source else "",
        "filters": dict(sheet.filters),
        "rules": list(sheet.rules),
        "excluded": dict(sheet.excluded),
        **board_json(board),
    }


def entrant_json(sheet: Sheet, name: str) -> dict[str, Any]:
    """Return one entrant's report as plain data for JSON; raises ArenaError, Unrated."""
    board = _board(sheet)
    at = told.place_of(board, name)
    places = {r.name: k for k, r in enumerate(board.ratings)}
    rivals = []
    for one in records(sheet, name):
        k = places.get(one.name)
        expected = None if k is None else finite(float(board.predicted[at, k]))
        certain = k is not None and bool(board.separated[at, k])
        rivals.append({**_record(one), "predicted": expected, "separated": certain})
    by = {
        column: [_record(r) for r in part_records(sheet.votes, name, column)]
        for column in ("lang", "category")
        if sheet.votes is not None
    }
    course = [
        {"at": m.at, "rating": r.score, "low": finite(r.low), "high": finite(r.high)}
        for m in sheet.over_time
        for r in m.board.ratings
        if r.name == name
    ]
    row = board_json(board, matrices=False)["ratings"][at]
    reasons = dict(sheet.reasons.get(name, ()))
    return {**row, "rivals": rivals, "by": by, "over_time": course, "reasons": reasons}


def compare_json(sheet: Sheet, a: str, b: str, lang: Lang = "en") -> dict[str, Any]:
    """Return two entrants side by side as plain data; `says` tells it in words.

    `needed`: further votes between the two, None where they stand level.
    """
    board = _board(sheet)
    two = told.pair(board, a, b)
    rows = board_json(board, matrices=False)["ratings"]
    sides = [rows[told.place_of(board, name)] for name in (a, b)]
    met = [_record(r) for r in records(sheet, a) if r.name == b]
    return {
        "sides": sides,
        "difference": two.difference,
        "low": finite(two.low),
        "high": finite(two.high),
        "level": board.level,
        "separated": two.separated,
        "observed": finite(two.observed),
        "predicted": finite(two.predicted),
        "meetings": two.meetings,
        "needed": two.needed,
        "direct": met[0] if met else None,
        "says": compared_words(board, two, lang),
    }


def _board(sheet: Sheet) -> Board:
    if sheet.board is None:
        raise Unrated((sheet.why or word("en", "few")).removesuffix("."))
    return sheet.board


def _record(record: Record) -> dict[str, Any]:
    return {
        "name": label(record.name) if record.name else "", "votes": record.votes,
        "won": record.won, "lost": record.lost, "tied": record.tied, "bad": record.bad,
        "share": finite(record.share),
    }  # fmt: skip


def _text(told_data: Mapping[str, Any]) -> str:
    return json.dumps(told_data, ensure_ascii=False)
