"""The words of pictures: what was opened, what was read in it, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["png", "jpeg"]
Layout: TypeAlias = Literal["text", "table", "chart", "form", "post"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is opened, and how large it is kept.

    `bytes` and `pixels` are asked of the file before anything of it is decoded; a picture is kept
    with at most `kept_pixels`, and no side longer than `side`. `pages` is how many pages of a
    document are read at once, `dpi` how finely, `seconds` how long a page or vector picture may
    be drawn.
    """

    bytes: int = 20_000_000
    pixels: int = 60_000_000
    kept_pixels: int = 6_000_000
    side: int = 12_000
    pages: int = 20
    dpi: int = 144
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew from its pixels: upright, sRGB, eight bits, nothing else in the file.

    `source` is what the file was ("jpeg", "svg", "pdf", …), `sha256` the hash of `data`. `more`
    says that the file held more frames or pages than this one; `page` counts from 1 and `pages`
    is the whole document's count, both 0 where it is no document. `located` says that the file
    told where it was taken; that is gone.
    """

    data: bytes
    kind: Kind
    width: int
    height: int
    sha256: str
    source: str
    more: bool = False
    page: int = 0
    pages: int = 0
    located: bool = False

    @property
    def mime(self) -> str:
        """The type of `data`, as HTTP names it."""
        return f"image/{self.kind}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the picture, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle is, (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def joined(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip


Corners: TypeAlias = tuple[
    tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]
]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. `score` is the reader's certainty, 0 to 1; `doubtful` marks a low one.

    `corners` run clockwise from where the text begins above; `box` holds them.
    """

    text: str
    box: Box
    corners: Corners
    score: float
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `box` is None where it is empty."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each of equal length; the first is the header where `headed`."""

    rows: tuple[tuple[Cell, ...], ...]
    headed: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value: a field of a form, a bar of a chart."""

    label: str
    value: str
    label_box: Box
    value_box: Box


@dataclass(frozen=True, slots=True)
class Chart:
    """The numbers of a chart: labels with values, the figures of its axis, its title."""

    pairs: tuple[Pair, ...]
    axis: tuple[str, ...]
    title: str
    box: Box


@dataclass(frozen=True, slots=True)
class Screen:
    """A post that a screenshot shows, as far as it can be read; "" and () where it cannot."""

    author: str
    handle: str
    time: str
    text: str
    counts: tuple[tuple[str, str], ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read in a picture: its rows of lines in reading order, and what they make up.

    A row holds what stands side by side, from left to right. A line may stand in a table, chart,
    field or screen too. `page` counts from 1 in a document, else 0.
    """

    width: int
    height: int
    rows: tuple[tuple[Line, ...], ...]
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    fields: tuple[Pair, ...] = ()
    screens: tuple[Screen, ...] = ()
    page: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in reading order."""
        return tuple(line for row in self.rows for line in row)

    @property
    def text(self) -> str:
        """The rows, one under the other."""
        return "\n".join("  ".join(line.text for line in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer read off a picture: the words, where they stand, and how they were found.

    `by` is "field", "table", "chart", "line" (found by rule) or "model" (the model chose the
    line); `label` is what they were found under. `sure` is 0 to 1.
    """

    text: str
    box: Box
    by: str
    label: str = ""
    sure: float = 1.0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Glance:
    """What a model was told of a picture: by sight, or by the text in it alone.

    `sighted` says that a model that sees looked at the picture; else `text` rests on what was
    read in it, and a rim must say so. `model` wrote it ("" where no model did).
    """

    text: str
    sighted: bool
    model: str = ""
    seen: tuple[Seen, ...] = ()
