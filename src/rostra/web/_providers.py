"""Signing in by an OpenID provider: out to it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.errors import AccountError
from rostra.web import _csrf
from rostra.web._cookies import cookie_of, drop, give
from rostra.web._frame import lang_of
from rostra.web._people_says import says
from rostra.web._preferences import local
from rostra.web._sign_in import let_in, shown, site_of
from rostra.web._who import visit_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

STEP_COOKIE = "rostra_step"
STEP_S = 600


def routes() -> list[Route]:
    """Return the routes of providers."""
    from starlette.routing import Route

    return [
        Route("/sign-in/with/{name}", begin, methods=["GET"]),
        Route("/sign-in/back/{name}", back, methods=["GET"]),
        Route("/account/provider/drop", part, methods=["POST"]),
    ]


async def begin(request: Request) -> Response:
    """Send the browser to a provider; with `join` to join it to the account that is signed in.

    `join` is the token of our own page: a link elsewhere must join nobody. It is no form, for the
    policy of our pages lets none lead to another host.
    """
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    name, to = request.path_params["name"], local(request.query_params.get("next", "/"))
    person = request.state.person
    join = request.query_params.get("join")
    if join is not None and not _csrf.holds(request, join):
        raise HTTPException(403, "csrf")
    joining = person if join is not None and person and person.id else None
    try:
        url, token = await run_in_threadpool(
            _outside(request).begin, name, _address(request, name), to, joining
        )
    except AccountError as error:
        return shown(request, to, error)
    reply = RedirectResponse(url, 303)
    give(reply, request, STEP_COOKIE, token, samesite="lax", max_age=STEP_S)
    return reply


async def back(request: Request) -> Response:
    """Take what a provider sent back."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import RedirectResponse

    reply: Response
    try:
        done, to = await run_in_threadpool(
            _outside(request).finish,
            request.path_params["name"], cookie_of(request, STEP_COOKIE),
            dict(request.query_params), visit_of(request), request.state.person,
        )  # fmt: skip
    except AccountError as error:
        reply = shown(request, "/", error)
    else:
        reply = let_in(request, done, to) if done else RedirectResponse(local(to), 303)
    drop(reply, STEP_COOKIE)
    return reply


async def part(request: Request) -> Response:
    """Part the account from a provider."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import RedirectResponse

    form = await _csrf.form_of(request)
    person = request.state.person
    if person is None or not person.id:
        raise HTTPException(403, "sign in first")
    try:
        await run_in_threadpool(_outside(request).part, person, str(form.get("name", "")))
    except AccountError as error:
        raise HTTPException(400, says(lang_of(request), error)) from error
    return RedirectResponse("/account?done=provider_gone", 303)


def _address(request: Request, name: str) -> str:
    return f"{site_of(request).origin}/sign-in/back/{name}"


def _outside(request: Request) -> Any:
    return request.app.state.app.people.outside
