"""Along and under the water: a beach, an island, a flood, the seabed."""

from __future__ import annotations

from math import sin

from rostra.imagine._backdrop import Backdrop
from rostra.imagine._colours import darker, mix
from rostra.imagine._draw import Canvas, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._houses import silhouettes
from rostra.imagine._land import far_off
from rostra.imagine._scene import Scene
from rostra.imagine._sky import sky
from rostra.imagine._water import sea, surface, wave_row


def beach(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a beach: sea, a line of foam, sand, a parasol and a palm."""
    horizon, ground = c.height * 0.5, c.height * 0.87
    back = sky(c, scene, horizon) + far_off(c, scene, horizon)
    waves, water = surface(c, scene, horizon, rows=3)
    sand = c.light.of("#f3d79f")
    shore = f"M{n(-c.unit)} {n(c.height * 0.74)}Q{n(c.width * 0.25)} {n(c.height * 0.68)} {n(c.width * 0.55)} {n(c.height * 0.72)}T{n(c.width * 1.02)} {n(c.height * 0.7)}V{n(c.height)}H{n(-c.unit)}Z"
    waves.append(
        path(shore, mix(water, "#ffffff", 0.85), transform=f"translate(0 {n(-c.unit * 1.6)})")
    )
    waves.append(path(shore, darker(sand, 0.1)))
    waves.append(path(shore, sand, transform=f"translate(0 {n(c.unit * 2.6)})"))
    for x, y in c.scatter(26, c.height * 0.78, c.height * 0.98):
        waves.append(circle(x, y, c.unit * 0.3, darker(sand, 0.14)))
    waves.append(palm(c, c.width * 0.1, c.height * 0.84, c.height * 0.52))
    return Backdrop(horizon, ground, back + waves, [])


def palm(c: Canvas, x: float, base: float, tall: float) -> str:
    trunk, leaf = c.light.of("#a9764a"), c.light.of("#3f9a5f")
    top = (x + tall * 0.2, base - tall * 0.9)
    stem = f"M{n(x - tall * 0.03)} {n(base)}Q{n(x + tall * 0.02)} {n(base - tall * 0.5)} {n(top[0] - tall * 0.02)} {n(top[1])}h{n(tall * 0.035)}Q{n(x + tall * 0.1)} {n(base - tall * 0.5)} {n(x + tall * 0.05)} {n(base)}Z"
    parts = [path(stem, trunk)]
    for dx, dy in (
        (-0.42, 0.08),
        (-0.3, -0.16),
        (0.02, -0.24),
        (0.32, -0.12),
        (0.42, 0.1),
        (-0.2, 0.24),
        (0.22, 0.26),
    ):
        tip = (top[0] + dx * tall, top[1] + dy * tall)
        up = (top[0] + dx * tall * 0.5, top[1] + (dy - 0.16) * tall)
        down = (top[0] + dx * tall * 0.42, top[1] + (dy - 0.03) * tall)
        parts.append(
            path(
                f"M{n(top[0])} {n(top[1])}Q{n(up[0])} {n(up[1])} {n(tip[0])} {n(tip[1])}Q{n(down[0])} {n(down[1])} {n(top[0])} {n(top[1])}Z",
                leaf if dy < 0 else darker(leaf, 0.12),
            )
        )
    return "".join(parts)


def island(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a small island with a palm in a wide sea."""
    place = sea(c, scene)
    sand = c.light.of("#f3d79f")
    y = c.height * 0.84
    place.back.append(
        ellipse(
            c.width / 2,
            y + c.unit * 2,
            c.width * 0.44,
            c.height * 0.075,
            mix(c.light.of("#3f9fd0"), "#ffffff", 0.6),
        )
    )
    place.back.append(ellipse(c.width / 2, y, c.width * 0.4, c.height * 0.065, sand))
    place.back.append(palm(c, c.width * 0.2, y, c.height * 0.5))
    place.water, place.ground = False, c.height * 0.84
    place.front = [
        wave_row(c, c.height * 0.94, c.width * 0.2, c.unit * 2, darker(c.light.of("#3f9fd0"), 0.15))
    ]
    return place


def flood(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a street of houses that stand in brown water."""
    horizon, ground = c.height * 0.54, c.height * 0.8
    back = sky(c, scene, horizon)
    back.append(
        silhouettes(
            c,
            horizon + c.unit * 2,
            c.height * 0.16,
            mix(c.light.of("#68708a"), c.light.sky[1], 0.45),
        )
    )
    roofs = ("#a5524a", "#7b5a6b", "#5a6b8a", "#8a6a4a")
    for x, y in c.scatter(5, horizon + c.unit * 4, horizon + c.unit * 10):
        w = c.unit * c.chance.uniform(14, 19)
        roof = c.light.of(c.chance.choice(roofs))
        back.append(rect(x - w / 2, y - w * 0.45, w, w, c.light.of("#e9dcc4")))
        back.append(
            polygon(
                [(x - w * 0.62, y - w * 0.42), (x, y - w * 0.95), (x + w * 0.62, y - w * 0.42)],
                roof,
            )
        )
        back.append(rect(x - w * 0.12, y - w * 0.3, w * 0.24, w * 0.24, darker(roof, 0.4)))
    water = c.light.of("#a88a63")
    top = horizon + c.unit * 9
    for k in range(4):
        back.append(
            wave_row(
                c,
                top + c.height * 0.085 * k,
                c.width * (0.1 + 0.04 * k),
                c.unit * (0.9 + 0.4 * k),
                mix(water, c.light.sky[2], 0.4 - 0.12 * k),
            )
        )
    for x, y in c.scatter(4, top + c.unit * 5, c.height * 0.8):
        back.append(
            line([(x, y), (x + c.unit * 5, y + c.unit * 0.5)], c.light.of("#6b4a37"), c.unit * 1.1)
        )
    return Backdrop(
        horizon,
        ground,
        back,
        [wave_row(c, c.height * 0.88, c.width * 0.24, c.unit * 2.4, darker(water, 0.16))],
        water=True,
    )


def underwater(c: Canvas, scene: Scene) -> Backdrop:
    """Draw the sea from below: shafts of light, bubbles, weeds, a bed of sand."""
    ground = c.height * 0.88
    parts = [rect(0, 0, c.width, c.height, c.gradient(*c.light.sky))]
    for k in range(5):
        x = c.width * (0.1 + 0.2 * k)
        w = c.unit * c.chance.uniform(6, 14)
        points = [
            (x, 0),
            (x + w, 0),
            (x + w * 1.2 - c.width * 0.12, c.height),
            (x - w * 1.2 - c.width * 0.12, c.height),
        ]
        parts.append(polygon(points, "#ffffff", opacity=0.09))
    deep = c.light.sky[2]
    parts.append(c.ridge(c.height * 0.8, c.height * 0.16, 4, mix(deep, c.light.sky[1], 0.45)))
    parts.append(c.ridge(c.height * 0.86, c.height * 0.1, 5, mix(deep, c.light.sky[1], 0.15)))
    sand = mix("#e9d29c", c.light.sky[1], 0.35)
    parts.append(c.ridge(ground + c.height * 0.03, c.height * 0.04, 3, sand))
    for x, y in c.scatter(7, c.height * 0.9, c.height * 0.94):
        parts.append(
            _weed(
                c,
                x,
                y,
                c.height * c.chance.uniform(0.12, 0.28),
                c.chance.choice(("#3f9a6a", "#2f7d6e", "#7cae4f")),
            )
        )
    for x, y in c.scatter(24, c.height * 0.1, c.height * 0.85):
        parts.append(
            circle(
                x,
                y,
                c.unit * c.chance.uniform(0.4, 1.2),
                "none",
                stroke="#ffffff",
                stroke_width=c.unit * 0.25,
                opacity=0.6,
            )
        )
    front = []
    for x, colour in ((0.05, "#ff7d8f"), (0.95, "#ffa94d")):
        for k in range(5):
            bx = c.width * x + c.unit * (k - 2) * 2.6
            front.append(
                line(
                    [(c.width * x, c.height), (bx, c.height - c.unit * (9 + 3 * (k % 2)))],
                    mix(colour, deep, 0.12),
                    c.unit * 2.2,
                )
            )
    return Backdrop(0, ground, parts, front, floats=True, clear=True)


def _weed(c: Canvas, x: float, base: float, tall: float, colour: str) -> str:
    points = [(x + c.unit * 1.6 * sin(k * 1.4), base - tall * k / 6) for k in range(7)]
    d = " L".join(f"{n(a)} {n(b)}" for a, b in points)
    return path(
        "M" + d,
        "none",
        stroke=mix(colour, c.light.sky[1], 0.25),
        stroke_width=c.unit * 1.7,
        stroke_linecap="round",
        stroke_linejoin="round",
    )
