"""Times as a person types them behind --since and --until."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

_AGO = re.compile(r"(\d{1,9}(?:\.\d+)?)\s*(m|h|d|w)")
FIRST_YEAR, LAST_YEAR = 1970, 2200
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_moment(text: str, timezone: str, now: datetime | None = None) -> datetime | None:
    """Read `90m`, `6h`, `2d`, `1w` (that long ago), a date or an ISO time; "" is None.

    A time without an offset is meant in `timezone`. Raises a usage error.
    """
    if not text:
        return None
    now = now or datetime.now(UTC)
    try:
        if ago := _AGO.fullmatch(text.strip()):
            return _within(now - timedelta(**{_UNITS[ago[2]]: float(ago[1])}))
        at = datetime.fromisoformat(text.strip())
        zone = ZoneInfo(timezone or "UTC")
        return _within((at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC))
    except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError):
        msg = (
            f"{text!r} is no time between {FIRST_YEAR} and {LAST_YEAR}; "
            "write 6h, 2d, 2026-05-04 or 2026-05-04T12:30"
        )
        raise click.UsageError(msg) from None


def _within(at: datetime) -> datetime:
    """Return a time the store can tell apart; raises ValueError for any other."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError
    return at
