"""Mastodon live: the server's event stream, and its timelines for what the stream missed."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Literal, TypeAlias
from urllib.parse import quote, urlencode, urlsplit

from rostra.errors import FeedDenied, FeedUnreachable, FetchError, FetchForbidden
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._contract import Gap, News
from rostra.feeds._mastodon import Instance, Seen, digest, statuses
from rostra.feeds._mastodon_rest import AT_ONCE, Server
from rostra.feeds._sieve import Sieve
from rostra.feeds._times import from_micros, to_micros
from rostra.fetch import Fetched, Limits, stream
from rostra.posts import Change, Deletion, Post

Timeline: TypeAlias = Literal["public", "public:local", "user", "hashtag"]

RECENT = 200
"""How many of the newest posts are asked for again after a break: were they edited, deleted?"""

PAGE = 40
MOST_PAGES = 500


@dataclass(slots=True)
class Bookmark:
    """Where a server was left: the time, the highest local id met, and the newest posts' ids.

    Written "microseconds:last:id,id,…". It moves on as posts come.
    """

    at: datetime
    last: str = ""
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=RECENT))

    def __str__(self) -> str:
        return f"{to_micros(self.at)}:{self.last}:{','.join(self.recent)}"

    def meet(self, native: object) -> None:
        """Move behind a status, kept or not."""
        if _is_native(native) and _order(str(native)) > _order(self.last):
            self.last = str(native)

    def note(self, changes: tuple[Change, ...], at: datetime) -> None:
        """Remember what was kept, and forget what was deleted."""
        self.at = at
        for change in changes:
            if isinstance(change, Post) and change.native not in self.recent:
                self.recent.append(change.native)
            elif isinstance(change, Deletion) and change.native in self.recent:
                self.recent.remove(change.native)


def read_bookmark(cursor: str) -> Bookmark | None:
    """Return the place a saved cursor names, None where it is empty or not one of ours."""
    micros, _, rest = cursor.partition(":")
    last, _, recent = rest.partition(":")
    at = from_micros(int(micros)) if micros.isascii() and micros.isdecimal() else None
    if at is None or not _is_native(last):
        return None
    return Bookmark(at, last, deque(filter(_is_native, recent.split(",")), maxlen=RECENT))


@dataclass(frozen=True, slots=True)
class Mastodon:
    """One timeline of a Mastodon server, or of one that speaks its API.

    The stream cannot be resumed: after a break the timeline is paged from the last status on,
    and the newest posts are asked for again by id, for an edit or a deletion in between is told
    nowhere else. `token` belongs to a user of that server. `idle_s` without even a heartbeat
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
    seen: Seen = field(default_factory=Seen, repr=False)
    network: ClassVar[str] = "mastodon"

    @property
    def name(self) -> str:
        """Return the operator's name for this source."""
        return self.origin.name

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield posts, edits and deletions: first what was missed, then live."""
        server = Server(self.name, self.url, self.outside, self.token)
        mark = read_bookmark(cursor)
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
                if mark is None:
                    mark = await self._newest(server)
                    yield News(cursor=str(mark) if mark.last else "")
                else:
                    async for news in self._missed(server, mark):
                        yield news
                async for event, data in events(opened.lines):
                    yield self._heard(event, data, mark)
        except FetchForbidden as error:
            raise failure(f"{self.name}: {error}") from error
        except FetchError as error:
            raise FeedUnreachable(f"{self.name}: {error}") from error
        raise FeedUnreachable(f"{self.name}: {where} closed the stream; it is opened again")

    async def _newest(self, server: Server) -> Bookmark:
        """Begin now: behind the newest status there is, "0" where there is none yet."""
        mark = Bookmark(self.outside.now())
        path, query = self._timeline_path()
        with suppress(FeedDenied):  # the stream may be open where the timeline is not
            page = await server.page(path, {**query, "limit": "1"})
            mark.meet("0")
            for status in page:
                mark.meet(status.get("id") if isinstance(status, dict) else None)
        return mark

    def _heard(self, event: str, data: bytes, mark: Bookmark) -> News:
        if event not in ("update", "status.update", "delete"):
            return News()
        try:
            said: Any = data.decode().strip() if event == "delete" else json.loads(data)
        except (ValueError, RecursionError):
            return News(garbage=1)
        if event == "update" and isinstance(said, dict):
            mark.meet(said.get("id"))
        return self._marked(digest(event, said, self._instance()), mark)

    def _marked(self, news: News, mark: Bookmark) -> News:
        mark.note(news.changes, self.outside.now())
        return replace(news, cursor=str(mark) if mark.last else "")

    async def _missed(self, server: Server, mark: Bookmark) -> AsyncIterator[News]:
        """Yield what happened since the bookmark; what cannot be known is a gap."""
        since = mark.at
        for way in (self._looked_up, self._paged):
            try:
                async for news in way(server, mark):
                    yield news
            except FeedDenied as error:
                gap = Gap(since, self.outside.now(), f"what was missed cannot be read: {error}")
                yield News(gaps=(gap,), notes=(str(error),))

    async def _looked_up(self, server: Server, mark: Bookmark) -> AsyncIterator[News]:
        """Ask again for the newest posts: an edit comes anew, what is missing was deleted."""
        natives = tuple(mark.recent)
        for start in range(0, len(natives), AT_ONCE):
            part = natives[start : start + AT_ONCE]
            found = await server.existing(part)
            there = {s.get("id") for s in found if isinstance(s, dict)}
            news = statuses(found, self._instance(), edited=True)
            now = self.outside.now()
            gone = (Deletion("", now, source=self.name, native=n) for n in part if n not in there)
            yield self._marked(replace(news, changes=(*news.changes, *gone)), mark)

    async def _paged(self, server: Server, mark: Bookmark) -> AsyncIterator[News]:
        """Page through the timeline from the last status on."""
        since = mark.at
        path, query = self._timeline_path()
        for _ in range(MOST_PAGES):
            last = mark.last
            page = await server.page(path, {**query, "min_id": last, "limit": str(PAGE)})
            for status in page:
                mark.meet(status.get("id") if isinstance(status, dict) else None)
            if mark.last == last:
                return
            yield self._marked(statuses(page[::-1], self._instance()), mark)
        many = MOST_PAGES * PAGE
        yield News(gaps=(Gap(since, self.outside.now(), f"more than {many:,} posts were missed"),))

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

    def _instance(self) -> Instance:
        return Instance(
            source=self.name,
            host=urlsplit(self.url).netloc,
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


def _is_native(native: object) -> bool:
    return isinstance(native, str) and native.isascii() and native.isalnum() and len(native) < 64


def _order(native: str) -> tuple[int, str]:
    """Order local ids, which grow with time: by length, then by their digits or letters."""
    return len(native), native
