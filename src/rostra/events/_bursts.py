"""The onset of an event: more accounts write a word than there should be, all at once."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma, log

from rostra.events._terms import is_repeat, terms
from rostra.posts import Post

WINDOWS = (timedelta(minutes=10), timedelta(hours=1))
DAY = timedelta(hours=24)
"""The time before that says what to expect, and before which nothing is said."""
LEAST_PEOPLE = 5
"""Accounts that must write a word before it can rise (Mastodon's rule)."""
LEAST_EXPECTED = 0.5
"""What is expected of a word seldom or never seen: counts vary more than Poisson's law says."""
CHANCE = 1e-6
"""Probability under which a count is no accident: some thousand words are looked at each hour."""
QUIET = timedelta(hours=6)
"""Time for which a word that rose is not told again while it goes on."""
SAME = 0.3
"""Share of an alarm's posts that hold an earlier alarm's word, from which both are one event."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A word that rises: when, how many accounts wrote it in the window, how many should have.

    `posts` are those of the window that hold the word, oldest first.
    """

    at: datetime
    term: str
    window: timedelta
    people: int
    expected: float
    posts: tuple[Post, ...]


def onsets(posts: Iterable[Post]) -> Iterator[Alarm]:
    """Read posts in the order of their time and tell each event as it begins.

    Counts distinct accounts a word in sliding windows of ten minutes and an hour, against the
    same word in the 24 hours before the window, by Poisson's law. Reposts do not count. The
    first 24 hours are only read. Words of one event make one alarm.
    """
    counts, began, told = _Counts(), None, dict[str, datetime]()
    for post in posts:
        began = began or post.created
        if is_repeat(post):
            continue
        own = _telling(post)
        counts.add(post, own)
        if post.created - began < DAY:
            continue
        for term in own:
            alarm = counts.alarm(term, post.created)
            if alarm is None:
                continue
            known = _told_already(alarm, told)
            told[term] = alarm.at
            if not known:
                yield alarm


def _telling(post: Post) -> list[str]:
    """List what may tell an event: no link, no number, and nobody's handle."""
    own = terms(post)
    handles = {t for t in own if t[0] == "@"}
    return [
        t
        for t in own
        if not t.startswith(("@", "http")) and not t.isdecimal() and f"@{t}" not in handles
    ]


def _told_already(alarm: Alarm, told: dict[str, datetime]) -> bool:
    """Whether the word, or one that stands in the same posts, was told and still goes on."""
    shared = Counter(
        term
        for post in alarm.posts
        for term in terms(post)
        if term in told and alarm.at - told[term] < QUIET
    )
    return any(n >= SAME * len(alarm.posts) or term == alarm.term for term, n in shared.items())


class _Counts:
    """The posts of the last day by word, and of how many accounts they are."""

    def __init__(self) -> None:
        self._posts: dict[str, deque[Post]] = defaultdict(deque)

    def add(self, post: Post, own: Iterable[str]) -> None:
        for term in own:
            held = self._posts[term]
            held.append(post)
            while post.created - held[0].created > DAY + WINDOWS[-1]:
                held.popleft()

    def alarm(self, term: str, now: datetime) -> Alarm | None:
        """Look at a word in each window; None where nothing is unusual."""
        held = self._posts[term]
        for window in WINDOWS:
            inside = _since(held, now - window)
            people = len({post.author.id for post in inside})
            if people < LEAST_PEOPLE:
                continue
            before = len(held) - len(inside)
            expected = max(LEAST_EXPECTED, before * (window / DAY))
            if _tail(people, expected) < CHANCE:
                return Alarm(now, term, window, people, expected, tuple(inside))
        return None


def _since(held: deque[Post], start: datetime) -> list[Post]:
    inside = []
    for post in reversed(held):
        if post.created <= start:
            break
        inside.append(post)
    return inside[::-1]


def _tail(people: int, expected: float) -> float:
    """Bound the probability of so many or more, by Poisson's law.

    The first term times a geometric series, which is at least the sum where people > expected.
    """
    if people <= expected:
        return 1.0
    first = exp(people * log(expected) - expected - lgamma(people + 1))
    return first / (1 - expected / (people + 1))
