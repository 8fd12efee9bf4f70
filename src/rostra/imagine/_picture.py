"""A scene becomes an SVG: place, light, actors, weather, finish, and who made it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from rostra.imagine._backdrop import Backdrop, ground_shadow
from rostra.imagine._basics import (
    heavenly,
    word_of,
)
from rostra.imagine._colours import darker, lighter
from rostra.imagine._draw import Canvas, attributes, line, n, rect, written
from rostra.imagine._finish import KINDS, behind, frame, halftone, lettering, sticker_edge
from rostra.imagine._layout import Layout, Placed, lay_out
from rostra.imagine._letters import Font
from rostra.imagine._light import light_of
from rostra.imagine._part import Part
from rostra.imagine._places import drawn_place, settled
from rostra.imagine._read import portrait
from rostra.imagine._scene import Scene
from rostra.imagine._sky import falling
from rostra.imagine._symbols import Box
from rostra.imagine._words import BEINGS

_THICK = re.compile(r' stroke-width="(?:2|2\.1|1\.9|1\.8)"')
"""Lines of a symbol, drawn finer in a calm picture."""


_TOLD_BY_A_TOPIC = ("trading", "flood", "quake", "ruins", "launchpad")
"""Places without which the picture would not say what it is about."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG; which actors are in it and where; words that could not be written."""

    svg: str
    scene: Scene
    boxes: tuple[tuple[int, Box], ...]
    symbols: tuple[str, ...]
    unwritten: tuple[str, ...] = ()


def draw(
    scene: Scene,
    size: tuple[int, int],
    seed: int,
    *,
    fun: bool,
    fonts: Sequence[Font] = (),
    metadata: str = "",
) -> Drawing:
    """Draw a scene at a size in pixels. The same arguments give the same drawing."""
    scene = settled(portrait(scene, fun=fun) if scene.portrait else scene)
    chance = Random(f"{seed}:{scene.place}:{len(scene.actors)}:{fun}")
    kind = chance.choice(KINDS if _bare(scene) else KINDS[:2]) if fun else ""
    if kind == "sticker":
        scene = replace(scene, place="plain")
    c = Canvas(
        float(size[0]),
        float(size[1]),
        chance,
        light_of(scene, chance, fun=fun),
        fun=fun,
        season=scene.season,
    )
    place = drawn_place(c, scene)
    layout = lay_out(scene, c, place)
    speaker = _speaker(scene, layout)
    head = speaker.cluster.head if speaker else None
    heads = [_head_box(p) for p in layout.placed if _being(scene, p)]
    written = lettering(c, scene, head, [*heads, *(p.box for p in layout.placed)], fonts)
    parts = [*place.back, *(_tagged(c, scene, part) for part in layout.sky)]
    parts += behind(c, kind, place.horizon) if fun and not place.clear else []
    parts += [halftone(c, "#1d1430", top=False)] if fun else []
    parts.append(falling(c, scene, near=False))
    if layout.pier:
        parts.append(_pier(c))
    for item in layout.placed:
        parts += _stood(c, scene, item, place)
    parts += place.front if not layout.pier else []
    parts.append(falling(c, scene, near=True))
    if fun:
        parts.append(frame(c, kind))
    elif scene.weather == "fog":
        parts.append(_fog(c))
    parts.append(written.svg)
    shown = [(p.actor, p.box) for item in layout.placed for p in item.cluster.parts if p.actor >= 0]
    shown += [(p.actor, p.box) for p in layout.sky]
    symbols = tuple(
        dict.fromkeys(s for item in layout.placed for p in item.cluster.parts for s in p.symbols)
    )
    svg = _document(c, size, "".join(parts), metadata)
    return Drawing(svg, scene, tuple(shown), symbols, written.unwritten)


def _bare(scene: Scene) -> bool:
    """Whether the request leaves the place and the weather open."""
    told = {key for _, key in scene.named}
    placed = scene.place in told or scene.beyond or scene.place in _TOLD_BY_A_TOPIC
    lit = scene.weather != "clear" or scene.season or told & {"night", "dusk", "dawn", "day"}
    above = any(heavenly(actor) for actor in scene.actors)
    return bool(scene.actors) and not (placed or lit or above)


def _speaker(scene: Scene, layout: Layout) -> Placed | None:
    """Find who speaks: the first being, else, where words were asked for, the largest thing."""
    beings = [p for p in layout.placed if _being(scene, p)]
    if beings or not scene.bubble:
        return min(beings, key=lambda p: p.cluster.chief, default=None)
    return max(layout.placed, key=lambda p: p.box[3] - p.box[1], default=None)


def _being(scene: Scene, item: Placed) -> bool:
    shown = {part.actor for part in item.cluster.parts if part.actor >= 0}
    return any(word_of(scene.actors[k]).kind in BEINGS for k in shown)


def _head_box(item: Placed) -> Box:
    """Give the box of a speaker's head, which no bubble may cover."""
    x, y = item.cluster.head
    half = 34 * item.scale
    return (x - half, y - half, x + half, y + half)


def _tagged(c: Canvas, scene: Scene, part: Part) -> str:
    """Wrap a part in the light, and name what it shows."""
    body = c.light.over(part.svg, 0.55) if not _shines(part) else part.svg
    if not c.fun:
        body = _THICK.sub(' stroke-width="1.5"', body)
    if part.actor < 0:
        return f"<g>{body}</g>"
    key = scene.actors[part.actor].thing
    names = attributes(data_actor=part.actor, data_thing=key, data_symbol=" ".join(part.symbols))
    return f"<g{names}>{body}</g>"


def _shines(part: Part) -> bool:
    return any(
        s
        in (
            "own:sun",
            "own:moon",
            "own:earth",
            "own:rainbow",
            "own:lightning",
            "own:stars",
            "own:aurora",
            "own:clouds",
            "1F386",
        )
        for s in part.symbols
    )


def _stood(c: Canvas, scene: Scene, item: Placed, place: Backdrop) -> list[str]:
    """Draw a cluster with its shadow; in a fun picture with the white edge of a sticker."""
    parts = []
    left, _, right, bottom = item.box
    swims = place.water and item.base is not None and item.base < c.height * 0.9
    if item.base is not None and not swims and not _launched(item):
        parts.append(
            ground_shadow(
                (left + right) / 2, item.base - c.unit * 0.2, (right - left) * 0.92, place.shadow
            )
        )
    if c.fun:
        whole = "".join(p.svg for p in item.cluster.parts if not _thin(p))
        parts.append(sticker_edge(whole, _edge(c, item)))
    parts += [_tagged(c, scene, part) for part in item.cluster.parts]
    if swims and bottom < c.height:
        parts.append(_wash(c, left, right, bottom))
    return parts


def _launched(item: Placed) -> bool:
    return any("rocketflight" in s for p in item.cluster.parts for s in p.symbols)


def _thin(part: Part) -> bool:
    return part.actor < 0 and part.box[2] - part.box[0] < (part.box[3] - part.box[1]) * 0.2


def _edge(c: Canvas, item: Placed) -> float:
    """Give the width of a sticker's edge in the units of its cluster."""
    return 2.0 + 2.6 * c.unit / max(item.scale, 0.1)


def _wash(c: Canvas, left: float, right: float, y: float) -> str:
    """Draw foam where something swims."""
    wide = right - left
    points = [(left + wide * k / 10, y - c.unit * (0.4 if k % 2 else -0.3)) for k in range(11)]
    return line(points, lighter(c.light.of("#7cc4e8"), 0.6), c.unit * 0.8, opacity=0.85)


def _pier(c: Canvas) -> str:
    """Draw planks along the water's edge for those who do not swim."""
    wood = c.light.of("#a9794f")
    top = c.height * 0.86
    parts = [
        rect(c.width * x, top, c.unit * 3, c.height * 0.14, darker(wood, 0.4))
        for x in (0.08, 0.36, 0.64, 0.9)
    ]
    parts.append(rect(0, top, c.width, c.height * 0.085, wood))
    parts += [
        rect(c.width * k / 12, top, c.unit * 0.4, c.height * 0.085, darker(wood, 0.25))
        for k in range(13)
    ]
    parts.append(rect(0, top + c.height * 0.078, c.width, c.unit * 1.4, darker(wood, 0.3)))
    return "".join(parts)


def _fog(c: Canvas) -> str:
    """Lay veils of fog over everything."""
    veil = c.light.sky[2]
    rows = ((0.42, 0.5), (0.6, 0.35), (0.78, 0.45))
    return "".join(
        rect(0, c.height * y, c.width, c.height * 0.22, c.halo(veil, a)) for y, a in rows
    )


def _document(c: Canvas, size: tuple[int, int], body: str, metadata: str) -> str:
    wide, tall = size
    defs = f"<defs>{''.join(c.defs)}</defs>"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" '
            f'viewBox="0 0 {n(wide)} {n(tall)}">{metadata}{defs}{body}</svg>')  # fmt: skip


def described(title: str, about: str, records: Sequence[tuple[str, str]]) -> str:
    """Write title, description and Dublin Core metadata for the head of an SVG, escaped."""
    rows = "".join(f"<dc:{name}>{written(value)}</dc:{name}>" for name, value in records)
    return (f"<title>{written(title)}</title><desc>{written(about)}</desc><metadata>"
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>'
            f"{rows}</rdf:Description></rdf:RDF></metadata>")  # fmt: skip
