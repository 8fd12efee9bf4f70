"""One source while it runs: a reader that reconnects, a writer that stores, a backlog between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol, TypeAlias, TypeVar

from rostra.errors import FeedDenied, FeedError, FeedUnreachable, StoreError
from rostra.feeds._backlog import Backlog, Batch
from rostra.feeds._backoff import full_jitter
from rostra.feeds._contract import Feed, Gap, Keep, News
from rostra.feeds._states import Tracks
from rostra.posts import Change, Written

log = logging.getLogger(__name__)

T = TypeVar("T")
Sleep: TypeAlias = Callable[[float], Awaitable[object]]

TRIES_BEFORE_BLAME = 3
"""How often a batch may fail for an unknown reason before its changes are tried one by one."""


class Books(Protocol):
    """Where cursors and gaps are written down; called from one thread, one call at a time."""

    def load_cursor(self, name: str) -> str:
        """Return the saved cursor of a source, "" where there is none."""
        ...

    def save_cursor(self, name: str, value: str) -> None:
        """Save a source's cursor; called only after all that lies before it was stored."""
        ...

    def record_gap(self, name: str, gap: Gap) -> None:
        """Write down that posts may be missing."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is taken at a time, and how long is waited.

    The store is given what waits, at most `batch` changes, once there are `enough` or after
    `linger_s`. While it writes, more gathers: the faster a source, the larger its batches, and
    the less each change costs. A source may be `queue` changes or `queue_chars` characters ahead
    of the store. Retries wait between 0 and first_s · 2^n seconds, at most `cap_s`; a connection
    that lived `steady_s` starts n anew.
    """

    enough: int = 1_000
    batch: int = 8_000
    linger_s: float = 0.5
    queue: int = 16_000
    queue_chars: int = 16_000_000
    first_s: float = 1.0
    cap_s: float = 120.0
    steady_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Means:
    """What every source needs to run: where to store, how fast, by which clock."""

    keep: Keep
    books: Books
    pace: Pace
    rng: Random
    now: Callable[[], datetime]
    sleep: Sleep
    desk: Executor

    async def at_desk(self, call: Callable[..., T], *args: Any) -> T:
        """Run a blocking call in the one thread that stores."""
        return await asyncio.get_running_loop().run_in_executor(self.desk, call, *args)

    def wait_s(self, attempt: int) -> float:
        """Return how long to wait before retry number `attempt`."""
        return full_jitter(attempt, self.rng, self.pace.first_s, self.pace.cap_s)


class Line:
    """Runs one source from `begin` to `close`."""

    def __init__(self, feed: Feed, means: Means) -> None:
        self.feed, self._means = feed, means
        self.tracks = Tracks(feed.name, feed.network, means.now())
        pace = means.pace
        self._backlog = Backlog(pace.queue, pace.queue_chars, pace.enough)
        self._cursor: str | None = None
        self._told = asyncio.Event()
        self._closing = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        self._writer: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Start reading and storing; a second call does nothing."""
        if self._reader is None:
            self._reader = asyncio.create_task(self._read(), name=f"read {self.feed.name}")
            self._writer = asyncio.create_task(self._write(), name=f"store {self.feed.name}")

    def retry(self) -> None:
        """Cut short the wait of a source that is denied or waiting."""
        self._told.set()

    async def close(self) -> None:
        """Stop reading, store what was read, and return."""
        if self._reader is None or self._writer is None:
            return
        self._reader.cancel()
        with suppress(asyncio.CancelledError):
            await self._reader
        self._closing.set()
        await self._writer
        self.tracks.turn("stopped", self._means.now())

    # Reading

    async def _read(self) -> None:
        attempt = 0
        while True:
            began = asyncio.get_running_loop().time()
            self.tracks.turn("connecting", self._means.now())
            wait_s = 0.0
            try:
                if await self._follow():
                    self.tracks.turn("stopped", self._means.now())
                    return
                self.tracks.fault(f"{self.feed.name}: the source closed the connection")
            except FeedDenied as error:
                await self._denied(error)
                attempt = 0
                continue
            except FeedUnreachable as error:
                self.tracks.fault(error)
                wait_s = error.wait_s
            except FeedError as error:
                self.tracks.fault(error)
            except Exception as error:
                log.exception("feed %s failed", self.feed.name)
                self.tracks.fault(f"{self.feed.name}: {type(error).__name__}: {error}")
            lived = asyncio.get_running_loop().time() - began
            attempt = 0 if lived >= self._means.pace.steady_s else attempt
            await self._wait(max(wait_s, self._means.wait_s(attempt)))
            attempt += 1

    async def _follow(self) -> bool:
        """Take in one connection's news; return whether the source is at its end."""
        if self._cursor is None:
            books = self._means.books
            self._cursor = await self._means.at_desk(books.load_cursor, self.feed.name)
        async with aclosing(self.feed.news(self._cursor)) as stream:  # type: ignore[type-var]
            async for news in stream:
                self.tracks.turn("connected", self._means.now())
                await self._take_in(news)
                if news.last:
                    return True
        return False

    async def _take_in(self, news: News) -> None:
        self.tracks.heard(news, self._means.now())
        self.tracks.dropped += self._backlog.put(news)
        self.tracks.held = self._backlog.size
        self._cursor = news.cursor or self._cursor
        if not self._backlog.room.is_set():
            await self._backlog.room.wait()

    async def _denied(self, error: FeedDenied) -> None:
        self.tracks.fault(error)
        self.tracks.turn("denied", self._means.now())
        log.warning("feed %s is denied and left alone: %s", self.feed.name, self.tracks.error)
        self._told.clear()
        await self._told.wait()

    async def _wait(self, seconds: float) -> None:
        now = self._means.now()
        self.tracks.turn("waiting", now, now + timedelta(seconds=seconds))
        self.tracks.reconnects += 1
        self._told.clear()
        await _first(self._means.sleep(seconds), self._told.wait())

    # Storing

    async def _write(self) -> None:
        failures = 0
        while True:
            await _first(self._backlog.some.wait(), self._closing.wait())
            if not self._closing.is_set() and not failures:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._full_or_closing(), self._means.pace.linger_s)
            batch = self._backlog.take(self._means.pace.batch)
            if not batch:
                if self._closing.is_set():
                    return
                continue
            if await self._store(batch, failures):
                failures = 0
                self.tracks.held = self._backlog.size
                continue
            if self._closing.is_set():
                log.warning(
                    "feed %s: %d changes unstored at stop; the saved cursor lies before them",
                    self.feed.name,
                    self._backlog.size,
                )
                return
            await _first(self._means.sleep(self._means.wait_s(failures)), self._closing.wait())
            failures += 1

    async def _full_or_closing(self) -> None:
        await _first(self._backlog.plenty.wait(), self._closing.wait())

    async def _store(self, batch: Batch, failures: int) -> bool:
        """Store a batch, then its gaps, then its cursor; put it back where that fails."""
        means, name = self._means, self.feed.name
        rest = batch
        try:
            if batch.changes:
                self.tracks.stored(await self._keep(batch.changes, failures))
                rest = replace(rest, changes=())
            for count, gap in enumerate(batch.gaps, start=1):
                await means.at_desk(means.books.record_gap, name, gap)
                rest = replace(rest, gaps=batch.gaps[count:])
            if batch.cursor:
                await means.at_desk(means.books.save_cursor, name, batch.cursor)
        except Exception as error:
            if not isinstance(error, StoreError):
                log.exception("feed %s: a batch could not be stored; it is held", name)
            self.tracks.fault(f"{len(rest.changes)} changes are held: {error}")
            self._backlog.put_back(rest)
            return False
        return True

    async def _keep(self, changes: tuple[Change, ...], failures: int) -> Written:
        means = self._means
        if failures < TRIES_BEFORE_BLAME:
            return await means.at_desk(means.keep, list(changes))
        return await means.at_desk(keep_the_sound, means.keep, changes)


def keep_the_sound(keep: Keep, changes: tuple[Change, ...]) -> Written:
    """Store all changes but those on which alone `keep` fails, found by halving.

    A StoreError is nobody's fault and is raised on; so is any error that befalls every change,
    or a change that is alone: nothing shows then that the change is to blame.
    """
    failed: list[tuple[Change, Exception]] = []
    total = _halves(keep, list(changes), failed)
    if len(failed) == len(changes):
        raise failed[0][1]
    blamed = tuple((_name(change), f"{type(e).__name__}: {e}") for change, e in failed)
    return _sum(total, Written(refused=blamed))


def _halves(keep: Keep, changes: list[Change], failed: list[tuple[Change, Exception]]) -> Written:
    try:
        return keep(changes)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 — the store's bug with one change
        if len(changes) == 1:
            failed.append((changes[0], error))
            return Written()
    middle = len(changes) // 2
    first = _halves(keep, changes[:middle], failed)
    return _sum(first, _halves(keep, changes[middle:], failed))


def _sum(a: Written, b: Written) -> Written:
    return Written(
        a.added + b.added,
        a.edited + b.edited,
        a.deleted + b.deleted,
        a.repeated + b.repeated,
        a.refused + b.refused,
        labelled=a.labelled + b.labelled,
    )


def _name(change: Change) -> str:
    return str(getattr(change, "id", "") or getattr(change, "author", ""))


async def _first(*waits: Awaitable[object]) -> None:
    """Return when one of `waits` is done; cancel the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
