"""POST /mcp: the tools of the MCP server over HTTP, for whoever has a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any

from rostra.accounts import HERE, Person, hold_scope
from rostra.api._create import Asgi
from rostra.api._errors import headers_of, shaped
from rostra.api._mcp import create_mcp
from rostra.errors import ApiRefused, SettingsError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from rostra.app import App

_WHO: ContextVar[Person] = ContextVar("rostra_mcp_person", default=HERE)
"""Who makes the call that is being answered."""


def create_mcp_site(app: App) -> Asgi:
    """Return what answers at /mcp: each request alone, as JSON, under the quota of its person.

    The site before it has checked Host, Origin and the size of the body, and knows the person. A
    browser's session is no way in: programs have keys. Without the extra [mcp] it answers 501.
    """
    server = cache(lambda: _server(app))
    places = asyncio.Semaphore(app.settings.api.streams)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        refused = _refused(scope, places)
        if refused is None:
            async with places:
                refused = await _answered(server, scope, receive, send)
        if refused is not None:
            from starlette.responses import JSONResponse

            body = shaped(str(refused), refused.status, code=refused.code)
            more = {"allow": "POST"} if refused.status == 405 else headers_of(refused)
            await JSONResponse(body, refused.status, headers=more)(scope, receive, send)

    return answer


def _refused(scope: Any, places: asyncio.Semaphore) -> ApiRefused | None:
    person: Person | None = scope.get("state", {}).get("person")
    if scope["method"] != "POST":
        return ApiRefused("send requests by POST; no stream is kept open", status=405)
    if person is None or (person.id and not person.key):
        msg = "send a key as `Authorization: Bearer rk_…`; you make one on your account"
        return ApiRefused(msg, status=401, code="invalid_api_key")
    if places.locked():
        return ApiRefused("all places are taken; ask again in a few seconds", status=503)
    return None


async def _answered(
    server: Callable[[], MCPServer[Any]], scope: Any, receive: Any, send: Any
) -> ApiRefused | None:
    from starlette.concurrency import run_in_threadpool

    try:
        tools = await run_in_threadpool(server)
    except SettingsError as error:
        return ApiRefused(str(error), status=501, code="not_installed")
    mark = _WHO.set(scope["state"]["person"])
    try:
        # Its sessions would outlive keys, and its task group wants one that the site has not.
        tools.streamable_http_app(stateless_http=True, json_response=True, host="")
        once = tools.session_manager
        async with once.run():
            await once.handle_request(scope, receive, send)
    finally:
        _WHO.reset(mark)
    return None


def _server(app: App) -> MCPServer[Any]:
    @contextmanager
    def spend(scope: str, action: str, model: str) -> Iterator[str]:
        person = _WHO.get()
        hold_scope(person, scope)
        with app.people.allowance(person, action, model):
            yield person.id

    return create_mcp(lambda: nullcontext(app), app.version, spend)
