"""What operators change about feeds: sources added, paused, removed; the sample; mutes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rostra.errors import RostraError, SettingsError
from rostra.posts import SAMPLE
from rostra.settings import add_feed, add_mute, drop_feed, drop_mute, switch_feed
from rostra.web._csrf import form_of
from rostra.web._feeds_form import NETWORKS, fields_in, missing_in
from rostra.web._frame import lang_of
from rostra.web._news_parts import only_operators
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App

    Show = Callable[..., Awaitable[Response]]


LONGEST = 500
MUTES = ("authors", "words")
_WRONG = re.compile(r"is wrong: (\w+)(?:\.\d+)?: (?:Value error, )?(.*)", re.DOTALL)


def routes(show: Show) -> list[Route]:
    """Return the routes that change something; `show` gives the page again for a wrong form."""
    from starlette.routing import Route

    def guarded(change: Callable[[Request, FormData], Awaitable[Response]]) -> Any:
        async def route(request: Request) -> Response:
            form = await form_of(request)
            only_operators(request)
            try:
                return await change(request, form)
            except RostraError as error:
                at, says = _told(error)
                kept = {key: str(form.get(key, "")) for key in form if "token" not in key}
                return await show(request, 400, form=kept, wrong=says, wrong_at=at)

        return route

    changes = {
        "add": added, "remove": removed, "switch": switched,
        "sample": sampled, "mute": muted, "unmute": unmuted,
    }  # fmt: skip
    return [
        Route(f"/feeds/{n}", guarded(change), methods=["POST"]) for n, change in changes.items()
    ]


async def added(request: Request, form: FormData) -> Response:
    """Add a source to the settings and run it."""
    app: App = request.app.state.app
    network = str(form.get("network", ""))
    if network not in NETWORKS:
        raise SettingsError(f"the feed '' is wrong: network: {network[:40]!r} is none")
    taken = {feed.name for feed in app.settings.feeds}
    name = str(form.get("name", "")).strip() or _free_name(network, taken)
    if name == SAMPLE:
        raise SettingsError("the feed 'sample' is wrong: name: it is kept for the sample feed")
    fields = fields_in(network, form)
    missing = missing_in(network, fields)
    if missing:
        says = say(lang_of(request), "feeds.needed")
        raise SettingsError(f"the feed {name!r} is wrong: {missing}: {says}")

    def change() -> None:
        add_feed(app.settings.file, {"name": name, "network": network, **fields})
        app.reload()

    return await _changed(request, change, f"source-{name}")


async def removed(request: Request, form: FormData) -> Response:
    """Take a source out of the settings; its posts stay."""
    app: App = request.app.state.app
    name = str(form.get("name", ""))

    def change() -> None:
        drop_feed(app.settings.file, name)
        app.reload()

    return await _changed(request, change)


async def switched(request: Request, form: FormData) -> Response:
    """Pause a source, or let it run again."""
    app: App = request.app.state.app
    name, on = str(form.get("name", "")), form.get("on") == "1"

    def change() -> None:
        switch_feed(app.settings.file, name, on=on)
        app.reload()

    return await _changed(request, change, f"source-{name}")


async def sampled(request: Request, form: FormData) -> Response:
    """Take in the sample feed, or drop it."""
    app: App = request.app.state.app
    work = app.drop_sample if form.get("do") == "drop" else app.load_sample
    return await _changed(request, work)


async def muted(request: Request, form: FormData) -> Response:
    """Leave out an author, or posts that hold a word."""
    return await _mute(request, form, add_mute)


async def unmuted(request: Request, form: FormData) -> Response:
    """Let an author or a word in again."""
    return await _mute(request, form, drop_mute)


async def _mute(
    request: Request, form: FormData, write: Callable[[Any, str, str], None]
) -> Response:
    app: App = request.app.state.app
    kind, value = str(form.get("kind", "")), " ".join(str(form.get("value", "")).split())
    if kind not in MUTES or not value or len(value) > LONGEST:
        raise SettingsError(say(lang_of(request), "feeds.mute_wrong"))

    def change() -> None:
        write(app.settings.file, kind, value)
        app.reload()

    return await _changed(request, change, "mutes")


async def _changed(request: Request, change: Callable[[], object], at: str = "") -> Response:
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    await run_in_threadpool(change)
    request.app.state.feeds_status = (0.0, None)
    return RedirectResponse("/feeds" + (f"#{quote(at)}" if at else ""), 303)


def _free_name(network: str, taken: set[str]) -> str:
    names = [network, *(f"{network}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _told(error: RostraError) -> tuple[str, str]:
    """Return which field is wrong ("" = none of them), and why."""
    found = _WRONG.search(str(error))
    return (found[1], found[2]) if found else ("", str(error))
