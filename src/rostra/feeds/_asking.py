"""How polling sources ask a server: through the one fetcher, with its refusals made plain."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from rostra.errors import FeedDenied, FeedUnreachable, FetchError, FetchForbidden
from rostra.feeds._times import utc_now
from rostra.fetch import Fetched, Limits, Reach, fetch_async
from rostra.text import clean

LONGEST_WAIT_S = 86_400.0
"""However long a server asks us to wait, we look again after a day."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the operator says of a source: its name, its terms, whether they allow training."""

    name: str
    terms: str = ""
    trainable: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """The world a source needs: the network, the clock, and sleep."""

    reach: Reach = field(default_factory=Reach)
    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep


async def ask(
    url: str,
    outside: Outside,
    *,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: bytes | None = None,
    limits: Limits = Limits(),  # noqa: B008 — frozen
) -> Fetched:
    """Fetch; a forbidden address is FeedDenied, a server that fails is FeedUnreachable."""
    try:
        return await fetch_async(
            url, method=method, headers=headers, body=body, limits=limits, reach=outside.reach
        )
    except FetchForbidden as error:
        raise FeedDenied(str(error)) from error
    except FetchError as error:
        raise FeedUnreachable(str(error)) from error


def answered(fetched: Fetched, what: str, now: datetime) -> None:
    """Raise what a status other than 200 and 304 means for the source called `what`."""
    status = fetched.status
    if status in (200, 304):
        return
    wait_s = retry_after(fetched.headers, now)
    if status == 410:
        raise FeedDenied(f"{what} is gone for good (410); remove it")
    if status in (401, 403):
        raise FeedDenied(f"{what} refuses us ({status}{told(fetched)}); check key and permission")
    if status in (404, 405, 406):
        raise FeedUnreachable(
            f"{what} is not there ({status}); check the address", max(wait_s, 3600)
        )
    raise FeedUnreachable(f"{what} answers {status}{told(fetched)}; try later", wait_s)


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds that Retry-After asks for, 0 where it asks for nothing readable."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        return min(float(value[:9]), LONGEST_WAIT_S)
    moment = http_date(value)
    wait_s = (moment - now).total_seconds() if moment is not None else 0.0
    return min(max(wait_s, 0.0), LONGEST_WAIT_S)


def http_date(value: str) -> datetime | None:
    """Read a date as HTTP headers write it, None where it is none."""
    try:
        moment = parsedate_to_datetime(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        return None


def told(fetched: Fetched) -> str:
    """Return the server's own words about an error, short and clean, or ""."""
    import json

    try:
        said: Any = json.loads(fetched.body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(said, dict):
        return ""
    errors = said.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        said = {**said, **errors[0]}
    words = [said.get(key) for key in ("title", "detail", "message", "error")]
    text = ": ".join(dict.fromkeys(w for w in words if isinstance(w, str) and w))
    return f", {clean(text, 300)}" if text else ""
