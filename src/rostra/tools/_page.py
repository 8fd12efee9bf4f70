"""Open a page of the web: its text alone, through the one fetcher, as passages to cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from rostra import text
from rostra.errors import FetchError
from rostra.fetch import Fetched
from rostra.posts import Author, Post
from rostra.tools._phrases import phrase
from rostra.tools._types import Argument, Outcome, Setting, Tool, schema

NETWORK = "web"
"""The network of a passage: it is shown and cited like a post."""
PASSAGE_CHARS = 700
PASSAGES = 24
PAGE_CHARS = 1_000_000
READABLE = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/json")
BOILERPLATE = (
    "script,style,noscript,template,nav,header,footer,aside,form,iframe,svg,dialog,[hidden],"
    "[aria-hidden=true]"
)
_DATES = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[name="date"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ("time[datetime]", "datetime"),
)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_HTTP = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `published` is aware, None where it names no date."""

    url: str
    title: str
    body: str
    published: datetime | None
    lang: str


def page_tool(fetch: Callable[[str], Fetched], setting: Setting) -> Tool:
    """Make the tool that opens a page; `fetch` is the hardened fetcher with its limits."""
    return Tool("open_page", _ABOUT, _PARAMETERS, lambda a: _open(fetch, setting, a), "outside")


def _open(fetch: Callable[[str], Fetched], setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    url = asked["url"].strip()
    page = read_page(fetch(url if _HTTP.match(url) else f"https://{url}"))
    if not page.body:
        return Outcome(error=phrase(setting.tongue, "empty_page", url=page.url))
    host = urlsplit(page.url).hostname or ""
    day = f"{page.published:%Y-%m-%d}" if page.published else phrase(setting.tongue, "undated")
    head = phrase(
        setting.tongue, "page", title=page.title.replace("”", "’") or host, host=host, published=day
    )
    facts = {
        "url": page.url,
        "title": page.title,
        "published": page.published.isoformat() if page.published else None,
        "lang": page.lang,
    }
    return Outcome(f"{head}\n{page.body}", facts, passages(page, setting.now))


def read_page(fetched: Fetched) -> Page:
    """Read the text of what was fetched; raises FetchError for what is no text, or an error."""
    kind = fetched.headers.get("content-type", "text/plain").lower()
    if fetched.status >= 400:
        raise FetchError(f"{fetched.url} answered {fetched.status}; check the address")
    if not kind.startswith(READABLE):
        raise FetchError(f"{fetched.url} is {kind[:60]}, which is not read; only text is")
    raw = _decoded(fetched.body, kind)[:PAGE_CHARS]
    if "html" not in kind and not raw.lstrip()[:100].lower().startswith(("<!doctype", "<html")):
        body = text.clean(raw)
        return Page(fetched.url, "", body, None, text.language(body[:2000]))
    return _html(raw, fetched.url)


def _html(raw: str, url: str) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(raw)
    heading = tree.css_first("title") or tree.css_first("h1")
    title = " ".join(text.clean(heading.text(), limit=300).split()) if heading else ""
    published = _published(tree)
    for node in tree.css(BOILERPLATE):
        node.decompose()
    main = tree.css_first("article") or tree.css_first("main") or tree.body
    body = text.clean(text.plain(main.html or "")) if main else ""
    return Page(url, title, body, published, text.language(body[:2000]))


def passages(page: Page, now: datetime) -> tuple[Post, ...]:
    """Cut a page into passages of whole paragraphs, each as a post that can be cited."""
    host = urlsplit(page.url).hostname or page.url
    return tuple(
        Post(
            id=f"{page.url}#passage-{n}",
            network=NETWORK,
            source="open_page",
            author=Author(id=host, handle=host, name=page.title[:120]),
            text=passage,
            created=page.published or now,
            seen=now,
            url=page.url,
            lang=page.lang,
        )
        for n, passage in enumerate(cut_passages(page.body)[:PASSAGES], start=1)
    )


def cut_passages(body: str) -> list[str]:
    """Cut a text into passages of whole lines."""
    cut: list[str] = []
    for paragraph in filter(None, map(str.strip, body.split("\n"))):
        if cut and len(cut[-1]) + len(paragraph) < PASSAGE_CHARS:
            cut[-1] += "\n" + paragraph
        else:
            cut.append(paragraph[: 4 * PASSAGE_CHARS])
    return cut


def _published(tree: Any) -> datetime | None:
    for selector, attribute in _DATES:
        node = tree.css_first(selector)
        value = (node.attributes.get(attribute) or "").strip() if node else ""
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            continue
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def _decoded(body: bytes, kind: str) -> str:
    named = _CHARSET.search(kind) or _CHARSET.search(body[:2048].decode("ascii", "ignore"))
    try:
        return body.decode(named.group(1) if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


_PARAMETERS = schema(Argument("url", "the address, https://…", needed=True))
_ABOUT = {
    "en": "Open a page of the web and read its text.",
    "zh": "打开一个网页并读其文字。",
}
