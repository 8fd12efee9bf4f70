"""What a query leaves out, as conditions of SQL."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rostra.posts._intake import key_of
from rostra.posts._labels import Veil
from rostra.posts._read import VISIBLE, side
from rostra.posts._terms import query_terms
from rostra.posts._types import Query
from rostra.text import simplify, traditional

TIME = "DateTime64(6, 'UTC')"


@dataclass(frozen=True, slots=True)
class Mutes:
    """Authors (ids or handles) and words the operator does not want to see, labels that hide."""

    authors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    veil: Veil = field(default=Veil(), compare=False)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions and their values.

    `window` is the time, `columns` what the roll-up knows too, `rows` what can be tested on
    every row; `late` reads the text and is best tested on candidates only.
    """

    window: str
    columns: str
    rows: str
    late: str
    values: dict[str, Any] = field(default_factory=dict)
    veil: Veil = field(default=Veil())

    @property
    def early(self) -> str:
        """All that does not read the text."""
        return f"{self.window} AND {self.columns} AND {self.rows}"

    @property
    def whole(self) -> str:
        """All conditions, and that no label hides the row."""
        return f"{self.early} AND {self.late} AND {self.veil.posts}"


def filters(query: Query, now: datetime, mutes: Mutes) -> Filters:
    """Build the conditions of a query asked at `now`; its text is left to the lists."""
    values: dict[str, Any] = {"now": now, **mutes.veil.values}
    window = [f"created <= {{now:{TIME}}}"]
    if query.since:
        window.append(f"created >= {{since:{TIME}}}")
        values["since"] = query.since
    if query.until:
        window.append(f"created < {{until:{TIME}}}")
        values["until"] = query.until
    columns = [side(sample=query.sample)]
    for column in ("network", "source", "lang"):
        if wanted := getattr(query, f"{column}s"):
            columns.append(f"{column} IN {{{column}s:Array(String)}}")
            values[f"{column}s"] = list(wanted)
    rows = [VISIBLE]
    if query.authors:
        rows.append(_by_author("authors"))
        values |= _author_values("authors", query.authors)
    if query.min_likes > 0:
        # Likes come after the post: the sum is tested later, for what it could lift.
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
    return Filters(
        " AND ".join(window),
        " AND ".join(columns),
        " AND ".join(rows),
        " AND ".join(late) or "1",
        values,
        mutes.veil,
    )


def narrowed(query: Query, now: datetime, mutes: Mutes, share: float = 1.0) -> Filters:
    """Build the conditions of a query with its text: a share of the words of one wording."""
    found = filters(query, now, mutes)
    wordings = [terms for text in (query.text, *query.variants) if (terms := query_terms(text))]
    if not wordings:
        return found
    tests = []
    for at, terms in enumerate(wordings):
        needed = math.ceil(share * len(terms))
        if needed == len(terms):
            tests.append(f"hasAllTokens(words, {{wording{at}:Array(String)}})")
            found.values[f"wording{at}"] = terms
        else:
            names = [f"word{at}_{n}" for n in range(len(terms))]
            found.values.update(zip(names, terms, strict=True))
            held = [f"hasAllTokens(words, [{{{name}:String}}])" for name in names]
            # The second condition lets the engine go by the index.
            tests.append(f"({' + '.join(held)} >= {needed} AND ({' OR '.join(held)}))")
    return replace(found, rows=f"{found.rows} AND ({' OR '.join(tests)})")


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
