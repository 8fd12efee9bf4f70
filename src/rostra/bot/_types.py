"""What the networks tell the bot, and what it says to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Said:
    """A post that another one answers: who wrote it, and its words."""

    native: str
    author: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A post that calls the bot's account.

    `native` names it at its network, `thread` the first post of its thread; `parent` is the post it
    answers. `robot` says that its author is marked as a machine, `refuses` that the author's
    profile asks machines to keep away. `keys` are what the network needs for a reply.
    """

    native: str
    author: str
    handle: str
    text: str
    at: datetime
    thread: str
    url: str = ""
    lang: str = ""
    parent: Said | None = None
    robot: bool = False
    refuses: bool = False
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The words [start, end) of a part lead to an address; positions are characters."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a reply."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """How much a post of a network may hold.

    `most` characters of text; an address counts as `url` of them (0: as long as it is). `hidden`
    says that words can carry an address, which then costs nothing; `calls` that a reply has to name
    whom it answers.
    """

    most: int
    url: int = 0
    hidden: bool = False
    calls: bool = False


class Network(Protocol):
    """An account of ours at a network."""

    @property
    def room(self) -> Room:
        """How much a post may hold."""
        ...

    def me(self) -> str:
        """Return our own account's id there; raises FeedDenied, FeedUnreachable."""
        ...

    def mentions(self, place: str) -> tuple[tuple[Mention, ...], str]:
        """Return who called since `place`, oldest first, and a new place; "" begins now."""
        ...

    def reply(self, to: Mention, parts: Sequence[Part], key: str, at: datetime) -> tuple[str, ...]:
        """Post the parts as a thread under `to`; the same key and moment never post twice."""
        ...
