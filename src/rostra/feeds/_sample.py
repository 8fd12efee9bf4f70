"""The bundled sample feed: three recorded days, set to end now.

The two days before today keep their times of day. Today's posts, recorded over a whole day,
are pressed into the time between local midnight and now, in their order: so "today" holds all
of them at any hour (docs/decisions/060). Ids hold the local day: the same day gives the same
ids, another day gives others.
"""

from __future__ import annotations

import json
import re
from base64 import b32encode
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from hashlib import blake2b, sha256
from importlib.resources import files
from typing import Any

from rostra.feeds._contract import News
from rostra.posts import SAMPLE, Author, Change, Deletion, Media, Post
from rostra.text import language

TERMS = "sample, written for Rostra (Apache-2.0)"
MARGIN = timedelta(minutes=3)
"""How long before now the last post of the sample lies, on a day that is old enough."""

DAY_SECONDS = 86_400
BATCH = 200

Row = dict[str, Any]

_DATE = re.compile(r"\{date:([+-]\d+)d\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the recorded days lie: `today` is the local day of `now` in `tz`."""

    now: datetime
    tz: tzinfo

    @property
    def today(self) -> date:
        """The local day on which the sample ends."""
        return self.now.astimezone(self.tz).date()

    def moment(self, day: int, second: float) -> datetime:
        """Return the time, in UTC, of the recorded `second` of `day` (0 = today, −2 the first)."""
        start = self._midnight(day)
        if day < 0:
            end = self._midnight(day + 1)
        else:
            young = self.now - start
            end = self.now - min(MARGIN, young / 4)
        moment = start + (end - start) * (second / DAY_SECONDS)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def words(self, text: str, lang: str) -> str:
        """Put dates in the place of `{date:+26d}`, as `lang` writes them."""
        return _DATE.sub(lambda found: self._date(int(found[1]), text, lang), text)

    def _date(self, days: int, text: str, lang: str) -> str:
        day = self.today + timedelta(days=days)
        han = lang.startswith(("zh", "ja")) or (lang == "und" and _HAN.search(text))
        return f"{day.month}月{day.day}日" if han else f"{day:%B} {day.day}"

    def _midnight(self, day: int) -> datetime:
        local = datetime.combine(self.today + timedelta(days=day), time(), tzinfo=self.tz)
        return local.astimezone(UTC)


def sample_day(now: datetime, tz: tzinfo) -> str:
    """Return the mark of the copy that belongs to `now`: its local day, as 2026-08-20.

    A store that holds a copy with another mark forgets the source `SAMPLE` before it takes
    this one in.
    """
    return Clock(now, tz).today.isoformat()


def sample_changes(now: datetime, tz: tzinfo) -> Iterator[Change]:
    """Yield the sample's posts, edits and deletions in order of time, all before `now`."""
    clock = Clock(now, tz)
    posts: dict[str, Post] = {}
    for row in sample_rows("posts.jsonl"):
        at = clock.moment(row["day"], row["second"])
        key = row["key"]
        if "network" in row:
            posts[key] = _post(row, clock, at)
            yield posts[key]
        elif "deleted" in row:
            gone = posts[key]
            yield Deletion(id=gone.id, at=at, author=gone.author.id, source=SAMPLE)
        else:
            posts[key] = _edited(posts[key], row, clock, at)
            yield posts[key]


def sample_ids(day: str) -> dict[str, str]:
    """Return the id of every post in the copy of `day`, by the key under which truth names it."""
    return {row["key"]: _id(row, day)[0] for row in sample_rows("posts.jsonl") if "network" in row}


class SampleFeed:
    """The sample as a source: the cursor is the day whose copy the store holds.

    Called with yesterday's cursor it deletes that copy before it hands over today's. It ends
    after the last post.
    """

    name = SAMPLE
    network = SAMPLE

    def __init__(self, clock: Callable[[], datetime], tz: tzinfo) -> None:
        self._clock = clock
        self._tz = tz

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield today's copy in batches, unless the cursor says that it is there already."""
        now = self._clock()
        day = sample_day(now, self._tz)
        changes: list[Change] = []
        if cursor != day:
            if cursor:
                gone = sample_ids(cursor).values()
                changes += [Deletion(id=post, at=now, source=SAMPLE) for post in gone]
            changes += sample_changes(now, self._tz)
        for start in range(0, len(changes), BATCH):
            yield News(tuple(changes[start : start + BATCH]))
        yield News(cursor=day, last=True)


@lru_cache(maxsize=4)
def sample_rows(name: str) -> tuple[Row, ...]:
    """Read one of the shipped files of rows."""
    text = (files("rostra.feeds") / "sample" / name).read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


def _post(row: Row, clock: Clock, at: datetime) -> Post:
    day = clock.today.isoformat()
    name, native, url = _id(row, day)
    hint = row.get("lang", "und")
    text = clock.words(row["text"], hint)
    reply_to, root, quotes, reposts_of = (
        _id(_row(row[field]), day)[0] if row.get(field) else ""
        for field in ("reply_to", "root", "quotes", "reposts_of")
    )
    return Post(
        id=name,
        network=row["network"],
        source=SAMPLE,
        author=_author(row),
        text=text,
        created=at,
        seen=min(clock.now.astimezone(UTC), at + timedelta(seconds=row["lag"])),
        url=url,
        lang=language(text, hint),
        native=native,
        reply_to=reply_to,
        root=root or name,
        quotes=quotes,
        reposts_of=reposts_of,
        tags=tuple(row.get("tags", ())),
        links=tuple(row.get("links", ())),
        media=tuple(_media(row, n, day) for n in range(len(row.get("media", ())))),
        labels=tuple(row.get("labels", ())),
        likes=row.get("likes", 0),
        reposts=row.get("reposts", 0),
        replies=row.get("replies", 0),
        terms=TERMS,
        trainable=True,
    )


def _edited(post: Post, row: Row, clock: Clock, at: datetime) -> Post:
    return replace(
        post,
        rev=row["rev"],
        text=clock.words(row["text"], row["lang"]),
        tags=tuple(row.get("tags", ())),
        links=tuple(row.get("links", ())),
        seen=at,
    )


def _media(row: Row, n: int, day: str) -> Media:
    kind, alt = row["media"][n]
    return Media(kind, f"https://media.example.org/{_token(day + row['key'] + str(n))}", alt)


@lru_cache(maxsize=1)
def _rows_by_key() -> dict[str, Row]:
    return {row["key"]: row for row in sample_rows("posts.jsonl") if "network" in row}


def _row(key: str) -> Row:
    return _rows_by_key()[key]


def _token(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _digits(text: str, count: int) -> str:
    return str(10 ** (count - 1) + int(_token(text), 16) % (9 * 10 ** (count - 1)))


def _author(row: Row) -> Author:
    handle, network = row["handle"], row["network"]
    name, bot = row.get("name", ""), row.get("bot", False)
    site = handle.replace("_", "-") + ".example.org"
    shapes = {
        "bluesky": (_did(handle), handle.replace("_", "-") + ".bsky.example"),
        "mastodon": (f"https://mastodon.example/users/{handle}", f"{handle}@mastodon.example"),
        "nostr": (sha256(handle.encode()).hexdigest(), ""),
        "x": (_digits(handle, 10), handle),
        "hackernews": (handle, handle),
        "rss": (f"https://{site}/feed.xml#{name}", site),
    }
    return Author(*shapes[network], name, bot)


def _did(handle: str) -> str:
    digest = blake2b(handle.encode(), digest_size=15).digest()
    return "did:plc:" + b32encode(digest).decode().lower()


def _id(row: Row, day: str) -> tuple[str, str, str]:
    """Return the id, the native id and the address of a post, as its network shapes them."""
    handle, network = row["handle"], row["network"]
    seed = f"{day}/{row['key']}"
    number = _digits(seed, 18)
    if network == "bluesky":
        rkey = (
            "3" + b32encode(blake2b(seed.encode(), digest_size=10).digest()).decode().lower()[:12]
        )
        name = f"at://{_did(handle)}/app.bsky.feed.post/{rkey}"
        shown = handle.replace("_", "-")
        return name, "", f"https://bsky.example/profile/{shown}.bsky.example/post/{rkey}"
    if network == "mastodon":
        home = "https://mastodon.example"
        return f"{home}/users/{handle}/statuses/{number}", number, f"{home}/@{handle}/{number}"
    if network == "nostr":
        event = sha256(seed.encode()).hexdigest()
        return f"nostr:{event}", event, f"https://nostr.example/e/{event}"
    if network == "x":
        return f"x:{number}", number, f"https://x.example/{handle}/status/{number}"
    if network == "hackernews":
        item = _digits(seed, 8)
        return f"hn:{item}", item, f"https://hn.example/item?id={item}"
    site = handle.replace("_", "-") + ".example.org"
    link = row["links"][0] if row.get("links") else f"https://{site}/{_token(seed)[:12]}"
    return f"tag:{site},{day}:{_token(seed)[:16]}", "", link
