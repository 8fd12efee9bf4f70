"""Posts gathered into stories, in one pass over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Any

from rostra import text
from rostra.events._origins import origins
from rostra.events._types import Story
from rostra.posts import Embed, Post

SAME_WORDS = 0.28
"""Cosine of weighted words from which a post belongs to a story."""
SAME_MEANING = 0.75
"""Cosine of meaning from which it does."""


@dataclass(slots=True)
class _Growing:
    """A story as it grows: indexes of its posts, the sums of their words and of their vectors."""

    members: list[int] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    meaning: Any = None


def gather(posts: Sequence[Post], embed: Embed | None = None) -> tuple[Story, ...]:
    """Gather posts into stories; those told by most independent origins first.

    With an embedder of many languages a story holds its posts in all of them. What comes out
    does not depend on the order in which posts are given.
    """
    order = sorted({post.id: post for post in posts}.values(), key=lambda p: (p.created, p.id))
    words = _weighed(order)
    meanings = embed([post.text for post in order]) if embed is not None and order else None
    stories: list[_Growing] = []
    for i, vector in enumerate(words):
        meaning = None if meanings is None else meanings[i]
        best = max(stories, key=lambda s: _likeness(s, vector, meaning), default=None)
        if best is None or _likeness(best, vector, meaning) < 1.0:
            best = _Growing()
            stories.append(best)
        best.members.append(i)
        best.words.update(vector)
        if meaning is not None:
            best.meaning = meaning if best.meaning is None else best.meaning + meaning
    told = [_told(story, order, words) for story in stories]
    size = {s.posts[0].id: len(origins(s.posts)) for s in told}
    return tuple(sorted(told, key=lambda s: (-size[s.posts[0].id], s.posts[0].created, s.head.id)))


def _weighed(posts: Sequence[Post]) -> list[dict[str, float]]:
    cut = [
        sorted({text.stem(w) for w in text.words(p.text) if w not in text.COMMON}) for p in posts
    ]
    seen = Counter(word for post in cut for word in post)
    found = []
    for post in cut:
        raw = {word: log(1 + len(posts) / seen[word]) for word in post}
        norm = sqrt(sum(w * w for w in raw.values())) or 1.0
        found.append({word: weight / norm for word, weight in raw.items()})
    return found


def _likeness(story: _Growing, vector: dict[str, float], meaning: Any) -> float:
    """Give how like a post is to a story; 1 where it just belongs."""
    shared = sum(weight * story.words[word] for word, weight in vector.items())
    norm = sqrt(sum(w * w for w in story.words.values()))
    by_words = shared / norm / SAME_WORDS if norm else 0.0
    if meaning is None or story.meaning is None:
        return by_words
    length = float(story.meaning @ story.meaning) ** 0.5
    by_meaning = float(story.meaning @ meaning) / length / SAME_MEANING if length else 0.0
    return max(by_words, by_meaning)


def _told(story: _Growing, posts: Sequence[Post], words: Sequence[dict[str, float]]) -> Story:
    def says(i: int) -> float:
        return sum(weight * story.words[word] for word, weight in words[i].items())

    head = max(story.members, key=lambda i: (says(i), -i))
    return Story(tuple(posts[i] for i in story.members), posts[head])
