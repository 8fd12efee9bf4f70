"""Broad questions: what is written of most, gathered and grouped into stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log1p

from rostra.assistant._corrections import is_correction, is_hearsay, says_no
from rostra.assistant._find import find
from rostra.assistant._overlap import stems
from rostra.assistant._rules import debunks
from rostra.assistant._sought import gathers, substance
from rostra.assistant._telling import leading
from rostra.assistant._types import Plan, RisingTerms
from rostra.events import Story, led
from rostra.posts import Embed, Found, Hit, Post, Query

NEWEST = 200
"""Posts of the window that are read whatever they say."""
TERMS = 8
"""Rising terms that are searched for."""
OF_A_TERM = 15
SLICES, OF_A_SLICE = 8, 60
"""Parts of the window, and the newest posts that are read of each."""
OF_THE_SAME = 2
"""Words a denial must share with a post of its story to take it back."""

CORRECTIONS = (
    *("辟谣", "谣言", "不实", "传谣", "网传", "澄清", "更正", "没有依据"),
    *("false", "rumour", "rumor", "hoax", "debunked", "correction", "not true", "satirical"),
    *("misinformation", "nothing to do with"),
)
"""What corrections say of themselves: where they are asked for, posts that hold one are read."""
OF_CORRECTIONS = 30

BARE = 0.15
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
    asked = plan.queries[0]
    if debunks(plan.question):
        widest = replace(plan.queries[-1], limit=OF_CORRECTIONS, rerank=False)
        more = [search(replace(widest, text=w, phrases=(w,))) for w in CORRECTIONS]
    elif rising is not None:
        more = _slices(asked, search)
        terms = [term.term for term in rising(replace(asked, limit=TERMS))[:TERMS]]
        more += [search(replace(asked, text=t, limit=OF_A_TERM, rerank=False)) for t in terms]
    else:
        return found
    hits = {hit.post.id: hit for part in (found, *more) for hit in part.hits}
    considered = Counter(dict(found.considered))
    for part in more:
        considered.update(dict(part.considered))
    return replace(found, hits=tuple(hits.values()), considered=tuple(considered.items()))


def _slices(asked: Query, search: Callable[[Query], Found]) -> list[Found]:
    """Read the newest posts of each part of the window, so that a busy hour hides no other."""
    until = asked.until or asked.now
    if asked.since is None or until is None:
        return []
    part = (until - asked.since) / SLICES
    starts = [asked.since + at * part for at in range(SLICES)]
    return [
        search(replace(asked, since=at, until=at + part, limit=OF_A_SLICE, rerank=False))
        for at in starts
    ]


def told_most(
    hits: Sequence[Hit], embed: Embed | None = None, *, corrected: bool = False
) -> list[Hit]:
    """Pick one post for each story: the one that leads it; what most people tell of comes first.

    One that a later post of the story takes back leads only where all are. `score` becomes the
    number of authors, half as much for those who only repeat them and a little for likes and
    reposts, times how much the leading post reports. With `corrected` only corrections lead.
    """
    by_id = {hit.post.id: hit for hit in hits}
    told = []
    for story in led([hit.post for hit in hits], leading, embed):
        head = _head(story, corrected=corrected)
        if head is None:
            continue
        members = [by_id[post.id] for post in story.posts]
        authors = len({hit.post.author.id for hit in members})
        repeats = sum(dict(hit.lists).get("doubles", 0) for hit in members)
        liked = sum(hit.post.likes + hit.post.reposts for hit in members)
        weight = authors + REPEATED * repeats + LIKED * log1p(liked)
        fit = 0.0 if is_hearsay(head) else leading(head)
        worth = BARE + fit if fit else BARE * BARE  # hearsay, however often told
        told.append(replace(by_id[head.id], score=weight * worth))
    return sorted(told, key=lambda hit: (-hit.score, -hit.post.created.timestamp(), hit.post.id))


def _head(story: Story, *, corrected: bool) -> Post | None:
    """Choose who leads a story: its head, unless that is taken back or corrects nothing."""
    if corrected:
        fit = [p for p in story.posts if is_correction(p) and substance(p) >= BARE]
        return max(fit, key=leading, default=None)
    if not _taken_back(story.head, story.posts):
        return story.head
    fit = [p for p in story.posts if not _taken_back(p, story.posts)]
    return max(fit, key=leading, default=story.head)


def _taken_back(post: Post, posts: Sequence[Post]) -> bool:
    """Whether a later post of the story says no to what the post says.

    Within a story a few shared words suffice: it is of the same event already.
    """
    if says_no(post):
        return False
    own = stems(post.text)
    return any(
        later.created > post.created
        and says_no(later)
        and not gathers(later.text)
        and len(own & stems(later.text)) >= OF_THE_SAME
        for later in posts
    )
