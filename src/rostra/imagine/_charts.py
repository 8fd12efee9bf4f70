"""Boards on which prices fall, rise, or go up and down."""

from __future__ import annotations

from rostra.imagine._draw import LINE, line, n, path, polygon, rect
from rostra.imagine._symbols import Box

Drawn = tuple[str, Box]


def _chart(values: tuple[float, ...], colour: str, arrow: float) -> Drawn:
    """Draw a big board with candles and a bold line; arrow: +1 up, -1 down, 0 none."""
    board = rect(-75, -92, 150, 92, "#fdfaf2", rx=4, stroke=LINE, stroke_width=2)
    grid = "".join(
        line([(-70, -14 - 15 * k), (70, -14 - 15 * k)], "#dcd6c8", 0.9) for k in range(5)
    )
    points = [(-64 + 128 * k / (len(values) - 1), -10 - 72 * v) for k, v in enumerate(values)]
    candles = []
    for k, (x, y) in enumerate(points):
        up = k == 0 or values[k] >= values[k - 1]
        tone = "#5fb88a" if up else "#e5686b"
        candles += [
            line([(x, y - 11), (x, y + 13)], tone, 1.2),
            rect(x - 3, y - 6, 6, 13, tone, rx=0.8),
        ]
    area = (
        f"M{n(points[0][0])} -6L"
        + " L".join(f"{n(x)} {n(y)}" for x, y in points)
        + f"L{n(points[-1][0])} -6Z"
    )
    fill = path(area, colour, opacity=0.16)
    bold = line(points, LINE, 6.4) + line(points, colour, 3.6)
    tip = ""
    if arrow:
        x, y = points[-1]
        d = 1 if arrow < 0 else -1
        tip = polygon(
            [(x - 7, y - 2 * d), (x + 8, y - 4 * d), (x + 4, y + 12 * d)],
            colour,
            stroke=LINE,
            stroke_width=1.6,
            stroke_linejoin="round",
        )
    stand = "".join(
        line([(x, 0), (x * 1.12, 16)], LINE, 4) + line([(x, 0), (x * 1.12, 16)], "#8a6a4a", 2)
        for x in (-50, 50)
    )
    return (
        f'<g transform="translate(0 -16)">{stand}{board}{grid}{"".join(candles)}{fill}{bold}{tip}</g>',
        (-75, -108, 75, 0),
    )


def chartfall(colour: str = "") -> Drawn:
    """Draw a board on which prices fall."""
    return _chart(
        (0.86, 0.92, 0.78, 0.82, 0.62, 0.66, 0.44, 0.5, 0.26, 0.1), colour or "#e5343a", -1
    )


def chartrise(colour: str = "") -> Drawn:
    """Draw a board on which prices rise."""
    return _chart((0.08, 0.2, 0.15, 0.34, 0.3, 0.5, 0.46, 0.68, 0.72, 0.92), colour or "#1f9d62", 1)


def chartwave(colour: str = "") -> Drawn:
    """Draw a board on which prices go up and down."""
    return _chart((0.4, 0.55, 0.42, 0.6, 0.5, 0.7, 0.52, 0.62, 0.48, 0.66), colour or "#3d6fb5", 0)
