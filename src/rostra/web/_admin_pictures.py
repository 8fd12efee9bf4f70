"""Pictures that somebody has to look at: reported by people, marked or refused by the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rostra.app import PictureNamed
from rostra.web._admin import around, back
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import page
from rostra.web._roles import need

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App

SHOWN = 60
SIDE = 640
DONE = {"hide": "hidden", "restore": "restored", "delete": "erased", "settle": "settled"}


def routes() -> list[Route]:
    """Return the routes of the pictures to look at."""
    from starlette.routing import Route

    return [
        Route("/admin/pictures", looked_at, methods=["GET"]),
        Route("/admin/pictures/{picture}", moderate, methods=["POST"]),
        Route("/admin/pictures/{picture}/file", file, methods=["GET"]),
    ]


async def looked_at(request: Request) -> Response:
    """Show the pictures that wait, with the reason; those with open reports stand first."""
    from starlette.concurrency import run_in_threadpool

    need(request, "admin")
    app: App = request.app.state.app
    found = await run_in_threadpool(app.pictures_moderated, SHOWN)
    people = await run_in_threadpool(app.people.desk.people)
    names = {person.id: person.name for person in people}
    return page(
        request, "admin_pictures.html", tab="pictures", found=found, names=names,
        waiting=sum(1 for one in found if one.waiting), **around(request),
    )  # fmt: skip


async def moderate(request: Request) -> Response:
    """Hide, restore, delete or settle a picture; raises QueryRefused where there is none."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    me = need(request, "admin")
    app: App = request.app.state.app
    step = field_of(form, "step")
    address = request.client.host if request.client else ""
    picture = request.path_params["picture"]
    await run_in_threadpool(app.picture_moderate, picture, step, me.id, address)  # type: ignore[arg-type]
    return back("/admin/pictures", DONE[step])


async def file(request: Request) -> Response:
    """Send a picture as it is looked at: small, and hidden ones too."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    need(request, "admin")
    app: App = request.app.state.app
    named = PictureNamed(request.path_params["picture"], None, side=SIDE, hidden=True)
    found = await run_in_threadpool(app.picture_file, named)
    if found is None:
        raise HTTPException(404)
    return Response(found.data, media_type=found.mime, headers={"cache-control": "no-store"})
