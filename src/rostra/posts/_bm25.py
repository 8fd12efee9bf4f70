"""BM25 in SQL: candidates from the text index, scored over their words."""

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

NEWEST = 10_000
"""Posts a term may offer: the newest that hold it."""

SCORED = 200
"""Candidates whose words are read and counted."""

COMMON = 0.03
"""A term in more than this share of posts proposes no candidates where a rarer one does."""

REMEMBERED = 20_000
STEADY = 1_000
"""A count from which on ten minutes change little."""


@dataclass(slots=True)
class Statistics:
    """Document frequencies and mean length, remembered for the ten minutes they were asked in.

    A rare term is counted each time: it may be the word of the hour.
    """

    _known: dict[str, Any] = field(default_factory=dict)
    _period: datetime = EPOCH

    def frequencies(
        self, engine: Engine, terms: Sequence[str], now: datetime
    ) -> tuple[int, float, dict[str, int]]:
        """Return the number of posts, their mean length in terms, and each term's frequency.

        Counted over what was posted up to `now`, deleted posts included (a purge ends that).
        """
        period = now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)
        if period != self._period or len(self._known) > REMEMBERED:
            self._known, self._period = {}, period
        known = self._known
        missing = [term for term in terms if term not in known]
        posts, newest = engine.rows("SELECT count(), max(created) FROM posts")[0]
        # Without a test of the time a count is read from the index alone.
        then = "1" if now >= newest else f"created <= {{now:{TIME}}}"
        counts = [
            f"SELECT {at}, toFloat64(count()) FROM posts WHERE {then} "  # noqa: S608
            f"AND hasAllTokens(words, [{{t{at}:String}}])"
            for at in range(len(missing))
        ]
        if then != "1":
            counts.append(f"SELECT -1, toFloat64(count()) FROM posts WHERE {then}")  # noqa: S608
        if "" not in known:
            counts.append(f"SELECT -2, avg(length) FROM posts WHERE {then}")  # noqa: S608
        values = {f"t{at}": term for at, term in enumerate(missing)}
        found = dict(engine.rows(" UNION ALL ".join(counts), now=now, **values)) if counts else {}
        posts = int(found.get(-1, posts))
        length = known[""] if "" in known else found[-2]
        fresh = {term: int(found[at]) for at, term in enumerate(missing)}
        if posts >= STEADY:
            known[""] = length
            known.update({term: count for term, count in fresh.items() if count >= STEADY})
        frequency = {term: fresh[term] if term in fresh else known[term] for term in terms}
        return posts, length, frequency


def bm25(
    engine: Engine,
    text: str,
    conditions: Filters,
    needed: Sequence[str],
    statistics: Statistics,
    limit: int,
) -> Sequence[tuple[int, int, datetime]]:
    """Rank posts by BM25 and return (key, rev, created) of the best.

    Each term offers its newest posts. BM25 as if each term stood once, which needs the index
    and the length only, picks `SCORED` of them, whose words are then read and counted. `needed`
    phrases must stand in the text: the index narrows the search to posts that hold their words,
    and where that gives too few (Han text may be cut differently in its place) all posts of the
    window are read.
    """
    found: Sequence[tuple[int, int, datetime]] = []
    if asked := bm25_sql(engine, text, conditions, needed, statistics):
        sql, _, values = asked
        found = engine.rows(f"{sql} LIMIT {limit}", **values)
    if needed and len(found) < limit:
        found = [*found, *(row for row in _scanned(engine, conditions, limit) if row not in found)]
    return found[:limit]


def bm25_sql(
    engine: Engine, text: str, conditions: Filters, needed: Sequence[str], statistics: Statistics
) -> tuple[str, str, dict[str, Any]] | None:
    """Write the query for a text, the part of it that proposes candidates, and the values.

    None where no post holds any of the words.
    """
    terms = query_terms(text)[:ASKED]
    posts, length, frequency = statistics.frequencies(engine, terms, conditions.values["now"])
    weight = {t: _idf(posts, n) for t, n in frequency.items() if n}
    if not weight:
        return None
    best = sorted(weight, key=lambda t: -weight[t])[:TERMS]
    offering = [t for t in best if frequency[t] <= max(COMMON * posts, NEWEST)] or best[:1]
    norm = f"{K1 * (1 - B):.4f} + {K1 * B / length:.6f} * length"
    offers = _offers(conditions, best, offering, weight, norm)
    values = conditions.values | {f"t{at}": term for at, term in enumerate(best)}
    must = [term for phrase in needed for term in query_terms(phrase)]
    if must:
        values["must"] = must
        offers = offers.replace("/*must*/", "AND hasAllTokens(words, {must:Array(String)})")
    return _scored(conditions, best, offers, weight, norm), offers, values


def _idf(posts: int, frequency: int) -> float:
    return math.log(1 + (posts - frequency + 0.5) / (frequency + 0.5))


def _offers(
    conditions: Filters,
    best: Sequence[str],
    offering: Sequence[str],
    weight: dict[str, float],
    norm: str,
) -> str:
    """Offer each term's newest posts with its share of the score, straight from the index."""
    return " UNION ALL ".join(
        f"(SELECT key, created, author_key, {weight[term]:.5f} / (1 + {norm}) AS share FROM posts "  # noqa: S608
        f"WHERE {conditions.early} AND hasAllTokens(words, [{{t{at}:String}}]) /*must*/ "
        f"ORDER BY created DESC LIMIT {NEWEST})"
        for at, term in enumerate(best)
        if term in offering
    )


def _scored(
    conditions: Filters, best: Sequence[str], offers: str, weight: dict[str, float], norm: str
) -> str:
    """Take the most promising of the offered posts and rank them by BM25 over their words."""
    counts = [
        f"countSubstrings(words, concat(' ', {{t{at}:String}}, ' '))" for at in range(len(best))
    ]
    score = " + ".join(
        f"{weight[term]:.5f} * {count} / ({count} + {norm})"
        for term, count in zip(best, counts, strict=True)
    )
    return (
        "SELECT key, rev, created FROM posts WHERE (created, key) IN ("  # noqa: S608
        f"SELECT created, key FROM ({offers}) WHERE {conditions.veil.posts} "
        f"GROUP BY created, key ORDER BY sum(share) DESC, created DESC LIMIT {SCORED}"
        f") AND {conditions.rows} AND {conditions.late} ORDER BY {score} DESC, created DESC, key"
    )


def _scanned(
    engine: Engine, conditions: Filters, limit: int
) -> Sequence[tuple[int, int, datetime]]:
    sql = (
        f"SELECT key, rev, created FROM posts WHERE {conditions.whole} "  # noqa: S608
        f"ORDER BY created DESC, key LIMIT {limit}"
    )
    return engine.rows(sql, **conditions.values)
