"""One Nostr relay: subscribe, fill what was missed by paging back, look up names."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from rostra.errors import FeedDenied, FeedError, FeedGarbage, FeedUnreachable
from rostra.feeds._contract import Gap, News
from rostra.feeds._nostr import Lens, digest
from rostra.feeds._nostr_events import Event, parse_message, read_event
from rostra.feeds._sockets import Wire, messages, open_socket

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

Filter: TypeAlias = dict[str, Any]
Hand: TypeAlias = Callable[[News], Awaitable[None]]

LIVE_S = 60
"""How far back the live subscription reaches, to overlap with the filling."""

PAGE = 5_000
"""How many events are asked for at a time; each relay has a lower bound of its own."""

MOST_PAGES = 1_000
DENSE = 100
"""A page of one second only, and as long as the longest one: that second held more than it."""
NAMES_AT_ONCE = 100
NAMES_EACH_S = 3.0


@dataclass(slots=True)
class Met:
    """Ids of events that were checked already, over all relays; the oldest are forgotten."""

    most: int = 200_000
    _ids: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def add(self, event_id: str) -> None:
        """Remember an event whose signature was found good."""
        self._ids[event_id] = None
        while len(self._ids) > self.most:
            self._ids.popitem(last=False)

    def __contains__(self, event_id: object) -> bool:
        return event_id in self._ids


@dataclass(slots=True)
class _Filling:
    """Paging back through what was missed, one filter after the other, from now to `since`."""

    filters: list[Filter]
    since: int
    name: str = ""
    pages: int = 0
    count: int = 0
    fresh: int = 0
    longest: int = 0
    oldest: int = 0
    newest: int = 0
    ids: set[str] = field(default_factory=set)

    def met(self, event_id: str, created_at: int) -> None:
        """Count an event of the page that is being read."""
        self.oldest = min(self.oldest, created_at) if self.count else created_at
        self.newest = max(self.newest, created_at) if self.count else created_at
        self.count += 1
        self.fresh += event_id not in self.ids
        self.ids.add(event_id)

    def overfull(self) -> bool:
        """Tell whether the page read last shows one second with more events than a page holds."""
        self.longest = max(self.longest, self.count)
        one_second = self.count > 0 and self.oldest == self.newest
        return one_second and not self.fresh and DENSE <= self.longest == self.count

    def turn(self) -> Filter | None:
        """Return the next page's filter, None at the end of all.

        A relay gives the newest first, at most as many as it likes. So the next page ends with
        the second at which this one began, for that second may be cut; where it brought nothing
        fresh the page after it ends before that second; an empty page ends the filter.
        """
        until = self.oldest if self.fresh else self.oldest - 1
        if self.pages and (not self.count or until < self.since):
            self.filters.pop(0)
            self.ids.clear()
            self.pages = 0
        if not self.filters:
            return None
        asked = {**self.filters[0], "since": self.since, "limit": PAGE}
        if self.pages:
            asked["until"] = until
        self.pages += 1
        self.count = self.fresh = 0
        return asked


@dataclass(slots=True)
class Relay:
    """Reads one relay while its connection lasts.

    `newest` is the time of the newest event behind which nothing is missing; it moves only
    once the filling is done, so a crash in between fills again. A `fresh` relay, never read
    before, is not filled by its first connection.
    """

    url: str
    filters: list[Filter]
    lens: Lens
    met: Met
    newest: int
    fresh: bool = False
    wire: Wire = field(default_factory=Wire)
    overlap_s: int = 600
    asked: set[str] = field(default_factory=set)
    _ahead: int = 0
    _page: int = 0
    _filling: _Filling | None = None
    _names_at: float = 0.0
    _names_open: bool = False

    async def read(self, hand: Hand) -> None:
        """Connect, subscribe and hand over news until the connection ends."""
        fresh, self.fresh = self.fresh, False
        async with open_socket(self.url, self.wire) as socket:
            await hand(News())
            now = int(self.lens.now().timestamp())
            live = [{**f, "since": now - LIVE_S} for f in self.filters]
            await _send(socket, "REQ", "live", *live)
            self._ahead, self._filling = self.newest, None
            if not fresh:
                self._filling = _Filling([*self.filters], max(self.newest - self.overlap_s, 0))
                await self._next_page(socket, hand)
            async for message in messages(socket, self.url):
                try:
                    news = await self._message(parse_message(message), socket, hand)
                except FeedGarbage:
                    news = News(garbage=1)
                if news is not None:
                    await hand(news)
                    await self._ask_names(socket)

    async def _message(self, told: list[Any], socket: ClientConnection, hand: Hand) -> News | None:
        kind, *rest = told
        if kind == "EVENT" and len(rest) == 2:
            return self._event(rest[0], rest[1])
        if kind == "EOSE" and rest:
            await self._end_of_stored(rest[0], socket, hand)
        elif kind == "CLOSED" and rest:
            await self._closed(str(rest[0]), str(rest[-1]), hand)
        elif kind == "NOTICE" and rest:
            return News(notes=(f"{self.url}: {str(rest[0])[:300]}",))
        elif kind == "AUTH":
            return News(notes=(f"{self.url} asks who we are (NIP-42); Rostra reads unnamed",))
        return None

    def _event(self, sub: object, told: Any) -> News | None:
        """Check an event and remember it; the caller hands its news over before aught can fail."""
        known = told.get("id") if isinstance(told, dict) else None
        if isinstance(known, str) and known in self.met:
            self._count(sub, known, told.get("created_at"))
            return None
        event = read_event(told)
        self.met.add(event.id)
        self._count(sub, event.id, event.created_at)
        news = digest(event, self.lens)
        if not news.skipped:
            self._behind(event)
        if not self.lens.names.knows(event.pubkey) and len(self.asked) < 100_000:
            self.asked.add(event.pubkey)
        return news

    def _count(self, sub: object, event_id: str, created_at: object) -> None:
        filling = self._filling
        if filling is not None and sub == filling.name and isinstance(created_at, int):
            filling.met(event_id, created_at)

    def _behind(self, event: Event) -> None:
        """Move the place on; while filling, only note how far it may then move."""
        self._ahead = max(self._ahead, min(event.created_at, int(self.lens.now().timestamp())))
        if self._filling is None:
            self.newest = max(self.newest, self._ahead)

    async def _end_of_stored(self, sub: object, socket: ClientConnection, hand: Hand) -> None:
        if sub == "names":
            self._names_open = False
            await _send(socket, "CLOSE", "names")
        elif self._filling is not None and sub == self._filling.name:
            await _send(socket, "CLOSE", self._filling.name)
            await self._next_page(socket, hand)

    async def _next_page(self, socket: ClientConnection, hand: Hand) -> None:
        """Ask for the next older page, of the next filter where one is done, or settle."""
        filling = self._filling
        if filling is None:
            return
        if filling.overfull():
            at = datetime.fromtimestamp(filling.oldest, tz=UTC)
            why = f"{self.url} tells only {filling.count} events of this second"
            await hand(News(gaps=(Gap(at, at + timedelta(seconds=1), why),)))
        if filling.pages >= MOST_PAGES:
            await self._settle(hand, f"{self.url}: more than {MOST_PAGES} pages were missed")
            return
        asked = filling.turn()
        if asked is None:
            await self._settle(hand, "")
            return
        self._page += 1
        filling.name = f"fill{self._page}"
        await _send(socket, "REQ", filling.name, asked)

    async def _settle(self, hand: Hand, missing: str) -> None:
        """End the filling; what could not be had is a gap."""
        filling, self._filling = self._filling, None
        since = filling.since if filling else self.newest
        self.newest = max(self.newest, self._ahead)
        gap = Gap(datetime.fromtimestamp(since, tz=UTC), self.lens.now(), missing)
        await hand(News(gaps=(gap,) if missing else ()))

    async def _closed(self, sub: str, why: str, hand: Hand) -> None:
        """Take the end of a subscription; that of the live one ends the connection."""
        if sub == "live":
            raise _closing(self.url, why)
        if sub == "names":
            self._names_open = False
        elif self._filling is not None and sub == self._filling.name:
            await self._settle(hand, f"{self.url} would not tell what was missed: {why[:200]}")

    async def _ask_names(self, socket: ClientConnection) -> None:
        """Look up profiles of authors met for the first time, many at once and seldom."""
        now = asyncio.get_running_loop().time()
        if self._names_open or now < self._names_at + NAMES_EACH_S:
            return
        unknown = [key for key in self.asked if not self.lens.names.knows(key)][:NAMES_AT_ONCE]
        if unknown:
            self._names_at, self._names_open = now, True
            self.asked.difference_update(unknown)
            await _send(socket, "REQ", "names", {"kinds": [0], "authors": unknown})


async def _send(socket: ClientConnection, *message: object) -> None:
    from websockets.exceptions import ConnectionClosed

    try:
        await socket.send(json.dumps(message))
    except ConnectionClosed as error:
        raise FeedUnreachable(f"the relay closed while being asked: {error}") from error


def _closing(url: str, why: str) -> FeedError:
    """Return what the reason of a CLOSED (its prefix is machine-readable, NIP-01) means."""
    prefix = why.partition(":")[0]
    if prefix in ("auth-required", "restricted", "blocked", "invalid", "unsupported", "mute"):
        return FeedDenied(f"{url} will not serve us: {why[:200]}; remove it or ask its operator")
    wait_s = 30.0 if prefix == "rate-limited" else 0.0
    return FeedUnreachable(f"{url} closed the subscription: {why[:200]}", wait_s)
