"""Turns that are being answered: each runs to its end, whoever watches, comes late or goes away."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

KEEP_S = 300.0
"""Seconds for which a finished turn's events stay, for a reader who lost the connection."""
RUNNING = 256
"""Turns that are answered at once; each takes a thread."""
BEAT_S = 15.0
"""Seconds of silence after which a reader gets a sign that the connection stands."""

Event = tuple[str, str]
"""The name of an event and its data, JSON on one line."""


@dataclass(slots=True)
class Turn:
    """One turn that is answered: its events, numbered from 1 in the order they came."""

    owner: str
    id: str = ""
    chat: str = ""
    events: list[Event] = field(default_factory=list)
    over: bool = False
    ended: float = 0.0
    stopped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _readers: set[_Reader] = field(default_factory=set)

    def put(self, name: str, data: str) -> None:
        """Add an event and wake everyone who reads."""
        with self._lock:
            self.events.append((name, data))
            readers = tuple(self._readers)
        for reader in readers:
            reader.wake()

    def end(self, now: float) -> None:
        """Note that no further event comes."""
        with self._lock:
            self.over, self.ended = True, now
            readers = tuple(self._readers)
        for reader in readers:
            reader.wake()

    async def read(self, after: int = 0, beat_s: float = BEAT_S) -> AsyncIterator[list[Event]]:
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
                    fresh, over = self.events[after:], self.over
                after += len(fresh)
                if fresh:
                    yield fresh
                elif over:
                    return
                else:
                    try:
                        await asyncio.wait_for(reader.ready.wait(), beat_s)
                    except TimeoutError:
                        yield []
        finally:
            with self._lock:
                self._readers.discard(reader)

    async def finished(self, wait_s: float) -> bool:
        """Wait until the turn is over, at most so long; tell whether it is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                async for _ in self.read(len(self.events)):
                    pass
        return self.over


@dataclass(frozen=True, eq=False, slots=True)
class _Reader:
    loop: asyncio.AbstractEventLoop
    ready: asyncio.Event

    def wake(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop ended meanwhile
            self.loop.call_soon_threadsafe(self.ready.set)


class Turns:
    """The turns that run, and those that ended some minutes ago."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, limit: int = RUNNING) -> None:
        self._clock = clock
        self._limit = limit
        self._lock = threading.Lock()
        self._turns: dict[str, Turn] = {}
        self._running: dict[threading.Thread, Turn] = {}
        self._closing = False

    def begin(self, owner: str, work: Callable[[Turn], Iterator[Event]]) -> Turn | None:
        """Answer a turn in a thread of its own; None where too many are answered already.

        `work` yields events, and gives the turn its id before the first; it is closed at its next
        event once the turn is stopped.
        """
        turn = Turn(owner)
        thread = threading.Thread(
            target=self._work, args=(turn, work), name="rostra-turn", daemon=True
        )
        with self._lock:
            if self._closing or len(self._running) >= self._limit:
                return None
            self._running[thread] = turn
        thread.start()
        return turn

    def find(self, turn_id: str, owner: str) -> Turn | None:
        """Return a turn that runs or ended not long ago; None: unknown, or another's."""
        with self._lock:
            turn = self._turns.get(turn_id)
        return turn if turn is not None and turn.owner == owner else None

    def running(self) -> int:
        """Count the turns that are being answered."""
        return len(self._running)

    def close(self, wait_s: float) -> bool:
        """Stop every turn and let each keep what it said; False where one would not end."""
        with self._lock:
            self._closing = True
            running = dict(self._running)
        for turn in running.values():
            turn.stopped.set()
        until = self._clock() + wait_s
        for thread in running:
            thread.join(max(0.0, until - self._clock()))
        return not any(thread.is_alive() for thread in running)

    def _work(self, turn: Turn, work: Callable[[Turn], Iterator[Event]]) -> None:
        events = work(turn)
        try:
            for name, data in events:
                if turn.id not in self._turns:
                    self._remember(turn)
                turn.put(name, data)
        finally:
            now = self._clock()
            with self._lock:
                self._running.pop(threading.current_thread(), None)
            turn.end(now)

    def _remember(self, turn: Turn) -> None:
        """Keep a turn that has its id, and forget those that ended long ago."""
        past = self._clock() - KEEP_S
        with self._lock:
            old = [name for name, t in self._turns.items() if t.over and t.ended < past]
            for name in old:
                del self._turns[name]
            self._turns[turn.id] = turn
