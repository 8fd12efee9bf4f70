"""What a board is asked for, read from an address; what cannot be meant is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from rostra.app import BoardWish
from rostra.arena import CATEGORIES

LANGS = ("zh", "en", "ja", "ko", "es", "fr", "de", "ru", "ar", "pt")
"""Languages of questions that the filter offers."""
MODES = ("feed", "plain", "feed-fun", "plain-fun")
TIES = ("half", "rao-kupper", "davidson")
PEOPLE = ("account", "key", "cookie")
"""Kinds of voters that are people."""


def wish_of(query: Mapping[str, str]) -> BoardWish:
    """Read a wish: lang, category, mode, since and until (days, UTC), style, ties, voters."""
    told: dict[str, Any] = {
        "lang": _lang(query.get("lang", "")),
        "category": _one_of(query.get("category", ""), CATEGORIES),
        "mode": _one_of(query.get("mode", ""), MODES),
        "since": _day(query.get("since", "")),
        "until": _day(query.get("until", ""), days=1),
        "style": query.get("style", "") == "on",
        "kinds": PEOPLE if query.get("voters", "") == "people" else (),
        "ties": _one_of(query.get("ties", ""), TIES) or "half",
    }
    return BoardWish(**told)


def query_of(wish: BoardWish) -> dict[str, str]:
    """Write a wish as it stands in an address: only what it asks for."""
    until = wish.until - timedelta(days=1) if wish.until else None
    told = {
        "lang": wish.lang,
        "category": wish.category,
        "mode": wish.mode,
        "since": f"{wish.since:%Y-%m-%d}" if wish.since else "",
        "until": f"{until:%Y-%m-%d}" if until else "",
        "style": "on" if wish.style else "",
        "voters": "people" if wish.kinds else "",
        "ties": "" if wish.ties == "half" else wish.ties,
    }
    return {name: value for name, value in told.items() if value}


def address(path: str, wish: BoardWish, **more: str) -> str:
    """Return a path with a wish behind it."""
    query = urlencode({**query_of(wish), **more})
    return f"{path}?{query}" if query else path


def _one_of(said: str, known: tuple[str, ...]) -> str:
    return said if said in known else ""


def _lang(said: str) -> str:
    return said if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?", said) else ""


def _day(said: str, days: int = 0) -> datetime | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        return None
    try:
        day = date.fromisoformat(said) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time(), UTC)
