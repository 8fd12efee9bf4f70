"""One entrant's report, and two entrants side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rostra.arena import _board_figures as told
from rostra.arena._board_said import told_in
from rostra.arena._board_sheet import Sheet
from rostra.arena._board_words import Lang, known, word
from rostra.arena._markup import esc, figure, label, share, table, tag
from rostra.arena._plot_rows import Row, Scale, rows_plot, spread
from rostra.arena._plots import beside, part, percent_of, rating_rows
from rostra.arena._plots_votes import time_plot
from rostra.arena._reasons import REASONS
from rostra.arena._types import CHOICES, Board, Column, Votes

RIVALS = 40
"""Rivals that a report lists at most."""


@dataclass(frozen=True, slots=True)
class Record:
    """How an entrant fared against a rival, or in a part of the votes."""

    name: str
    won: int
    lost: int
    tied: int
    bad: int

    @property
    def votes(self) -> int:
        """All votes of the record."""
        return self.won + self.lost + self.tied + self.bad

    @property
    def share(self) -> float:
        """Share of votes, ties as halves; NaN where there are none."""
        both = (self.tied + self.bad) / 2
        return (self.won + both) / self.votes if self.votes else float("nan")


def records(sheet: Sheet, name: str) -> list[Record]:
    """Return an entrant's record against each rival it met, the most met first."""
    counts = sheet.counts
    if counts is None or name not in counts.names:
        return []
    at = counts.names.index(name)
    found = [
        Record(
            rival, int(counts.wins[at, k]), int(counts.wins[k, at]), int(counts.ties[at, k]),
            int(counts.bad[at, k]),
        )
        for k, rival in enumerate(counts.names)
        if k != at
    ]  # fmt: skip
    return sorted((r for r in found if r.votes), key=lambda r: (-r.votes, r.name))


def part_records(votes: Votes, name: str, column: str) -> list[Record]:
    """Return an entrant's record by the values of a column ("lang", "category"), most votes first.

    Empty where the votes do not tell the column, or the entrant has none.
    """
    if name not in votes.names or column not in votes.words:
        return []
    words: Column = votes.words[column]
    at, size = votes.names.index(name), len(words.values)
    tables = []
    for side in (votes.left, votes.right):
        mine = side == at
        cells = words.codes[mine].astype(np.int64) * len(CHOICES) + votes.choice[mine]
        whole = np.bincount(cells, minlength=size * len(CHOICES)).reshape(size, len(CHOICES))
        tables.append(whole)
    left, right = tables
    found = [
        Record(
            value, int(left[k, 0] + right[k, 1]), int(left[k, 1] + right[k, 0]),
            int(left[k, 2] + right[k, 2]), int(left[k, 3] + right[k, 3]),
        )
        for k, value in enumerate(words.values)
    ]  # fmt: skip
    return sorted((r for r in found if r.votes), key=lambda r: (-r.votes, r.name))


def entrant_report(sheet: Sheet, name: str, lang: Lang, *, level: int = 2, key: str = "") -> str:
    """Write the report of one entrant; raises ArenaError for a name that is not on the board."""
    board = sheet.board
    if board is None:
        return tag("p", esc(word(lang, "empty", why=told_in(lang, sheet.why) or word(lang, "few"))))
    at = told.place_of(board, name)
    key = key or f"entrant-{at + 1}"
    rating, places = board.ratings[at], told.digits(board)
    line = word(
        lang, "entrant_line", rank=told.rank(rating), rating=figure(rating.score, places),
        interval=told.interval(rating, places), votes=figure(rating.votes),
    )  # fmt: skip
    body = [_rivals(sheet, board, at, lang, f"{key}-rivals")]
    if sheet.votes is not None:
        body += [_by(sheet.votes, name, column, lang) for column in ("lang", "category")]
    if len(sheet.over_time) > 1:
        drawn = time_plot(sheet.over_time, [name], lang, f"{key}-time")
        body.append(tag(f"h{level + 1}", esc(word(lang, "over_time"))) + drawn)
    if sheet.reasons.get(name):
        cells = [[esc(REASONS.get(w, {}).get(lang, w)), figure(n)] for w, n in sheet.reasons[name]]
        head = [esc(word(lang, "reason")), esc(word(lang, "times"))]
        body.append(table(esc(word(lang, "reasons")), head, cells, seen=True))
    title = word(lang, "entrant", name=label(name, 120))
    return part(key, title, line, *body, level=level)


def _rivals(sheet: Sheet, board: Board, at: int, lang: Lang, key: str) -> str:
    """Draw the share of votes against each rival, and write the record beside it."""
    name = board.ratings[at].name
    found = records(sheet, name)
    places = {r.name: k for k, r in enumerate(board.ratings)}
    shown = [r for r in found if r.name in places][:RIVALS]
    if not shown:
        return ""
    rows, cells = [], []
    for one in shown:
        k = places[one.name]
        predicted, certain = board.predicted[at, k], bool(board.separated[at, k])
        about = word(
            lang, "win_about", a=label(name), b=label(one.name), share=share(one.share),
            votes=figure(one.votes),
        )  # fmt: skip
        low, high = sorted((one.share, float(predicted)))
        rows.append(Row(one.name, one.share, low, high, share(one.share), about))
        says = tag(
            "span", esc(word(lang, "yes" if certain else "no")),
            class_="rb-yes" if certain else "rb-no",
        )  # fmt: skip
        cells.append([esc(one.name), *_figures(one), share(float(predicted)), says])
    head = ["rival", "won", "lost", "tied", "bad", "seen", "expected", "apart"]
    title = word(lang, "rivals")
    axis = Scale(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), percent=True)
    plot = rows_plot(key, title, word(lang, "rivals_about"), rows, axis, zero=0.5)
    cut = word(lang, "rivals_cut", n=len(shown), all=len(found)) if len(found) > len(shown) else ""
    written = table(esc(title), [esc(word(lang, w)) for w in head], cells)
    about = " ".join(filter(None, (word(lang, "rivals_about"), cut)))
    return tag("p", esc(about), class_="rb-about") + tag("figure", plot) + written


def _figures(record: Record) -> list[str]:
    counted = (record.won, record.lost, record.tied, record.bad)
    return [*map(figure, counted), share(record.share)]


def _by(votes: Votes, name: str, column: str, lang: Lang) -> str:
    found = part_records(votes, name, column)
    if not found:
        return ""
    cells = [[esc(known(lang, column, r.name)), figure(r.votes), *_figures(r)] for r in found]
    head = ["language" if column == "lang" else "category", "votes", "won", "lost", "tied", "bad"]
    head.append("seen")
    title = word(lang, "by_lang" if column == "lang" else "by_category")
    return table(esc(title), [esc(word(lang, w)) for w in head], cells, seen=True)


def compare(sheet: Sheet, a: str, b: str, lang: Lang, *, key: str = "compare") -> str:
    """Write two entrants side by side; raises ArenaError for unknown or equal names."""
    board = sheet.board
    if board is None:
        return tag("p", esc(word(lang, "empty", why=told_in(lang, sheet.why) or word(lang, "few"))))
    two = told.pair(board, a, b)
    rows = {r.name: row for r, row in zip(board.ratings, rating_rows(board, lang), strict=True)}
    both = [rows[two.left.name], rows[two.right.name]]
    title = word(lang, "compare", a=label(a, 120), b=label(b, 120))
    plot = rows_plot(f"{key}-p", title, word(lang, "ratings_about",
                     level=percent_of(board.level)), both, spread(both))  # fmt: skip
    said = (" " if lang == "en" else "").join(sentences(board, two, lang))
    return part(key, title, said, beside(plot, _two(board, two, lang)), _direct(sheet, two, lang))


def sentences(board: Board, two: told.Pair, lang: Lang) -> list[str]:
    """Say how two entrants stand: the difference, whether it is told apart, what it would take."""
    ahead = two.difference >= 0
    first, second = (two.left, two.right) if ahead else (two.right, two.left)
    low, high = (two.low, two.high) if ahead else (-two.high, -two.low)
    places = told.digits(board)
    fields = {
        "a": label(first.name, 120), "b": label(second.name, 120),
        "difference": figure(abs(two.difference), places),
        "interval": told.span(low, high, places), "level": percent_of(board.level),
    }  # fmt: skip
    level = abs(two.difference) < 0.5 / 10**places
    said = [word(lang, "level_line" if level else "difference_line", **fields)]
    said.append(word(lang, "is_apart" if two.separated else "is_not_apart"))
    if not two.separated and two.needed is None and level:
        said.append(word(lang, "needed_never"))
    elif two.needed:
        said.append(word(lang, "needed", n=figure(rounded(two.needed))))
    return said


def rounded(votes: int) -> int:
    """Round a foreseen number of votes to two figures: it is no better known than that."""
    step: int = 10 ** max(len(str(votes)) - 2, 0)
    return -(-votes // step) * step


def _two(board: Board, two: told.Pair, lang: Lang) -> str:
    places = told.digits(board)
    sides = (two.left, two.right)
    rows = [
        [esc(word(lang, "rank")), *(esc(told.rank(r)) for r in sides)],
        [esc(word(lang, "rating")), *(figure(r.score, places) for r in sides)],
        [esc(word(lang, "interval")), *(told.interval(r, places) for r in sides)],
        [esc(word(lang, "votes")), *(figure(r.votes) for r in sides)],
        [esc(word(lang, "seen")), *_both(two.observed)],
        [esc(word(lang, "expected")), *_both(two.predicted)],
    ]
    head = [esc(word(lang, "measure")), *(esc(r.name) for r in sides)]
    return table(esc(word(lang, "measure")), head, rows)


def _both(value: float) -> list[str]:
    return [share(value), share(1 - value)]


def _direct(sheet: Sheet, two: told.Pair, lang: Lang) -> str:
    met = [r for r in records(sheet, two.left.name) if r.name == two.right.name]
    if not met:
        return tag("p", esc(word(lang, "direct_none")), class_="rb-about")
    cells = [[esc(two.left.name), figure(met[0].votes), *_figures(met[0])]]
    head = ["name", "votes", "won", "lost", "tied", "bad", "seen"]
    return table(esc(word(lang, "direct")), [esc(word(lang, w)) for w in head], cells, seen=True)
