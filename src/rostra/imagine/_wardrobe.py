"""Clothes of our own drawing: space suits, robes, coats, uniforms, hats, capes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin


from rostra.imagine._draw import Point, circle, ellipse, line, n, path, polygon, rect
from rostra.imagine._symbols import Box, ink, shape

Detail = Callable[[Point, Point], str]
"""Draws on a body, given its hip and its chest."""
LINE = "#000"


@dataclass(frozen=True, slots=True)
class Outfit:
    """Clothes: colours of coat, legs, shoes and gloves ("" = bare), what is on them, hats."""

    coat: str = ""
    legs: str = ""
    shoes: str = ""
    gloves: str = ""
    shape: str = ""
    detail: Detail | None = None
    back: Detail | None = None
    hats: tuple[str, ...] = ()


def _mid(hip: Point, chest: Point) -> Point:
    return ((hip[0] + chest[0]) / 2, (hip[1] + chest[1]) / 2)


def _panel(hip: Point, chest: Point) -> str:
    """Draw the chest panel, the belt and the patches of a space suit."""
    x, y = _mid(hip, chest)
    parts = [rect(x - 8, y - 6, 16, 10, "#c9d3e0", rx=2, stroke=LINE, stroke_width=1.2)]
    for k, colour in enumerate(("#e5484d", "#3d8bd9", "#f7cf3d")):
        parts.append(circle(x - 4.6 + k * 4.6, y - 2.8, 1.5, colour))
    parts.append(rect(x - 5.5, y + 0.4, 11, 1.8, "#5c6b84", rx=0.9))
    parts.append(line([(hip[0] - 13, hip[1] + 3), (hip[0] + 13, hip[1] + 3)], "#3d8bd9", 2.4))
    return "".join(parts)


def _pack(hip: Point, chest: Point) -> str:
    """Draw the pack on an astronaut's back."""
    x, y = _mid(hip, chest)
    return rect(x - 21, y - 17, 42, 34, "#aeb9c9", rx=7, stroke=LINE, stroke_width=1.9)


def _stars(hip: Point, chest: Point) -> str:
    """Strew stars over a wizard's robe and hem it with gold."""
    (hx, hy), (cx, cy) = hip, chest
    parts = [star(cx - 6, cy + 4, 3.2), star(cx + 7, cy + 13, 2.6), star(hx - 9, hy + 9, 2.8), star(hx + 12, hy + 14, 2.2)]
    hem = f"M{n(hx - 22.4)} {n(hy + 18.6)}Q{n(hx)} {n(hy + 22.6)} {n(hx + 22.4)} {n(hy + 18.6)}"
    return "".join(parts) + path(hem, "none", stroke="#f7cf3d", stroke_width=2.4)


def star(x: float, y: float, r: float, colour: str = "#f7cf3d") -> str:
    """Draw a five-pointed star."""
    points = []
    for k in range(10):
        reach = r if k % 2 == 0 else r * 0.42
        points.append((x + reach * sin(pi * k / 5), y - reach * cos(pi * k / 5)))
    return polygon(points, colour)


def _lapels(shirt: str, tie: str) -> Detail:
    """Draw an open jacket: shirt, tie, lapels, a button."""

    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        parts = [polygon([(cx - 7, cy - 12), (cx + 7, cy - 12), (hx, hy + 2)], shirt)]
        if tie:
            parts.append(polygon([(cx - 2.6, cy - 10), (cx + 2.6, cy - 10), (cx + 2.8, cy + 5), (cx, cy + 9), (cx - 2.8, cy + 5)], tie))
        edge = [(cx - 8, cy - 12), (hx, hy + 2), (cx + 8, cy - 12)]
        parts += [line(edge, LINE, 1.5), line([(hx, hy + 2), (hx, hy + 13)], LINE, 1.5), circle(hx + 3, hy + 7, 1.2, LINE)]
        return "".join(parts)

    return drawn


def _buttons(colour: str, *, badge: str = "") -> Detail:
    """Draw a uniform: a row of buttons, a belt, a badge."""

    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        parts = [circle(cx + (hx - cx) * k / 3, cy - 5 + (hy - cy + 8) * k / 3, 1.5, colour) for k in range(4)]
        parts.append(line([(hx - 14, hy + 5), (hx + 14, hy + 5)], LINE, 2.6))
        parts.append(rect(hx - 3, hy + 3, 6, 4, colour))
        if badge:
            parts.append(star(cx + 8, cy - 1, 4, badge))
        return "".join(parts)

    return drawn


def _cross(hip: Point, chest: Point) -> str:
    x, y = chest[0] + 7, chest[1] - 1
    coat = _lapels("#cfe6f5", "")(hip, chest)
    return coat + rect(x - 1.3, y - 4, 2.6, 8, "#e5484d") + rect(x - 4, y - 1.3, 8, 2.6, "#e5484d")


def _apron(colour: str) -> Detail:
    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        bib = f"M{n(cx - 8)} {n(cy - 6)}H{n(cx + 8)}L{n(hx + 12)} {n(hy + 12)}Q{n(hx)} {n(hy + 15)} {n(hx - 12)} {n(hy + 12)}Z"
        pocket = rect(hx - 6, hy - 2, 12, 7, "none", stroke=LINE, stroke_width=1.2, rx=2)
        straps = line([(cx - 8, cy - 6), (cx - 5, cy - 14)], colour, 2.4) + line([(cx + 8, cy - 6), (cx + 5, cy - 14)], colour, 2.4)
        return straps + path(bib, colour, stroke=LINE, stroke_width=1.3) + pocket

    return drawn


def _stripes(colour: str) -> Detail:
    def drawn(hip: Point, chest: Point) -> str:
        rows = []
        for k in range(4):
            y = chest[1] - 7 + (hip[1] - chest[1] + 18) * k / 4
            rows.append(line([(chest[0] - 13.2, y), (chest[0] + 13.2, y)], colour, 2.6))
        return "".join(rows)

    return drawn


def _vest(hip: Point, chest: Point) -> str:
    (hx, hy), (cx, cy) = hip, chest
    band = "#f7e36b"
    return (
        line([(cx - 8, cy - 11), (hx - 8, hy + 10)], band, 3)
        + line([(cx + 8, cy - 11), (hx + 8, hy + 10)], band, 3)
        + line([(hx - 13.5, hy - 1), (hx + 13.5, hy - 1)], band, 3)
    )


def _emblem(hip: Point, chest: Point) -> str:
    x, y = chest[0], chest[1] + 1
    shield = polygon([(x - 8, y - 6), (x + 8, y - 6), (x + 5, y + 4), (x, y + 9), (x - 5, y + 4)], "#f7cf3d", stroke=LINE, stroke_width=1.2)
    return shield + star(x, y, 4, "#e5484d") + line([(hip[0] - 14, hip[1] + 5), (hip[0] + 14, hip[1] + 5)], "#f7cf3d", 3)


def _ermine(hip: Point, chest: Point) -> str:
    (hx, hy), (cx, cy) = hip, chest
    band = f"M{n(cx - 14)} {n(cy - 9)}Q{n(cx)} {n(cy + 3)} {n(cx + 14)} {n(cy - 9)}L{n(cx + 15)} {n(cy - 2)}Q{n(cx)} {n(cy + 10)} {n(cx - 15)} {n(cy - 2)}Z"
    spots = "".join(circle(cx + k * 5, cy - 1 + abs(k) * -1.5 + 2, 0.9, LINE) for k in (-2, -1, 0, 1, 2))
    hem = f"M{n(hx - 22)} {n(hy + 17)}Q{n(hx)} {n(hy + 21)} {n(hx + 22)} {n(hy + 17)}"
    return path(band, "#fff", stroke=LINE, stroke_width=1.2) + spots + path(hem, "none", stroke="#fff", stroke_width=4)


def cape(colour: str) -> Detail:
    """Give a cape of a colour that hangs behind the body."""

    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        d = f"M{n(cx - 13)} {n(cy - 12)}Q{n(cx)} {n(cy - 17)} {n(cx + 13)} {n(cy - 12)}L{n(hx + 27)} {n(hy + 17)}Q{n(hx + 14)} {n(hy + 12)} {n(hx)} {n(hy + 18)}Q{n(hx - 14)} {n(hy + 12)} {n(hx - 27)} {n(hy + 17)}Z"
        return path(d, colour, stroke=LINE, stroke_width=1.9, stroke_linejoin="round")

    return drawn


def _necklace(hip: Point, chest: Point) -> str:
    x, y = chest
    beads = "".join(circle(x + k * 3, y - 6 + 5 - abs(k) * 1.5, 1.2, "#f7cf3d") for k in (-3, -2, -1, 0, 1, 2, 3))
    return beads + line([(hip[0] - 14, hip[1] + 1), (hip[0] + 14, hip[1] + 1)], "#ffffff", 2.4)


_SUIT = _lapels("#ffffff", "#c9302c")
OUTFITS: dict[str, Outfit] = {
    "astronaut": Outfit("#f4f7fb", "#f4f7fb", "#7d8aa3", "#7d8aa3", detail=_panel, back=_pack),
    "wizard": Outfit("#5b3fa8", "#5b3fa8", "#3a2a5e", shape="robe", detail=_stars, hats=("wizardhat",)),
    "witch": Outfit("#3f3555", "#3f3555", "#2a2238", shape="robe", detail=_stars, hats=("wizardhat",)),
    "doctor": Outfit("#ffffff", "#7fa8c9", "#4c5a86", detail=_cross),
    "nurse": Outfit("#dff0f7", "#dff0f7", "#ffffff", detail=_cross, hats=("nursecap",)),
    "chef": Outfit("#ffffff", "#5c6370", "#33333b", detail=_buttons("#33333b"), hats=("chefhat",)),
    "police": Outfit("#3d6fb5", "#2b4470", "#1f2540", detail=_buttons("#f7cf3d", badge="#f7cf3d"), hats=("policecap",)),
    "soldier": Outfit("#6f8055", "#5b6b45", "#3b3a2f", detail=_buttons("#4b5636"), hats=("armyhelmet",)),
    "firefighter": Outfit("#c9482f", "#5a4636", "#2f2a2a", detail=_vest, hats=("firehelmet",)),
    "worker": Outfit("#f08c2e", "#4c5a86", "#6b4a37", detail=_vest, hats=("hardhat",)),
    "farmer": Outfit("#c94f4f", "#4f6fa5", "#6b4a37", detail=_apron("#4f6fa5"), hats=("hat",)),
    "gardener": Outfit("#8fb35a", "#6b5a43", "#5a4636", detail=_apron("#5c8a4a"), hats=("hat",)),
    "scientist": Outfit("#ffffff", "#5c6b84", "#33333b", detail=_lapels("#9cd0e0", ""), hats=("glasses",)),
    "judge": Outfit("#2f2a3a", "#2f2a3a", "#1f1a2a", shape="robe", detail=_lapels("#ffffff", "")),
    "teacher": Outfit("#7a8f5a", "#5a5068", "#3b3450", detail=_lapels("#f7ecd2", ""), hats=("glasses",)),
    "student": Outfit("#3a3f5c", "#3a3f5c", "#2b2b3b", shape="robe", detail=_lapels("#ffffff", "#c9302c"), hats=("gradcap",)),
    "artist": Outfit("#d9dfe8", "#4c5a86", "#3b3450", detail=_stripes("#3f5fa5")),
    "singer": Outfit("#d14f8f", "#33333b", "#f7cf3d", detail=_emblem),
    "musician": Outfit("#33333b", "#4c5a86", "#2b2b3b", detail=_emblem),
    "pilot": Outfit("#f5f7fa", "#2f3a5c", "#1f2540", detail=_buttons("#f7cf3d", badge="#f7cf3d"), hats=("policecap",)),
    "detective": Outfit("#a07a4a", "#6b5a43", "#3b3028", detail=_lapels("#efe2c6", "#6b3a2f"), hats=("deerstalker",)),
    "guard": Outfit("#d22f27", "#2b2b3b", "#1f1a2a", detail=_buttons("#f7cf3d"), hats=("bearskin",)),
    "ninja": Outfit("#33333b", "#33333b", "#22222a", "#33333b"),
    "pirate": Outfit("#ffffff", "#5a3f2f", "#33281f", detail=_stripes("#c9302c"), hats=("piratehat",)),
    "sailor": Outfit("#ffffff", "#2f4a7d", "#2b2b3b", detail=_stripes("#3d6fb5"), hats=("sailorhat",)),
    "king": Outfit("#b3273b", "#b3273b", "#5a3f2f", shape="robe", detail=_ermine, hats=("crown",)),
    "queen": Outfit("#8e3f9e", "#8e3f9e", "#5a2f5f", shape="robe", detail=_ermine, hats=("crown",)),
    "princess": Outfit("#f48fb1", "#f48fb1", "#d96a94", shape="robe", detail=_necklace, hats=("crown",)),
    "prince": Outfit("#4f7fd0", "#f5f7fa", "#5a3f2f", detail=_buttons("#f7cf3d"), hats=("crown",)),
    "knight": Outfit("#aeb9c9", "#8d98aa", "#6b7688", "#8d98aa", detail=_emblem, back=cape("#c9302c"), hats=("knighthelm",)),
    "superhero": Outfit("#2f6fd0", "#2f6fd0", "#d22f27", "#d22f27", detail=_emblem, back=cape("#d22f27"), hats=("mask",)),
    "businessman": Outfit("#38415f", "#38415f", "#22222a", detail=_SUIT),
    "journalist": Outfit("#2f6f8f", "#33405c", "#22222a", detail=_lapels("#ffffff", "")),
    "programmer": Outfit("#4c8f7a", "#4c5a86", "#f5f7fa", detail=_emblem, hats=("headset",)),
    "athlete": Outfit("#e5484d", "#ffffff", "#2f6fd0", detail=_stripes("#ffffff")),
    "clown": Outfit("#f7cf3d", "#3d8bd9", "#e5484d", "#ffffff", detail=_buttons("#e5484d")),
    "cowboy": Outfit("#b5794a", "#4f6fa5", "#6b3f27", detail=_lapels("#f1e2c8", "#c9302c"), hats=("cowboyhat",)),
    "photographer": Outfit("#6f7f8f", "#4a4a5a", "#33333b", detail=_vest),
    "bride": Outfit("#ffffff", "#ffffff", "#ffffff", shape="robe", detail=_necklace),
    "groom": Outfit("#2b2b38", "#2b2b38", "#18181f", detail=_lapels("#ffffff", "#18181f")),
    "mechanic": Outfit("#3d6fb5", "#3d6fb5", "#33333b", detail=_apron("#345f9c"), hats=("cap",)),
    "tourist": Outfit("#f29e6d", "#c9b78f", "#8d5a34", detail=_stripes("#ffd9a8"), hats=("hat",)),
    "santa": Outfit("#d22f27", "#d22f27", "#2b2b2b", "#ffffff", detail=_buttons("#f7cf3d")),
    "robot": Outfit("#c3cbd6", "#9aa5b5", "#6f7b8e", "#9aa5b5", detail=_panel),
    "raincoat": Outfit("#f7cf3d", "#f7cf3d", "#3d6fb5", detail=_buttons("#d9a514")),
    "suit": Outfit("#38415f", "#38415f", "#22222a", detail=_SUIT),
    "kimono": Outfit("#d96a94", "#d96a94", "#5a3f2f", shape="robe", detail=_necklace),
    "dress": Outfit("#8e62b8", "#8e62b8", "#5a2f5f", shape="robe", detail=_necklace),
}  # fmt: skip
"""What each role wears; raincoat, suit, kimono and dress can be worn without one."""


def helmet(middle: Point, box: Box) -> tuple[str, str, float]:
    """Draw a glass helmet around a head: behind it, before it, its radius."""
    left, top, right, bottom = box
    radius = max(right - left, bottom - top) * 0.5 + 5.5
    x, y = middle
    back = circle(x, y, radius, "#cfe8fb", stroke=LINE, stroke_width=2)
    glass = circle(x, y, radius, "#dff1ff", opacity=0.16)
    ring = circle(x, y, radius, "none", stroke="#f4f7fb", stroke_width=3.4)
    edge = circle(x, y, radius + 1.9, "none", stroke=LINE, stroke_width=1.9)
    shine = path(f"M{n(x - radius * 0.72)} {n(y - radius * 0.2)}A{n(radius * 0.75)} {n(radius * 0.75)} 0 0 1 {n(x - radius * 0.15)} {n(y - radius * 0.73)}", "none", stroke="#ffffff", stroke_width=3.2, stroke_linecap="round", opacity=0.9)
    collar = ellipse(x, y + radius * 0.96, radius * 0.62, 4.4, "#9fb0c6", stroke=LINE, stroke_width=1.7)
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
_FACE = {"sunglasses": "1F576", "glasses": "1F453", "headset": "1F3A7", "headphones": "1F3A7", "mask": "", "scarf": ""}


def _on_face(key: str, box: Box, *, person: bool) -> str:
    left, top, right, bottom = box
    x, wide, high = (left + right) / 2, right - left, bottom - top
    if key == "mask":
        y = top + high * 0.56
        return path(f"M{n(x - wide * 0.36)} {n(y - 5)}Q{n(x)} {n(y - 1)} {n(x + wide * 0.36)} {n(y - 5)}L{n(x + wide * 0.34)} {n(y + 4)}Q{n(x + wide * 0.15)} {n(y + 8)} {n(x)} {n(y + 3)}Q{n(x - wide * 0.15)} {n(y + 8)} {n(x - wide * 0.34)} {n(y + 4)}Z", "#d22f27", stroke=LINE, stroke_width=1.4) + circle(x - wide * 0.17, y + 1, 2.6, "#fff") + circle(x + wide * 0.17, y + 1, 2.6, "#fff") + circle(x - wide * 0.17, y + 1, 1.4, LINE) + circle(x + wide * 0.17, y + 1, 1.4, LINE)
    if key == "scarf":
        y = bottom - 1
        return line([(x - wide * 0.3, y), (x, y + 3), (x + wide * 0.3, y)], LINE, 10) + line([(x - wide * 0.3, y), (x, y + 3), (x + wide * 0.3, y)], "#d22f27", 7) + line([(x + 8, y + 3), (x + 10, y + 17)], LINE, 9) + line([(x + 8, y + 3), (x + 10, y + 16)], "#b8323f", 6)
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
    return brim + body + path(band, "#f7cf3d", stroke=LINE, stroke_width=1.5) + star(x - w * 0.12, y - tall * 0.42, wide * 0.08) + star(x + w * 0.22, y - tall * 0.28, wide * 0.05), tall


def _chefhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.36
    puff = f"M{n(x - w * 0.8)} {n(y - w * 0.5)}C{n(x - w * 1.7)} {n(y - w * 0.7)} {n(x - w * 1.3)} {n(y - w * 2)} {n(x - w * 0.5)} {n(y - w * 1.6)}C{n(x - w * 0.4)} {n(y - w * 2.3)} {n(x + w * 0.4)} {n(y - w * 2.3)} {n(x + w * 0.5)} {n(y - w * 1.6)}C{n(x + w * 1.3)} {n(y - w * 2)} {n(x + w * 1.7)} {n(y - w * 0.7)} {n(x + w * 0.8)} {n(y - w * 0.5)}Z"
    band = rect(x - w * 0.85, y - w * 0.62, w * 1.7, w * 0.7, "#ffffff", rx=2, stroke=LINE, stroke_width=1.9)
    return path(puff, "#ffffff", stroke=LINE, stroke_width=1.9) + band, w * 2.2


def _peaked(crown: str, band: str) -> Callable[[float, float, float], tuple[str, float]]:
    def drawn(x: float, y: float, wide: float) -> tuple[str, float]:
        w = wide * 0.46
        top = f"M{n(x - w * 0.9)} {n(y - w * 0.3)}Q{n(x - w * 1.25)} {n(y - w * 0.9)} {n(x)} {n(y - w)}Q{n(x + w * 1.25)} {n(y - w * 0.9)} {n(x + w * 0.9)} {n(y - w * 0.3)}Z"
        peak = f"M{n(x - w * 0.85)} {n(y - w * 0.05)}Q{n(x)} {n(y + w * 0.42)} {n(x + w * 0.85)} {n(y - w * 0.05)}Z"
        return path(top, crown, stroke=LINE, stroke_width=1.9) + rect(x - w * 0.9, y - w * 0.34, w * 1.8, w * 0.34, band, stroke=LINE, stroke_width=1.5) + path(peak, "#22222a") + star(x, y - w * 0.6, w * 0.2), w

    return drawn


def _dome(shell: str, rim: str, *, crest: str = "") -> Callable[[float, float, float], tuple[str, float]]:
    def drawn(x: float, y: float, wide: float) -> tuple[str, float]:
        w = wide * 0.5
        dome = f"M{n(x - w)} {n(y)}A{n(w)} {n(w * 0.9)} 0 0 1 {n(x + w)} {n(y)}Z"
        parts = [path(dome, shell, stroke=LINE, stroke_width=1.9), ellipse(x, y, w * 1.18, w * 0.17, rim, stroke=LINE, stroke_width=1.7)]
        if crest:
            parts.append(polygon([(x - 5, y - 4), (x + 5, y - 4), (x + 4, y - 13), (x, y - 16), (x - 4, y - 13)], crest, stroke=LINE, stroke_width=1.2))
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
    skull = circle(x, y - w * 0.5, w * 0.13, "#fff") + line([(x - w * 0.17, y - w * 0.28), (x + w * 0.17, y - w * 0.2)], "#fff", 1.6) + line([(x + w * 0.17, y - w * 0.28), (x - w * 0.17, y - w * 0.2)], "#fff", 1.6)
    return path(d, "#2b2b38", stroke=LINE, stroke_width=1.9) + skull, w * 0.8


def _sailorhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.36
    top = ellipse(x, y - w * 0.8, w * 0.95, w * 0.5, "#ffffff", stroke=LINE, stroke_width=1.9)
    band = rect(x - w, y - w * 0.72, w * 2, w * 0.72, "#ffffff", rx=3, stroke=LINE, stroke_width=1.9)
    return top + band + rect(x - w * 0.96, y - w * 0.3, w * 1.92, w * 0.22, "#3d6fb5"), w * 1.3


def _cowboyhat(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.4
    crown = f"M{n(x - w * 0.8)} {n(y)}Q{n(x - w * 0.75)} {n(y - w * 1.3)} {n(x - w * 0.3)} {n(y - w * 1.2)}Q{n(x)} {n(y - w)} {n(x + w * 0.3)} {n(y - w * 1.2)}Q{n(x + w * 0.75)} {n(y - w * 1.3)} {n(x + w * 0.8)} {n(y)}Z"
    brim = f"M{n(x - w * 1.8)} {n(y - w * 0.35)}Q{n(x)} {n(y + w * 0.55)} {n(x + w * 1.8)} {n(y - w * 0.35)}Q{n(x)} {n(y + w * 0.05)} {n(x - w * 1.8)} {n(y - w * 0.35)}Z"
    return path(crown, "#a5713f", stroke=LINE, stroke_width=1.9) + line([(x - w * 0.78, y - w * 0.2), (x + w * 0.78, y - w * 0.2)], "#5a3a20", 3) + path(brim, "#b5814f", stroke=LINE, stroke_width=1.9), w * 1.25


def _nursecap(x: float, y: float, wide: float) -> tuple[str, float]:
    w = wide * 0.34
    cap = polygon([(x - w, y), (x - w * 0.8, y - w), (x + w * 0.8, y - w), (x + w, y)], "#ffffff", stroke=LINE, stroke_width=1.8)
    return cap + rect(x - 1.4, y - w * 0.8, 2.8, w * 0.6, "#e5484d") + rect(x - w * 0.3, y - w * 0.5 - 1.4, w * 0.6, 2.8, "#e5484d"), w


_DRAWN: dict[str, Callable[[float, float, float], tuple[str, float]]] = {
    "wizardhat": _wizardhat, "chefhat": _chefhat, "policecap": _peaked("#3d6fb5", "#2b4470"),
    "hardhat": _dome("#f7cf3d", "#f2b705"), "helmet": _dome("#f7cf3d", "#f2b705"),
    "armyhelmet": _dome("#6f8055", "#5b6b45"), "firehelmet": _dome("#d22f27", "#b3273b", crest="#f7cf3d"),
    "knighthelm": _dome("#c3cdda", "#8d98aa", crest="#d22f27"), "bearskin": _tall("#2b2b38"),
    "deerstalker": _dome("#a07a4a", "#8a6538"), "piratehat": _piratehat, "sailorhat": _sailorhat,
    "cowboyhat": _cowboyhat, "nursecap": _nursecap,
}  # fmt: skip
