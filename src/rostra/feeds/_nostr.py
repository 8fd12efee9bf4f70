"""Nostr's events become posts, deletions and departures."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rostra.errors import FeedGarbage
from rostra.feeds._contract import News
from rostra.feeds._nip19 import naddr, nevent
from rostra.feeds._nostr_events import Event, read_event
from rostra.feeds._sieve import Sieve
from rostra.feeds._times import AHEAD, FLOOR, utc_now
from rostra.feeds._web import web
from rostra.posts import Author, Change, Deletion, Departure, Media, Post
from rostra.text import clean, language

PROFILE, NOTE, DELETE, REPOST, VANISH, ARTICLE = 0, 1, 5, 6, 62, 30023

MOST = 64
"""How many tags, links or media of one post are kept."""

LINK = re.compile(r"https?://[^\s<>\"'()\[\]{}，。；：！？、（）《》」』]+")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?\S*)?$", re.IGNORECASE)


@dataclass(slots=True)
class Names:
    """The newest profile of each author; the longest untouched one is forgotten first."""

    most: int = 100_000
    _known: OrderedDict[str, tuple[int, Author]] = field(default_factory=OrderedDict)

    def learn(self, event: Event) -> None:
        """Take in a profile (kind 0), unless a newer one is known."""
        old = self._known.get(event.pubkey)
        if old is not None and old[0] > event.created_at:
            return
        try:
            told = json.loads(event.content)
        except (ValueError, RecursionError):
            return
        said = told if isinstance(told, dict) else {}
        handle, *names = (
            clean(value, 200) if isinstance(value, str) else ""
            for value in (said.get("nip05"), said.get("display_name"), said.get("name"))
        )
        name = names[0] or names[1]
        author = Author(event.pubkey, handle or names[1], name, bot=said.get("bot") is True)
        self._known[event.pubkey] = (event.created_at, author)
        self._known.move_to_end(event.pubkey)
        while len(self._known) > self.most:
            self._known.popitem(last=False)

    def knows(self, pubkey: str) -> bool:
        """Tell whether an author's profile is known."""
        return pubkey in self._known

    def author(self, pubkey: str) -> Author:
        """Return the author, with name and handle where they are known."""
        known = self._known.get(pubkey)
        return known[1] if known else Author(pubkey)


@dataclass(frozen=True, slots=True)
class Lens:
    """How one source's events are to be seen.

    `relays` are those we read: a request to vanish from one of them, or from all, is honoured.
    `gateway` is the web page that shows an event when its NIP-19 name is appended.
    """

    source: str
    relays: frozenset[str] = frozenset()
    sieve: Sieve = field(default_factory=Sieve)
    gateway: str = "https://njump.me/"
    terms: str = ""
    trainable: bool = False
    now: Callable[[], datetime] = utc_now
    names: Names = field(default_factory=Names)


def digest(event: Event, lens: Lens) -> News:
    """Turn one checked event into changes; kinds we do not read give none."""
    if event.created_at > (lens.now() + AHEAD).timestamp():
        return News(skipped=(("dated more than five minutes ahead", 1),))
    if event.created_at < FLOOR.timestamp():
        return News(garbage=1)
    return _told(event, lens)


def _told(event: Event, lens: Lens) -> News:
    if event.kind == PROFILE:
        lens.names.learn(event)
    elif event.kind == DELETE:
        return News(tuple(_deletions(event, lens)))
    elif event.kind == VANISH:
        return News((Departure(event.pubkey, _at(event)),)) if _meant(event, lens) else News()
    elif event.kind in (NOTE, ARTICLE):
        return _kept(post_of(event, lens), event, lens)
    elif event.kind == REPOST:
        return _reposted(event, lens)
    return News()


def post_id(event: Event) -> str:
    """Return the global id: "nostr:" and the event's id, for an article its address."""
    if event.kind == ARTICLE:
        return f"nostr:{ARTICLE}:{event.pubkey}:{clean(event.first('d'), 500)}"
    return f"nostr:{event.id}"


def post_of(event: Event, lens: Lens) -> Post:
    """Return the post that a note (kind 1) or an article (kind 30023) carries."""
    article = event.kind == ARTICLE
    title = f"{event.first('title')}\n\n" if article and event.first("title") else ""
    text = clean(title + event.content)
    parent, root = _thread(event)
    own = post_id(event)
    name = (naddr(event.first("d"), event.pubkey, ARTICLE) if article
            else nevent(event.id, event.pubkey, event.kind))  # fmt: skip
    links = [web(url.rstrip(".,;:!?")) for url in LINK.findall(text)[:MOST]]
    tags = (clean(tag[1], 640).lstrip("#").strip() for tag in event.all("t"))
    return Post(
        id=own,
        network="nostr",
        source=lens.source,
        author=lens.names.author(event.pubkey),
        text=text,
        created=min(_at(event), lens.now()),
        seen=lens.now(),
        url=f"{lens.gateway}{name}" if lens.gateway else f"nostr:{name}",
        lang=language(text, _language(event)),
        rev=event.created_at if article else 0,
        reply_to=parent,
        root=root or own,
        quotes=next((f"nostr:{q[1]}" for q in event.all("q") if _is_id(q[1])), ""),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag))[:MOST],
        links=tuple(dict.fromkeys(link for link in links if link)),
        media=tuple(_media(event, links))[:MOST],
        labels=_labels(event),
        terms=lens.terms,
        trainable=lens.trainable,
    )


def _kept(post: Post, event: Event, lens: Lens) -> News:
    ends = event.first("expiration")
    if ends.isascii() and ends.isdecimal() and int(ends[:15]) <= lens.now().timestamp():
        return News(skipped=(("expired", 1),))
    if not lens.sieve.passes(post):
        return News(skipped=(("not asked for", 1),))
    return News((post,))


def _reposted(event: Event, lens: Lens) -> News:
    """Read a repost (NIP-18), and the note it carries where that is sound."""
    target = next((tag[1] for tag in event.all("e") if _is_id(tag[1])), "")
    if not target:
        return News(garbage=1)
    carried: tuple[Change, ...] = ()
    garbage = 0
    if event.content:
        try:
            inner = read_event(json.loads(event.content))
            inside = digest(inner, lens) if inner.kind == NOTE and inner.id == target else News()
            carried, garbage = inside.changes, inside.garbage
        except (ValueError, RecursionError, FeedGarbage):
            garbage = 1
    repost = Post(
        id=f"nostr:{event.id}",
        network="nostr",
        source=lens.source,
        author=lens.names.author(event.pubkey),
        text="",
        created=min(_at(event), lens.now()),
        seen=lens.now(),
        url=f"{lens.gateway}{nevent(event.id, event.pubkey, REPOST)}",
        root=f"nostr:{event.id}",
        reposts_of=f"nostr:{target}",
        terms=lens.terms,
        trainable=lens.trainable,
    )
    wanted = bool(carried) or not (lens.sieve.queries or lens.sieve.langs)
    return News((*carried, repost) if wanted else (), garbage=garbage)


def _deletions(event: Event, lens: Lens) -> Iterator[Change]:
    """Yield what a deletion request (NIP-09) names; it holds for its author's own only."""
    at = _at(event)
    for tag in event.all("e"):
        if _is_id(tag[1]):
            yield Deletion(f"nostr:{tag[1]}", at, author=event.pubkey, source=lens.source)
    for tag in event.all("a"):
        kind, _, rest = tag[1].partition(":")
        if kind == str(ARTICLE) and rest.startswith(f"{event.pubkey}:"):
            name = clean(rest.partition(":")[2], 500)
            own = f"nostr:{ARTICLE}:{event.pubkey}:{name}"
            yield Deletion(own, at, author=event.pubkey, source=lens.source)


def _meant(event: Event, lens: Lens) -> bool:
    """Tell whether a request to vanish (NIP-62) is meant for relays that we read."""
    named = {tag[1].rstrip("/") for tag in event.all("relay")}
    return "ALL_RELAYS" in named or bool(named & {url.rstrip("/") for url in lens.relays})


def _thread(event: Event) -> tuple[str, str]:
    """Return parent and first post of the thread (NIP-10), by marks, else by position."""
    refs = [tag for tag in event.all("e") if _is_id(tag[1])]
    marked = {tag[3]: tag[1] for tag in reversed(refs) if len(tag) > 3 and tag[3]}
    if "root" in marked or "reply" in marked:
        parent = marked.get("reply") or marked["root"]
        root = marked.get("root") or ""
    else:
        plain = [tag[1] for tag in refs if len(tag) <= 3 or not tag[3]]
        parent, root = (plain[-1], plain[0]) if plain else ("", "")
    return (f"nostr:{parent}" if parent else "", f"nostr:{root or parent}" if parent else "")


def _language(event: Event) -> str:
    """Return the language the author named (NIP-32, ISO-639-1), "" for none."""
    spaces = ("ISO-639-1", "ISO-639-2", "ISO-639-3")
    found = (tag[1] for tag in event.all("l") if len(tag) > 2 and tag[2] in spaces)
    return next((value[:8] for value in found), "")


def _labels(event: Event) -> tuple[str, ...]:
    """Return content warnings (NIP-36, and NIP-32 labels of that name)."""
    labels = []
    for tag in event.tags:
        if tag and tag[0] == "content-warning":
            reason = clean(tag[1], 500).replace("\n", " ") if len(tag) > 1 else ""
            labels.append(f"content-warning: {reason}" if reason else "sensitive")
        elif len(tag) > 2 and tag[0] == "l" and tag[2] == "content-warning":
            labels.append(f"content-warning: {clean(tag[1], 500)}")
    return tuple(dict.fromkeys(labels))[:MOST]


def _media(event: Event, links: list[str]) -> Iterator[Media]:
    """Yield the media that `imeta` tags (NIP-92) describe, then bare links to pictures."""
    described = set()
    for tag in event.all("imeta"):
        told = dict(part.partition(" ")[::2] for part in reversed(tag[1:]))
        url, kind = web(told.get("url")), told.get("m", "image/").partition("/")[0]
        if not url or url in described:
            continue
        described.add(url)
        alt = clean(told.get("alt", ""), 4_000)
        if kind == "image":
            yield Media("image", url, alt)
        elif kind == "video":
            yield Media("video", url, alt)
        elif kind == "audio":
            yield Media("audio", url, alt)
    yield from (Media("image", u) for u in links if PICTURE.search(u) and u not in described)


def _at(event: Event) -> datetime:
    return datetime.fromtimestamp(event.created_at, tz=UTC)


def _is_id(value: str) -> bool:
    return len(value) == 64 and all(c in "0123456789abcdef" for c in value)
