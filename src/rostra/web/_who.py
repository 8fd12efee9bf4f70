"""Who asks: the person a request comes from, by key, by session, or by being at this machine."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus, urlsplit

from rostra.accounts import BY_PROXIES, HERE, KEY_MARK, Person, user_behind
from rostra.web._cookies import cookie_of, kept, safe_at
from rostra.web._guard import Asgi, Receive, Scope, Send

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.requests import Request

    from rostra.app import App, Visit

SESSION, DEVICE = "rostra_session", "rostra_device"

OPEN = ("/healthz", "/readyz", "/metrics", "/preferences", "/sign-in", "/sign-up", "/favicon.ico")
OPEN_BELOW = ("/static/", "/sign-in/", "/s/", "/v1/images/files/")
"""What everybody may have, signed in or not: below `/s/` are shared chats, pictures by a signed
address at the end."""
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
CHECKED_S = 5.0
"""For how long it is remembered which user a connection is of."""

_BODIES = {
    401: "sign in, or send a key as `Authorization: Bearer rk_…`",
    400: "a key stands in the address, where logs keep it: revoke it, and send it in a header",
    403: "another user of this machine runs this Rostra; ask them for an account, or run your own",
}


def known(inner: Asgi, app: App) -> Asgi:
    """Put the person into `request.state.person`; None where nobody signed in but must.

    Without a person only the open paths answer: a page sends to the sign-in, all else is refused.
    A person by a key comes to the API alone.
    """
    users = _Users()

    async def with_person(scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool

        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        path = scope["path"]
        state["person"] = None
        if _key_in(scope["query_string"]):
            await _refuse(scope, send, 400)
            return
        if not path.startswith("/static/"):
            state["person"], problem = await run_in_threadpool(_person, scope, app, users)
            if problem and not _is_open(path):
                await _refuse(scope, send, problem)
                return
        await inner(scope, receive, send)

    return with_person


def app_of(request: Request) -> App:
    """Return the open Rostra behind a site."""
    app: App = request.app.state.app
    return app


def owner_of(request: Request) -> str:
    """Return whose things a request is about: the id of its person, "" for HERE."""
    person = request.state.person
    return person.id if person is not None else ""


def visit_of(request: Request) -> Visit:
    """Return from where a request comes, with what its browser keeps."""
    from rostra.app import Visit

    return Visit(
        address=request.client.host if request.client else "",
        agent=request.headers.get("user-agent", ""),
        device=cookie_of(request, DEVICE),
        token=cookie_of(request, SESSION),
    )


def _person(scope: Scope, app: App, users: _Users) -> tuple[Person | None, int]:
    """Return who it is, or the status by which nobody is refused."""
    from starlette.datastructures import Headers

    headers = Headers(scope=scope)
    people = app.people
    if key := _key(headers):
        person = people.keys.person(key) if _for_programs(scope["path"]) else None
        return person, 0 if person else 401
    safe = safe_at(scope["scheme"], app)
    if token := kept(_cookies(headers), SESSION, safe=safe):
        person = people.gate.session(token)
        if person is not None:
            return person, 0
    if people.sign_in_needed() or _from_elsewhere(headers, app):
        return None, 401
    if app.settings.accounts.other_users == "refuse" and users.is_another(scope):
        return None, 403
    return HERE, 0


def _key(headers: Headers) -> str:
    """Return the key of ours in a header; whichever names it, its limits hold."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    for text in (given.strip() if kind.lower() == "bearer" else "", headers.get("x-api-key", "")):
        if text.startswith(KEY_MARK):
            return text
    return ""


def _for_programs(path: str) -> bool:
    return path.startswith("/v1/") or path in ("/metrics", "/digests.atom", "/mcp")


def _key_in(query: bytes) -> bool:
    parts = unquote_plus(query.decode("latin-1")).split("&")
    return any(part.partition("=")[2].startswith(KEY_MARK) for part in parts)


def _cookies(headers: Headers) -> dict[str, str]:
    """Read cookies as pages do: an odd one, of another program here, does not hide ours."""
    from starlette.requests import cookie_parser

    return cookie_parser(headers.get("cookie", ""))


def _from_elsewhere(headers: Headers, app: App) -> bool:
    """Say whether a proxy stands before us, or the name is no name of this machine.

    Then whoever comes is not at this machine, though the connection is.
    """
    if app.settings.accounts.sign_in != "auto":
        return False
    if any(name in headers for name in BY_PROXIES):
        return True
    try:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return True
    return not (host in LOOPBACK_NAMES or host.startswith("127."))


def _is_open(path: str) -> bool:
    return path in OPEN or path.startswith(OPEN_BELOW)


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    from starlette.datastructures import Headers
    from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

    page = "text/html" in Headers(scope=scope).get("accept", "")
    says = _BODIES[status]
    reply: Response
    if page and status == 401 and scope["method"] in ("GET", "HEAD"):
        here = scope["path"] + ("?" + scope["query_string"].decode("latin-1")) * bool(
            scope["query_string"]
        )
        reply = RedirectResponse(f"/sign-in?next={quote(here, safe='/')}", 303)
    elif page:
        reply = PlainTextResponse(says, status)
    else:
        error = {
            "message": says,
            "type": "invalid_request_error",
            "param": None,
            "code": "no_person",
        }
        reply = JSONResponse({"error": error}, status)

    async def nothing() -> Any:
        return {"type": "http.disconnect"}

    await reply(scope, nothing, send)


class _Users:
    """Remembers for seconds which user of this machine a connection is of."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[bool, float]] = {}

    def is_another(self, scope: Scope) -> bool:
        """Say whether the client is a user of this machine who is neither we nor root."""
        client, server = scope.get("client"), scope.get("server")
        if not client or not server or server[1] is None:
            return False
        place = (*client, *server)
        now = time.monotonic()
        another, until = self._known.get(place, (False, 0.0))
        if now >= until:
            uid = user_behind((client[0], client[1]), (server[0], server[1]))
            another = uid is not None and uid not in (0, os.getuid())
            if len(self._known) > 4000:
                self._known.clear()
            self._known[place] = (another, now + CHECKED_S)
        return another
