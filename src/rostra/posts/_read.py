"""Reading posts without ranking them: by id, thread, author, newest, counts, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rostra.posts._columns import READ, post_of
from rostra.posts._engine import Engine, numbers
from rostra.posts._intake import key_of
from rostra.posts._labels import Veil, labelled
from rostra.posts._types import SAMPLE, Post

VISIBLE = "(key, rev) NOT IN (SELECT key, rev FROM hidden)"
"""Rows that were neither deleted nor replaced."""

_TIME = "DateTime64(6, 'UTC')"
_THREAD_ROUNDS = 40
_THREAD_POSTS = 2_000


def posts_where(
    engine: Engine, veil: Veil, condition: str, tail: str = "", **values: Any
) -> list[Post]:
    """Read the visible posts of a condition, each in its newest revision.

    Counts are up to date, labels those that stand now; a post that a label hides is left out.
    """
    sql = (
        f"SELECT key, {READ} FROM posts WHERE {condition} AND {VISIBLE} "  # noqa: S608
        f"ORDER BY rev DESC LIMIT 1 BY key"
    )
    if tail:
        sql = f"SELECT * FROM ({sql}) {tail}"  # noqa: S608
    rows = engine.rows(sql, **values)
    counts = tallies(engine, [row[0] for row in rows])
    found = [post_of(row[1:], *counts.get(row[0], (0, 0, 0))) for row in rows]
    return labelled(engine, found, veil)


def tallies(engine: Engine, keys: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Sum what came and went since the posts of these keys were written."""
    if not keys:
        return {}
    rows = engine.rows(
        "SELECT key, sum(likes), sum(reposts), sum(replies) FROM tallies "
        "WHERE key IN {keys:Array(UInt64)} GROUP BY key",
        keys=numbers(keys),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def get(engine: Engine, veil: Veil, ids: Iterable[str]) -> dict[str, Post]:
    """Read posts by id; those that are unknown or gone are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    found = posts_where(
        engine,
        veil,
        "(created, key) IN (SELECT created, key FROM posts WHERE key IN {keys:Array(UInt64)})",
        keys=numbers(map(key_of, wanted)),
    )
    by_id = {post.id: post for post in found}
    return {post_id: by_id[post_id] for post_id in wanted if post_id in by_id}


def thread(engine: Engine, veil: Veil, post_id: str) -> tuple[Post, ...]:
    """Read the whole thread a post stands in, oldest first.

    Goes by `root` where the network tells it and by `reply_to` where not, so a thread whose
    middle never reached us is still found from either end as far as the links hold.
    """
    found = get(engine, veil, [post_id])
    if not found:
        return ()
    tried = {post_id}
    for _ in range(_THREAD_ROUNDS):
        above = {n for p in found.values() for n in (p.root, p.reply_to) if n} - tried
        below = _answers(engine, veil, found.keys() | {p.root for p in found.values() if p.root})
        new = {p.id: p for p in below if p.id not in found}
        new |= {i: p for i, p in get(engine, veil, above).items() if i not in found}
        tried |= above
        found |= new
        if not new or len(found) >= _THREAD_POSTS:
            break
    return tuple(sorted(found.values(), key=lambda post: (post.created, post.id)))


def _answers(engine: Engine, veil: Veil, ids: Iterable[str]) -> list[Post]:
    return posts_where(
        engine,
        veil,
        "(root_key IN {keys:Array(UInt64)} OR reply_key IN {keys:Array(UInt64)})",
        f"ORDER BY created LIMIT {_THREAD_POSTS}",
        keys=numbers(map(key_of, ids)),
    )


def timeline(
    engine: Engine, veil: Veil, author: str, before: datetime, limit: int, *, sample: bool
) -> tuple[Post, ...]:
    """Read an author's posts (by id or handle) created up to `before`, newest first."""
    return tuple(
        posts_where(
            engine,
            veil,
            f"(author_key = {{key:UInt64}} OR handle = {{handle:String}}) "
            f"AND created <= {{before:{_TIME}}} AND {side(sample=sample)} AND {veil.posts}",
            "ORDER BY created DESC, key LIMIT {limit:UInt32}",
            key=key_of(author),
            handle=author.removeprefix("@"),
            before=before,
            limit=limit,
            **veil.values,
        )
    )


def side(*, sample: bool) -> str:
    """Condition that keeps the sample feed and live posts apart."""
    return f"source {'=' if sample else '!='} '{SAMPLE}'"


def natives(engine: Engine, source: str, since: datetime, limit: int) -> tuple[str, ...]:
    """Read the local ids of a source's visible posts first seen since then, the last seen first."""
    kept = f"source = {{source:String}} AND {VISIBLE}"
    newest = (
        f"SELECT created, key FROM posts WHERE {kept} AND native_key != 0 "  # noqa: S608
        f"AND seen >= {{since:{_TIME}}} ORDER BY seen DESC LIMIT {{limit:UInt32}}"
    )
    rows = engine.rows(
        "SELECT JSONExtractString(more, 'native') FROM posts "  # noqa: S608
        f"WHERE (created, key) IN ({newest}) AND {kept} ORDER BY seen DESC",
        source=source,
        since=since,
        limit=limit,
    )
    return tuple(dict.fromkeys(row[0] for row in rows))


def sources(engine: Engine) -> dict[str, int]:
    """Count the visible posts of each source."""
    return dict(
        engine.rows(
            f"SELECT source, count() FROM posts WHERE {VISIBLE} GROUP BY source ORDER BY source"  # noqa: S608
        )
    )
