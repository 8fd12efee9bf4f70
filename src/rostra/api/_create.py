"""The API as one ASGI app, which the site mounts at /v1."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool

from rostra.api import (
    _ask,
    _chat,
    _errors,
    _help,
    _hook_routes,
    _images,
    _lists,
    _posts,
    _responses,
)
from rostra.api._openapi import described
from rostra.api._who import limits
from rostra.errors import RostraError

if TYPE_CHECKING:
    from rostra.app import App

ROUTERS: tuple[APIRouter, ...] = (
    _chat.router,
    _responses.router,
    _lists.router,
    _images.router,
    _posts.router,
    _hook_routes.router,
    _ask.router,
    _help.router,
)
_SANE_ID = re.compile(r"[\w.:/+=-]{1,128}")

Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


def create_api(app: App, *, meters: _ask.Meters | None = None) -> Asgi:
    """Return the app that answers under /v1; `meters` counts questions."""
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    api = FastAPI(
        title="Rostra",
        version=app.version,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
        strict_content_type=False,
    )
    api.add_exception_handler(RostraError, _errors.ours)
    api.add_exception_handler(HTTPException, _errors.http)
    api.add_exception_handler(RequestValidationError, _errors.invalid)
    for router in ROUTERS:
        api.include_router(router)
    api.state.app = app
    api.state.meters = meters
    api.state.places = asyncio.Semaphore(app.settings.api.streams)
    api.openapi = lambda: described(api)  # type: ignore[method-assign]
    return watched(api, app)


def watched(inner: Asgi, app: App) -> Asgi:
    """Give each answer a request id and what is left of the plan; tell of faults that they were."""

    async def outer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        id_ = request_id(scope)
        scope.setdefault("state", {})
        started = False

        async def tell(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                whom = scope["state"].get("whom")
                if whom is not None and whom.id:
                    left = await run_in_threadpool(limits, app, whom)
                    more = [(name.encode(), value.encode()) for name, value in left.items()]
                    message["headers"] = [*message["headers"], *more]
                named = {name.lower() for name, _ in message["headers"]}
                if b"x-request-id" not in named:
                    message["headers"] = [*message["headers"], (b"x-request-id", id_.encode())]
            await send(message)

        try:
            await inner(scope, receive, tell)
        except Exception as error:
            if started:
                raise
            from starlette.responses import JSONResponse

            await JSONResponse(_errors.fault(error), 500)(scope, receive, tell)
        finally:
            named = getattr(scope.get("route"), "path", "")
            scope["route"] = SimpleNamespace(path=scope.get("root_path", "") + named)

    return outer


def request_id(scope: MutableMapping[str, Any]) -> str:
    """Return the client's id of the request where it is sane, else a new one."""
    given = scope.get("state", {}).get("request_id")
    for name, value in scope["headers"]:
        if name.lower() == b"x-request-id":
            given = given or value.decode("latin-1")
    return given if given and _SANE_ID.fullmatch(given) else f"req_{uuid.uuid4().hex}"
