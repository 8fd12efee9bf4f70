"""A badge to embed elsewhere: one small picture with an entrant's rank interval and rating."""

from __future__ import annotations

from rostra.arena import _board_figures as told
from rostra.arena._board_words import Lang, word
from rostra.arena._markup import columns, esc, label, shortened, tag
from rostra.arena._types import Board

LETTER = 6.7
HIGH = 22
PAD = 8


def badge(board: Board, name: str, lang: Lang) -> str:
    """Draw "name | rank 2–4 · 1281 ±5" as an SVG file; raises ArenaError for an unknown name.

    Colours are attributes, for a page that forbids styles; it says the same to a screen reader.
    """
    rating = board.ratings[told.place_of(board, name)]
    margin = told.with_margin(rating, told.digits(board))
    left = shortened(name, 32)
    right = word(lang, "badge", rank=told.rank(rating), rating=margin)
    about = word(lang, "badge_about", name=label(name, 120), rank=told.rank(rating), rating=margin)
    widths = [LETTER * columns(text) for text in (left, right)]
    split, whole = widths[0] + 2 * PAD, sum(widths) + 4 * PAD
    return tag(
        "svg", tag("title", esc(about)),
        tag("rect", width=whole, height=HIGH, rx="4", fill="#1a5fa0"),
        tag("path", d=f"M4,0H{split:.1f}V{HIGH}H4A4,4 0 0 1 0,{HIGH - 4}V4A4,4 0 0 1 4,0Z",
            fill="#33363b"),
        _text(left, PAD, widths[0]), _text(right, split + PAD, widths[1]),
        xmlns="http://www.w3.org/2000/svg", role="img", aria_label=about,
        width=whole, height=HIGH, viewBox=f"0 0 {whole:.1f} {HIGH}", lang=word(lang, "tongue"),
    )  # fmt: skip


def _text(text: str, x: float, width: float) -> str:
    return tag(
        "text", esc(text), x=x, y="15", textLength=f"{width:.1f}", fill="#ffffff",
        font_size="12", lengthAdjust="spacingAndGlyphs",
        font_family="system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', sans-serif",
    )  # fmt: skip
