"""GET /readyz: whether this process can answer now, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from rostra.app import App


async def ready(request: Request) -> Response:
    """Answer 200 while store and records answer, else 503; a stopping process listens no more.

    What is wrong is told to whom this server knows: addresses of servers stand in it.
    """
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse

    app: App = request.app.state.app
    parts = await run_in_threadpool(app.ready)
    well = all(state == "ok" for state in parts.values())
    told = {"status": "ready" if well else "not ready"} | (
        {"parts": parts} if request.state.person is not None else {}
    )
    return JSONResponse(told, 200 if well else 503, headers={"cache-control": "no-store"})
