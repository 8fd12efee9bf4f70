"""A person's own data: everything in one file, and real deletion after a typed word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra.web._csrf import form_of
from rostra.web._frame import lang_of, page
from rostra.web._home import happening_of
from rostra.web._roles import need
from rostra.web._words import LANGS, say

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App


def routes() -> list[Route]:
    """Return the routes of a person's own data."""
    from starlette.routing import Route

    return [
        Route("/settings/export.zip", export, methods=["POST"]),
        Route("/settings/delete", confirm, methods=["GET"]),
        Route("/settings/delete", delete, methods=["POST"]),
    ]


async def export(request: Request) -> Response:
    """Send everything that is the person's."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response

    await form_of(request)
    me = need(request, "reader")
    app: App = request.app.state.app
    body = await run_in_threadpool(app.export_things, me.id)
    named = f'attachment; filename="rostra-{datetime.now(UTC):%Y-%m-%d}.zip"'
    return Response(
        body, media_type="application/zip",
        headers={"content-disposition": named, "cache-control": "no-store"},
    )  # fmt: skip


async def confirm(request: Request) -> Response:
    """Ask for the word without which nothing is deleted; whoever has an account leaves there."""
    from starlette.responses import RedirectResponse

    if need(request, "reader").id:
        return RedirectResponse("/account#leave", 303)
    return _asked(request, wrong=False)


async def delete(request: Request) -> Response:
    """Delete for good what the person at this machine has; accounts are left by `/account`."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    form = await form_of(request)
    if need(request, "reader").id:
        raise HTTPException(404)
    if str(form.get("word", "")).strip().casefold() not in _words():
        return _asked(request, wrong=True)
    app: App = request.app.state.app
    gone = await run_in_threadpool(app.forget_things)
    happening_of(request).forget()
    rows = sum(gone.rows.values())
    return page(request, "settings_gone.html", rows=rows, pictures=gone.pictures)


def _asked(request: Request, *, wrong: bool) -> Response:
    return page(
        request, "settings_delete.html", status=400 if wrong else 200, wrong=wrong,
        word=say(lang_of(request), "settings.delete_word"),
    )  # fmt: skip


def _words() -> frozenset[str]:
    return frozenset(say(lang, "settings.delete_word") for lang in LANGS)
