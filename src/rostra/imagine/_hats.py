"""Hats, glasses and helmets of our own drawing, and symbols worn on a head."""

from __future__ import annotations

from collections.abc import Callable

from rostra.imagine._draw import LINE, Point, circle, ellipse, line, n, path, polygon, rect, star
from rostra.imagine._symbols import Box, ink, shape


def helmet(middle: Point, box: Box) -> tuple[str, str, float]:
    """Draw a glass helmet around a head: behind it, before it, its radius."""
    left, top, right, bottom = box
    radius = max(right - left, bottom - top) * 0.5 + 5.5
    x, y = middle
    back = circle(x, y, radius, "#cfe8fb", stroke=LINE, stroke_width=2)
    glass = circle(x, y, radius, "#dff1ff", opacity=0.16)
    ring = circle(x, y, radius, "none", stroke="#f4f7fb", stroke_width=3.4)
    edge = circle(x, y, radius + 1.9, "none", stroke=LINE, stroke_width=1.9)
    shine = path(
        f"M{n(x - radius * 0.72)} {n(y - radius * 0.2)}A{n(radius * 0.75)} {n(radius * 0.75)} 0 0 1 {n(x - radius * 0.15)} {n(y - radius * 0.73)}",
        "none",
        stroke="#ffffff",
        stroke_width=3.2,
        stroke_linecap="round",
        opacity=0.9,
    )
    collar = ellipse(
        x, y + radius * 0.96, radius * 0.62, 4.4, "#9fb0c6", stroke=LINE, stroke_width=1.7
    )
    return back, glass + ring + edge + shine + collar, radius + 2.8


def hat_of(key: str, box: Box, *, person: bool) -> tuple[str, float]:
    """Draw a thing worn on a head of this box; gives it and the height it reaches (as y)."""
    if key in _FACE:
        return _on_face(key, box, person=person), box[1]
    left, top, right, bottom = box
    x, wide, high = (left + right) / 2, right - left, bottom - top
    brim = top + high * (0.24 if person else 0.27)
    if key in _DRAWN:
        svg, up = _DRAWN[key](x, brim, wide)
        return svg, brim - up
    code = _SYMBOLS.get(key)
    if not code:
        return "", top
    a, b, c, d = ink(code)
    share = {"crown": 0.62, "tophat": 0.8, "gradcap": 0.95}.get(key, 1.0)
    scale = wide * share / (c - a)
    y = brim - d * scale + (2 if key != "gradcap" else 4)
    svg = f'<g transform="translate({n(x - (a + c) / 2 * scale)} {n(y)}) scale({scale:.4g})">{shape(code)}</g>'
    return svg, brim - (d - b) * scale


_SYMBOLS = {
    "hat": "1F452", "tophat": "1F3A9", "cap": "1F9E2", "crown": "1F451", "gradcap": "1F393",
    "tie_bow": "1F380", "hardhat": "26D1", "helmet": "26D1", "armyhelmet": "1FA96",
    "crownworn": "1F451",
}  # fmt: skip


_FACE = {
    "sunglasses": "1F576",
    "glasses": "1F453",
    "headset": "1F3A7",
    "headphones": "1F3A7",
    "mask": "",
    "scarf": "",
}


def _on_face(key: str, box: Box, *, person: bool) -> str:
    left, top, right, bottom = box
    x, wide, high = (left + right) / 2, right - left, bottom - top
    if key == "mask":
        y = top + high * 0.56
        return (
            path(
                f"M{n(x - wide * 0.36)} {n(y - 5)}Q{n(x)} {n(y - 1)} {n(x + wide * 0.36)} {n(y - 5)}L{n(x + wide * 0.34)} {n(y + 4)}Q{n(x + wide * 0.15)} {n(y + 8)} {n(x)} {n(y + 3)}Q{n(x - wide * 0.15)} {n(y + 8)} {n(x - wide * 0.34)} {n(y + 4)}Z",
                "#d22f27",
                stroke=LINE,
                stroke_width=1.4,
            )
            + circle(x - wide * 0.17, y + 1, 2.6, "#fff")
            + circle(x + wide * 0.17, y + 1, 2.6, "#fff")
            + circle(x - wide * 0.17, y + 1, 1.4, LINE)
            + circle(x + wide * 0.17, y + 1, 1.4, LINE)
        )
    if key == "scarf":
        y = bottom - 1
        return (
            line([(x - wide * 0.3, y), (x, y + 3), (x + wide * 0.3, y)], LINE, 10)
            + line([(x - wide * 0.3, y), (x, y + 3), (x + wide * 0.3, y)], "#d22f27", 7)
            + line([(x + 8, y + 3), (x + 10, y + 17)], LINE, 9)
            + line([(x + 8, y + 3), (x + 10, y + 16)], "#b8323f", 6)
        )
    a, b, c, d = ink(_FACE[key])
    around = key in ("headset", "headphones")
    scale = wide * (1.12 if around else 0.8) / (c - a)
    eyes = top + high * (0.5 if around else (0.58 if person else 0.5))
    y = eyes - (b + d) / 2 * scale
    return f'<g transform="translate({n(x - (a + c) / 2 * scale)} {n(y)}) scale({scale:.4g})">{shape(_FACE[key])}</g>'


def _wizardhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w, tall = wide * 0.62, wide * 0.95
    cone = f"M{n(x - w * 0.62)} {n(y)}Q{n(x - w * 0.2)} {n(y - tall * 0.55)} {n(x - w * 0.12)} {n(y - tall * 0.8)}Q{n(x + w * 0.1)} {n(y - tall * 1.02)} {n(x + w * 0.5)} {n(y - tall * 0.88)}Q{n(x + w * 0.2)} {n(y - tall * 0.78)} {n(x + w * 0.28)} {n(y - tall * 0.55)}Q{n(x + w * 0.5)} {n(y - tall * 0.2)} {n(x + w * 0.62)} {n(y)}Z"
    brim = ellipse(x, y, w * 1.05, wide * 0.12, "#4a3192", stroke=LINE, stroke_width=2)
    band = f"M{n(x - w * 0.6)} {n(y - 1)}Q{n(x)} {n(y + wide * 0.11)} {n(x + w * 0.6)} {n(y - 1)}L{n(x + w * 0.55)} {n(y - wide * 0.11)}Q{n(x)} {n(y)} {n(x - w * 0.53)} {n(y - wide * 0.11)}Z"
    body = path(cone, "#5b3fa8", stroke=LINE, stroke_width=2, stroke_linejoin="round")
    return brim + body + path(band, "#f7cf3d", stroke=LINE, stroke_width=1.5) + star(
        x - w * 0.12, y - tall * 0.42, wide * 0.08
    ) + star(x + w * 0.22, y - tall * 0.28, wide * 0.05), tall


def _chefhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.36
    puff = f"M{n(x - w * 0.8)} {n(y - w * 0.5)}C{n(x - w * 1.7)} {n(y - w * 0.7)} {n(x - w * 1.3)} {n(y - w * 2)} {n(x - w * 0.5)} {n(y - w * 1.6)}C{n(x - w * 0.4)} {n(y - w * 2.3)} {n(x + w * 0.4)} {n(y - w * 2.3)} {n(x + w * 0.5)} {n(y - w * 1.6)}C{n(x + w * 1.3)} {n(y - w * 2)} {n(x + w * 1.7)} {n(y - w * 0.7)} {n(x + w * 0.8)} {n(y - w * 0.5)}Z"
    band = rect(
        x - w * 0.85, y - w * 0.62, w * 1.7, w * 0.7, "#ffffff", rx=2, stroke=LINE, stroke_width=1.9
    )
    return path(puff, "#ffffff", stroke=LINE, stroke_width=1.9) + band, w * 2.2


def _peaked(crown: str, band: str) -> Callable[[float, float, float], tuple[str, float]]:
    def drawn(x: float, y: float, wide: float) -> tuple[str, float]:
        w = wide * 0.46
        top = f"M{n(x - w * 0.9)} {n(y - w * 0.3)}Q{n(x - w * 1.25)} {n(y - w * 0.9)} {n(x)} {n(y - w)}Q{n(x + w * 1.25)} {n(y - w * 0.9)} {n(x + w * 0.9)} {n(y - w * 0.3)}Z"
        peak = f"M{n(x - w * 0.85)} {n(y - w * 0.05)}Q{n(x)} {n(y + w * 0.42)} {n(x + w * 0.85)} {n(y - w * 0.05)}Z"
        return path(top, crown, stroke=LINE, stroke_width=1.9) + rect(
            x - w * 0.9, y - w * 0.34, w * 1.8, w * 0.34, band, stroke=LINE, stroke_width=1.5
        ) + path(peak, "#22222a") + star(x, y - w * 0.6, w * 0.2), w

    return drawn


def _dome(
    shell: str, rim: str, *, crest: str = ""
) -> Callable[[float, float, float], tuple[str, float]]:
    def drawn(x: float, y: float, wide: float) -> tuple[str, float]:
        w = wide * 0.5
        dome = f"M{n(x - w)} {n(y)}A{n(w)} {n(w * 0.9)} 0 0 1 {n(x + w)} {n(y)}Z"
        parts = [
            path(dome, shell, stroke=LINE, stroke_width=1.9),
            ellipse(x, y, w * 1.18, w * 0.17, rim, stroke=LINE, stroke_width=1.7),
        ]
        if crest:
            parts.append(
                polygon(
                    [(x - 5, y - 4), (x + 5, y - 4), (x + 4, y - 13), (x, y - 16), (x - 4, y - 13)],
                    crest,
                    stroke=LINE,
                    stroke_width=1.2,
                )
            )
        return "".join(parts), w * 0.95

    return drawn


def _tall(colour: str) -> Callable[[float, float, float], tuple[str, float]]:
    def drawn(x: float, y: float, wide: float) -> tuple[str, float]:
        w = wide * 0.42
        shape_ = f"M{n(x - w)} {n(y + 2)}V{n(y - w * 1.2)}Q{n(x)} {n(y - w * 2.3)} {n(x + w)} {n(y - w * 1.2)}V{n(y + 2)}Z"
        return path(shape_, colour, stroke=LINE, stroke_width=1.9), w * 1.8

    return drawn


def _piratehat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.6
    d = f"M{n(x - w)} {n(y)}Q{n(x - w * 0.9)} {n(y - w * 0.5)} {n(x - w * 0.45)} {n(y - w * 0.45)}Q{n(x)} {n(y - w * 1.1)} {n(x + w * 0.45)} {n(y - w * 0.45)}Q{n(x + w * 0.9)} {n(y - w * 0.5)} {n(x + w)} {n(y)}Q{n(x)} {n(y - w * 0.28)} {n(x - w)} {n(y)}Z"
    skull = (
        circle(x, y - w * 0.5, w * 0.13, "#fff")
        + line([(x - w * 0.17, y - w * 0.28), (x + w * 0.17, y - w * 0.2)], "#fff", 1.6)
        + line([(x + w * 0.17, y - w * 0.28), (x - w * 0.17, y - w * 0.2)], "#fff", 1.6)
    )
    return path(d, "#2b2b38", stroke=LINE, stroke_width=1.9) + skull, w * 0.8


def _sailorhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.36
    top = ellipse(x, y - w * 0.8, w * 0.95, w * 0.5, "#ffffff", stroke=LINE, stroke_width=1.9)
    band = rect(
        x - w, y - w * 0.72, w * 2, w * 0.72, "#ffffff", rx=3, stroke=LINE, stroke_width=1.9
    )
    return top + band + rect(x - w * 0.96, y - w * 0.3, w * 1.92, w * 0.22, "#3d6fb5"), w * 1.3


def _cowboyhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.4
    crown = f"M{n(x - w * 0.8)} {n(y)}Q{n(x - w * 0.75)} {n(y - w * 1.3)} {n(x - w * 0.3)} {n(y - w * 1.2)}Q{n(x)} {n(y - w)} {n(x + w * 0.3)} {n(y - w * 1.2)}Q{n(x + w * 0.75)} {n(y - w * 1.3)} {n(x + w * 0.8)} {n(y)}Z"
    brim = f"M{n(x - w * 1.8)} {n(y - w * 0.35)}Q{n(x)} {n(y + w * 0.55)} {n(x + w * 1.8)} {n(y - w * 0.35)}Q{n(x)} {n(y + w * 0.05)} {n(x - w * 1.8)} {n(y - w * 0.35)}Z"
    return path(crown, "#a5713f", stroke=LINE, stroke_width=1.9) + line(
        [(x - w * 0.78, y - w * 0.2), (x + w * 0.78, y - w * 0.2)], "#5a3a20", 3
    ) + path(brim, "#b5814f", stroke=LINE, stroke_width=1.9), w * 1.25


def _nursecap(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.34
    cap = polygon(
        [(x - w, y), (x - w * 0.8, y - w), (x + w * 0.8, y - w), (x + w, y)],
        "#ffffff",
        stroke=LINE,
        stroke_width=1.8,
    )
    return cap + rect(x - 1.4, y - w * 0.8, 2.8, w * 0.6, "#e5484d") + rect(
        x - w * 0.3, y - w * 0.5 - 1.4, w * 0.6, 2.8, "#e5484d"
    ), w


_DRAWN: dict[str, Callable[[float, float, float], tuple[str, float]]] = {
    "wizardhat": _wizardhat, "chefhat": _chefhat, "policecap": _peaked("#3d6fb5", "#2b4470"),
    "hardhat": _dome("#f7cf3d", "#f2b705"), "helmet": _dome("#f7cf3d", "#f2b705"),
    "armyhelmet": _dome("#6f8055", "#5b6b45"), "firehelmet": _dome("#d22f27", "#b3273b", crest="#f7cf3d"),
    "knighthelm": _dome("#c3cdda", "#8d98aa", crest="#d22f27"), "bearskin": _tall("#2b2b38"),
    "deerstalker": _dome("#a07a4a", "#8a6538"), "piratehat": _piratehat, "sailorhat": _sailorhat,
    "cowboyhat": _cowboyhat, "nursecap": _nursecap,
}  # fmt: skip
