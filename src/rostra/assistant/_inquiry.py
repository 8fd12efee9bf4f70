"""A long question: what it is divided into, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from rostra.assistant._types import Evidence, Happening, Plan, Sentence

Aspect = Literal[
    "main", "what", "who", "when", "where", "how many", "why", "reactions", "disputed", "next",
    "more", "timeline",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subquestion:
    """One question of those a long one is divided into, and what it is after."""

    aspect: Aspect
    question: str


@dataclass(frozen=True, slots=True)
class Section:
    """What was found on one aspect: new sentences, and numbers of posts that were told above."""

    aspect: Aspect
    heading: str
    question: str
    sentences: tuple[Sentence, ...]
    above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquired:
    """A long answer: short first, then in sections; a post keeps its number throughout.

    `short` answers directly; `confidence` runs from 0 to 1 and `sure` says it in words.
    `timeline` holds a sentence for each of `happenings`, `missing` the questions that the posts
    leave open. `evidence` are the posts that are cited, in the order of their numbers.
    """

    question: str
    short: tuple[Sentence, ...]
    sure: Sentence
    confidence: float
    sections: tuple[Section, ...]
    timeline: tuple[Sentence, ...]
    happenings: tuple[Happening, ...]
    missing: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    plan: Plan
    as_of: datetime
    models: tuple[str, ...] = ()
    found: bool = True
    notes: tuple[str, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """First event of a long answer: its id, under which it is resumed, and its questions."""

    id: str
    questions: tuple[Subquestion, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """One more question was asked, `number` of `of`; `kept` when its answer had been kept."""

    number: int
    of: int
    subquestion: Subquestion
    found: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Concluded:
    """The whole long answer; always the last event."""

    id: str
    inquired: Inquired


Deepening: TypeAlias = Divided | Looked | Concluded
