"""What every request must pass: a known Host, our own Origin, a body of bounded size."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Asgi: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


def guard(inner: Asgi, *, hosts: frozenset[str], body_limit: int) -> Asgi:
    """Refuse what a page on another site could make a browser send here, and huge bodies.

    A name that was rebound to this address arrives with its own Host: only `localhost`, plain
    IP addresses and `hosts` are let in. A request with an Origin must come from the same host
    and port. `body_limit` is in bytes.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if problem := _problem(headers, hosts, body_limit):
            await _refuse(send, *problem)
            return
        body = _Body(receive, body_limit)

        answered = False

        async def watched(message: Message) -> None:
            nonlocal answered
            if answered or not body.too_large:
                answered = True
                await send(message)

        try:
            await inner(scope, body.receive, watched)
        except Exception:
            if not body.too_large:
                raise
        if body.too_large and not answered:
            await _refuse(send, *_too_large(body_limit))

    return guarded


def _problem(
    headers: MutableMapping[bytes, str], hosts: frozenset[str], body_limit: int
) -> tuple[int, str] | None:
    host = headers.get(b"host", "")
    if not _known(host, hosts):
        return 421, (
            f"this server does not answer to the host {host[:200]!r}; "
            "add it to server.allowed_hosts in the settings"
        )
    origin = headers.get(b"origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return 403, f"requests from the origin {origin[:200]!r} are not allowed"
    length = headers.get(b"content-length", "0")
    if not length.isdecimal():
        return 400, "Content-Length is no number"
    if int(length) > body_limit:
        return _too_large(body_limit)
    return None


def _too_large(body_limit: int) -> tuple[int, str]:
    return 413, f"the body is larger than {body_limit} bytes (server.body_limit_kb)"


def _known(host: str, hosts: frozenset[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Body:
    """Hands the body on until it is too large; then the request ends as if the client had gone."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.too_large = False
        self._receive = receive
        self._left = limit

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.too_large = True
            return {"type": "http.disconnect"}
        return message


async def _refuse(send: Send, status: int, why: str) -> None:
    body = json.dumps({"error": {"type": "refused", "message": why}}).encode()
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
