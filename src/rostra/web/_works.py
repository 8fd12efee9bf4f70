"""Work that outlives its page: each runs to its end, whoever watches, comes late or goes away.

The turns of chats and of battles and the orders for pictures are such work; what is special to
each stands beside its pages.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

log = logging.getLogger(__name__)

E = TypeVar("E")

OPEN_S = 60.0
"""Seconds in which a work must say something; with hundreds at once each waits for the others."""
CLOSE_S = 4.0
"""Seconds that works have for their end when Rostra ends."""
BEAT_S = 15.0
"""Seconds of silence after which a reader gets a sign that the connection stands."""


@dataclass(frozen=True, slots=True)
class Busy:
    """No further work is taken; `own` is one of the person's under way ("": all are others')."""

    own: str = ""


@dataclass(eq=False, slots=True)
class Work(Generic[E]):
    """One work: its events, numbered from 1 in the order they came.

    It gives itself its `id` before its first event, and heeds `stopped`. `about` is what its page
    wants to know of it: the chat that it belongs to, the question that it answers. `ended` is the
    clock's seconds; `failure` is what broke it off.
    """

    owner: str
    about: str = ""
    id: str = ""
    events: list[E] = field(default_factory=list)
    ended: float | None = None
    failure: Exception | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _readers: set[_Reader] = field(default_factory=set)

    def put(self, event: E) -> None:
        """Add an event and wake everyone who reads."""
        with self._lock:
            self.events.append(event)
            self._wake()

    def end(self, now: float) -> None:
        """Note that no further event comes."""
        with self._lock:
            self.ended = now
            self._wake()

    def _wake(self) -> None:
        """Wake each reader once, however much comes until it looks."""
        for reader in self._readers:
            if not reader.woken:
                reader.woken = True
                with contextlib.suppress(RuntimeError):  # the loop ended meanwhile
                    reader.loop.call_soon_threadsafe(reader.ready.set)

    async def read(self, after: int = 0, beat_s: float = BEAT_S) -> AsyncIterator[list[E]]:
        """Yield the events behind number `after` as they come, [] after each silence.

        Readers take no thread: whoever puts an event wakes their loops.
        """
        reader = _Reader(asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._readers.add(reader)
        try:
            while True:
                reader.ready.clear()
                with self._lock:
                    reader.woken = False
                    fresh, over = self.events[after:], self.ended is not None
                after += len(fresh)
                if fresh:
                    yield fresh
                elif over:
                    return
                elif not await _within(beat_s, reader.ready):
                    yield []
        finally:
            with self._lock:
                self._readers.discard(reader)

    async def finished(self, wait_s: float) -> bool:
        """Wait until the work is over, at most so long; tell whether it is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                async for _ in self.read(len(self.events)):
                    pass
        return self.ended is not None


@dataclass(eq=False, slots=True)
class _Reader:
    loop: asyncio.AbstractEventLoop
    ready: asyncio.Event
    woken: bool = False


async def _within(seconds: float, ready: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await ready.wait()
    except TimeoutError:
        return False
    return True


class Works(Generic[E]):
    """The works of one kind that run in this process, and those that ended not long ago.

    `at_once` run at once, `each` of one owner's (0: all of them may be one owner's), each in a
    thread called `name`; what has ended is kept for `kept_s` seconds. Any thread may call.
    """

    def __init__(
        self, name: str, *, at_once: int, each: int = 0, kept_s: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.clock = clock
        self._name = name
        self._at_once, self._each, self._kept_s = at_once, each or at_once, kept_s
        self._lock = threading.Lock()
        self._known: dict[str, Work[E]] = {}
        self._running: dict[threading.Thread, Work[E]] = {}
        self._closing = False

    def begin(
        self, owner: str, events: Callable[[Work[E]], Iterator[E]], about: str = ""
    ) -> Work[E] | Busy:
        """Begin a work in a thread of its own; Busy where too much is under way."""
        work: Work[E] = Work(owner, about)
        thread = threading.Thread(
            target=self._run, args=(work, events), name=self._name, daemon=True
        )
        with self._lock:
            own = [one for one in self._running.values() if one.owner == owner]
            if not self._closing and len(own) >= self._each:
                return Busy(next((one.id for one in reversed(own) if one.id), ""))
            if self._closing or len(self._running) >= self._at_once:
                return Busy()
            self._running[thread] = work
        thread.start()
        return work

    def find(self, work_id: str, owner: str) -> Work[E] | None:
        """Return a work that runs or ended not long ago; None: unknown, or another's."""
        with self._lock:
            work = self._known.get(work_id)
        return work if work is not None and work.owner == owner else None

    def running(self) -> int:
        """Count the works under way."""
        return len(self._running)

    def stop(self) -> dict[threading.Thread, Work[E]]:
        """Take no further work and stop all that runs; return what has not ended yet."""
        with self._lock:
            self._closing = True
            running = dict(self._running)
        for work in running.values():
            work.stopped.set()
        return running

    def _run(self, work: Work[E], events: Callable[[Work[E]], Iterator[E]]) -> None:
        try:
            for event in events(work):
                if not work.events:
                    self._remember(work)
                work.put(event)
        except Exception as error:  # a thread that dies in silence is waited for
            work.failure = error  # who began it is told
            if work.events:
                log.exception("%s %s broke off", self._name, work.id)
        finally:
            with self._lock:
                self._running.pop(threading.current_thread(), None)
            work.end(self.clock())

    def _remember(self, work: Work[E]) -> None:
        """Keep a work that has its id, and forget those that ended long ago."""
        past = self.clock() - self._kept_s
        with self._lock:
            for name, one in list(self._known.items()):
                if one.ended is not None and one.ended < past:
                    del self._known[name]
            if work.id:
                self._known[work.id] = work


def close(every: Iterable[Works[Any]], wait_s: float = CLOSE_S) -> bool:
    """Stop all works at once and let each come to its end; False where one was cut off."""
    running = {thread: work for works in every for thread, work in works.stop().items()}
    until = time.monotonic() + wait_s
    for thread in running:
        thread.join(max(0.0, until - time.monotonic()))
    left = [f"{thread.name} {work.id}" for thread, work in running.items() if thread.is_alive()]
    if left:
        log.warning("cut off: %s", ", ".join(left))
    return not left


async def opened(begun: Work[E] | Busy, wait_s: float = OPEN_S) -> Work[E] | Busy:
    """Wait for the first event of a work; Busy where none comes in time, and it is stopped.

    Raises what broke it off before it said anything.
    """
    if isinstance(begun, Busy):
        return begun
    try:
        async with asyncio.timeout(wait_s):
            async for fresh in begun.read():
                if fresh:
                    return begun
    except TimeoutError:
        begun.stopped.set()
        return Busy()
    raise begun.failure or RuntimeError("a work ended without an event")


def until_stopped(work: Work[Any], events: Iterator[E]) -> Generator[E]:
    """Pass events on until the work is stopped; then they are closed."""
    try:
        for event in events:
            yield event
            if work.stopped.is_set():
                return
    finally:
        shut = getattr(events, "close", None)
        if shut is not None:
            shut()


def costing(
    cost: Callable[[], AbstractContextManager[None]],
    events: Callable[[], Iterator[E]],
    came: Callable[[E], bool],
) -> Iterator[E]:
    """Pass events on while their cost is held; it is given back unless the last one `came`."""
    with contextlib.suppress(_Nothing), cost():
        last = None
        for last in events():
            yield last
        if last is None or not came(last):
            raise _Nothing


class _Nothing(Exception):
    """Nothing came of a work: its cost is given back."""
