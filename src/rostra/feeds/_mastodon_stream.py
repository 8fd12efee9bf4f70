"""Mastodon live: the server's event stream, and its timelines for what the stream missed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal, TypeAlias
from urllib.parse import quote, urlencode, urlsplit

from rostra.errors import FeedDenied, FeedUnreachable, FetchError, FetchForbidden
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._contract import Gap, News
from rostra.feeds._mastodon import Instance, Seen, digest, statuses
from rostra.feeds._mastodon_place import (
    LOOKED_AT,
    Bookmark,
    Held,
    Newest,
    is_native,
    nothing_held,
    read_bookmark,
)
from rostra.feeds._mastodon_rest import AT_ONCE, Server
from rostra.feeds._sieve import Sieve
from rostra.fetch import Fetched, Limits, stream
from rostra.posts import Deletion

Timeline: TypeAlias = Literal["public", "public:local", "user", "hashtag"]

Way: TypeAlias = Callable[[Server, Bookmark], AsyncIterator[News]]
"""One way to learn what was missed."""

PAGE = 40
MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class Mastodon:
    """One timeline of a Mastodon server, or of one that speaks its API.

    The stream cannot be resumed: after a break the newest posts are asked for again by id, for
    an edit or a deletion in between is told nowhere else, and the timeline is paged from the
    last status on. `held` tells which posts are stored: a process that was killed cannot know
    from its cursor. `token` belongs to a user of that server. `idle_s` without even a heartbeat
    (one comes each 15 s) ends the connection.
    """

    origin: Origin
    url: str
    token: str = field(default="", repr=False)
    timeline: Timeline = "public"
    tag: str = ""
    sieve: Sieve = field(default_factory=Sieve)
    opted_in_only: bool = True
    outside: Outside = field(default_factory=Outside)
    idle_s: float = 60.0
    held: Held = field(default=nothing_held, repr=False)
    seen: Seen = field(default_factory=Seen, repr=False)
    newest: Newest = field(default_factory=Newest, repr=False)
    network: ClassVar[str] = "mastodon"

    @property
    def name(self) -> str:
        """Return the operator's name for this source."""
        return self.origin.name

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield posts, edits and deletions: first what was missed, then live."""
        server = Server(self.name, self.url, self.outside, self.token)
        where = f"{await server.streaming()}/api/v1/streaming/{self._stream_path()}"
        limits = Limits(max_bytes=4_000_000, seconds=self.idle_s)
        headers, reach = server.headers("text/event-stream"), self.outside.reach
        failure: type[FeedDenied | FeedUnreachable] = FeedDenied
        try:
            async with stream(where, headers=headers, limits=limits, reach=reach) as opened:
                if opened.status != 200:
                    raise server.refused(Fetched(opened.status, opened.headers, b"", where))
                failure = FeedUnreachable
                yield News()
                mark = read_bookmark(cursor, self._host())
                ways: tuple[Way, ...] = (self._looked_up, self._paged)
                if mark is None or mark.host != self._host():
                    mark, news = await self._begun(server, mark)
                    yield news
                    ways = (self._looked_up,)
                async for news in self._missed(server, mark, ways):
                    yield news
                async for event, data in events(opened.lines):
                    yield self._heard(event, data, mark)
        except FetchForbidden as error:
            raise failure(f"{self.name}: {error}") from error
        except FetchError as error:
            raise FeedUnreachable(f"{self.name}: {error}") from error
        raise FeedUnreachable(f"{self.name}: {where} closed the stream; it is opened again")

    async def _begun(self, server: Server, left: Bookmark | None) -> tuple[Bookmark, News]:
        """Begin now: behind the newest status there is, "0" where there is none yet.

        `left` is a place at another server: its posts are not looked for here.
        """
        now = self.outside.now()
        mark = Bookmark(now, self._host())
        gaps: tuple[Gap, ...] = ()
        if left is not None:
            mark.since = now
            gaps = (Gap(left.at, now, f"the address changed from {left.host} to {mark.host}"),)
        path, query = self._timeline_path()
        with suppress(FeedDenied):  # the stream may be open where the timeline is not
            page = await server.page(path, {**query, "limit": "1"})
            mark.meet("0")
            for status in page:
                mark.meet(status.get("id") if isinstance(status, dict) else None)
        return mark, News(cursor=str(mark), gaps=gaps)

    def _heard(self, event: str, data: bytes, mark: Bookmark) -> News:
        if event not in ("update", "status.update", "delete"):
            return News()
        try:
            said: Any = data.decode().strip() if event == "delete" else json.loads(data)
        except (ValueError, RecursionError):
            return News(garbage=1)
        if event == "update" and isinstance(said, dict):
            mark.meet(said.get("id"))
        mark.at = self.outside.now()
        return self._marked(digest(event, said, self._instance()), mark)

    def _marked(self, news: News, mark: Bookmark) -> News:
        self.newest.note(news.changes)
        return replace(news, cursor=str(mark))

    async def _missed(
        self, server: Server, mark: Bookmark, ways: tuple[Way, ...]
    ) -> AsyncIterator[News]:
        """Yield what happened since the bookmark; what cannot be known is a gap."""
        for way in ways:
            try:
                async for news in way(server, mark):
                    yield news
            except FeedDenied as error:
                gap = Gap(mark.at, self.outside.now(), f"what was missed cannot be read: {error}")
                yield News(gaps=(gap,), notes=(str(error),))
        mark.at = self.outside.now()
        yield News(cursor=str(mark))

    async def _looked_up(self, server: Server, mark: Bookmark) -> AsyncIterator[News]:
        """Ask again for the newest posts: an edit comes anew, what is missing was deleted.

        Those that were handed on, for a backlog may not be stored yet; those that are stored,
        for a process that was killed has handed on what no cursor tells of.
        """
        held = await asyncio.to_thread(self.held, mark.since, LOOKED_AT)
        known = dict.fromkeys((*self.newest, *reversed(mark.recent), *filter(is_native, held)))
        natives = tuple(known)[:LOOKED_AT]
        for start in range(0, len(natives), AT_ONCE):
            part = natives[start : start + AT_ONCE]
            found = await server.existing(part)
            there = {s.get("id") for s in found if isinstance(s, dict)}
            news = statuses(found, self._instance(), edited=True)
            now = self.outside.now()
            gone = tuple(
                Deletion("", now, source=self.name, native=n) for n in part if n not in there
            )
            self.newest.note(gone)
            yield replace(news, changes=(*news.changes, *gone))

    async def _paged(self, server: Server, mark: Bookmark) -> AsyncIterator[News]:
        """Page through the timeline from the last status on."""
        path, query = self._timeline_path()
        for _ in range(MOST_PAGES):
            last = mark.last
            page = await server.page(path, {**query, "min_id": last, "limit": str(PAGE)})
            for status in page:
                mark.meet(status.get("id") if isinstance(status, dict) else None)
            if mark.last == last:
                return
            yield self._marked(statuses(page[::-1], self._instance()), mark)
        why = f"more than {MOST_PAGES * PAGE:,} posts were missed"
        yield News(gaps=(Gap(mark.at, self.outside.now(), why),))

    def _stream_path(self) -> str:
        tagged = f"hashtag?{urlencode({'tag': self.tag})}"
        paths = {"public:local": "public/local", "hashtag": tagged}
        return paths.get(self.timeline, self.timeline)

    def _timeline_path(self) -> tuple[str, dict[str, str]]:
        root = "/api/v1/timelines"
        return {
            "public": (f"{root}/public", {}),
            "public:local": (f"{root}/public", {"local": "true"}),
            "user": (f"{root}/home", {}),
            "hashtag": (f"{root}/tag/{quote(self.tag, safe='')}", {}),
        }[self.timeline]

    def _host(self) -> str:
        return urlsplit(self.url).netloc.rpartition("@")[2].lower()

    def _instance(self) -> Instance:
        return Instance(
            source=self.name,
            host=self._host(),
            sieve=self.sieve,
            opted_in_only=self.opted_in_only,
            terms=self.origin.terms or f"{self.url.rstrip('/')}/terms-of-service",
            trainable=self.origin.trainable,
            now=self.outside.now,
            seen=self.seen,
        )


async def events(lines: AsyncIterator[bytes]) -> AsyncIterator[tuple[str, bytes]]:
    """Yield the events of a server-sent event stream as (kind, data); comments are left out.

    As the HTML standard, section "Server-sent events", without ids and retry times.
    """
    kind, data = "", b""
    async for line in lines:
        if not line:
            if kind or data:
                yield kind or "message", data
            kind, data = "", b""
            continue
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"event":
            kind = value.decode("ascii", "replace").replace("_", ".")  # some say status_update
        elif name == b"data":
            data = data + b"\n" + value if data else value
