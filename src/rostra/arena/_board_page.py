"""The fragments of the board's page: what the web app places, and the stand-alone report holds."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from rostra.arena import _board_figures as told
from rostra.arena import _plots, _plots_votes
from rostra.arena._board_entrant import entrant_report
from rostra.arena._board_said import is_told_in, told_in
from rostra.arena._board_sheet import Sheet
from rostra.arena._board_words import WORDS, Lang, known, word
from rostra.arena._markup import esc, figure, label, tag
from rostra.arena._types import Board

REPORTED = 24
"""Entrants whose reports stand in the stand-alone report at most."""


@cache
def board_css() -> str:
    """Return the style sheet that every fragment needs (all its rules hang on `.rb`)."""
    return (files("rostra.arena") / "board.css").read_text("utf-8")


def fragments(sheet: Sheet, lang: Lang) -> dict[str, str]:
    """Return the parts of the board's page by name, in the order they should stand.

    Only those for which the sheet holds something. Each is well-formed, escaped, without inline
    style or script, and wants `board_css` and an ancestor of class `rb`.
    """
    board = sheet.board
    out = {"summary": summary(sheet, lang)}
    if board is None:
        out["excluded"] = _plots_votes.excluded_part(sheet.excluded, 0, lang)
        return out if sheet.excluded else {"summary": out["summary"]}
    out["ratings"] = _plots.ratings_part(board, lang)
    out["separated"] = _plots.separated_part(board, lang)
    out["spans"] = _plots.spans_part(board, lang)
    out["observed"] = _plots.wins_part(board, lang, "observed")
    out["predicted"] = _plots.wins_part(board, lang, "predicted")
    for kind in ("category", "lang"):
        parts = [p for p in sheet.parts if p.kind == kind]
        if parts:
            key = f"by-{kind}"
            out[key] = _plots_votes.parts_part(parts, board, lang, key)
    if len(sheet.over_time) > 1:
        out["over-time"] = _plots_votes.time_part(sheet.over_time, lang)
    if sheet.coverage is not None:
        out["coverage"] = _plots_votes.coverage_part(sheet.coverage, lang)
    if sheet.style:
        out["style"] = _plots_votes.style_part(sheet.style, sheet.shrunk, lang)
    if sheet.position is not None:
        out["position"] = _plots_votes.position_part(sheet.position, lang)
    out["excluded"] = _plots_votes.excluded_part(sheet.excluded, board.votes, lang)
    out["how"] = notes(board, lang)
    return out


def summary(sheet: Sheet, lang: Lang) -> str:
    """Say in a few sentences what the board is of, and what holds its scale."""
    board = sheet.board
    source = label(told_in(lang, sheet.source), 120) if sheet.source else ""
    title = word(lang, "of", source=source) if source else word(lang, "title")
    lines = [tag("h1", esc(title))]
    if board is None:
        why = word(lang, "empty", why=told_in(lang, sheet.why) or word(lang, "few"))
        lines.append(tag("p", esc(why), class_="rb-lead-in"))
    else:
        lines.append(tag("p", esc(_said(board, lang)), class_="rb-lead-in"))
    small = [word(lang, f"rule_{name}") for name in sheet.rules]
    if sheet.filters:
        glue, colon = (", ", " ") if lang == "en" else ("，", "：")
        named = (filter_words(lang, name, value) for name, value in sheet.filters)
        what = glue.join(f"{name}{colon}{value}" for name, value in named)
        small.append(word(lang, "filtered", what=what))
    if sheet.made_at is not None:
        small.append(word(lang, "made", at=f"{sheet.made_at:%Y-%m-%d %H:%M}"))
    if small:
        lines.append(tag("p", esc((" " if lang == "en" else "").join(small)), class_="rb-small"))
    return tag("header", *lines, class_="rb-head")


def _said(board: Board, lang: Lang) -> str:
    count = told.separation(board)
    met = int((board.meetings > 0).sum()) // 2
    said = [
        word(
            lang, "summary", votes=figure(board.votes), entrants=figure(len(board.ratings)),
            pairs=figure(met), all=figure(count.pairs), level=_plots.percent_of(board.level),
        ),
        word(lang, f"ties_{board.ties}"),
    ]  # fmt: skip
    base = figure(board.base)
    held = word(lang, "anchored", name=label(board.anchor, 120), base=base)
    said.append(held if board.anchor else word(lang, "centred", base=base))
    return (" " if lang == "en" else "").join(said)


def notes(board: Board, lang: Lang) -> str:
    """Say how the figures are made, and what the board noted."""
    told = [
        tag("li", esc(told_in(lang, note)), lang="" if is_told_in(lang, note) else "en")
        for note in board.notes
    ]
    extra = tag("ul", *told) if told else ""
    return _plots.part("how", word(lang, "how"), "", tag("p", esc(word(lang, "how_text"))), extra)


def report(sheet: Sheet, lang: Lang) -> str:
    """Write the whole board as one HTML file that needs no script and asks nothing of anyone.

    Its policy forbids everything but its own style sheet, which it names by hash.
    """
    board = sheet.board
    parts = fragments(sheet, lang)
    if board is not None:
        how = parts.pop("how")
        parts |= {"entrants": _entrants(sheet, board, lang), "how": how}
    style = board_css()
    proof = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{proof}'; base-uri 'none'; form-action 'none'"
    title = word(lang, "of", source=label(told_in(lang, sheet.source), 120)) if sheet.source else ""
    head = (
        '<meta charset="utf-8"/>',
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", esc(title or word(lang, "title"))),
        f"<style>{style}</style>",
    )
    first = parts.pop("summary")
    contents = _contents(parts, lang)
    body = tag("main", first, contents, *parts.values(), class_="rb-page")
    page = tag("html", tag("head", *head), tag("body", body, class_="rb"),
               lang=word(lang, "tongue"))  # fmt: skip
    return f"<!DOCTYPE html>\n{page}\n"


_TITLES = {
    "by-category": "by_category",
    "by-lang": "by_lang",
    "over-time": "over_time",
}


def _contents(parts: dict[str, str], lang: Lang) -> str:
    links = [
        tag("li", tag("a", esc(word(lang, _TITLES.get(name, name))), href=f"#{name}"))
        for name in parts
    ]
    listed = tag("ul", *links, class_="rb-contents")
    return tag("nav", listed, aria_label=word(lang, "contents")) if len(links) > 1 else ""


def _entrants(sheet: Sheet, board: Board, lang: Lang) -> str:
    told_of = [
        tag(
            "details", tag("summary", esc(rating.name)),
            entrant_report(sheet, rating.name, lang, level=3, key=f"entrant-{place + 1}"),
        )
        for place, rating in enumerate(board.ratings[:REPORTED])
    ]  # fmt: skip
    cut = word(lang, "matrix_cut", n=REPORTED, all=len(board.ratings))
    about = cut if len(board.ratings) > REPORTED else ""
    return _plots.part("entrants", word(lang, "entrants"), about, *told_of)


def filter_words(lang: Lang, name: str, value: str) -> tuple[str, str]:
    """Name a filter and its value in the page's language."""
    shown = {"lang": "language"}.get(name, name)
    named = WORDS[lang].get(shown, shown)
    return (named.lower() if lang == "en" else named), known(lang, name, label(value))
