"""Times as a person types them behind --since and --until."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

_AGO = re.compile(r"(\d+(?:\.\d+)?)\s*(m|h|d|w)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_moment(text: str, timezone: str, now: datetime | None = None) -> datetime | None:
    """Read `90m`, `6h`, `2d`, `1w` (that long ago), a date or an ISO time; "" is None.

    A time without an offset is meant in `timezone`. Raises a usage error.
    """
    if not text:
        return None
    now = now or datetime.now(UTC)
    if ago := _AGO.fullmatch(text.strip()):
        return now - timedelta(**{_UNITS[ago[2]]: float(ago[1])})
    try:
        at = datetime.fromisoformat(text.strip())
        zone = ZoneInfo(timezone or "UTC")
    except (ValueError, ZoneInfoNotFoundError, OSError):
        msg = f"{text!r} is no time; write 6h, 2d, 2026-05-04 or 2026-05-04T12:30"
        raise click.UsageError(msg) from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
