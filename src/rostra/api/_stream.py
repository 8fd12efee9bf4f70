"""Run a blocking iterator in a thread and hand its items to the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


async def drain(
    begin: Callable[[], Iterator[T]], *, beat_s: float = 15.0
) -> AsyncGenerator[T | None]:
    """Yield the items of `begin()` as they come, and None after each `beat_s` of silence.

    What the iterator raises is raised here. When the reader goes away the iterator is closed at
    its next item, which ends the work behind it.
    """
    items: asyncio.Queue[T | _End] = asyncio.Queue()
    gone = threading.Event()
    loop = asyncio.get_running_loop()

    def put(item: T | _End) -> None:
        with contextlib.suppress(RuntimeError):  # the loop ended meanwhile
            loop.call_soon_threadsafe(items.put_nowait, item)

    run = contextvars.copy_context().run  # the request's id and span go with the work
    work = threading.Thread(
        target=run, args=(_work, begin, put, gone), name="rostra-ask", daemon=True
    )
    work.start()
    try:
        while True:
            try:
                item = await asyncio.wait_for(items.get(), beat_s)
            except TimeoutError:
                yield None
                continue
            if isinstance(item, _End):
                if item.failure is not None:
                    raise item.failure
                return
            yield item
    finally:
        gone.set()


@dataclass(frozen=True, slots=True)
class _End:
    """The iterator ended, well or with a failure."""

    failure: Exception | None = None


def _work(
    begin: Callable[[], Iterator[T]], put: Callable[[T | _End], None], gone: threading.Event
) -> None:
    """Read the iterator to its end, or until nobody listens any more."""
    end = _End()
    try:
        iterator = begin()
        try:
            for item in iterator:
                if gone.is_set():
                    break
                put(item)
        finally:
            close = getattr(iterator, "close", None)
            if close is not None:
                close()
    except Exception as error:  # noqa: BLE001 - carried over to the reader's side
        end = _End(error)
    put(end)
