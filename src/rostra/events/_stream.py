"""The stream of posts, each given to a story as it arrives.

A mixture whose number of parts is not given (a Dirichlet process, Blackwell and MacQueen 1973):
a post joins the story under which its words are likeliest, weighed by how many posts came to it
lately, or begins one. A story's words are smoothed by those of the whole stream (Jelinek and
Mercer 1980, with the share of Zhai and Lafferty 2004), which also learns what is common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import exp, log
from typing import Any

from rostra.events._terms import terms
from rostra.posts import Embed, Post

OWN_WORDS = 0.6
"""Share of a large story's words that are its own and not the stream's."""
FIRM = 50.0
"""Words after which half of that share is believed."""
NEW = 0.1
"""Weight of a story not begun yet beside one post of a story that has begun."""
FADES_S = 3 * 86_400.0
"""Seconds after which a post weighs 1/e of a new one."""
NEAR, BY_MEANING = 0.5, 20.0
"""Cosine from which meaning speaks for a story, and how loud: in nats for a cosine of one."""
RAREST = 1e-4
"""Least probability of a word: one shared rare word alone makes no story."""
UNREAD = 1_000.0
"""Words the stream is taken to hold before it is read."""
WIDE = 500
"""Stories from which a word tells none of them."""
EVERY = 256
"""Posts between two looks at what may retire."""
REMEMBERED = 200_000
"""Words whose counts are kept; beyond, all are halved, and what is rare is forgotten."""


@dataclass(slots=True)
class _Growing:
    """A story as it grows: how many words it has, its faded posts, when it was last told."""

    size: int = 0
    weight: float = 0.0
    last: float = 0.0
    words: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


class Stream:
    """Stories in the making. `take` batches in the order they arrive; old stories retire.

    With `embed` (a bilingual table) posts of one story are joined across languages. Memory is
    bounded by `most` stories and by `idle`, after which a story nobody tells retires.
    """

    def __init__(
        self,
        embed: Embed | None = None,
        *,
        idle: timedelta = timedelta(days=14),
        most: int = 2_000,
    ) -> None:
        self._embed, self._idle, self._most = embed, idle.total_seconds(), most
        self._stories: dict[int, _Growing] = {}
        self._holding: dict[str, dict[int, int]] = defaultdict(dict)
        self._stream: Counter[str] = Counter()
        self._read = 0
        self._of: dict[str, int] = {}
        self._taken = self._begun = 0
        self._meanings = _Meanings()

    def __len__(self) -> int:
        """Count the stories that have not retired."""
        return len(self._stories)

    def take(self, posts: Sequence[Post]) -> tuple[int, ...]:
        """Give each post the number of its story, in the order given.

        Within a batch the older post is taken first, of one moment the smaller id. Numbers never
        change afterwards.
        """
        meanings = self._embed([p.text for p in posts]) if self._embed and posts else None
        given = [0] * len(posts)
        for i in sorted(range(len(posts)), key=lambda i: (posts[i].created, posts[i].id)):
            given[i] = self._take_one(posts[i], None if meanings is None else meanings[i])
        return tuple(given)

    def _take_one(self, post: Post, meaning: Any) -> int:
        self._taken += 1
        if self._taken % EVERY == 0:
            self._retire(post.created.timestamp())
        known = self._of.get(post.id)
        if known is not None:
            return known
        own = terms(post)
        story = self._told_already(post)
        if story is None:
            story = self._likeliest(own, meaning, post.created.timestamp())
        if story is None:
            story, self._begun = self._begun, self._begun + 1
            self._stories[story] = _Growing(last=post.created.timestamp())
        self._join(story, post, own, meaning)
        return story

    def _told_already(self, post: Post) -> int | None:
        """Find the story of the post that this one repeats, quotes or replies to."""
        of = (post.reposts_of, post.quotes, post.reply_to, post.root)
        return next((self._of[i] for i in of if i and i in self._of), None)

    def _likeliest(self, own: Sequence[str], meaning: Any, at: float) -> int | None:
        """Choose the story of the greatest posterior; None where a new one is likelier."""
        gains = self._gains(own)
        near = self._meanings.cosines(meaning)
        for story, cosine in near.items():
            if cosine > NEAR:
                gains.setdefault(story, 0.0)
        best, most = None, log(NEW)
        for story in sorted(gains):
            grown = self._stories[story]
            value = gains[story] + len(own) * log(1 - _share(grown.size))
            value += log(grown.weight * exp(-max(0.0, at - grown.last) / FADES_S) + 1e-9)
            value += BY_MEANING * (near[story] - NEAR) if story in near else 0.0
            if value > most:
                best, most = story, value
        return best

    def _gains(self, own: Sequence[str]) -> dict[int, float]:
        """Sum for each story what the words it shares say for it, in nats."""
        gains: dict[int, float] = defaultdict(float)
        for word in own:
            held = self._holding.get(word)
            if not held or len(held) > WIDE:
                continue
            common = max(self._stream[word] / (self._read + UNREAD), RAREST)
            for story, times in held.items():
                size = self._stories[story].size
                share = _share(size)
                gains[story] += log(1 + share * times / (size * common * (1 - share)))
        return gains

    def _join(self, story: int, post: Post, own: Sequence[str], meaning: Any) -> None:
        at, grown = post.created.timestamp(), self._stories[story]
        grown.weight = grown.weight * exp(-max(0.0, at - grown.last) / FADES_S) + 1
        grown.last = max(grown.last, at)
        grown.size += len(own)
        grown.words.update(own)
        for word in own:
            held = self._holding[word]
            held[story] = held.get(story, 0) + 1
        self._stream.update(own)
        self._read += len(own)
        for name in (post.id, post.reposts_of, post.quotes):
            if name and name not in self._of:
                self._of[name] = story
                grown.ids.add(name)
        self._meanings.add(story, meaning)

    def _retire(self, now: float) -> None:
        """Forget stories nobody tells any more, and the stream's rare words when there are many."""
        by_age = sorted(self._stories, key=lambda s: (-self._stories[s].last, s))
        old = [s for s in by_age if now - self._stories[s].last > self._idle]
        for story in dict.fromkeys((*old, *by_age[self._most :])):
            grown = self._stories.pop(story)
            for word in grown.words:
                held = self._holding[word]
                del held[story]
                if not held:
                    del self._holding[word]
            for name in grown.ids:
                del self._of[name]
        self._meanings.keep(self._stories)
        if len(self._stream) > REMEMBERED:
            self._stream = Counter({w: n // 2 for w, n in self._stream.items() if n > 1})
            self._read = self._stream.total()


def _share(size: int) -> float:
    return OWN_WORDS * size / (size + FIRM)


class _Meanings:
    """The sums of the stories' vectors, as rows of one matrix."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}
        self._sums: Any = None
        self._lengths: Any = None

    def add(self, story: int, meaning: Any) -> None:
        """Add a post's vector to its story's."""
        if meaning is None:
            return
        import numpy as np

        row = self._at.setdefault(story, len(self._at))
        if self._sums is None:
            self._sums = np.zeros((64, len(meaning)), np.float32)
            self._lengths = np.ones(64, np.float32)
        elif row >= len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
            self._lengths = np.concatenate([self._lengths, np.ones_like(self._lengths)])
        self._sums[row] += meaning
        self._lengths[row] = float(self._sums[row] @ self._sums[row]) ** 0.5 or 1.0

    def cosines(self, meaning: Any) -> dict[int, float]:
        """Give the cosine between a vector and each story."""
        if meaning is None or not self._at:
            return {}
        n = len(self._at)
        near = (self._sums[:n] @ meaning) / self._lengths[:n]
        return dict(zip(self._at, near.tolist(), strict=True))

    def keep(self, stories: dict[int, _Growing]) -> None:
        """Let go of the rows of retired stories."""
        if self._at.keys() <= stories.keys():
            return
        kept = [story for story in self._at if story in stories]
        rows = [self._at[story] for story in kept]
        n = len(kept)
        self._sums[:n], self._lengths[:n] = self._sums[rows], self._lengths[rows]
        self._sums[n:], self._lengths[n:] = 0.0, 1.0
        self._at = {story: row for row, story in enumerate(kept)}
