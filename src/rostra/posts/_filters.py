"""What a query leaves out, as conditions of SQL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rostra.posts._engine import Engine
from rostra.posts._intake import key_of
from rostra.posts._read import VISIBLE, side
from rostra.posts._types import Query
from rostra.text import simplify, traditional

TIME = "DateTime64(6, 'UTC')"


@dataclass(frozen=True, slots=True)
class Mutes:
    """Authors (ids or handles) and words the operator does not want to see."""

    authors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions and their values.

    `window` and `rows` can be tested on every row; `late` reads the text and is tested on
    candidates only.
    """

    window: str
    rows: str
    late: str
    values: dict[str, Any] = field(default_factory=dict)


def filters(query: Query, now: datetime, mutes: Mutes) -> Filters:
    """Build the conditions of a query asked at `now`."""
    values: dict[str, Any] = {"now": now}
    window = [f"created <= {{now:{TIME}}}"]
    if query.since:
        window.append(f"created >= {{since:{TIME}}}")
        values["since"] = query.since
    if query.until:
        window.append(f"created < {{until:{TIME}}}")
        values["until"] = query.until
    rows = [side(query.sample), VISIBLE]
    for column in ("network", "source", "lang"):
        if wanted := getattr(query, f"{column}s"):
            rows.append(f"{column} IN {{{column}s:Array(String)}}")
            values[f"{column}s"] = list(wanted)
    if query.authors:
        rows.append(_by_author("authors"))
        values |= _author_values("authors", query.authors)
    if query.min_likes > 0:
        # Likes come after the post: the sum is tested, but only for posts it can lift.
        rows.append(
            "(likes >= {min_likes:Int64} OR key IN (SELECT key FROM tallies WHERE likes > 0))"
        )
        values["min_likes"] = query.min_likes
    if mutes.authors:
        rows.append(f"NOT {_by_author('muted')}")
        values |= _author_values("muted", mutes.authors)
    late = []
    for at, phrase in enumerate([*query.phrases, *query.words]):
        late.append(f"match(text, {{phrase{at}:String}})")
        values[f"phrase{at}"] = pattern([phrase])
    if mutes.words:
        late.append("NOT match(text, {unwanted:String})")
        values["unwanted"] = pattern(mutes.words)
    return Filters(" AND ".join(window), " AND ".join(rows), " AND ".join(late) or "1", values)


def pattern(phrases: Sequence[str]) -> str:
    """Make an RE2 pattern for any of some phrases, in simplified and traditional characters.

    A Latin word matches as a whole word; Han text matches anywhere, since nothing parts its
    words.
    """
    forms = {form for p in phrases for form in (p, simplify(p), traditional(p)) if form.strip()}
    return "(?i)" + "|".join(_bounded(form.strip()) for form in sorted(forms))


def _bounded(form: str) -> str:
    before = r"\b" if _is_latin(form[0]) else ""
    after = r"\b" if _is_latin(form[-1]) else ""
    return before + re.escape(form) + after


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _by_author(name: str) -> str:
    keys, handles = f"{{{name}_keys:Array(UInt64)}}", f"{{{name}_handles:Array(String)}}"
    return f"(author_key IN {keys} OR lower(handle) IN {handles})"


def _author_values(name: str, authors: Sequence[str]) -> dict[str, Any]:
    return {
        f"{name}_keys": [key_of(author) for author in authors],
        f"{name}_handles": [author.removeprefix("@").lower() for author in authors],
    }


def read_mutes(engine: Engine) -> Mutes:
    """Read what is muted now."""
    rows = engine.rows(
        "SELECT kind, value FROM mutes GROUP BY kind, value HAVING argMax(muted, at) "
        "ORDER BY kind, value"
    )
    return Mutes(
        tuple(value for kind, value in rows if kind == "author"),
        tuple(value for kind, value in rows if kind == "word"),
    )
