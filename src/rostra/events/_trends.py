"""What rises: words that more people write than before, as stories, fading over hours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rostra.events._gather import gather
from rostra.events._types import Spread, Story, spread
from rostra.posts import Embed, Found, Post, Query, Rising

DAY = timedelta(hours=24)
HALF_LIFE = timedelta(hours=4)
SPANS = ((timedelta(hours=1), 8), (HALF_LIFE, 6), (DAY, 1))
"""Windows counted, and how many of each back from now: a quiet feed shows in the longer ones."""
OF_A_WINDOW = 40
"""Rising words taken of each window."""
LEAST_ORIGINS = 2
"""Independent origins: one post that many repeat is no trend."""
OF_A_TERM = 30
"""Posts read for a word."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A story that rises, or a word whose posts make no story.

    `terms` are its words, the strongest first. `people` wrote that word in the `window` up to
    `peak` in which it rose most, against the `expected`; `score` = (people − expected)² /
    expected, halved for each four hours since. `spread` is that of the posts read for it,
    `head` the one that says most.
    """

    terms: tuple[str, ...]
    score: float
    people: int
    expected: float
    peak: datetime
    window: timedelta
    spread: Spread
    head: Post


def trends(
    query: Query,
    *,
    now: datetime,
    rising: Callable[[Query], Sequence[Rising]],
    search: Callable[[Query], Found],
    embed: Embed | None = None,
) -> tuple[Trend, ...]:
    """Find what rises in the query's window, by default the last day, strongest first.

    The query's filters (network, language, source) hold for the counts and for the posts. A
    window of more than a day is cut to its last.
    """
    until = min(query.until, now) if query.until else now
    since = max(query.since or until - DAY, until - DAY)
    best: dict[str, _Peak] = {}
    for start, end in _windows(since, until):
        asked = replace(query, since=start, until=end, limit=OF_A_WINDOW)
        for term in rising(asked):
            peak = _Peak(term.score * 0.5 ** ((until - end) / HALF_LIFE), start, end, term)
            if term.term not in best or peak.score > best[term.term].score:
                best[term.term] = peak
    strongest = sorted(best.values(), key=lambda p: (-p.score, p.term.term))[: 3 * query.limit]
    asked = replace(query, since=since, until=until, limit=OF_A_TERM, rerank=False)
    holding = {
        name: [hit.post for hit in search(replace(asked, words=(name.lstrip("#"),))).hits]
        for name in (peak.term.term for peak in strongest)
    }
    told = gather([post for posts in holding.values() for post in posts], embed)
    return _joined(strongest, holding, told)[: query.limit]


@dataclass(frozen=True, slots=True)
class _Peak:
    """The window in which a word rose most."""

    score: float
    start: datetime
    end: datetime
    term: Rising


def _windows(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """List the windows of each span that lie inside, back from the end; at least one."""
    whole = until - since
    if whole <= timedelta(0):
        return
    for span, times in SPANS:
        if span > whole and span is not SPANS[0][0]:
            return
        for back in range(min(times, max(1, int(whole / span)))):
            yield max(since, until - (back + 1) * span), until - back * span


def _joined(
    strongest: Sequence[_Peak], holding: dict[str, list[Post]], told: Sequence[Story]
) -> tuple[Trend, ...]:
    """Join the words whose posts are mostly of one story; the strongest speaks for it."""
    story_of = {post.id: at for at, story in enumerate(told) for post in story.posts}
    of_story: dict[int, list[_Peak]] = defaultdict(list)
    for peak in strongest:
        stories = Counter(story_of[post.id] for post in holding[peak.term.term])
        if stories:
            of_story[max(stories, key=lambda s: (stories[s], -s))].append(peak)
    found = [
        Trend(
            terms=tuple(peak.term.term for peak in peaks),
            score=peaks[0].score,
            people=peaks[0].term.authors,
            expected=peaks[0].term.expected,
            peak=peaks[0].end,
            window=peaks[0].end - peaks[0].start,
            spread=spread(told[at]),
            head=told[at].head,
        )
        for at, peaks in of_story.items()
    ]
    told_apart = [trend for trend in found if trend.spread.origins >= LEAST_ORIGINS]
    return tuple(sorted(told_apart, key=lambda t: (-t.score, t.terms)))
