"""Every request gets an id, a line in the log, a figure and a span: no words of people in any."""

from __future__ import annotations

import logging
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rostra.app import request_id
from rostra.web._guard import Asgi, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from rostra.app import App
    from rostra.web._metrics import Meters

log = logging.getLogger("rostra.requests")

SOUND = re.compile(rb"[A-Za-z0-9._-]{1,64}")
"""A request id that a proxy may give; any other is replaced."""
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""What probes ask for all day: counted, and logged at debug only."""


@dataclass(slots=True)
class _Told:
    """What is known of a request once it ended; a `status` of 0 had no reply."""

    began: float = field(default_factory=time.perf_counter)
    status: int = 0
    sent: int = 0


def noted(inner: Asgi, app: App, meters: Meters) -> Asgi:
    """Give each request an id (kept where a proxy gave a sound one) and note how it went.

    The log tells the route's pattern, never the path, the query or a body: ids, names and words of
    people stand in those.
    """

    async def with_note(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        name = _name_of(scope)
        scope.setdefault("state", {})["request_id"] = name
        told = _Told()

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.status = message["status"]
                given = {key.lower() for key, _ in message["headers"]}
                if b"x-request-id" not in given:
                    own = (b"x-request-id", name.encode())
                    message["headers"] = [*message["headers"], own]
            elif message["type"] == "http.response.body":
                told.sent += len(message.get("body", b""))
            await send(message)

        mark = request_id.set(name)
        try:
            with app.traces.span(f"HTTP {scope['method']}") as span:
                await inner(scope, receive, watched)
                _end(scope, told, span)
        finally:
            _note(scope, told, meters)
            request_id.reset(mark)

    return with_note


def route_of(scope: Scope) -> str:
    """Return the pattern of the route that answered, "" where none did."""
    route = scope.get("route")
    return str(getattr(route, "path", "") or "")


def _name_of(scope: Scope) -> str:
    for key, value in scope["headers"]:
        if key.lower() == b"x-request-id" and SOUND.fullmatch(value):
            return str(value.decode())
    return secrets.token_hex(8)


def _end(scope: Scope, told: _Told, span: Any) -> None:
    if span is not None:
        span.set_attribute("http.request.method", scope["method"])
        span.set_attribute("http.route", route_of(scope))
        span.set_attribute("http.response.status_code", told.status)


def _note(scope: Scope, told: _Told, meters: Meters) -> None:
    seconds = time.perf_counter() - told.began
    route = route_of(scope)
    meters.replied(scope["method"], route, told.status, seconds)
    level = logging.DEBUG if scope["path"] in QUIET else logging.INFO
    more = {
        "method": scope["method"],
        "route": route,
        "status": told.status,
        "ms": round(seconds * 1000, 1),
        "bytes": told.sent,
    }
    log.log(level, "%s %s %d", scope["method"], route or "-", told.status, extra=more)
