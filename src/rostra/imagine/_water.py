"""On and under water: the open sea, a harbour, a lake, a beach, an island, a flood, the seabed."""

from __future__ import annotations

from rostra.imagine._backdrop import Backdrop, fir, tuft
from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._houses import silhouettes
from rostra.imagine._land import far_off, grass_of
from rostra.imagine._scene import Scene
from rostra.imagine._sky import sky


def wave_row(c: Canvas, y: float, long: float, tall: float, fill: str) -> str:
    """Draw a row of waves across the sheet, filled down to its foot."""
    start = -long * c.chance.uniform(0.2, 1)
    parts = [f"M{n(start)} {n(y)}"]
    x = start
    while x < c.width + long:
        parts.append(f"q{n(long * 0.25)} {n(-tall)} {n(long * 0.5)} 0t{n(long * 0.5)} 0")
        x += long
    return path("".join(parts) + f"V{n(c.height)}H{n(start)}Z", fill)


def breakers(c: Canvas, y: float, long: float, tall: float, fill: str) -> str:
    """Draw a row of high waves that break, with foam on their crests."""
    parts = []
    x = -long * c.chance.uniform(0.2, 0.8)
    foam = mix(fill, "#ffffff", 0.75)
    while x < c.width + long:
        d = f"M{n(x)} {n(y + tall * 0.4)}C{n(x + long * 0.25)} {n(y + tall * 0.3)} {n(x + long * 0.3)} {n(y - tall)} {n(x + long * 0.62)} {n(y - tall * 0.8)}C{n(x + long * 0.5)} {n(y - tall * 0.55)} {n(x + long * 0.52)} {n(y)} {n(x + long)} {n(y + tall * 0.4)}V{n(c.height)}H{n(x)}Z"
        crest = f"M{n(x + long * 0.2)} {n(y - tall * 0.1)}C{n(x + long * 0.3)} {n(y - tall * 0.75)} {n(x + long * 0.4)} {n(y - tall)} {n(x + long * 0.62)} {n(y - tall * 0.8)}"
        parts += [
            path(d, fill),
            path(crest, "none", stroke=foam, stroke_width=tall * 0.13, stroke_linecap="round"),
        ]
        x += long * 0.98
    return "".join(parts)


def surface(c: Canvas, scene: Scene, top: float, rows: int = 5) -> tuple[list[str], str]:
    """Draw water down from `top`, with rows of waves that grow towards the eye; and its colour."""
    rough = scene.weather == "storm"
    water = c.light.of("#2d6f93" if rough else "#3f9fd0")
    parts = [rect(0, top, c.width, c.height - top, mix(water, c.light.sky[2], 0.45))]
    span = c.height - top
    for k in range(rows):
        y = top + span * (0.06 + 0.17 * k)
        tone = mix(water, c.light.sky[2], 0.38 - 0.1 * k) if k < 4 else darker(water, 0.12)
        if rough and k:
            parts.append(breakers(c, y, c.width * (0.14 + 0.07 * k), c.unit * (2 + 1.9 * k), tone))
        else:
            parts.append(
                wave_row(c, y, c.width * (0.06 + 0.035 * k), c.unit * (0.8 + 0.5 * k), tone)
            )
    for x, y in c.scatter(10, top + span * 0.05, top + span * 0.5):
        parts.append(
            line(
                [(x, y), (x + c.unit * c.chance.uniform(2, 5), y)],
                mix(water, "#ffffff", 0.6),
                c.unit * 0.3,
                opacity=0.7,
            )
        )
    return parts, water


def _near_wave(c: Canvas, scene: Scene, y: float, water: str) -> str:
    tone = darker(water, 0.2)
    if scene.weather == "storm":
        return breakers(c, y, c.width * 0.42, c.unit * 7, tone)
    return wave_row(c, y, c.width * 0.21, c.unit * 3, tone)


def sea(c: Canvas, scene: Scene) -> Backdrop:
    """Draw the open sea."""
    horizon, ground = c.height * 0.5, c.height * 0.8
    back = sky(c, scene, horizon) + far_off(c, scene, horizon)
    waves, water = surface(c, scene, horizon)
    glint = c.width * (0.2 if c.chance.random() < 0.5 else 0.8)
    if scene.weather == "clear":
        for k in range(7):
            y = horizon + c.height * (0.015 + 0.035 * k)
            waves.append(
                ellipse(glint, y, c.unit * (3 + k * 1.4), c.unit * 0.35, "#fff6d8", opacity=0.6)
            )
    return Backdrop(
        horizon, ground, back + waves, [_near_wave(c, scene, c.height * 0.88, water)], water=True
    )


def harbour(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a harbour: a town, cranes, a mole with its lighthouse, ships at anchor, waves."""
    horizon, ground = c.height * 0.54, c.height * 0.82
    back = sky(c, scene, horizon)
    far = mix(c.light.of("#5d6f92"), c.light.sky[1], 0.45)
    back += far_off(c, scene, horizon)
    back.append(silhouettes(c, horizon + 2, c.height * 0.17, far, lit=0.4 if c.light.dark else 0.1))
    steel = c.light.of("#c9544a")
    for x in (0.52, 0.64):
        back.append(
            _port_crane(
                c, c.width * x, horizon + c.unit, c.height * 0.24, mix(steel, c.light.sky[1], 0.2)
            )
        )
    waves, water = surface(c, scene, horizon)
    side = 0.84
    if not any(a.thing == "lighthouse" for a in scene.actors):
        x, base = c.width * side, c.height * 0.68
        waves.append(_mole(c, base))
        waves.append(lighthouse(c, x, base - c.unit, c.height * 0.46))
    front = [_near_wave(c, scene, c.height * 0.89, water)]
    if not any(a.thing in ("ship", "sailboat", "ferry", "speedboat") for a in scene.actors):
        tall = c.height * (0.3 if not scene.actors else 0.17)
        x = c.width * (0.36 if not scene.actors else 0.2)
        lean = -9 if scene.weather == "storm" else 0
        waves.append(_freighter(c, x, c.height * (0.79 if not scene.actors else 0.68), tall, lean))
        waves.append(
            _near_wave(c, scene, c.height * 0.8, lighter(water, 0.06)) if not scene.actors else ""
        )
    return Backdrop(horizon, ground, back + waves, front, water=True)


def _mole(c: Canvas, base: float) -> str:
    stone = c.light.of("#7c7684")
    parts = [
        path(
            f"M{n(c.width * 0.62)} {n(base + c.unit * 3)}Q{n(c.width * 0.7)} {n(base - c.unit * 1.5)} {n(c.width * 0.8)} {n(base - c.unit * 1.5)}H{n(c.width)}V{n(base + c.unit * 6)}H{n(c.width * 0.62)}Z",
            stone,
        )
    ]
    for k in range(9):
        x = c.width * (0.65 + 0.04 * k)
        parts.append(
            ellipse(
                x,
                base + c.unit * 2.4,
                c.unit * 2.6,
                c.unit * 1.5,
                darker(stone, 0.08 + 0.06 * (k % 3)),
            )
        )
    return "".join(parts)


def lighthouse(c: Canvas, x: float, base: float, tall: float) -> str:
    """Draw a lighthouse with red bands, whose beam shows in the dark."""
    w = tall * 0.13
    white, red = c.light.of("#fbf6ea"), c.light.of("#d8483f")

    def half(up: float) -> float:
        return w * (1 - 0.42 * up)

    parts = []
    if c.light.dark:
        y = base - tall * 0.86
        parts.append(
            polygon(
                [(x, y), (x - c.width, y - c.height * 0.14), (x - c.width, y + c.height * 0.1)],
                c.light.glow,
                opacity=0.26,
            )
        )
        parts.append(circle(x, y, tall * 0.3, c.halo(c.light.glow, 0.8)))
    for k in range(5):
        low, high = k * 0.155, (k + 1) * 0.155
        points = [
            (x - half(low), base - tall * low),
            (x + half(low), base - tall * low),
            (x + half(high), base - tall * high),
            (x - half(high), base - tall * high),
        ]
        parts.append(polygon(points, red if k % 2 else white))
        shade = [
            (x + half(low) * 0.35, base - tall * low),
            points[1],
            points[2],
            (x + half(high) * 0.35, base - tall * high),
        ]
        parts.append(polygon(shade, darker(red if k % 2 else white, 0.15)))
    top = base - tall * 0.775
    parts.append(
        rect(x - w * 0.95, top - w * 0.25, w * 1.9, w * 0.28, c.light.of("#3d3a52"), rx=w * 0.08)
    )
    parts.append(rect(x - w * 0.5, top - w * 1.15, w, w * 0.95, c.light.glow))
    parts.append(
        path(
            f"M{n(x - w * 0.7)} {n(top - w * 1.1)}Q{n(x)} {n(top - w * 2.2)} {n(x + w * 0.7)} {n(top - w * 1.1)}Z",
            red,
        )
    )
    parts.append(
        rect(x - w * 0.2, base - w * 0.75, w * 0.4, w * 0.75, c.light.of("#5a4a55"), rx=w * 0.2)
    )
    return "".join(parts)


def _port_crane(c: Canvas, x: float, base: float, tall: float, colour: str) -> str:
    w = c.unit * 0.7
    return "".join(
        line(points, colour, w)
        for points in (
            [(x - tall * 0.16, base), (x - tall * 0.1, base - tall * 0.7)],
            [(x + tall * 0.16, base), (x + tall * 0.1, base - tall * 0.7)],
            [(x - tall * 0.5, base - tall * 0.7), (x + tall * 0.4, base - tall * 0.7)],
            [(x, base - tall * 0.7), (x, base - tall), (x - tall * 0.42, base - tall * 0.7)],
            [(x, base - tall), (x + tall * 0.36, base - tall * 0.7)],
            [(x - tall * 0.36, base - tall * 0.7), (x - tall * 0.36, base - tall * 0.42)],
        )
    )


def _freighter(c: Canvas, x: float, base: float, tall: float, lean: float) -> str:
    hull, deck = c.light.of("#3c4a72"), c.light.of("#c2473f")
    parts = []
    colours = ("#e0a33c", "#4f9d8f", "#d06048", "#5d86c4", "#8d6cab")
    for k in range(6):
        for r in range(2 + (k % 2)):
            parts.append(
                rect(
                    x - tall * 0.62 + k * tall * 0.17,
                    base - tall * (0.50 + 0.125 * r),
                    tall * 0.16,
                    tall * 0.115,
                    c.light.of(colours[(k + r * 2) % 5]),
                )
            )
    parts.append(
        rect(x + tall * 0.44, base - tall * 0.86, tall * 0.26, tall * 0.5, c.light.of("#f1ece0"))
    )
    for k in range(3):
        parts.append(
            rect(
                x + tall * 0.475,
                base - tall * (0.8 - 0.13 * k),
                tall * 0.19,
                tall * 0.055,
                c.light.glow if c.light.dark else darker(c.light.sky[0], 0.2),
            )
        )
    parts.append(rect(x + tall * 0.5, base - tall * 1.02, tall * 0.1, tall * 0.17, deck))
    parts.append(
        path(
            f"M{n(x - tall * 0.9)} {n(base - tall * 0.42)}H{n(x + tall * 0.78)}L{n(x + tall * 0.68)} {n(base + tall * 0.06)}H{n(x - tall * 0.66)}Q{n(x - tall * 0.82)} {n(base - tall * 0.1)} {n(x - tall * 0.9)} {n(base - tall * 0.42)}Z",
            hull,
        )
    )
    parts.append(
        path(
            f"M{n(x - tall * 0.79)} {n(base - tall * 0.14)}H{n(x + tall * 0.72)}L{n(x + tall * 0.68)} {n(base + tall * 0.06)}H{n(x - tall * 0.66)}Z",
            deck,
        )
    )
    return f'<g transform="rotate({n(lean)} {n(x)} {n(base)})">{"".join(parts)}</g>'


def lake(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a lake between wooded banks, with the banks mirrored in it."""
    horizon, ground = c.height * 0.52, c.height * 0.8
    back = sky(c, scene, horizon) + far_off(c, scene, horizon)
    grass = grass_of(c, scene)
    leaf = c.light.of({"autumn": "#c9762f"}.get(scene.season, "#4f8f63"))
    back.append(c.ridge(horizon, c.height * 0.12, 4, mix(leaf, c.light.sky[1], 0.5)))
    for x, y in c.scatter(20, horizon, horizon + c.unit):
        back.append(
            fir(
                x,
                y + c.unit,
                c.height * c.chance.uniform(0.07, 0.14),
                mix(leaf, c.light.sky[2], 0.2),
                snowy=scene.weather == "snow",
            )
        )
    waves, water = surface(c, scene, horizon + c.unit * 1.5, rows=4)
    for x, y in c.scatter(12, horizon + c.unit * 3, horizon + c.unit * 8):
        waves.append(
            rect(
                x,
                horizon + c.unit * 2,
                c.unit * 3,
                y - horizon,
                mix(leaf, water, 0.5),
                opacity=0.4,
                rx=c.unit,
            )
        )
    bank = f"M0 {n(c.height * 0.93)}Q{n(c.width * 0.2)} {n(c.height * 0.87)} {n(c.width * 0.42)} {n(c.height * 0.94)}T{n(c.width)} {n(c.height * 0.95)}V{n(c.height)}H0Z"
    front = [path(bank, darker(grass, 0.05))]
    front += [
        tuft(c, x, y, c.unit * 5.5, darker(grass, 0.3))
        for x, y in c.scatter(9, c.height * 0.95, c.height)
    ]
    return Backdrop(horizon, ground, back + waves, front, water=True)
