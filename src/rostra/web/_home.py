"""The home page: a question box, example questions, and what is happening now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.web._csrf import form_of
from rostra.web._examples import chat_path, groups
from rostra.web._frame import lang_of, page, render
from rostra.web._lately import Happening
from rostra.web._roles import may, need

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import ModelState, Status
    from rostra.web._lately import Lately

QUESTION = 2_000
"""Characters of a question in an address at most."""


def routes() -> list[Route]:
    """Return the routes of the home page."""
    from starlette.routing import Route

    return [
        Route("/", home, methods=["GET"]),
        Route("/now", now, methods=["GET"]),
        Route("/sample", sample, methods=["POST"]),
    ]


async def home(request: Request) -> Response:
    """Show the question box; what is happening comes with it, or as a part right after."""
    happening = happening_of(request)
    status = await happening.status()
    lately = happening.held(lang_of(request))
    only_sample = bool(status.sample) and not status.posts
    return page(
        request,
        "home.html",
        asked=request.query_params.get("q", "")[:QUESTION],
        groups=groups(lang_of(request), lately, sample=only_sample),
        fares=status,
        sample=only_sample,
        answering=answering(request, status),
        models=[state for state in status.models if not state.problem],
        usual=request.app.state.app.settings.models.answer_with,
        operator=may(request, "operator"),
        **_shown(lately),
    )


async def now(request: Request) -> Response:
    """Tell what is happening: as a part for the home page, as a page to whoever has no script."""
    from starlette.responses import HTMLResponse

    lately = await happening_of(request).told(lang_of(request))
    if "x-rostra-part" in request.headers:
        return HTMLResponse(
            render(request, "home_now.html", **_shown(lately)),
            headers={"cache-control": "no-store"},
        )
    return page(request, "now.html", **_shown(lately))


async def sample(request: Request) -> Response:
    """Drop the bundled sample feed for good, or take it in again."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    form = await form_of(request)
    need(request, "operator")
    app = request.app.state.app
    await run_in_threadpool(app.load_sample if form.get("do") == "load" else app.drop_sample)
    happening_of(request).forget()
    return RedirectResponse("/", 303)


def happening_of(request: Request) -> Happening:
    """Return what keeps what is happening, made at the first visit."""
    state = request.app.state
    if not hasattr(state, "happening"):
        state.happening = Happening(state.app)
    kept: Happening = state.happening
    return kept


def answering(request: Request, status: Status) -> ModelState | None:
    """Return the model that answers where none is chosen; None: posts are quoted."""
    chosen = request.app.state.app.settings.models.answer_with
    names = ("mini", "large") if chosen == "auto" else (chosen,)
    return next((state for state in status.models if state.role in names), None)


def _shown(lately: Lately | None) -> dict[str, Any]:
    posts = {}
    if lately is not None and lately.digest is not None:
        posts = {item.number: item.post for item in lately.digest.evidence}
    return {"lately": lately, "posts": posts, "chat_path": chat_path}
