"""What a post is, what may happen to it, and what may be asked about many."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from rostra.errors import QueryRefused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE = "sample"
"""The reserved source name of the bundled sample feed; its posts never mix with live ones."""

EPOCH = datetime.fromtimestamp(0, tz=UTC)

Vectors: TypeAlias = "NDArray[np.float32]"
"""Unit vectors, shape (n, dim), float32."""

Embed: TypeAlias = Callable[[Sequence[str]], Any]
"""Texts in, `Vectors` of shape (len(texts), dim) out, in the order given."""


class Fine(Protocol):
    """A finer, slower embedder that reads questions and posts differently, as e5 does."""

    def queries(self, texts: Sequence[str], /) -> Any:
        """Return the unit vectors of questions, shape (len(texts), dim)."""
        ...

    def passages(self, texts: Sequence[str], /) -> Any:
        """Return the unit vectors of posts, shape (len(texts), dim)."""
        ...


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a post. `id` is stable on the network (a DID, a public key, an actor URI)."""

    id: str
    handle: str = ""
    name: str = ""
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, film, sound or link card that hangs on a post."""

    kind: Literal["image", "video", "audio", "link"]
    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post in one revision. An edit is the same `id` with a higher `rev`.

    `id` is the network's global name (at://…, nostr:…, an ActivityPub URI, a feed entry's id);
    `native` is the id local to the server it came from, where that differs (Mastodon deletes
    name only that). `created` is when it was posted, by the server's clock where there is one;
    `seen` is when it reached us. All times are aware and in UTC. `root` is the first post of
    the thread (its own id when it starts one). `labels` hold the network's own labels and
    content warnings. `trainable` is false unless the source's terms allow training.
    """

    id: str
    network: str
    source: str
    author: Author
    text: str
    created: datetime
    seen: datetime
    url: str = ""
    lang: str = "und"
    rev: int = 0
    native: str = ""
    reply_to: str = ""
    root: str = ""
    quotes: str = ""
    reposts_of: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    labels: tuple[str, ...] = ()
    likes: int = 0
    reposts: int = 0
    replies: int = 0
    terms: str = ""
    trainable: bool = False


@dataclass(frozen=True, slots=True)
class Deletion:
    """A post was deleted at its network.

    Names the post by `id`, or by `source` and `native` where the network says no more. With
    `author` given it holds only for that author's post: a stranger's deletion changes nothing.
    """

    id: str
    at: datetime
    author: str = ""
    source: str = ""
    native: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """An author left, or asked to be forgotten: all posts up to `at` go."""

    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Likes, reposts and replies that came or went since the last tally of the post."""

    id: str
    at: datetime
    likes: int = 0
    reposts: int = 0
    replies: int = 0


@dataclass(frozen=True, slots=True)
class Labelling:
    """A labeler put a label on a post or on an author, or took it back (`gone`).

    `subject` is the id of a post, known already or not, or `of` an author: then it holds for all
    their posts. `source` is the feed that brought it; of one source, labeler, subject and label
    the newest `at` holds, until `until` where that is given.
    """

    subject: str
    label: str
    at: datetime
    labeler: str
    source: str = ""
    of: Literal["post", "author"] = "post"
    gone: bool = False
    until: datetime | None = None


Change: TypeAlias = Post | Deletion | Departure | Tally | Labelling
"""Everything a feed may tell the store."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one `write` did. `refused` pairs the id of a post with the reason.

    `gone` are the ids whose former text must leave every other place: deletions and edits.
    `labelled` counts labels put on or taken back.
    """

    added: int = 0
    edited: int = 0
    deleted: int = 0
    repeated: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    labelled: int = 0


FIRST_YEAR = 1000
MOST = 1_000_000_000
"""Nobody asks for more posts, or for posts with more likes."""


def check_count(name: str, value: int) -> None:
    """Raise QueryRefused for a number of posts or likes that is negative or beyond all bounds."""
    if not 0 <= value <= MOST:
        raise QueryRefused(f"{name} is {value}; give a whole number from 0 to {MOST:,}")


def check_time(name: str, at: datetime | None) -> None:
    """Raise QueryRefused for a time without a zone, or in a year that the engine cannot read."""
    if at is not None and at.tzinfo is None:
        raise QueryRefused(f"{name} is {at.isoformat()}, which has no time zone; add one, or Z")
    if at is not None and at.year < FIRST_YEAR:
        raise QueryRefused(f"{name} is {at.isoformat()}; give a year from {FIRST_YEAR} on")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Every filter left empty means "any".

    `text` is free text, ranked by BM25 and (where the store has an embedder) by meaning;
    `phrases` must stand in the post word for word; `words` must all occur. `now` is the moment
    the question is asked: later posts are not seen. `recency_hours` is the half-life by which
    age lowers a score, None for none: set it only when the question asks for what is new.
    `sample` chooses the bundled sample feed instead of live posts. `variants` are other
    wordings of `text` (synonyms, another language), each searched as a list of its own.
    `question` is the whole sentence asked, for the re-ranker to read ("" = it reads `text`);
    posts in another writing it holds against `rendering`, the same in theirs ("" = none known).
    """

    text: str = ""
    question: str = ""
    rendering: str = ""
    now: datetime | None = None
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    min_likes: int = 0
    variants: tuple[str, ...] = ()
    recency_hours: float | None = None
    sample: bool = False
    limit: int = 30
    rerank: bool = True

    def __post_init__(self) -> None:
        """Refuse what no store can answer (QueryRefused)."""
        check_count("limit", self.limit)
        check_count("min_likes", self.min_likes)
        for name in ("now", "since", "until"):
            check_time(name, getattr(self, name))
        half_life = self.recency_hours
        if half_life is not None and not 0 <= half_life < math.inf:
            raise QueryRefused(f"recency_hours is {half_life}; give hours from 0 on, or None")


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that was found: `score` orders hits of one search; `lists` says which lists held it.

    `lists` maps the list's name (bm25, bm25:1, vector, e5, newest) to the rank in it, from 1.
    `near` is the cosine of question and post by the re-ranker; None where it did not read it.
    """

    post: Post
    score: float
    lists: tuple[tuple[str, int], ...] = ()
    near: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one search, best first, and how many posts each list offered.

    `window` is the span that was searched at last; `seconds` is wall time by stage.
    """

    hits: tuple[Hit, ...]
    considered: tuple[tuple[str, int], ...] = ()
    window: tuple[datetime | None, datetime | None] = (None, None)
    seconds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Minute:
    """How many posts (and distinct authors) fell into the minute that starts at `at`."""

    at: datetime
    posts: int
    authors: int


@dataclass(frozen=True, slots=True)
class Rising:
    """A term that is written by more people now than before.

    `authors` are distinct authors inside the window, `expected` what the time before it leads
    one to expect, `score` = (authors − expected)² / expected.
    """

    term: str
    authors: int
    expected: float
    score: float
