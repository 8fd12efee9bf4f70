"""News: what is being posted, as a digest of stories with the posts they rest on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextvars import copy_context
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rostra.app import Digesting, StoryCover, ThingNamed, digest_covers
from rostra.web import _news_orders, _news_trends
from rostra.web._frame import lang_of, page
from rostra.web._news_parts import allowance, hold_fun, part, telling
from rostra.web._news_shelf import Page, cover_of, key_of, shelf_of, shown
from rostra.web._who import owner_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App
    from rostra.assistant import Digest

TONGUES = ("en", "zh", "zh-hant")
TOPIC = 120
"""Characters of a topic at most."""
COVER_PX = 640


def routes() -> list[Route]:
    """Return the routes of the news; what lies under them stands in `_news_orders`."""
    from starlette.routing import Route

    return [
        Route("/news", news, methods=["GET"]),
        Route("/news/digest", digest_part, methods=["GET"]),
        Route("/news/trends", _news_trends.trends, methods=["GET"]),
        Route("/news/{key}/covers/{number:int}.webp", cover, methods=["GET"]),
        Route("/news/{key}/card/{number:int}.png", card, methods=["GET"]),
        Route("/news/{key}/digest.md", written, methods=["GET"]),
        *_news_orders.routes(),
    ]


def wish_of(request: Request) -> Digesting:
    """Read the wish from the address; what is not known there is as if not said."""
    asked = request.query_params
    topic = " ".join(asked.get("topic", "").split())[:TOPIC]
    about = asked.get("about", "")
    subject = topic if topic and about in ("", "topic") else about
    subject = subject if subject in ("now", "today", topic) else "now"
    tongue = asked.get("tongue", "")
    return Digesting(
        subject=subject or "now",
        fun=asked.get("style") == "fun",
        tongue=tongue if tongue in TONGUES else lang_of(request),
    )


async def news(request: Request) -> Response:
    """Show the news; the digest comes as a part unless it was made within the last minute."""
    wish = wish_of(request)
    shelf = shelf_of(request)
    held = shelf.ready(key_of(wish))
    if held is None and "whole" in request.query_params:
        if wish.fun:
            hold_fun(request)
        _judged(request, wish)
        with allowance(request, "digest"):
            run = copy_context().run  # whoever has it made first, it is counted for
            held = shelf.page(key_of(wish), lambda: run(request.app.state.app.make_digest, wish))
            await asyncio.wrap_future(held.made)
    values = shown(held) if held else {"digest": None}
    query = str(request.url.query)
    return page(
        request, "news.html", wish=wish, query=f"?{query}" if query else "",
        topic=wish.subject if wish.subject not in ("now", "today") else "",
        atom="/digests.atom", **values,
    )  # fmt: skip


@telling
async def digest_part(request: Request) -> Response:
    """Make the digest, and answer with it alone."""
    wish = wish_of(request)
    app: App = request.app.state.app
    shelf = shelf_of(request)
    held = shelf.ready(key_of(wish))
    if wish.fun:
        hold_fun(request)
    _judged(request, wish)
    if held is None:
        with allowance(request, "digest"):
            run = copy_context().run
            held = shelf.page(key_of(wish), lambda: run(app.make_digest, wish))
            await asyncio.wrap_future(held.made)
    return part(request, "news_digest.html", **shown(held))


def _judged(request: Request, wish: Digesting) -> None:
    """Judge a topic for who asks, as a digest is shared; raises PolicyRefused."""
    if wish.subject not in ("now", "today"):
        request.app.state.app.judging.held(wish.subject, owner_of(request), of="digest")


async def cover(request: Request) -> Response:
    """Send the cover of a story, drawn when it is first asked for."""
    return await _picture(request, COVER_PX)


async def card(request: Request) -> Response:
    """Send the cover of a story in full, with its provenance, to be shared."""
    return await _picture(request, 0)


async def _picture(request: Request, width: int) -> Response:
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    held = await held_page(request)
    number = request.path_params["number"]
    if held is None or not 1 <= number <= len(held.made.result().stories):
        raise HTTPException(404)
    drawn = await run_in_threadpool(cover_of, held, number, drawer(request))
    if drawn is None or drawn.picture is None:
        raise HTTPException(404)
    kept = {"cache-control": "private, max-age=3600"}
    if width:
        from rostra.vision import smaller

        data = await run_in_threadpool(smaller, drawn.picture.data, width)
        if data is not None:
            return Response(data, media_type="image/webp", headers=kept)
    kept["content-disposition"] = f'attachment; filename="rostra-story-{number}.png"'
    return Response(drawn.picture.data, media_type="image/png", headers=kept)


def drawer(request: Request) -> Any:
    """Return what draws the covers of a digest, under the policy that holds now."""
    from rostra.policy import current_policy

    folder = request.app.state.app.settings.data / "policy"

    def draw(digest: Digest) -> Iterator[StoryCover]:
        return digest_covers(digest, current_policy(folder), now=datetime.now(UTC))

    return draw


async def held_page(request: Request) -> Page | None:
    """Return the page that an address names: one of the last wishes, or a kept digest."""
    from starlette.concurrency import run_in_threadpool

    key = request.path_params["key"]
    shelf = shelf_of(request)
    held = shelf.find(key)
    if held is not None:
        if held.made.done() and held.made.exception() is None:
            return held
        return None
    named = ThingNamed(key, owner_of(request))
    kept = await run_in_threadpool(request.app.state.app.kept_digest, named)
    return shelf.stood(kept.id, kept.digest, named.owner) if kept else None


async def written(request: Request) -> Response:
    """Send a digest as Markdown."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    from rostra.assistant import markdown

    held = await held_page(request)
    if held is None:
        raise HTTPException(404)
    headers = {"content-disposition": 'attachment; filename="rostra-digest.md"'}
    body = markdown(held.made.result())
    return Response(body, media_type="text/markdown; charset=utf-8", headers=headers)
