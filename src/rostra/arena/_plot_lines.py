"""A plot of lines over time: a point at each date, a name at the end of each line."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rostra.arena._markup import esc, figure, percent, plot_head, shortened, svg, tag
from rostra.arena._plot_rows import Scale, scale

HIGH = 320.0
TOP = 14.0
GAP = 17.0
"""Pixels between two names at the ends of lines."""

SERIES = 8
"""Lines that can be told apart by colour and dashes."""

DATES = 6

Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Line:
    """A named line: (seconds since 1970, value, low, high) at each date, in order of time."""

    name: str
    points: tuple[tuple[float, float, float, float], ...]


def lines_plot(key: str, title: str, about: str, lines: Sequence[Line]) -> str:
    """Draw at most `SERIES` lines; bands for intervals where there are three lines or fewer."""
    lines = lines[:SERIES]
    moments = sorted({p[0] for line in lines for p in line.points})
    banded = len(lines) <= 3
    ends = [v for line in lines for p in line.points for v in (p[1:] if banded else p[1:2])]
    axis = scale(
        min(filter(math.isfinite, ends), default=0.0), max(filter(math.isfinite, ends), default=1.0)
    )
    first, last = (moments[0], moments[-1]) if moments else (0.0, 1.0)
    width = (last - first) or 1.0

    def across(at: float) -> float:
        return (at - first) / width if last > first else 0.5

    def down(value: float) -> float:
        return TOP + (HIGH - TOP) * (1 - min(max(axis.at(value), 0.0), 1.0))

    drawn = "".join(
        _line(place, line, across, down, banded=banded) for place, line in enumerate(lines)
    )
    rules = [_rule(axis, tick, down) for tick in axis.ticks]
    marks = tag(
        "svg", *(mark for _, mark in rules), class_="rb-plot rb-left", width="100%",
        height=HIGH + 30, aria_hidden="true",
    )  # fmt: skip
    middle = svg(
        key, "rb-mid", plot_head(key, title, about), *(rule for rule, _ in rules), drawn,
        _dates(moments, across), width="100%", height=HIGH + 30,
    )  # fmt: skip
    return tag("div", marks, middle, _names(lines, down), class_="rb-lines") + _legend(lines)


def _rule(axis: Scale, tick: float, down: Place) -> tuple[str, str]:
    y = down(tick)
    return (
        tag("line", x1="0", x2="100%", y1=y, y2=y, class_="rb-rule"),
        tag("text", figure(tick, axis.digits), x="100%", y=y, class_="rb-mark"),
    )


def _line(place: int, line: Line, across: Place, down: Place, *, banded: bool) -> str:
    points = [
        (across(at), down(value), down(high), down(low))
        for at, value, low, high in line.points
        if math.isfinite(value)
    ]
    if not points:
        return ""
    path = " ".join(f"{x * 1000:.1f},{y:.1f}" for x, y, _, _ in points)
    parts = []
    if banded:
        back = " ".join(f"{x * 1000:.1f},{b:.1f}" for x, _, _, b in reversed(points))
        over = " ".join(f"{x * 1000:.1f},{t:.1f}" for x, _, t, _ in points)
        parts.append(tag("polygon", points=f"{over} {back}", class_="rb-band"))
    parts.append(tag("polyline", points=path, class_="rb-line"))
    stretched = tag(
        "svg", *parts, viewBox=f"0 0 1000 {HIGH:.0f}", preserveAspectRatio="none",
        width="100%", height=HIGH,
    )  # fmt: skip
    dots = "".join(
        tag("circle", cx=percent(x), cy=y, r="3", class_="rb-dot") for x, y, _, _ in points
    )
    return tag("g", tag("title", esc(line.name)), stretched, dots, class_=f"rb-s{place}")


def _dates(moments: Sequence[float], across: Place) -> str:
    """Write some of the dates under the axis, evenly apart, the last among them."""
    if not moments:
        return ""
    step = -(-len(moments) // DATES)
    chosen = list(range((len(moments) - 1) % step, len(moments), step))
    parts = []
    for place, k in enumerate(chosen):
        kind = "rb-first" if k == 0 else "rb-last" if place == len(chosen) - 1 else ""
        kind += "" if place in (0, len(chosen) - 1) else "rb-inner"
        parts.append(
            tag(
                "text", day(moments[k]), class_=f"rb-date {kind}".strip(), y="18",
                x=percent(across(moments[k])),
            )
        )  # fmt: skip
    return tag("svg", *parts, y=HIGH, width="100%", height="30")


def _names(lines: Sequence[Line], down: Place) -> str:
    """Write each line's name at its end, moved apart where ends are close."""
    ends = sorted(
        (down(line.points[-1][1]), place)
        for place, line in enumerate(lines)
        if line.points and math.isfinite(line.points[-1][1])
    )
    low = HIGH - GAP * (len(ends) - 1)
    parts, taken = [], -math.inf
    for rank, (y, place) in enumerate(ends):
        at = max(min(y, low + GAP * rank), taken + GAP, TOP / 2)
        taken = at
        name = shortened(lines[place].name, 18)
        parts.append(
            tag(
                "g",
                tag("path", d=f"M4,{y:.1f}L18,{at:.1f}", class_="rb-lead"),
                tag("text", esc(name), x="22", y=at, class_="rb-end"),
                class_=f"rb-s{place}",
            )
        )
    return tag(
        "svg", *parts, class_="rb-plot rb-right", width="100%", height=HIGH, aria_hidden="true"
    )


def _legend(lines: Sequence[Line]) -> str:
    items = [
        tag(
            "li",
            tag(
                "svg", tag("line", x1="0", x2="26", y1="6", y2="6", class_="rb-line"),
                tag("circle", cx="13", cy="6", r="3", class_="rb-dot"),
                width="26", height="12", class_=f"rb-s{place}", aria_hidden="true",
            ),
            esc(line.name),
        )
        for place, line in enumerate(lines)
    ]  # fmt: skip
    return tag("ul", *items, class_="rb-legend")


def day(at: float) -> str:
    """Write the day of a moment (seconds since 1970), in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
