"""What is happening now, for the home page: told for a minute, made in a thread, once at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from rostra.app import Digesting
from rostra.errors import RostraError
from rostra.posts import Query

if TYPE_CHECKING:
    from rostra.app import App, Status
    from rostra.assistant import Digest
    from rostra.events import Trend

Span: TypeAlias = Literal["now", "today", "day"]
SPANS: tuple[tuple[Span, str], ...] = (("now", "now"), ("today", "today"), ("day", ""))
"""What is tried in turn, with the digest's word for it: six hours, today, a day."""

FRESH_S = 60.0
STALE_S = 900.0
"""Until then what was told is told again while it is made anew."""
STATUS_S = 5.0
STORIES = 6
FEWEST = 2
"""Stories below which a longer span is looked at."""
TRENDS = 8


@dataclass(frozen=True, slots=True)
class Lately:
    """What was posted lately; `problem` says why it could not be told ("" = it is)."""

    span: Span
    digest: Digest | None
    trends: tuple[Trend, ...]
    problem: str = ""


class Happening:
    """Keeps what is told, by language, and the status that the home page shows."""

    def __init__(self, app: App, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._kept: dict[str, tuple[float, Lately]] = {}
        self._making: dict[str, asyncio.Task[Lately]] = {}
        self._status: tuple[float, Status] | None = None

    def held(self, lang: str) -> Lately | None:
        """Return what is told without waiting; what is older than a minute is made anew beside."""
        at, kept = self._kept.get(lang, (0.0, None))
        if kept is None or self._clock() - at > STALE_S:
            return None
        if self._clock() - at > FRESH_S:
            self._make(lang)
        return kept

    async def told(self, lang: str) -> Lately:
        """Return what is told, made now if need be; many who wait share one making."""
        held = self.held(lang)
        return held if held is not None else await asyncio.shield(self._make(lang))

    async def status(self) -> Status:
        """Return how Rostra fares, at most some seconds old."""
        from starlette.concurrency import run_in_threadpool

        if self._status is None or self._clock() - self._status[0] > STATUS_S:
            self._status = (self._clock(), await run_in_threadpool(self._app.status))
        return self._status[1]

    def forget(self) -> None:
        """Tell anew: the posts are others now."""
        self._kept.clear()
        self._status = None

    def _make(self, lang: str) -> asyncio.Task[Lately]:
        task = self._making.get(lang)
        if task is None:
            task = self._making[lang] = asyncio.create_task(self._made(lang))
            task.add_done_callback(lambda _: self._making.pop(lang, None))
        return task

    async def _made(self, lang: str) -> Lately:
        from starlette.concurrency import run_in_threadpool

        made = await run_in_threadpool(lately, self._app, lang, datetime.now(UTC))
        if not made.problem:
            self._kept[lang] = (self._clock(), made)
        return made


def lately(app: App, lang: str, now: datetime) -> Lately:
    """Tell the stories of the shortest span that has some, and what rises.

    No model takes part: a first visit must not keep the first question waiting.
    """
    digest, span = None, SPANS[0][0]
    try:
        for span, subject in SPANS:  # noqa: B007 - the span that was taken is told
            wish = Digesting(subject=subject, tongue=lang, stories=STORIES, model="none", now=now)
            digest = app.digest(wish)
            if len(digest.stories) >= FEWEST:
                break
        sample = app.only_sample()
        rising = app.trends(Query(now=now, limit=TRENDS, sample=sample, rerank=False))
    except RostraError as error:
        return Lately(span, digest, (), str(error))
    return Lately(span, digest, rising)
