"""Figures with a head from a symbol and a body of our own: they stand, ride, hold, wear, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rostra.imagine._colours import darker, lighter
from rostra.imagine._draw import LINE, Point, circle, ellipse, line, n, path
from rostra.imagine._hats import hat_of, helmet
from rostra.imagine._symbols import Box, drawn, ink, shape
from rostra.imagine._wardrobe import OUTFITS, Outfit
from rostra.imagine._words import Word

HEAD = 46.0
"""Units a head is high; a standing figure is about twice that."""
EDGE = 1.6
"""Units of outline on each side of a limb."""
_WIDE = ("1F385", "1F9DD", "1F921", "1F920", "1F9DB")
"""Heads with ears or brims that reach further out than shoulders."""
_NECK = 46.4
"""Below this line a person's symbol is shoulders, which the body replaces."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the joints are: feet at y = 0, the figure upright about x = 0, seen from in front.

    Hands, elbows, knees and feet come as (far, near): what is far is drawn behind the body.
    """

    hip: Point = (0, -23)
    chest: Point = (0, -37)
    hands: tuple[Point, Point] = ((-21, -19), (21, -19))
    elbows: tuple[Point, Point] = ((-20, -31), (20, -31))
    knees: tuple[Point, Point] = ((-8, -13), (8, -13))
    feet: tuple[Point, Point] = ((-9, -4), (9, -4))
    lean: float = 0.0
    high: bool = False
    """Whether the near arm is drawn over the head."""
    behind: bool = True
    """Whether the far limbs are drawn behind the body."""


POSES: dict[str, Pose] = {
    "stand": Pose(),
    "hold": Pose(hands=((-27, -42), (21, -19)), elbows=((-24, -29), (20, -31)), behind=False),
    "offer": Pose(hands=((-27, -33), (21, -19)), elbows=((-22, -27), (20, -31)), behind=False),
    "both": Pose(hands=((-9, -26), (9, -26)), elbows=((-22, -27), (22, -27)), behind=False),
    "wave": Pose(hands=((-21, -19), (27, -58)), elbows=((-20, -31), (27, -40))),
    "cheer": Pose(hands=((-28, -59), (28, -59)), elbows=((-27, -40), (27, -40))),
    "run": Pose(
        hands=((-27, -33), (25, -28)), elbows=((-22, -26), (23, -36)),
        knees=((-15, -17), (9, -14)), feet=((-21, -5), (20, -9)), lean=-6,
    ),
    "sit": Pose(
        hip=(0, -15), chest=(0, -30), hands=((-14, -14), (14, -14)), elbows=((-20, -24), (20, -24)),
        knees=((-14, -12), (14, -12)), feet=((-20, -4), (20, -4)),
    ),
    "think": Pose(hands=((-21, -19), (8, -46)), elbows=((-20, -31), (24, -33)), high=True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure looks: its head's symbol, fur or skin, belly, clothes, colour of limbs."""

    face: str
    skin: str
    belly: str
    outfit: Outfit
    person: bool
    role: str = ""
    tail: str = ""


def look_of(word: Word, role: str, colour: str) -> Look | None:
    """Say how a being looks as a figure; None where it has no head of its own."""
    face = word.trait("face")
    if not face:
        return None
    person = word.kind == "role" or not word.trait("fur")
    skin = "#fcea2b" if person else (colour or word.trait("fur"))
    role = word.key if word.kind == "role" else role
    outfit = OUTFITS.get(role or word.key)
    if outfit is None:
        shirt = word.trait("shirt")
        outfit = (
            Outfit(coat=colour or shirt, legs="#4c5a86", shoes="#3b3450") if shirt else Outfit()
        )
    elif colour and person:
        outfit = replace(outfit, coat=colour)
    tail = ("bushy" if word.trait("bushy") else "thin") if word.trait("tail") else ""
    belly = lighter(colour, 0.5) if colour and not person else word.trait("belly")
    return Look(face, skin, belly, outfit, person, role, tail)


@lru_cache(maxsize=256)
def head_of(face: str, *, person: bool) -> tuple[str, Box]:
    """Give a head's shapes and box: the symbol, cut off at the neck where it has shoulders."""
    body = shape(face)
    if not person:
        return body, ink(face)
    wide = (8, 64) if face in _WIDE else (15, 57)
    clip = (
        f'<clipPath id="neck{face}"><rect x="{wide[0]}" y="0" width="{wide[1] - wide[0]}" '
        f'height="{_NECK}"/></clipPath>'
    )
    cut = f'{clip}<g clip-path="url(#neck{face})">{body}</g>'
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{cut}</svg>'
    return cut, drawn(whole)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as drawn: what is behind a thing it rides or holds, what is before, its points."""

    behind: str
    before: str
    box: Box
    head: Point
    top: float
    hands: tuple[Point, Point]


def limb(points: Sequence[Point], width: float, colour: str) -> str:
    """Draw a limb with its outline."""
    return line(points, LINE, width + 2 * EDGE) + line(points, colour, width)


def figure(look: Look, pose: Pose, *, wears: Sequence[str] = ()) -> Figure:
    """Draw a figure in a pose, with what it wears, in units (feet at y = 0)."""
    suit = look.outfit
    arm = suit.coat or look.skin
    leg = suit.legs or look.skin
    behind = [_tail(look, pose)] if look.tail else []
    behind.append(suit.back(pose.hip, pose.chest) if suit.back else "")
    far = [_leg(pose, 0, darker(leg, 0.12) if pose.behind else leg, look)]
    arm_far = [_arm(pose, 0, darker(arm, 0.1) if pose.behind else arm, look)]
    near = [_leg(pose, 1, leg, look)]
    body = [_torso(look, pose)]
    arm_near = [_arm(pose, 1, arm, look)]
    head, box, middle, top = _head(look, pose, wears)
    if pose.behind:
        behind += arm_far + far
        last = [head, *arm_near] if pose.high else [*arm_near, head]
        before = near + body + last
    else:
        behind += far + near
        before = [*body, head, *arm_far, *arm_near]
    xs = [p[0] for p in (*pose.hands, *pose.feet)]
    left, right = min(*xs, box[0], -19) - 7, max(*xs, box[2], 19) + 7
    low = max(p[1] for p in pose.feet) + 5
    return Figure("".join(behind), "".join(before), (left, min(box[1], top), right, low), middle, top,
                  pose.hands)  # fmt: skip


def _leg(pose: Pose, side: int, colour: str, look: Look) -> str:
    hip = (pose.hip[0] + (-7 if side == 0 else 7), pose.hip[1])
    foot = pose.feet[side]
    shoe = look.outfit.shoes or look.skin
    drawn_ = limb([hip, pose.knees[side], foot], 9.5, colour)
    toe = (foot[0] - 1.5, foot[1] + 0.6)
    return drawn_ + ellipse(*toe, 7.4, 4.6, shoe, stroke=LINE, stroke_width=EDGE)


def _arm(pose: Pose, side: int, colour: str, look: Look) -> str:
    x, y = pose.chest
    shoulder = (x + (-12 if side == 0 else 12), y - 3)
    hand = pose.hands[side]
    paw = look.outfit.gloves or look.skin
    sleeve = limb([shoulder, pose.elbows[side], hand], 7.6, colour)
    return sleeve + circle(*hand, 5, paw, stroke=LINE, stroke_width=EDGE)


def _torso(look: Look, pose: Pose) -> str:
    suit = look.outfit
    spine = [pose.hip, pose.chest]
    coat = suit.coat or look.skin
    parts = [limb(spine, 29, coat)]
    (hx, hy), (cx, cy) = spine
    if suit.shape == "robe":
        parts = [
            path(f"M{n(cx - 14)} {n(cy - 9)}Q{n(cx)} {n(cy - 15)} {n(cx + 14)} {n(cy - 9)}"
                 f"L{n(hx + 23)} {n(hy + 21)}Q{n(hx)} {n(hy + 25)} {n(hx - 23)} {n(hy + 21)}Z",
                 coat, stroke=LINE, stroke_width=EDGE * 1.2, stroke_linejoin="round")
        ]  # fmt: skip
    elif not suit.coat:
        parts.append(ellipse((hx + cx) / 2, (hy + cy) / 2 + 3, 9.5, 14, look.belly or look.skin))
    if suit.detail:
        parts.append(suit.detail(pose.hip, pose.chest))
    return "".join(parts)


def _tail(look: Look, pose: Pose) -> str:
    x, y = pose.hip
    if look.tail == "bushy":
        d = f"M{n(x + 8)} {n(y + 6)}C{n(x + 30)} {n(y + 14)} {n(x + 44)} {n(y - 6)} {n(x + 34)} {n(y - 26)}C{n(x + 28)} {n(y - 12)} {n(x + 18)} {n(y - 8)} {n(x + 8)} {n(y - 8)}Z"
        tip = f"M{n(x + 37)} {n(y - 9)}C{n(x + 39)} {n(y - 15)} {n(x + 37)} {n(y - 21)} {n(x + 34)} {n(y - 26)}C{n(x + 32)} {n(y - 19)} {n(x + 29)} {n(y - 15)} {n(x + 26)} {n(y - 12)}Q{n(x + 32)} {n(y - 14)} {n(x + 37)} {n(y - 9)}Z"
        return path(d, look.skin, stroke=LINE, stroke_width=EDGE, stroke_linejoin="round") + path(
            tip, look.belly or "#fff"
        )
    points = [(x + 10, y + 4), (x + 26, y + 2), (x + 31, y - 10), (x + 27, y - 20)]
    return limb(points, 5, look.skin)


def _head(look: Look, pose: Pose, wears: Sequence[str]) -> tuple[str, Box, Point, float]:
    """Draw the head above the chest, with hats, glasses or a helmet: SVG, box, middle, top."""
    shapes, (left, top, right, bottom) = head_of(look.face, person=look.person)
    scale = min(HEAD / (bottom - top), 52 / (right - left))
    x = pose.chest[0]
    base = pose.chest[1] - 6.5
    dx, dy = x - (left + right) / 2 * scale, base - bottom * scale
    box = (left * scale + dx, top * scale + dy, right * scale + dx, base)
    middle = (x, (box[1] + base) / 2)
    parts = [f'<g transform="translate({n(dx)} {n(dy)}) scale({scale:.4g})">{shapes}</g>']
    high = box[1]
    if look.role == "astronaut":
        back, front, radius = helmet(middle, box)
        parts = [back, *parts, front]
        high = middle[1] - radius
        box = (middle[0] - radius, high, middle[0] + radius, middle[1] + radius)
    for thing in (*look.outfit.hats, *wears):
        svg, up = hat_of(thing, box, person=look.person)
        parts.append(svg)
        high = min(high, up)
    whole = "".join(parts)
    if pose.lean:
        whole = f'<g transform="rotate({n(pose.lean)} {n(x)} {n(base)})">{whole}</g>'
    return whole, (box[0], high, box[2], box[3]), middle, high
