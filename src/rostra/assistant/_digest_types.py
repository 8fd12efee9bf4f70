"""The stages of a digest, each with its noun: Brief, Told, Digest, and Remark beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rostra.assistant._types import Evidence, Remark, Sentence, Step, Tongue
from rostra.posts import Query

Standing = Literal["confirmed", "one source", "unconfirmed"]
"""Told by several independent origins; by one; by nobody who saw it or can be held to it."""
Mood = Literal["for", "against", "mixed"]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a digest is asked to hold.

    `window` bounds the posts (time, networks, languages, authors, sample); `topic` narrows them
    to what it says ("" = everything). `tongue` is the language the digest is written in, `stories`
    how many it tells at most. `fun` adds remarks and changes nothing else.
    """

    window: Query
    topic: str = ""
    tongue: Tongue = "en"
    stories: int = 7
    fun: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """One post says otherwise than another: `claim` came first, `reply` answers it.

    `settled` says that the reply wins: it corrects, or has the newer figures.
    """

    claim: Sentence
    reply: Sentence
    settled: bool


@dataclass(frozen=True, slots=True)
class Voices:
    """What people say of a story: how many for, against and in two minds, with some quoted."""

    counts: tuple[tuple[Mood, int], ...] = ()
    said: tuple[tuple[Mood, Sentence], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One story of a digest.

    `posts` counts all that were gathered, `origins` those who tell it independently, `expected`
    the posts of the span before that hold its words.

    `grave` says that people came to harm: no remark is made.
    """

    title: Sentence
    sentences: tuple[Sentence, ...]
    standing: Standing
    first_seen: datetime
    last_seen: datetime
    posts: int
    authors: int
    origins: int
    expected: float
    score: float
    networks: tuple[str, ...]
    langs: tuple[str, ...]
    disputes: tuple[Dispute, ...] = ()
    voices: Voices = Voices()
    grave: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Jest:
    """Something said in jest: quoted, never told. `reason` says how it was known."""

    quote: Sentence
    reason: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Stories of a window, ranked, with the posts they rest on.

    `evidence` are the posts cited, numbered through the whole digest. `model` names who wrote
    sentences ("" = they are taken from the posts), `titled` who wrote titles, `remarked` who made
    remarks ("templates", a model, or "" for none). `read` counts the posts looked at.
    """

    tongue: Tongue
    topic: str
    timezone: str
    since: datetime
    until: datetime
    stories: tuple[Told, ...]
    jests: tuple[Jest, ...]
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    read: int
    model: str = ""
    titled: str = ""
    remarked: str = ""
    fun: bool = False
    notes: tuple[str, ...] = ()
    sample: bool = False

    def sentences(self) -> tuple[Sentence, ...]:
        """List everything that is told as fact: titles and sentences, in order."""
        return tuple(s for told in self.stories for s in (told.title, *told.sentences))
