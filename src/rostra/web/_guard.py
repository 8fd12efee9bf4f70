"""What every request must pass: a known Host, our own Origin, a body of bounded size."""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
BODY_S = 30.0
"""Seconds in which a body must have arrived."""

Asgi: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


def guard(
    inner: Asgi,
    *,
    hosts: frozenset[str],
    body_limit: int,
    body_s: float = BODY_S,
    larger: Mapping[str, int] = MappingProxyType({}),
) -> Asgi:
    """Refuse what a page on another site could make a browser send here, and huge bodies.

    A name that was rebound to this address arrives with its own Host: only `localhost`, plain
    IP addresses and `hosts` are let in. A request with an Origin must come from the same host
    and port. `body_limit` is in bytes, `larger` names paths that take more; a body that is not
    there after `body_s` seconds is refused.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        limit = max(body_limit, larger.get(scope["path"], 0))
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        problem = _problem(scope, headers, hosts) or _length_problem(headers, limit)
        if problem:
            await _refuse(send, *problem)
            return
        body = _Body(receive, limit, body_s)
        answered = False

        async def watched(message: Message) -> None:
            nonlocal answered
            if answered or body.problem is None:
                answered = True
                await send(message)

        try:
            await inner(scope, body.receive, watched)
        except Exception:
            if body.problem is None:
                raise
        if body.problem is not None and not answered:
            await _refuse(send, *body.problem)

    return guarded


def _problem(
    scope: Scope, headers: MutableMapping[bytes, str], hosts: frozenset[str]
) -> tuple[int, str] | None:
    host = headers.get(b"host", "")
    if not _known(host, hosts):
        return 421, (
            f"this server does not answer to the host {host[:200]!r}; "
            "add it to server.allowed_hosts in the settings"
        )
    origin = headers.get(b"origin")
    if origin is not None and not _same_place(origin, host, scope.get("scheme", "http")):
        return 403, f"requests from the origin {origin[:200]!r} are not allowed"
    if _drawn_in(scope, headers):
        return 403, "a page of another site may lead here by a link, and load nothing from here"
    return None


def _drawn_in(scope: Scope, headers: MutableMapping[bytes, str]) -> bool:
    """Tell whether a page of another site has its reader's browser ask here, unseen.

    Such a request may bear no Origin (a picture, a script). Browsers say where it comes from (Fetch
    Metadata); a link that is followed, or an address that is typed, is no such request.
    """
    if headers.get(b"sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    followed = headers.get(b"sec-fetch-mode") == "navigate" and scope["method"] in ("GET", "HEAD")
    return not followed or headers.get(b"sec-fetch-dest") in ("object", "embed", "iframe", "frame")


def _length_problem(headers: MutableMapping[bytes, str], body_limit: int) -> tuple[int, str] | None:
    length = headers.get(b"content-length", "0")
    if not length.isdecimal():
        return 400, "Content-Length is no number"
    if int(length) > body_limit:
        return _too_large(body_limit)
    return None


def _same_place(origin: str, host: str, scheme: str) -> bool:
    """Say whether an origin is this server; over TLS, the same name without it is another."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.netloc.lower() == host.lower() and (scheme != "https" or parts.scheme == "https")


def _too_large(body_limit: int) -> tuple[int, str]:
    where = "server.body_limit_kb; api.picture_body_mb where pictures may be sent"
    return 413, f"the body is larger than {body_limit} bytes ({where})"


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
    """Hands the body on until it is too large or too late; then the client is as if gone."""

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self.problem: tuple[int, str] | None = None
        self._receive = receive
        self._limit = self._left = limit
        self._seconds = seconds
        self._until = asyncio.get_running_loop().time() + seconds
        self._whole = False

    async def receive(self) -> Message:
        try:
            # What comes after the whole body is the client's going away: no hurry with that.
            async with asyncio.timeout_at(None if self._whole else self._until):
                message = await self._receive()
        except TimeoutError:
            self.problem = 408, f"the body was not there after {self._seconds:.0f} seconds"
            return {"type": "http.disconnect"}
        self._whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.problem = _too_large(self._limit)
            return {"type": "http.disconnect"}
        return message


async def _refuse(send: Send, status: int, why: str) -> None:
    told = {"type": "refused", "message": why, "param": None, "code": "refused"}
    body = json.dumps({"error": told}).encode()
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
