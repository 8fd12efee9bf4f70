"""Bluesky live: Jetstream (v1 or v2) and the raw firehose of a relay or a single server."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar, Literal, TypeAlias
from urllib.parse import urlencode, urlsplit

from rostra.errors import FeedError, FeedGarbage, FeedUnreachable
from rostra.feeds._bluesky import LIKE, POST, REPOST, TERMS, Handles, View, digest
from rostra.feeds._bluesky_events import Advice, RepoEvent, parse_frame, parse_v1, parse_v2
from rostra.feeds._contract import Gap, News
from rostra.feeds._sieve import Sieve
from rostra.feeds._sockets import Wire, messages, open_socket
from rostra.feeds._times import from_micros, to_micros, utc_now

JETSTREAM = "wss://jetstream2.us-east.bsky.network"
RELAY = "wss://bsky.network"

V2 = "/xrpc/network.bsky.jetstream.subscribeEvents"
REPOS = "/xrpc/com.atproto.sync.subscribeRepos"

OVERLAP_S = 2
"""How far before the last event v1 is taken up again: its times are not quite in order."""

SLACK = timedelta(seconds=60)
"""A first event this much later than the cursor shows that v1 no longer went back so far."""

LOOKBACK = timedelta(hours=36)
"""How far back Jetstream goes."""

QUIET = 200
"""After how many events without a change the cursor is handed over all the same."""

Read: TypeAlias = Callable[[bytes], Iterable[RepoEvent | Advice]]


class _CursorLost(FeedError):
    """The server does not hold, or does not know, what lies behind the cursor."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream was left: which stream, the position in it, and the time there.

    Written "stream:position@microseconds". The numbers of one server mean nothing to another;
    the time tells each how much is missing.
    """

    stream: str
    position: int
    at: datetime

    def __str__(self) -> str:
        return f"{self.stream}:{self.position}@{to_micros(self.at)}"


def read_place(cursor: str) -> Place | None:
    """Return the place a saved cursor names, None where it is empty or not one of ours."""
    stream, _, rest = cursor.rpartition(":")
    position, _, micros = rest.partition("@")
    if not (stream and position.isdecimal() and micros.isdecimal()):
        return None
    at = from_micros(int(micros))
    return Place(stream, int(position), at) if at else None


@dataclass(slots=True)
class Course:
    """One connection from its start: how far it came, and whether something was missed.

    `start` is where the last connection ended. `jumped` decides by the first event whether the
    server left something out after it.
    """

    stream: str
    view: View
    start: Place | None = None
    jumped: Callable[[RepoEvent], bool] = lambda _: False
    farthest: Place | None = None
    begun: bool = False
    since_news: int = 0
    garbage: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def take(self, event: RepoEvent) -> News | None:
        """Return the news an event makes, None where it can wait for the next."""
        start = self.start
        known = start is not None and start.stream == self.stream
        seen = known and start is not None and event.position <= start.position
        news = digest(event, self.view, counted=seen)
        self.garbage += news.garbage
        self.skipped.update(dict(news.skipped))
        first = not self.begun
        gaps = self._first(event)
        if self.farthest is None or event.position > self.farthest.position:
            self.farthest = Place(self.stream, event.position, event.at)
        self.since_news += 1
        if not (first or news.changes or gaps or news.notes) and self.since_news < QUIET:
            return None
        return self._news(News(news.changes, str(self.farthest), gaps, notes=news.notes))

    def bad(self) -> News | None:
        """Count a message that could not be read."""
        self.garbage += 1
        self.since_news += 1
        return self._news(News()) if self.since_news >= QUIET else None

    def _news(self, news: News) -> News:
        garbage, skipped = self.garbage, tuple(self.skipped.items())
        self.garbage, self.since_news, self.skipped = 0, 0, Counter()
        return News(news.changes, news.cursor, news.gaps, garbage, skipped, news.notes)

    def _first(self, event: RepoEvent) -> tuple[Gap, ...]:
        if self.begun:
            return ()
        self.begun = True
        start = self.start
        if start is None or event.at <= start.at or not self.jumped(event):
            return ()
        return (Gap(start.at, event.at, f"{self.stream} no longer held what came in between"),)


async def _follow(
    url: str, wire: Wire, read: Read, course: Course, protocol: str = ""
) -> AsyncIterator[News]:
    """Open a stream and yield its news until it ends, which is FeedUnreachable."""
    protocols = [protocol] if protocol else []
    async with open_socket(url, wire, protocols, _objection) as socket:
        # A stream cut before its first event is taken up again from this moment.
        begin = Place("start", 0, course.view.now()) if course.start is None else ""
        yield News(cursor=str(begin))
        async for message in messages(socket, url):
            for news in _news(message, read, course, url):
                yield news


def _news(message: bytes, read: Read, course: Course, url: str) -> Iterable[News]:
    try:
        told = list(read(message))
    except FeedGarbage:
        bad = course.bad()
        return [bad] if bad else []
    found: list[News] = []
    for event in told:
        if isinstance(event, RepoEvent):
            news = course.take(event)
            if news is not None:
                found.append(news)
        elif event.error:
            raise _ended(event, url)
        elif event.name == "OutdatedCursor":
            course.jumped = lambda _: True
        else:
            found.append(News(notes=(f"{event.name} {event.message}".strip(),)))
    return found


def _ended(advice: Advice, url: str) -> FeedError:
    if advice.name in ("FutureCursor", "CursorTooOld"):
        return _CursorLost(advice.message)
    return FeedUnreachable(f"{url} ended the stream: {advice.name} {advice.message}".strip())


def _objection(status: int, body: bytes) -> FeedError | None:
    """Name the one refusal with a cure of its own: Jetstream v2 forgot what we left off at."""
    if status != 400:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(said, dict) and said.get("error") == "CursorTooOld":
        return _CursorLost(str(said.get("message", "")))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Jetstream:
    """Bluesky's posts as JSON, from a Jetstream server.

    `version` 2 tells when it no longer holds what was missed; 1 does so silently, and the time
    of the first event betrays it. `dids` follows some authors only, `sieve` keeps some posts
    only, `tallies` also counts likes, reposts and replies (at ten times the traffic).
    """

    name: str
    url: str = JETSTREAM
    version: Literal[1, 2] = 2
    dids: tuple[str, ...] = ()
    sieve: Sieve = field(default_factory=Sieve)
    tallies: bool = False
    terms: str = TERMS
    trainable: bool = False
    wire: Wire = field(default_factory=Wire)
    now: Callable[[], datetime] = utc_now
    handles: Handles = field(default_factory=Handles, repr=False)
    network: ClassVar[str] = "bluesky"

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield posts, edits, deletions and departures from the place the cursor names."""
        start = read_place(cursor)
        follow = self._v1 if self.version == 1 else self._v2
        async for news in follow(start):
            yield news

    async def _v1(self, start: Place | None) -> AsyncIterator[News]:
        course = Course("v1", self._view(), start)
        course.jumped = lambda event: self._clamped(start, event)
        query = [("wantedCollections", c) for c in self._collections()]
        query += [("wantedDids", did) for did in self.dids]
        if start is not None:
            query.append(("cursor", str(to_micros(start.at) - OVERLAP_S * 1_000_000)))
        url = f"{_base(self.url)}/subscribe?{urlencode(query)}"
        async for news in _follow(url, self.wire, lambda m: [parse_v1(m)], course):
            yield news

    def _clamped(self, start: Place | None, event: RepoEvent) -> bool:
        """Tell a silent clamp from silence: few authors may well say nothing for an hour."""
        if start is None or event.at - start.at <= SLACK:
            return False
        return not self.dids or self.now() - start.at > LOOKBACK

    async def _v2(self, start: Place | None) -> AsyncIterator[News]:
        stream = f"v2/{urlsplit(self.url).netloc}"
        course = Course(stream, self._view(), start)
        here = start is not None and start.stream == stream
        course.jumped = lambda event: here and start is not None and event.position < start.position
        tries = [start.position, to_micros(start.at)] if start and here else []
        tries = tries or ([to_micros(start.at)] if start else [])
        for at in tries:
            try:
                async for news in self._v2_from(at, course):
                    yield news
            except _CursorLost:
                course.jumped = lambda _: True
        async for news in self._v2_from(None, course):
            yield news

    async def _v2_from(self, at: int | None, course: Course) -> AsyncIterator[News]:
        query = [("collections", c) for c in self._collections()]
        query += [("dids", did) for did in self.dids]
        query += [("cursor", str(at))] if at is not None else []
        url = f"{_base(self.url)}{V2}?{urlencode(query)}"
        async for news in _follow(url, self.wire, lambda m: [parse_v2(m)], course, "xrpc.v1.json"):
            yield news

    def _collections(self) -> tuple[str, ...]:
        return (POST, LIKE, REPOST) if self.tallies else (POST,)

    def _view(self) -> View:
        return View(
            self.name, self.sieve, self.tallies, self.terms, self.trainable, self.now, self.handles
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Firehose:
    """Bluesky's posts from the raw stream of a relay, or of one server (PDS).

    Ten times the bytes of Jetstream, but with no one in between: any AT Protocol server has it.
    """

    name: str
    url: str = RELAY
    sieve: Sieve = field(default_factory=Sieve)
    tallies: bool = False
    terms: str = TERMS
    trainable: bool = False
    wire: Wire = field(default_factory=Wire)
    now: Callable[[], datetime] = utc_now
    handles: Handles = field(default_factory=Handles, repr=False)
    network: ClassVar[str] = "bluesky"

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield posts, edits, deletions and departures from the place the cursor names."""
        start = read_place(cursor)
        stream = f"repo/{urlsplit(self.url).netloc}"
        view = View(
            self.name, self.sieve, self.tallies, self.terms, self.trainable, self.now, self.handles
        )
        course = Course(stream, view, start)
        if start is not None and start.stream == stream:
            try:
                async for news in self._from(start.position, course):
                    yield news
            except _CursorLost:
                pass
        if start is not None:
            course.jumped = lambda _: True
        async for news in self._from(None, course):
            yield news

    async def _from(self, position: int | None, course: Course) -> AsyncIterator[News]:
        query = f"?cursor={position}" if position is not None else ""
        url = f"{_base(self.url)}{REPOS}{query}"
        async for news in _follow(url, self.wire, _frame, course):
            yield news


def _base(url: str) -> str:
    """Return a server's address, also where the operator wrote that of the stream itself."""
    base = url.partition("?")[0].rstrip("/")
    for path in ("/subscribe", V2, REPOS):
        base = base.removesuffix(path)
    return base


def _frame(message: bytes) -> list[RepoEvent | Advice]:
    told = parse_frame(message)
    return [told] if isinstance(told, Advice) else [*told]
