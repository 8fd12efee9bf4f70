"""What makes a picture calm or loud: outlines, halftone, frames, rays, speech bubbles, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rostra.imagine._beyond import rays
from rostra.imagine._colours import darker, mix
from rostra.imagine._draw import Canvas, group, path, rect
from rostra.imagine._letters import Font, Lines, bubble, fitted
from rostra.imagine._scene import Scene
from rostra.imagine._symbols import Box

KINDS = ("panel", "poster", "sticker")
"""How a fun picture may be made up: a comic panel, a poster, a sticker."""
_STROKE = re.compile(r'\sstroke-width="[\d.]+"')
_PAINT = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
_OPACITY = re.compile(r'\sopacity="[\d.]+"')

_SAYINGS = {
    "cat": ("喵！", "Meow!"), "dog": ("汪！", "Woof!"), "fox": ("好大的雨！", "What a day!"),
    "robot": ("你好，人类！", "Hello, human!"), "astronaut": ("一小步！", "One small step!"),
    "wizard": ("变！", "Abracadabra!"), "chartfall": ("哎呀……", "Uh-oh..."),
    "penguin": ("出发！", "Let's go!"), "lion": ("吼——", "Roar!"), "chef": ("开饭啦！", "Dinner!"),
    "duck": ("嘎！", "Quack!"), "cow": ("哞——", "Moo!"), "ghost": ("嘘！", "Boo!"),
    "pirate": ("扬帆！", "Ahoy!"), "detective": ("有意思……", "Interesting..."),
    "frog": ("呱！", "Ribbit!"), "ox": ("牛！", "Bullish!"), "bear": ("吼！", "Grr!"),
    "superhero": ("我来了！", "Here I come!"), "panda": ("有竹子吗？", "Got bamboo?"),
    "journalist": ("现场报道！", "Live from here!"), "doctor": ("下一位！", "Next, please!"),
}  # fmt: skip
_MOODS = {
    "happy": ("太好了！", "Hooray!"), "sad": ("唉……", "Sigh..."), "angry": ("哼！", "Grr!"),
    "scary": ("救命！", "Eek!"),
}  # fmt: skip
_PLAIN = ("哇！", "Wow!")


@dataclass(frozen=True, slots=True)
class Written:
    """Words that were asked for and whether each could be written with the fonts there are."""

    svg: str
    unwritten: tuple[str, ...] = ()


def saying(scene: Scene) -> str:
    """Choose what a fun picture says where the request does not."""
    side = 0 if scene.lang == "zh" else 1
    if scene.mood in _MOODS:
        return _MOODS[scene.mood][side]
    for actor in scene.actors:
        for key in (actor.role, actor.thing):
            if key in _SAYINGS:
                return _SAYINGS[key][side]
    return _PLAIN[side] if scene.actors else ""


def sticker_edge(svg: str, width: float) -> str:
    """Draw the white edge of a sticker: the same shapes, all white, with a broad line."""
    white = _PAINT.sub("#ffffff", svg)
    broad = _STROKE.sub(f' stroke-width="{width:.1f}"', _OPACITY.sub("", white))
    return (f'<g fill="#ffffff" stroke="#ffffff" stroke-width="{width:.1f}" '
            f'stroke-linejoin="round" stroke-linecap="round">{broad}</g>')  # fmt: skip


def halftone(c: Canvas, colour: str, *, top: bool) -> str:
    """Lay dots over one end of the sheet, thinning out towards the other."""
    step = c.unit * 2.1
    name = f"dots{len(c.defs)}"
    fade = c.gradient("#ffffff" if top else "#000000", "#000000" if top else "#ffffff")
    dot = f'<circle cx="{step / 2:.1f}" cy="{step / 2:.1f}" r="{step * 0.3:.1f}" fill="{colour}"/>'
    sheet = f'<rect width="{c.width:.0f}" height="{c.height:.0f}" fill="{fade}"/>'
    square = f'width="{step:.1f}" height="{step:.1f}" patternUnits="userSpaceOnUse"'
    c.defs.append(
        f'<pattern id="{name}" {square} patternTransform="rotate(28)">{dot}</pattern>'
        f'<mask id="m{name}">{sheet}</mask>'
    )
    return rect(0, 0, c.width, c.height, f"url(#{name})", mask=f"url(#m{name})", opacity=0.22)


def behind(c: Canvas, kind: str, horizon: float) -> list[str]:
    """Draw what a fun picture has between its place and its actors."""
    if kind == "poster":
        light = mix(c.light.sky[2], "#ffffff", 0.5)
        return [group(rays(c, (c.width / 2, horizon), light, 16), opacity=0.22)]
    return [halftone(c, darker(c.light.sky[0], 0.35), top=True)]


def frame(c: Canvas, kind: str) -> str:
    """Draw the frame of a fun picture."""
    ink = c.light.outline
    edge = c.unit * 2.2
    if kind == "panel":
        outer = f"M0 0H{c.width:.0f}V{c.height:.0f}H0Z"
        inner = f"M{edge:.1f} {edge:.1f}V{c.height - edge:.1f}H{c.width - edge:.1f}V{edge:.1f}Z"
        line = rect(
            edge,
            edge,
            c.width - 2 * edge,
            c.height - 2 * edge,
            "none",
            stroke=ink,
            stroke_width=c.unit * 0.9,
        )
        return path(outer + inner, "#fffdf6", fill_rule="evenodd") + line
    if kind == "poster":
        edge = c.unit * 3
        outer = f"M0 0H{c.width:.0f}V{c.height:.0f}H0Z"
        inner = f"M{edge:.1f} {edge:.1f}V{c.height - edge:.1f}H{c.width - edge:.1f}V{edge:.1f}Z"
        return path(outer + inner, "#fbf1dc", fill_rule="evenodd")
    return ""


def lettering(
    c: Canvas,
    scene: Scene,
    head: tuple[float, float] | None,
    boxes: Sequence[Box],
    available: Sequence[Font],
) -> Written:
    """Write the bubble and the caption, where there is a font for them."""
    parts: list[str] = []
    lost: list[str] = []
    said = scene.bubble or (saying(scene) if c.fun else "")
    if said and head:
        room = c.width * 0.34
        words = fitted(said, available, c.unit * (5.6 if len(said) < 14 else 4.4), room, 4)
        if words:
            parts.append(bubble(c, words, head, boxes)[0])
        elif scene.bubble:
            lost.append(scene.bubble)
    elif scene.bubble:
        lost.append(scene.bubble)
    if scene.caption:
        written = fitted(scene.caption, available, c.unit * 6, c.width * 0.82, 2)
        if written:
            parts.append(band(c, written))
        else:
            lost.append(scene.caption)
    return Written("".join(parts), tuple(lost))


def band(c: Canvas, words: Lines) -> str:
    """Draw a caption on a band along the foot of the sheet."""
    pad = c.unit * 2.2
    tall = words.height + pad * 1.6
    top = c.height - tall - (c.unit * 3 if c.fun else 0)
    paper = "#fff7df" if c.fun else "#fffdf7"
    left = c.unit * 3 if c.fun else 0
    ground = rect(left, top, c.width - 2 * left, tall, paper, opacity=1 if c.fun else 0.94)
    edge = rect(
        left,
        top,
        c.width - 2 * left,
        c.unit * 0.6,
        c.light.outline if c.fun else mix(c.light.sky[0], "#ffffff", 0.2),
    )
    return ground + edge + words.at(c.width / 2, top + pad * 0.85, "#221b33")
