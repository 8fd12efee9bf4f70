"""Between walls: rooms, offices, libraries, halls, stages, the trading floor."""

from __future__ import annotations

from rostra.imagine._backdrop import Backdrop
from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, ellipse, line, rect
from rostra.imagine._furnish import FURNISH
from rostra.imagine._scene import Scene

_WALLS = {
    "room": ("#f3d9b8", "#cfe0d4", "#e3d3e4", "#d6e2ef"), "kitchen": ("#fbe8c3", "#d5e8dc"),
    "office": ("#dbe5ec", "#e6e2da"), "library": ("#c7a27c", "#b3907a"),
    "classroom": ("#e8ecd2", "#f3e4c4"), "lab": ("#d9ecee", "#dfe6f2"),
    "restaurant": ("#e9b893", "#d99f86"), "stage": ("#4a2b57", "#2f2a5c"),
    "courtroom": ("#c9a57a", "#b99873"), "hall": ("#d5dbe8", "#e3dccb"),
    "trading": ("#1d2b4a", "#20324f"), "table": ("#f2dcc0", "#d9e4da", "#e6d5df"),
}  # fmt: skip


def indoors(c: Canvas, scene: Scene) -> Backdrop:
    """Draw a room of the kind the scene names: its wall, its floor, what stands along it."""
    kind = scene.place if scene.place in _WALLS else "room"
    horizon, ground = c.height * 0.7, c.height * 0.87
    wall = c.light.of(c.chance.choice(_WALLS[kind]))
    if scene.hour == "night" and kind not in ("stage", "trading"):
        wall = mix(wall, "#453b6b", 0.35)
    floor = {"stage": "#8a5a3c", "lab": "#c8d3d8", "office": "#a9a7a0", "trading": "#39445f"}.get(
        kind, "#b98258"
    )
    floor = c.light.of(floor)
    parts = [rect(0, 0, c.width, horizon, c.gradient(lighter(wall, 0.1), wall))]
    parts += FURNISH[kind](c, scene, horizon, wall)
    parts.append(rect(0, horizon, c.width, c.height - horizon, floor))
    if kind in ("room", "library", "restaurant", "stage", "courtroom", "kitchen", "classroom"):
        for k in range(9):
            x = c.width * k / 8
            parts.append(
                line(
                    [
                        (c.width / 2 + (x - c.width / 2) * 0.9, horizon),
                        (c.width / 2 + (x - c.width / 2) * 1.9, c.height),
                    ],
                    darker(floor, 0.09),
                    c.unit * 0.35,
                )
            )
    parts.append(rect(0, horizon - c.unit * 1.6, c.width, c.unit * 2, darker(wall, 0.22)))
    if kind in ("room", "library"):
        rug = c.light.of(c.chance.choice(("#c9605a", "#4f7fa3", "#5d9a84")))
        parts.append(ellipse(c.width / 2, ground, c.width * 0.38, c.unit * 8, rug))
        parts.append(
            ellipse(
                c.width / 2,
                ground,
                c.width * 0.33,
                c.unit * 6.5,
                "none",
                stroke=lighter(rug, 0.4),
                stroke_width=c.unit * 0.7,
            )
        )
    if kind == "table":
        horizon = c.height * 0.7
        wood = c.light.of("#c48a57")
        parts.append(
            rect(0, horizon, c.width, c.height, c.gradient(lighter(wood, 0.12), darker(wood, 0.1)))
        )
        parts += [
            rect(0, horizon + c.unit * (3 + 6.5 * k), c.width, c.unit * 0.4, darker(wood, 0.12))
            for k in range(5)
        ]
        ground = c.height * 0.86
    return Backdrop(horizon, ground, parts, clear=True)
