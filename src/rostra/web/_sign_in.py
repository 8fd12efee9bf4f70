"""Signing in, up and out; a session's cookie is given here and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rostra.accounts import Site
from rostra.app import NeedsCode, SignedIn
from rostra.errors import AccountError
from rostra.web import _csrf
from rostra.web._cookies import cookie_of, drop, give
from rostra.web._csrf import field_of
from rostra.web._frame import lang_of, page
from rostra.web._people_says import says
from rostra.web._preferences import local
from rostra.web._who import DEVICE, SESSION, app_of, visit_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

YEAR_S = 31_536_000
JSON_LIMIT = 64_000


def routes() -> list[Route]:
    """Return the routes of signing in, up and out."""
    from starlette.routing import Route

    return [
        Route("/sign-in", show, methods=["GET"]),
        Route("/sign-in", by_password, methods=["POST"]),
        Route("/sign-in/code", by_code, methods=["POST"]),
        Route("/sign-in/passkey/begin", begin_passkey, methods=["POST"]),
        Route("/sign-in/passkey", by_passkey, methods=["POST"]),
        Route("/sign-up", show_up, methods=["GET"]),
        Route("/sign-up", sign_up, methods=["POST"]),
        Route("/sign-out", sign_out, methods=["POST"]),
    ]


async def show(request: Request) -> Response:
    """Show how to sign in; who is signed in goes on."""
    from starlette.responses import RedirectResponse

    to = local(request.query_params.get("next", "/"))
    if request.state.person is not None and request.state.person.id:
        return RedirectResponse(to, 303)
    return shown(request, to)


async def by_password(request: Request) -> Response:
    """Sign in by name and password; a second factor is asked for on the next page."""
    form = await _csrf.form_of(request)
    to = local(field_of(form, "next", "/"))
    gate = app_of(request).people.gate
    try:
        done = await _run(
            gate.sign_in, field_of(form, "name"), field_of(form, "password"), visit_of(request)
        )
    except AccountError as error:
        return shown(request, to, error, name=field_of(form, "name")[:64])
    if isinstance(done, NeedsCode):
        return page(request, "sign_in_code.html", step=done.step, to=to, wrong="")
    return let_in(request, done, to)


async def by_code(request: Request) -> Response:
    """Sign in by the code of a second factor."""
    form = await _csrf.form_of(request)
    to, step = local(field_of(form, "next", "/")), field_of(form, "step")
    try:
        gate = app_of(request).people.gate
        done = await _run(gate.second, step, field_of(form, "code"), visit_of(request))
    except AccountError as error:
        wrong = says(lang_of(request), error, at_code=True)
        return page(request, "sign_in_code.html", status=401, step=step, to=to, wrong=wrong)
    return let_in(request, done, to)


async def begin_passkey(request: Request) -> Response:
    """Give the browser a challenge."""
    from starlette.responses import JSONResponse

    _csrf.checked(request)
    asked = await _run(app_of(request).people.factors.begin_signing, site_of(request))
    return JSONResponse({"step": asked.step, "options": asked.options})


async def by_passkey(request: Request) -> Response:
    """Sign in by what a passkey signed."""
    from starlette.responses import JSONResponse

    body = await json_of(request)
    try:
        done = await _run(
            app_of(request).people.factors.sign_in,
            site_of(request), str(body.get("step", "")), _table(body.get("reply")),
            visit_of(request),
        )  # fmt: skip
    except AccountError as error:
        return JSONResponse({"error": says(lang_of(request), error)}, 401)
    to = local(str(body.get("next", "/")))
    return _with_cookies(request, JSONResponse({"to": to}), done)


async def show_up(request: Request) -> Response:
    """Show what an invitation is to."""
    token = request.query_params.get("token", "")
    return await _show_up(request, token)


async def sign_up(request: Request) -> Response:
    """Take an invitation, and sign in."""
    form = await _csrf.form_of(request)
    token, name = field_of(form, "token"), field_of(form, "name")
    try:
        done = await _run(
            app_of(request).people.desk.sign_up,
            token, name, field_of(form, "password"), visit_of(request),
        )  # fmt: skip
    except AccountError as error:
        return await _show_up(request, token, name=name[:64], error=error)
    return let_in(request, done, "/")


async def sign_out(request: Request) -> Response:
    """End the session, here and in the browser."""
    from starlette.responses import RedirectResponse

    await _csrf.form_of(request)
    person = request.state.person
    if person is not None and person.id:
        await _run(app_of(request).people.gate.sign_out, person, cookie_of(request, SESSION))
    reply = RedirectResponse("/sign-in", 303, headers={"clear-site-data": '"cache"'})
    drop(reply, SESSION, _csrf.COOKIE)
    return reply


def let_in(request: Request, done: SignedIn, to: str) -> Response:
    """Go where the person wanted, with the new session's cookie."""
    from starlette.responses import RedirectResponse

    return _with_cookies(request, RedirectResponse(local(to), 303), done)


def site_of(request: Request) -> Site:
    """Return the site as the browser sees it, for passkeys and providers."""
    named = app_of(request).settings.accounts.address
    if named:
        return Site(urlsplit(named).hostname or "", named)
    url = request.url
    return Site(url.hostname or "", f"{url.scheme}://{url.netloc}")


async def json_of(request: Request) -> dict[str, Any]:
    """Read a small JSON object, its token in the header; raises HTTPException."""
    from starlette.exceptions import HTTPException

    _csrf.checked(request)
    raw = await request.body()
    try:
        body = json.loads(raw) if len(raw) <= JSON_LIMIT else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "the body is no JSON object")
    return body


def _with_cookies(request: Request, reply: Response, done: SignedIn) -> Response:
    """Give the session, and forms a new token with it: none that was planted before holds."""
    give(reply, request, SESSION, done.token, samesite="lax", expires=done.ends_at)
    give(reply, request, DEVICE, done.device, max_age=YEAR_S)
    give(reply, request, _csrf.COOKIE, _csrf.new_visit())
    return reply


def shown(request: Request, to: str, error: AccountError | None = None, name: str = "") -> Response:
    """Show how to sign in, and what went wrong with the last try."""
    wrong = says(lang_of(request), error) if error else ""
    providers = [
        (one.name, one.label or one.name) for one in app_of(request).settings.accounts.oidc
    ]
    return page(
        request, "sign_in.html", status=401 if error else 200, to=to, given=name, wrong=wrong,
        providers=providers,
    )  # fmt: skip


async def _show_up(
    request: Request, token: str, *, name: str = "", error: AccountError | None = None
) -> Response:
    desk = app_of(request).people.desk
    role, open_ = "admin", True
    if not await _run(desk.nobody):
        try:
            role = (await _run(desk.invited_to, token)).role
        except AccountError as ended:
            error, open_ = ended, False
    wrong = says(lang_of(request), error) if error else ""
    return page(
        request, "sign_up.html", status=400 if error else 200, token=token, given=name, wrong=wrong,
        role=role, open=open_ and bool(token),
    )  # fmt: skip


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


async def _run(act: Any, *given: Any) -> Any:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(act, *given)
