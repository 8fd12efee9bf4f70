"""What must go, goes: deleted text from the disk, old days, whole sources."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from rostra.posts._engine import Engine
from rostra.posts._filters import TIME
from rostra.posts._labels import forget_labels

_WAIT = 60.0
"""Seconds to wait for the engine to remove files it no longer needs."""

_TEXTUAL = ("posts", "vectors", "fine_vectors")

_NOW = "SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1"

_DEAD = """
SELECT p.key, p.rev, {now:DateTime64(6, 'UTC')} FROM posts AS p
INNER JOIN (SELECT key, max(rev) AS newest FROM posts WHERE rev > 0 GROUP BY key) AS n
ON p.key = n.key WHERE p.rev < n.newest
UNION ALL
SELECT p.key, p.rev, {now:DateTime64(6, 'UTC')} FROM posts AS p
INNER JOIN graves AS g ON p.key = g.name_key
WHERE g.kind = 'post' AND g.author_key IN (0, p.author_key)
UNION ALL
SELECT p.key, p.rev, {now:DateTime64(6, 'UTC')} FROM posts AS p
INNER JOIN graves AS g ON p.native_key = g.name_key
WHERE g.kind = 'native' AND g.author_key IN (0, p.author_key)
UNION ALL
SELECT p.key, p.rev, {now:DateTime64(6, 'UTC')} FROM posts AS p
INNER JOIN graves AS g ON p.author_key = g.author_key
WHERE g.kind = 'author' AND p.created <= g.at
"""


def mend(engine: Engine, now: datetime) -> None:
    """Hide what a killed process, or another one at the same moment, left unhidden."""
    engine.run(
        f"INSERT INTO hidden SELECT DISTINCT * FROM ({_DEAD}) AS dead "  # noqa: S608
        "WHERE (key, rev) NOT IN (SELECT key, rev FROM hidden)",
        now=now,
    )


def purge(engine: Engine, now: datetime, *, wait: bool = True) -> int:
    """Delete hidden rows and their vectors, and return how many posts that were.

    With `wait` it returns when the engine has removed the files that held them: then no byte
    of the deleted text is left in the folder.
    """
    mend(engine, now)
    rows = engine.rows(
        "SELECT count() FROM posts WHERE (key, rev) IN (SELECT key, rev FROM hidden)"
    )[0][0]
    if rows:
        hidden = "(key, rev) IN (SELECT key, rev FROM hidden)"
        for table in reversed(_TEXTUAL):
            _delete(engine, table, hidden)
    _forget_marks(engine)
    if wait:
        _await_removal(engine)
    return int(rows)


def _delete(engine: Engine, table: str, condition: str, **values: Any) -> None:
    """Rewrite the parts of a table that hold rows of the condition.

    Never a lightweight delete: a part with one pending answers without its text index.
    """
    engine.run(f"ALTER TABLE {table} DELETE WHERE {condition} {_NOW}", **values)


def _forget_marks(engine: Engine) -> None:
    """Drop what was only needed as long as the rows stood."""
    gone = "NOT IN (SELECT key, rev FROM posts)"
    if engine.rows(f"SELECT 1 FROM hidden WHERE (key, rev) {gone} LIMIT 1"):  # noqa: S608
        keys = "key IN (SELECT key FROM hidden) AND key NOT IN (SELECT key FROM posts)"
        for table in ("tallies", "aliases"):
            _delete(engine, table, keys)
        _delete(engine, "hidden", f"(key, rev) {gone}")


def _await_removal(engine: Engine) -> None:
    deadline = time.monotonic() + _WAIT
    sql = (
        "SELECT count() FROM system.parts WHERE database = currentDatabase() AND NOT active "
        "AND table IN {tables:Array(String)}"
    )
    while engine.rows(sql, tables=list(_TEXTUAL))[0][0] and time.monotonic() < deadline:
        time.sleep(0.2)


def forget_source(engine: Engine, source: str, now: datetime) -> tuple[str, ...]:
    """Delete all posts of a source with its cursor, gaps and labels, and return their ids.

    They leave no grave: the source may bring them again.
    """
    values = {"source": source, "now": now}
    ids = engine.rows("SELECT DISTINCT id FROM posts WHERE source = {source:String}", **values)
    engine.run(
        f"INSERT INTO hidden SELECT key, rev, {{now:{TIME}}} FROM posts "  # noqa: S608
        "WHERE source = {source:String}",
        **values,
    )
    for table in ("cursors", "gaps"):
        _delete(engine, table, "feed = {source:String}", source=source)
    forget_labels(engine, "source = {source:String}", source=source)
    if ids:
        purge(engine, now, wait=False)
    return tuple(row[0] for row in ids)


def size(engine: Engine) -> int:
    """Bytes on disk, files waiting for removal included."""
    sql = "SELECT sum(bytes_on_disk) FROM system.parts WHERE database = currentDatabase()"
    return int(engine.rows(sql)[0][0])


def retain(engine: Engine, days: int, max_bytes: int, now: datetime) -> int:
    """Drop posts older than `days` and, where the store is still too large, the oldest days.

    0 sets no limit. A whole partition (a day) goes at once; of an imported archive's year only
    the part that is too old. What went is written to `retired`. Returns the number of posts.
    """
    gone = 0
    if days:
        edge = (now - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
        for part, oldest, newest, _ in _partitions(engine):
            if newest < edge:
                gone += _drop(engine, part, newest, f"older than {days} days", now)
            elif oldest < edge:
                gone += _cut(engine, edge, f"older than {days} days", now)
        # A label is younger than its post; on an author it holds for posts to come.
        forget_labels(engine, f"NOT author AND at < {{edge:{TIME}}}", edge=edge)
    while max_bytes and _live_bytes(engine) > max_bytes:
        reason = f"more than {max_bytes} bytes"
        parts = _partitions(engine)
        if len(parts) > 1:
            gone += _drop(engine, parts[0][0], parts[0][2], reason, now)
        elif parts and parts[0][3] > 1:
            middle = engine.rows("SELECT quantileExact(0.5)(created) FROM posts")[0][0]
            gone += _cut(engine, max(middle, parts[0][1] + timedelta(microseconds=1)), reason, now)
        else:
            break
    if gone:
        _forget_marks(engine)
    return gone


def _live_bytes(engine: Engine) -> int:
    sql = (
        "SELECT sum(bytes_on_disk) FROM system.parts WHERE database = currentDatabase() AND active"
    )
    return int(engine.rows(sql)[0][0])


def _partitions(engine: Engine) -> list[tuple[str, datetime, datetime, int]]:
    """List the partitions of `posts` with their oldest and newest time and rows, oldest first."""
    rows = engine.rows(
        "SELECT _partition_id, min(created), max(created), count() FROM posts "
        "GROUP BY _partition_id ORDER BY max(created)"
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _drop(engine: Engine, part: str, newest: datetime, reason: str, now: datetime) -> int:
    sql = "SELECT count() FROM posts WHERE _partition_id = {part:String}"
    posts = int(engine.rows(sql, part=part)[0][0])
    for table in reversed(_TEXTUAL):
        engine.run(f"ALTER TABLE {table} DROP PARTITION ID '{part}'")
    _record(engine, newest, posts, reason, now)
    return posts


def _cut(engine: Engine, edge: datetime, reason: str, now: datetime) -> int:
    older = f"created < {{edge:{TIME}}}"
    posts = int(engine.rows(f"SELECT count() FROM posts WHERE {older}", edge=edge)[0][0])  # noqa: S608
    for table in reversed(_TEXTUAL):
        _delete(engine, table, older, edge=edge)
    _record(engine, edge, posts, reason, now)
    return posts


def _record(engine: Engine, until: datetime, posts: int, reason: str, now: datetime) -> None:
    engine.run(
        f"INSERT INTO retired VALUES ({{until:{TIME}}}, {{posts:UInt64}}, {{reason:String}}, "  # noqa: S608
        f"{{now:{TIME}}})",
        until=until,
        posts=posts,
        reason=reason,
        now=now,
    )
