"""Tools over the posts: search, threads, timelines, counts, two periods, trends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from rostra import text
from rostra.posts import Found, Minute, Post, Query, Rising
from rostra.tools._phrases import phrase
from rostra.tools._types import Argument, Outcome, Setting, Tool, schema

SHOWN = 10
"""Posts that a result lists unless it is asked for fewer or more."""
MOST = 30
LINE_CHARS = 280
MOST_BUCKETS = 62
PERIOD_POSTS = 3
"""Posts of each period that come with a comparison, and of each trend."""
TRENDS = 8

Thread: TypeAlias = Callable[[str], Sequence[Post]]
Timeline: TypeAlias = Callable[[str, int], Sequence[Post]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The posts, as callables: the store's search, threads, timelines, minutes, rising terms.

    `within` bounds every query from outside: its filters, its `sample`.
    """

    search: Callable[[Query], Found]
    thread: Thread
    timeline: Timeline
    minutes: Callable[[Query], Sequence[Minute]]
    rising: Callable[[Query], Sequence[Rising]]
    within: Query = field(default_factory=Query)


def post_tools(shelf: Shelf, setting: Setting) -> tuple[Tool, ...]:
    """Make the tools that read the posts, for one question."""
    return (
        Tool("search_posts", _ABOUT["search_posts"], _SEARCH, lambda a: _search(shelf, setting, a)),
        Tool("open_thread", _ABOUT["open_thread"], _THREAD, lambda a: _thread(shelf, setting, a)),
        Tool(
            "author_timeline",
            _ABOUT["author_timeline"],
            _AUTHOR,
            lambda a: _timeline(shelf, setting, a),
        ),
        Tool(
            "count_over_time",
            _ABOUT["count_over_time"],
            _COUNT,
            lambda a: _count(shelf, setting, a),
            strangers=False,
        ),
        Tool(
            "compare_periods",
            _ABOUT["compare_periods"],
            _COMPARE,
            lambda a: _compare(shelf, setting, a),
        ),
        Tool("trends", _ABOUT["trends"], _TRENDS, lambda a: _trends(shelf, setting, a)),
    )


def span(words: str, setting: Setting) -> tuple[datetime, datetime] | None:
    """Read words for a time in the asker's zone; the end is never past `now`."""
    found = text.time_span(words, setting.now, setting.timezone)
    if found is None or found.since >= setting.now:
        return None
    return found.since, min(found.until, setting.now)


def _search(shelf: Shelf, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    query = _query(shelf, setting, asked)
    if isinstance(query, Outcome):
        return query
    if author := asked.get("author"):
        query = replace(query, authors=(str(author).removeprefix("@"),))
    if network := asked.get("network"):
        query = replace(query, networks=(network,))
    query = replace(query, limit=int(asked.get("limit", SHOWN)), question=query.text)
    return _listed("found", [hit.post for hit in shelf.search(query).hits], setting)


def _thread(shelf: Shelf, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    posts = shelf.thread(asked["post_id"])
    if not posts:
        return Outcome(error=phrase(setting.tongue, "no_post", id=asked["post_id"]))
    return _listed("thread", [p for p in posts if p.created <= setting.now][:MOST], setting)


def _timeline(shelf: Shelf, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    who = asked["author"].strip().removeprefix("@")
    posts = shelf.timeline(who, int(asked.get("limit", SHOWN)))
    return _listed("by", [p for p in posts if p.created <= setting.now], setting, who=who)


def _count(shelf: Shelf, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    query = _query(shelf, setting, asked, since=setting.now - timedelta(days=7))
    if isinstance(query, Outcome):
        return query
    since, until = query.since or setting.now, query.until or setting.now
    unit = asked.get("by") or ("hour" if until - since <= timedelta(days=2) else "day")
    buckets = _buckets(shelf.minutes(query), since, until, unit, setting)
    total = sum(n for _, n in buckets)
    about = phrase(setting.tongue, "about", words=query.text) if query.text else ""
    named = phrase(setting.tongue, unit)
    most = max(buckets, key=lambda b: b[1], default=("", 0))
    lines = [
        phrase(
            setting.tongue,
            "counted",
            n=total,
            about=about,
            since=_moment(since, setting),
            until=_moment(until, setting),
            unit=named,
        ),
        *(phrase(setting.tongue, "bucket", at=at, n=n) for at, n in buckets[-MOST_BUCKETS:]),
        phrase(setting.tongue, "busiest", unit=named, n=most[1], at=most[0]),
        phrase(setting.tongue, "per", unit=named, n=_rate(total, len(buckets))),
    ]
    data = {"total": total, "unit": unit, "buckets": [{"at": a, "posts": n} for a, n in buckets]}
    return Outcome("\n".join(lines if total else lines[:1]), data)


def _compare(shelf: Shelf, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    sides = []
    for name in ("first", "second"):
        query = _query(shelf, setting, {**asked, "time": asked[name]})
        if isinstance(query, Outcome):
            return query
        total = sum(minute.posts for minute in shelf.minutes(query))
        days = ((query.until or setting.now) - (query.since or setting.now)) / timedelta(days=1)
        top = [hit.post for hit in shelf.search(replace(query, limit=PERIOD_POSTS)).hits]
        sides.append((total, total / days if days else 0.0, top))
    (a, per_a, first), (b, per_b, second) = sides
    said = phrase(
        setting.tongue,
        "compared",
        first=asked["first"],
        second=asked["second"],
        a=a,
        b=b,
        per_a=_rate(per_a, 1),
        per_b=_rate(per_b, 1),
        change=_change(per_a, per_b, setting),
    )
    posts = tuple({post.id: post for post in (*first, *second)}.values())
    data = {"first": {"posts": a, "a_day": per_a}, "second": {"posts": b, "a_day": per_b}}
    return Outcome("\n".join([said, *map(_line, posts)]), data, posts)


def _trends(shelf: Shelf, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    query = _query(shelf, setting, asked, since=setting.now - timedelta(hours=24))
    if isinstance(query, Outcome):
        return query
    window = {
        "since": _moment(query.since or setting.now, setting),
        "until": _moment(query.until or setting.now, setting),
    }
    rising = list(shelf.rising(query))[:TRENDS]
    if not rising:
        return Outcome(phrase(setting.tongue, "no_trends", **window), [])
    lines = [phrase(setting.tongue, "trends", **window)]
    posts: dict[str, Post] = {}
    for term in rising:
        expected = _rate(term.expected, 1)
        lines.append(
            phrase(setting.tongue, "trend", term=term.term, authors=term.authors, expected=expected)
        )
        hits = shelf.search(replace(query, text=term.term.lstrip("#"), limit=PERIOD_POSTS)).hits
        posts |= {hit.post.id: hit.post for hit in hits}
    data = [{"term": r.term, "authors": r.authors, "expected": r.expected} for r in rising]
    return Outcome("\n".join(lines), data, tuple(posts.values())[:MOST])


def _query(
    shelf: Shelf, setting: Setting, asked: Mapping[str, Any], since: datetime | None = None
) -> Query | Outcome:
    """Narrow the outer query by words and time; an Outcome says what cannot be read."""
    query = replace(
        shelf.within,
        text=text.clean(asked.get("words", ""), limit=300),
        now=setting.now,
        since=shelf.within.since or since,
        until=shelf.within.until,
    )
    if not (words := asked.get("time", "")):
        return query
    named = span(words, setting)
    if named is None:
        return Outcome(error=phrase(setting.tongue, "no_time", words=words))
    return replace(query, since=named[0], until=named[1])


def _buckets(
    minutes: Sequence[Minute], since: datetime, until: datetime, unit: str, setting: Setting
) -> list[tuple[str, int]]:
    """Sum minutes up to local hours, days or weeks (from Monday); empty ones count too."""
    zone = ZoneInfo(setting.timezone)
    steps = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
    counts: Counter[str] = Counter()
    at = since
    while at < until:
        counts[_bucket(at, unit, zone)] += 0
        at += steps[unit]
    for minute in minutes:
        counts[_bucket(minute.at, unit, zone)] += minute.posts
    return sorted(counts.items())


def _bucket(at: datetime, unit: str, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    if unit == "hour":
        return local.strftime("%Y-%m-%d %H:00")
    if unit == "week":
        local -= timedelta(days=local.weekday())
    return local.strftime("%Y-%m-%d")


def _listed(name: str, posts: Sequence[Post], setting: Setting, **fields: object) -> Outcome:
    if not posts:
        return Outcome(phrase(setting.tongue, "none"), [])
    head = phrase(setting.tongue, name, n=len(posts), **fields)
    return Outcome("\n".join([head, *map(_line, posts)]), [post.id for post in posts], tuple(posts))


def _line(post: Post) -> str:
    """Write a post in one line: id, author, time, text."""
    body = " ".join(post.text.split())
    body = body if len(body) <= LINE_CHARS else body[:LINE_CHARS] + "…"
    handle = " ".join((post.author.handle or post.author.name).split())[:60]
    return f"{post.id} @{handle} {post.created:%Y-%m-%d %H:%M}Z: {body}"


def _change(before: float, after: float, setting: Setting) -> str:
    if not before:
        return ""
    share = round(100 * (after - before) / before)
    name = "same" if not share else "more" if share > 0 else "less"
    return phrase(setting.tongue, name, share=abs(share))


def _rate(total: float, over: int) -> str:
    rate = total / max(1, over)
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def _moment(at: datetime, setting: Setting) -> str:
    return at.astimezone(ZoneInfo(setting.timezone)).strftime("%Y-%m-%d %H:%M")


_WORDS = Argument(
    "words", "words to look for, as they would stand in a post", limits={"maxLength": 300}
)
_TIME = Argument(
    "time", "words for a time: today, last week, 2026-08-01, 今天, 上周", limits={"maxLength": 80}
)
_LIMIT = Argument("limit", "how many posts", "integer", limits={"minimum": 1, "maximum": MOST})
_SEARCH = schema(
    replace(_WORDS, needed=True),
    _TIME,
    Argument("author", "an author's handle", limits={"maxLength": 300}),
    Argument("network", "a network, as bluesky or mastodon", limits={"maxLength": 40}),
    _LIMIT,
)
_THREAD = schema(Argument("post_id", "the id of a post", needed=True))
_AUTHOR = schema(
    Argument("author", "an author's handle or id", needed=True, limits={"maxLength": 300}), _LIMIT
)
_COUNT = schema(
    _WORDS, _TIME, Argument("by", "one bar is", limits={"enum": ["hour", "day", "week"]})
)
_COMPARE = schema(
    _WORDS,
    Argument("first", "the earlier time, as last week", needed=True, limits={"maxLength": 80}),
    Argument("second", "the later time, as this week", needed=True, limits={"maxLength": 80}),
)
_TRENDS = schema(_TIME)
_ABOUT: Mapping[str, Mapping[str, str]] = {
    "search_posts": {
        "en": "Find posts by words, time, author or network.",
        "zh": "按词语、时间、作者或网络查找帖子。",
    },
    "open_thread": {
        "en": "Read the whole thread in which a post stands.",
        "zh": "读一条帖子所在的整个讨论。",
    },
    "author_timeline": {
        "en": "Read an author's newest posts.",
        "zh": "读一位作者最新的帖子。",
    },
    "count_over_time": {
        "en": "Count posts with some words by hour, day or week.",
        "zh": "按小时、天或周统计含某些词的帖子数。",
    },
    "compare_periods": {
        "en": "Compare how many posts two times brought, with posts of each.",
        "zh": "比较两段时间的帖子数，并各列出几条。",
    },
    "trends": {
        "en": "Name what more accounts write about now than before.",
        "zh": "列出现在比以往更多账号谈论的词。",
    },
}
