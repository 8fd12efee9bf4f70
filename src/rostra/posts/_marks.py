"""Small notes beside the posts: how far a feed was read, what it missed, what is muted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rostra.posts._engine import Engine
from rostra.posts._filters import TIME, Mutes


def cursor(engine: Engine, feed: str) -> str:
    """Read the cursor a feed goes on from; "" where none was saved."""
    rows = engine.rows(
        "SELECT argMax(value, at) FROM cursors WHERE feed = {feed:String} GROUP BY feed", feed=feed
    )
    return str(rows[0][0]) if rows else ""


def save_cursor(engine: Engine, feed: str, value: str, now: datetime) -> None:
    """Write a feed's cursor down; the last one written counts, even if the clock went back."""
    last = "(SELECT max(at) FROM cursors WHERE feed = {feed:String})"
    engine.run(
        f"INSERT INTO cursors SELECT {{feed:String}}, {{value:String}}, "
        f"greatest({{now:{TIME}}}, addMicroseconds({last}, 1))",
        feed=feed,
        value=value,
        now=now,
    )


def record_gaps(
    engine: Engine, feed: str, gaps: Iterable[tuple[datetime, datetime, str]], now: datetime
) -> None:
    """Write down spans (since, until, reason) in which posts may be missing."""
    for since, until, reason in gaps:
        engine.run(
            f"INSERT INTO gaps VALUES ({{feed:String}}, {{since:{TIME}}}, "  # noqa: S608
            f"{{until:{TIME}}}, {{reason:String}}, {{now:{TIME}}})",
            feed=feed,
            since=since,
            until=until,
            reason=reason,
            now=now,
        )


def gaps(engine: Engine, feed: str) -> tuple[tuple[datetime, datetime, str], ...]:
    """Read a feed's gaps as (since, until, reason), oldest first."""
    rows = engine.rows(
        "SELECT DISTINCT since, until, reason FROM gaps WHERE feed = {feed:String} "
        "ORDER BY since, until, reason",
        feed=feed,
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def mute(engine: Engine, kind: str, value: str, now: datetime) -> None:
    """Note that an author or a word is muted."""
    engine.run(
        f"INSERT INTO mutes VALUES ({{kind:String}}, {{value:String}}, {{now:{TIME}}})",  # noqa: S608
        kind=kind,
        value=value,
        now=now,
    )


def unmute(engine: Engine, kind: str, value: str) -> None:
    """Forget that an author or a word is muted."""
    engine.run(
        "ALTER TABLE mutes DELETE WHERE kind = {kind:String} AND value = {value:String} "
        "SETTINGS mutations_sync = 2",
        kind=kind,
        value=value,
    )


def read_mutes(engine: Engine) -> Mutes:
    """Read what is muted now."""
    rows = engine.rows("SELECT DISTINCT kind, value FROM mutes ORDER BY kind, value")
    return Mutes(
        tuple(value for kind, value in rows if kind == "author"),
        tuple(value for kind, value in rows if kind == "word"),
    )
