"""X through its API v2: recent search, the filtered stream, and looking again at stored posts."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rostra.errors import FeedDenied, FeedUnreachable, FetchError, FetchForbidden
from rostra.feeds._asking import Origin
from rostra.feeds._contract import Gap, News
from rostra.feeds._x_access import XAccess, get, post, refusal
from rostra.feeds._x_posts import (
    FIELDS,
    chain_of,
    includes_of,
    post_of,
    posts_of,
    snowflake_before,
    snowflake_time,
)
from rostra.fetch import Fetched, Limits, stream
from rostra.posts import Change, Deletion, Post

SEARCHABLE = timedelta(days=7) - timedelta(minutes=10)
"""Recent search looks back seven days; a cursor older than that leaves a gap."""

SILENCE_S = 30.0
"""The stream sends an empty line every 20 s; after this silence the connection is dead."""

OVERLAP_S = 30
"""The stream is not in order: after a break the search begins this long before the newest id."""

BATCH = 100


class XSearch:
    """A query of recent search, asked every `every_s` seconds.

    X bills every post it hands over: `most` bounds what one look may cost, and a gap says so
    where the bound left posts out. The cursor is the newest post's id.
    """

    network = "x"

    def __init__(
        self, origin: Origin, query: str, access: XAccess, *, every_s: float = 60.0, most: int = 500
    ) -> None:
        self.name = origin.name
        self._origin, self._query, self._access = origin, query, access
        self._every_s, self._most = every_s, most

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Ask, yield what is new, wait, and ask again."""
        while True:
            news = await search(self._access, self._origin, self._query, cursor, self._most)
            cursor = news.cursor or cursor
            yield news
            await self._access.outside.sleep(self._every_s)


async def search(access: XAccess, origin: Origin, query: str, since: str, most: int) -> News:
    """Return the posts newer than the id `since`, oldest first; without one, the newest page."""
    now = access.outside.now()
    asked = {"query": query, "max_results": str(min(max(most, 10), 100)), **FIELDS}
    gaps: list[Gap] = []
    began = snowflake_time(since) if since.isdecimal() else None
    if began is not None and now - began < SEARCHABLE:
        asked["since_id"] = since
    elif began is not None:
        gaps.append(Gap(began, now - SEARCHABLE, "X's recent search looks back seven days only"))
    posts: list[Post] = []
    newest, garbage, token = since, 0, ""
    while True:
        more = {"next_token": token} if token else {}
        payload = await get(access, "/2/tweets/search/recent", {**asked, **more})
        page, bad = posts_of(payload, origin, now)
        posts, garbage = posts + page, garbage + bad
        newest = max([newest, *(p.native for p in page)], key=lambda i: int(i or 0))
        token = str(_meta(payload).get("next_token") or "")
        if not token or not since or len(posts) >= most:
            break
    if token and since:
        oldest = min((p.created for p in posts), default=now)
        reason = f"more than {most} posts matched; only the newest were paid for"
        gaps.append(Gap(began or oldest, oldest, reason))
    return News(tuple(posts[::-1]), newest if newest != since else "", tuple(gaps), garbage)


class XStream:
    """The filtered stream under one rule of our own; other rules of the account are let be.

    X allows one connection an account. The cursor is the newest post's id; after a break the
    missed posts come from recent search, or a gap is told. A post that comes twice is the
    store's affair, which drops what it has.
    """

    network = "x"

    def __init__(self, origin: Origin, query: str, access: XAccess, *, most: int = 500) -> None:
        self.name = origin.name
        self._origin, self._query, self._access, self._most = origin, query, access, most
        self._failures = 0

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Connect, fill the gap since the cursor, and yield posts as they come."""
        rule = await settle_rule(self._access, self._query, f"rostra:{self.name}")
        url = self._access.url("/2/tweets/search/stream", FIELDS)
        limits = Limits(max_bytes=1_000_000, seconds=SILENCE_S)
        reach, headers = self._access.outside.reach, self._access.headers
        try:
            async with stream(url, headers=headers, limits=limits, reach=reach) as answer:
                await self._admitted(answer.status, answer.headers, answer.lines)
                yield await self._missed(cursor)
                async for line in answer.lines:
                    self._failures = 0
                    news = self._heard(line, rule, cursor)
                    cursor = news.cursor or cursor
                    if line.strip():
                        yield news
        except FetchForbidden as error:
            raise FeedDenied(str(error)) from error
        except FetchError as error:
            # Advice of X's documentation: a broken network is retried soon, 0.25 s more each time.
            self._failures += 1
            raise FeedUnreachable(str(error), min(0.25 * self._failures, 16.0)) from error

    async def _admitted(self, status: int, headers: Any, lines: AsyncIterator[bytes]) -> None:
        if status == 200:
            return
        body = b"\n".join([line async for line in lines])
        error = refusal(Fetched(status, headers, body, ""), self._access.outside.now())
        if isinstance(error, FeedUnreachable):
            # The same documentation: HTTP faults wait 5 s doubled up to 320, limits a minute.
            floor = 60.0 if status == 429 else 5.0
            wait_s = min(floor * 2**self._failures, 320.0)
            self._failures = min(self._failures + 1, 10)
            raise FeedUnreachable(str(error), max(error.wait_s, wait_s))
        raise error

    async def _missed(self, cursor: str) -> News:
        """Return what came while there was no connection."""
        began = snowflake_time(cursor) if cursor.isdecimal() else None
        if began is None:
            return News()
        since = snowflake_before(cursor, OVERLAP_S)
        try:
            news = await search(self._access, self._origin, self._query, since, self._most)
        except FeedDenied as error:
            return News(gaps=(Gap(began, self._access.outside.now(), str(error)),))
        return news if int(news.cursor or 0) > int(cursor) else replace(news, cursor="")

    def _heard(self, line: bytes, rule: str, cursor: str) -> News:
        if not line.strip():
            return News()
        try:
            payload = json.loads(line)
            data = payload.get("data")
        except (ValueError, RecursionError, AttributeError):
            return News(garbage=1)
        if data is None and payload.get("errors"):
            error = payload["errors"]
            raise FeedUnreachable(f"X ended the stream: {json.dumps(error)[:300]}")
        rules = payload.get("matching_rules")
        if isinstance(rules, list) and rule not in [str(r.get("id")) for r in rules]:
            return News(skipped=(("matched a rule that is not ours", 1),))
        now = self._access.outside.now()
        heard = post_of(data, includes_of(payload), self._origin, now)
        if heard is None:
            return News(garbage=1)
        newer = int(heard.native) > int(cursor if cursor.isdecimal() else 0)
        return News((heard,), heard.native if newer else "")


async def settle_rule(access: XAccess, query: str, tag: str) -> str:
    """See to it that `query` is a rule of the stream, and return the rule's id.

    Rules under our own `tag` that say something else are taken away.
    """
    path = "/2/tweets/search/stream/rules"
    rules = (await get(access, path, {})).get("data") or []
    stale = [r["id"] for r in rules if r.get("tag") == tag and r.get("value") != query]
    if stale:
        await post(access, path, {"delete": {"ids": stale}})
    for rule in rules:
        if rule.get("value") == query:  # also under another tag: X refuses the same rule twice
            return str(rule["id"])
    made = await post(access, path, {"add": [{"value": query, "tag": tag}]})
    added = made.get("data") or []
    if not added:
        raise FeedDenied(f"X does not take the rule {query!r}: {json.dumps(made)[:300]}")
    return str(added[0]["id"])


async def recheck(access: XAccess, origin: Origin, ids: Sequence[str]) -> tuple[Change, ...]:
    """Look again at stored posts (`x:…`): deletions and edits that X tells in no other way.

    X asks that stored posts follow theirs within a day; each look-up is billed like a read.
    Posts that X neither shows nor reports on are let be.
    """
    names = {name.removeprefix("x:"): name for name in ids if name.startswith("x:")}
    changes: list[Change] = []
    later: list[str] = []
    for payload in [p async for p in _looked_up(access, list(names))]:
        now = access.outside.now()
        for row in payload.get("data") or []:
            last = chain_of(row)[-1]
            if last != row["id"]:
                later.append(last)
        changes += posts_of(payload, origin, now)[0]
        changes += [
            Deletion(names[gone], now, source=origin.name)
            for gone in _unavailable(payload)
            if gone in names
        ]
    async for payload in _looked_up(access, later):
        changes += posts_of(payload, origin, access.outside.now())[0]
    return tuple(changes)


async def _looked_up(access: XAccess, natives: list[str]) -> AsyncIterator[dict[str, Any]]:
    for start in range(0, len(natives), BATCH):
        batch = ",".join(natives[start : start + BATCH])
        yield await get(access, "/2/tweets", {"ids": batch, **FIELDS})


def _unavailable(payload: dict[str, Any]) -> list[str]:
    """Return the ids that X says are deleted, protected or suspended."""
    ends = ("/resource-not-found", "/not-authorized-for-resource")
    return [
        str(error.get("resource_id") or error.get("value") or "")
        for error in payload.get("errors") or []
        if error.get("parameter", "ids") == "ids" and str(error.get("type")).endswith(ends)
    ]


def _meta(payload: dict[str, Any]) -> dict[str, Any]:
    meta = payload.get("meta")
    return meta if isinstance(meta, dict) else {}
