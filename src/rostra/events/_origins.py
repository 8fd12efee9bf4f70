"""One origin for what was posted many times: reposts, near copies, one author's posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil

from rostra import text
from rostra.posts import Post

LIKENESS = 0.7
WHOLE = 0.85
"""Share of the shorter text's character runs that the longer one holds when it wraps it."""
WRAPPED = 2.0
"""How much longer than the other the longer of the two may be."""
LEAST_GRAMS = 12
LINKED = 0.4
"""Likeness from which two texts that share a link tell what they read there, and no more."""


def origins(posts: Sequence[Post]) -> tuple[tuple[Post, ...], ...]:
    """Group posts that do not tell independently of one another.

    Reposts and quotes of one post, near copies, copies wrapped in a few words, posts of one
    author, and texts alike that share a link are one origin. Each group is oldest first, the
    groups by their oldest post; every post is in one.
    """
    order = sorted(posts, key=_age)
    leader = list(range(len(order)))
    for one, other in _ties(order):
        a, b = _root(leader, one), _root(leader, other)
        leader[max(a, b)] = min(a, b)
    groups: dict[int, list[Post]] = defaultdict(list)
    for at, post in enumerate(order):
        groups[_root(leader, at)].append(post)
    return tuple(sorted(map(_oldest_first, groups.values()), key=lambda g: _when(g[0])))


def doubles(posts: Sequence[Post]) -> dict[int, int]:
    """Map the index of each double to the index of its origin, the earliest of its kind.

    Reposts, near copies, and copies wrapped in a few words are doubles. Texts that differ in a
    quantity are not: they are news and its update.
    """
    origin: dict[int, int] = {}
    at = {post.id: i for i, post in enumerate(posts)}
    for i, post in enumerate(posts):
        if post.reposts_of in at and at[post.reposts_of] != i:
            origin[i] = at[post.reposts_of]
    for group in text.duplicate_groups([p.text for p in posts], threshold=LIKENESS):
        members = sorted((i for i in group if i not in origin), key=lambda i: _age(posts[i]))
        firsts: list[int] = []
        for i in members:
            same = next(
                (f for f in firsts if figures(posts[f].text) == figures(posts[i].text)), None
            )
            if same is None:
                firsts.append(i)
            else:
                origin[i] = same
    origin |= _quoted_whole(posts, set(range(len(posts))) - origin.keys())
    return {i: _followed(i, origin) for i in origin}


@lru_cache(maxsize=8192)
def figures(written: str) -> frozenset[tuple[float, str]]:
    """List the quantities a text names: value and unit."""
    return frozenset((q.value, q.unit) for q in text.quantities(written))


def _ties(order: Sequence[Post]) -> Iterator[tuple[int, int]]:
    """Find pairs of indexes that have one origin; enough of them to join each whole group."""
    first: dict[tuple[str, str], int] = {}
    linked: dict[str, list[int]] = defaultdict(list)
    for i, post in enumerate(order):
        keys = [("post", post.id), ("author", post.author.id)]
        keys += [("post", of) for of in (post.reposts_of, post.quotes) if of]
        for key in keys:
            yield first.setdefault(key, i), i
        for link in dict.fromkeys(post.links):
            yield from (
                (j, i)
                for j in linked[link][:LINKS_READ]
                if text.resemblance(order[j].text, post.text) >= LINKED
            )
            linked[link].append(i)
    yield from doubles(order).items()


LINKS_READ = 20
"""Earlier posts with the same link that a post is held against."""


def _quoted_whole(posts: Sequence[Post], among: set[int]) -> dict[int, int]:
    """Map posts that wrap an earlier post in a few words, or cut it short, to that post."""
    order = sorted(among, key=lambda i: _age(posts[i]))
    pieces = {i: text.grams(posts[i].text) for i in order}
    origin: dict[int, int] = {}
    for i, first in _may_hold(order, pieces):
        if i in origin:
            continue
        small, large = sorted((pieces[i], pieces[first]), key=len)
        held = len(large) <= WRAPPED * len(small) and len(small & large) >= WHOLE * len(small)
        if held and figures(posts[i].text) <= figures(posts[first].text):
            origin[i] = first
    return origin


def _may_hold(order: Sequence[int], pieces: dict[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pair each post with the earlier ones that may hold it, or be held, the earliest first.

    Where `WHOLE` of a text's runs stand in another, at least one of its rarest few does: only
    posts that share one of those are paired, so that a thousand posts need no million pairs.
    """
    often: dict[str, int] = defaultdict(int)
    for i in order:
        for gram in pieces[i]:
            often[gram] += 1
    holding: dict[str, list[int]] = defaultdict(list)
    marked: dict[str, list[int]] = defaultdict(list)
    for at, i in enumerate(order):
        grams = sorted(pieces[i], key=lambda g: (often[g], g))
        if len(grams) < LEAST_GRAMS:
            continue
        rarest = grams[: len(grams) - ceil(WHOLE * len(grams)) + 1]
        near = {j for gram in rarest for j in holding[gram]}
        near.update(j for gram in grams for j in marked.get(gram, ()))
        yield from ((i, order[j]) for j in sorted(near))
        for gram in grams:
            holding[gram].append(at)
        for gram in rarest:
            marked[gram].append(at)


def _root(leader: list[int], member: int) -> int:
    while leader[member] != member:
        leader[member] = leader[leader[member]]
        member = leader[member]
    return member


def _followed(i: int, origin: dict[int, int]) -> int:
    seen = {i}
    while i in origin and origin[i] not in seen:
        i = origin[i]
        seen.add(i)
    return i


def _age(post: Post) -> tuple[bool, float, str]:
    return bool(post.reposts_of), post.created.timestamp(), post.id


def _when(post: Post) -> tuple[float, str]:
    return post.created.timestamp(), post.id


def _oldest_first(posts: Sequence[Post]) -> tuple[Post, ...]:
    return tuple(sorted(posts, key=_when))
