"""Broad questions: what is written of most, gathered and grouped into stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log1p

from rostra.assistant._find import find
from rostra.assistant._telling import leading
from rostra.assistant._types import Plan, RisingTerms
from rostra.events import led
from rostra.posts import Embed, Found, Hit, Query

NEWEST = 200
"""Posts of the window that are read whatever they say."""
TERMS = 8
"""Rising terms that are searched for."""
OF_A_TERM = 15

BARE = 0.25
"""What telling a story counts beside what its leading post reports."""
REPEATED, LIKED = 0.5, 0.2
"""What one more repetition, and one more order of likes and reposts, count beside an author."""


def find_news(plan: Plan, search: Callable[[Query], Found], rising: RisingTerms | None) -> Found:
    """Gather the newest posts of the window, and the posts of the terms that rise in it."""
    newest = replace(
        plan,
        queries=tuple(replace(q, limit=max(q.limit, NEWEST), rerank=False) for q in plan.queries),
    )
    found = find(newest, search)
    if rising is None:
        return found
    asked = plan.queries[0]
    terms = [term.term for term in rising(replace(asked, limit=TERMS))[:TERMS]]
    more = [search(replace(asked, text=t, limit=OF_A_TERM, rerank=False)) for t in terms]
    hits = {hit.post.id: hit for part in (found, *more) for hit in part.hits}
    considered = Counter(dict(found.considered))
    for part in more:
        considered.update(dict(part.considered))
    return replace(found, hits=tuple(hits.values()), considered=tuple(considered.items()))


def told_most(hits: Sequence[Hit], embed: Embed | None = None) -> list[Hit]:
    """Pick one post for each story: the one that leads it; what most people tell of comes first.

    `score` becomes the number of authors, half as much for those who only
    repeat them and a little for likes and reposts, times how much the leading post reports.
    """
    by_id = {hit.post.id: hit for hit in hits}
    told = []
    for story in led([hit.post for hit in hits], leading, embed):
        members = [by_id[post.id] for post in story.posts]
        authors = len({hit.post.author.id for hit in members})
        repeats = sum(dict(hit.lists).get("doubles", 0) for hit in members)
        liked = sum(hit.post.likes + hit.post.reposts for hit in members)
        weight = authors + REPEATED * repeats + LIKED * log1p(liked)
        told.append(replace(by_id[story.head.id], score=weight * (BARE + leading(story.head))))
    return sorted(told, key=lambda hit: (-hit.score, -hit.post.created.timestamp(), hit.post.id))
