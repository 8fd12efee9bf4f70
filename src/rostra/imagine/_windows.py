"""Windows with what is seen through them, pictures on a wall, bookcases."""

from __future__ import annotations

from rostra.imagine._colours import darker, lighter, mix
from rostra.imagine._draw import Canvas, circle, moved, n, path, rect
from rostra.imagine._houses import silhouettes
from rostra.imagine._scene import Scene
from rostra.imagine._sky import moon, sun


def window(c: Canvas, scene: Scene, x: float, y: float, w: float, h: float) -> str:
    """Draw a window and what is seen through it at this hour and in this weather."""
    clip = c.clip(rect(x, y, w, h, "#000", rx=c.unit))
    view = [rect(x, y, w, h, c.gradient(*c.light.sky))]
    if scene.hour == "night":
        view.append(moon(c, x + w * 0.7, y + h * 0.28, min(w, h) * 0.1))
    elif scene.weather == "clear":
        view.append(sun(c, x + w * 0.72, y + h * 0.3, min(w, h) * 0.1, red=scene.hour != "day"))
    view.append(
        moved(
            silhouettes(
                c,
                0,
                h * 0.42,
                mix("#5d7a86", c.light.sky[1], 0.4),
                lit=0.3 if scene.hour == "night" else 0,
            ),
            x,
            y + h,
        )
    )
    if scene.weather in ("rain", "storm"):
        strokes = "".join(
            f"M{n(x + w * c.chance.random())} {n(y + h * c.chance.random())}l{n(-c.unit * 0.7)} {n(c.unit * 3)}"
            for _ in range(26)
        )
        view.append(path(strokes, "none", stroke="#e3edf5", stroke_width=c.unit * 0.3, opacity=0.8))
    if scene.weather == "snow":
        view += [
            circle(x + w * c.chance.random(), y + h * c.chance.random(), c.unit * 0.5, "#fff")
            for _ in range(24)
        ]
    frame = c.light.of("#fbf6ea")
    bars = rect(x + w / 2 - c.unit * 0.5, y, c.unit, h, frame) + rect(
        x, y + h / 2 - c.unit * 0.5, w, c.unit, frame
    )
    edge = rect(x, y, w, h, "none", stroke=frame, stroke_width=c.unit * 1.6, rx=c.unit)
    sill = rect(
        x - c.unit * 2, y + h, w + c.unit * 4, c.unit * 1.8, darker(frame, 0.12), rx=c.unit * 0.5
    )
    return f'<g clip-path="{clip}">{"".join(view)}</g>' + bars + edge + sill


def framed(c: Canvas, x: float, y: float, w: float, h: float) -> str:
    a, b = c.chance.choice((("#f2b366", "#5f8f8a"), ("#9cc3e0", "#d97b6c"), ("#f6d08c", "#7a6fa8")))
    return rect(x, y, w, h, a, stroke="#7a5236", stroke_width=c.unit) + path(
        f"M{n(x)} {n(y + h)}L{n(x + w * 0.4)} {n(y + h * 0.4)}L{n(x + w * 0.62)} {n(y + h * 0.7)}L{n(x + w * 0.78)} {n(y + h * 0.5)}L{n(x + w)} {n(y + h)}Z",
        b,
    )


def shelf(c: Canvas, x: float, y: float, w: float, h: float, rows: int) -> str:
    """Draw a bookcase full of books."""
    wood = c.light.of("#8a5a3c")
    parts = [
        rect(x, y, w, h, darker(wood, 0.35)),
        rect(x, y, w, h, "none", stroke=wood, stroke_width=c.unit * 1.2),
    ]
    spines = [
        c.light.of(k)
        for k in ("#c9504a", "#3f7f8f", "#e0a33c", "#5d6fa8", "#6f9a5a", "#e8d9b8", "#8a5a8f")
    ]
    step = h / rows
    for row in range(rows):
        base = y + step * (row + 1)
        bx = x + c.unit
        while bx < x + w - c.unit * 2.4:
            bw = c.unit * c.chance.uniform(1.1, 2.2)
            bh = step * c.chance.uniform(0.55, 0.84)
            if c.chance.random() < 0.9:
                colour = c.chance.choice(spines)
                parts.append(rect(bx, base - bh, bw, bh, colour))
                parts.append(rect(bx, base - bh * 0.8, bw, bh * 0.07, lighter(colour, 0.4)))
            bx += bw + c.unit * 0.15
        parts.append(rect(x, base - c.unit * 0.5, w, c.unit, wood))
    return "".join(parts)
