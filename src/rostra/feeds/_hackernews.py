"""Hacker News: new items by walking up, edits and deletions from its list of updates."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeAlias
from zlib import crc32

from rostra.errors import FeedGarbage
from rostra.feeds._asking import Origin, Outside, answered, ask
from rostra.feeds._contract import Gap, News, Stored, nothing_stored
from rostra.feeds._times import parse_time, settle, to_micros
from rostra.fetch import Limits
from rostra.posts import Author, Change, Deletion, Post, Tally
from rostra.text import clean, language, plain

BASE_URL = "https://hacker-news.firebaseio.com"
PAGE = "https://news.ycombinator.com/item?id={}"
TERMS = "Hacker News API; posts belong to their writers"

AT_ONCE = 8
"""How many items are asked for at a time."""

BATCH = 100
REMEMBERED = 2_000
"""Of so many newest items the words and points are remembered: the hours in which they change."""

ROOTS = 20_000
DEEPEST = 200
KINDS = frozenset({"story", "comment", "job", "poll"})

Item: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class _Memory:
    """The cursor: the last item walked past, when, and what the newest items were like.

    `known` maps an item's number to [digest of its words, points, comments]; `waiting` are
    numbers that were given out but not yet readable.
    """

    last: int = 0
    at: str = ""
    known: dict[int, list[int]] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)

    @staticmethod
    def read(cursor: str) -> _Memory:
        try:
            saved = json.loads(cursor)
            known = {int(number): [int(n) for n in row] for number, row in saved["known"].items()}
            waiting = [int(number) for number in saved["waiting"]]
            return _Memory(int(saved["last"]), str(saved["at"]), known, waiting)
        except (ValueError, KeyError, TypeError, AttributeError):
            return _Memory()

    def write(self) -> str:
        for number in sorted(self.known)[:-REMEMBERED]:
            del self.known[number]
        self.waiting = [number for number in self.waiting if number > self.last - REMEMBERED]
        saved = {"last": self.last, "at": self.at, "known": self.known, "waiting": self.waiting}
        return json.dumps(saved, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class HackerNews:
    """Stories, comments, jobs and polls, looked at every `every_s` seconds.

    Without a cursor it starts `back` items ago. When more than `most` items came since the
    cursor it starts there too, and tells the gap. Edits are noticed in the newest 2,000 items.
    Items that are walked again after a kill are held against what is `stored` of them.
    """

    origin: Origin
    base_url: str = BASE_URL
    every_s: float = 60.0
    back: int = 200
    most: int = 20_000
    outside: Outside = field(default_factory=Outside)
    stored: Stored = field(default=nothing_stored, repr=False)
    network: ClassVar[str] = "hackernews"
    _roots: OrderedDict[int, int] = field(default_factory=OrderedDict, init=False, repr=False)
    _turns: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(AT_ONCE), init=False, repr=False
    )

    @property
    def name(self) -> str:
        """Return the operator's name for this source."""
        return self.origin.name

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Walk up to the newest item, look at the updates, wait, and begin again."""
        memory = _Memory.read(cursor)
        while True:
            async for news in self._walk(memory):
                yield news
            yield await self._updates(memory)
            await self.outside.sleep(self.every_s)

    async def _walk(self, memory: _Memory) -> AsyncIterator[News]:
        newest, now = await self._newest(), self.outside.now()
        gaps: tuple[Gap, ...] = ()
        if memory.last and newest - memory.last > self.most:
            since = parse_time(memory.at) or now
            gaps = (Gap(since, now, f"{newest - memory.last:,} items came since; skipped to now"),)
            memory.last = 0
        memory.last = memory.last or max(newest - self.back, 0)
        while memory.last < newest or gaps:
            up_to = min(memory.last + BATCH, newest)
            numbers = [*memory.waiting, *range(memory.last + 1, up_to + 1)]
            memory.last, memory.at, memory.waiting = up_to, now.isoformat(), []
            changes, garbage, dead = await self._new(numbers, memory)
            skipped = (("dead or deleted before it was read", dead),) if dead else ()
            yield News(tuple(changes), memory.write(), gaps, garbage, skipped)
            gaps = ()

    async def _new(self, numbers: list[int], memory: _Memory) -> tuple[list[Change], int, int]:
        changes: list[Change] = []
        garbage = dead = 0
        now = self.outside.now()
        items = await asyncio.gather(*(self._item(number) for number in numbers))
        stored = await asyncio.to_thread(self.stored, [f"hn:{number}" for number in numbers])
        for number, item in zip(numbers, items, strict=True):
            before = stored.get(f"hn:{number}")
            if item is None:
                memory.waiting.append(number)
            elif item.get("deleted") or item.get("dead"):
                dead += 1
                changes += [Deletion(f"hn:{number}", now, source=self.name)] if before else []
            elif item.get("type") in KINDS:
                post = await self._post(number, item)
                if post is None:
                    garbage += 1
                    continue
                memory.known[number] = _state(post)
                edited = before is not None and _state(before)[0] != _state(post)[0]
                changes.append(replace(post, rev=to_micros(now)) if edited else post)
        return changes, garbage, dead

    async def _updates(self, memory: _Memory) -> News:
        """Read again what Hacker News says has changed."""
        told = await self._get("updates")
        listed = told.get("items") if isinstance(told, dict) else None
        numbers = [n for n in listed or [] if isinstance(n, int) and 0 < n <= memory.last]
        items = await asyncio.gather(*(self._item(number) for number in numbers[:1_000]))
        changes: list[Change] = []
        for number, item in zip(numbers, items, strict=False):
            if item is not None:
                changes += await self._changed(number, item, memory)
        return News(tuple(changes), memory.write() if changes else "")

    async def _changed(self, number: int, item: Item, memory: _Memory) -> list[Change]:
        now = self.outside.now()
        if item.get("deleted") or item.get("dead"):
            memory.known.pop(number, None)
            return [Deletion(f"hn:{number}", now, source=self.name)]
        before = memory.known.get(number)
        post = await self._post(number, item) if before else None
        if before is None or post is None:
            return []
        after = memory.known[number] = _state(post)
        changes: list[Change] = []
        if after[0] != before[0]:
            changes.append(replace(post, rev=to_micros(now)))
        likes, replies = after[1] - before[1], after[2] - before[2]
        if likes or replies:
            changes.append(Tally(post.id, now, likes=likes, replies=replies))
        return changes

    async def _post(self, number: int, item: Item) -> Post | None:
        now = self.outside.now()
        title, words = clean(plain(str(item.get("title") or "")), 500), str(item.get("text") or "")
        text = clean("\n\n".join(part for part in (title, plain(words[:200_000])) if part))
        link = str(item.get("url") or "")
        link = link if link.startswith(("http://", "https://")) and len(link) < 4_096 else ""
        writer = clean(str(item.get("by") or ""), 100)
        if not text or not writer:
            return None
        parent = item.get("parent")
        return Post(
            id=f"hn:{number}",
            network=self.network,
            source=self.name,
            author=Author(writer, handle=writer),
            text=text,
            created=settle(_moment(item.get("time")), now),
            seen=now,
            url=PAGE.format(number),
            lang=language(text, "en"),
            native=str(number),
            reply_to=f"hn:{parent}" if isinstance(parent, int) else "",
            root=f"hn:{await self._root(number, item)}",
            links=(clean(link, 4_096),) if link else (),
            likes=_count(item, "score"),
            replies=_count(item, "descendants"),
            terms=self.origin.terms or TERMS,
            trainable=self.origin.trainable,
        )

    async def _root(self, number: int, item: Item) -> int:
        """Follow the parents up to the story; what was found is kept for the thread's others."""
        path: list[int] = []
        at, row = number, item
        while at not in self._roots and len(path) < DEEPEST:
            path.append(at)
            parent = row.get("parent")
            if not isinstance(parent, int) or parent >= at:  # parents are always older
                self._roots[at] = at
                break
            at = parent
            if at not in self._roots:
                row = await self._item(at) or {}
        root = self._roots.get(at, at)
        for child in path:
            self._roots[child] = root
        while len(self._roots) > ROOTS:
            self._roots.popitem(last=False)
        return root

    async def _newest(self) -> int:
        newest = await self._get("maxitem")
        if not isinstance(newest, int) or newest < 0:
            raise FeedGarbage(f"{self.base_url} gives no newest item; is it the Hacker News API?")
        return newest

    async def _item(self, number: int) -> Item | None:
        item = await self._get(f"item/{number}")
        return item if isinstance(item, dict) else None

    async def _get(self, what: str) -> Any:
        async with self._turns:
            url = f"{self.base_url.rstrip('/')}/v0/{what}.json"
            fetched = await ask(url, self.outside, limits=Limits(max_bytes=5_000_000))
        answered(fetched, f"Hacker News ({what})", self.outside.now())
        try:
            return json.loads(fetched.body)
        except (ValueError, RecursionError) as error:
            raise FeedGarbage(f"{url} sent what is no JSON: {error}") from error


def _state(post: Post) -> list[int]:
    return [crc32(repr((post.text, post.links)).encode()), post.likes, post.replies]


def _moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int) or not 0 < seconds < 2**34:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)


def _count(item: Item, key: str) -> int:
    value = item.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
