"""Mastodon's statuses become posts, with the wishes of their authors kept."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from rostra.feeds._contract import News
from rostra.feeds._sieve import Sieve
from rostra.feeds._times import parse_time, settle, to_micros, utc_now
from rostra.feeds._web import web
from rostra.posts import Author, Change, Deletion, Media, Post
from rostra.text import clean, language, plain

MOST = 64
"""How many tags, links or media of one post are kept."""

LONGEST_HTML = 200_000
"""Characters of markup that are worked on; no server lets people write as much."""

REFUSALS = re.compile(r"#(nobots?|noindex|nosearch|noarchive)\b", re.IGNORECASE)
"""What people write into their profile to be left alone by machines."""

KINDS: dict[str, Literal["image", "video", "audio"]] = {
    "image": "image",
    "gifv": "video",
    "video": "video",
    "audio": "audio",
}

Status: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Seen:
    """Which posts were met, by the id local to the server: their global id and thread.

    Replies name their parent by local id only. The longest known is forgotten first.
    """

    most: int = 50_000
    _known: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)

    def learn(self, native: str, uri: str, root: str) -> None:
        """Remember a post and the first post of its thread."""
        self._known[native] = (uri, root)
        while len(self._known) > self.most:
            self._known.popitem(last=False)

    def find(self, native: object) -> tuple[str, str]:
        """Return the global ids of a post and of its thread's first post, "" where unknown."""
        return self._known.get(str(native), ("", "")) if native else ("", "")


@dataclass(frozen=True, slots=True)
class Instance:
    """How one server's statuses are to be seen.

    `opted_in_only` leaves out authors who did not agree to be found by search (`indexable`) or
    in directories (`discoverable`); switch it off only where you have their consent otherwise,
    as on a server of your own.
    """

    source: str
    host: str
    sieve: Sieve = field(default_factory=Sieve)
    opted_in_only: bool = True
    terms: str = ""
    trainable: bool = False
    now: Callable[[], datetime] = utc_now
    seen: Seen = field(default_factory=Seen)


def digest(event: str, data: Any, instance: Instance) -> News:
    """Turn one streamed event into changes; other kinds of event give none."""
    if event == "delete":
        sound = isinstance(data, str) and data.isascii() and data.isalnum()
        return News((_deletion(data, instance),)) if sound else News(garbage=1)
    if event not in ("update", "status.update"):
        return News()
    return statuses([data], instance, edited=event == "status.update")


def statuses(found: list[Any], instance: Instance, *, edited: bool = False) -> News:
    """Turn statuses into posts; what may not be kept is skipped, with the reason.

    An edited status that may no longer be kept becomes a deletion of what is stored of it.
    """
    changes: list[Change] = []
    skipped: list[tuple[str, int]] = []
    garbage = 0
    for status in found:
        if not _sound(status):
            garbage += 1
            continue
        boosted = status.get("reblog")
        if _sound(boosted) and not refusal(boosted, instance):
            changes.append(post_of(boosted, instance))
        reason = refusal(status, instance)
        post = None if reason else post_of(status, instance)
        if post is not None and not instance.sieve.passes(post):
            reason, post = "not asked for", None
        if post is not None:
            changes.append(post)
            continue
        skipped.append((reason, 1))
        if edited:
            changes.append(_deletion(str(status["id"]), instance))
    return News(tuple(changes), garbage=garbage, skipped=tuple(skipped))


def refusal(status: Status, instance: Instance) -> str:
    """Return why a status may not be kept, "" where it may."""
    account = _dict(status, "account")
    if status.get("visibility") not in ("public", "unlisted"):
        return "not public"
    if account.get("suspended") is True:
        return "the author is suspended"
    if account.get("noindex") is True:
        return "the author asks not to be indexed"
    note = account.get("note")
    if isinstance(note, str) and REFUSALS.search(plain(note[:LONGEST_HTML])):
        return "the author's profile asks #nobot or the like"
    opted_out = False in (account.get("indexable"), account.get("discoverable"))
    if instance.opted_in_only and opted_out:
        return "the author did not agree to be found by search"
    return ""


def post_of(status: Status, instance: Instance) -> Post:
    """Return the post that a status carries."""
    native, uri = str(status["id"]), str(status["uri"])
    boosted = _dict(status, "reblog")
    html = _text(status, "content")[:LONGEST_HTML]
    text = clean("\n".join([plain(html), *_choices(status)]))
    parent, root = instance.seen.find(status.get("in_reply_to_id"))
    root = root or ("" if status.get("in_reply_to_id") else uri)
    instance.seen.learn(native, uri, root)
    now = instance.now()
    edited = parse_time(status.get("edited_at"))
    media = tuple(_media(status))[:MOST]
    cards = [m.url for m in media if m.kind == "link"]
    quoted = _dict(status, "quote")
    return Post(
        id=uri,
        network="mastodon",
        source=instance.source,
        author=_author(_dict(status, "account"), instance.host),
        text="" if boosted else text,
        created=settle(parse_time(status.get("created_at")), now),
        seen=now,
        url=web(status.get("url")) or web(uri),
        lang=language(text, _text(status, "language")[:35]),
        rev=to_micros(edited) if edited else 0,
        native=native,
        reply_to=parent,
        root=root,
        quotes=_text(_dict(quoted, "quoted_status") or quoted, "uri"),
        reposts_of=_text(boosted, "uri"),
        tags=_tags(status),
        links=tuple(dict.fromkeys([*_links(html), *cards]))[:MOST],
        media=media,
        labels=_labels(status),
        likes=_count(status, "favourites_count"),
        reposts=_count(status, "reblogs_count"),
        replies=_count(status, "replies_count"),
        terms=instance.terms,
        trainable=instance.trainable,
    )


def _sound(status: object) -> bool:
    """Tell whether this is a status with the three things nothing can be done without."""
    if not isinstance(status, dict) or not isinstance(status.get("account"), dict):
        return False
    native, uri = status.get("id"), status.get("uri")
    whole = isinstance(native, str) and native.isalnum() and len(native) < 64
    return whole and isinstance(uri, str) and 0 < len(uri) < 2048 and uri == clean(uri)


def _deletion(native: str, instance: Instance) -> Deletion:
    return Deletion("", instance.now(), source=instance.source, native=native)


def _author(account: Status, host: str) -> Author:
    handle = clean(_text(account, "acct"), 320)
    return Author(
        id=clean(_text(account, "uri") or _text(account, "url"), 2_048) or f"@{handle}",
        handle=handle if "@" in handle or not handle else f"{handle}@{host}",
        name=clean(_text(account, "display_name"), 200),
        bot=account.get("bot") is True,
    )


def _choices(status: Status) -> list[str]:
    options = _list(_dict(status, "poll"), "options")[:MOST]
    return [f"- {_text(option, 'title')}" for option in options if _text(option, "title")]


def _tags(status: Status) -> tuple[str, ...]:
    named = (clean(_text(tag, "name"), 640) for tag in _list(status, "tags")[: 4 * MOST])
    return tuple(tag for tag in dict.fromkeys(named) if tag)[:MOST]


def _labels(status: Status) -> tuple[str, ...]:
    warning = clean(_text(status, "spoiler_text"), 500).replace("\n", " ")
    labels = ["sensitive"] if status.get("sensitive") is True else []
    labels += [f"content-warning: {warning}"] if warning else []
    return tuple(labels + (["limited"] if _dict(status, "account").get("limited") is True else []))


def _media(status: Status) -> Iterator[Media]:
    for item in _list(status, "media_attachments")[:MOST]:
        kind = KINDS.get(_text(item, "type"))
        url = web(item.get("url")) or web(item.get("remote_url")) if kind else ""
        if kind and url:
            yield Media(kind, url, clean(_text(item, "description"), 10_000))
    card = _dict(status, "card")
    url = web(card.get("url"))
    if url:
        told = [clean(_text(card, key), 1_000) for key in ("title", "description")]
        yield Media("link", url, " — ".join(part for part in told if part))


def _count(status: Status, key: str) -> int:
    value = status.get(key)
    return min(max(value, 0), 2**31 - 1) if isinstance(value, int) else 0


class _Anchors(HTMLParser):
    """Collects where a text links to, leaving out mentions and hashtags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "a" and not {"mention", "hashtag"} & set(told.get("class", "").split()):
            self.found.append(web(told.get("href")))


def _links(html: str) -> list[str]:
    if "<a" not in html:
        return []
    anchors = _Anchors()
    anchors.feed(html)
    return [url for url in anchors.found if url and urlsplit(url).netloc]


def _text(holder: object, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def _dict(holder: object, key: str) -> Status:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def _list(holder: object, key: str) -> list[Any]:
    value = holder.get(key) if isinstance(holder, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
