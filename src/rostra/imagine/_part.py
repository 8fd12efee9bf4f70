"""Parts of a picture with their boxes, joined, moved and scaled before anything is placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rostra.imagine._draw import n
from rostra.imagine._symbols import Box


@dataclass(frozen=True, slots=True)
class Part:
    """One drawn thing: its SVG, its box, the actor it shows (-1 = an ornament), its symbols."""

    svg: str
    box: Box
    actor: int = -1
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Things that belong together, back to front, in units of their own; they stand at y = 0.

    `head` is the middle of the chief one's head (where its words come from), `metres` its real
    height and `tall` how many units that is.
    """

    parts: tuple[Part, ...]
    chief: int
    metres: float
    tall: float
    head: tuple[float, float] = (0.0, 0.0)

    @property
    def box(self) -> Box:
        """Give the box around all of it."""
        return around(part.box for part in self.parts)


def around(boxes: Iterable[Box]) -> Box:
    """Give the box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def shifted(part: Part, x: float, y: float, scale: float = 1.0, *, flip: bool = False) -> Part:
    """Move, scale and mirror a part about its origin."""
    left, top, right, bottom = (v * scale for v in part.box)
    if flip:
        left, right = -right, -left
    across = f"{-scale if flip else scale:.4g}"
    svg = f'<g transform="translate({x:.5g} {y:.5g}) scale({across} {scale:.4g})">{part.svg}</g>'
    return replace(part, svg=svg, box=(left + x, top + y, right + x, bottom + y))


def moved_cluster(
    cluster: Cluster, x: float, y: float, scale: float = 1.0, *, flip: bool = False
) -> Cluster:
    """Move, scale and mirror all of a cluster."""
    hx, hy = cluster.head
    return replace(
        cluster,
        parts=tuple(shifted(part, x, y, scale, flip=flip) for part in cluster.parts),
        head=(x + (-hx if flip else hx) * scale, y + hy * scale),
        tall=cluster.tall * scale,
    )


def turned(svg: str, angle: float, x: float, y: float) -> str:
    """Turn shapes about a point."""
    return f'<g transform="rotate({n(angle)} {n(x)} {n(y)})">{svg}</g>'
