"""Runs any number of sources side by side, each on a line of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from random import Random

from rostra.errors import SettingsError
from rostra.feeds._contract import Feed, Keep
from rostra.feeds._line import Books, Line, Means, Pace, Sleep
from rostra.feeds._states import SourceState
from rostra.feeds._times import utc_now


class Supervisor:
    """Runs sources in one asyncio loop and stores what they say.

    `keep` stores a batch and returns when it is safe; `keep` and `books` are called in one
    thread of their own, one call at a time. A batch that `keep` refuses (DiskFull, StoreBusy)
    is held and tried again, and its source is read no further than the bound in `pace`.
    `seed`, `now` and `sleep` govern the waits between tries. `add`, `remove`, `retry`, `stop`
    and `states` may be called from any thread, before the loop runs or while it does.
    """

    def __init__(
        self,
        keep: Keep,
        books: Books,
        pace: Pace | None = None,
        *,
        seed: int | None = None,
        now: Callable[[], datetime] = utc_now,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._desk = ThreadPoolExecutor(1, thread_name_prefix="rostra-keep")
        self._means = Means(keep, books, pace or Pace(), Random(seed), now, sleep, self._desk)
        self._lines: dict[str, Line] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._ended = asyncio.Event()
        self._leaving: set[asyncio.Task[None]] = set()

    def states(self) -> tuple[SourceState, ...]:
        """Return how each source fares, by name."""
        return tuple(line.tracks.picture() for _, line in sorted(self._lines.copy().items()))

    def add(self, feed: Feed) -> None:
        """Begin to run a source; a second one of the same name is a SettingsError."""
        if feed.name in self._lines:
            msg = f"a feed named {feed.name!r} runs already; remove it or choose another name"
            raise SettingsError(msg)
        line = self._lines[feed.name] = Line(feed, self._means)
        self._in_loop(line.begin)

    def remove(self, name: str) -> None:
        """Stop a source, store what it said so far, and forget it (its cursor stays saved)."""
        line = self._line(name)
        del self._lines[name]
        self._in_loop(lambda: self._leave(line))

    def retry(self, name: str) -> None:
        """Try a denied or waiting source again at once."""
        self._in_loop(self._line(name).retry)

    async def run(self) -> None:
        """Run all sources until `stop`; then store what was read and return."""
        self._loop = asyncio.get_running_loop()
        try:
            for line in list(self._lines.values()):
                line.begin()
            await self._ended.wait()
        finally:
            self._loop = None
            await asyncio.gather(*(line.close() for line in self._lines.values()), *self._leaving)
            self._desk.shutdown(wait=True)

    def start(self) -> None:
        """Run in a thread of its own, until `stop`."""
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self.run()), name="rostra-feeds", daemon=True
        )
        self._thread.start()

    def stop(self, timeout: float = 30.0) -> bool:
        """Stop all sources, store what they said; return whether that was done in `timeout` s."""
        if self._loop is None:
            self._ended.set()
        self._in_loop(self._ended.set)
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _line(self, name: str) -> Line:
        if name not in self._lines:
            runs = ", ".join(sorted(self._lines)) or "none"
            msg = f"no feed named {name!r} runs (running: {runs})"
            raise SettingsError(msg)
        return self._lines[name]

    def _leave(self, line: Line) -> None:
        task = asyncio.ensure_future(line.close())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    def _in_loop(self, action: Callable[[], object]) -> None:
        """Do `action` in the loop's thread; before `run` there is nothing to do yet."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop ended meanwhile
                loop.call_soon_threadsafe(action)
