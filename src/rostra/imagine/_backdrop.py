"""What a place gives the actors: shapes behind them, shapes before them, a ground to stand on."""

from __future__ import annotations

from dataclasses import dataclass, field

from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, Point, circle, ellipse, line, n, path, polygon, rect


@dataclass(slots=True)
class Backdrop:
    """A place as drawn.

    `ground` is where the nearest actors stand and `horizon` where the ground begins, in pixels from
    the top. In a place that `floats` nothing stands at all. On `water` boats swim and others get
    something to stand on. `shadow` is the colour of the shadows on the ground.
    """

    horizon: float
    ground: float
    back: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    floats: bool = False
    water: bool = False
    shadow: str = "#1d1430"
    clear: bool = False
    """There is no sky in it: sun, moon and clouds are not shown of themselves."""


def tree(c: Canvas, x: float, base: float, tall: float, leaf: str) -> str:
    """Draw a round tree with a lit side."""
    trunk = mix("#7a5236", c.light.tint, c.light.amount)
    r = tall * 0.34
    top = base - tall + r
    return (
        path(f"M{n(x - tall * 0.05)} {n(base)}L{n(x - tall * 0.03)} {n(top)}"
             f"L{n(x + tall * 0.03)} {n(top)}L{n(x + tall * 0.05)} {n(base)}Z", trunk)
        + circle(x, top, r, leaf)
        + circle(x - r * 0.55, top + r * 0.5, r * 0.66, leaf)
        + circle(x + r * 0.55, top + r * 0.5, r * 0.66, leaf)
        + circle(x - r * 0.25, top - r * 0.2, r * 0.55, lighter(leaf, 0.14))
    )  # fmt: skip


def fir(x: float, base: float, tall: float, leaf: str, *, snowy: bool = False) -> str:
    """Draw a fir of three storeys."""
    parts = [rect(x - tall * 0.035, base - tall * 0.16, tall * 0.07, tall * 0.16, "#6b4a37")]
    for i in range(3):
        low = base - tall * (0.12 + 0.24 * i)
        wide = tall * (0.30 - 0.065 * i)
        tip = low - tall * 0.4
        parts.append(polygon([(x - wide, low), (x, tip), (x + wide, low)], darker(leaf, 0.05 * i)))
        if snowy:
            points = [
                (x - wide * 0.45, tip + tall * 0.18),
                (x, tip),
                (x + wide * 0.45, tip + tall * 0.18),
            ]
            parts.append(polygon(points, "#f4f8fc"))
    return "".join(parts)


def tuft(c: Canvas, x: float, base: float, size: float, colour: str) -> str:
    """Draw a tuft of grass."""
    blades = []
    for lean in (-0.5, -0.15, 0.2, 0.55):
        blades.append(
            f"M{n(x + lean * size * 0.4)} {n(base)}q{n(lean * size * 0.3)} {n(-size * 0.5)} "
            f"{n(lean * size)} {n(-size * c.chance.uniform(0.7, 1))}"
        )
    return path("".join(blades), "none", stroke=colour, stroke_width=size * 0.13,
                stroke_linecap="round")  # fmt: skip


def bloom(x: float, base: float, size: float, colour: str, stem: str) -> str:
    """Draw a flower on its stem."""
    petals = "".join(
        circle(x + dx * size, base - size * 2 + dy * size, size * 0.46, colour)
        for dx, dy in ((0, -0.5), (0.48, -0.15), (0.3, 0.42), (-0.3, 0.42), (-0.48, -0.15))
    )
    return (
        line([(x, base), (x, base - size * 2)], stem, size * 0.22)
        + petals
        + circle(x, base - size * 2, size * 0.36, "#ffd65c")
    )


def peaks(c: Canvas, base: float, tall: float, count: int, colour: str) -> str:
    """Draw a row of mountains with snow on them and a shaded side."""
    step = c.width / count
    parts = []
    for i in range(count + 1):
        x = (i + c.chance.uniform(-0.25, 0.25)) * step
        high = tall * c.chance.uniform(0.65, 1.0)
        wide = step * c.chance.uniform(0.75, 1.0)
        parts.append(peak(x, base, wide, high, colour))
    return "".join(parts)


def peak(x: float, base: float, wide: float, high: float, colour: str) -> str:
    """Draw one mountain: lit left, shaded right, a cap of snow."""
    top = base - high

    def at(side: float, down: float) -> Point:
        return (x + side * wide * down, top + high * down)

    cap = [at(0, 0), at(-1, 0.32), at(-0.45, 0.25), at(-0.1, 0.37), at(0.35, 0.26), at(1, 0.32)]
    return (
        polygon([at(-1, 1), at(0, 0), at(1, 1)], colour)
        + polygon([at(0, 0), at(1, 1), at(0.25, 1), at(0.12, 0.5)], darker(colour, 0.16))
        + polygon(cap, mix("#ffffff", colour, 0.12))
    )


def fuji(c: Canvas, x: float, base: float, high: float) -> str:
    """Draw Mount Fuji: long even slopes and a white crown."""
    wide = high * 1.7
    colour = mix("#5d6fa3", c.light.sky[1], 0.35)
    top = base - high
    slope = (
        f"M{n(x - wide)} {n(base)}Q{n(x - wide * 0.35)} {n(base - high * 0.35)} "
        f"{n(x - wide * 0.13)} {n(top)}H{n(x + wide * 0.13)}"
        f"Q{n(x + wide * 0.35)} {n(base - high * 0.35)} {n(x + wide)} {n(base)}Z"
    )
    cap = (
        f"M{n(x - wide * 0.13)} {n(top)}H{n(x + wide * 0.13)}L{n(x + wide * 0.26)} "
        f"{n(top + high * 0.34)}L{n(x + wide * 0.15)} {n(top + high * 0.25)}L{n(x + wide * 0.06)} "
        f"{n(top + high * 0.38)}L{n(x - wide * 0.05)} {n(top + high * 0.26)}L{n(x - wide * 0.14)} "
        f"{n(top + high * 0.38)}L{n(x - wide * 0.26)} {n(top + high * 0.33)}Z"
    )
    return path(slope, colour) + path(cap, mix("#ffffff", c.light.sky[1], 0.15))


def ground_shadow(x: float, y: float, wide: float, colour: str) -> str:
    """Draw the soft shadow of something that stands there."""
    return ellipse(x, y, wide * 0.56, wide * 0.085, colour, opacity=0.22)
