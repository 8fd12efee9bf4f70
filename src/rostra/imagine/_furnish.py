"""What stands along the walls of a room: windows, shelves, boards, curtains, columns."""

from __future__ import annotations

from rostra.imagine._colours import darker, lighter
from rostra.imagine._draw import Canvas, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._scene import Scene
from rostra.imagine._windows import framed, shelf, window


def _room(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = [window(c, scene, w * 0.1, h * 0.14, w * 0.26, h * 0.32)]
    curtain = c.light.of(c.chance.choice(("#d97b6c", "#6f9aa8", "#c9a24f")))
    for side in (w * 0.055, w * 0.355):
        parts.append(
            path(
                f"M{n(side)} {n(h * 0.1)}h{n(w * 0.06)}Q{n(side + w * 0.03)} {n(h * 0.35)} {n(side + w * 0.05)} {n(h * 0.56)}h{n(-w * 0.06)}Z",
                curtain,
            )
        )
    parts.append(
        rect(w * 0.03, h * 0.095, w * 0.42, c.unit * 1.2, darker(curtain, 0.4), rx=c.unit * 0.5)
    )
    parts += [
        framed(c, w * 0.62, h * 0.16, w * 0.13, h * 0.14),
        framed(c, w * 0.79, h * 0.2, w * 0.1, h * 0.1),
    ]
    x = w * 0.9
    parts.append(rect(x - c.unit * 0.4, h * 0.4, c.unit * 0.8, base - h * 0.4, darker(wall, 0.5)))
    parts.append(circle(x, h * 0.4, c.unit * 16, c.halo(c.light.glow, 0.55)))
    parts.append(
        polygon(
            [
                (x - w * 0.06, h * 0.44),
                (x - w * 0.035, h * 0.34),
                (x + w * 0.035, h * 0.34),
                (x + w * 0.06, h * 0.44),
            ],
            "#ffe3a0",
        )
    )
    return parts


def _kitchen(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = [window(c, scene, w * 0.36, h * 0.14, w * 0.28, h * 0.24)]
    tile = lighter(wall, 0.35)
    for row in range(3):
        for k in range(int(w / (c.unit * 6)) + 1):
            parts.append(
                rect(
                    k * c.unit * 6 + c.unit * 0.2,
                    h * 0.43 + row * c.unit * 4,
                    c.unit * 5.6,
                    c.unit * 3.6,
                    tile,
                )
            )
    cupboard = c.light.of("#6f9a8f")
    for x in (0.03, 0.69):
        for k in range(2):
            bx = w * (x + 0.14 * k)
            parts += [
                rect(bx, h * 0.08, w * 0.135, h * 0.26, cupboard, rx=c.unit),
                circle(bx + w * 0.115, h * 0.3, c.unit * 0.8, "#f3e4c4"),
            ]
    parts.append(rect(0, h * 0.55, w, c.unit * 2.4, c.light.of("#f3ead8")))
    for k in range(5):
        parts += [
            rect(
                w * 0.2 * k + c.unit * 0.5,
                h * 0.575,
                w * 0.2 - c.unit,
                base - h * 0.575,
                darker(cupboard, 0.08),
                rx=c.unit * 0.6,
            ),
            rect(w * 0.2 * k + w * 0.07, h * 0.6, w * 0.06, c.unit, "#f3e4c4", rx=c.unit * 0.4),
        ]
    return parts


def _office(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = [window(c, scene, w * (0.04 + 0.32 * k), h * 0.1, w * 0.28, h * 0.4) for k in range(3)]
    parts.append(rect(0, h * 0.56, w, base - h * 0.56, darker(wall, 0.08)))
    for x in (0.06, 0.86):
        parts += [
            rect(w * x, h * 0.6, w * 0.08, base - h * 0.6, c.light.of("#8a94a3")),
            rect(w * x, h * 0.63, w * 0.08, c.unit * 0.5, "#6b7483"),
        ]
    return parts


def _library(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    return [
        shelf(c, w * 0.02, h * 0.05, w * 0.33, base - h * 0.05, 6),
        window(c, scene, w * 0.41, h * 0.12, w * 0.18, h * 0.38),
        shelf(c, w * 0.65, h * 0.05, w * 0.33, base - h * 0.05, 6),
    ]


def _classroom(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    board = c.light.of("#3f6b58")
    parts = [
        rect(
            w * 0.12,
            h * 0.1,
            w * 0.76,
            h * 0.38,
            board,
            stroke=c.light.of("#a9764a"),
            stroke_width=c.unit * 1.6,
        )
    ]
    for k, text in enumerate((0.3, 0.44, 0.22)):
        parts.append(
            line(
                [(w * 0.18, h * (0.18 + 0.07 * k)), (w * (0.18 + text), h * (0.18 + 0.07 * k))],
                "#eef4ea",
                c.unit * 0.6,
                opacity=0.75,
            )
        )
    parts.append(
        path(
            f"M{n(w * 0.66)} {n(h * 0.4)}l{n(w * 0.08)} {n(-h * 0.2)}l{n(w * 0.08)} {n(h * 0.2)}Z",
            "none",
            stroke="#ffe39a",
            stroke_width=c.unit * 0.6,
        )
    )
    parts.append(rect(w * 0.12, h * 0.485, w * 0.76, c.unit * 1.4, c.light.of("#a9764a")))
    return parts


def _lab(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = [
        rect(w * 0.05, h * (0.16 + 0.15 * r), w * 0.4, c.unit * 1.2, darker(wall, 0.25))
        for r in range(2)
    ]
    tones = ("#ff8f7d", "#6fd0c0", "#ffd65c", "#9c8cff", "#7fc4ff")
    for r in range(2):
        for k in range(5):
            x, y = w * (0.09 + 0.075 * k), h * (0.16 + 0.15 * r)
            parts.append(
                path(
                    f"M{n(x - c.unit)} {n(y - c.unit * 7)}h{n(c.unit * 2)}v{n(c.unit * 2.6)}l{n(c.unit * 2)} {n(c.unit * 4.4)}h{n(-c.unit * 6)}l{n(c.unit * 2)} {n(-c.unit * 4.4)}Z",
                    c.light.of(tones[(k + r * 2) % 5]),
                    opacity=0.85,
                )
            )
    screen = c.light.of("#2c4a68")
    parts.append(
        rect(
            w * 0.56,
            h * 0.1,
            w * 0.37,
            h * 0.28,
            screen,
            rx=c.unit,
            stroke=darker(wall, 0.35),
            stroke_width=c.unit,
        )
    )
    points = [
        (w * (0.58 + 0.033 * k), h * (0.24 + 0.07 * (-1) ** k * c.chance.random()))
        for k in range(11)
    ]
    parts.append(line(points, "#7dffc0", c.unit * 0.6))
    parts.append(rect(0, h * 0.55, w, c.unit * 2.6, c.light.of("#f4f8fa")))
    parts += [
        rect(
            w * 0.25 * k + c.unit,
            h * 0.58,
            w * 0.25 - c.unit * 2,
            base - h * 0.58,
            c.light.of("#a8c0cc"),
            rx=c.unit * 0.6,
        )
        for k in range(4)
    ]
    return parts


def _restaurant(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = [
        window(c, scene, w * 0.06, h * 0.2, w * 0.24, h * 0.3),
        window(c, scene, w * 0.7, h * 0.2, w * 0.24, h * 0.3),
    ]
    for k in range(5):
        x = w * (0.12 + 0.19 * k)
        parts += [
            rect(x - c.unit * 0.15, 0, c.unit * 0.3, h * 0.1, "#4a3548"),
            circle(x, h * 0.12, c.unit * 9, c.halo(c.light.glow, 0.7)),
            ellipse(x, h * 0.12, c.unit * 3, c.unit * 3.6, c.light.of("#e0503f")),
            rect(x - c.unit * 1.4, h * 0.155, c.unit * 2.8, c.unit * 0.8, "#f2c14e"),
        ]
    return parts


def _stage(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    red = c.light.of("#b8323f")
    parts = []
    for x, colour in ((0.2, "#ffd98a"), (0.5, "#ffffff"), (0.8, "#ff9fc0")):
        parts.append(
            polygon(
                [
                    (w * x - c.unit * 2, 0),
                    (w * x + c.unit * 2, 0),
                    (w * 0.5 + (w * x - w * 0.5) * 0.3 + c.unit * 22, h),
                    (w * 0.5 + (w * x - w * 0.5) * 0.3 - c.unit * 22, h),
                ],
                colour,
                opacity=0.16,
            )
        )
    for side in (0, 1):
        for k in range(4):
            x = w * 0.045 * k if not side else w - w * 0.045 * (k + 1)
            parts.append(rect(x, 0, w * 0.047, base, darker(red, 0.12 * (k % 2) + 0.05 * k)))
    for k in range(8):
        x = w * k / 8
        parts.append(
            path(
                f"M{n(x)} 0h{n(w / 8)}Q{n(x + w / 16)} {n(h * 0.2)} {n(x)} 0Z",
                darker(red, 0.08 * (k % 2)),
            )
        )
        parts.append(
            path(
                f"M{n(x)} 0h{n(w / 8)}v{n(h * 0.06)}q{n(-w / 16)} {n(h * 0.06)} {n(-w / 8)} 0Z",
                darker(red, 0.1 * (k % 2)),
            )
        )
    return parts


def _columns(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = [rect(0, h * 0.06, w, h * 0.05, darker(wall, 0.14))]
    for x in (0.04, 0.2, 0.74, 0.9):
        stone = lighter(wall, 0.32)
        parts += [
            rect(w * x, h * 0.11, w * 0.06, base - h * 0.11, stone),
            rect(w * (x + 0.04), h * 0.11, w * 0.02, base - h * 0.11, darker(stone, 0.1)),
            rect(w * (x - 0.012), h * 0.11, w * 0.084, c.unit * 2, lighter(wall, 0.45)),
        ]
    return parts


def _courtroom(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    wood = c.light.of("#7a4a30")
    parts = _columns(c, scene, base, wall)
    parts.append(circle(w * 0.5, h * 0.26, c.unit * 9, c.light.of("#e0b455")))
    parts.append(circle(w * 0.5, h * 0.26, c.unit * 7, darker(wall, 0.35)))
    parts += [
        line([(w * 0.5, h * 0.2), (w * 0.5, h * 0.31)], "#f3e0b0", c.unit * 0.7),
        line([(w * 0.455, h * 0.225), (w * 0.545, h * 0.225)], "#f3e0b0", c.unit * 0.7),
    ]
    parts += [
        path(
            f"M{n(w * x - c.unit * 2)} {n(h * 0.265)}h{n(c.unit * 4)}q{n(-c.unit * 2)} {n(c.unit * 2.4)} {n(-c.unit * 4)} 0Z",
            "#f3e0b0",
        )
        for x in (0.455, 0.545)
    ]
    parts += [
        rect(w * 0.26, h * 0.46, w * 0.48, base - h * 0.46, wood, rx=c.unit),
        rect(w * 0.24, h * 0.445, w * 0.52, c.unit * 2.6, lighter(wood, 0.15), rx=c.unit),
    ]
    return parts


def _hall(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = _columns(c, scene, base, wall)
    blue = c.light.of("#3f6fb0")
    parts.append(rect(w * 0.3, h * 0.13, w * 0.4, h * 0.36, blue, rx=c.unit))
    parts.append(circle(w * 0.5, h * 0.31, c.unit * 11, lighter(blue, 0.25)))
    for k in range(3):
        parts.append(
            ellipse(
                w * 0.5,
                h * 0.31,
                c.unit * (3.6 * k + 1),
                c.unit * 11,
                "none",
                stroke="#eaf2ff",
                stroke_width=c.unit * 0.5,
            )
        )
    parts += [
        line(
            [(w * 0.5 - c.unit * d, h * y), (w * 0.5 + c.unit * d, h * y)], "#eaf2ff", c.unit * 0.5
        )
        for d, y in ((11, 0.31), (9, 0.25), (9, 0.37))
    ]
    for k in range(int(w / (c.unit * 8)) + 1):
        x = k * c.unit * 8
        colour = c.light.of(("#d8483f", "#f2c14e", "#4f9d8f", "#f5f1e3")[k % 4])
        parts.append(
            polygon(
                [(x, h * 0.075), (x + c.unit * 6, h * 0.075), (x + c.unit * 3, h * 0.13)], colour
            )
        )
    return parts


def _trading(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    parts = []
    down = any(a.thing == "chartfall" for a in scene.actors)
    for k in range(14):
        x, y = w * (0.03 + 0.07 * k), h * 0.05
        good = c.chance.random() < (0.2 if down else 0.75)
        colour = "#5fd08a" if good else "#ff6b6b"
        up = -1 if good else 1
        parts.append(
            polygon(
                [
                    (x, y - up * c.unit),
                    (x + c.unit * 2, y - up * c.unit),
                    (x + c.unit, y + up * c.unit),
                ],
                colour,
            )
        )
        parts.append(
            rect(
                x + c.unit * 2.6,
                y - c.unit * 0.6,
                w * 0.035,
                c.unit * 1.2,
                colour,
                opacity=0.6,
                rx=c.unit * 0.4,
            )
        )
    level, points = 0.42, []
    for k in range(19):
        level += (0.014 if down else -0.012) + c.chance.uniform(-0.035, 0.035)
        points.append((w * k / 18, h * min(0.62, max(0.16, level))))
    tone = "#ff6b6b" if down else "#5fd08a"
    area = " L".join(f"{n(x)} {n(y)}" for x, y in points)
    parts.append(path(f"M0 {n(base)}L{area}L{n(w)} {n(base)}Z", tone, opacity=0.16))
    parts.append(line(points, tone, c.unit * 0.8, opacity=0.7))
    for k in range(9):
        parts.append(
            line([(w * k / 8, h * 0.1), (w * k / 8, base)], lighter(wall, 0.1), c.unit * 0.2)
        )
    for k in range(6):
        parts.append(
            line(
                [(0, h * (0.12 + 0.1 * k)), (w, h * (0.12 + 0.1 * k))],
                lighter(wall, 0.1),
                c.unit * 0.2,
            )
        )
    return parts


def _bare(c: Canvas, scene: Scene, base: float, wall: str) -> list[str]:
    w, h = c.width, c.height
    return [
        window(c, scene, w * 0.55, h * 0.1, w * 0.34, h * 0.38),
        framed(c, w * 0.14, h * 0.16, w * 0.16, h * 0.18),
    ]


FURNISH = {
    "room": _room, "kitchen": _kitchen, "office": _office, "library": _library,
    "classroom": _classroom, "lab": _lab, "restaurant": _restaurant, "stage": _stage,
    "courtroom": _courtroom, "hall": _hall, "trading": _trading, "table": _bare,
}  # fmt: skip
