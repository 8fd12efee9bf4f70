"""A post's page: its thread, what is known around it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rostra.app import Asking, Naming, SeenNamed, Timeline, Translating
from rostra.posts import SAMPLE, Deletion
from rostra.web import _posts_search
from rostra.web._csrf import form_of
from rostra.web._frame import lang_of, page
from rostra.web._news_parts import (
    allowance,
    only_operators,
    operator,
    part,
    telling,
    wants_part,
)
from rostra.web._posts_shown import edited_at, out, post_path, turns, views, warnings
from rostra.web._who import owner_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App
    from rostra.posts import Post

NEWEST = 6
CITING = 20
SIDES = (0, 480, 2048)


def routes() -> list[Route]:
    """Return the routes of posts; `-` is the id of none."""
    from starlette.routing import Route

    return [
        Route("/posts", _posts_search.search, methods=["GET"]),
        Route("/posts/-/picture", picture, methods=["GET"]),
        Route("/posts/-/author", author, methods=["GET"]),
        Route("/posts/-/delete", delete, methods=["POST"]),
        Route("/posts/-/{way}", asked, methods=["POST"]),
        Route("/posts/{id:path}", shown, methods=["GET"]),
    ]


async def shown(request: Request) -> Response:
    """Show a post; one that is gone or was never here has a page that says so."""
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(_shown, request, request.path_params["id"])


def _shown(request: Request, post_id: str, **more: Any) -> Response:
    app: App = request.app.state.app
    post = app.show(post_id)
    if post is None:
        return page(request, "posts_gone.html", status=410, deleted=False)
    thread, hidden = turns(app.thread(post_id), post)
    values = {
        "post": post,
        "thread": thread,
        "hidden": hidden,
        "views": views(post),
        "edited": edited_at(post),
        "warned": warnings(post, app.settings.labels),
        "citing": app.answers_citing(post_id, owner_of(request))[:CITING],
        "operator": operator(request),
        "sample": SAMPLE,
        "made": None,
        **tools(),
    }
    return page(request, "posts_one.html", **{**values, **more})


def tools() -> dict[str, Any]:
    """Return what templates of posts call."""
    return {"post_path": post_path, "out": out}


@telling
async def asked(request: Request) -> Response:
    """Explain, verify or translate a post: as a part, or on its page where no script runs."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    form = await form_of(request)
    way = WAYS.get(request.path_params["way"])
    post_id = str(form.get("post", ""))
    app: App = request.app.state.app
    post = await run_in_threadpool(app.show, post_id)
    if way is None or post is None:
        raise HTTPException(404)
    name = request.path_params["way"]

    def work() -> dict[str, Any]:
        with allowance(request, name):
            return {"way": name, **way(app, post, lang_of(request), owner_of(request))}

    made = await run_in_threadpool(work)
    if wants_part(request):
        return part(request, "posts_made.html", made=made, **tools())
    return await run_in_threadpool(lambda: _shown(request, post_id, made=made))


def _explain(app: App, post: Post, lang: str, _owner: str) -> dict[str, Any]:
    told = app.explain(Naming(post.id, tongue=lang))
    if told is None:
        return {"lines": (), "posts": ()}
    lines = [(bullet.kind, s) for bullet in told.bullets for s in bullet.sentences]
    lines += [("missing", s) for s in told.missing]
    return {"lines": lines, "posts": told.evidence}


def _verify(app: App, post: Post, _lang: str, owner: str) -> dict[str, Any]:
    told = app.verify(Asking(post.text[:2_000], sample=post.source == SAMPLE, owner=owner))
    sides = (*told.ruling.speak_for, *told.ruling.speak_against)
    posts = sorted({w.item.number: w.item for w in sides}.values(), key=lambda item: item.number)
    return {"lines": [("", s) for s in told.sentences], "posts": posts, "ruling": told.ruling}


def _translate(app: App, post: Post, lang: str, owner: str) -> dict[str, Any]:
    told = app.translate(Translating(post.id, to=lang, owner=owner))
    return {"translation": told, "posts": (), "lines": ()}


WAYS: dict[str, Callable[[App, Post, str, str], dict[str, Any]]] = {
    "explain": _explain,
    "verify": _verify,
    "translate": _translate,
}


async def author(request: Request) -> Response:
    """Answer with the newest posts of a post's author, as a part."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    app: App = request.app.state.app

    def newest() -> tuple[Post, ...] | None:
        post = app.show(request.query_params.get("post", ""))
        if post is None:
            return None
        told = app.timeline(Timeline(post.author.id, NEWEST + 1))
        return tuple(one for one in told if one.id != post.id)[:NEWEST]

    found = await run_in_threadpool(newest)
    if found is None:
        raise HTTPException(404)
    return part(request, "posts_author.html", newest=found, **tools())


async def picture(request: Request) -> Response:
    """Send a picture of a post from here, fetched once by the outbound fetcher."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    asked_for = request.query_params
    at, side = asked_for.get("at", "0"), asked_for.get("side", "480")
    if not (at.isdecimal() and side.isdecimal() and int(side[:6]) in SIDES and len(at) < 4):
        raise HTTPException(404)
    app: App = request.app.state.app
    named = SeenNamed(asked_for.get("post", ""), at=int(at), side=int(side), fetch=True)
    file = await run_in_threadpool(app.seen_file, named) if named.post else None
    if file is None or file.mime == "image/svg+xml":
        raise HTTPException(404)
    headers = {"etag": f'"{file.etag}"', "cache-control": "private, max-age=86400"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(file.data, media_type=file.mime, headers=headers)


async def delete(request: Request) -> Response:
    """Delete a post everywhere, for operators; then say that it is gone."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    only_operators(request)
    app: App = request.app.state.app
    post_id = str(form.get("post", ""))
    if await run_in_threadpool(app.show, post_id) is not None:
        await run_in_threadpool(app.delete, Deletion(post_id, datetime.now(UTC)))
    return page(request, "posts_gone.html", deleted=True)
