"""Routes that read JSON strictly, whatever the client calls it."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, MutableMapping
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute

if TYPE_CHECKING:
    from starlette.responses import Response

DEPTH = 60
"""Levels of objects and lists that a body may have."""


def routes() -> APIRouter:
    """Return a router whose routes read JSON strictly."""
    return APIRouter(route_class=Strict)


class Strict(APIRoute):
    """A route that reads JSON strictly: no lone surrogates, no NaN, no depths."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        inner = super().get_route_handler()

        async def answered(request: Request) -> Response:
            return await inner(Sound(as_json(request.scope), request.receive))

        return answered


def as_json(scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take a body for JSON whatever it is called, but for a form with files: curl names none."""
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"content-type"]
    given = next((v for k, v in scope["headers"] if k.lower() == b"content-type"), b"")
    if given.lower().startswith(b"multipart/"):
        return scope
    return {**scope, "headers": [*kept, (b"content-type", b"application/json")]}


class Sound(Request):
    """A request whose JSON is sound."""

    async def json(self) -> Any:
        """Read the body; raises JSONDecodeError, which becomes a 400."""
        from pydantic_core import from_json

        body = await self.body()
        try:
            read = from_json(body, allow_inf_nan=False)
        except ValueError as error:
            raise json.JSONDecodeError(str(error), "", 0) from None
        if deep(read, DEPTH):
            raise json.JSONDecodeError(f"more than {DEPTH} levels", "", 0)
        return read


def deep(value: Any, levels: int) -> bool:
    """Say whether a value has more than so many levels."""
    if isinstance(value, dict):
        return levels == 0 or any(deep(inner, levels - 1) for inner in value.values())
    if isinstance(value, list):
        return levels == 0 or any(deep(inner, levels - 1) for inner in value)
    return False
