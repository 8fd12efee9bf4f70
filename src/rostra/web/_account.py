"""One's account: what is left of the plan, how one signs in, keys, usage, and leaving."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rostra.accounts import SCOPES
from rostra.app import App, KeyWanted, UsageAsked
from rostra.errors import AccountError, NotInPlan, SignInFailed
from rostra.web import _csrf
from rostra.web._arena_voter import COOKIE as VOTER
from rostra.web._cookies import cookie_of, drop
from rostra.web._csrf import field_of
from rostra.web._frame import THEME_COOKIE, lang_of, page
from rostra.web._people_says import plan_called, says
from rostra.web._sign_in import json_of, site_of
from rostra.web._who import DEVICE, SESSION, app_of, visit_of
from rostra.web._words import COOKIE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.accounts import Person

SHOWN = ("password", "factor", "off", "session", "sessions", "passkey_gone", "key_gone", "own_key",
         "own_key_gone", "passkey_new", "provider_gone")  # fmt: skip
"""What may be said to be done."""
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
            ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
           ("Windows", "Windows"), ("Linux", "Linux"))  # fmt: skip
USAGE = 100_000
HOURS = 24.0


def routes() -> list[Route]:
    """Return the routes of the account."""
    from starlette.routing import Route

    posts = {
        "password": password, "factor": factor, "factor/confirm": confirm, "factor/off": off,
        "session/end": end_session, "sessions/end": end_sessions, "passkey/drop": drop_passkey,
        "key": make_key, "key/revoke": revoke_key, "own-key": put_own_key,
        "own-key/drop": drop_own_key, "delete": delete, "passkey/begin": begin_passkey,
        "passkey": add_passkey,
    }  # fmt: skip
    return [
        Route("/account", show, methods=["GET"]),
        Route("/account/usage.{form}", usage, methods=["GET"]),
        *(Route(f"/account/{name}", act, methods=["POST"]) for name, act in posts.items()),
    ]


async def show(request: Request) -> Response:
    """Show the account."""
    done = request.query_params.get("done", "")
    return await _shown(request, done=done if done in SHOWN else "")


async def usage(request: Request) -> Response:
    """Give what one used as a file, CSV or JSON."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    form = request.path_params["form"]
    if form not in ("csv", "json"):
        raise HTTPException(404)
    books = app_of(request).people.books
    write = books.usage_csv if form == "csv" else books.usage_json
    text = await _run(write, UsageAsked(person=_whom(request).id, limit=USAGE))
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    named = {"content-disposition": f'attachment; filename="rostra-usage.{form}"'}
    return Response(text, media_type=kind, headers=named)


async def password(request: Request) -> Response:
    """Set another password; every other session ends."""
    form = await _csrf.form_of(request)
    factors, whom = app_of(request).people.factors, _whom(request)
    given = (field_of(form, "old"), field_of(form, "new"), visit_of(request))
    return await _done(request, "password", factors.change_password, whom, *given)


async def factor(request: Request) -> Response:
    """Offer a second factor: its seed as a QR code and in letters."""
    await _csrf.form_of(request)
    offer = await _run(app_of(request).people.factors.offer, _whom(request))
    return _factor(request, offer)


async def confirm(request: Request) -> Response:
    """Turn the second factor on by its first code; show the recovery codes this once."""
    form = await _csrf.form_of(request)
    factors, whom, step = app_of(request).people.factors, _whom(request), field_of(form, "step")
    try:
        codes = await _run(factors.confirm, whom, step, field_of(form, "code"))
    except SignInFailed as error:
        try:
            offer = await _run(factors.offered, whom, step)
        except SignInFailed:
            return await _shown(request, error=error)
        return _factor(request, offer, error)
    return page(request, "account_codes.html", codes=codes)


async def off(request: Request) -> Response:
    """Turn the second factor off."""
    form = await _csrf.form_of(request)
    given = (_whom(request), field_of(form, "password"), visit_of(request))
    return await _done(request, "off", app_of(request).people.factors.turn_off, *given)


async def end_session(request: Request) -> Response:
    """End one session."""
    form = await _csrf.form_of(request)
    gate = app_of(request).people.gate
    return await _done(request, "session", gate.end_session, _whom(request), field_of(form, "id"))


async def end_sessions(request: Request) -> Response:
    """End all sessions but this one."""
    await _csrf.form_of(request)
    gate, token = app_of(request).people.gate, cookie_of(request, SESSION)
    return await _done(request, "sessions", gate.end_others, _whom(request), token)


async def begin_passkey(request: Request) -> Response:
    """Give the browser what it needs to make a passkey."""
    from starlette.responses import JSONResponse

    _csrf.checked(request)
    factors = app_of(request).people.factors
    asked = await _run(factors.begin_passkey, _whom(request), site_of(request))
    return JSONResponse({"step": asked.step, "options": asked.options})


async def add_passkey(request: Request) -> Response:
    """Keep a passkey that the browser made."""
    from starlette.responses import JSONResponse

    body = await json_of(request)
    reply = body.get("reply")
    try:
        await _run(
            app_of(request).people.factors.add_passkey, _whom(request), site_of(request),
            str(body.get("step", "")), reply if isinstance(reply, dict) else {},
            str(body.get("name", "")),
        )  # fmt: skip
    except AccountError as error:
        return JSONResponse({"error": says(lang_of(request), error)}, 400)
    return JSONResponse({"to": "/account?done=passkey_new"})


async def drop_passkey(request: Request) -> Response:
    """Drop a passkey."""
    form = await _csrf.form_of(request)
    factors = app_of(request).people.factors
    given = (_whom(request), field_of(form, "id"))
    return await _done(request, "passkey_gone", factors.drop_passkey, *given)


async def make_key(request: Request) -> Response:
    """Make a key to the API, and show it this once."""
    form = await _csrf.form_of(request)
    units, days = _number(field_of(form, "units")), _number(field_of(form, "days"))
    scopes = tuple(str(one) for one in form.getlist("scope"))
    limits = ((int(units), HOURS),) if units else ()
    wanted = KeyWanted(field_of(form, "name"), scopes, limits, days or None)
    keys, whom = app_of(request).people.keys, _whom(request)
    try:
        made = await _run(keys.make, whom, wanted, visit_of(request).address)
    except AccountError as error:
        return await _shown(request, error=error)
    return page(request, "account_key.html", key=made.key, called=wanted.name)


async def revoke_key(request: Request) -> Response:
    """Revoke a key to the API at once."""
    form = await _csrf.form_of(request)
    keys = app_of(request).people.keys
    given = (_whom(request), field_of(form, "id"), visit_of(request).address)
    return await _done(request, "key_gone", keys.revoke, *given)


async def put_own_key(request: Request) -> Response:
    """Keep one's own key for a hosted model."""
    form = await _csrf.form_of(request)
    keys = app_of(request).people.keys
    given = (_whom(request), field_of(form, "model"), field_of(form, "key"))
    return await _done(request, "own_key", keys.put_own, *given)


async def drop_own_key(request: Request) -> Response:
    """Drop one's own key for a hosted model."""
    form = await _csrf.form_of(request)
    keys = app_of(request).people.keys
    given = (_whom(request), field_of(form, "model"))
    return await _done(request, "own_key_gone", keys.drop_own, *given)


async def delete(request: Request) -> Response:
    """Delete the account for good, where its name is typed and the password right."""
    from starlette.responses import RedirectResponse

    form = await _csrf.form_of(request)
    people, whom = app_of(request).people, _whom(request)
    try:
        if field_of(form, "name").strip() != whom.name:
            raise SignInFailed("name, password or code are wrong")
        visit = visit_of(request)
        await _run(people.factors.prove, whom, field_of(form, "password"), visit)
        await _run(people.delete, whom.id, whom, visit.address)
    except AccountError as error:
        return await _shown(request, error=error)
    reply = RedirectResponse("/sign-in", 303)
    drop(reply, SESSION, DEVICE, _csrf.COOKIE, COOKIE, THEME_COOKIE, VOTER)
    return reply


async def _done(request: Request, what: str, act: Any, *given: Any) -> Response:
    """Do something and show the account again, or what went wrong with it."""
    from starlette.responses import RedirectResponse

    try:
        await _run(act, *given)
    except AccountError as error:
        return await _shown(request, error=error)
    return RedirectResponse(f"/account?done={what}", 303)


async def _shown(
    request: Request, *, done: str = "", error: AccountError | None = None
) -> Response:
    app, whom = app_of(request), request.state.person
    if whom is None or not whom.id:
        return page(request, "account_here.html")
    told = await _run(_account, app, whom, cookie_of(request, SESSION), lang_of(request))
    wrong = says(lang_of(request), error) if error else ""
    return page(
        request, "account.html", status=400 if error else 200, done=done, wrong=wrong,
        scopes=[s for s in SCOPES if s != "admin" or whom.role == "admin"], **told,
    )  # fmt: skip


def _account(app: App, whom: Person, token: str, lang: str) -> Mapping[str, Any]:
    people = app.people
    account = people.desk.find(whom.id)
    try:
        allowance = people.allowance_state(whom)
    except NotInPlan:  # the settings know the plan no more
        allowance = None
    keys = people.keys.listed(whom)
    return {
        "account": account,
        "allowance": allowance,
        "plan": plan_called(app, allowance.plan, lang) if allowance else "",
        "sessions": [(one, _browser(one.agent)) for one in people.gate.sessions(whom, token)],
        "providers": people.outside.joined(whom),
        "passkeys": people.factors.passkeys(whom),
        "codes_left": people.factors.codes_left(whom),
        "keys": [key for key in keys if key.state == "holds"],
        "key_names": {key.id: key.name for key in keys},
        "own_keys": people.keys.owned(whom),
        "models": people.keys.models(),
        "totals": people.books.totals(UsageAsked(person=whom.id))[:24],
    }


def _factor(request: Request, offer: Any, error: SignInFailed | None = None) -> Response:
    picture = "data:image/png;base64," + base64.b64encode(offer.picture).decode()
    wrong = says(lang_of(request), error) if error else ""
    return page(
        request, "account_factor.html", status=400 if error else 200, offer=offer,
        picture=picture, wrong=wrong,
    )  # fmt: skip


def _whom(request: Request) -> Person:
    """Return who is signed in; raises HTTPException for nobody, and for the person here."""
    from starlette.exceptions import HTTPException

    person: Person | None = request.state.person
    if person is None or not person.id:
        raise HTTPException(403, "sign in first; the person at this machine has no account")
    return person


def _browser(agent: str) -> str:
    """Name browser and system in two words, as far as the header tells."""
    found = [
        next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(name for name in found if name) or agent[:60]


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 < number < 10**9 else 0.0


async def _run(act: Any, *given: Any) -> Any:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(act, *given)
