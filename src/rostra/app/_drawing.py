"""Orders for pictures, from the wish to files: decided on, reserved, in turn, drawn, settled."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra.app._gallery import clear, kept_decision, order_shown, read_source
from rostra.app._painters import Hired, chosen
from rostra.app._painting import BEAT_S, Cancelled, painted
from rostra.app._picture_files import erase_picture, write_picture
from rostra.app._picture_line import Line, Ticket
from rostra.app._picture_order import (
    judged,
    lang_of,
    left_out,
    new_drawing,
    policy_mark,
    refused_beforehand,
    stricter,
)
from rostra.app._picture_words import (
    Decided,
    Drawing,
    DrawingEvent,
    Drawn,
    Failed,
    PictureOrder,
    PictureWanted,
    Queued,
)
from rostra.errors import PaintingRefused, QueryRefused, RostraError
from rostra.imagine import Order, Painted

if TYPE_CHECKING:
    from pathlib import Path

    from rostra.imagine import Painter
    from rostra.policy import Decision, Policy
    from rostra.records import DrawingState, Engine, KeptDrawing, Quota
    from rostra.settings import PicturesSettings

log = logging.getLogger(__name__)

NOT_AS_WORDED = "the model's wording did not pass the policy; drawn as it was asked"
LOOK_S = 0.1
"""How often one who waits is told the position."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The prompt as it goes to the painter, and what is to be said of that."""

    prompt: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Studio:
    """What orders are drawn with.

    `write` words the prompt for a painter. `judge` decides on a finished PNG (None: only prompts
    are judged); `describe` tells what is on one ("" = by the prompt). `mark` writes into a
    picture's file where it comes from, given the order and the picture it was made from.
    """

    records: Engine
    folder: Path
    holder: str
    limits: Callable[[], PicturesSettings]
    painters: Callable[[], Mapping[str, Hired]]
    policy: Callable[[], Policy]
    quota: Callable[[datetime], Quota]
    write: Callable[[PictureWanted, Painter], Sent] = lambda wanted, _by: Sent(wanted.prompt)
    judge: Callable[[bytes, str, str], Decision] | None = None
    describe: Callable[[bytes, str], str] | None = None
    mark: Callable[[Painted, Order, bytes | None], bytes] = lambda item, *_told: item.data
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


class Drawings:
    """Draws orders, each person in turn; what is under way can be cancelled."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._line = Line()
        self._open: dict[str, Ticket] = {}
        self._lock = threading.Lock()

    def draw(self, wanted: PictureWanted) -> Iterator[DrawingEvent]:
        """Draw what is wanted; the last event is Drawn or Failed.

        Raises QueryRefused for what cannot be ordered and QuotaSpent where the limit is reached;
        nothing is kept of either. Closing the iterator cancels the order.
        """
        studio = self._studio
        limits = studio.limits()
        hired, painter = chosen(studio.painters(), wanted.painter or limits.painter)
        wish = refused_beforehand(wanted, painter, limits)
        source = None
        if wish.source:
            name, source = read_source(studio.records, studio.folder, wish)
            wish = replace(wish, source=name)
        words = (wish.prompt, *left_out(wish.prompt, wish.negative))
        decision = judged(studio.policy(), *words, lang=lang_of(wish.prompt))
        order = new_drawing(wish, hired, decision, studio.holder)
        if decision.action == "refuse" or (decision.action == "ask" and not wish.sure):
            yield from self._declined(order, decision)
            return
        self._reserve(order, limits)
        ticket = Ticket(order.who, order.painter, hired.at_once)
        yield from self._run(_Job(order, wish, hired, painter, decision, source, ticket))

    def cancel(self, order: str, who: str | None) -> bool:
        """Cancel an order that waits or is drawn; False where a person has no such order open."""
        from rostra.records import list_drawings

        named = [
            o for o in list_drawings(self._studio.records, who, 1_000) if o.id.startswith(order)
        ]
        if len(order) < 4 or len(named) != 1:
            return False
        with self._lock:
            ticket = self._open.get(named[0].id)
        if ticket is None:
            return False
        ticket.cancelled.set()
        return True

    def waiting(self, painter: str) -> int:
        """Count the orders that a painter has before it."""
        return self._line.count(lambda ticket: ticket.painter == painter)

    def _declined(self, order: KeptDrawing, decision: Decision) -> Iterator[DrawingEvent]:
        """Keep an order that is not drawn, with what was decided; nothing was reserved for it."""
        from rostra.records import put_drawing

        unsure = decision.action == "ask"
        error = f"{decision.reason} (nobody confirmed it)" if unsure else decision.reason
        put_drawing(
            self._studio.records,
            replace(order, state="refused", error=error, ended_at=order.asked_at, units=0),
        )
        yield Decided(order.id, decision)
        yield Failed(self._shown(order.id), unsure)

    def _reserve(self, order: KeptDrawing, limits: PicturesSettings) -> None:
        from rostra.records import put_drawing

        if self._line.count(lambda ticket: ticket.who == order.who) >= limits.waiting:
            msg = f"{limits.waiting} orders are waiting already; wait for one, or cancel it"
            raise QueryRefused(msg)
        put_drawing(self._studio.records, order, self._studio.quota(order.asked_at))

    def _run(self, job: _Job) -> Iterator[DrawingEvent]:
        """See an order through; however it ends, its quota is settled by what stands."""
        order, ticket = job.order, job.ticket
        with self._lock:
            self._open[order.id] = ticket
        state: DrawingState = "cancelled"  # where the reader goes away
        error = "whoever ordered it went away"
        failed: Exception | None = None
        try:
            yield Decided(order.id, job.decision)
            self._line.join(ticket)
            yield from self._wait(job)
            yield from self._drawn(job)
            state, error = "done", ""
        except Cancelled:
            state, error = "cancelled", "it was cancelled"
        except RostraError as refusal:
            state = "refused" if isinstance(refusal, PaintingRefused) else "failed"
            error = " ".join(str(refusal).split())
        except Exception as fault:  # noqa: BLE001 - a painter may be anyone's; its quota comes back
            state, error, failed = "failed", f"{type(fault).__name__}: {fault}", fault
        finally:
            self._end(job, state, error)
        if failed is not None:
            log.error("the painter %s failed", order.painter, exc_info=failed)
        shown = self._shown(order.id)
        yield Drawn(shown) if shown.state == "done" else Failed(shown)

    def _end(self, job: _Job, state: DrawingState, error: str) -> None:
        from rostra.records import end_drawing

        with self._lock:
            self._open.pop(job.order.id, None)
        self._line.leave(job.ticket)
        studio = self._studio
        end_drawing(studio.records, job.order.id, state, error, studio.clock())
        if state != "done":
            clear(studio.records, studio.folder, job.order.id)

    def _wait(self, job: _Job) -> Iterator[DrawingEvent]:
        told, beat = 0, 0.0
        while not job.ticket.turn.wait(LOOK_S if told else 0):
            if job.ticket.cancelled.is_set():
                raise Cancelled
            position = self._line.position(job.ticket)
            # Told again from time to time, so that a reader may leave.
            if position and (position != told or time.monotonic() >= beat):
                told, beat = position, time.monotonic() + BEAT_S
                yield Queued(job.order.id, position)

    def _drawn(self, job: _Job) -> Iterator[DrawingEvent]:
        """Word the prompt, judge it again, have it drawn, and keep each picture as it comes."""
        from rostra.records import begin_drawing

        studio = self._studio
        sent = self._worded(job)
        if job.ticket.cancelled.is_set() or not begin_drawing(
            studio.records, job.order.id, sent.prompt, sent.note, studio.clock()
        ):
            raise Cancelled
        yield Drawing(job.order.id, prompt_sent=sent.prompt, note=sent.note)
        items = painted(
            job.painter,
            _order(job, sent.prompt, studio.clock()),
            limit_s=job.hired.timeout_s,
            cancelled=job.ticket.cancelled,
        )
        came = 0
        for item in items:
            if isinstance(item, Painted):
                came += 1
                self._keep(job, item, came)
            else:
                yield Drawing(job.order.id, item.step, item.of, item.picture, sent.prompt)
        if came < job.order.n:
            msg = f"{job.painter.name} ended after {came} of {job.order.n} pictures; draw again"
            raise RostraError(msg)

    def _worded(self, job: _Job) -> Sent:
        """Let the prompt be worded; a wording that the policy likes less is not used."""
        plain = Sent(job.order.prompt)
        if job.wish.plain or job.hired.plain or not job.order.prompt:
            return plain
        sent = self._studio.write(job.wish, job.painter)
        words = (sent.prompt, *left_out(sent.prompt, job.order.negative))
        again = judged(self._studio.policy(), *words, lang=job.order.lang)
        if stricter(again, job.decision):
            return replace(plain, note=NOT_AS_WORDED)
        return sent

    def _keep(self, job: _Job, item: Painted, number: int) -> None:
        """Judge a picture, write its files, then its row."""
        from rostra.records import KeptPicture, put_picture

        studio, order = self._studio, job.order
        if studio.judge is not None:
            verdict = studio.judge(item.data, order.prompt, order.lang)
            if verdict.action in ("ask", "refuse"):
                raise PaintingRefused(verdict.reason or "the finished picture breaks the policy")
        name = f"{order.id}-{number}"
        alt = studio.describe(item.data, order.lang) if studio.describe else ""
        # The hash in the file is that of the person's own words.
        facts = replace(_order(job, order.prompt, studio.clock()), n=1)
        png = write_picture(studio.folder, name, "png", studio.mark(item, facts, job.source))
        svg = write_picture(studio.folder, name, "svg", item.svg.encode()) if item.svg else ""
        kept = KeptPicture(
            name, order.id, studio.clock(), item.seed, item.width, item.height, png, svg,
            item.model[:200], alt or item.alt or _by_prompt(order), item.note,
            tuple(f"{c.text} {c.url}".strip() for c in item.credit),
        )  # fmt: skip
        if not put_picture(studio.records, kept):
            erase_picture(studio.folder, name)
            raise Cancelled

    def _shown(self, order: str) -> PictureOrder:
        return order_shown(self._studio.records, order)


@dataclass(frozen=True, slots=True)
class _Job:
    """An order on its way."""

    order: KeptDrawing
    wish: PictureWanted
    hired: Hired
    painter: Painter
    decision: Decision
    source: bytes | None
    ticket: Ticket


def _order(job: _Job, prompt: str, now: datetime) -> Order:
    kept, can = job.order, job.painter.abilities
    return Order(
        prompt,
        style="fun" if kept.style == "fun" else "regular",
        width=kept.width,
        height=kept.height,
        n=kept.n,
        seed=kept.seed,
        negative=kept.negative if can.negative else "",
        task=job.wish.task,
        source=job.source,
        now=now,
        policy=policy_mark(kept_decision(kept)),
    )


def _by_prompt(order: KeptDrawing) -> str:
    """Describe a picture by what was asked for, where its painter says nothing."""
    said = order.prompt if len(order.prompt) <= 300 else order.prompt[:299] + "…"
    return f"按这句话画的图：{said}" if order.lang == "zh" else f"A picture drawn from: {said}"
