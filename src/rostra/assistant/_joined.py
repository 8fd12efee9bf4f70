"""Stories of a window joined further: by threads, then by the words and meaning of the whole.

The stream's own stories are cut small, since a post must be placed the moment it comes. A digest
has all posts before it, so it may join what turned out to be one event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import log
from typing import Any

from rostra import text
from rostra.assistant._overlap import stems
from rostra.assistant._sought import asks, substance
from rostra.assistant._telling import opines
from rostra.events import Story
from rostra.posts import Embed, Post

WORDS, MEANING = 0.14, 0.66
"""Cosines from which two stories are one: of words by rarity, and of meaning (static table).

Meaning counts only between scripts: within one, small talk is near all small talk by it.
"""
ANCHOR = 0.3
"""Substance from which a post that speaks of no one's self may hold a story together."""
NEAR = 0.75
"""Part of that likeness at which a post that reports nothing still belongs to a story."""
SHARED, CORE = 2, 0.2
"""Words two stories must share, each in such a part of their posts."""
LEAST_NORM = 2.0
"""Rare words, by the square root of their number, under which a text is too thin to be near one."""
COMMON = 0.06
"""Share of the stories from which a word tells none from another."""
LEAST_WORDS = 5
"""Words by which a text is long enough to be compared by meaning."""


def joined(stories: Sequence[Story], embed: Embed | None = None) -> list[Story]:
    """Join stories that share a thread, then, likest first, those that tell of one event.

    Only posts that report hold stories together: small talk is like all small talk. What else
    is near a story joins it afterwards; what is near none stays by itself.
    """
    threads = _by_threads(stories)
    holding = [group for group in threads if any(map(_anchors, group))]
    if len(holding) < 2:
        return [_story(group) for group in threads]
    rest = [group for group in threads if not any(map(_anchors, group))]
    return [_story(group) for group in _by_likeness(holding, rest, embed)]


def _anchors(post: Post) -> bool:
    return (
        substance(post) >= ANCHOR
        and not opines(post.text)
        and not asks(post.text)
        and not post.reply_to
    )


def _by_threads(stories: Sequence[Story]) -> list[list[Post]]:
    place: dict[str, int] = {}
    leader = list(range(len(stories)))

    def root(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, story in enumerate(stories):
        for post in story.posts:
            for key in {post.id, post.root, post.reply_to, post.quotes, post.reposts_of} - {""}:
                a, b = root(place.setdefault(key, i)), root(i)
                leader[max(a, b)] = min(a, b)
    groups: dict[int, list[Post]] = {}
    for i, story in enumerate(stories):
        groups.setdefault(root(i), []).extend(story.posts)
    return list(groups.values())


def _by_likeness(
    holding: list[list[Post]], rest: list[list[Post]], embed: Embed | None
) -> list[list[Post]]:
    """Merge the likest pair while any is like enough, then let what is left join the nearest."""
    import numpy as np

    groups = [[p for p in group if _anchors(p)] for group in holding]
    count = len(groups)
    words = _word_vectors([*groups, *rest])
    held = (words[:count] > 0).astype(np.float32)
    sizes = np.ones(count, dtype=np.float32)
    meanings = _meanings([*groups, *rest], embed)
    loose = words[count:], None if meanings is None else meanings[count:]
    words, meanings = words[:count], None if meanings is None else meanings[:count]
    alive = np.ones(count, dtype=bool)
    han = np.array([_is_han(group) for group in groups])
    near = _likeness(words, meanings, han) * _sharing(held, sizes, han)
    np.fill_diagonal(near, 0.0)
    members = [list(group) for group in holding]
    while True:
        a, b = divmod(int(near.argmax()), count)
        if near[a, b] < 1.0:
            break
        members[a] += members[b]
        words[a] += words[b]
        if meanings is not None:
            meanings[a] += meanings[b]
        alive[b] = False
        held[a] += held[b]
        sizes[a] += sizes[b]
        row = _likeness(words, meanings, han, a) * _sharing(held, sizes, han, a)
        row[~alive] = 0.0
        row[a] = 0.0
        near[a], near[:, a] = row, row
        near[b], near[:, b] = 0.0, 0.0
    alone = []
    for at, group in enumerate(rest):
        core = held >= CORE * sizes[:, None]
        to = _cosine(words, loose[0][at]) / WORDS
        to *= (core @ (loose[0][at] > 0)) > 0
        to[~alive] = 0.0
        best = int(to.argmax())
        if to[best] >= NEAR:
            members[best] += group
        else:
            alone.append(group)
    return [*(g for g, lives in zip(members, alive, strict=True) if lives), *alone]


def _cosine(vectors: Any, one: Any) -> Any:
    import numpy as np

    norms = np.linalg.norm(vectors, axis=1) * max(float(np.linalg.norm(one)), 1e-9)
    return vectors @ one / np.maximum(norms, 1e-9)


def _likeness(words: Any, meanings: Any, han: Any, row: int | None = None) -> Any:
    """Compute how like stories are, all pairs or one row; from 1 on they are one."""
    found = _cosines(words, row) / WORDS
    if meanings is None:
        return found
    import numpy as np

    across = han[:, None] != han[None, :] if row is None else han != han[row]
    return np.maximum(found, across * _cosines(meanings, row) / MEANING)


def _sharing(held: Any, sizes: Any, han: Any, row: int | None = None) -> Any:
    """Tell which stories share enough of the words most of their posts hold, or differ in script.

    One word alone joins nothing: "a cat" is in a hundred posts that have only that in common.
    """
    core = (held >= CORE * sizes[:, None]).astype("float32")
    if row is None:
        return (core @ core.T >= SHARED) | (han[:, None] != han[None, :])
    return (core @ core[row] >= SHARED) | (han != han[row])


def _is_han(posts: Sequence[Post]) -> bool:
    return sum(text.script(p.text) == "han" for p in posts) * 2 > len(posts)


def _cosines(vectors: Any, row: int | None) -> Any:
    import numpy as np

    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit @ unit.T if row is None else unit @ unit[row]


def _word_vectors(groups: Sequence[Sequence[Post]]) -> Any:
    import numpy as np

    cut = [[[w for w in sorted(stems(p.text)) if _tells(w)] for p in group] for group in groups]
    seen = Counter(w for group in cut for w in set(chain.from_iterable(group)))
    known = [w for w, n in sorted(seen.items()) if 1 < n <= max(4, COMMON * len(groups))]
    place = {w: i for i, w in enumerate(known)}
    found = np.zeros((len(groups), max(1, len(known))), dtype=np.float32)
    for row, group in enumerate(cut):
        for post in group:
            norm = (
                sum(log(1 + len(groups) / seen[w]) ** 2 for w in post if w in place) ** 0.5 or 1.0
            )
            norm = max(norm, log(1 + len(groups) / 2) * LEAST_NORM)
            for w in post:
                if w in place:
                    found[row, place[w]] += log(1 + len(groups) / seen[w]) / norm
    return found


def _tells(word: str) -> bool:
    """Whether a word may tell one story from another: no number, no measure word."""
    return len(word) > 1 and not word[0].isdigit() and word[0] not in _COUNTING


_COUNTING = frozenset("一二三四五六七八九十两兩几半每第这那")


def _meanings(groups: Sequence[Sequence[Post]], embed: Embed | None) -> Any:
    import numpy as np

    if embed is None:
        return None
    vectors = np.array(embed([post.text for group in groups for post in group]), dtype=np.float32)
    lengths = [len(group) for group in groups]
    starts = np.cumsum([0, *lengths[:-1]])
    told = [len(stems(post.text)) >= LEAST_WORDS for group in groups for post in group]
    vectors[~np.array(told)] = 0.0
    return np.add.reduceat(vectors, starts, axis=0)


def _story(posts: Sequence[Post]) -> Story:
    order = sorted(posts, key=lambda p: (p.created, p.id))
    seen = Counter(w for p in order for w in stems(p.text))
    head = max(order, key=lambda p: (sum(seen[w] for w in stems(p.text)), p.id))
    return Story(tuple(order), head)
