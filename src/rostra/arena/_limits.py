"""How fast one voter may vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """Votes that one voter may give: so many in a span, each span held for itself.

    `gap` is the least time between two votes: nobody reads two answers faster.
    """

    gap: timedelta = timedelta(seconds=3)
    spans: tuple[tuple[timedelta, int], ...] = (
        (timedelta(minutes=1), 10),
        (timedelta(hours=1), 120),
        (timedelta(days=1), 500),
    )


def too_fast(at: Sequence[datetime], now: datetime, limits: Limits) -> float:
    """Tell how many seconds a voter must wait before the next vote; 0 = go on.

    at: when the voter voted before, in any order. A clock that was set back makes earlier votes
    lie in the future: they count as given now, so that nobody waits longer than the widest span
    and nobody gains by it.
    """
    ages = sorted(max((now - moment).total_seconds(), 0.0) for moment in at)
    wait = limits.gap.total_seconds() - ages[0] if ages else 0.0
    for span, most in limits.spans:
        if most <= 0:
            wait = max(wait, span.total_seconds())
        elif len(ages) >= most:
            wait = max(wait, span.total_seconds() - ages[most - 1])
    return max(wait, 0.0)
