"""Requests to X's API v2 with the operator's key, and what its refusals mean."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from rostra.errors import FeedDenied, FeedError, FeedGarbage, FeedUnreachable
from rostra.feeds._asking import Outside, ask, retry_after, told
from rostra.fetch import Fetched

BASE_URL = "https://api.x.com"


@dataclass(frozen=True, slots=True)
class XAccess:
    """The operator's bearer token, and where the API is."""

    token: str = field(repr=False)
    base_url: str = BASE_URL
    outside: Outside = field(default_factory=Outside)

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every request."""
        return {"Authorization": f"Bearer {self.token}"}

    def url(self, path: str, query: Mapping[str, str]) -> str:
        """Write the address of a request."""
        return f"{self.base_url.rstrip('/')}{path}?{urlencode(query)}"


async def get(access: XAccess, path: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Ask, and wait where the answer says that the quota is used up."""
    fetched = await ask(access.url(path, query), access.outside, headers=access.headers)
    payload = _payload(fetched, access)
    wait_s = quota_wait(fetched.headers, access.outside.now())
    if wait_s:
        await access.outside.sleep(wait_s)
    return payload


async def post(access: XAccess, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send a JSON body and read the answer."""
    headers = {**access.headers, "Content-Type": "application/json"}
    sent = json.dumps(body).encode()
    fetched = await ask(
        access.url(path, {}), access.outside, headers=headers, method="POST", body=sent
    )
    return _payload(fetched, access)


def _payload(fetched: Fetched, access: XAccess) -> dict[str, Any]:
    if fetched.status not in (200, 201):
        raise refusal(fetched, access.outside.now())
    try:
        payload = json.loads(fetched.body)
    except (ValueError, RecursionError) as error:
        raise FeedGarbage(f"X sent what is no JSON: {error}") from error
    if not isinstance(payload, dict):
        raise FeedGarbage("X sent JSON that is no object")
    return payload


def refusal(fetched: Fetched, now: datetime) -> FeedError:
    """Make the error that a status means. Only a rate limit or a fault of X's passes by itself."""
    said, status = told(fetched), fetched.status
    if status == 429 and "UsageCapExceeded" not in said:
        wait_s = quota_wait({**fetched.headers, "x-rate-limit-remaining": "0"}, now)
        wait_s = wait_s or retry_after(fetched.headers, now) or 60.0
        return FeedUnreachable(f"X's rate limit is reached{said}", wait_s)
    if status == 400:
        return FeedDenied(f"X does not take the request{said}; mend the query")
    if status in (401, 402, 403, 429):
        return FeedDenied(f"X refuses us ({status}{said}); check the token and what it pays for")
    return FeedUnreachable(f"X answers {status}{said}", retry_after(fetched.headers, now))


def quota_wait(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds until the window of a used-up quota ends, at most 15 minutes."""
    reset = headers.get("x-rate-limit-reset", "")
    if headers.get("x-rate-limit-remaining") != "0" or not reset.isdecimal() or len(reset) > 11:
        return 0.0
    ends = datetime.fromtimestamp(int(reset), tz=UTC)
    return min(max((ends - now).total_seconds() + 1.0, 1.0), 900.0)
