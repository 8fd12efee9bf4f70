"""Turns of battles: each runs to its end, whoever listens, and can be told again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing, suppress
from typing import TypeAlias, cast

from rostra.arena import Began, Ended, Event, Piece, Ready, Side, Told, Voided
from rostra.web._works import Work, Works, costing

AT_ONCE = 16
"""Turns that are worked at once, of all voters."""
EACH = 2
"""Turns of one voter at once."""
KEPT_S = 900.0
"""Seconds for which an ended turn can be told again."""

Turn: TypeAlias = Work[Event]
"""A turn of a battle: its id is the battle's, its question what it is about."""
Turns: TypeAlias = Works[Event]


def open_turns() -> Turns:
    """Return the registry of turns under way."""
    return Works("rostra-battle-page", at_once=AT_ONCE, each=EACH, kept_s=KEPT_S)


def fought(
    begin: Callable[[], Iterator[Event]], cost: Callable[[], AbstractContextManager[None]]
) -> Callable[[Turn], Iterator[Event]]:
    """Return the work of a turn, paid from its person's plan; a void one costs nothing.

    One that is stopped is void because Rostra ended, not because its voter went away.
    """

    def events(turn: Turn) -> Iterator[Event]:
        # What the app streams is a generator.
        with suppress(_Ends), closing(cast("Generator[Event]", begin())) as coming:
            for event in coming:
                if isinstance(event, Began):
                    turn.id = event.battle
                yield event
                if turn.stopped.is_set() and not isinstance(event, Ready | Voided):
                    coming.throw(_Ends())

    return lambda turn: costing(cost, lambda: events(turn), lambda last: isinstance(last, Ready))


class _Ends(Exception):
    """Rostra ends before both sides have answered."""


def number_of(turn: Turn) -> int:
    """Return which turn of its battle it is, from 1."""
    began = turn.events[0]
    assert isinstance(began, Began)  # noqa: S101 - every turn begins so
    return began.turn


def said(turn: Turn, side: Side, until: int) -> str:
    """Return what a side has said up to an event."""
    heard = turn.events[:until]
    return "".join(e.text for e in heard if isinstance(e, Piece) and e.side == side)


def whole(turn: Turn, side: Side, until: int) -> Told | None:
    """Return a side's whole answer, if it stood at an event."""
    found = [e.told for e in turn.events[:until] if isinstance(e, Ended) and e.side == side]
    return found[0] if found else None


def wait_s(turns: Turns, turn: Turn | None, gap_s: float) -> float:
    """Return the seconds until a vote may be given: nobody reads two answers faster."""
    if turn is None or turn.ended is None:
        return 0.0
    return max(0.0, turn.ended + gap_s - turns.clock())
