"""Counting posts: all of a query, by the minute, and the terms that rise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from rostra.posts._engine import Engine
from rostra.posts._filters import TIME, Filters, Mutes, filters, narrowed
from rostra.posts._read import VISIBLE
from rostra.posts._types import EPOCH, Minute, Query, Rising
from rostra.text import COMMON

DAY = timedelta(days=1)

LEAST_PEOPLE = 5
"""Accounts that must write a term before it can rise (Mastodon's rule)."""

BEFORE = 24
"""Windows before the asked one that say what to expect."""

READ = 200_000
"""Posts read for rising terms; of more, those of a share of the authors are."""

PROPOSED = 1_000


def count(engine: Engine, query: Query, now: datetime, mutes: Mutes, share: float = 1.0) -> int:
    """Count the visible posts of a query; of one wording a share of the words must occur."""
    f = narrowed(query, now, mutes, share)
    sql = f"SELECT count() FROM posts WHERE {f.whole}"  # noqa: S608
    return int(engine.rows(sql, **f.values)[0][0])


def minutes(engine: Engine, query: Query, now: datetime, mutes: Mutes) -> tuple[Minute, ...]:
    """Count posts and distinct authors by minute; minutes without posts are left out.

    Without `since` the last day is counted. Where only network, source and language narrow the
    query, the counts come from the roll-up; minutes that are cut by the window or hold deleted
    or hidden posts are counted anew.
    """
    sql, values = minutes_sql(query, now, mutes)
    return tuple(Minute(*row) for row in engine.rows(sql, **values))


def minutes_sql(query: Query, now: datetime, mutes: Mutes) -> tuple[str, dict[str, Any]]:
    """Write the query that `minutes` asks, and its values."""
    until = min(query.until, now) if query.until else now
    since = query.since or until - DAY
    f = narrowed(replace(query, since=since), now, mutes)
    direct = f"SELECT {_MINUTE} AS at, {_TALLY} FROM posts WHERE {f.whole}"  # noqa: S608
    if f.late != "1" or f.rows != VISIBLE:
        return f"{direct} GROUP BY at ORDER BY at", f.values
    f.values["first"] = _minute(since + timedelta(minutes=1, microseconds=-1))
    f.values["last"] = _minute(until)
    return f"SELECT * FROM ({_rolled_up(f, direct)}) ORDER BY at", f.values  # noqa: S608


_MINUTE = "toStartOfMinute(created)"
_TALLY = "count(), uniqCombined(12)(author_key)"


def _rolled_up(f: Filters, direct: str) -> str:
    odd = (
        f"SELECT {_MINUTE} FROM posts WHERE {f.window} "  # noqa: S608
        f"AND ((key, rev) IN (SELECT key, rev FROM hidden) OR NOT ({f.veil.posts}))"
    )
    inner = f"{_MINUTE} >= {{first:{TIME}}} AND {_MINUTE} < {{last:{TIME}}}"
    rolled = f"{inner} AND {_MINUTE} NOT IN ({odd})"
    return (
        f"SELECT {_MINUTE} AS at, {_TALLY} FROM posts "  # noqa: S608
        f"WHERE {rolled} AND {f.columns} GROUP BY at "
        f"UNION ALL {direct} AND NOT ({rolled}) GROUP BY at"
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def rising(
    engine: Engine, query: Query, now: datetime, mutes: Mutes, limit: int
) -> tuple[Rising, ...]:
    """Find the words and #tags that more accounts write in the window than before it.

    The window is [since, until or now), by default the last hour; the `BEFORE` windows before
    it say what to expect. score = (o − e)² / e over distinct accounts, kept where o ≥ 5 and
    o > e ≥ 1, as in Mastodon's trends; reposts do not count.
    """
    until = min(query.until, now) if query.until else now
    since = query.since or until - timedelta(hours=1)
    window = until - since
    if window <= timedelta(0):
        return ()
    usual_since = since - min(BEFORE * window, max(since - EPOCH, timedelta(0)))
    inside = filters(replace(query, since=since, until=until), now, mutes)
    past = filters(replace(query, since=usual_since, until=since), now, mutes)
    share = _share(engine, inside)
    observed = dict(
        engine.rows(
            f"SELECT term, uniqExact(author_key) AS people {_TERMS_OF} "
            f"WHERE {inside.whole} AND NOT repost AND author_key % {share} = 0 "
            f"AND lengthUTF8(term) > 1 AND NOT match(term, '^[0-9.,:%]+$') "
            f"GROUP BY term HAVING people >= {LEAST_PEOPLE} ORDER BY people DESC LIMIT {PROPOSED}",
            **inside.values,
        )
    )
    usual = _usual(engine, past, list(observed), window)
    found = []
    for term, people in observed.items():
        expected = max(1.0, usual.get(term, 0.0))
        people *= share  # noqa: PLW2901
        if people > expected and term not in COMMON:
            found.append(Rising(term, people, expected, (people - expected) ** 2 / expected))
    found.sort(key=lambda r: (-r.score, -len(r.term), r.term))
    return tuple(_without_parts(found))[:limit]


_TERMS_OF = (
    "FROM posts ARRAY JOIN "
    "arrayDistinct(arrayConcat(splitByChar(' ', words), "
    "arrayMap(t -> concat('#', lower(t)), tags))) AS term"
)


def _usual(engine: Engine, past: Filters, terms: list[str], window: timedelta) -> dict[str, float]:
    """Accounts a window that wrote each term before, as a mean over the windows there are."""
    if not terms:
        return {}
    seconds = window.total_seconds()
    share = _share(engine, past)
    oldest = engine.rows(
        f"SELECT min(created), count() FROM posts WHERE {past.early}",  # noqa: S608
        **past.values,
    )[0]
    if not oldest[1]:
        return {}
    windows = max(1.0, (past.values["until"] - oldest[0]).total_seconds() / seconds)
    rows = engine.rows(
        f"SELECT term, uniqExact(author_key, intDiv(toUnixTimestamp(created), {seconds})) "
        f"{_TERMS_OF} WHERE {past.whole} AND NOT repost AND author_key % {share} = 0 "
        "AND term IN {terms:Array(String)} GROUP BY term",
        **past.values,
        terms=terms,
    )
    return {term: people * share / windows for term, people in rows}


def _share(engine: Engine, f: Filters) -> int:
    """Say of how many authors one must be read so that about `READ` posts are."""
    sql = f"SELECT count() FROM posts WHERE {f.window} AND {f.columns}"  # noqa: S608
    return 1 + int(engine.rows(sql, **f.values)[0][0]) // READ


def _without_parts(found: list[Rising]) -> Iterator[Rising]:
    """Leave out what rises only as part of another: 工智 in 人工智能, a word in its #tag."""
    kept: list[Rising] = []
    for term in found:
        whole = [k for k in kept if term.term.lstrip("#") in k.term or k.term in term.term]
        if not any(term.authors <= 1.2 * k.authors for k in whole):
            kept.append(term)
            yield term
