"""What every cluster is made of: entries, ties, plain things, clothes, stacking."""

from __future__ import annotations

from dataclasses import replace

from rostra.imagine._colours import repainted
from rostra.imagine._draw import n
from rostra.imagine._figure import Figure, Look
from rostra.imagine._mounts import CLIPPED
from rostra.imagine._own import OWN
from rostra.imagine._part import Cluster, Part, moved_cluster
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._symbols import ink, shape
from rostra.imagine._words import Word, thing

HEAVENS = ("sun", "moon", "stars", "clouds", "rainbow", "lightning", "earth", "aurora")
"""Things of the sky that are drawn into it, by their trait `own`."""


_DRESS = ("raincoat", "suit", "kimono", "dress", "cape")


PERCH = {"sofa": 0.3, "chair": 0.5, "bed": 0.45, "bathtub": 0.5, "bench": 0.47, "tv": 0.95}


def word_of(actor: Actor) -> Word:
    """Give the entry of an actor; a symbol without one stands for itself."""
    return thing(actor.thing) or Word("object", actor.thing, actor.thing, 0.5, (), ())


def heavenly(actor: Actor) -> bool:
    """Whether an actor is drawn into the sky and never joined to anything."""
    return word_of(actor).trait("own") in HEAVENS


def beneath(scene: Scene, at: int) -> bool:
    """Whether an actor is under what stands apart from it: a tree, a house, the sun."""
    actor = scene.actors[at]
    if actor.to < 0:
        return False
    other = word_of(scene.actors[actor.to])
    if heavenly(scene.actors[actor.to]) or heavenly(actor):
        return True
    return actor.relation == "under" and other.kind in ("plant", "building", "sky", "aircraft")


def tied(scene: Scene, at: int, relation: str) -> list[int]:
    tied = [i for i, a in enumerate(scene.actors) if a.to == at and a.relation == relation]
    return [i for i in tied if not beneath(scene, i)]


def plain_part(at: int, actor: Actor, word: Word) -> Part:
    """Draw a thing by its symbol or by our own hand, standing at y = 0 about x = 0."""
    own = word.trait("own")
    if own in OWN:
        svg, box = OWN[own](actor.colour)
        return Part(svg, box, at, (f"own:{own}",))
    code = word.symbol or word.trait("face") or actor.thing
    body = shape(code)
    left, top, right, bottom = ink(code)
    if code in CLIPPED:
        bottom = CLIPPED[code]
        body = (f'<clipPath id="c{code}"><rect width="72" height="{n(bottom)}"/></clipPath>'
                f'<g clip-path="url(#c{code})">{body}</g>')  # fmt: skip
    if actor.colour:
        body = repainted(body, actor.colour)
    mid = (left + right) / 2
    svg = f'<g transform="translate({n(-mid)} {n(-bottom)})">{body}</g>'
    return Part(svg, (left - mid, top - bottom, right - mid, 0), at, (code,))


def dressed(scene: Scene, at: int, look: Look) -> tuple[Look, tuple[str, ...], tuple[int, ...]]:
    """Put on what is worn: hats stay a list, coats change the outfit."""
    from rostra.imagine._wardrobe import OUTFITS, cape

    hats, shown = [], []
    for i in tied(scene, at, "worn"):
        key = scene.actors[i].thing
        shown.append(i)
        if key == "cape":
            look = replace(
                look, outfit=replace(look.outfit, back=cape(scene.actors[i].colour or "#d22f27"))
            )
        elif key in _DRESS:
            outfit = OUTFITS[key]
            if scene.actors[i].colour:
                outfit = replace(outfit, coat=scene.actors[i].colour)
            look = replace(look, outfit=outfit)
        else:
            hats.append(key)
    return look, tuple(hats), tuple(shown)


def metres_of(actor: Actor) -> float:
    return max(word_of(actor).metres, 0.35) * actor.scale


def figure_part(made: Figure, at: int, look: Look, scene: Scene, worn: tuple[int, ...]) -> Part:
    codes = [look.face, *(f"role:{look.role}" for _ in [0] if look.role)]
    codes += [f"worn:{scene.actors[i].thing}" for i in worn]
    return Part(made.behind + made.before, made.box, at, tuple(codes))


def stacked(one: Cluster, other: Cluster, perch: float, word: Word) -> Cluster:
    del word
    ratio = min(2.2, max(0.3, (max(one.metres, 0.05) / max(other.metres, 0.05)) ** 0.5))
    scale = ratio * other.tall / max(one.tall, 1)
    left, top, right, bottom = other.box
    y = bottom - (bottom - top) * perch
    placed = moved_cluster(one, (left + right) / 2, y, scale)
    return replace(other, parts=(*other.parts, *placed.parts), head=placed.head)
