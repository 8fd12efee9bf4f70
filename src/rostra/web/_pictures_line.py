"""Orders for pictures that are under way: each is drawn to its end, whoever watches or leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rostra.app import Decided, Drawing, Drawn, Failed, Queued
from rostra.web._works import Work, Works, costing, until_stopped

if TYPE_CHECKING:
    from rostra.app import DrawingEvent

AT_ONCE = 128
"""Orders that wait or are drawn at once; the settings say how many of one person's may wait."""
MOST_EVENTS = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """How far an order is: `step` of `of` (0: not known), `position` in the line (0: drawn now)."""

    state: str
    position: int = 0
    step: int = 0
    of: int = 0
    note: str = ""


Job: TypeAlias = Work[Told]
"""An order under way, under its own id."""
Jobs: TypeAlias = Works[Told]


def open_jobs() -> Jobs:
    """Return the registry of orders under way."""
    return Works("rostra-draws", at_once=AT_ONCE)


def drawn(
    draw: Callable[[], Iterator[DrawingEvent]], cost: Callable[[], AbstractContextManager[None]]
) -> Callable[[Job], Iterator[Told]]:
    """Return the work of an order, paid from its person's plan where something is drawn."""

    def events(job: Job) -> Iterator[Told]:
        last = None
        for event in until_stopped(job, draw()):
            if isinstance(event, Decided | Queued | Drawing):
                job.id = event.order
            told = told_of(event)
            if told != last and (len(job.events) < MOST_EVENTS or told.state == "done"):
                last = told
                yield told

    return lambda job: costing(cost, lambda: events(job), lambda last: last.state == "done")


def told_of(event: DrawingEvent) -> Told:
    """Say how far an order is."""
    match event:
        case Decided():
            return Told("decided")
        case Queued(position=position):
            return Told("waiting", position)
        case Drawing(step=step, of=of, note=note):
            return Told("drawing", 0, step, of, note)
        case Drawn():
            return Told("done")
        case Failed(unsure=unsure):
            return Told("unsure" if unsure else "failed")
