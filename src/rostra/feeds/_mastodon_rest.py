"""Ask a Mastodon server's REST interface, at the rate it allows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from rostra.errors import FeedDenied, FeedError, FeedUnreachable
from rostra.feeds._asking import Outside, ask, retry_after, told
from rostra.feeds._times import parse_time
from rostra.fetch import Fetched

LONGEST_WAIT_S = 600.0
"""Longer than this is not waited inside a connection."""

TRIES = 10
AT_ONCE = 20
"""How many statuses may be asked for by id in one request."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server: where it is, whose token we bear, and the world between."""

    name: str
    url: str
    outside: Outside
    token: str = field(default="", repr=False)

    async def page(self, path: str, query: dict[str, str]) -> list[Any]:
        """Return one page of a timeline, newest first."""
        found = _json(await self._get(f"{path}?{urlencode(query)}"))
        return found if isinstance(found, list) else []

    async def existing(self, natives: tuple[str, ...]) -> list[Any]:
        """Return those statuses, of at most `AT_ONCE`, that still exist (Mastodon 4.3)."""
        query = urlencode([("id[]", native) for native in natives[:AT_ONCE]])
        found = _json(await self._get(f"/api/v1/statuses?{query}"))
        if not isinstance(found, list):
            raise FeedDenied(f"{self.name}: {self.url} cannot look up statuses by id")
        return found

    async def streaming(self) -> str:
        """Return where the server streams, which it may do on a host of its own."""
        base = self.url.rstrip("/")
        fetched = await ask(f"{base}/api/v2/instance", self.outside)
        return streaming_of(_json(fetched), base) if fetched.status == 200 else base

    def headers(self, accept: str) -> dict[str, str]:
        """Return the headers of a request, with the token where there is one."""
        key = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Accept": accept, **key}

    def refused(self, fetched: Fetched) -> FeedError:
        """Return what a status other than 200 means."""
        why = f"{self.name}: {self.url} answers {fetched.status}{told(fetched)}"
        if fetched.status in (401, 403, 422):
            return FeedDenied(f"{why}; give a token of a user of that server")
        if fetched.status in (400, 404, 405, 410):
            return FeedDenied(f"{why}; check the address, it has nothing of this kind")
        wait = self._reset_s(fetched) if fetched.status == 429 else 0.0
        asked = retry_after(fetched.headers, self.outside.now())
        return FeedUnreachable(f"{why}; it is tried again", wait or asked)

    async def _get(self, path: str) -> Fetched:
        """Get an answer; a limit on the rate is waited for."""
        for _ in range(TRIES):
            url = f"{self.url.rstrip('/')}{path}"
            fetched = await ask(url, self.outside, headers=self.headers("application/json"))
            if fetched.status == 200:
                return fetched
            wait_s = self._reset_s(fetched)
            if fetched.status != 429 or wait_s > LONGEST_WAIT_S:
                raise self.refused(fetched)
            await self.outside.sleep(wait_s)
        raise FeedUnreachable(f"{self.name}: {self.url} limits our rate", LONGEST_WAIT_S)

    def _reset_s(self, fetched: Fetched) -> float:
        """Return the seconds until the limit is lifted, as the server's headers say."""
        now = self.outside.now()
        reset = parse_time(fetched.headers.get("x-ratelimit-reset"))
        wait = retry_after(fetched.headers, now)
        return max(wait or ((reset - now).total_seconds() if reset else 60.0), 1.0)


def _json(fetched: Fetched) -> Any:
    try:
        return json.loads(fetched.body)
    except (ValueError, RecursionError):
        return None


def streaming_of(said: Any, base: str) -> str:
    """Read where an instance streams; `base` where it does not say, or not well.

    The token goes there too: never in clear where the operator wrote https.
    """
    for key in ("configuration", "urls", "streaming"):
        said = said.get(key) if isinstance(said, dict) else None
    if not isinstance(said, str):
        return base
    http = {"wss://": "https://", "ws://": "http://", "https://": "https://", "http://": "http://"}
    scheme = next((scheme for scheme in http if said.startswith(scheme)), "")
    found = (http[scheme] + said.removeprefix(scheme)).rstrip("/") if scheme else base
    return base if base.startswith("https://") and not found.startswith("https://") else found
