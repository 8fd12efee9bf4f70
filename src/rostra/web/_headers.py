"""What every reply says to the browser: load nothing but ours, frame nothing, keep nothing."""

from __future__ import annotations

from rostra.web._guard import Asgi, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of every page: no inline script or style, no other host."""

# With "no-referrer" browsers send the forms of our own pages with the origin "null".
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)


def strict(inner: Asgi) -> Asgi:
    """Add the headers to every reply that does not bring its own."""

    async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                more = [pair for pair in HEADERS if pair[0] not in given]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await inner(scope, receive, send_with)

    return with_headers
