"""Who asks: the person a request comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rostra.web._guard import Asgi, Receive, Scope, Send

if TYPE_CHECKING:
    from starlette.requests import Request

    from rostra.app import App


def known(inner: Asgi, app: App) -> Asgi:
    """Put the person into `request.state.person`; None where nobody signed in but must."""

    async def with_person(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = None
        await inner(scope, receive, send)

    del app
    return with_person


def owner_of(request: Request) -> str:
    """Return whose things a request is about: the id of its person, "" for HERE."""
    person = request.state.person
    return person.id if person is not None else ""
