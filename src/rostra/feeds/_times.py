"""Times as networks write them, made aware, in UTC and believable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

FLOOR = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing was posted on these networks before; an earlier time is a mistake or a lie."""

AHEAD = timedelta(minutes=5)
"""How far ahead of our clock a server's own clock may run."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """Return the wall clock, aware and in UTC."""
    return datetime.now(tz=UTC)


def parse_time(value: object) -> datetime | None:
    """Return an RFC 3339 or ISO 8601 time in UTC, None where it is none; no zone means UTC."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def from_micros(micros: object) -> datetime | None:
    """Return the time that lies `micros` microseconds after 1970, None where that is none."""
    if not isinstance(micros, int) or isinstance(micros, bool):
        return None
    try:
        return _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return None


def to_micros(moment: datetime) -> int:
    """Return whole microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def settle(claimed: datetime | None, witnessed: datetime) -> datetime:
    """Return the time to keep for a post: what its author claims, where that can be.

    A claim later than the server saw the post, or older than these networks, gives way to
    the time at which the server saw it.
    """
    if claimed is None or claimed > witnessed or claimed < FLOOR:
        return witnessed
    return claimed
