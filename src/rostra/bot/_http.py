"""Ask the servers the operator named, by the one fetcher."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from rostra.errors import FeedDenied, FeedGarbage, FeedUnreachable, FetchError
from rostra.fetch import Fetched, Limits, Reach, fetch

LIMITS = Limits(max_bytes=4_000_000, seconds=30.0)
PORTS = {"https": 443, "http": 80}

Ask: TypeAlias = Callable[[str, str, Mapping[str, str], bytes | None], Fetched]
"""Method, address, headers and body in, the answer out; raises FetchError."""


def asking(url: str, proxy: str = "") -> Ask:
    """Return how to ask one server: its exact host and port, wherever that is, and no other."""
    parts = urlsplit(url)
    place = (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))
    reach = Reach(allow=frozenset({place}), proxy=proxy)

    def ask(method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Fetched:
        return fetch(address, method=method, headers=headers, body=body, limits=LIMITS, reach=reach)

    return ask


def told(who: str, ask: Callable[[], Fetched], refused: frozenset[int] = frozenset()) -> Any:
    """Return the JSON of an answer, None for a status in `refused`.

    Raises FeedDenied where a person must act, FeedUnreachable where trying again may help, and
    FeedGarbage for what is no JSON.
    """
    try:
        fetched = ask()
    except FetchError as error:
        raise FeedUnreachable(f"{who}: {error}") from error
    if fetched.status in refused:
        return None
    if fetched.status in (400, 401, 403, 404, 422):
        says = fetched.body[:300].decode("utf-8", "replace")
        msg = f"{who} answers {fetched.status}: {says}; check the account's address and key"
        raise FeedDenied(msg)
    if not 200 <= fetched.status < 300:
        raise FeedUnreachable(f"{who} answers {fetched.status}; it is tried again")
    try:
        return json.loads(fetched.body)
    except (ValueError, RecursionError) as error:
        raise FeedGarbage(f"{who} answers what is no JSON: {error}") from error


def text_of(found: Any, *path: str) -> str:
    """Return the text at a path of names in JSON, "" where there is none."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def list_of(found: Any, name: str = "") -> list[Any]:
    """Return the list itself, or under a name; [] where there is none."""
    found = found.get(name) if name and isinstance(found, dict) else found
    return found if isinstance(found, list) else []
