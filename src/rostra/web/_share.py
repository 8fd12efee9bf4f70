"""Shared snapshots: made, listed, revoked by their owner; read by whoever has the address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rostra.app import ChatNamed
from rostra.web._chat_files import shown_messages
from rostra.web._csrf import form_of
from rostra.web._frame import page
from rostra.web._who import owner_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App

_NAME = re.compile(r"[0-9a-f]{32}")


def routes() -> list[Route]:
    """Return the routes of snapshots."""
    from starlette.routing import Route

    return [
        Route("/chat/shares", listed, methods=["GET"]),
        Route("/chat/shares/{name}/revoke", revoke, methods=["POST"]),
        Route("/chat/{chat}/share", share, methods=["POST"]),
        Route("/s/{name}", show, methods=["GET"]),
    ]


async def share(request: Request) -> Response:
    """Freeze the branch that is shown, and show its address in the list."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    await form_of(request)
    app: App = request.app.state.app
    named = ChatNamed(request.path_params["chat"], owner_of(request))
    made = await run_in_threadpool(app.share, named)
    if made is None:
        raise HTTPException(404)
    return RedirectResponse(f"/chat/shares#{made.name}", 303)


async def listed(request: Request) -> Response:
    """List what the person shared."""
    from starlette.concurrency import run_in_threadpool

    app: App = request.app.state.app
    shares = await run_in_threadpool(app.shares, owner_of(request))
    base = f"{request.url.scheme}://{request.url.netloc}"
    return page(request, "chat_shares.html", shares=shares, base=base)


async def revoke(request: Request) -> Response:
    """Take a snapshot back: its address leads nowhere from then on."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    await form_of(request)
    app: App = request.app.state.app
    name, owner = request.path_params["name"], owner_of(request)
    if not await run_in_threadpool(app.share_revoke, name, owner):
        raise HTTPException(404)
    return RedirectResponse("/chat/shares", 303)


async def show(request: Request) -> Response:
    """Show a snapshot to whoever has its address; search engines are asked to leave it."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app
    name = request.path_params["name"]
    found = await run_in_threadpool(app.share_show, name) if _NAME.fullmatch(name) else None
    if found is None:
        raise HTTPException(404)
    made, told = found
    values = await run_in_threadpool(shown_messages, told)
    reply = page(request, "chat_shared.html", share=made, messages=values)
    reply.headers["x-robots-tag"] = "noindex, nofollow, noarchive"
    return reply
