"""Stories of a window around the posts that report: each leader gathers those who echo it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import log, sqrt
from typing import Any

from rostra import text
from rostra.events._types import Story
from rostra.posts import Embed, Post

ECHOES, SHARED = 0.25, 2
"""Cosine of weighted words from which a post echoes a leader, and the words both must hold."""
MEANS = 0.62
"""Cosine of meaning (static table) from which it does in any words, in either language."""
JOINS, JOINS_MEANING = 0.2, 0.72
"""Cosines of whole stories from which two leaders tell of one event."""
LEAST, BARE = 0.05, 0.1
"""How much a post must report to lead, and what leading counts beside what it reports."""
FEW = 500
"""Posts under which a window tells nothing of how rare a word is: then all count alike."""


def led(
    posts: Sequence[Post], report: Callable[[Post], float], embed: Embed | None = None
) -> tuple[Story, ...]:
    """Gather posts into stories around those that report; most echoed and reported first.

    `report` says how much a post reports, 0 to 1. A leader is a post that many accounts echo and
    that reports much; what echoes none stays out. Unlike a chain of likenesses, a story holds
    only what is like its leader, or like a second leader of the same event. The whole window
    must be there: for a stream see `Stream`. Takes time and memory of posts squared.
    """
    order = sorted({post.id: post for post in posts}.values(), key=lambda p: (p.created, p.id))
    if not order:
        return ()
    words = _weighed(order)
    meanings = embed([post.text for post in order]) if embed is not None else None
    near = _echoes(words, meanings)
    worth = [report(post) for post in order]
    chosen = _leaders(order, near, worth)
    return _stories(_joined(chosen, words, meanings), order, worth)


def _leaders(
    posts: Sequence[Post], near: Sequence[set[int]], worth: Sequence[float]
) -> list[tuple[int, set[int]]]:
    """Choose leaders greedily; a post's echoes only grow fewer, so a heap need not be redone."""
    left = set(range(len(posts)))

    def weight(i: int) -> float:
        return sqrt(len({posts[j].author.id for j in near[i] & left})) * (BARE + worth[i])

    heap = [(-weight(i), i) for i in left if worth[i] >= LEAST]
    heapify(heap)
    chosen = []
    while heap:
        old, i = heappop(heap)
        if i not in left:
            continue
        now = -weight(i)
        if now > old:
            heappush(heap, (now, i))
            continue
        members = near[i] & left | {i}
        chosen.append((i, members))
        left -= members
    return chosen


def _weighed(posts: Sequence[Post]) -> list[dict[str, float]]:
    """Weigh each post's words by how rare they are in the window; unit length."""
    cut = [
        sorted({text.stem(w) for w in text.words(p.text) if w not in text.COMMON and w.isalnum()})
        for p in posts
    ]
    seen = Counter(word for post in cut for word in post)
    found = []
    for post in cut:
        raw = {word: log(1 + max(len(posts), FEW) / seen[word]) for word in post}
        norm = sqrt(sum(w * w for w in raw.values())) or 1.0
        found.append({word: weight / norm for word, weight in raw.items()})
    return found


def _echoes(words: Sequence[dict[str, float]], meanings: Any) -> list[set[int]]:
    """List for each post those that are like it, in words or in meaning."""
    holding: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(words):
        for word in vector:
            holding[word].append(i)
    found = []
    for i, vector in enumerate(words):
        score: dict[int, float] = defaultdict(float)
        shared = Counter[int]()
        for word, weight in vector.items():
            for j in holding[word]:
                score[j] += weight * words[j][word]
                shared[j] += 1
        near = {j for j, s in score.items() if s >= ECHOES and shared[j] >= SHARED}
        if meanings is not None:
            near |= {int(j) for j in (meanings @ meanings[i] >= MEANS).nonzero()[0]}
        found.append(near)
    return found


@dataclass(slots=True)
class _Led:
    """A leader with its story so far: the mean of its posts' words, the sum of their meanings."""

    leader: int
    members: set[int]
    words: dict[str, float]
    meaning: Any

    @property
    def length(self) -> float:
        return sqrt(sum(w * w for w in self.words.values())) or 1.0


def _joined(
    chosen: Sequence[tuple[int, set[int]]], words: Sequence[dict[str, float]], meanings: Any
) -> list[tuple[int, set[int]]]:
    """Let a leader join the earlier one whose whole story is likest its own, if like enough."""
    kept: list[_Led] = []
    holding: dict[str, set[int]] = defaultdict(set)
    for leader, members in chosen:
        own = _led(leader, members, words, meanings)
        near = {at for word in own.words for at in holding[word]}
        at = max(near, key=lambda at: (_likeness(kept[at], own), -at), default=None)
        if at is None or _likeness(kept[at], own) < 1.0:
            at = len(kept)
            kept.append(own)
        else:
            kept[at] = _led(kept[at].leader, kept[at].members | members, words, meanings)
        for word in own.words:
            holding[word].add(at)
    return [(story.leader, story.members) for story in kept]


def _led(leader: int, members: set[int], words: Sequence[dict[str, float]], meanings: Any) -> _Led:
    total: dict[str, float] = defaultdict(float)
    for i in sorted(members):
        for word, weight in words[i].items():
            total[word] += weight / len(members)
    meaning = None if meanings is None else meanings[sorted(members)].sum(axis=0)
    return _Led(leader, set(members), dict(total), meaning)


def _likeness(one: _Led, other: _Led) -> float:
    """Give how like two stories are; 1 where they just tell of one event."""
    short, long = sorted((one.words, other.words), key=len)
    dot = sum(weight * long[word] for word, weight in short.items() if word in long)
    found = dot / (one.length * other.length) / JOINS
    if one.meaning is None:
        return found
    x, y = one.meaning, other.meaning
    length = float((x @ x) * (y @ y)) ** 0.5 or 1.0
    return max(found, float(x @ y) / length / JOINS_MEANING)


def _stories(
    chosen: Sequence[tuple[int, set[int]]], posts: Sequence[Post], worth: Sequence[float]
) -> tuple[Story, ...]:
    weight = {
        leader: sqrt(len({posts[i].author.id for i in members})) * (BARE + worth[leader])
        for leader, members in chosen
    }
    ranked = sorted(chosen, key=lambda told: (-weight[told[0]], told[0]))
    return tuple(
        Story(tuple(posts[i] for i in sorted(members)), posts[leader]) for leader, members in ranked
    )
