"""Clothes of our own drawing: space suits, robes, coats, uniforms, hats, capes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rostra.imagine._draw import LINE, Point, circle, line, n, path, polygon, rect, star

Detail = Callable[[Point, Point], str]
"""Draws on a body, given its hip and its chest."""


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
    parts = [
        star(cx - 6, cy + 4, 3.2),
        star(cx + 7, cy + 13, 2.6),
        star(hx - 9, hy + 9, 2.8),
        star(hx + 12, hy + 14, 2.2),
    ]
    hem = f"M{n(hx - 22.4)} {n(hy + 18.6)}Q{n(hx)} {n(hy + 22.6)} {n(hx + 22.4)} {n(hy + 18.6)}"
    return "".join(parts) + path(hem, "none", stroke="#f7cf3d", stroke_width=2.4)


def _lapels(shirt: str, tie: str) -> Detail:
    """Draw an open jacket: shirt, tie, lapels, a button."""

    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        parts = [polygon([(cx - 7, cy - 12), (cx + 7, cy - 12), (hx, hy + 2)], shirt)]
        if tie:
            parts.append(
                polygon(
                    [
                        (cx - 2.6, cy - 10),
                        (cx + 2.6, cy - 10),
                        (cx + 2.8, cy + 5),
                        (cx, cy + 9),
                        (cx - 2.8, cy + 5),
                    ],
                    tie,
                )
            )
        edge = [(cx - 8, cy - 12), (hx, hy + 2), (cx + 8, cy - 12)]
        parts += [
            line(edge, LINE, 1.5),
            line([(hx, hy + 2), (hx, hy + 13)], LINE, 1.5),
            circle(hx + 3, hy + 7, 1.2, LINE),
        ]
        return "".join(parts)

    return drawn


def _buttons(colour: str, *, badge: str = "") -> Detail:
    """Draw a uniform: a row of buttons, a belt, a badge."""

    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        parts = [
            circle(cx + (hx - cx) * k / 3, cy - 5 + (hy - cy + 8) * k / 3, 1.5, colour)
            for k in range(4)
        ]
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
        straps = line([(cx - 8, cy - 6), (cx - 5, cy - 14)], colour, 2.4) + line(
            [(cx + 8, cy - 6), (cx + 5, cy - 14)], colour, 2.4
        )
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
    shield = polygon(
        [(x - 8, y - 6), (x + 8, y - 6), (x + 5, y + 4), (x, y + 9), (x - 5, y + 4)],
        "#f7cf3d",
        stroke=LINE,
        stroke_width=1.2,
    )
    return (
        shield
        + star(x, y, 4, "#e5484d")
        + line([(hip[0] - 14, hip[1] + 5), (hip[0] + 14, hip[1] + 5)], "#f7cf3d", 3)
    )


def _ermine(hip: Point, chest: Point) -> str:
    (hx, hy), (cx, cy) = hip, chest
    band = f"M{n(cx - 14)} {n(cy - 9)}Q{n(cx)} {n(cy + 3)} {n(cx + 14)} {n(cy - 9)}L{n(cx + 15)} {n(cy - 2)}Q{n(cx)} {n(cy + 10)} {n(cx - 15)} {n(cy - 2)}Z"
    spots = "".join(
        circle(cx + k * 5, cy - 1 + abs(k) * -1.5 + 2, 0.9, LINE) for k in (-2, -1, 0, 1, 2)
    )
    hem = f"M{n(hx - 22)} {n(hy + 17)}Q{n(hx)} {n(hy + 21)} {n(hx + 22)} {n(hy + 17)}"
    return (
        path(band, "#fff", stroke=LINE, stroke_width=1.2)
        + spots
        + path(hem, "none", stroke="#fff", stroke_width=4)
    )


def cape(colour: str) -> Detail:
    """Give a cape of a colour that hangs behind the body."""

    def drawn(hip: Point, chest: Point) -> str:
        (hx, hy), (cx, cy) = hip, chest
        d = f"M{n(cx - 13)} {n(cy - 12)}Q{n(cx)} {n(cy - 17)} {n(cx + 13)} {n(cy - 12)}L{n(hx + 27)} {n(hy + 17)}Q{n(hx + 14)} {n(hy + 12)} {n(hx)} {n(hy + 18)}Q{n(hx - 14)} {n(hy + 12)} {n(hx - 27)} {n(hy + 17)}Z"
        return path(d, colour, stroke=LINE, stroke_width=1.9, stroke_linejoin="round")

    return drawn


def _necklace(hip: Point, chest: Point) -> str:
    x, y = chest
    beads = "".join(
        circle(x + k * 3, y - 6 + 5 - abs(k) * 1.5, 1.2, "#f7cf3d")
        for k in (-3, -2, -1, 0, 1, 2, 3)
    )
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
