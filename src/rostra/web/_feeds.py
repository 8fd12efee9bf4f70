"""Feeds: what Rostra listens to, how each source fares, and what is muted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rostra.posts import SAMPLE
from rostra.web import _feeds_change
from rostra.web._feeds_form import NETWORKS, ORDER, form_fields
from rostra.web._frame import page
from rostra.web._news_parts import operator, part

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App, Status
    from rostra.feeds import SourceState
    from rostra.settings import FeedSettings

FRESH_S = 2.0
"""Seconds for which the figures are shown again to whoever asks."""
LIVE = "connected"


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the settings name it (`told`) and as it fares (`state`)."""

    name: str
    network: str
    told: FeedSettings | None
    state: SourceState | None

    @property
    def status(self) -> str:
        """How it fares, in a word."""
        if self.told is not None and not self.told.enabled:
            return "off"
        return self.state.status if self.state else "idle"

    @property
    def place(self) -> str:
        """Where it listens; never a key."""
        if self.told is None:
            return ""
        relays = getattr(self.told, "relays", None)
        if relays:
            return ", ".join(relays)
        path = getattr(self.told, "path", None)
        return getattr(self.told, "url", "") or (path.name if path else "")

    @property
    def words(self) -> tuple[str, ...]:
        """What its posts must hold, hashtags with their sign."""
        query = getattr(self.told, "query", ())
        told = (query,) if isinstance(query, str) and query else tuple(query or ())
        tags = (getattr(self.told, "tag", ""), *getattr(self.told, "tags", ()))
        return (*told, *(f"#{tag}" for tag in tags if tag))


def routes() -> list[Route]:
    """Return the routes of the feeds."""
    from starlette.routing import Route

    return [
        Route("/feeds", feeds, methods=["GET"]),
        Route("/feeds/state", state, methods=["GET"]),
        Route("/feeds/search", elsewhere, methods=["GET"]),
        *_feeds_change.routes(feeds_page),
    ]


async def feeds(request: Request) -> Response:
    """Show the sources, and how to add one."""
    return await feeds_page(request)


async def feeds_page(request: Request, status: int = 200, **more: Any) -> Response:
    """Show the page, with what a form said and what was wrong with it."""
    app: App = request.app.state.app
    values = await figures(request)
    shown: dict[str, Any] = {
        "mutes": app.settings.mutes,
        "operator": operator(request),
        "networks": NETWORKS,
        "fields": form_fields(),
        "form": dict.fromkeys(("network", "name", *ORDER), ""),
        "wrong": "",
        "wrong_at": "",
        "done": "",
    }
    if "form" in more:
        more["form"] = {**shown["form"], **more["form"]}
    return page(request, "feeds.html", status=status, **{**shown, **values, **more})


async def state(request: Request) -> Response:
    """Answer with the figures alone: what is asked for again and again."""
    values = await figures(request)
    return part(request, "feeds_state.html", operator=operator(request), **values)


async def elsewhere(request: Request) -> Response:
    """Lead to where posts are searched."""
    from starlette.responses import RedirectResponse

    query = request.url.query
    return RedirectResponse("/posts" + (f"?{query}" if query else ""), 303)


async def figures(request: Request) -> dict[str, Any]:
    """Return the sources and the counts of posts, read again after two seconds."""
    from starlette.concurrency import run_in_threadpool

    app: App = request.app.state.app
    memory = request.app.state
    now = time.monotonic()
    at, held = getattr(memory, "feeds_status", (0.0, None))
    fresh = held is not None and now - at <= FRESH_S
    told = held if held is not None and fresh else await run_in_threadpool(app.status)
    if not fresh:
        memory.feeds_status = (now, told)
    return {"sources": sources(app, told), "counts": told, "live": LIVE, "sample": SAMPLE}


def sources(app: App, told: Status) -> tuple[Source, ...]:
    """List the sources of the settings with how they fare, then what else runs."""
    states = {one.name: one for one in told.feeds}
    named = tuple(
        Source(feed.name, feed.network, feed, states.pop(feed.name, None))
        for feed in app.settings.feeds
    )
    return (*named, *(Source(s.name, s.network, None, s) for s in states.values()))
