"""The places at which work is done, and readers who may go away while it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from rostra.api._stream import drain
from rostra.errors import ApiRefused

if TYPE_CHECKING:
    from starlette.requests import Request

T = TypeVar("T")
LOOK_S = 0.5
"""Seconds after which it is looked whether the client is still there."""


async def fits(request: Request, *, pictures: bool) -> None:
    """Raise ApiRefused (413) for a body without pictures that is larger than others may be."""
    most = request.app.state.app.settings.server.body_limit_kb * 1024
    if not pictures and len(await request.body()) > most:
        said = f"the body is larger than {most} bytes, and carries no picture"
        raise ApiRefused(said, status=413, code="too_large")


@asynccontextmanager
async def place(request: Request) -> AsyncIterator[None]:
    """Take one of the places; raises ApiRefused (503) where all are taken."""
    places: asyncio.Semaphore = request.app.state.places
    if places.locked():
        most = request.app.state.app.settings.api.streams
        said = f"{most} questions are being answered; ask again in a few seconds"
        raise ApiRefused(said, status=503, code="busy")
    async with places:
        yield


async def gathered(request: Request, begin: Callable[[], Iterator[T]]) -> list[T]:
    """Read an iterator to its end, in a thread; raises ApiRefused once nobody waits for it."""
    async with place(request):
        items: list[T] = []
        stream = drain(begin, beat_s=LOOK_S)
        clock = asyncio.get_running_loop().time
        looked = clock()
        try:
            async for item in stream:
                if item is not None:
                    items.append(item)
                if clock() - looked >= LOOK_S:
                    looked = clock()
                    if await request.is_disconnected():
                        raise ApiRefused("the client went away", status=499, code="client_gone")
        finally:
            await stream.aclose()
        return items
