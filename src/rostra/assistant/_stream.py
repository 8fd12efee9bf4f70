"""Read sentences out of a reply while it is still being written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

REPLY_LIMIT = 20_000
"""Characters after which a reply that never ends is no longer read."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]|[^"{}]+', re.DOTALL)


def objects(pieces: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield each innermost JSON object as soon as its closing brace has come.

    Text around the objects is passed over, so fences and chatter do no harm; an object that
    cannot be read, or that the reply's end cuts off, is left out.
    """
    buffer, at = "", 0
    open_at: list[int] = []
    for piece in pieces:
        buffer += piece
        while match := _token(buffer, at, inside=bool(open_at)):
            at = match.end()
            if match[0] == "{":
                open_at.append(match.start())
            elif match[0] == "}" and open_at:
                start = open_at.pop()
                if (found := _parsed(buffer[start:at])) is not None:
                    yield found
        if len(buffer) > REPLY_LIMIT:
            return


def _token(buffer: str, at: int, *, inside: bool) -> re.Match[str] | None:
    """Find the next token, None when more must come first; outside of objects only "{" matters."""
    if not inside:
        at = buffer.find("{", at)
    return _TOKEN.match(buffer, at) if 0 <= at < len(buffer) else None


def _parsed(source: str) -> dict[str, Any] | None:
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        return None
    holds_objects = any(
        isinstance(element, dict)
        for part in value.values()
        for element in (part if isinstance(part, list) else [part])
    )
    return None if holds_objects else value
