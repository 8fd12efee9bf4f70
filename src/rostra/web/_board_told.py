"""What every page of the board tells: its fragments, its style sheet, the board as data."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from rostra.app import App, BoardAsked, BoardWish
from rostra.arena import board_css
from rostra.errors import Unrated

if TYPE_CHECKING:
    from markupsafe import Markup

DEMO = "demo:"
"""How the source of a board begins where no vote was ever kept here."""
IMPORT_BYTES = 50_000_000
"""A file of votes may be so large; larger ones come by the command line."""
_HEADLINE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


def trusted(html: str) -> Markup:
    """Let a fragment of the arena's room stand as it is: it escapes every name and every word."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704 - made by rostra.arena's fragments, never by a page


def headline(fragment: str) -> Markup:
    """Return the words of a fragment's headline, as they are escaped there."""
    found = _HEADLINE.search(fragment)
    return trusted(re.sub(r"<[^>]+>", "", found[1]) if found else "")


def without_title(summary: str) -> str:
    """Leave out the headline of the summary: the page has its own."""
    head, found, rest = summary.partition("</h1>")
    return f"{head[: head.find('<h1')]}{rest}" if found else summary


def rated_of(app: App, wish: BoardWish | None = None) -> dict[str, Any]:
    """Return the board as data, {} where nothing can be rated."""
    try:
        told: dict[str, Any] = json.loads(app.board(BoardAsked(wish or BoardWish())))
    except Unrated:
        return {}
    return told


def is_demo(rated: dict[str, Any]) -> bool:
    """Whether a board is the demo's."""
    return str(rated.get("source", "")).startswith(DEMO)


async def part_of(app: App, asked: BoardAsked) -> tuple[Markup, dict[str, Any]]:
    """Return a fragment and the board that it is of; raises ArenaError for unknown names."""

    def made() -> tuple[Markup, dict[str, Any]]:
        return trusted(app.board(asked)), rated_of(app, asked.wish)

    return await asyncio.to_thread(made)


@cache
def look() -> tuple[bytes, str]:
    """Return the board's own style sheet, and the beginning of its SHA-256."""
    body = board_css().encode()
    return body, hashlib.sha256(body).hexdigest()[:12]


def look_address() -> str:
    """Return where the board's style sheet is; a changed one has another address."""
    return f"/board/look.css?v={look()[1]}"
