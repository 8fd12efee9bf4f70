"""A body that is too large is refused in words where a person sent it, not as JSON."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from rostra.web._frame import lang_of, page
from rostra.web._guard import Asgi, Message, Receive, Scope, Send
from rostra.web._words import say


def in_words(inner: Asgi, site: Any) -> Asgi:
    """Answer a browser that sent too much with a page of ours; programs get what they got.

    Only 413 is told so: a page holds a token, and must not go to a host or an origin that the guard
    refuses. `site` is the app whose pages are filled.
    """

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _by_hand(scope):
            await inner(scope, receive, send)
            return
        refused = False

        async def told(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and _refuses(message):
                refused = True
                await _page({**scope, "app": site}, receive, send)
            elif not refused:
                await send(message)

        await inner(scope, receive, told)

    return asked


def _by_hand(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return b"text/html" in headers.get(b"accept", b"") and b"x-rostra-part" not in headers


def _refuses(message: Message) -> bool:
    kind = dict(message["headers"]).get(b"content-type", b"")
    too_large: bool = message["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return too_large and kind.startswith(b"application/json")


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.requests import Request

    request = Request(scope)
    lang = lang_of(request)
    head, says = say(lang, "frame.too_large"), say(lang, "frame.too_large_says")
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    reply = page(request, "error.html", status=status, head=head, says=says)
    reply.headers["connection"] = "close"
    await reply(scope, receive, send)
