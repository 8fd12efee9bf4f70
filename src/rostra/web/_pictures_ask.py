"""Asking about a picture: what it shows, what is written in it, where it was seen before."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from rostra.app import Seeing, Shown
from rostra.errors import RostraError
from rostra.web._csrf import form_of
from rostra.web._frame import lang_of, page
from rostra.web._news_parts import allowance, part, wants_part
from rostra.web._posts_shown import out, post_path
from rostra.web._replies import STATUS, told
from rostra.web._who import owner_of
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, Sighting
    from rostra.settings import Settings

MB = 1_000_000
OTHER = 100_000
"""Bytes that a form has beside its pictures."""
QUESTION = 1_000
PATH = "/pictures/ask"


def routes() -> list[Route]:
    """Return the routes of questions about pictures."""
    from starlette.routing import Route

    return [Route(PATH, box, methods=["GET"]), Route(PATH, asked, methods=["POST"])]


def larger(settings: Settings) -> dict[str, int]:
    """Return the routes that take larger bodies than others, in bytes."""
    return {PATH: settings.vision.picture_mb * MB + OTHER}


async def box(request: Request) -> Response:
    """Show the box."""
    return _page(request)


def _page(request: Request, status: int = 200, **more: Any) -> Response:
    app: App = request.app.state.app
    values = {
        "seen": None, "wrong": "", "question": "", "megabytes": app.settings.vision.picture_mb,
        "post_path": post_path, "out": out,
    }  # fmt: skip
    name = "pictures_seen.html" if wants_part(request) else "pictures_ask.html"
    answer = part if wants_part(request) else page
    return answer(request, name, status=status, **{**values, **more})


async def asked(request: Request) -> Response:
    """Look at what was sent, and answer."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    question = str(form.get("question", "")).strip()[:QUESTION]
    app: App = request.app.state.app
    images = await _images(form, app.settings.vision.picture_mb * MB)
    if not images:
        says = say(lang_of(request), "pictures.no_picture")
        return _page(request, 400, wrong=says, question=question)
    seeing = Seeing(
        images, question=question, mark=bool(question), tongue=lang_of(request),
        owner=owner_of(request),
    )  # fmt: skip

    def look() -> Sighting:
        with allowance(request, "see"):
            return app.see(seeing)

    try:
        seen = await run_in_threadpool(look)
    except RostraError as error:
        status = next((s for kind, s in STATUS if isinstance(error, kind)), 400)
        return _page(request, status, wrong=told(error)["message"], question=question)
    return _page(request, seen=seen, question=question)


async def _images(form: FormData, limit: int) -> tuple[Shown, ...]:
    """Read the files of a form; their names are shown, never used as paths."""
    from starlette.datastructures import UploadFile

    found = []
    for sent in form.getlist("picture"):
        if isinstance(sent, UploadFile) and sent.size:
            data = await sent.read(limit + 1)
            name = (sent.filename or "")[-80:]
            found.append(Shown(b64encode(data).decode("ascii"), name=name))
    return tuple(found)
