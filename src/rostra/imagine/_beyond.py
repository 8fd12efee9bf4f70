"""Off the ground: the moon, Mars, open space, the sky above the clouds, plain and patterned sheets."""

from __future__ import annotations

from math import cos, pi, sin

from rostra.imagine._backdrop import Backdrop
from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._scene import Scene
from rostra.imagine._sky import earth, sky, sparkle, stars


def _void(c: Canvas) -> list[str]:
    """Draw black space: a gradient, a milky band, stars."""
    parts = [rect(0, 0, c.width, c.height, c.gradient(*c.light.sky))]
    for x, y, r, colour in (
        (0.25, 0.3, 0.5, "#6a4bc4"),
        (0.8, 0.15, 0.4, "#2f7fc0"),
        (0.6, 0.7, 0.45, "#a13f8f"),
    ):
        parts.append(circle(c.width * x, c.height * y, c.width * r, c.halo(colour, 0.3)))
    parts.append(stars(c, c.height, 150))
    return parts


def crater(x: float, y: float, r: float, colour: str) -> str:
    """Draw a crater seen aslant: a lit rim, a shaded floor."""
    return (
        ellipse(x, y, r, r * 0.34, lighter(colour, 0.16))
        + ellipse(x, y + r * 0.05, r * 0.92, r * 0.29, darker(colour, 0.22))
        + ellipse(x - r * 0.06, y + r * 0.1, r * 0.8, r * 0.21, darker(colour, 0.1))
    )


def moon(c: Canvas, scene: Scene) -> Backdrop:
    """Draw the moon's ground under a black sky in which the earth hangs."""
    horizon, ground = c.height * 0.68, c.height * 0.87
    back = _void(c)
    if not any(a.thing in ("earth", "planet") for a in scene.actors):
        side = c.chance.choice((0.2, 0.8))
        back.append(earth(c, c.width * side, c.height * 0.22, c.unit * 12))
    dust = c.light.of("#cfcad6")
    back.append(c.ridge(horizon, c.height * 0.13, 5, darker(dust, 0.42)))
    back.append(c.ridge(horizon + c.height * 0.04, c.height * 0.06, 4, darker(dust, 0.22)))
    edge = f"M0 {n(horizon + c.height * 0.09)}Q{n(c.width / 2)} {n(horizon + c.height * 0.02)} {n(c.width)} {n(horizon + c.height * 0.09)}V{n(c.height)}H0Z"
    back.append(path(edge, c.gradient(lighter(dust, 0.12), darker(dust, 0.12))))
    spots = (
        (0.14, 0.79, 7),
        (0.84, 0.78, 6),
        (0.6, 0.765, 3.4),
        (0.32, 0.86, 4),
        (0.92, 0.91, 9),
        (0.08, 0.95, 8),
        (0.55, 0.97, 6),
        (0.42, 0.775, 2.4),
    )
    back += [crater(c.width * x, c.height * y, c.unit * r, dust) for x, y, r in spots]
    for x, y in c.scatter(14, c.height * 0.8, c.height * 0.99):
        back.append(
            ellipse(x, y, c.unit * c.chance.uniform(0.4, 1.1), c.unit * 0.4, darker(dust, 0.25))
        )
    return Backdrop(horizon, ground, back, clear=True)


def mars(c: Canvas, scene: Scene) -> Backdrop:
    """Draw the red plain of Mars with its mesas."""
    horizon, ground = c.height * 0.62, c.height * 0.87
    soil = c.light.of("#c4643f")
    back = [rect(0, 0, c.width, c.height, c.gradient(*c.light.sky))]
    back.append(circle(c.width * 0.78, c.height * 0.2, c.unit * 4, "#fff3d8"))
    back.append(circle(c.width * 0.3, c.height * 0.14, c.unit * 1.6, "#e8c9a8"))
    for i in range(3):
        tone = mix(soil, c.light.sky[2], 0.55 - 0.18 * i)
        x = c.width * (0.12, 0.78, 0.45)[i]
        w, h, y = (
            c.width * (0.2, 0.24, 0.12)[i],
            c.height * (0.2, 0.15, 0.1)[i],
            horizon + c.unit * 3 * i,
        )
        back.append(
            polygon([(x - w, y), (x - w * 0.62, y - h), (x + w * 0.5, y - h), (x + w, y)], tone)
        )
        back.append(
            polygon(
                [(x + w * 0.2, y - h), (x + w * 0.5, y - h), (x + w, y), (x + w * 0.4, y)],
                darker(tone, 0.12),
            )
        )
        back.append(
            c.ridge(
                y + c.height * 0.02, c.height * 0.03, 4, mix(soil, c.light.sky[2], 0.4 - 0.15 * i)
            )
        )
    back.append(c.ridge(horizon + c.height * 0.14, c.height * 0.04, 3, soil))
    back += [
        crater(c.width * x, c.height * y, c.unit * r, soil)
        for x, y, r in ((0.12, 0.82, 6), (0.88, 0.9, 8), (0.5, 0.95, 5))
    ]
    for x, y in c.scatter(12, c.height * 0.8, c.height * 0.98):
        r = c.unit * c.chance.uniform(0.8, 2.2)
        back.append(
            path(
                f"M{n(x - r)} {n(y)}Q{n(x - r * 0.6)} {n(y - r)} {n(x)} {n(y - r * 0.9)}T{n(x + r)} {n(y)}Z",
                darker(soil, 0.3),
            )
        )
    return Backdrop(horizon, ground, back, clear=True)


def space(c: Canvas, scene: Scene) -> Backdrop:
    """Draw open space with planets near and far."""
    back = _void(c)
    wanted = {a.thing for a in scene.actors}
    if "earth" not in wanted:
        back.append(circle(c.width * 0.5, c.height * 1.55, c.height * 0.75, c.halo("#7fd0ff", 0.8)))
        back.append(circle(c.width * 0.5, c.height * 1.62, c.height * 0.75, "#3f93d6"))
        for x, y, w in ((0.3, 0.93, 0.14), (0.62, 0.91, 0.18), (0.48, 0.97, 0.2), (0.8, 0.98, 0.1)):
            back.append(
                ellipse(
                    c.width * x, c.height * y, c.width * w, c.unit * 1.7, "#bfe6ff", opacity=0.5
                )
            )
    if not wanted & {"planet", "moonsky", "sun"}:
        back.append(_ringed(c, c.width * 0.82, c.height * 0.2, c.unit * 8))
        back.append(circle(c.width * 0.13, c.height * 0.3, c.unit * 4.5, "#d9875f"))
        back.append(circle(c.width * 0.115, c.height * 0.285, c.unit * 1.2, "#c06f4c"))
    return Backdrop(c.height, c.height * 0.86, back, floats=True, clear=True)


def _ringed(c: Canvas, x: float, y: float, r: float) -> str:
    """Draw a planet with a ring around it."""
    tilt = f"rotate(-18 {n(x)} {n(y)})"
    back = path(
        f"M{n(x - r * 1.9)} {n(y)}A{n(r * 1.9)} {n(r * 0.5)} 0 0 1 {n(x + r * 1.9)} {n(y)}",
        "none",
        stroke="#f3dca8",
        stroke_width=r * 0.2,
        transform=tilt,
    )
    front = path(
        f"M{n(x - r * 1.9)} {n(y)}A{n(r * 1.9)} {n(r * 0.5)} 0 0 0 {n(x + r * 1.9)} {n(y)}",
        "none",
        stroke="#f3dca8",
        stroke_width=r * 0.2,
        transform=tilt,
    )
    globe = (
        circle(x, y, r, "#e0a458")
        + ellipse(x, y - r * 0.3, r * 0.94, r * 0.13, "#cf8f45")
        + ellipse(x, y + r * 0.3, r * 0.94, r * 0.12, "#eebd78")
    )
    return back + globe + front


def above(c: Canvas, scene: Scene) -> Backdrop:
    """Draw the sky above a floor of clouds."""
    back = sky(c, scene, c.height * 0.75)
    white = mix("#ffffff", c.light.sky[1], 0.12 if not c.light.dark else 0.6)
    for k in range(3):
        tone = mix(white, c.light.sky[1], 0.5 - 0.22 * k)
        y = c.height * (0.76 + 0.08 * k)
        for x, dy in c.scatter(9, -c.unit * 2, c.unit * 2):
            back.append(circle(x, y + dy + c.unit * 6, c.unit * c.chance.uniform(8, 13), tone))
        back.append(rect(0, y + c.unit * 6, c.width, c.height, tone))
    return Backdrop(c.height, c.height * 0.8, back, floats=True)


def launchpad(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a launch site: a tower, clouds of exhaust over the plain."""
    horizon, ground = c.height * 0.72, c.height * 0.9
    back = sky(c, scene, horizon)
    grass = c.light.of("#7fae72")
    back.append(c.ridge(horizon, c.height * 0.05, 5, mix(grass, c.light.sky[1], 0.5)))
    back.append(rect(0, horizon + c.unit * 2, c.width, c.height, mix(grass, "#a9a4ad", 0.45)))
    steel = c.light.of("#b5533f")
    x, base, tall = c.width * 0.24, horizon + c.height * 0.12, c.height * 0.56
    for dx in (0, 5):
        back.append(rect(x + dx * c.unit, base - tall, c.unit, tall, steel))
    for k in range(9):
        y = base - tall * (k + 0.5) / 9
        back.append(line([(x, y), (x + c.unit * 6, y - c.unit * 4)], steel, c.unit * 0.6))
    back.append(rect(x + c.unit * 5, base - tall * 0.7, c.unit * 14, c.unit * 1.3, steel))
    smoke = mix("#ffffff", c.light.sky[2], 0.25)
    for i, (sx, _) in enumerate(c.scatter(15, 0, 1)):
        near = 1 - abs(sx / c.width - 0.5)
        back.append(
            circle(
                sx,
                horizon + c.height * 0.14,
                c.unit * (4 + 9 * near * c.chance.uniform(0.6, 1)),
                mix(smoke, c.light.sky[1], 0.18 * (i % 3)),
            )
        )
    back.append(rect(0, horizon + c.height * 0.16, c.width, c.height, mix(smoke, grass, 0.25)))
    return Backdrop(horizon, ground, back)


def quake(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a street whose ground has split."""
    from rostra.imagine._town import ruins

    place = ruins(c, scene)
    x, top = c.width * 0.5, place.horizon + c.height * 0.1
    left = [(x, top)]
    for k in range(1, 7):
        left.append(
            (x + c.unit * (3 if k % 2 else -3) - c.unit * 1.2 * k, top + (c.height - top) * k / 6)
        )
    right = [(px + c.unit * 2.2 * (k + 0.3), py) for k, (px, py) in enumerate(left)]
    place.back.append(polygon([*left, *reversed(right)], "#2a2030"))
    return place


def plain(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a plain sheet: two tones, a round glow or rays behind the hero, a pattern."""
    pairs = (
        ("#fde3c8", "#f6b48f"),
        ("#d7ecf2", "#8cc5d8"),
        ("#e6e1f5", "#b3a4dd"),
        ("#fbe7a8", "#f2bf57"),
        ("#d9efd5", "#94c9a0"),
    )
    loud = (
        ("#ffd84d", "#ff9f43"),
        ("#ff8fa3", "#ff5d7d"),
        ("#7fe3d0", "#2fb7a8"),
        ("#8fb8ff", "#5a7df0"),
    )
    light, deep = c.chance.choice(loud if c.fun else pairs)
    mid = (c.width / 2, c.height * 0.52)
    ground = c.height * 0.84
    parts = [rect(0, 0, c.width, c.height, light)]
    if c.fun:
        parts.append(rays(c, mid, mix(light, deep, 0.55)))
    else:
        parts.append(circle(*mid, min(c.width, c.height) * 0.4, lighter(light, 0.55)))
        for x, y in c.scatter(16, c.height * 0.06, c.height * 0.7):
            if (x - mid[0]) ** 2 + (y - mid[1]) ** 2 > (c.unit * 42) ** 2:
                parts.append(
                    c.chance.choice(
                        (
                            circle(x, y, c.unit * 0.9, deep, opacity=0.5),
                            sparkle(x, y, c.unit * 1.9, lighter(light, 0.7)),
                        )
                    )
                )
    floor = f"M0 {n(ground - c.unit * 7)}Q{n(c.width / 2)} {n(ground - c.unit * 12)} {n(c.width)} {n(ground - c.unit * 7)}V{n(c.height)}H0Z"
    parts.append(path(floor, mix(light, deep, 0.7)))
    parts.append(path(floor, mix(light, deep, 0.9), transform=f"translate(0 {n(c.unit * 8)})"))
    return Backdrop(ground - c.unit * 9, ground, parts, clear=True)


def rays(c: Canvas, mid: tuple[float, float], colour: str, count: int = 14) -> str:
    """Draw rays that spread from a point to the edges."""
    reach = c.width + c.height
    parts = []
    for i in range(count):
        a, b = 2 * pi * i / count, 2 * pi * (i + 0.5) / count
        ends = [(mid[0] + cos(t) * reach, mid[1] + sin(t) * reach) for t in (a, b)]
        parts.append(polygon([mid, *ends], colour))
    return "".join(parts)


def fairyland(c: Canvas, scene: Scene) -> Backdrop:
    """Draw green hills with a castle far off and a rainbow of sky."""
    from rostra.imagine._land import hills
    from rostra.imagine._symbols import ink, shape

    place = hills(c, scene)
    left, top, right, bottom = ink("1F3F0")
    scale = c.height * 0.26 / (bottom - top)
    x, y = c.width * 0.72 - (left + right) / 2 * scale, place.horizon + c.unit * 2 - bottom * scale
    body = c.light.over(shape("1F3F0"))
    place.back.insert(
        len(place.back) - 3,
        f'<g transform="translate({n(x)} {n(y)}) scale({scale:.4g})" opacity="0.85">{body}</g>',
    )
    return place
