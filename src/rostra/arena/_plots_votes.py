"""Plots of what stands behind a board: its parts, its course, coverage, style, lost votes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rostra.arena import _board_figures as told
from rostra.arena._board_said import told_in
from rostra.arena._board_sheet import OTHERS, Coverage, Effect, Moment, Part
from rostra.arena._board_words import Lang, known, word
from rostra.arena._markup import NONE, compact, esc, figure, label, share, table, tag
from rostra.arena._plot_grid import FEW, Grid, grid_plot
from rostra.arena._plot_lines import SERIES, Line, day, lines_plot
from rostra.arena._plot_rows import Row, rows_plot, scale, spread
from rostra.arena._plots import beside, folded, part, wins_plot
from rostra.arena._types import Board

SHOWN_DATES = 6
"""Dates in the table of ratings over time: the newest ones."""


def parts_part(parts: Sequence[Part], whole: Board, lang: Lang, key: str) -> str:
    """Show the ratings of each part of the votes side by side, and its win rates folded."""
    kind = parts[0].kind
    title, about = word(lang, f"by_{kind}"), word(lang, "by_about")
    rated = [p for p in parts if p.board is not None]
    body = [parts_table(parts, whole, lang)]
    for place, one in enumerate(rated):
        board = one.board
        if board is None or len(board.ratings) > FEW:
            continue
        name = known(lang, kind, label(one.value) if one.value else "")
        says = word(lang, "part_rates", part=name)
        seen = wins_plot(board, board.observed, lang, f"{says} · {word(lang, 'seen')}",
                         f"{key}-{place}-o")  # fmt: skip
        foreseen = wins_plot(board, board.predicted, lang, f"{says} · {word(lang, 'expected')}",
                             f"{key}-{place}-e")  # fmt: skip
        body.append(
            folded(
                says, tag("h3", esc(word(lang, "observed"))), seen,
                tag("h3", esc(word(lang, "predicted"))), foreseen,
            )
        )  # fmt: skip
    return part(key, title, about, *body)


def parts_table(parts: Sequence[Part], whole: Board, lang: Lang) -> str:
    """Write each entrant's rating in every part; why a part has none stands under the table."""
    kind = parts[0].kind
    rated = [p for p in parts if p.board is not None]
    names = {p.value: known(lang, kind, p.value) for p in parts}
    heads = {
        p.value: word(lang, "part_votes", part=names[p.value], votes=figure(p.votes)) for p in parts
    }
    whys = [
        tag(
            "p",
            esc(word(lang, "unrated", part=heads[p.value], why=told_in(lang, p.why))),
            class_="rb-about",
        )
        for p in parts
        if p.board is None
    ]
    if not rated:
        return "".join(whys)
    by_name = [{r.name: r for r in p.board.ratings} for p in rated if p.board is not None]
    places = [told.digits(p.board) for p in rated if p.board is not None]
    head = [word(lang, "name")]
    head += [heads[p.value] for p in rated]
    rows = []
    for rating in whole.ratings:
        cells = [
            told.with_margin(known_as[rating.name], digits) if rating.name in known_as else NONE
            for known_as, digits in zip(by_name, places, strict=True)
        ]
        rows.append([esc(rating.name), *map(esc, cells)])
    return table(esc(word(lang, f"by_{kind}")), [esc(h) for h in head], rows) + "".join(whys)


def time_part(moments: Sequence[Moment], lang: Lang, key: str = "over-time") -> str:
    """Draw how the ratings of today's first entrants went, refitted at each date."""
    names = [r.name for r in moments[-1].board.ratings[:SERIES]]
    return part(
        key, word(lang, "over_time"), word(lang, "over_time_about", n=len(names)),
        time_plot(moments, names, lang, key),
    )  # fmt: skip


def time_plot(moments: Sequence[Moment], names: Sequence[str], lang: Lang, key: str) -> str:
    """Draw some entrants' ratings at each moment, with the table beside."""
    found = [{r.name: r for r in m.board.ratings} for m in moments]
    lines = []
    for name in names:
        points = [
            (m.at, r[name].score, r[name].low, r[name].high)
            for m, r in zip(moments, found, strict=True)
            if name in r
        ]
        lines.append(Line(name, tuple(points)))
    title = word(lang, "over_time")
    plot = lines_plot(f"{key}-p", title, word(lang, "over_time_about", n=len(names)), lines)
    shown = list(zip(moments, found, strict=True))[-SHOWN_DATES:]
    places = told.digits(moments[-1].board)
    rows = [
        [
            esc(name),
            *(esc(told.with_margin(r[name], places)) if name in r else NONE for _, r in shown),
        ]
        for name in names
    ]
    head = [esc(word(lang, "name")), *(esc(day(m.at)) for m, _ in shown)]
    return tag("figure", plot) + table(esc(title), head, rows)


def coverage_part(coverage: Coverage, lang: Lang, key: str = "coverage") -> str:
    """Draw how many votes each category has in each language; the table holds the same."""
    title, about = word(lang, "coverage"), word(lang, "coverage_about")
    rows = [_named(lang, "category", v) for v in coverage.categories]
    cols = [_named(lang, "lang", v) for v in coverage.langs]
    most = int(coverage.votes.max())

    def said(i: int, j: int) -> str:
        votes = figure(int(coverage.votes[i, j]))
        return word(lang, "cover_cell", category=label(rows[i]), lang=label(cols[j]), votes=votes)

    grid = Grid(
        rows, cols,
        lambda i, j: _depth(int(coverage.votes[i, j]), most),
        lambda i, j: compact(int(coverage.votes[i, j])),
        said,
    )  # fmt: skip
    head = [esc(word(lang, "category")), *map(esc, cols)]
    cells = [[esc(row), *(figure(int(n)) for n in coverage.votes[i])] for i, row in enumerate(rows)]
    drawn = grid_plot(f"{key}-p", title, about, grid)
    return part(key, title, about, beside(drawn, table(esc(title), head, cells, square=True)))


def _named(lang: Lang, kind: str, value: str) -> str:
    return word(lang, "others") if value == OTHERS else known(lang, kind, value)


def _depth(votes: int, most: int) -> str:
    """Return one of five depths, by the logarithm; none for no votes."""
    if not votes:
        return "rb-w5"
    share_of = math.log1p(votes) / math.log1p(most)
    return f"rb-c{max(1, math.ceil(share_of * 5 - 1e-9))}"


def style_part(effects: Sequence[Effect], shrunk: float, lang: Lang, key: str = "style") -> str:
    """Draw what each column of style is worth, with intervals, around zero."""
    title, about = word(lang, "style"), word(lang, "style_about")
    if shrunk >= 0.005:
        glue = " " if lang == "en" else ""
        about += glue + word(lang, "style_shrunk", share=share(shrunk))
    return part(key, title, about, effects_plot(effects, lang, title, about, key))


def position_part(effect: Effect, lang: Lang, key: str = "position") -> str:
    """Draw what standing on the left is worth."""
    title, about = word(lang, "position"), word(lang, "position_about")
    return part(key, title, about, effects_plot([effect], lang, title, about, key))


def effects_plot(effects: Sequence[Effect], lang: Lang, title: str, about: str, key: str) -> str:
    """Draw effects around zero, with their table beside."""
    rows, cells = [], []
    for effect in effects:
        name = known(lang, "effect", effect.name)
        value = figure(effect.value, 1, signed=True)
        interval = told.span(effect.low, effect.high, 1, signed=True)
        says = word(lang, "effect_about", name=label(name), value=value, interval=interval)
        rows.append(Row(name, effect.value, effect.low, effect.high, value, says))
        cells.append([esc(name), esc(value), esc(interval)])
    plot = rows_plot(f"{key}-p", title, about, rows, spread(rows, zero=True), zero=0.0)
    head = [esc(word(lang, w)) for w in ("name", "effect", "interval")]
    head[0] = esc(word(lang, "measure"))
    return beside(plot, table(esc(title), head, cells))


def excluded_part(
    excluded: Sequence[tuple[str, int]], counted: int, lang: Lang, key: str = "excluded"
) -> str:
    """Draw how many votes are kept but not counted, by reason."""
    title, about = word(lang, "excluded"), word(lang, "excluded_about")
    if not excluded:
        return part(key, title, word(lang, "excluded_none"))
    excluded = [(told_in(lang, why), n) for why, n in excluded]
    whole = counted + sum(n for _, n in excluded)
    rows = [
        Row(why, n, 0.0, n, figure(n), f"{label(why)}: {figure(n)}", "rb-filled")
        for why, n in excluded
    ]
    plot = rows_plot(
        f"{key}-p", title, about, rows, scale(0, max(n for _, n in excluded), room=0.0)
    )
    cells = [[esc(why), figure(n), small_share(n / whole)] for why, n in excluded]
    head = [esc(word(lang, w)) for w in ("reason", "votes", "share")]
    return part(key, title, about, beside(plot, table(esc(title), head, cells)))


def small_share(value: float) -> str:
    """Write a share that may be less than one percent."""
    return share(value) if value >= 0.1 or not value else f"{value * 100:.2g}%"
