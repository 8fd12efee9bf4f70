"""What rises, each with a small curve of the last day, and the same as a table."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from rostra.posts import Query
from rostra.web._news_parts import part, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from rostra.app import App
    from rostra.events import Trend
    from rostra.posts import Minute

FRESH_S = 180.0
"""Seconds for which the trends are shown again."""
MOST = 8
HOURS = 24
WIDE, HIGH = 120, 28
"""The curve's box, in its own units."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A trend with its posts an hour, oldest first; `path` is their curve in the box."""

    trend: Trend
    hours: tuple[int, ...]

    @property
    def term(self) -> str:
        """The word that rises most."""
        return self.trend.terms[0]

    @property
    def href(self) -> str:
        """Where the news of it stand."""
        return f"/news?about=topic&topic={quote(self.term)}"

    @property
    def path(self) -> str:
        """Its curve, as the data of an SVG path."""
        return curve(self.hours)


class Rises:
    """The trends of the last minutes, found once for all who ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._at = 0.0
        self._found: Future[tuple[Rise, ...]] | None = None
        self._work = ThreadPoolExecutor(1, thread_name_prefix="rostra-trends")

    def found(self, find: Callable[[], tuple[Rise, ...]]) -> Future[tuple[Rise, ...]]:
        """Return the trends; begin to look for them where they are stale or failed."""
        with self._lock:
            held = self._found
            stale = held is not None and held.done() and self._clock() - self._at > FRESH_S
            failed = held is not None and held.done() and held.exception() is not None
            if held is None or stale or failed:
                held = self._found = self._work.submit(find)
                self._at = self._clock()
            return held


@telling
async def trends(request: Request) -> Response:
    """Answer with what rises, as a part."""
    app: App = request.app.state.app
    state = request.app.state
    if not hasattr(state, "news_rises"):
        state.news_rises = Rises()
    found = await asyncio.wrap_future(state.news_rises.found(lambda: rises(app)))
    return part(request, "news_trends.html", rises=found, wide=WIDE, high=HIGH)


def rises(app: App) -> tuple[Rise, ...]:
    """Find what rises, and how it went over the last day."""
    now = datetime.now(UTC)
    query = Query(now=now, sample=app.only_sample(), limit=MOST, rerank=False)
    day = replace(query, since=now - timedelta(hours=HOURS))
    return tuple(
        Rise(trend, hourly(app.minutes(replace(day, words=(trend.terms[0].lstrip("#"),))), now))
        for trend in app.trends(query)
        if trend.terms
    )


def hourly(minutes: Sequence[Minute], now: datetime) -> tuple[int, ...]:
    """Count posts in each of the last hours, oldest first."""
    counts = [0] * HOURS
    for minute in minutes:
        ago = int((now - minute.at) / timedelta(hours=1))
        if 0 <= ago < HOURS:
            counts[HOURS - 1 - ago] += minute.posts
    return tuple(counts)


def curve(counts: Sequence[int]) -> str:
    """Draw counts as a line from left to right, the most at the top."""
    most = max(counts, default=0) or 1
    step = WIDE / max(1, len(counts) - 1)
    points = (
        f"{at * step:.1f} {HIGH - 2 - (HIGH - 4) * count / most:.1f}"
        for at, count in enumerate(counts)
    )
    return "M" + "L".join(points)
