"""What a figure holds: in a hand, before its belly, on a string, an open umbrella."""

from __future__ import annotations

from dataclasses import replace

from rostra.imagine._basics import (
    plain_part,
    word_of,
)
from rostra.imagine._colours import repainted
from rostra.imagine._draw import circle, line, n
from rostra.imagine._figure import POSES, Figure, figure, look_of
from rostra.imagine._part import Part, shifted, turned
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._symbols import shape
from rostra.imagine._words import BEINGS

PLAYED = ("guitar", "violin", "drum", "saxophone", "trumpet", "1FA97", "1FA95")


BOTH = ("book", "newspaper", "laptop", "map", "gift", "box", "cake", "tv", "letter", "calendar",
         "hotpot", "noodles", "apple", "cat", "rabbit", "dog", "teddy", "icebergsmall", "rice", "pizza", "baby", "puzzle", "ballotbox", "globe", *PLAYED)  # fmt: skip


ALOFT = ("flag", "whiteflag", "chinaflag", "usflag", "sign", "kite", "balloon", "fishingrod",
          "torch", "lantern", "trophy", "sword", "wand", "firework", "megaphone", "broom")  # fmt: skip


def in_hand(
    parts: list[Part], scene: Scene, item: int, made: Figure, *, second: bool
) -> list[Part]:
    actor = scene.actors[item]
    if actor.thing == "umbrella":
        return _umbrella(parts, item, actor, made)
    word = word_of(actor)
    look = look_of(word, actor.role, actor.colour) if word.kind in BEINGS else None
    part = plain_part(item, actor, word)
    if look:
        small = figure(look, POSES["stand"])
        part = Part(small.behind + small.before, small.box, item, (look.face,))
    return grip_on(parts, replace(part, actor=item), actor.thing, made, second=second)


def grip_on(parts: list[Part], part: Part, key: str, made: Figure, *, second: bool) -> list[Part]:
    """Put a thing into a hand: aloft, before the belly, or on the palm."""
    left, top, right, bottom = part.box
    wide, tall = right - left, bottom - top
    hand = made.hands[1 if second else 0]
    if key in BOTH:
        scale = (44 if key in PLAYED else 34) / max(wide, tall)
        return [*parts, shifted(part, 0, -17, scale)]
    if key in ("football", "ball"):
        return [*parts, shifted(part, -27, 1, 24 / max(wide, tall))]
    if key in ("kite", "balloon"):
        return _on_string(parts, part, key, made)
    scale = (40 if key in ALOFT else 27) / max(wide, tall)
    if key in ("flag", "whiteflag", "chinaflag", "usflag", "sign", "fishingrod"):
        scale = 58 / max(wide, tall)
    flown = key in ("flag", "whiteflag", "chinaflag", "usflag") and not second
    low = 8 if key in ALOFT else tall * scale * 0.32
    aside = -wide * scale * 0.38 if flown else 0.0
    return [*parts, shifted(part, hand[0] + aside, hand[1] + low, scale, flip=flown)]


def _on_string(parts: list[Part], part: Part, key: str, made: Figure) -> list[Part]:
    hand = made.hands[0]
    x, y = hand[0] - (38 if key == "kite" else 10), -(100 if key == "kite" else 96)
    scale = (44 if key == "kite" else 36) / (part.box[3] - part.box[1])
    string = Part(
        line([hand, (hand[0] - 6, (hand[1] + y) / 2), (x, y)], "#000", 1.2),
        (x, y, hand[0], hand[1]),
    )
    flown = shifted(part, x, y + 6, scale)
    return [*parts, string, flown]


def _umbrella(parts: list[Part], item: int, actor: Actor, made: Figure) -> list[Part]:
    """Open an umbrella above a head: its canopy from the symbol, its stick as long as it must be."""
    body = shape("2602")
    if actor.colour:
        body = repainted(body, actor.colour)
    hand = made.hands[0]
    left, _, right, _ = made.box
    scale = max(1.25, (right - left) * 1.06 / 66)
    low = min(made.top + 10, -70)
    x = hand[0] * 0.35
    clip = '<clipPath id="canopy"><rect width="72" height="42"/></clipPath>'
    canopy = (f'{clip}<g transform="translate({n(x - 36 * scale)} {n(low - 40 * scale)}) scale({scale:.4g})">'
              f'<g clip-path="url(#canopy)">{body}</g></g>')  # fmt: skip
    top = low - 36 * scale
    stick = line([(hand[0], hand[1] + 9), (x, top)], "#000", 3.6) + line(
        [(hand[0], hand[1] + 8), (x, top)], "#8a6a4a", 1.6
    )
    hook = circle(*hand, 5, "#ffffff", opacity=0)
    box = (x - 34 * scale, top - 3, x + 34 * scale, low + 2)
    leaning = turned(canopy, -5, x, low)
    return [
        Part(stick + hook, (x - 2, top, hand[0] + 2, hand[1] + 9)),
        *parts,
        Part(leaning, box, item, ("2602",)),
    ]
