"""RSS, Atom and JSON Feed: looked at now and then, politely."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import ClassVar
from urllib.parse import urlsplit

from rostra.feeds._asking import LONGEST_WAIT_S, Origin, Outside, answered, ask, http_date
from rostra.feeds._contract import News, Stored, nothing_stored
from rostra.feeds._rss_documents import Document, Entry, read_document
from rostra.feeds._times import settle, to_micros
from rostra.posts import Author, Change, Deletion, Post
from rostra.text import language

REMEMBERED = 2_000
"""How many entries' digests the cursor holds, so that an edit is known from a repetition."""

SHOWN = 32
"""How many pictures the store keeps of a post."""

GONE = "gone"
"""Stands where a digest would, once an entry's tombstone was passed on."""


@dataclass(frozen=True, slots=True)
class _State:
    """The cursor: what the server told of its version, and a digest of each entry seen."""

    etag: str = ""
    modified: str = ""
    seen: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def read(cursor: str) -> _State:
        try:
            saved = json.loads(cursor)
            return _State(saved["etag"], saved["modified"], tuple(saved["seen"].items()))
        except (ValueError, KeyError, TypeError, AttributeError):
            return _State()

    def write(self) -> str:
        return json.dumps(
            {"etag": self.etag, "modified": self.modified, "seen": dict(self.seen)},
            separators=(",", ":"),
        )


@dataclass(frozen=True, slots=True)
class Rss:
    """One feed address, looked at every `every_s` seconds or as seldom as the publisher asks.

    The publisher's `ttl` and `sy:updatePeriod` can lengthen the pause up to a day, never
    shorten it. An entry that vanished from the document is not deleted; an Atom tombstone
    deletes. An edit is the same entry with other words: than at the last look or, where the
    cursor does not know the entry, than what is `stored` (a process may have been killed
    between the two).
    """

    origin: Origin
    url: str
    every_s: float = 300.0
    outside: Outside = field(default_factory=Outside)
    stored: Stored = field(default=nothing_stored, repr=False)
    network: ClassVar[str] = "rss"

    @property
    def name(self) -> str:
        """Return the operator's name for this source."""
        return self.origin.name

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Look, yield what is new, wait, and look again."""
        state = _State.read(cursor)
        while True:
            news, state, asked_s = await self._look(state)
            yield news
            wait_s = min(max(self.every_s, asked_s), max(LONGEST_WAIT_S, self.every_s))
            await self.outside.sleep(wait_s)

    async def _look(self, state: _State) -> tuple[News, _State, float]:
        headers = {
            "Accept": "application/atom+xml, application/rss+xml, application/feed+json, "
            "application/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
            **({"If-None-Match": state.etag} if state.etag else {}),
            **({"If-Modified-Since": state.modified} if state.modified else {}),
        }
        fetched = await ask(self.url, self.outside, headers=headers)
        now = self.outside.now()
        answered(fetched, f"the feed {self.url}", now)
        if fetched.status == 304:
            return News(), state, 0.0
        kind = fetched.headers.get("content-type", "")
        # Parsing a large feed takes up to a second of CPU; the other sources go on meanwhile.
        document = await asyncio.to_thread(read_document, fetched.body, kind, fetched.url)
        seen = await self._known(document, dict(state.seen))
        changes, seen = self._compare(document, seen, now)
        after = _State(
            fetched.headers.get("etag", "")[:500],
            _settled(fetched.headers, now),
            tuple(seen.items())[-REMEMBERED:],
        )
        cursor = after.write() if after != state else ""
        news = News(tuple(changes), cursor, garbage=document.garbage)
        if fetched.url != self.url:
            news = replace(news, notes=(f"{self.url} is now at {fetched.url}",))
        return news, after, document.every_s

    async def _known(self, document: Document, seen: dict[str, str]) -> dict[str, str]:
        """Add to the digests those of entries that are stored and of which no cursor tells."""
        names = [self._id(entry.guid) for entry in _told_apart(document.entries)]
        unknown = [name for name in names if _short(name) not in seen]
        if not unknown:
            return seen
        found = await asyncio.to_thread(self.stored, unknown)
        mine = [post for post in found.values() if post.source == self.name]
        return {_short(post.id): _digest(post) for post in mine} | seen

    def _compare(
        self, document: Document, seen: dict[str, str], now: datetime
    ) -> tuple[list[Change], dict[str, str]]:
        """Return the changes since the digests in `seen`, and the digests as they are now."""
        changes: list[Change] = []
        gone = {self._id(guid): when for guid, when in document.gone}
        for entry in _told_apart(document.entries):
            post = self._post(entry, document, now)
            if post.id in gone:
                continue
            key, digest = _short(post.id), _digest(post)
            before = seen.pop(key, "")
            seen[key] = digest  # moved to the end: what is still in the document is kept longest
            if not before:
                changes.append(post)
            elif before != digest:
                # The moment an edit is noticed is its revision: it grows even when the cursor,
                # and with it every count, is lost.
                changes.append(replace(post, rev=to_micros(now)))
        for name, when in gone.items():
            if seen.get(_short(name)) != GONE:
                seen[_short(name)] = GONE
                changes.append(Deletion(name, settle(when, now), source=self.name))
        return changes, seen

    def _post(self, entry: Entry, document: Document, now: datetime) -> Post:
        host = urlsplit(self.url).hostname or ""
        site = document.link or f"https://{host}/"
        writer = entry.author or document.title or host
        return Post(
            id=self._id(entry.guid),
            network=self.network,
            source=self.name,
            author=Author(f"{self.url}#{entry.author}", handle=host, name=writer),
            text=entry.text,
            created=settle(entry.created, now),
            seen=now,
            url=entry.link or site,
            lang=language(entry.text, entry.lang),
            native=entry.guid,
            root=self._id(entry.guid),
            tags=entry.tags,
            links=(entry.link,) if entry.link else (),
            media=entry.media,
            terms=self.origin.terms,
            trainable=self.origin.trainable,
        )

    def _id(self, guid: str) -> str:
        """Name an entry so that no feed can speak for another publisher's posts.

        A web address on the feed's own host is its own name; anything else ("17", a foreign
        address, at://…) only means something inside this feed.
        """
        parts = urlsplit(guid) if guid.startswith(("http://", "https://")) else None
        own = parts is not None and parts.hostname == urlsplit(self.url).hostname
        return guid if own else f"{self.url}#{guid}"


def _settled(headers: Mapping[str, str], now: datetime) -> str:
    """Return Last-Modified where it may be asked by: not in the second it names, or the next.

    It counts whole seconds: a feed written twice within one would answer 304 for the second
    version for ever (RFC 9110, 8.8.2.2).
    """
    value = headers.get("last-modified", "")[:100]
    changed, sent = http_date(value), http_date(headers.get("date", "")) or now
    return value if changed is not None and sent - changed >= timedelta(seconds=2) else ""


def _told_apart(entries: tuple[Entry, ...]) -> list[Entry]:
    """Return the entries oldest first, each with a name of its own.

    Some feeds give every entry the same guid; there the link tells them apart. Of entries that
    share both, the newest stands for all.
    """
    named: dict[str, Entry] = {}
    for entry in entries:
        if entry.guid not in named:
            named[entry.guid] = entry
        elif entry.link and entry.link not in named:
            named[entry.link] = replace(entry, guid=entry.link)
    # Documents are newest first; posts are told oldest first everywhere else.
    return list(named.values())[::-1]


def _short(name: str) -> str:
    return blake2b(name.encode(), digest_size=8).hexdigest()


def _digest(post: Post) -> str:
    """Digest what a reader would see change; a new `updated` time alone is no edit."""
    media = tuple((m.url, m.alt) for m in post.media[:SHOWN])
    shown = (post.text, post.url, post.tags, media)
    return blake2b(repr(shown).encode(), digest_size=6).hexdigest()
