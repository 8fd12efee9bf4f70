"""Turns of battles that are under way: they run to their end whoever listens, and are told again.

A turn is worked by a thread of its own, so that a lost connection, another page or no script at
all leave it as it is; its events are numbered, and a reader that comes back hears the rest.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

from rostra.arena import Began, Ended, Event, Piece, Side, Told, Voided

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Turns that are worked at once, of all voters."""
EACH = 2
"""Turns of one voter at once."""
KEPT_S = 900.0
"""Seconds for which an ended turn can be told again."""
BEAT_S = 15.0


@dataclass(frozen=True, slots=True)
class Busy:
    """Too many turns are under way; `battle` is one of the voter's own ("" = all are others')."""

    battle: str = ""


@dataclass(eq=False)
class LiveTurn:
    """A turn of a battle, and what it has told so far; event n stands at `events[n - 1]`."""

    battle: str
    turn: int
    voter: str
    question: str
    events: list[Event] = field(default_factory=list)
    ended_at: float | None = None
    _listeners: set[Callable[[], None]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def text(self, side: Side, until: int) -> str:
        """Return what a side has said up to an event."""
        heard = self.events[:until]
        return "".join(e.text for e in heard if isinstance(e, Piece) and e.side == side)

    def told(self, side: Side, until: int) -> Told | None:
        """Return a side's whole answer, if it stood at an event."""
        found = [e.told for e in self.events[:until] if isinstance(e, Ended) and e.side == side]
        return found[0] if found else None

    def add(self, event: Event | None, at: float | None = None) -> None:
        """Add an event (None: none), tell the listeners; `at` ends the turn."""
        with self._lock:
            if event is not None:
                self.events.append(event)
            if at is not None:
                self.ended_at = at
            listeners = tuple(self._listeners)
        for wake in listeners:
            wake()

    async def heard(self, after: int = 0) -> AsyncIterator[tuple[int, Event] | None]:
        """Yield the events behind a number as they come, and None after a silence."""
        loop, more = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop ended meanwhile
                loop.call_soon_threadsafe(more.set)

        with self._lock:
            self._listeners.add(wake)
        try:
            number = max(after, 0)
            while True:
                more.clear()
                over = self.ended_at is not None
                for event in self.events[number:]:
                    number += 1
                    yield number, event
                if over:
                    return
                try:
                    await asyncio.wait_for(more.wait(), BEAT_S)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                self._listeners.discard(wake)


class Turns:
    """The turns under way in this process. Its methods may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._turns: dict[str, LiveTurn] = {}
        self._places: list[str] = []
        self._lock = threading.Lock()

    def begin(
        self, voter: str, question: str, events: Callable[[], Iterator[Event]]
    ) -> LiveTurn | Busy:
        """Begin a turn and let it run; returns once its battle is known.

        Raises what `events` raises before its first event.
        """
        busy = self._take_place(voter)
        if busy is not None:
            return busy
        try:
            coming = events()
            began = next(coming)
            assert isinstance(began, Began)  # noqa: S101 - every turn begins so
            live = LiveTurn(began.battle, began.turn, voter, question, [began])
        except BaseException:
            self._leave_place(voter)
            raise
        with self._lock:
            self._turns[began.battle] = live
        work = threading.Thread(
            target=self._work, args=(live, coming), name="rostra-battle-page", daemon=True
        )
        work.start()
        return live

    def find(self, battle: str, voter: str) -> LiveTurn | None:
        """Return the last turn of a voter's battle, if it ran here not long ago."""
        with self._lock:
            found = self._turns.get(battle)
        return found if found is not None and found.voter == voter else None

    def wait_s(self, battle: str, gap_s: float) -> float:
        """Return the seconds until a vote may be given: nobody reads two answers faster."""
        with self._lock:
            live = self._turns.get(battle)
        if live is None or live.ended_at is None:
            return 0.0
        return max(0.0, live.ended_at + gap_s - self.clock())

    def _take_place(self, voter: str) -> Busy | None:
        with self._lock:
            old = self.clock() - KEPT_S
            for name, turn in list(self._turns.items()):
                if turn.ended_at is not None and turn.ended_at < old:
                    del self._turns[name]
            mine = self._places.count(voter)
            if mine >= EACH or len(self._places) >= AT_ONCE:
                turns = self._turns.values()
                own = [t.battle for t in turns if t.voter == voter and t.ended_at is None]
                return Busy(own[-1] if mine >= EACH and own else "")
            self._places.append(voter)
            return None

    def _leave_place(self, voter: str) -> None:
        with self._lock:
            self._places.remove(voter)

    def _work(self, live: LiveTurn, coming: Iterator[Event]) -> None:
        try:
            for event in coming:
                live.add(event)
        except Exception:  # a thread that dies in silence is waited for
            log.exception("battle %s broke off", live.battle)
            live.add(Voided(live.battle, "Rostra failed"))
        finally:
            self._leave_place(live.voter)
            live.add(None, at=self.clock())
