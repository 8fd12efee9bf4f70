"""Nostr live: many relays read as one source, each at its own pace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, ClassVar

from rostra.errors import FeedDenied, FeedError, FeedUnreachable
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._backoff import full_jitter
from rostra.feeds._contract import News
from rostra.feeds._nostr import ARTICLE, DELETE, NOTE, PROFILE, REPOST, VANISH, Lens, Names
from rostra.feeds._nostr_relay import LIVE_S, Filter, Met, Relay
from rostra.feeds._sieve import Sieve
from rostra.feeds._sockets import Wire

TERMS = "published by its author to public relays, without a licence; deletions are honoured"

STEADY_S = 10.0
WAITING = 256
"""How many pieces of news may wait to be taken before relays are read no further."""


@dataclass(frozen=True, slots=True)
class Nostr:
    """Posts from any number of Nostr relays, each event checked and taken once.

    `authors` (public keys, hexadecimal) and `tags` ask for a part only; `articles` also brings
    long texts (kind 30023), whose newer versions are edits. A relay that fails is tried again
    while another works; when none works the source is unreachable, when all refuse it is
    denied. After a break each relay is paged back to `overlap_s` before its newest event, for
    authors set the time of their events themselves.
    """

    origin: Origin
    relays: tuple[str, ...]
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sieve: Sieve = field(default_factory=Sieve)
    articles: bool = False
    gateway: str = "https://njump.me/"
    overlap_s: int = 600
    outside: Outside = field(default_factory=Outside)
    wire: Wire = field(default_factory=Wire)
    rng: Random = field(default_factory=Random, repr=False)
    names: Names = field(default_factory=Names, repr=False)
    network: ClassVar[str] = "nostr"

    @property
    def name(self) -> str:
        """Return the operator's name for this source."""
        return self.origin.name

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield posts, deletions and departures from all relays as they come."""
        if not self.relays:
            raise FeedDenied(f"{self.name}: name at least one relay (wss://…)")
        places, met = read_places(cursor), Met()
        relays = [self._relay(url, met, places.get(url)) for url in dict.fromkeys(self.relays)]
        waiting: asyncio.Queue[News | FeedError] = asyncio.Queue(WAITING)
        failed: dict[str, FeedError] = {}
        tasks = [asyncio.create_task(self._keep_up(r, relays, waiting, failed)) for r in relays]
        try:
            while True:
                news = await waiting.get()
                if isinstance(news, FeedError):
                    raise news
                yield news
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep_up(
        self,
        relay: Relay,
        relays: list[Relay],
        waiting: asyncio.Queue[News | FeedError],
        failed: dict[str, FeedError],
    ) -> None:
        """Read one relay over and over; say when it was the last that worked."""

        async def hand(news: News) -> None:
            failed.pop(relay.url, None)
            await waiting.put(replace(news, cursor=write_places(relays)))

        attempt = 0
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                await relay.read(hand)
            except FeedError as error:
                failed[relay.url] = error
            if len(failed) == len(relays):
                await waiting.put(_all_failed(self.name, failed))
                return
            why = failed[relay.url]
            await waiting.put(News(notes=(str(why),)))
            if isinstance(why, FeedDenied):
                return
            attempt = 0 if clock() - began >= STEADY_S else attempt
            asked = why.wait_s if isinstance(why, FeedUnreachable) else 0.0
            await self.outside.sleep(max(asked, full_jitter(attempt, self.rng, 1.0, 120.0)))
            attempt += 1

    def _relay(self, url: str, met: Met, place: int | None) -> Relay:
        lens = Lens(
            source=self.name,
            relays=frozenset(self.relays),
            sieve=self.sieve,
            gateway=self.gateway,
            terms=self.origin.terms or TERMS,
            trainable=self.origin.trainable,
            now=self.outside.now,
            names=self.names,
        )
        return Relay(
            url,
            self._filters(),
            lens,
            met,
            newest=place or int(self.outside.now().timestamp()) - LIVE_S,
            fresh=place is None,
            wire=self.wire,
            overlap_s=self.overlap_s,
        )

    def _filters(self) -> list[Filter]:
        """Return what is asked of a relay; deletions carry no hashtags, so they stand apart."""
        by: dict[str, Any] = {"authors": [*self.authors]} if self.authors else {}
        tagged = {"#t": [tag.lstrip("#").lower() for tag in self.tags]} if self.tags else {}
        notes = [NOTE, REPOST, ARTICLE] if self.articles else [NOTE, REPOST]
        if not tagged:
            return [{"kinds": [PROFILE, DELETE, VANISH, *notes], **by}]
        return [{"kinds": notes, **tagged, **by}, {"kinds": [DELETE, VANISH], **by}]


def read_places(cursor: str) -> dict[str, int]:
    """Return how far each relay was read, in seconds since 1970, from a saved cursor."""
    try:
        told = json.loads(cursor or "{}")
    except (ValueError, RecursionError):
        return {}
    places = told.items() if isinstance(told, dict) else ()
    return {url: at for url, at in places if isinstance(at, int) and 0 < at < 2**40}


def write_places(relays: list[Relay]) -> str:
    """Return the cursor: {"wss://relay": seconds, …}."""
    return json.dumps({r.url: r.newest for r in relays}, separators=(",", ":"))


def _all_failed(name: str, failed: dict[str, FeedError]) -> FeedError:
    why = f"{name}: no relay works. " + " | ".join(str(error) for error in failed.values())
    if all(isinstance(error, FeedDenied) for error in failed.values()):
        return FeedDenied(why)
    waits = [e.wait_s for e in failed.values() if isinstance(e, FeedUnreachable)]
    return FeedUnreachable(why, min(waits))
