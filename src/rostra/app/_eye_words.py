"""What may be asked about pictures, and what is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rostra.vision import Found, Seen


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or document that a person shows: `data` as base64, or `url` where it lies.

    `first` to `last` are the pages of a document that are meant, from 1 (0: all of them). What was
    made anew before it was sent says what it was: its `source`, `page` of `pages`, whether it held
    `more` frames and told where it was taken (`located`).
    """

    data: str = ""
    url: str = ""
    name: str = ""
    first: int = 0
    last: int = 0
    page: int = 0
    pages: int = 0
    source: str = ""
    more: bool = False
    located: bool = False


@dataclass(frozen=True, slots=True)
class Seeing:
    """Pictures to read: those shown, or those of a post (its id or address).

    With `question` the answer is looked for, by the model `model` ("" = the one that answers,
    `none`: by rules alone). `named` is an address that may be a post's or a picture's. `mark` has
    the answer's place drawn on its page. Without `read` nothing is read: it is only told where the
    picture was seen. Pictures of the posts `among` are looked at first. `tongue` is zh or en, "":
    the question's.
    """

    images: tuple[Shown, ...] = ()
    post: str = ""
    named: str = ""
    question: str = ""
    model: str = ""
    read: bool = True
    mark: bool = False
    among: tuple[str, ...] = ()
    tongue: str = ""
    first: int = 0
    last: int = 0
    now: datetime | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SeenNamed:
    """A picture that was seen: number `at` (from 0) of a post's, or one by its `sha256`.

    By its hash one is given where a known post shows it, or the chat `chat` of the person `who`.
    With `fetch` a post's picture that is not here is fetched. `side` has it made no longer than so
    many pixels (0: as it is).
    """

    post: str = ""
    at: int = 0
    sha256: str = ""
    chat: str = ""
    who: str = ""
    side: int = 0
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """A picture that a question of a chat (`message`) shows; its file comes by `seen_file`."""

    message: str
    sha256: str
    name: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """An earlier sight of a picture: in a post, or in a question (`post_id` "").

    `same`, `share`, `overlap`, `altered` and `mirrored` are as in `rostra.vision.Match`: what is
    not the same only looks alike. `exact` says that not a pixel differs. `words` tell it in the
    language that was asked for.
    """

    at: datetime
    post_id: str
    author: str
    url: str
    network: str
    exact: bool
    same: bool
    share: float
    overlap: float
    altered: bool
    mirrored: bool
    words: str


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A picture that was looked at.

    `before` are earlier sights of it, the first one first, then of what only looks alike. `seen` is
    what was read (None: nothing was read), `text` the same in words. `located` says that the file
    told where it was taken, which is taken out. `page` counts from 1, 0: no document.
    """

    name: str
    sha256: str
    source: str
    width: int
    height: int
    page: int = 0
    pages: int = 0
    more: bool = False
    located: bool = False
    seen: Seen | None = None
    text: str = ""
    before: tuple[SeenBefore, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was seen. `found` is the answer with its box on page `at` (index into `pages`).

    `said` is the answer in words ("" = no question), by `model` ("" = by rule); `sighted` says
    that the model saw the pictures, else only their text was read. `marked` is a PNG as base64.
    """

    pages: tuple[PageSeen, ...]
    lang: Literal["en", "zh"] = "en"
    question: str = ""
    found: Found | None = None
    at: int = 0
    said: str = ""
    model: str = ""
    sighted: bool = False
    notes: tuple[str, ...] = ()
    marked: str = ""
