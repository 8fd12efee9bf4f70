"""Whether a mention gets a reply: machines, people who do not want one, floods and loops do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rostra.bot._types import Mention

NO_BOT = re.compile(r"#nobots?\b", re.IGNORECASE)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """How much the bot says: replies an hour, to one author an hour, in one thread a day."""

    per_hour: int = 60
    per_author_hour: int = 6
    per_thread: int = 5
    oldest: timedelta = timedelta(hours=24)
    muted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often it spoke: takes since when, an author and a thread ("" = any)."""

    count: Callable[[datetime, str, str], int]


def objection(mention: Mention, me: str, rules: Rules, spoken: Spoken, now: datetime) -> str:
    """Return why a mention gets no reply, "" where it gets one.

    The guard against loops does not rest on marks alone: two machines that do not say what they
    are stop after `per_thread` replies in a thread and `per_author_hour` to each other.
    """
    plain = _plain(mention, me, rules, now)
    if plain:
        return plain
    limits = (
        (rules.per_thread, DAY, "", mention.thread, "said enough in this thread"),
        (rules.per_author_hour, HOUR, mention.author, "", "said enough to this author this hour"),
        (rules.per_hour, HOUR, "", "", "said enough this hour"),
    )
    for most, span, author, thread, reason in limits:
        if spoken.count(now - span, author, thread) >= most:
            return reason
    return ""


def _plain(mention: Mention, me: str, rules: Rules, now: datetime) -> str:
    told = (
        (mention.author == me, "our own post"),
        (mention.robot, "its author is a machine"),
        (mention.refuses, "the author's profile asks machines to keep away (#nobot)"),
        (bool(NO_BOT.search(mention.text)), "the post says #nobot"),
        (now - mention.at > rules.oldest, "too old"),
        (bool({mention.author, mention.handle} & rules.muted), "its author is muted"),
    )
    return next((reason for holds, reason in told if holds), "")
