"""What callers ask that keep the conversation themselves, as clients of the API do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier turn as the caller tells it; posts are cited in `told` as `[[n]](address)`."""

    asked: str
    told: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which posts an answer may rest on; empty fields bound nothing.

    `authors` are the only ones to be read, `without` those that are not (ids or handles).
    `most` bounds the posts that are considered, 0: the assistant's own number.
    """

    authors: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    min_likes: int = 0
    most: int = 0


ANY = Bounds()


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a conversation that its caller keeps; the rest is as in `Saying`.

    `code` lets the rules run Python where a turn asks for it.
    """

    said: str
    past: tuple[Past, ...] = ()
    mode: Literal["auto", "on"] = "auto"
    bounds: Bounds = ANY
    wishes: str = ""
    model: str = ""
    timezone: str = ""
    sample: bool | None = None
    now: datetime | None = None
    seed: int | None = None
    code: bool = True
