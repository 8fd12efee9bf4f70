"""Broad questions: what is written of most, gathered and grouped into stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log, log1p, sqrt

from rostra.assistant._corrections import is_correction
from rostra.assistant._find import find
from rostra.assistant._overlap import stems
from rostra.assistant._sought import alarms, substance
from rostra.assistant._types import Plan, RisingTerms
from rostra.posts import Found, Hit, Query

NEWEST = 200
"""Posts of the window that are read whatever they say."""
TERMS = 8
"""Rising terms that are searched for."""
OF_A_TERM = 15
SAME_STORY = 0.28
"""Cosine of weighted words from which a post belongs to a story."""

REPEATED, LIKED = 0.5, 0.2
"""What one more repetition, and one more order of likes and reposts, count beside an author."""
ALARMED, BARE = 0.25, 0.25
"""What is left of a story that only alarm or hearsay tells, and of one told without a fact."""


@dataclass(slots=True)
class Story:
    """Posts of one event, with the weight of each word in them; `members` index the hits."""

    members: list[int] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)

    def take(self, index: int, vector: dict[str, float]) -> None:
        """Add a post."""
        self.members.append(index)
        self.words.update(vector)

    def likeness(self, vector: dict[str, float]) -> float:
        """Give the cosine between a post and the story."""
        shared = sum(weight * self.words[word] for word, weight in vector.items())
        norm = sqrt(sum(w * w for w in self.words.values()))
        return shared / norm if norm else 0.0


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


def told_most(hits: Sequence[Hit]) -> list[Hit]:
    """Pick one post for each story, the story told by most people first.

    `score` becomes the number of authors, half as much for those who only repeat them, and a
    little for likes and reposts; less where the post that tells it reports little or cries out.
    """
    vectors = list(_vectors(hits))
    told = [_told(story, hits, vectors) for story in _stories(vectors)]
    return sorted(told, key=lambda hit: (-hit.score, -hit.post.created.timestamp(), hit.post.id))


def _stories(vectors: Sequence[dict[str, float]]) -> list[Story]:
    """Group posts in one pass: each joins the story it is most like, or begins one."""
    found: list[Story] = []
    holding: dict[str, set[int]] = {}
    for index, vector in enumerate(vectors):
        near = {at for word in vector for at in holding.get(word, ())}
        best = max(near, key=lambda at: (found[at].likeness(vector), -at), default=None)
        if best is None or found[best].likeness(vector) < SAME_STORY:
            best = len(found)
            found.append(Story())
        found[best].take(index, vector)
        for word in vector:
            holding.setdefault(word, set()).add(best)
    return found


def _vectors(hits: Sequence[Hit]) -> Iterator[dict[str, float]]:
    """Weigh each post's words by how rare they are among the hits; unit length."""
    words = [stems(hit.post.text) for hit in hits]
    seen = Counter(word for post in words for word in post)
    for post in words:
        raw = {word: log(1 + len(hits) / seen[word]) for word in sorted(post)}
        norm = sqrt(sum(w * w for w in raw.values())) or 1.0
        yield {word: weight / norm for word, weight in raw.items()}


def _told(story: Story, hits: Sequence[Hit], vectors: Sequence[dict[str, float]]) -> Hit:
    """Choose the post that says most of what the story's posts say, corrections first.

    One that cries out or tells by hearsay speaks for a story only where all do.
    """
    members = [hits[i] for i in story.members]
    authors = len({hit.post.author.id for hit in members})
    liked = sum(hit.post.likes + hit.post.reposts for hit in members)
    central = max(
        story.members,
        key=lambda i: (
            not alarms(hits[i].post.text),
            is_correction(hits[i].post),
            story.likeness(vectors[i]) + substance(hits[i].post),
            hits[i].post.likes,
            -i,
        ),
    )
    repeats = sum(dict(hit.lists).get("doubles", 0) for hit in members)
    told = authors + REPEATED * repeats + LIKED * log1p(liked)
    teller = hits[central].post
    told *= (ALARMED if alarms(teller.text) else 1.0) * (BARE + substance(teller))
    return replace(hits[central], score=told)
