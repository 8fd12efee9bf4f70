"""BM25 in SQL: what the text index holds of each post, scored in one reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rostra.posts._engine import Engine
from rostra.posts._filters import TIME, Filters
from rostra.posts._terms import query_terms
from rostra.posts._types import EPOCH

K1, B = 1.2, 0.75
"""Robertson and Zaragoza 2009, the usual values: saturation of repeats, weight of length."""

ASKED = 64
"""Terms of a query that are counted, the first ones: each costs a look into the index."""

TERMS = 24
"""Terms of a query that count; the rarest ones."""

COMMON, FEW, MANY = 0.03, 10_000, 100_000
"""A term in more than this share of posts, but for `FEW`, and in any case one in more than `MANY`
posts, proposes no candidates where a rarer one does."""

SCORED = 200_000
"""Posts that are scored at most: the newest that hold a proposed term."""

REMEMBERED = 20_000
STEADY = 1_000
"""A count from which on ten minutes change little."""


@dataclass(slots=True)
class Statistics:
    """Document frequencies and mean length, remembered for the ten minutes they were asked in.

    A rare term is counted again as soon as there are new posts: it may be the word of the hour.
    """

    _known: dict[str, Any] = field(default_factory=dict)
    _period: datetime = EPOCH
    _counted: tuple[int, datetime] = (0, EPOCH)

    def frequencies(
        self, engine: Engine, terms: Sequence[str], now: datetime
    ) -> tuple[int, float, dict[str, int]]:
        """Return the number of posts, their mean length in terms, and each term's frequency.

        Counted over what was posted up to `now`, deleted posts included (a purge ends that).
        """
        posts, newest = engine.rows("SELECT count(), max(created) FROM posts")[0]
        # Without a test of the time a count is read from the index alone.
        then = "1" if now >= newest else f"created <= {{now:{TIME}}}"

        known = self._still_known(now, (posts, min(now, newest)))
        missing = [term for term in terms if term not in known]
        held = [f"hasAllTokens(words, [{{t{at}:String}}])" for at in range(len(missing))]
        values = {f"t{at}": term for at, term in enumerate(missing)}

        def ask(what: str, condition: str = "1") -> Sequence[Any]:
            sql = f"SELECT {what} FROM posts WHERE {then} AND {condition}"  # noqa: S608
            return engine.rows(sql, now=now, **values)[0]

        if then != "1":
            posts = ask("count()")[0]
        if "" not in known:
            known[""] = ask("avg(length)")[0]
        if missing:
            # One reading for all terms costs half of one for each.
            counts = ask(", ".join(f"countIf({one})" for one in held), f"({' OR '.join(held)})")
            known.update(zip(missing, map(int, counts), strict=True))
        return posts, known[""], {term: known[term] for term in terms}

    def _still_known(self, now: datetime, counted: tuple[int, datetime]) -> dict[str, Any]:
        period = now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)
        if period != self._period or counted[0] < STEADY or len(self._known) > REMEMBERED:
            self._known = {}
        elif counted != self._counted:
            known = self._known.items()
            self._known = {term: n for term, n in known if n >= STEADY or not term}
        self._period, self._counted = period, counted
        return self._known


def bm25(
    engine: Engine,
    text: str,
    conditions: Filters,
    needed: Sequence[str],
    statistics: Statistics,
    limit: int,
) -> Sequence[tuple[int, int, datetime]]:
    """Rank posts by BM25 and return (key, rev, created) of the best.

    `needed` phrases must stand in the text: the index narrows the search to posts that hold
    their words, and where that gives too few (Han text may be cut differently in its place) all
    posts of the window are read.
    """
    found: Sequence[tuple[int, int, datetime]] = []
    if asked := bm25_sql(engine, text, conditions, needed, statistics, limit):
        sql, values = asked
        found = engine.rows(sql, **values)
    if needed and len(found) < limit:
        found = [*found, *(row for row in _scanned(engine, conditions, limit) if row not in found)]
    return found[:limit]


def bm25_sql(
    engine: Engine,
    text: str,
    conditions: Filters,
    needed: Sequence[str],
    statistics: Statistics,
    limit: int,
) -> tuple[str, dict[str, Any]] | None:
    """Write the query for a text, and its values. None where no post holds any of the words."""
    terms = query_terms(text)[:ASKED]
    posts, length, frequency = statistics.frequencies(engine, terms, conditions.values["now"])
    weight = {t: _idf(posts, n) for t, n in frequency.items() if n}
    if not weight:
        return None
    best = sorted(weight, key=lambda t: -weight[t])[:TERMS]
    most = min(max(COMMON * posts, FEW), MANY)
    offering = [t for t in best if frequency[t] <= most] or best[:1]
    norm = f"{K1 * (1 - B):.4f} + {K1 * B / length:.6f} * length"
    held = {t: f"hasAllTokens(words, [{{t{at}:String}}])" for at, t in enumerate(best)}
    score = " + ".join(
        # A term that is held stands once, and again as often as among the repeats.
        f"{weight[t]:.5f} * {held[t]} * (1 - ({norm}) / (1 + {norm} + "
        f"countSubstrings(repeats, concat(' ', {{t{at}:String}}, ' '))))"
        for at, t in enumerate(best)
    )
    values = conditions.values | {f"t{at}": term for at, term in enumerate(best)}
    proposed = f"({' OR '.join(held[t] for t in offering)})"
    if must := [term for phrase in needed for term in query_terms(phrase)]:
        values["must"] = must
        proposed += " AND hasAllTokens(words, {must:Array(String)})"
    # What is only scored by stands in the condition too, or the engine cuts the words for it.
    scored = (
        f"SELECT key, rev, created, text, {score} AS score FROM posts WHERE {conditions.early} "  # noqa: S608
        f"AND {proposed} AND ({' OR '.join(held.values())}) AND {conditions.veil.posts}"
    )
    if sum(frequency[t] for t in offering) > SCORED:
        scored += f" ORDER BY created DESC LIMIT {SCORED}"
    return (
        # The text is read of the best only, and only where it is tested.
        f"SELECT key, rev, created FROM (SELECT * FROM ({scored}) "  # noqa: S608
        f"ORDER BY score DESC, created DESC, key LIMIT {limit}) "
        f"WHERE {conditions.late} ORDER BY score DESC, created DESC, key"
    ), values


def _idf(posts: int, frequency: int) -> float:
    return math.log(1 + (posts - frequency + 0.5) / (frequency + 0.5))


def _scanned(
    engine: Engine, conditions: Filters, limit: int
) -> Sequence[tuple[int, int, datetime]]:
    sql = (
        f"SELECT key, rev, created FROM posts WHERE {conditions.whole} "  # noqa: S608
        f"ORDER BY created DESC, key LIMIT {limit}"
    )
    return engine.rows(sql, **conditions.values)
