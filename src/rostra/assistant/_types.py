"""The stages of an answer, each with its noun: Plan, Evidence, Draft, Answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from rostra.posts import Post, Query

Verdict = Literal["supported", "partly", "unsupported", "quoted"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be searched for, and why.

    `lang` is the language of the question, in which the answer must be. `asks_time`: the
    question names a time or asks what is new. `queries` are run in order until enough is found.
    """

    question: str
    lang: str
    timezone: str
    queries: tuple[Query, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage did: how many posts it kept, and each one it dropped with the reason."""

    name: str
    kept: int
    dropped: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A post the answer may rest on, under the number by which it is cited (from 1)."""

    number: int
    post: Post
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence rests on post `number`: `quote` stands at [start, end) in the stored text."""

    number: int
    post_id: str
    quote: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as it was written, before it was checked. `numbers` are the posts it names."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence. `reasons` say what did not agree with the posts.

    `frame` marks words of our own around quoted posts (they claim nothing).
    """

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered question, with everything it rests on.

    `evidence` are the posts shown as cards; `model` names who wrote the sentences, "" when the
    posts were only quoted; `found` is false when nothing was found; `dropped` are sentences the
    check took out; `as_of` is the moment the question was asked.
    """

    question: str
    lang: str
    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    plan: Plan
    as_of: datetime
    model: str = ""
    found: bool = True
    dropped: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    sample: bool = False

    @property
    def text(self) -> str:
        """The sentences as one text, with [n] behind each sentence that cites."""
        joiner = "" if self.lang == "zh" else " "
        return joiner.join(
            s.text + "".join(f"[{c.number}]" for c in s.citations) for s in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """First event of a streamed answer: what is being searched."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Gathered:
    """The posts the answer will rest on: the cards can be shown now."""

    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One more sentence that passed its check."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer; always the last event."""

    answer: Answer


Progress: TypeAlias = Planned | Gathered | Said | Finished
