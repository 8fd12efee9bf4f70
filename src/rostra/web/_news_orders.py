"""Digests that were kept, digests made again and again, searches watched, and their alerts."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from rostra.app import Digesting, Saving, ThingNamed, ThingsAsked, Watching
from rostra.errors import QueryRefused
from rostra.web._csrf import form_of
from rostra.web._frame import lang_of, page
from rostra.web._news_shelf import shelf_of, shown
from rostra.web._posts_shown import post_path
from rostra.web._who import owner_of
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App

SHOWN = 30
HOW_OFTEN = ("daily", "hourly", "15m", "6h")
TONGUES = ("en", "zh", "zh-hant")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_UNNAMEABLE = re.compile(r"[^\w.-]+")


def routes() -> list[Route]:
    """Return the routes of what is kept and ordered; `/news/{id}` comes last."""
    from starlette.routing import Route

    changes = {"saved": _save, "saved/drop": _unsave, "watches": _watch, "watches/drop": _unwatch}
    return [
        Route("/news/kept", orders, methods=["GET"]),
        *(Route(f"/news/{n}", _changing(c), methods=["POST"]) for n, c in changes.items()),
        Route("/news/{id}", kept, methods=["GET"]),
    ]


async def orders(request: Request) -> Response:
    """Show what is kept, made again and watched."""
    return await _page(request)


async def _page(request: Request, status: int = 200, **more: Any) -> Response:
    from starlette.concurrency import run_in_threadpool

    app: App = request.app.state.app
    theirs = ThingsAsked(limit=SHOWN, owner=owner_of(request))

    def read() -> dict[str, Any]:
        return {
            "kept": app.digests(theirs),
            "saved": app.saved(theirs),
            "watches": app.watches(theirs),
            "alerts": app.alerts(theirs),
        }

    values = {"form": {}, "wrong": "", "wrong_at": "", "post_path": post_path, "often": HOW_OFTEN}
    return page(
        request, "news_kept.html", status=status,
        **{**values, **await run_in_threadpool(read), **more},
    )  # fmt: skip


async def kept(request: Request) -> Response:
    """Show a kept digest as it was made, without what was deleted since."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app
    named = ThingNamed(request.path_params["id"], owner_of(request))
    found = await run_in_threadpool(app.kept_digest, named)
    if found is None:
        raise HTTPException(404)
    held = shelf_of(request).stood(found.id, found.digest, owner_of(request))
    return page(request, "news_one.html", one=found, **shown(held))


def _changing(
    change: Callable[[App, FormData, str, str], None],
) -> Callable[[Request], Awaitable[Response]]:
    async def route(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        form = await form_of(request)
        app: App = request.app.state.app
        at = request.url.path.split("/")[2]
        if change is _save and request.state.person is not None:
            app.people.hold(request.state.person, "digest")
        try:
            await run_in_threadpool(change, app, form, owner_of(request), lang_of(request))
        except QueryRefused as error:
            told = {key: str(form.get(key, "")) for key in form}
            return await _page(request, 400, form=told, wrong=str(error), wrong_at=at)
        return RedirectResponse(f"/news/kept#{at}", 303)

    return route


def _save(app: App, form: FormData, owner: str, lang: str) -> None:
    about, topic = _said(form, "about"), _said(form, "topic")
    tongue = _said(form, "tongue")
    wish = Digesting(
        topic if about == "topic" else "",
        fun=form.get("style") == "fun",
        tongue=tongue if tongue in TONGUES else lang,
    )
    if about == "topic" and not topic:
        raise QueryRefused(say(lang, "news.no_topic"))
    app.save_digest(Saving(_name(form, topic or "news"), _every(form, lang), wish, owner))


def _unsave(app: App, form: FormData, owner: str, _lang: str) -> None:
    app.unsave_digest(ThingNamed(_said(form, "name"), owner))


def _watch(app: App, form: FormData, owner: str, lang: str) -> None:
    query, least = _said(form, "query"), _said(form, "at_least") or "1"
    if not (least.isascii() and least.isdecimal() and len(least) < 7):
        raise QueryRefused(say(lang, "news.no_number"))
    every = _said(form, "every")
    every = every if every in ("15m", "hourly", "6h") else "15m"
    app.watch(Watching(_name(form, query), query, int(least), every, owner=owner))


def _unwatch(app: App, form: FormData, owner: str, _lang: str) -> None:
    app.unwatch(ThingNamed(_said(form, "name"), owner))


def _every(form: FormData, lang: str) -> str:
    often, clock = _said(form, "every"), _said(form, "clock") or "08:00"
    if often not in HOW_OFTEN:
        often = "daily"
    if often != "daily":
        return often
    if not _CLOCK.fullmatch(clock):
        raise QueryRefused(say(lang, "news.no_clock"))
    return f"daily@{clock}"


def _name(form: FormData, otherwise: str) -> str:
    """Return the name that was given, or one made of the words."""
    return _said(form, "name") or _UNNAMEABLE.sub("-", otherwise).strip("-")[:40] or "news"


def _said(form: FormData, name: str) -> str:
    return " ".join(str(form.get(name, "")).split())[:500]
