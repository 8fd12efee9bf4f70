"""A digest in the words and pieces that its page shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rostra.assistant import Digest, Evidence, Sentence, Told
    from rostra.posts import Post

DOUBTED = ("partly", "unsupported", "unchecked")
"""Verdicts that are told in words beside the sentence."""
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence with the numbers of its posts; `gone` where its posts were deleted."""

    text: str
    numbers: tuple[int, ...]
    verdict: str
    reasons: tuple[str, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether its words were taken out."""
        return not self.text

    @property
    def doubted(self) -> bool:
        """Whether the reader must be told of the verdict."""
        return self.verdict in DOUBTED


@dataclass(frozen=True, slots=True)
class Quarrel:
    """What was said first, and what answers it."""

    claim: Saying
    reply: Saying
    settled: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A story as it is laid out; `first` is the post that was seen first, where it is cited.

    `quoted` is the post whose own words stand as the headline, None where they are ours.
    """

    number: int
    title: Saying
    sayings: tuple[Saying, ...]
    told: Told
    posts: tuple[Evidence, ...]
    first: Post | None
    quarrels: tuple[Quarrel, ...]
    voices: tuple[tuple[str, int], ...]
    said: tuple[tuple[str, Saying], ...]
    quoted: Post | None = None

    @property
    def settled(self) -> bool:
        """Whether a correction stands."""
        return any(quarrel.settled for quarrel in self.quarrels)

    @property
    def disputed(self) -> bool:
        """Whether something is said against it and nothing settled it."""
        return any(not quarrel.settled for quarrel in self.quarrels)


def blocks(digest: Digest) -> tuple[Block, ...]:
    """Lay out the stories of a digest."""
    posts = {item.number: item for item in digest.evidence}
    return tuple(_block(n, told, posts) for n, told in enumerate(digest.stories, start=1))


def saying(sentence: Sentence) -> Saying:
    """Read a checked sentence."""
    numbers = tuple(dict.fromkeys(c.number for c in sentence.citations))
    return Saying(sentence.text, numbers, sentence.verdict, sentence.reasons)


def _block(number: int, told: Told, posts: dict[int, Evidence]) -> Block:
    title, sayings = saying(told.title), tuple(map(saying, told.sentences))
    if sayings and _same(title.text, sayings[0].text):
        title, sayings = sayings[0], sayings[1:]
    quarrels = tuple(Quarrel(saying(d.claim), saying(d.reply), d.settled) for d in told.disputes)
    said = tuple((side, saying(words)) for side, words in told.voices.said)
    every = (title, *sayings, *(one for _, one in said))
    every += tuple(one for q in quarrels for one in (q.claim, q.reply))
    cited = _posts(every, posts)
    first = next((e.post for e in cited if e.post.created == told.first_seen), None)
    words, quoted = _headline(told.title, posts)
    head = replace(title, text=words) if quoted else title
    return Block(
        number, head, sayings, told, cited, first, quarrels, told.voices.counts, said, quoted
    )


def _posts(sayings: Sequence[Saying], posts: dict[int, Evidence]) -> tuple[Evidence, ...]:
    numbers = sorted({number for one in sayings for number in one.numbers})
    return tuple(posts[number] for number in numbers if number in posts)


def _same(title: str, sentence: str) -> bool:
    """Tell whether a headline only repeats the first sentence."""
    short = _NOT_WORDS.sub("", title)
    return bool(short) and _NOT_WORDS.sub("", sentence) == short


def _headline(sentence: Sentence, posts: dict[int, Evidence]) -> tuple[str, Post | None]:
    """Return what stands as the headline: of a post in another language its own words alone."""
    cited = sentence.citations
    if sentence.frame and len(cited) == 1 and cited[0].quote and cited[0].number in posts:
        return cited[0].quote, posts[cited[0].number].post
    return sentence.text, None
