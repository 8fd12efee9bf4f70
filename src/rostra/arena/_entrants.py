"""What an arena needs of those who enter it: a label, and a callable that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from rostra.arena._types import Mode


@dataclass(frozen=True, slots=True)
class Card:
    """A post that an answer rests on, as plain data: what is shown of it, and its every name."""

    number: int
    post_id: str
    author_id: str
    text: str
    source: str = ""
    native: str = ""
    network: str = ""
    name: str = ""
    handle: str = ""
    url: str = ""
    created: datetime | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence of an answer, and the numbers of the cards it cites."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A whole answer.

    `sentences` are given where parts rest on posts of their own, so that a deleted post takes its
    sentences along; without them a deleted card takes the whole text. `licence` is that of the
    answer's words, for export; `seconds` is wall time.
    """

    text: str
    sentences: tuple[Stated, ...] = ()
    cards: tuple[Card, ...] = ()
    lang: str = ""
    licence: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A question to one entrant and what it told, None while that is awaited.

    `fun` asks both sides for the fun mode: the same facts and citations, with an aside.
    """

    question: str
    told: Told | None = None
    fun: bool = False


Call: TypeAlias = Callable[[Sequence[Turn]], Iterator[str | Told]]
"""Answers the last of some turns: yields pieces of text as they come, and last the whole."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who may be met in the arena.

    `label` is the name on the board: for an anonymous entrant its code name. `kind` says what it
    is in a word (model, prompt, setting, quotes, rule). `names` are further words that would give
    it away: its model, its maker, its true name. It may be called from any thread; closing what
    it yields ends its work. What goes wrong is raised as a RostraError.
    """

    label: str
    kind: str
    call: Call
    mode: Mode = "plain"
    names: tuple[str, ...] = ()
