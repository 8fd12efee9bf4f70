"""The register of anonymous entrants: who stands in it, and for operators what is done with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rostra.app import App, Registering
from rostra.errors import ArenaError
from rostra.web._arena_voter import operates
from rostra.web._csrf import form_of
from rostra.web._frame import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

PATH = "/arena/register"
DEEDS = ("add", "reveal", "retire")


def routes() -> list[Route]:
    """Return the routes of the register."""
    from starlette.routing import Route

    return [
        Route(PATH, register, methods=["GET"]),
        Route(f"{PATH}/{{deed}}", change, methods=["POST"]),
    ]


async def register(request: Request) -> Response:
    """Show every anonymous entrant there ever was, with its seal."""
    return await _shown(request)


async def _shown(request: Request, status: int = 200, problem: str = "") -> Response:
    app: App = request.app.state.app
    told = {one.code: one.label for one in app.settings.arena.entrants if one.code}
    masked = await asyncio.to_thread(app.register)
    known = {one.code for one in masked}
    return page(
        request, "register.html", status=status, problem=problem, masked=masked,
        may_change=operates(request), waiting=[code for code in told if code not in known],
    )  # fmt: skip


async def change(request: Request) -> Response:
    """Register, reveal or retire an entrant; for operators alone."""
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    deed = request.path_params["deed"]
    if not operates(request):
        raise HTTPException(403)
    if deed not in DEEDS:
        raise HTTPException(404)
    app: App = request.app.state.app
    told = {name: str(form.get(name, "")).strip() for name in ("code", "name", "maker", "note")}
    try:
        if deed == "add":
            await asyncio.to_thread(app.register_add, Registering(**told))
        else:
            await asyncio.to_thread(getattr(app, deed), told["code"])
    except ArenaError as error:
        return await _shown(request, 400, str(error))
    return RedirectResponse(PATH, 303)
