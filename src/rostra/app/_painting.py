"""One order at a painter's: drawn in a thread of its own, so that one that hangs can be left."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rostra.errors import PainterUnreachable
from rostra.imagine import Painted, Progress

if TYPE_CHECKING:
    from rostra.imagine import Order, Painter

LOOK_S = 0.05
"""How often it is looked whether the order was cancelled."""
BEAT_S = 2.0
"""Seconds of silence after which the last step is told again, so that a reader may leave."""


class Cancelled(Exception):
    """The order was cancelled while it was drawn."""


def painted(
    painter: Painter, order: Order, *, limit_s: float, cancelled: threading.Event
) -> Iterator[Painted | Progress]:
    """Draw an order and pass on what comes; raises PainterError, and Cancelled.

    Of one that says nothing the last step is told again every two seconds. A painter that has not
    ended after `limit_s` is left alone: its thread is told to stop at the next thing it brings,
    which is thrown away.
    """
    brought: queue.SimpleQueue[Painted | Progress | Exception | None] = queue.SimpleQueue()
    stop = threading.Event()
    name = f"rostra-paint-{painter.name}"
    run = contextvars.copy_context().run  # what counts here counts there
    threading.Thread(
        target=run, args=(_work, painter, order, brought, stop), name=name, daemon=True
    ).start()
    until, last = time.monotonic() + limit_s, Progress(0, 0, waiting=True)
    try:
        while (item := _next(brought, until, cancelled, last)) is not None:
            if isinstance(item, Exception):
                raise item
            if item is last and time.monotonic() >= until:
                raise PainterUnreachable(_late(painter.name, limit_s))
            last = item if isinstance(item, Progress) else last
            yield item
    finally:
        stop.set()


def _next(
    brought: queue.SimpleQueue[Painted | Progress | Exception | None],
    until: float,
    cancelled: threading.Event,
    last: Progress,
) -> Painted | Progress | Exception | None:
    """Wait for what comes; `last` again after a time of silence, or when the time is up."""
    beat = min(until, time.monotonic() + BEAT_S)
    while True:
        if cancelled.is_set():
            raise Cancelled
        if time.monotonic() >= beat:
            return last
        try:
            return brought.get(timeout=LOOK_S)
        except queue.Empty:
            continue


def _late(name: str, limit_s: float) -> str:
    return (
        f"the painter {name!r} was not done after {limit_s:.0f} s and was left alone; "
        "look whether it runs, or raise its timeout_s"
    )


def _work(
    painter: Painter,
    order: Order,
    brought: queue.SimpleQueue[Painted | Progress | Exception | None],
    stop: threading.Event,
) -> None:
    try:
        items = painter.paint(order, progress=True)
        try:
            for item in items:
                brought.put(item)
                if stop.is_set():
                    return
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                close()
        brought.put(None)
    except Exception as error:  # noqa: BLE001 - whoever waits for the pictures raises it
        brought.put(error)
