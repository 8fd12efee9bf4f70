"""Orders for pictures that are under way: each is drawn to its end, whoever watches or leaves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rostra.app import Decided, Drawing, Drawn, Failed, Queued

if TYPE_CHECKING:
    from starlette.requests import Request

    from rostra.app import DrawingEvent

KEEP_S = 300.0
"""Seconds for which the events of a finished order stay, for whoever lost the connection."""
BEGIN_S = 20.0
"""Seconds in which an order must be taken or refused."""
MOST_EVENTS = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """How far an order is: `step` of `of` (0: not known), `position` in the line (0: drawn now)."""

    state: str
    position: int = 0
    step: int = 0
    of: int = 0
    note: str = ""


@dataclass(slots=True)
class Job:
    """An order under way. `order` is "" until it is known; `failure` why it never was."""

    owner: str
    order: str = ""
    events: list[Told] = field(default_factory=list)
    over: bool = False
    ended: float = 0.0
    failure: Exception | None = None
    begun: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The orders under way of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def begin(
        self,
        owner: str,
        draw: Callable[[], Iterator[DrawingEvent]],
        cost: Callable[[], AbstractContextManager[None]],
    ) -> Job:
        """Draw in a thread; returns once the order is taken or refused. Raises what refused it.

        `cost` holds what the order costs the person while it is drawn.
        """
        job = Job(owner)
        threading.Thread(
            target=self._work, args=(job, draw, cost), name="rostra-draws", daemon=True
        ).start()
        job.begun.wait(BEGIN_S)
        if job.failure is not None and not job.order:
            raise job.failure
        return job

    def find(self, order: str, owner: str) -> Job | None:
        """Return a person's order; None where it is another's, or not drawn here."""
        job = self._jobs.get(order)
        return job if job is not None and job.owner == owner else None

    def _work(
        self,
        job: Job,
        draw: Callable[[], Iterator[DrawingEvent]],
        cost: Callable[[], AbstractContextManager[None]],
    ) -> None:
        try:
            with cost():
                self._follow(job, draw())
        except _Nothing:
            pass
        except Exception as error:  # noqa: BLE001 - carried over to whoever ordered
            job.failure = error
        finally:
            job.over, job.ended = True, self._clock()
            job.begun.set()

    def _follow(self, job: Job, events: Iterator[DrawingEvent]) -> None:
        for event in events:
            self._put(job, event)
        if job.events and job.events[-1].state in ("failed", "unsure"):
            raise _Nothing

    def _put(self, job: Job, event: DrawingEvent) -> None:
        if not job.order:
            job.order = event.order if isinstance(event, Decided | Queued | Drawing) else ""
            with self._lock:
                self._forget()
                self._jobs[job.order] = job
        told = told_of(event)
        same = job.events and job.events[-1] == told
        if not same and len(job.events) < MOST_EVENTS:
            job.events.append(told)
        if not isinstance(event, Decided):
            job.begun.set()

    def _forget(self) -> None:
        now = self._clock()
        for name in [n for n, j in self._jobs.items() if j.over and now - j.ended > KEEP_S]:
            del self._jobs[name]


class _Nothing(Exception):
    """Nothing was drawn: the cost is given back."""


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


def jobs_of(request: Request) -> Jobs:
    """Return the orders under way of a site."""
    state = request.app.state
    if not hasattr(state, "picture_jobs"):
        state.picture_jobs = Jobs()
    jobs: Jobs = state.picture_jobs
    return jobs
