"""Houses, shopfronts, signs and lamps, from which streets are made."""

from __future__ import annotations

from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, circle, line, n, path, polygon, rect

NEON = ("#ff4f79", "#3fe0d0", "#ffd23f", "#8f7bff", "#ff8a3d", "#5ec8ff")


def silhouettes(c: Canvas, base: float, tall: float, colour: str, *, lit: float = 0.0) -> str:
    """Draw a far skyline as one tone, with a few lit windows."""
    parts, x = [], -c.unit * 2.0
    while x < c.width:
        w = c.unit * c.chance.uniform(5, 12)
        h = tall * c.chance.uniform(0.4, 1.0)
        parts.append(rect(x, base - h, w + 1, h + 2, colour))
        if c.chance.random() < 0.3:
            parts.append(rect(x + w * 0.45, base - h - c.unit * 4, w * 0.08, c.unit * 4, colour))
        elif c.chance.random() < 0.3:
            parts.append(rect(x + w * 0.2, base - h - c.unit * 2, w * 0.6, c.unit * 2, colour))
        for _ in range(int(lit * h / c.unit)):
            wx, wy = c.chance.uniform(0.15, 0.75), c.chance.uniform(0.08, 0.95)
            parts.append(
                rect(
                    x + w * wx,
                    base - h * wy,
                    c.unit * 0.9,
                    c.unit * 1.3,
                    c.light.glow,
                    opacity=0.75,
                )
            )
        x += w
    return "".join(parts)


def house(c: Canvas, x: float, base: float, w: float, tall: float, wall: str) -> str:
    """Draw the front of a house: a roof line, rows of windows, some of them lit."""
    dark = c.light.dark
    top = base - tall
    parts = [
        rect(x, top, w, tall, wall),
        rect(x - w * 0.02, top, w * 1.04, c.unit * 1.6, darker(wall, 0.2)),
    ]
    parts.append(rect(x + w * 0.86, top + c.unit * 1.6, w * 0.14, tall, darker(wall, 0.1)))
    columns = max(2, int(w / (c.unit * 6.5)))
    cell = w * 0.86 / columns
    row = c.unit * 8.5
    glass = mix(c.light.sky[0], "#ffffff", 0.35) if not dark else mix(wall, "#10153c", 0.55)
    y = top + c.unit * 4.5
    while y + row * 0.6 < base - c.unit * 13:
        for k in range(columns):
            lit = c.chance.random() < (0.55 if dark else 0.12)
            paint = c.chance.choice((c.light.glow, "#ffd98a", "#fff1c4")) if lit else glass
            wx = x + cell * (k + 0.22)
            parts.append(rect(wx, y, cell * 0.56, row * 0.56, paint, rx=c.unit * 0.3))
            parts.append(
                rect(
                    wx - cell * 0.04, y + row * 0.56, cell * 0.64, c.unit * 0.5, darker(wall, 0.25)
                )
            )
        y += row
    return "".join(parts)


def shopfront(c: Canvas, x: float, base: float, w: float, colour: str) -> str:
    """Draw a shop at the foot of a house: glowing window, door, striped awning."""
    tall = c.unit * 12
    top = base - tall
    glow = (
        mix(c.light.glow, "#ffb84d", 0.25) if c.light.dark else mix(c.light.sky[1], "#ffffff", 0.5)
    )
    parts = [rect(x, top, w, tall, darker(colour, 0.35))]
    parts.append(rect(x + w * 0.06, top + tall * 0.32, w * 0.56, tall * 0.52, glow))
    parts.append(
        rect(
            x + w * 0.68,
            top + tall * 0.32,
            w * 0.24,
            tall * 0.68,
            mix(glow, darker(colour, 0.3), 0.35),
        )
    )
    stripes = 7
    for k in range(stripes):
        sx, sw = x + w * k / stripes, w / stripes
        paint = colour if k % 2 else mix("#ffffff", c.light.tint, c.light.amount)
        parts.append(
            path(
                f"M{n(sx)} {n(top)}h{n(sw)}v{n(tall * 0.24)}a{n(sw / 2)} {n(sw / 2)} 0 0 1 {n(-sw)} 0Z",
                paint,
            )
        )
    return "".join(parts)


def neon(c: Canvas, x: float, y: float, w: float, tall: float) -> str:
    """Draw an upright sign with strokes that look like writing from afar."""
    colour = c.chance.choice(NEON)
    parts = [rect(x - w, y - w, w * 3, tall + w * 2, c.halo(colour, 0.5))]
    parts.append(
        rect(
            x,
            y,
            w,
            tall,
            mix("#171331", colour, 0.22),
            rx=w * 0.15,
            stroke=colour,
            stroke_width=c.unit * 0.5,
        )
    )
    signs = max(2, int(tall / (w * 1.05)))
    for k in range(signs):
        top = y + tall * (k + 0.16) / signs
        h = tall / signs * 0.66
        strokes = c.chance.sample(
            (((0.22, 0.05), (0.78, 0.05)), ((0.5, 0.05), (0.5, 0.95)), ((0.2, 0.5), (0.8, 0.5)),
             ((0.5, 0.4), (0.2, 0.95)), ((0.5, 0.4), (0.82, 0.95)), ((0.25, 0.05), (0.25, 0.6))), 4,
        )  # fmt: skip
        for a, b in strokes:
            points = [(x + w * a[0], top + h * a[1]), (x + w * b[0], top + h * b[1])]
            parts.append(line(points, lighter(colour, 0.35), w * 0.1))
    return "".join(parts)


def lamp(c: Canvas, x: float, base: float, tall: float) -> str:
    """Draw a street lamp, with its glow after dark."""
    post = c.light.of("#4a4a68")
    top = base - tall
    parts = [
        rect(x - c.unit * 0.5, top, c.unit, tall, post),
        rect(x - c.unit * 1.6, base - c.unit * 1.4, c.unit * 3.2, c.unit * 1.4, post),
    ]
    if c.light.dark:
        parts.append(circle(x, top, c.unit * 13, c.halo(c.light.glow, 0.55)))
    parts.append(circle(x, top, c.unit * 2.1, c.light.glow if c.light.dark else "#f5f1e3"))
    parts.append(
        polygon(
            [
                (x - c.unit * 2.4, top - c.unit * 1.4),
                (x, top - c.unit * 3.6),
                (x + c.unit * 2.4, top - c.unit * 1.4),
            ],
            post,
        )
    )
    return "".join(parts)
