"""The words of the room: an order, what a painter can do, a picture, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Style = Literal["regular", "fun"]
STYLES: tuple[Style, ...] = ("regular", "fun")
Task = Literal["paint", "edit", "vary"]
Lang = Literal["zh", "en"]

LONGEST_PROMPT = 10_000
"""Characters of a prompt that are read; a painter cuts the rest and says so."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a painter can do, so that nobody asks it for what it cannot.

    `sizes` are the sizes it takes, as (width, height) in pixels; empty where any size will do whose
    sides lie between `smallest` and `largest` and are multiples of `step`. `n` is the most pictures
    of one order. `languages` are the languages its prompts may have: a prompt in another one is
    translated before it is ordered. `previews` says that it can show a picture in the making.
    """

    sizes: tuple[tuple[int, int], ...] = ()
    smallest: int = 256
    largest: int = 2048
    step: int = 16
    n: int = 1
    seed: bool = False
    negative: bool = False
    edit: bool = False
    variation: bool = False
    previews: bool = False
    languages: tuple[Lang, ...] = ("en",)

    def fits(self, width: int, height: int) -> bool:
        """Whether a picture of `width` by `height` pixels may be ordered."""
        if self.sizes:
            return (width, height) in self.sizes
        return all(
            self.smallest <= side <= self.largest and side % self.step == 0
            for side in (width, height)
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be drawn.

    Picture k of `n` is drawn with `seed` + k, so each can be had again by itself. `lang` is the
    language of `prompt` ("" = the painter looks). `source` is the picture to edit or vary, as PNG
    bytes, and `mask` a PNG whose transparent pixels may change (None = all of them). `now` (with a
    zone) and `policy` (the version of the policy that let the order pass) are written into the
    file; so is the hash of the prompt, never the prompt itself.
    """

    prompt: str
    style: Style = "regular"
    width: int = 1024
    height: int = 1024
    n: int = 1
    seed: int = 0
    negative: str = ""
    lang: Lang | Literal[""] = ""
    task: Task = "paint"
    source: bytes | None = None
    mask: bytes | None = None
    now: datetime | None = None
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose work a picture is built from, under which licence, and where both can be read."""

    text: str
    licence: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Painted:
    """One finished picture.

    `data` is a PNG; `svg` is the drawing it was made of, where there is one. `prompt_sent` is what
    the painter was really asked. `model` names the weights or the rules that drew, `note` says
    plainly what the picture is or lacks, in the order's language, `alt` describes it to someone who
    cannot see it. `shown` and `missing` name the things of the request that are and are not in it,
    where the painter knows.
    """

    data: bytes
    width: int
    height: int
    seed: int
    prompt_sent: str
    painter: str
    model: str = ""
    svg: str | None = None
    credit: tuple[Credit, ...] = ()
    note: str = ""
    alt: str = ""
    shown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a picture is: step `step` of `of` (0 = not known), with a PNG or JPEG preview."""

    step: int
    of: int
    preview: bytes | None = field(default=None, repr=False)
    picture: int = 0
    """Which picture of the order, counted from 0."""
    waiting: bool = False
    """The order stands in the painter's queue; nothing is being drawn yet."""


class Painter(Protocol):
    """Something that draws: a name, what it can do, and pictures that come one by one."""

    @property
    def name(self) -> str:
        """Who draws, for people and for the picture's file."""
        ...

    @property
    def abilities(self) -> Abilities:
        """What may be ordered; nothing is asked over a network for it."""
        ...

    def paint(self, order: Order, *, progress: bool = False) -> Iterator[Painted | Progress]:
        """Draw an order: `Painted` for each picture, with `progress` also how far it is.

        Raises PainterError; pictures that came before stay good. Closing the iterator stops the
        painter, also where it draws on another machine, as far as that machine can be stopped.
        """
        ...


def pictures(painter: Painter, order: Order) -> tuple[Painted, ...]:
    """Draw an order and wait for all of its pictures; raises PainterError."""
    return tuple(item for item in painter.paint(order) if isinstance(item, Painted))
