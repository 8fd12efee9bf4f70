"""RSS, Atom and JSON Feed documents, read into one shape."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from rostra.errors import FeedGarbage
from rostra.feeds._times import parse_time
from rostra.posts import Media
from rostra.text import clean, plain

MOST = 64
"""How many tags or media of one entry are kept."""

SUMMARY = 1_000
"""Characters of an entry's body that are kept: headline, summary and link, not the article."""

_HTML = 200_000
"""A body is cut here before its markup is taken out; a summary lies well before."""

_TOMBSTONE = "http://purl.org/atompub/tombstones/1.0 deleted-entry"
_PERIODS = {
    "hourly": 3600,
    "daily": 86400,
    "weekly": 604800,
    "monthly": 2592000,
    "yearly": 31536000,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `guid` is its own name or else its link; `text` is headline and summary."""

    guid: str
    link: str
    text: str
    created: datetime | None
    author: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One fetch of a feed. `every_s` is the pause the publisher asks for, `gone` its tombstones."""

    title: str
    link: str
    entries: tuple[Entry, ...]
    gone: tuple[tuple[str, datetime | None], ...] = ()
    every_s: float = 0.0
    garbage: int = 0


def read_document(body: bytes, content_type: str, url: str) -> Document:
    """Read a feed, whatever its format; FeedGarbage when it is none of them."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(body, url)
    return _xml_feed(body, content_type, url)


# RSS and Atom


def _xml_feed(body: bytes, content_type: str, url: str) -> Document:
    import feedparser

    # A stream, never the bytes themselves: feedparser opens a short string as a file name.
    parsed: dict[str, Any] = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type, "content-location": url},
        sanitize_html=False,  # `plain` does it, with nh3
    )
    head: dict[str, Any] = parsed.get("feed", {})
    if not parsed.get("version") and not parsed.get("entries"):
        raise FeedGarbage(f"{url} is no feed{_alternate(body, url)}")
    lang = str(head.get("language") or "")
    entries, garbage = [], 0
    for item in parsed.get("entries", []):
        entry = _xml_entry(item, lang)
        if entry is None:
            garbage += 1
        else:
            entries.append(entry)
    return Document(
        title=clean(plain(str(head.get("title") or "")), 300),
        link=web(head.get("link")),
        entries=tuple(entries),
        gone=tuple(_tombstones(body)) if b"deleted-entry" in body else (),
        every_s=_pause(head),
        garbage=garbage,
    )


def _xml_entry(item: dict[str, Any], lang: str) -> Entry | None:
    link = web(item.get("link"))
    guid = clean(str(item.get("id") or ""), 2_000) or link
    contents = item.get("content") or [{}]
    body = str(item.get("summary") or contents[0].get("value") or "")
    text = _text(str(item.get("title") or ""), body)
    if not guid or not text:
        return None
    return Entry(
        guid=guid,
        link=link,
        text=text,
        created=_moment(item, "published_parsed") or _moment(item, "updated_parsed"),
        author=clean(plain(str(item.get("author") or "")), 200),
        lang=str(contents[0].get("language") or lang),
        tags=_tags(tag.get("label") or tag.get("term") for tag in item.get("tags", [])),
        media=tuple(_xml_media(item))[:MOST],
    )


def _xml_media(item: dict[str, Any]) -> Iterator[Media]:
    seen: set[str] = set()
    attached = [(e.get("href"), e.get("type")) for e in item.get("enclosures", [])]
    attached += [
        (m.get("url"), m.get("type") or m.get("medium")) for m in item.get("media_content", [])
    ]
    attached += [(m.get("url"), "image") for m in item.get("media_thumbnail", [])]
    for address, kind in attached:
        url = web(address)
        if url and url not in seen:
            seen.add(url)
            yield Media(_kind(str(kind or "")), url)


def _moment(item: dict[str, Any], key: str) -> datetime | None:
    """Read feedparser's time, nine numbers in UTC."""
    # Not `get`: feedparser warns about, and answers with, another key than the one asked for.
    parsed = dict(item).get(key)
    try:
        return datetime.fromtimestamp(timegm(parsed), tz=UTC) if parsed else None
    except (TypeError, ValueError, OverflowError):
        return None


def _pause(head: dict[str, Any]) -> float:
    """Return the longer of RSS's `ttl` (minutes) and RSS 1.0's `sy:updatePeriod`, in seconds."""
    ttl = str(head.get("ttl") or "").strip()
    minutes = int(ttl[:6]) if ttl.isascii() and ttl.isdecimal() else 0
    period = _PERIODS.get(str(head.get("sy_updateperiod") or "").strip().lower(), 0)
    often = str(head.get("sy_updatefrequency") or "1").strip()
    times = max(int(often[:6]), 1) if often.isascii() and often.isdecimal() else 1
    return max(minutes * 60.0, period / times)


def _tombstones(body: bytes) -> Iterator[tuple[str, datetime | None]]:
    """Read Atom tombstones (RFC 6721), of which feedparser keeps only one."""
    from xml.parsers import expat

    found: list[tuple[str, datetime | None]] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        if name == _TOMBSTONE and attributes.get("ref"):
            found.append((clean(attributes["ref"], 2_000), parse_time(attributes.get("when"))))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = started
    with suppress(expat.ExpatError):  # what stood before a fault still counts
        parser.Parse(body, True)  # noqa: FBT003 — expat takes it by position
    yield from found


_LINK = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_HREF = re.compile(rb"""href\s*=\s*["']?([^"'\s>]{1,2000})""", re.IGNORECASE)


def _alternate(body: bytes, url: str) -> str:
    """Say where a web page keeps its feed, when it says so."""
    for tag in _LINK.findall(body[:200_000]):
        href = _HREF.search(tag)
        if href and re.search(rb"application/(rss|atom|feed)\+(xml|json)", tag):
            where = web(urljoin(url, href.group(1).decode("utf-8", "replace")))
            return f" but a web page; its feed may be {where}"
    return "; give the address of RSS, Atom or JSON Feed"


# JSON Feed (jsonfeed.org, versions 1 and 1.1)


def _json_feed(body: bytes, url: str) -> Document:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FeedGarbage(f"{url} sent broken JSON: {error}") from error
    if not str(feed.get("version") or "").startswith("https://jsonfeed.org/version/"):
        raise FeedGarbage(f"{url} sent JSON that is no JSON Feed; check the address")
    items = feed.get("items")
    if not isinstance(items, list):
        raise FeedGarbage(f"{url} is a JSON Feed without items")
    lang, author = str(feed.get("language") or ""), _json_author(feed)
    read = [_json_entry(item, url, lang, author) for item in items]
    entries = tuple(entry for entry in read if entry is not None)
    return Document(
        title=clean(str(feed.get("title") or ""), 300),
        link=web(feed.get("home_page_url")),
        entries=entries,
        garbage=len(read) - len(entries),
    )


def _json_entry(item: Any, url: str, lang: str, author: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    address = str(item.get("url") or item.get("external_url") or "")
    link = web(urljoin(url, address)) if address else ""
    guid = clean(str(item.get("id") if item.get("id") is not None else ""), 2_000) or link
    body = item.get("summary") or item.get("content_html")
    words = plain(str(body)[:_HTML]) if body else str(item.get("content_text") or "")
    text = _joined(clean(str(item.get("title") or ""), 500), words)
    if not guid or not text:
        return None
    tags = item.get("tags")
    return Entry(
        guid=guid,
        link=link,
        text=text,
        created=parse_time(item.get("date_published")) or parse_time(item.get("date_modified")),
        author=_json_author(item) or author,
        lang=str(item.get("language") or lang),
        tags=_tags(tags if isinstance(tags, list) else []),
        media=tuple(_json_media(item))[:MOST],
    )


def _json_author(node: dict[str, Any]) -> str:
    authors = node.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else node.get("author")
    return clean(str(first.get("name") or ""), 200) if isinstance(first, dict) else ""


def _json_media(item: dict[str, Any]) -> Iterator[Media]:
    for key in ("image", "banner_image"):
        if web(item.get(key)):
            yield Media("image", web(item[key]))
    attachments = item.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else []:
        if isinstance(attachment, dict) and web(attachment.get("url")):
            kind = _kind(str(attachment.get("mime_type") or ""))
            yield Media(
                kind, web(attachment["url"]), clean(str(attachment.get("title") or ""), 1000)
            )


# Both


def _text(title: str, body: str) -> str:
    return _joined(clean(plain(title), 500), plain(body[:_HTML]))


def _joined(title: str, words: str) -> str:
    """Join headline and summary, which in short-post feeds are one and the same."""
    summary = clean(words, len(words))
    if len(summary) > SUMMARY:
        cut = summary[:SUMMARY]
        summary = cut[: max(cut.rfind(" "), cut.rfind("。") + 1, SUMMARY // 2)].rstrip() + "…"
    if summary.startswith(title.rstrip("….")):
        return summary
    return f"{title}\n\n{summary}" if summary else title


def _tags(values: Any) -> tuple[str, ...]:
    named = (clean(value, 100).lstrip("#\uff03") for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(tag for tag in named if tag))[:MOST]


def _kind(mime: str) -> Any:
    first = mime.partition("/")[0].lower()
    return first if first in ("image", "video", "audio") else "link"


def web(url: object) -> str:
    """Return an http or https address, "" for anything else."""
    if not isinstance(url, str) or len(url) > 4_096:
        return ""
    bare = clean(url.strip(), 4_096)
    return bare if bare.startswith(("http://", "https://")) and " " not in bare else ""
