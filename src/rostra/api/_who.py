"""Who asks, by key or by the site's session, and what their plan lets them do."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rostra.accounts import HERE, KEY_MARK, Person, hold_scope
from rostra.errors import ApiRefused

if TYPE_CHECKING:
    from starlette.requests import Request

    from rostra.app import App


def who(request: Request, scope: str = "") -> Person:
    """Return the person who asks; raises ApiRefused (401, 403) for nobody known."""
    app: App = request.app.state.app
    state = request.scope.get("state", {})
    key = request.headers.get("authorization", "")
    known = person(app, key, state.get("person", HERE), scope)
    request.scope.setdefault("state", {})["whom"] = known
    return known


def person(app: App, authorization: str, signed_in: Person | None, scope: str = "") -> Person:
    """Return whose key the header holds, else who is signed in.

    Raises ApiRefused for nobody, NotAllowed where a key is not for this.
    """
    kind, _, token = authorization.partition(" ")
    token = token.strip()
    if kind.lower() == "bearer" and token.startswith(KEY_MARK):
        signed_in = app.people.person_of_key(token)
        if signed_in is None:
            msg = "the API key is not valid, or was revoked; make another on your account"
            raise ApiRefused(msg, status=401, code="invalid_api_key")
    if signed_in is None:
        msg = f"sign in, or send a key as `Authorization: Bearer {KEY_MARK}…`"
        raise ApiRefused(msg, status=401, code="invalid_api_key")
    if scope:
        hold_scope(signed_in, scope)
    return signed_in


def here(app: App) -> Person | None:
    """Return who asks without a key where no session is: the person here, None where one must."""
    return app.people.here()


def owned(kind: type[Any], whom: Person) -> dict[str, Any]:
    """Return the owner for what notes one, nothing for what does not."""
    return {"owner": whom.id} if any(f.name == "owner" for f in fields(kind)) else {}


def limits(app: App, whom: Person) -> dict[str, str]:
    """Say in headers what is left of a person's plan; nothing where nothing is limited."""
    tightest = app.people.allowance_state(whom).tightest
    if tightest is None:
        return {}
    told = {
        "x-ratelimit-limit-requests": str(tightest.limit),
        "x-ratelimit-remaining-requests": str(tightest.left),
    }
    if tightest.resets_at is not None:
        left = max(int((tightest.resets_at - datetime.now(UTC)).total_seconds()), 0)
        told["x-ratelimit-reset-requests"] = f"{left}s"
    return told
