"""The plots of a board, each with its table beside it: ratings, ranks, separations, win rates."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rostra.arena import _board_figures as told
from rostra.arena._board_words import Lang, word
from rostra.arena._markup import NONE, esc, figure, label, share, table, tag
from rostra.arena._plot_grid import FEW, Grid, grid_plot
from rostra.arena._plot_rows import Row, Scale, rows_plot, scale, spread
from rostra.arena._types import Board

BESIDE = 6
"""Entrants up to whom a square stands beside its table."""

SHADES = 11
"""Classes rb-w0 (loses all) to rb-w10 (wins all)."""


def part(key: str, title: str, about: str, *body: str, level: int = 2) -> str:
    """Write one part of the page: a heading, what it shows, and its plot and table."""
    return tag(
        "section", tag(f"h{level}", esc(title), id=f"{key}-h"),
        tag("p", esc(about), class_="rb-about") if about else "", *body,
        class_="rb-part", id=key, aria_labelledby=f"{key}-h",
    )  # fmt: skip


def beside(plot: str, beside_it: str) -> str:
    """Stand a table beside its plot: side by side where there is room, else under it."""
    return tag("div", tag("figure", plot), beside_it, class_="rb-pair")


def folded(summary: str, *body: str) -> str:
    """Fold away what is long; it opens without a script."""
    return tag("details", tag("summary", esc(summary)), *body)


def percent_of(level: float) -> str:
    """Write a level of confidence, as 95%."""
    return f"{level * 100:.3g}%"


def ratings_part(board: Board, lang: Lang, key: str = "ratings") -> str:
    """Draw every rating with its interval, and the table of the board beside it."""
    title = word(lang, "ratings")
    about = word(lang, "ratings_about", level=percent_of(board.level))
    plot = rows_plot(key + "-p", title, about, rating_rows(board, lang), _axis(board),
                     zero=board.base)  # fmt: skip
    return part(key, title, about, tag("figure", plot), ratings_table(board, lang))


def rating_rows(board: Board, lang: Lang) -> list[Row]:
    """Return a row for each entrant, best first."""
    places = told.digits(board)
    rows = []
    for rating in board.ratings:
        about = word(
            lang, "row_about", name=label(rating.name), rank=told.rank(rating),
            rating=figure(rating.score, places), interval=told.interval(rating, places),
            votes=figure(rating.votes),
        )  # fmt: skip
        low = -math.inf if rating.bound == "above" else rating.low
        high = math.inf if rating.bound == "below" else rating.high
        note = told.with_margin(rating, places)
        rows.append(Row(rating.name, rating.score, low, high, note, about))
    return rows


def _axis(board: Board) -> Scale:
    return spread([Row("", r.score, r.low, r.high, "", "") for r in board.ratings])


def ratings_table(board: Board, lang: Lang) -> str:
    """Write the board as a table: entrant, rank interval, rating, interval, votes, the next."""
    places = told.digits(board)
    head = [word(lang, w) for w in ("name", "rank", "rating", "interval", "votes", "below")]
    rows = []
    for place, rating in enumerate(board.ratings):
        below = told.next_below(board, place)
        says = word(lang, "last" if below is None else "yes" if below else "no")
        rows.append(
            (
                esc(rating.name), esc(told.rank(rating)), figure(rating.score, places),
                told.interval(rating, places), figure(rating.votes),
                tag("span", esc(says), class_="rb-yes" if below else "rb-no"),
            )
        )  # fmt: skip
    return table(esc(word(lang, "ratings")), [esc(h) for h in head], rows)


def spans_part(board: Board, lang: Lang, key: str = "spans") -> str:
    """Draw the ranks that each entrant may hold, all judged at once."""
    title, about = word(lang, "spans"), word(lang, "spans_about")
    rows = [
        Row(
            r.name, r.rank, r.rank_low, r.rank_high, told.rank(r),
            word(lang, "span_about", name=label(r.name), rank=told.rank(r)), "rb-span",
        )
        for r in board.ratings
    ]  # fmt: skip
    plot = rows_plot(key + "-p", title, about, rows, _ranks(len(rows)))
    head = [esc(word(lang, w)) for w in ("name", "best", "worst")]
    cells = [[esc(r.name), str(r.rank_low), str(r.rank_high)] for r in board.ratings]
    written = table(esc(title), head, cells)
    if len(rows) > FEW:
        return part(key, title, about, tag("figure", plot), long(written, board, lang))
    return part(key, title, about, beside(plot, written))


def long(written: str, board: Board, lang: Lang) -> str:
    """Fold a table away where the board has many entrants."""
    return folded(word(lang, "figures"), written) if len(board.ratings) > FEW else written


def _ranks(last: int) -> Scale:
    """Return an axis of whole ranks, half a rank wider at each end."""
    last = max(last, 2)
    inner = [t for t in scale(1, last).ticks if 1.5 < t < last * 0.95 and t == int(t)]
    return Scale(0.5, last + 0.5, (1.0, *inner, float(last)))


def separation_table(board: Board, lang: Lang, few: int = 3) -> str:
    """Tell for each entrant how many are surely below and above, and who is not told apart."""
    head = [word(lang, w) for w in ("name", "surely_ahead", "surely_behind", "not_apart")]
    head.append(word(lang, "not_apart_names"))
    rows = []
    for place, rating in enumerate(board.ratings):
        below, above, unsure = told.apart(board, place)
        names, more = told.named(board, sorted(unsure, key=lambda k: abs(k - place)), few)
        glue = ", " if lang == "en" else "、"
        said = glue.join(label(n, 60) for n in names) or word(lang, "nobody")
        said = word(lang, "more", names=said, n=more) if more else said
        rows.append(
            (esc(rating.name), str(len(below)), str(len(above)), str(len(unsure)),
             tag("span", esc(said), class_="rb-words"))
        )  # fmt: skip
    return table(esc(word(lang, "separated")), [esc(h) for h in head], rows, words=(4,))


def separated_part(board: Board, lang: Lang, key: str = "separated") -> str:
    """Draw who is ahead of whom for certain, and tell how many pairs are apart."""
    count = told.separation(board)
    title = word(lang, "separated")
    about = word(
        lang, "separated_about", pairs=figure(count.pairs), apart=figure(count.apart),
        near=figure(count.near), neighbours=figure(count.neighbours),
        critical=figure(board.critical, 2),
    )  # fmt: skip
    names = [r.name for r in board.ratings]
    score = [r.score for r in board.ratings]

    def state(i: int, j: int) -> str:
        if not board.separated[i, j]:
            return "unsure"
        return "ahead" if score[i] > score[j] else "behind"

    marks = {"ahead": "▲", "behind": "▼", "unsure": "·"}
    shades = {"ahead": "rb-w9", "behind": "rb-w1", "unsure": "rb-w5"}
    grid = Grid(
        names, names,
        lambda i, j: "" if i == j else shades[state(i, j)],
        lambda i, j: marks[state(i, j)],
        lambda i, j: word(lang, state(i, j), a=label(names[i]), b=label(names[j])),
    )  # fmt: skip
    drawn = grid_plot(key + "-p", title, about, grid)
    written = long(separation_table(board, lang), board, lang)
    few = len(names) <= BESIDE
    both = beside(drawn, written) if few else tag("figure", drawn) + written
    return part(key, title, about, both)


def wins_part(board: Board, lang: Lang, kind: str = "observed", key: str = "") -> str:
    """Draw the win rates of all pairs, "observed" or "predicted", with the table under them."""
    key = key or kind
    title, about = word(lang, kind), word(lang, f"{kind}_about")
    matrix = board.observed if kind == "observed" else board.predicted
    return part(key, title, about, wins_plot(board, matrix, lang, title, key))


def wins_plot(board: Board, matrix: NDArray[np.float64], lang: Lang, title: str, key: str) -> str:
    """Draw a matrix of win rates in the board's order, a key of its colours, and its table."""
    names = [r.name for r in board.ratings]
    predicted = matrix is board.predicted
    told_as = "win_predicted" if predicted else "win_about"

    def about(i: int, j: int) -> str:
        return word(
            lang, told_as, a=label(names[i]), b=label(names[j]), share=share(matrix[i, j]),
            votes=figure(int(board.meetings[i, j])),
        )  # fmt: skip

    def cell(i: int, j: int) -> str:
        votes = "" if predicted or not board.meetings[i, j] else f" ({board.meetings[i, j]})"
        return share(matrix[i, j]) + votes

    grid = Grid(
        names, names,
        lambda i, j: "" if i == j else shade_of(matrix[i, j]),
        lambda i, j: _bare(matrix[i, j]),
        about,
    )  # fmt: skip
    drawn = grid_plot(f"{key}-p", title, word(lang, "win_table"), grid) + shade_key(lang)
    written = matrix_table(names, cell, lang)
    if len(names) <= BESIDE:
        return beside(drawn, written)
    return tag("figure", drawn) + folded(word(lang, "figures"), written)


def shade_of(value: float) -> str:
    """Return the class of a win rate, "" where there is none."""
    if math.isnan(value):
        return ""
    return f"rb-w{round(min(max(value, 0.0), 1.0) * (SHADES - 1))}"


def shade_key(lang: Lang) -> str:
    """Draw what the shades of win rates mean."""
    cells = "".join(
        tag("rect", x=f"{place * 100 / SHADES:.2f}%", width=f"{100 / SHADES:.2f}%", y="0",
            height="12", class_=f"rb-w{place}")
        for place in range(SHADES)
    )  # fmt: skip
    drawn = tag("svg", cells, class_="rb-key", width="200", height="12", aria_hidden="true")
    return tag("p", drawn, tag("span", esc(word(lang, "win_scale"))), class_="rb-keys")


def _bare(value: float) -> str:
    return NONE if math.isnan(value) else f"{value * 100:.0f}"


def matrix_table(names: Sequence[str], cell: Callable[[int, int], str], lang: Lang) -> str:
    """Write a square of figures, its first rows where it is large."""
    shown = range(min(len(names), FEW))
    head = [esc(word(lang, "name")), *(esc(names[k]) for k in shown)]
    rows = [[esc(names[i]), *("" if i == j else esc(cell(i, j)) for j in shown)] for i in shown]
    cut = word(lang, "matrix_cut", n=FEW, all=len(names)) if len(names) > FEW else ""
    written = table(esc(word(lang, "win_table")), head, rows, square=True)
    return written + (tag("p", esc(cut), class_="rb-about") if cut else "")
