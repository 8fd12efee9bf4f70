"""From a wish for a digest to the assistant: which posts, which words, which model."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rostra import assistant
from rostra.app._words import Digesting
from rostra.assistant import Brief, Digest, Tongue
from rostra.errors import QueryRefused
from rostra.posts import Query

if TYPE_CHECKING:
    from rostra.assistant import Desk

NOW = timedelta(hours=6)
TODAY_AT_LEAST = timedelta(hours=6)
DAY = timedelta(hours=24)
MOST_STORIES = 30
WHOLE = frozenset(("", "now", "today", "现在", "今天", "今日"))
EAST = ("Asia/Shanghai", "Asia/Chongqing", "Asia/Urumqi", "Asia/Harbin", "PRC")


def digested(wish: Digesting, desk: Desk, *, timezone: str, sample: bool) -> Digest:
    """Make the digest that is wished for; raises QueryRefused for a number of stories below 1."""
    if not 1 <= wish.stories <= MOST_STORIES:
        raise QueryRefused(f"stories is {wish.stories}; give a number from 1 to {MOST_STORIES}")
    now = wish.now or datetime.now(UTC)
    subject = " ".join(wish.subject.split())
    window = Query(
        now=now,
        since=wish.since or began(subject, now, timezone),
        until=wish.until,
        authors=wish.authors,
        networks=wish.networks,
        langs=(wish.lang,) if wish.lang else (),
        sample=sample,
        rerank=False,
    )
    topic = "" if subject.casefold() in WHOLE else subject
    brief = Brief(
        window=window,
        topic=topic,
        tongue=tongue(wish.tongue, topic if subject.isascii() else subject, timezone),
        stories=wish.stories,
        fun=wish.fun,
    )
    return assistant.digest(brief, desk, now=now, timezone=timezone, seed=wish.seed)


def began(subject: str, now: datetime, timezone: str) -> datetime:
    """Tell when the time begins that a subject names: six hours ago, midnight, or a day ago."""
    asked = subject.casefold()
    if asked in ("now", "现在"):
        return now - NOW
    if asked in ("today", "今天", "今日"):
        local = now.astimezone(ZoneInfo(timezone))
        midnight = datetime.combine(local.date(), time(), ZoneInfo(timezone))
        return min(midnight.astimezone(UTC), now - TODAY_AT_LEAST)
    return now - DAY


def tongue(wished: str, topic: str, timezone: str) -> Tongue:
    """Choose the language: the one wished for, else the topic's, else the time zone's."""
    if wished in ("en", "zh", "zh-hant"):
        return wished  # type: ignore[return-value]
    if wished:
        raise QueryRefused(f"a digest is written in en, zh or zh-hant; {wished!r} is none of them")
    if topic:
        return assistant.tongue_of(topic)
    if timezone in ("Asia/Taipei", "Asia/Hong_Kong", "Asia/Macau"):
        return "zh-hant"
    return "zh" if timezone in EAST else "en"
