"""Bluesky's records become posts, deletions, departures and tallies."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from rostra.feeds._bluesky_events import RepoEvent, tid_micros
from rostra.feeds._contract import News
from rostra.feeds._sieve import Sieve
from rostra.feeds._times import parse_time, settle, utc_now
from rostra.feeds._web import web
from rostra.posts import Author, Change, Deletion, Departure, Media, Post, Tally
from rostra.text import clean, language

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
REPOST = "app.bsky.feed.repost"

TERMS = "https://bsky.social/about/support/tos; deletions are honoured (developer guidelines)"

GONE = {"deleted", "deactivated", "suspended", "takendown"}
"""Account states whose posts may not be shown; "desynchronized" and "throttled" say nothing."""

HIDDEN = "!no-unauthenticated"
"""The author's wish not to be shown to people who are not signed in."""

MOST = 64
"""How many tags, links or media of one post are kept."""


@dataclass(slots=True)
class Handles:
    """The newest handle of each author, for as many authors as memory is meant to hold."""

    most: int = 100_000
    _known: OrderedDict[str, str] = field(default_factory=OrderedDict)

    def learn(self, did: str, handle: str) -> None:
        """Remember a handle; the longest untouched one is forgotten first."""
        self._known[did] = handle
        self._known.move_to_end(did)
        while len(self._known) > self.most:
            self._known.popitem(last=False)

    def get(self, did: str) -> str:
        """Return the author's handle, "" where it is not known."""
        return self._known.get(did, "")


@dataclass(frozen=True, slots=True)
class View:
    """How one source's events are to be seen."""

    source: str
    sieve: Sieve = field(default_factory=Sieve)
    tallies: bool = False
    terms: str = TERMS
    trainable: bool = False
    now: Callable[[], datetime] = utc_now
    handles: Handles = field(default_factory=Handles)


def digest(event: RepoEvent, view: View, *, counted: bool = False) -> News:
    """Turn one event into changes.

    An edit that the sieve or the author's own label now keeps out becomes a deletion, so that
    no outdated text stays. `counted` says that the event was seen before: its tally is left
    out, for tallies add up.
    """
    if event.kind == "identity":
        view.handles.learn(event.did, clean(event.handle, 253))
    elif event.kind == "account":
        if not event.active and event.status in GONE:
            return News((Departure(event.did, event.at),))
    elif event.kind == "sync":
        return News(notes=(f"{event.did} was re-synchronised; older posts may have changed",))
    elif event.collection == POST:
        return _posted(event, view, counted=counted or not view.tallies)
    elif event.collection in (LIKE, REPOST) and view.tallies and not counted:
        return News(tuple(_tallies(event)))
    return News()


def _posted(event: RepoEvent, view: View, *, counted: bool) -> News:
    gone = Deletion(event.uri, event.at, author=event.did, source=view.source)
    if event.operation == "delete":
        return News((gone,))
    if not isinstance(event.record.get("text"), str):
        return News(garbage=1)
    post = post_of(event, view)
    again = event.operation == "update"
    reason = ""
    if HIDDEN in post.labels:
        reason = "the author shows posts to signed-in people only"
    elif not view.sieve.passes(post):
        reason = "not asked for"
    if reason:
        return News((gone,) if again else (), skipped=((reason, 1),))
    answered = post.reply_to.startswith("at://") and not (counted or again)
    tally = (Tally(post.reply_to, event.at, replies=1),) if answered else ()
    return News((post, *tally))


def post_of(event: RepoEvent, view: View) -> Post:
    """Return the post that a create or update of `app.bsky.feed.post` carries."""
    record = event.record
    text = clean(record["text"])
    reply = _dict(record, "reply")
    embed = _dict(record, "embed")
    links, tags = _facets(record)
    media = tuple(_media(embed, event.did))[:MOST]
    cards = [m.url for m in media if m.kind == "link"]
    quoted = _dict(_dict(embed, "record"), "record") or _dict(embed, "record")
    return Post(
        id=event.uri,
        network="bluesky",
        source=view.source,
        author=Author(event.did, handle=view.handles.get(event.did)),
        text=text,
        created=settle(parse_time(record.get("createdAt")), event.at),
        seen=view.now(),
        url=f"https://bsky.app/profile/{event.did}/post/{quote(event.rkey, safe='')}",
        lang=language(text, _hint(record)),
        rev=tid_micros(event.rev) if event.operation == "update" else 0,
        reply_to=_uri(_dict(reply, "parent")),
        root=_uri(_dict(reply, "root")) or event.uri,
        quotes=_uri(quoted),
        tags=tags,
        links=tuple(dict.fromkeys([*links, *cards]))[:MOST],
        media=media,
        labels=_labels(record),
        terms=view.terms,
        trainable=view.trainable,
    )


def _tallies(event: RepoEvent) -> Iterator[Change]:
    """Yield a like or repost; taking one back names no post, so it cannot be counted down."""
    uri = _uri(_dict(event.record, "subject"))
    if event.operation == "create" and f"/{POST}/" in uri:
        liked = event.collection == LIKE
        yield Tally(uri, event.at, likes=int(liked), reposts=int(not liked))


def _facets(record: dict[str, Any]) -> tuple[list[str], tuple[str, ...]]:
    """Return the links and tags that the text carries, and the tags beside it."""
    links: list[str] = []
    tags = [tag for tag in _list(record, "tags") if isinstance(tag, str)]
    for facet in _list(record, "facets")[: 4 * MOST]:
        for feature in _list(facet, "features")[:MOST]:
            kind = feature.get("$type") if isinstance(feature, dict) else ""
            if kind == "app.bsky.richtext.facet#link":
                links.append(web(feature.get("uri")))
            elif kind == "app.bsky.richtext.facet#tag" and isinstance(feature.get("tag"), str):
                tags.append(feature["tag"])
    named = dict.fromkeys(clean(tag, 640).lstrip("#\uff03").strip() for tag in tags[: 4 * MOST])
    return [link for link in links if link], tuple(tag for tag in named if tag)[:MOST]


def _media(embed: dict[str, Any], did: str) -> Iterator[Media]:
    """Yield pictures, films and link cards; pictures lie on Bluesky's own picture server."""
    kind = embed.get("$type")
    if kind == "app.bsky.embed.recordWithMedia":
        inner = _dict(embed, "media")
        if inner.get("$type") != kind:  # nested without end otherwise
            yield from _media(inner, did)
    elif kind == "app.bsky.embed.images":
        for picture in _list(embed, "images")[:MOST]:
            cid = _blob(picture, "image")
            if cid:
                url = f"https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}@jpeg"
                yield Media("image", url, _alt(picture))
    elif kind == "app.bsky.embed.video":
        cid = _blob(embed, "video")
        if cid:
            url = f"https://video.bsky.app/watch/{quote(did, safe='')}/{cid}/playlist.m3u8"
            yield Media("video", url, _alt(embed))
    elif kind == "app.bsky.embed.external":
        card = _dict(embed, "external")
        url = web(card.get("uri"))
        if url:
            told = [clean(str(card.get(key) or ""), 1_000) for key in ("title", "description")]
            yield Media("link", url, " — ".join(part for part in told if part))


def _labels(record: dict[str, Any]) -> tuple[str, ...]:
    values = _list(_dict(record, "labels"), "values")[:MOST]
    named = [v.get("val") for v in values if isinstance(v, dict)]
    return tuple(dict.fromkeys(clean(v, 128) for v in named if isinstance(v, str) and v))


def _hint(record: dict[str, Any]) -> str:
    langs = [x for x in _list(record, "langs") if isinstance(x, str)]
    return langs[0][:35] if langs else ""


def _blob(holder: object, key: str) -> str:
    ref = _dict(_dict(holder, key), "ref")
    link = ref.get("$link")
    return link if isinstance(link, str) and link.isalnum() else ""


def _alt(holder: object) -> str:
    alt = holder.get("alt") if isinstance(holder, dict) else ""
    return clean(alt, 4_000) if isinstance(alt, str) else ""


def _uri(ref: dict[str, Any]) -> str:
    uri = ref.get("uri")
    return clean(uri, 2_048) if isinstance(uri, str) and uri.startswith("at://") else ""


def _dict(holder: object, key: str) -> dict[str, Any]:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def _list(holder: object, key: str) -> list[Any]:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, list) else []
