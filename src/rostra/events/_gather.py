"""Posts gathered into stories, in one pass over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt

from rostra.events._origins import origins
from rostra.events._stream import Stream
from rostra.events._terms import is_repeat, words
from rostra.events._types import Story
from rostra.posts import Embed, Post


def gather(posts: Sequence[Post], embed: Embed | None = None) -> tuple[Story, ...]:
    """Gather posts into stories; those told by most independent origins first.

    With an embedder of many languages a story holds its posts in all of them. What comes out
    does not depend on the order in which posts are given; of a post given twice one is kept.
    """
    newest = {p.id: p for p in sorted(posts, key=lambda p: (p.rev, p.seen))}
    order = sorted(newest.values(), key=lambda p: (p.created, p.id))
    groups: dict[int, list[Post]] = defaultdict(list)
    for post, number in zip(order, Stream(embed).take(order), strict=True):
        groups[number].append(post)
    seen = Counter(word for post in order for word in set(words(post.text)))
    told = [
        (len(origins(group)), Story(tuple(group), _head(group, seen))) for group in groups.values()
    ]
    told.sort(key=lambda pair: (-pair[0], pair[1].posts[0].created, pair[1].posts[0].id))
    return tuple(story for _, story in told)


def _head(posts: Sequence[Post], seen: Counter[str]) -> Post:
    """Choose the post whose words most of the story's posts share, rare ones before common."""
    own = [frozenset(words(post.text)) for post in posts]
    shared = Counter(word for post in own for word in post)
    total = 1 + sum(seen.values())

    def says(i: int) -> float:
        told = sum((shared[w] - 1) * log(total / seen[w]) for w in sorted(own[i]))
        return told / sqrt(len(own[i]) or 1)

    return posts[max(range(len(posts)), key=lambda i: (not is_repeat(posts[i]), says(i), -i))]
