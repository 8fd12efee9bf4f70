"""The files of pictures, sent to their owner alone, and the events of orders under way."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from rostra.app import PictureNamed
from rostra.errors import RostraError
from rostra.web._who import owner_of
from rostra.web._works_sent import behind, sent, streamed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, PictureOrder
    from rostra.imagine import Facts
    from rostra.web._pictures_line import Jobs, Told

SIDES = ("0", "320", "640", "1600")
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The policy of an SVG that was saved and is opened from here all the same."""


def routes() -> list[Route]:
    """Return the routes of files and events."""
    from starlette.routing import Route

    return [
        Route("/pictures/{id}/file", file, methods=["GET"]),
        Route("/pictures/{id}/events", events, methods=["GET"]),
    ]


async def file(request: Request) -> Response:
    """Send a picture: a PNG or a smaller copy to look at, an SVG only to be saved."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    asked = request.query_params
    kind, side = asked.get("kind", "png"), asked.get("side", "0")
    if kind not in ("png", "svg") or side not in SIDES:
        raise HTTPException(404)
    app: App = request.app.state.app
    named = PictureNamed(request.path_params["id"], owner_of(request), kind=kind, side=int(side))  # type: ignore[arg-type]
    found = await run_in_threadpool(app.picture_file, named)
    if found is None:
        raise HTTPException(404)
    headers = {"etag": f'"{found.etag}"', "cache-control": "private, max-age=3600"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    if kind == "svg" or "save" in asked:
        headers["content-disposition"] = f'attachment; filename="{found.name}"'
    if kind == "svg":
        headers["content-security-policy"] = SANDBOX
    return Response(found.data, media_type=found.mime, headers=headers)


def facts(app: App, picture: str, who: str) -> Facts | None:
    """Read what a picture's own file tells of where it comes from."""
    from rostra.imagine import read_facts

    found = app.picture_file(PictureNamed(picture, who))
    return read_facts(found.data) if found else None


async def named(request: Request) -> PictureOrder:
    """Return the person's order or picture; another's is as if unknown."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app
    name = PictureNamed(request.path_params["id"], owner_of(request))
    try:
        order = await run_in_threadpool(app.picture_show, name)
    except RostraError:
        order = None
    if order is None:
        raise HTTPException(404)
    return order


async def events(request: Request) -> Response:
    """Stream how far an order is; a reader who comes back goes on behind the last event.

    An order of one's own that is not drawn here is over; any other is not there.
    """
    jobs: Jobs = request.app.state.picture_jobs
    job = jobs.find(request.path_params["id"], owner_of(request))
    if job is None:
        await named(request)
    return streamed(sent(job, behind(request), _written, "over"))


def _written(told: Told) -> tuple[str, str]:
    return "told", json.dumps(asdict(told), ensure_ascii=False)
