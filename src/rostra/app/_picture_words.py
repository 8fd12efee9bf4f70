"""What is said about pictures: what is wanted, what was decided, how far it is, what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

from rostra.policy import Decision

State = Literal["waiting", "drawing", "done", "failed", "refused", "cancelled"]


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """A picture that is wanted.

    `painter` "" is the usual one, a side of 0 the painter's usual. `seed` None draws one. `source`
    is the picture that `edit` and `vary` start from. `sure` answers, beforehand, a policy that
    asks. `plain` has the prompt sent as it is. `who` is the account, "" on one's own machine.
    """

    prompt: str
    style: str = "regular"
    width: int = 0
    height: int = 0
    n: int = 1
    seed: int | None = None
    painter: str = ""
    negative: str = ""
    task: Literal["paint", "edit", "vary"] = "paint"
    source: str = ""
    sure: bool = False
    plain: bool = False
    who: str = ""
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class PictureNamed:
    """A person's picture by its id, or by a beginning that no other of theirs has.

    `who` None is anyone's. Where its file is asked for, `kind` says which, and `side` has the PNG
    made no longer than so many pixels (0: as it is). `hidden` finds one that is hidden too.
    """

    id: str
    who: str | None = ""
    kind: Literal["png", "svg"] = "png"
    side: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it is sent to whoever may have it.

    `etag` changes with the bytes alone. `name` is for whoever saves it. A `mime` of image/svg+xml
    is to be sent for saving, never to be shown as a page.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {
        "ser_json_bytes": "base64",
        "val_json_bytes": "base64",
    }

    data: bytes
    mime: str
    etag: str
    name: str


@dataclass(frozen=True, slots=True)
class PicturesAsked:
    """Which orders to list: a person's newest (None: everyone's)."""

    who: str | None = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class PictureAlt:
    """Another description for a picture; "" has it written anew."""

    id: str
    alt: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A finished picture.

    `png` and `svg` are its files as they are called inside the data folder, `svg` "" where there is
    none; their bytes come by `picture_file`.
    """

    id: str
    order: str
    at: datetime
    seed: int
    width: int
    height: int
    png: str
    svg: str = ""
    model: str = ""
    alt: str = ""
    note: str = ""
    credit: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """An order with what came of it; `error` says why nothing or not all did.

    `units` is what it was reserved for, `refunded` what of that was given back.
    """

    id: str
    who: str
    at: datetime
    state: State
    prompt: str
    prompt_sent: str
    negative: str
    style: str
    painter: str
    width: int
    height: int
    n: int
    seed: int
    task: str
    source: str
    ruling: Decision
    note: str = ""
    error: str = ""
    units: int = 0
    refunded: int = 0
    ended: datetime | None = None
    pictures: tuple[PictureShown, ...] = ()


@dataclass(frozen=True, slots=True)
class PainterState:
    """A painter and what it can do; `problem` says why it cannot be used, "" = it may."""

    name: str
    kind: str
    sizes: str = ""
    most: int = 1
    seed: bool = False
    negative: bool = False
    edit: bool = False
    vary: bool = False
    languages: tuple[str, ...] = ()
    usual: bool = False
    waiting: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PainterTried:
    """What came of trying a painter; `problem` is "" where a picture came."""

    name: str
    problem: str = ""
    seconds: float = 0.0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """First event of an order: what the policy decided."""

    order: str
    ruling: Decision


@dataclass(frozen=True, slots=True)
class Queued:
    """The order waits; `position` 1 is next."""

    order: str
    position: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """How far it is: step `step` of `of` (0 = not known) of picture `picture`, counted from 0."""

    order: str
    step: int = 0
    of: int = 0
    picture: int = 0
    prompt_sent: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Last event: the pictures stand, files and all."""

    order: PictureOrder


@dataclass(frozen=True, slots=True)
class Failed:
    """Last event: `order.error` says why. `unsure` where the policy asks first, and nobody said."""

    order: PictureOrder
    unsure: bool = False


Painting: TypeAlias = Queued | Drawing
"""How far an order is, as a turn of a chat tells it."""
DrawingEvent: TypeAlias = Decided | Painting | Drawn | Failed
