"""Pieces of SVG: shapes with short numbers, gradients, and a canvas that knows its size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, pi, sin
from random import Random
from xml.sax.saxutils import escape, quoteattr

from rostra.imagine._colours import Light

Point = tuple[float, float]
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE = "#000"
"""The colour of outlines, which a light turns into its own."""


def n(value: float) -> str:
    """Write a number with one decimal, below 1 with two."""
    text = f"{value:.2f}" if -1 < value < 1 else f"{value:.1f}"
    return text.rstrip("0").rstrip(".") or "0"


def attributes(**names: object) -> str:
    """Write attributes; `stroke_width` becomes stroke-width, None is left out."""
    parts = []
    for name, value in names.items():
        if value is not None:
            text = n(value) if isinstance(value, int | float) else str(value)
            parts.append(f" {name.rstrip('_').replace('_', '-')}={quoteattr(text)}")
    return "".join(parts)


def rect(x: float, y: float, w: float, h: float, fill: str, **more: object) -> str:
    """Draw a rectangle."""
    return f"<rect{attributes(x=x, y=y, width=w, height=h, fill=fill, **more)}/>"


def circle(x: float, y: float, r: float, fill: str, **more: object) -> str:
    """Draw a circle."""
    return f"<circle{attributes(cx=x, cy=y, r=r, fill=fill, **more)}/>"


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    """Draw an ellipse."""
    return f"<ellipse{attributes(cx=x, cy=y, rx=rx, ry=ry, fill=fill, **more)}/>"


def path(d: str, fill: str, **more: object) -> str:
    """Draw a path."""
    return f"<path{attributes(d=d, fill=fill, **more)}/>"


def polygon(points: Iterable[Point], fill: str, **more: object) -> str:
    """Draw a polygon."""
    joined = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    return f"<polygon{attributes(points=joined, fill=fill, **more)}/>"


def line(points: Sequence[Point], colour: str, width: float, **more: object) -> str:
    """Draw an open line with round ends."""
    joined = " ".join(f"{n(x)},{n(y)}" for x, y in points)
    return (
        f"<polyline{attributes(points=joined, fill='none', stroke=colour, stroke_width=width)}"
        f'{attributes(**more)} stroke-linecap="round" stroke-linejoin="round"/>'
    )


def group(content: str, **names: object) -> str:
    """Wrap shapes in a group."""
    return f"<g{attributes(**names)}>{content}</g>"


def moved(content: str, x: float, y: float, scale: float = 1.0, *, flip: bool = False) -> str:
    """Move shapes, scale them about their origin, mirror them."""
    across = f"{-scale if flip else scale:.4g}"
    return f'<g transform="translate({n(x)} {n(y)}) scale({across} {scale:.4g})">{content}</g>'


def text(value: str, x: float, y: float, size: float, fill: str, **more: object) -> str:
    """Write a line of text, escaped."""
    names = attributes(x=x, y=y, font_size=size, fill=fill, **more)
    return f"<text{names}>{written(value)}</text>"


def written(value: str) -> str:
    """Escape a text for XML, without the characters that XML 1.0 (2.2) does not allow."""
    return escape(_UNWRITABLE.sub("", value))


def smooth(points: Sequence[Point]) -> str:
    """Give the commands of a soft curve through points (quadratic, by midpoints)."""
    (x0, y0), *rest = points
    parts = [f"{n(x0)} {n(y0)}"]
    for (x, y), (x2, y2) in pairwise(rest):
        parts.append(f"Q{n(x)} {n(y)} {n((x + x2) / 2)} {n((y + y2) / 2)}")
    parts.append(f"L{n(rest[-1][0])} {n(rest[-1][1])}")
    return " ".join(parts)


def star(x: float, y: float, r: float, colour: str = "#f7cf3d") -> str:
    """Draw a five-pointed star."""
    points = []
    for k in range(10):
        reach = r if k % 2 == 0 else r * 0.42
        points.append((x + reach * sin(pi * k / 5), y - reach * cos(pi * k / 5)))
    return polygon(points, colour)


@dataclass(slots=True)
class Canvas:
    """The sheet that is drawn on: its size in pixels, its chance, its light, its definitions."""

    width: float
    height: float
    chance: Random
    light: Light
    fun: bool = False
    season: str = ""
    defs: list[str] = field(default_factory=list)

    @property
    def unit(self) -> float:
        """Give a hundredth of the shorter side."""
        return min(self.width, self.height) / 100

    def gradient(self, *stops: str, across: bool = False) -> str:
        """Define a linear gradient of colours at even distances; gives the paint to fill with."""
        name = f"g{len(self.defs)}"
        last = max(1, len(stops) - 1)
        inner = "".join(
            f'<stop offset="{i / last:.3g}" stop-color="{colour}"/>'
            for i, colour in enumerate(stops)
        )
        ends = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
        self.defs.append(
            f'<linearGradient id="{name}" x1="0" y1="0" {ends}>{inner}</linearGradient>'
        )
        return f"url(#{name})"

    def halo(self, colour: str, strength: float = 0.7) -> str:
        """Define a glow that fades out from its centre."""
        name = f"g{len(self.defs)}"
        self.defs.append(
            f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" '
            f'stop-opacity="{strength:.2g}"/><stop offset="1" stop-color="{colour}" '
            'stop-opacity="0"/></radialGradient>'
        )
        return f"url(#{name})"

    def clip(self, shape: str) -> str:
        """Define a clip; gives the value of clip-path."""
        name = f"g{len(self.defs)}"
        self.defs.append(f'<clipPath id="{name}">{shape}</clipPath>')
        return f"url(#{name})"

    def ridge(self, base: float, rise: float, waves: int, fill: str) -> str:
        """Draw a soft ridge across the whole width, down to the bottom of the sheet."""
        step = self.width / waves
        points = [(-step, base)]
        for i in range(waves + 2):
            up = rise * self.chance.uniform(0.25, 1.0) * (1 if i % 2 else -0.2)
            points.append(((i - 0.5 + self.chance.uniform(-0.2, 0.2)) * step, base - up))
        points.append((self.width + step, base))
        d = f"M{smooth(points)} V{n(self.height)} H{n(-step)} Z"
        return path(d, fill)

    def scatter(self, count: int, top: float, bottom: float) -> list[Point]:
        """Strew points evenly over a band: one in each of `count` columns, at chance height."""
        width = self.width / max(1, count)
        order = [
            ((i + self.chance.uniform(0.15, 0.85)) * width, self.chance.uniform(top, bottom))
            for i in range(count)
        ]
        self.chance.shuffle(order)
        return order
