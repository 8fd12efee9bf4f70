"""Plots of one row a thing: a point with its interval, a span, a bar; as wide as the page.

Across, places are shares of the width; down, they are rows of one em of the plot's own font size,
so that the style sheet can make rows higher on a phone and put each name above its bar. Letters
keep their size at every width. Names and figures stand in columns of their own: browsers do not
place a drawing within a drawing by the style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rostra.arena._markup import esc, figure, percent, plot_head, share, shortened, svg, tag

TICKS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a name, a point (NaN = none) with an interval, a figure at the end.

    An infinite end of the interval is drawn to the edge, with an arrow. `about` is what a pointer
    is told; `kind` one of "", "rb-filled", "rb-span".
    """

    name: str
    value: float
    low: float
    high: float
    note: str
    about: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` with its ticks; `digits` of their figures, or as percent."""

    low: float
    high: float
    ticks: tuple[float, ...]
    digits: int = 0
    percent: bool = False

    def at(self, value: float) -> float:
        """Return the share of the width where a value stands."""
        width = self.high - self.low
        return (value - self.low) / width if width else 0.5


def scale(low: float, high: float, ticks: int = TICKS, *, room: float = 0.04) -> Scale:
    """Choose round ticks (1, 2 or 5 times a power of ten) within `low` to `high`.

    The axis has a little more `room` at both ends, as a share of its width.
    """
    if not math.isfinite(low) or not math.isfinite(high):
        low, high = 0.0, 1.0
    if high <= low:
        low, high = low - 1, high + 1
    rough = (high - low) / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    low, high = low - room * (high - low), high + room * (high - low)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    marks = tuple(round(place * step, 9) for place in range(first, last + 1))
    return Scale(low, high, marks, max(0, -math.floor(math.log10(step) + 1e-9)))


def spread(rows: Sequence[Row], *, zero: bool = False) -> Scale:
    """Return a scale that holds every finite end of the rows (and zero where that is wanted)."""
    ends = [e for row in rows for e in (row.value, row.low, row.high) if math.isfinite(e)]
    ends += [0.0] if zero or not ends else []
    return scale(min(ends), max(ends))


def rows_plot(
    key: str, title: str, about: str, rows: Sequence[Row], axis: Scale, *, zero: float | None = None
) -> str:
    """Draw rows under an axis; `zero` is a value whose line is drawn stronger."""
    height = f"{len(rows) + 1.5}em"
    lines = "".join(_rule(axis, tick, zero) for tick in axis.ticks)
    stripes = "".join(
        tag("rect", x="0", y=f"{place + 1.25}em", width="100%", height="1em", class_="rb-stripe")
        for place in range(1, len(rows), 2)
    )
    drawn = "".join(_row(place, row, axis) for place, row in enumerate(rows))
    names = [tag("text", esc(shortened(r.name)), x="0", class_="rb-name") for r in rows]
    notes = [tag("text", esc(r.note), x="100%", class_="rb-note") for r in rows]
    return tag(
        "div", _words("rb-left", stripes, names, height),
        svg(key, "rb-mid", plot_head(key, title, about), stripes, lines, drawn, width="100%",
            height=height),
        _words("rb-right", stripes, notes, height), class_="rb-rows",
    )  # fmt: skip


def _words(kind: str, stripes: str, words: Sequence[str], height: str) -> str:
    """Write a column of words beside the plot; a screen reader reads the table instead."""
    placed = "".join(
        tag("svg", word, y=f"{place + 1.75}em", width="100%", height="1em")
        for place, word in enumerate(words)
    )
    return tag(
        "svg", stripes, placed, class_=f"rb-plot {kind}", width="100%", height=height,
        aria_hidden="true",
    )  # fmt: skip


def _rule(axis: Scale, tick: float, zero: float | None) -> str:
    x = percent(axis.at(tick))
    strong = zero is not None and math.isclose(tick, zero, abs_tol=1e-9)
    ends = "rb-first" if tick == axis.low else "rb-last" if tick == axis.high else ""
    says = share(tick) if axis.percent else figure(tick, axis.digits)
    kind = "rb-zero" if strong else "rb-rule"
    rule = tag("line", x1=x, x2=x, y1="1em", y2="100%", class_=kind)
    return rule + tag("text", says, x=x, y="14", class_=f"rb-tick {ends}".strip())


def _row(place: int, row: Row, axis: Scale) -> str:
    return tag(
        "svg",
        tag("title", esc(row.about)),
        tag("rect", x="0", y="-0.5em", width="100%", height="1em", class_="rb-touch"),
        tag("g", _drawn(row, axis), class_="rb-bar"),
        y=f"{place + 1.75}em", width="100%", height="1em", class_=f"rb-row {row.kind}".strip(),
    )  # fmt: skip


def _drawn(row: Row, axis: Scale) -> str:
    if row.kind == "rb-filled":
        x = axis.at(0.0)
        return tag(
            "rect", x=percent(x), y="-5", height="10", rx="2",
            width=percent(axis.at(row.value) - x), class_="rb-fill",
        )  # fmt: skip
    left = axis.at(row.low) if math.isfinite(row.low) else 0.0
    right = axis.at(row.high) if math.isfinite(row.high) else 1.0
    parts = [tag("line", x1=percent(left), x2=percent(right), y1="0", y2="0", class_="rb-whisker")]
    if row.low == -math.inf:
        parts.append(_arrow("0%", "M6,-5L0,0L6,5"))
    if row.high == math.inf:
        parts.append(_arrow("100%", "M-6,-5L0,0L-6,5"))
    if math.isfinite(row.value):
        parts.append(tag("circle", cx=percent(axis.at(row.value)), cy="0", r="4", class_="rb-dot"))
    return "".join(parts)


def _arrow(x: str, path: str) -> str:
    return tag("svg", tag("path", d=path, class_="rb-arrow"), x=x, y="0")
