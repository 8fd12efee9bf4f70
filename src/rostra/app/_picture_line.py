"""The line before the painters: people take turns, however many orders each of them has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False)
class Ticket:
    """A place in the line: whose, for which painter, and whether its turn has come."""

    who: str
    painter: str
    at_once: int = 1
    going: bool = False
    turn: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)


class Line:
    """Everyone who waits, and everyone whose order is being drawn. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Ticket] = []
        self._drawing: list[Ticket] = []
        self._last: dict[tuple[str, str], int] = {}
        self._turns = 0

    def join(self, ticket: Ticket) -> None:
        """Stand in line; `ticket.turn` is set when its turn comes, which may be at once."""
        with self._lock:
            self._waiting.append(ticket)
            self._admit(ticket.painter)

    def leave(self, ticket: Ticket) -> None:
        """Go out of the line, or be done; the next one's turn comes. Twice is as good as once."""
        with self._lock:
            for held in (self._waiting, self._drawing):
                if ticket in held:
                    held.remove(ticket)
            self._admit(ticket.painter)

    def position(self, ticket: Ticket) -> int:
        """Return how many turns away it is: 1 = next, 0 = its turn has come."""
        with self._lock:
            if ticket.going:
                return 0
            order = self._order(ticket.painter)
            return order.index(ticket) + 1 if ticket in order else 0

    def count(self, fits: Callable[[Ticket], bool]) -> int:
        """Count those who wait or are drawn for and fit."""
        with self._lock:
            return sum(fits(ticket) for ticket in (*self._waiting, *self._drawing))

    def _admit(self, painter: str) -> None:
        while order := self._order(painter):
            first = order[0]
            if sum(t.painter == painter for t in self._drawing) >= first.at_once:
                return
            self._waiting.remove(first)
            self._drawing.append(first)
            self._turns += 1
            self._last[painter, first.who] = self._turns
            first.going = True
            first.turn.set()

    def _order(self, painter: str) -> list[Ticket]:
        """Return who waits for a painter as their turns would come.

        The one whose last turn is longest ago comes first (nobody's is longer ago than never),
        among those the one who came first; each turn counts at once.
        """
        left = [ticket for ticket in self._waiting if ticket.painter == painter]
        last = dict(self._last)
        turns, order = self._turns, []
        while left:
            first = min(left, key=lambda t: last.get((painter, t.who), 0))
            turns += 1
            last[painter, first.who] = turns
            left.remove(first)
            order.append(first)
        return order
