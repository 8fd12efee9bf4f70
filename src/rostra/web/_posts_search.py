"""Posts searched: words in both languages, filters, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from rostra.posts import EPOCH, Query
from rostra.web._frame import page
from rostra.web._news_parts import allowance, operator
from rostra.web._posts_shown import out, post_path

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from rostra.app import App
    from rostra.posts import Found, Post

PAGE = 20
DEEPEST = 400
"""Posts after which the best ones are not paged through any further."""
NETWORKS = ("bluesky", "mastodon", "nostr", "rss", "hackernews", "x", "jsonl")
LANGS = ("en", "zh", "ja", "es", "de", "fr", "pt", "ko")
SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
WORDS = 300


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for, as it stands in the address."""

    words: str = ""
    network: str = ""
    lang: str = ""
    span: str = ""
    sort: str = "best"
    after: str = ""

    def address(self, after: str = "") -> str:
        """Return where its page that begins at `after` lies."""
        told = {
            "q": self.words,
            "network": self.network,
            "lang": self.lang,
            "span": self.span,
            "sort": self.sort if self.sort != "best" else "",
            "after": after,
        }
        given = {key: value for key, value in told.items() if value}
        return "/posts" + (f"?{urlencode(given)}" if given else "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of posts, and the cursor of the next ("": there is none).

    `only_near`: no post holds the words; these are nearest in meaning.
    """

    posts: tuple[Post, ...]
    after: str = ""
    only_near: bool = False


async def search(request: Request) -> Response:
    """Show the posts that are found."""
    from starlette.concurrency import run_in_threadpool

    app: App = request.app.state.app
    sought = sought_in(request)
    now = datetime.now(UTC)

    def look() -> Listed:
        if not sought.words or sought.after:
            return found(app, sought, now)
        with allowance(request, "search"):
            return found(app, sought, now)

    listed = await run_in_threadpool(look)
    return page(
        request, "posts_search.html", sought=sought, posts=listed.posts, only_near=listed.only_near,
        onward=sought.address(listed.after) if listed.after else "", networks=NETWORKS, langs=LANGS,
        spans=SPANS, post_path=post_path, out=out, operator=operator(request),
    )  # fmt: skip


def sought_in(request: Request) -> Sought:
    """Read the address; what is not known there is as if not said."""
    asked = request.query_params

    def one_of(name: str, known: object) -> str:
        value = asked.get(name, "")
        return value if value in known else ""  # type: ignore[operator]

    return Sought(
        " ".join(asked.get("q", "").split())[:WORDS],
        one_of("network", NETWORKS),
        one_of("lang", LANGS),
        one_of("span", SPANS),
        one_of("sort", ("best", "newest")) or "best",
        asked.get("after", "")[:40],
    )


def found(app: App, sought: Sought, now: datetime) -> Listed:
    """Search, and return a page of posts."""
    query = Query(
        now=now,
        networks=(sought.network,) if sought.network else (),
        langs=(sought.lang,) if sought.lang else (),
        since=now - SPANS[sought.span] if sought.span else None,
        sample=app.only_sample(),
        rerank=False,
        limit=PAGE + 1,
    )
    if sought.words and sought.sort == "best":
        return _best(app, replace(query, text=sought.words), sought.after)
    words = tuple(sought.words.split())
    return _newest(app, replace(query, words=words), sought.after)


def _best(app: App, query: Query, after: str) -> Listed:
    start = min(int(after), DEEPEST) if after.isdecimal() else 0
    told = app.search(replace(query, limit=start + PAGE + 1)).hits
    hits = told[start:]
    more = len(hits) > PAGE and start + PAGE < DEEPEST
    worded = any(name.startswith("bm25") for hit in told for name, _rank in hit.lists)
    posts = tuple(hit.post for hit in hits[:PAGE])
    return Listed(posts, str(start + PAGE) if more else "", only_near=not worded)


def _newest(app: App, query: Query, after: str) -> Listed:
    """Read on before a moment; posts of that very moment that were shown are skipped by count."""
    moment, skip = _cursor(after)
    if moment is not None:
        until = moment + timedelta(microseconds=1)
        query = replace(query, until=until, limit=PAGE + 1 + skip)
    posts = _by_time(app.search(query))
    if moment is not None:
        posts = [post for at, post in enumerate(posts) if at >= skip or post.created != moment]
    page_, rest = posts[:PAGE], posts[PAGE:]
    if not rest:
        return Listed(tuple(page_))
    last = page_[-1].created
    told = sum(post.created == last for post in page_) + (skip if last == moment else 0)
    return Listed(tuple(page_), f"{(last - EPOCH) // timedelta(microseconds=1)}.{told}")


def _by_time(found_: Found) -> list[Post]:
    # Posts of one moment keep the order of the store, which is the same at each search.
    return sorted((hit.post for hit in found_.hits), key=lambda post: post.created, reverse=True)


def _cursor(after: str) -> tuple[datetime | None, int]:
    moment, _, told = after.partition(".")
    if not (moment.isdecimal() and told.isdecimal() and len(moment) < 17 and len(told) < 4):
        return None, 0
    return EPOCH + timedelta(microseconds=int(moment)), int(told)
