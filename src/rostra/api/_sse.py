"""Server-sent events: a stream that holds a place, beats while it is silent, and tells errors."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, TypeVar

from rostra.api._errors import body_of, fault
from rostra.api._places import place
from rostra.api._stream import drain
from rostra.errors import RostraError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

T = TypeVar("T")
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def lines(data: Any, event: str = "") -> bytes:
    """Write one event."""
    head = f"event: {event}\n" if event else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


async def events(
    request: Request,
    begin: Callable[[], Iterator[T]],
    shape: Callable[[AsyncIterator[T | None]], AsyncIterator[bytes]],
    failed: Callable[[dict[str, Any]], bytes] = lines,
) -> Response:
    """Stream what `begin` yields as `shape` writes it.

    What fails before the first item is raised, so that it has a status; later it is told as an
    event, by `failed`.
    """
    holding = AsyncExitStack()
    await holding.enter_async_context(place(request))
    stream = drain(begin)
    holding.push_async_callback(stream.aclose)
    try:
        first = await anext(stream, None)
    except BaseException:
        await holding.aclose()
        raise

    async def all_of_it() -> AsyncIterator[T | None]:
        yield first
        async for item in stream:
            yield item

    async def told() -> AsyncIterator[bytes]:
        try:
            async for data in shape(all_of_it()):
                yield data
        except RostraError as error:
            yield failed(body_of(error))
        except Exception as error:  # noqa: BLE001 - the client learns that it failed, the log why
            yield failed(fault(error))

    return _held(told(), holding)


def _held(content: AsyncIterator[bytes], holding: AsyncExitStack) -> Response:
    """Return a stream that gives its place back also where it is never read."""
    from starlette.responses import StreamingResponse
    from starlette.types import Receive, Scope, Send

    class Held(StreamingResponse):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await super().__call__(scope, receive, send)
            finally:
                await holding.aclose()

    return Held(content, media_type="text/event-stream", headers=HEADERS)
