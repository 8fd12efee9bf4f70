"""So many requests of one person, or of one address, at once: nobody takes every place."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from rostra.web._guard import Asgi, Receive, Scope, Send

if TYPE_CHECKING:
    from rostra.accounts import Person

AGAIN_S = 2


def crowd(inner: Asgi, most: int) -> Asgi:
    """Refuse (429) what one asks beyond `most` requests that are still under way.

    A stream counts until its reader goes, a body until it is read. The person at this machine
    counts not at all; strangers count by their address.
    """
    under_way: Counter[str] = Counter()

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        whose = _whose(scope) if scope["type"] == "http" else ""
        if not whose:
            await inner(scope, receive, send)
            return
        if under_way[whose] >= most:
            await _refuse(send, most)
            return
        under_way[whose] += 1
        try:
            await inner(scope, receive, send)
        finally:
            under_way[whose] -= 1
            if not under_way[whose]:
                del under_way[whose]

    return counted


def _whose(scope: Scope) -> str:
    person: Person | None = scope.get("state", {}).get("person")
    if person is not None:
        return person.id and f"person {person.id}"
    client = scope.get("client")
    return f"address {client[0]}" if client else ""


async def _refuse(send: Send, most: int) -> None:
    told = {
        "message": f"{most} requests of yours are under way; ask again when one has ended",
        "type": "rate_limit_error",
        "param": None,
        "code": "too_many_at_once",
    }
    headers = [
        (b"content-type", b"application/json"),
        (b"retry-after", str(AGAIN_S).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps({"error": told}).encode()})
