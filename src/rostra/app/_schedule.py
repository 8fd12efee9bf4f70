"""When a standing order is due: `daily@08:00`, `hourly`, `6h`, `15m`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rostra.errors import QueryRefused

_DAILY = re.compile(r"daily@([01]\d|2[0-3]):([0-5]\d)")
_SPAN = re.compile(r"([1-9]\d{0,3})(m|h)")
LEAST, MOST = timedelta(minutes=5), timedelta(days=7)


def next_due(every: str, after: datetime, timezone: str) -> datetime:
    """Return the first due time after a moment; those that were missed are not counted.

    `daily` is meant on the clocks of the time zone, also where they change. Raises QueryRefused.
    """
    if day := _DAILY.fullmatch(every):
        return _daily(time(int(day[1]), int(day[2])), after, ZoneInfo(timezone))
    if every == "hourly":
        whole = after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return whole + timedelta(hours=1)
    return after + _span(every)


def period(every: str) -> timedelta:
    """Return how far due times lie apart; raises QueryRefused."""
    if _DAILY.fullmatch(every):
        return timedelta(days=1)
    return timedelta(hours=1) if every == "hourly" else _span(every)


def _daily(at: time, after: datetime, zone: ZoneInfo) -> datetime:
    day = after.astimezone(zone).date()
    while (due := datetime.combine(day, at, zone).astimezone(UTC)) <= after:
        day += timedelta(days=1)
    return due


def _span(every: str) -> timedelta:
    told = _SPAN.fullmatch(every)
    unit = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}
    span = int(told[1]) * unit[told[2]] if told else timedelta()
    if not LEAST <= span <= MOST:
        msg = f"every: {every!r} is no schedule; write daily@08:00, hourly, or 5m to 168h as 6h"
        raise QueryRefused(msg)
    return span
