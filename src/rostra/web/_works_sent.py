"""The events of a work as a reader gets them: server-sent, numbered, from any number on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import StreamingResponse

    from rostra.web._works import Work

E = TypeVar("E")


def behind(request: Request) -> int:
    """Return the number of the last event that a reader has."""
    known = request.headers.get("last-event-id", "") or request.query_params.get("after", "")
    return int(known) if known.isascii() and known.isdecimal() and len(known) < 10 else 0


def streamed(body: AsyncIterator[bytes]) -> StreamingResponse:
    """Send server-sent events; nothing on the way may hold them back."""
    from starlette.responses import StreamingResponse

    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(body, media_type="text/event-stream", headers=headers)


async def sent(
    work: Work[E] | None, after: int, written: Callable[[E], tuple[str, str]], end: str = ""
) -> AsyncIterator[bytes]:
    """Write the events behind a number, each as its name and its data (JSON on one line).

    The last event is called `end`, where one is to be; of no work it is the only one.
    """
    yield b"retry: 1500\n\n"
    if work is not None:
        async for fresh in work.read(after):
            lines = []
            for event in fresh:
                after += 1
                name, data = written(event)
                lines.append(f"id: {after}\nevent: {name}\ndata: {data}\n\n")
            yield "".join(lines).encode() or b": still at work\n\n"
    if end:
        yield f"event: {end}\ndata: {{}}\n\n".encode()
