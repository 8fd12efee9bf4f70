"""Towns: rows of houses with lit windows, streets, skylines, roads, ruins."""

from __future__ import annotations

from rostra.imagine._backdrop import Backdrop, tree
from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, circle, ellipse, line, n, polygon, rect
from rostra.imagine._houses import NEON, house, lamp, neon, shopfront, silhouettes
from rostra.imagine._scene import Scene
from rostra.imagine._sky import sky

_WALLS = ("#d98c6a", "#e8b878", "#c9a78c", "#8fb3b8", "#d5a3a0", "#a7b48a", "#b79cc0", "#e0c49a")
_TOKYO = ("#6b6f95", "#8a6f8f", "#5f7f9a", "#a8788a", "#7d86ad", "#927a6d")


def street(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a street between two rows of houses that stand apart in the middle."""
    horizon, ground = c.height * 0.66, c.height * 0.88
    asian = scene.place in ("tokyo", "hongkong", "nightmarket")
    back = sky(c, scene, horizon)
    far = mix(c.light.sky[1], c.light.of("#5a6488"), 0.5)
    back.append(silhouettes(c, horizon, c.height * 0.36, far, lit=0.25 if c.light.dark else 0))
    back += _landmark(c, scene, horizon)
    walls = _TOKYO if asian else _WALLS
    for side in (-1, 1):
        edge = 0.0
        for k in range(3):
            w = c.width * c.chance.uniform(0.15, 0.19) * (1 - 0.18 * k)
            tall = c.height * c.chance.uniform(0.46, 0.58) * (1 - 0.2 * k)
            x = edge if side < 0 else c.width - edge - w
            base = ground - c.height * (0.02 + 0.045 * k)
            wall = mix(c.light.of(c.chance.choice(walls)), c.light.sky[1], 0.1 + 0.14 * k)
            front = house(c, x, base, w, tall, wall)
            front += shopfront(
                c,
                x,
                base,
                w,
                c.light.of(c.chance.choice(("#d1504d", "#3f8f86", "#d99a2b", "#4f6db0"))),
            )
            if asian:
                sign_x = x + (w * 0.78 if side < 0 else w * 0.06)
                front += neon(c, sign_x, base - tall * 0.86, w * 0.17, tall * 0.5)
            back.insert(len(back) - (0 if k == 0 else 1), front) if k else back.append(front)
            edge += w * 0.98
    back += _pavement(c, scene, horizon, ground)
    back += [lamp(c, c.width * x, ground - c.height * 0.03, c.height * 0.36) for x in (0.1, 0.9)]
    return Backdrop(horizon, ground, back)


def _pavement(c: Canvas, scene: Scene, horizon: float, ground: float) -> list[str]:
    """Draw the road; where it rains it shines and mirrors the lights."""
    road = c.light.of("#6a6478")
    top = ground - c.height * 0.13
    walk = c.light.of("#a79fae")
    parts = [
        rect(
            0,
            top,
            c.width,
            c.height - top,
            c.gradient(mix(road, c.light.sky[2], 0.25), darker(road, 0.12)),
        )
    ]
    parts.append(polygon([(0, ground - c.height * 0.065), (c.width * 0.3, top), (0, top)], walk))
    parts.append(
        polygon([(c.width, ground - c.height * 0.065), (c.width * 0.7, top), (c.width, top)], walk)
    )
    wet = scene.weather in ("rain", "storm")
    if wet:
        lights = (*NEON, c.light.glow) if c.light.dark else (c.light.sky[2], "#ffffff")
        for x, y in c.scatter(18, top + c.unit, ground):
            w = c.unit * c.chance.uniform(1.2, 4)
            parts.append(
                rect(
                    x,
                    y,
                    w,
                    c.height * c.chance.uniform(0.08, 0.2),
                    c.gradient(c.chance.choice(lights), road),
                    opacity=0.32,
                    rx=w / 2,
                )
            )
        for x, y in c.scatter(5, ground, c.height * 0.97):
            r = c.unit * c.chance.uniform(6, 11)
            parts.append(ellipse(x, y, r, r * 0.22, mix(road, c.light.sky[2], 0.5), opacity=0.7))
            parts.append(
                ellipse(
                    x + r * 0.15,
                    y,
                    r * 0.4,
                    r * 0.09,
                    "none",
                    stroke="#ffffff",
                    stroke_width=c.unit * 0.25,
                    opacity=0.5,
                )
            )
    else:
        for k in range(5):
            x = c.width * (0.08 + 0.21 * k)
            parts.append(
                polygon(
                    [
                        (x, c.height * 0.955),
                        (x + c.width * 0.11, c.height * 0.955),
                        (x + c.width * 0.1, c.height * 0.975),
                        (x - c.width * 0.01, c.height * 0.975),
                    ],
                    mix("#ffffff", road, 0.35),
                )
            )
    return parts


def _landmark(c: Canvas, scene: Scene, base: float) -> list[str]:
    """Raise what a city is known by over its roofs, in the far tone."""
    from rostra.imagine._symbols import ink, shape

    code, tall = {
        "tokyo": ("1F5FC", 0.44), "paris": ("E205", 0.48), "newyork": ("1F5FD", 0.34),
        "beijing": ("1F3EF", 0.24), "london": ("E208", 0.38),
    }.get(scene.place, ("", 0.0))  # fmt: skip
    if not code or any(a.thing in ("tokyotower", "eiffel", "liberty") for a in scene.actors):
        return []
    left, top, right, bottom = ink(code)
    scale = c.height * tall / (bottom - top)
    x = c.width * c.chance.choice((0.41, 0.6)) - (left + right) / 2 * scale
    body = c.light.over(shape(code))
    return [
        f'<g transform="translate({n(x)} {n(base - bottom * scale + c.unit * 2)}) scale({scale:.4g})" opacity="0.8">{body}</g>'
    ]


def skyline(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a city in three depths behind a riverside park."""
    horizon, ground = c.height * (0.64 if scene.actors else 0.78), c.height * 0.88
    back = sky(c, scene, horizon)
    tower = c.light.of("#5b6a94")
    lit = 0.5 if c.light.dark else 0.06
    tones = [mix(tower, c.light.sky[1], share) for share in (0.62, 0.34, 0.1)]
    if c.light.dark:
        tones = [
            lighter(c.light.sky[1], 0.16),
            mix(c.light.sky[1], c.light.sky[0], 0.45),
            darker(c.light.sky[0], 0.35),
        ]
    back.append(silhouettes(c, horizon, c.height * 0.56, tones[0], lit=lit * 0.4))
    back.append(silhouettes(c, horizon + c.unit * 2, c.height * 0.42, tones[1], lit=lit))
    if scene.place == "shanghai":
        back.append(
            _pearl(
                c,
                c.width * 0.3,
                horizon + c.unit * 2,
                c.height * 0.52,
                mix(tower, c.light.sky[1], 0.2),
            )
        )
    back.append(silhouettes(c, horizon + c.unit * 4, c.height * 0.25, tones[2], lit=lit))
    if scene.place in ("hongkong", "shanghai") and not scene.actors:
        return Backdrop(horizon, ground, [*back, *_waterfront(c, horizon + c.unit * 4)])
    leaf = c.light.of("#5a9466")
    back += [
        tree(c, x, y, c.height * 0.1, mix(leaf, c.light.sky[2], 0.15))
        for x, y in c.scatter(11, horizon + c.unit * 6, horizon + c.unit * 7)
    ]
    stone = c.light.of("#b9b2bd")
    top = horizon + c.unit * 6.5
    back.append(
        rect(
            0,
            top,
            c.width,
            c.height - top,
            c.gradient(mix(stone, c.light.sky[2], 0.2), darker(stone, 0.12)),
        )
    )
    for k in range(7):
        x = c.width * (k / 6)
        back.append(
            line(
                [
                    (c.width / 2 + (x - c.width / 2) * 0.5, top),
                    (c.width / 2 + (x - c.width / 2) * 2.2, c.height),
                ],
                darker(stone, 0.09),
                c.unit * 0.4,
            )
        )
    for k in range(4):
        y = top + (c.height - top) * (0.08, 0.26, 0.52, 0.85)[k]
        back.append(rect(0, y, c.width, c.unit * 0.4, darker(stone, 0.09)))
    return Backdrop(horizon, ground, back)


def _waterfront(c: Canvas, top: float) -> list[str]:
    """Draw the water before a skyline, with its lights in it."""
    water = mix(c.light.sky[1], c.light.of("#3f7fa8"), 0.4)
    parts = [
        rect(0, top, c.width, c.height - top, c.gradient(lighter(water, 0.08), darker(water, 0.3)))
    ]
    for x, y in c.scatter(26, top, c.height * 0.9):
        paint = c.chance.choice((c.light.glow, "#ffb36b", "#8fd3ff", "#ff8fb0"))
        parts.append(
            rect(
                x,
                y,
                c.unit * c.chance.uniform(0.8, 2),
                c.unit * c.chance.uniform(3, 9),
                paint,
                opacity=0.3,
                rx=c.unit * 0.5,
            )
        )
    for x, y in c.scatter(16, top + c.unit * 2, c.height):
        parts.append(
            rect(
                x,
                y,
                c.unit * c.chance.uniform(6, 14),
                c.unit * 0.4,
                lighter(water, 0.4),
                opacity=0.6,
                rx=c.unit * 0.2,
            )
        )
    return parts


def _pearl(c: Canvas, x: float, base: float, tall: float, colour: str) -> str:
    ball = mix(colour, "#e77fa0", 0.45)
    return (
        rect(x - tall * 0.012, base - tall, tall * 0.024, tall, colour)
        + polygon([(x - tall * 0.1, base), (x, base - tall * 0.4), (x + tall * 0.1, base)], colour)
        + circle(x, base - tall * 0.32, tall * 0.075, ball)
        + circle(x, base - tall * 0.66, tall * 0.055, ball)
        + circle(x, base - tall * 0.8, tall * 0.022, ball)
    )


def road(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a road through open country."""
    from rostra.imagine._land import hills

    place = hills(c, scene)
    tar = c.light.of("#6d6a7a")
    top = c.height * 0.76
    place.back.append(rect(0, top, c.width, c.height - top, tar))
    place.back.append(rect(0, top, c.width, c.unit * 1.2, mix(tar, "#ffffff", 0.35)))
    for k in range(6):
        x = c.width * (0.03 + 0.18 * k)
        place.back.append(
            rect(
                x,
                c.height * 0.925,
                c.width * 0.1,
                c.unit * 1.2,
                mix("#ffffff", tar, 0.2),
                rx=c.unit * 0.4,
            )
        )
    place.front = []
    place.ground = c.height * 0.87
    return place


def ruins(c: Canvas, scene: Scene) -> Backdrop:
    """Draw broken houses under a smoky sky."""
    horizon, ground = c.height * 0.64, c.height * 0.88
    back = sky(c, scene, horizon)
    for i in range(3):
        wall = mix(c.light.of("#6a6070"), c.light.sky[1], 0.5 - 0.2 * i)
        x = -c.unit * 4
        while x < c.width:
            w, h = c.unit * c.chance.uniform(10, 18), c.height * c.chance.uniform(0.15, 0.36)
            base = horizon + c.unit * 3 * i
            tops = [(x + w * k / 4, base - h * c.chance.uniform(0.55, 1)) for k in range(5)]
            back.append(polygon([(x, base + 2), *tops, (x + w, base + 2)], wall))
            for k in range(3):
                back.append(
                    rect(
                        x + w * (0.18 + 0.26 * k),
                        base - h * 0.42,
                        w * 0.12,
                        h * 0.14,
                        darker(wall, 0.3),
                    )
                )
            x += w * 1.05
    dust = c.light.of("#8b8087")
    back.append(c.ridge(horizon + c.height * 0.05, c.height * 0.03, 6, dust))
    back.append(c.ridge(ground, c.height * 0.05, 4, darker(dust, 0.12)))
    for x, y in c.scatter(12, horizon + c.height * 0.08, c.height * 0.97):
        s = c.unit * c.chance.uniform(1.2, 3)
        back.append(
            polygon(
                [(x - s, y), (x - s * 0.4, y - s), (x + s * 0.7, y - s * 0.7), (x + s, y)],
                darker(dust, 0.25),
            )
        )
    return Backdrop(horizon, ground, back)
