"""What is above: the sky of the hour, sun and moon, clouds, stars, rain, snow, lightning."""

from __future__ import annotations

from math import cos, pi, sin

from rostra.imagine._colours import lighter, mix
from rostra.imagine._draw import (
    Canvas,
    circle,
    ellipse,
    group,
    line,
    moved,
    n,
    path,
    polygon,
    rect,
)
from rostra.imagine._light import INDOORS
from rostra.imagine._scene import Scene

_WET = ("rain", "storm")


def sky(c: Canvas, scene: Scene, horizon: float) -> list[str]:
    """Draw the sky down to the horizon (and below it, for what stands there to cover)."""
    parts = [rect(0, 0, c.width, c.height, c.gradient(*c.light.sky, c.light.sky[2]))]
    wanted = {actor.thing for actor in scene.actors}
    if c.light.dark and scene.weather in ("clear", "wind", "snow"):
        parts.append(stars(c, horizon, 70))
    if scene.weather in ("clear", "wind", "heat", "fog") and not wanted & {
        "sun",
        "moonsky",
        "earth",
    }:
        parts.append(_lamp(c, scene, horizon))
    cloudy = {"clear": 3, "wind": 4, "rain": 6, "storm": 8, "snow": 5, "cloudy": 7}
    count = cloudy.get(scene.weather, 0)
    if c.light.dark and scene.weather == "clear":
        count = 2
    parts += [
        cloud(c, x, y, c.unit * c.chance.uniform(9, 17), wet=scene.weather in (*_WET, "cloudy"))
        for x, y in c.scatter(count, c.height * 0.05, max(c.height * 0.1, horizon * 0.5))
    ]
    return parts


def _lamp(c: Canvas, scene: Scene, horizon: float) -> str:
    """Hang the sun or the moon where the hour puts it, off the middle."""
    side = c.chance.choice((0.2, 0.8))
    x = c.width * (side + c.chance.uniform(-0.05, 0.05))
    if scene.hour == "night":
        return moon(c, x, horizon * 0.24, c.unit * 7)
    low = {"dusk": 0.8, "dawn": 0.74}.get(scene.hour, 0.24)
    radius = c.unit * (10 if scene.hour != "day" else 6.5)
    return sun(c, x, horizon * low, radius, red=scene.hour != "day")


def sun(c: Canvas, x: float, y: float, radius: float, *, red: bool = False) -> str:
    """Draw the sun with its glow."""
    colour = "#ff9e5e" if red else "#ffd65c"
    parts = [circle(x, y, radius * 2.6, c.halo(lighter(colour, 0.4)))]
    if c.fun:
        for i in range(12):
            angle = 2 * pi * i / 12
            ends = [(x + cos(angle) * radius * k, y + sin(angle) * radius * k) for k in (1.25, 1.6)]
            parts.append(line(ends, colour, radius * 0.14))
    return "".join([*parts, circle(x, y, radius, colour)])


def moon(c: Canvas, x: float, y: float, radius: float) -> str:
    """Draw a full moon with three craters and its glow."""
    face, mark = "#fff3cf", "#ecdcae"
    spots = ((-0.35, -0.2, 0.22), (0.3, 0.3, 0.28), (0.25, -0.45, 0.13), (-0.25, 0.45, 0.14))
    dots = "".join(circle(x + a * radius, y + b * radius, s * radius, mark) for a, b, s in spots)
    return circle(x, y, radius * 2.4, c.halo("#fff3cf", 0.5)) + circle(x, y, radius, face) + dots


def earth(c: Canvas, x: float, y: float, radius: float) -> str:
    """Draw the earth as it is seen from the moon: seas, lands, clouds, a shadow."""
    clip = c.clip(circle(0, 0, 1, "#000"))
    lands = (
        "M-.9-.3Q-.6-.8-.2-.7Q.1-.6-.1-.3Q-.3-.2-.35 .1Q-.5 .2-.6 0Q-.8-.1-.9-.3Z",
        "M-.3 .2Q0 .1 .05 .4Q0 .7-.15 .9Q-.3 .8-.3 .5Z",
        "M.25-.6Q.7-.8 1-.3L1 .2Q.8 .3 .7 0Q.6 .3 .45 .5Q.3 .3 .3 0Q.1-.2 .25-.6Z",
    )
    inside = circle(0, 0, 1, "#4aa8e8") + "".join(path(d, "#7cc35a") for d in lands)
    inside += ellipse(-0.2, -0.45, 0.5, 0.07, "#fff", opacity=0.8)
    inside += ellipse(0.3, 0.45, 0.55, 0.08, "#fff", opacity=0.8)
    inside += path("M0-1A1 1 0 0 1 0 1A1.5 1.5 0 0 0 0-1Z", "#0b1040", opacity=0.35)
    globe = f'<g clip-path="{clip}">{inside}</g>'
    return circle(x, y, radius * 1.7, c.halo("#9ad8ff", 0.55)) + moved(globe, x, y, radius)


def stars(c: Canvas, bottom: float, count: int) -> str:
    """Strew stars, a few of them with rays."""
    parts = []
    for i, (x, y) in enumerate(c.scatter(count, 0, bottom)):
        size = c.unit * c.chance.uniform(0.12, 0.38)
        parts.append(circle(x, y, size, "#fff8dc", opacity=c.chance.uniform(0.45, 1)))
        if i % 14 == 0:
            parts.append(sparkle(x, y, size * 4, "#fff8dc"))
    return "".join(parts)


def sparkle(x: float, y: float, size: float, colour: str) -> str:
    """Draw a star of four rays."""
    points = []
    for i in range(8):
        reach = size if i % 2 == 0 else size * 0.22
        points.append((x + cos(pi * i / 4) * reach, y + sin(pi * i / 4) * reach))
    return polygon(points, colour)


def cloud(c: Canvas, x: float, y: float, size: float, *, wet: bool = False) -> str:
    """Draw a cloud of three puffs with a flat underside."""
    base = mix(c.light.sky[1], "#ffffff", 0.75)
    if wet or c.light.dark:
        base = mix(c.light.sky[1], "#ffffff" if not c.light.dark else c.light.sky[2], 0.35)
    shade = mix(base, c.light.sky[0], 0.3)
    puffs = ((-0.55, 0.05, 0.34), (-0.1, -0.15, 0.46), (0.42, 0.0, 0.36))
    round_ = "".join(circle(a * 2, b * 2, r * 1.2, base) for a, b, r in puffs)
    body = round_ + rect(-1.5, 0, 3.1, 0.46, base, rx=0.23)
    under = rect(-1.2, 0.3, 2.5, 0.16, shade, rx=0.08)
    return moved(group(body + under, opacity=0.9), x, y, size)


def rainbow(c: Canvas, x: float, y: float, radius: float) -> str:
    """Draw a rainbow as six arcs."""
    bands = ("#ef5350", "#ffa726", "#ffee58", "#66bb6a", "#42a5f5", "#ab47bc")
    width = radius * 0.055
    arcs = "".join(
        f'<path d="M{n(x - r)} {n(y)}A{n(r)} {n(r)} 0 0 1 {n(x + r)} {n(y)}" fill="none" '
        f'stroke="{colour}" stroke-width="{n(width * 1.05)}"/>'
        for colour, r in ((b, radius - i * width) for i, b in enumerate(bands))
    )
    return group(arcs, opacity=0.75)


def lightning(c: Canvas, x: float, top: float, bottom: float) -> str:
    """Draw a bolt from the clouds."""
    tall, wide = bottom - top, (bottom - top) * 0.16
    shape = ((0.1, 0), (-0.5, 0.42), (0.05, 0.42), (-0.45, 1), (0.75, 0.34), (0.2, 0.34), (0.65, 0))
    bolt = [(x + a * wide, top + b * tall) for a, b in shape]
    glow = ellipse(x, (top + bottom) / 2, wide * 4, tall * 0.7, c.halo("#fff4b0", 0.5))
    return glow + polygon(bolt, "#fff0a0")


def aurora(c: Canvas, horizon: float) -> str:
    """Draw curtains of northern lights."""
    parts = []
    for i, colour in enumerate(("#7dffb2", "#6fd8ff", "#b48cff")):
        top = horizon * (0.08 + 0.16 * i)
        waves = [
            (c.width * k / 6, top + horizon * 0.12 * sin(k * 1.3 + i * 2)) for k in range(-1, 8)
        ]
        low = [(x, y + horizon * 0.3) for x, y in reversed(waves)]
        d = "M" + " L".join(f"{n(x)} {n(y)}" for x, y in [*waves, *low]) + "Z"
        paint = c.gradient(mix(colour, c.light.sky[1], 0.1), c.light.sky[1])
        parts.append(path(d, paint, opacity=0.35))
    return "".join(parts)


def falling(c: Canvas, scene: Scene, *, near: bool) -> str:
    """Draw rain or snow: a far sheet of it behind what stands there, a near one before it."""
    if scene.place in ("space", "moon", "mars", "underwater", *INDOORS):
        return ""
    if scene.weather == "snow":
        return _flakes(c, 60 if near else 130, near=near)
    if scene.weather in _WET:
        return _drops(c, 46 if near else 120, near=near)
    return ""


def _drops(c: Canvas, count: int, *, near: bool) -> str:
    colour = mix(c.light.sky[2], "#ffffff", 0.55)
    long = c.unit * (4.6 if near else 2.6)
    parts = [
        f"M{n(x)} {n(y)}l{n(-long * 0.22)} {n(long * c.chance.uniform(0.7, 1.2))}"
        for x, y in c.scatter(count, -long, c.height)
    ]
    width = c.unit * (0.34 if near else 0.22)
    return path(
        "".join(parts), "none", stroke=colour, stroke_width=width, stroke_linecap="round",
        opacity=0.55 if near else 0.5,
    )  # fmt: skip


def _flakes(c: Canvas, count: int, *, near: bool) -> str:
    size = c.unit * (0.95 if near else 0.5)
    return "".join(
        circle(x, y, size * c.chance.uniform(0.5, 1.1), "#ffffff", opacity=0.9)
        for x, y in c.scatter(count, 0, c.height)
    )
