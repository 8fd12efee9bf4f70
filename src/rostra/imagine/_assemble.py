"""Actors become clusters: what rides, holds or wears another is joined to it first."""

from __future__ import annotations

from dataclasses import replace

from rostra.imagine._basics import (
    PERCH,
    beneath,
    dressed,
    figure_part,
    heavenly,
    metres_of,
    plain_part,
    tied,
    word_of,
)
from rostra.imagine._draw import n
from rostra.imagine._figure import POSES, Look, figure, look_of
from rostra.imagine._hands import ALOFT, BOTH, grip_on, in_hand
from rostra.imagine._part import Cluster, Part, around, moved_cluster, shifted
from rostra.imagine._riding import on_top, ridden
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._symbols import shape
from rostra.imagine._words import BEINGS, Word

FACES = ("1F9D1", "1F469", "1F468", "1F471", "1F9D4")
"""Faces that several people of one kind take in turn."""
JOINED = ("on", "under", "over", "in")
"""Relations whose two things become one cluster."""
_ACTS = {
    "run": "run", "walk": "stand", "wave": "wave", "jump": "cheer", "dance": "cheer",
    "fly": "cheer",
    "sit": "sit", "sleep": "sit", "think": "think", "speak": "wave", "sing": "wave",
    "fight": "cheer", "cook": "offer", "vote": "offer", "fish": "offer", "paint": "offer",
}  # fmt: skip
_PROPS = {
    "cook": ("hotpot",), "sing": ("microphone",), "speak": (), "fish": ("fishingrod",),
    "paint": ("brush",), "sleep": (),
}  # fmt: skip
"""What an act needs in the hand, where the request puts nothing there."""


def clusters(scene: Scene) -> list[Cluster]:
    """Join a scene's actors into clusters, one for each that nothing carries."""
    bound: set[int] = set()
    for i, actor in enumerate(scene.actors):
        if actor.relation == "rides":
            bound.add(actor.to)
        elif (
            actor.relation in ("held", "worn", *JOINED) and actor.to >= 0 and not beneath(scene, i)
        ):
            bound.add(i)
    roots = [i for i, a in enumerate(scene.actors) if i not in bound and not heavenly(a)]
    return [cluster(scene, i) for i in roots]


def cluster(scene: Scene, at: int, variant: int = 0) -> Cluster:
    """Build one actor with all that it carries and all that stands on, under or in it.

    Of several people of one kind each `variant` has another face.
    """
    actor = scene.actors[at]
    word = word_of(actor)
    rides = actor.to if actor.relation == "rides" else -1
    look = look_of(word, actor.role, actor.colour) if word.kind in BEINGS else None
    if look and look.face in FACES:
        look = replace(look, face=FACES[(FACES.index(look.face) + variant) % len(FACES)])
    held = tied(scene, at, "held")
    worn = tied(scene, at, "worn")
    upright = (
        bool(actor.role or rides >= 0 or held or worn or actor.pose in _ACTS) or not word.symbol
    )
    if look and (upright or word.kind in ("role", "person")):
        whole = ridden(scene, at, look, rides) if rides >= 0 else _standing(scene, at, look, held)
    elif rides >= 0:
        whole = on_top(
            _plain(at, actor, word), cluster(scene, rides), word, word_of(scene.actors[rides])
        )
    else:
        whole = _plain(at, actor, word)
        for item in held:
            whole = _beside_hand(whole, cluster(scene, item))
        for item in worn:
            whole = _crowned(whole, item, scene)
    for relation in JOINED:
        for other in tied(scene, at, relation):
            whole = _join(scene, whole, at, other, relation)
    return whole


def _plain(at: int, actor: Actor, word: Word) -> Cluster:
    part = plain_part(at, actor, word)
    left, top, right, _ = part.box
    head = ((left * 0.6 + right * 0.4), top * 0.8)
    whole = Cluster((part,), at, word.metres * actor.scale, -top, head)
    return _dozing(whole) if actor.pose == "sleep" else whole


def _dozing(whole: Cluster) -> Cluster:
    body = shape("1F4A4")
    x, y = whole.head
    part = Part(
        f'<g transform="translate({n(x + 8)} {n(y - 48)}) scale(.4)">{body}</g>',
        (x + 8, y - 48, x + 37, y - 20),
    )
    return replace(whole, parts=(*whole.parts, part))


def _pose_of(scene: Scene, actor: Actor, held: list[int]) -> str:
    if not held:
        return _ACTS.get(actor.pose, "stand")
    keys = {scene.actors[i].thing for i in held}
    if keys & set(BOTH):
        return "both"
    return "hold" if keys & {"umbrella", *ALOFT} else "offer"


def _standing(scene: Scene, at: int, look: Look, held: list[int]) -> Cluster:
    """Draw a figure on its feet (or seated) with what it holds."""
    actor = scene.actors[at]
    look, hats, worn = dressed(scene, at, look)
    props = _PROPS.get(actor.pose, ()) if not held else ()
    name = _pose_of(scene, actor, held)
    if props and name != "both":
        name = "both" if props[0] in BOTH else ("hold" if props[0] in ALOFT else "offer")
    made = figure(look, POSES[name], wears=hats)
    parts = [figure_part(made, at, look, scene, worn)]
    for k, item in enumerate(held):
        parts = in_hand(parts, scene, item, made, second=k > 0)
    for prop in props:
        extra = Actor(prop)
        parts = grip_on(
            parts, plain_part(-1, extra, word_of(extra)), extra.thing, made, second=False
        )
    whole = Cluster(tuple(parts), at, metres_of(actor), -made.box[1], made.head)
    return _dozing(whole) if actor.pose == "sleep" else whole


def _join(scene: Scene, whole: Cluster, at: int, other: int, relation: str) -> Cluster:
    """Join what stands on, under, over or in a thing to it."""
    base = word_of(scene.actors[at])
    guest = cluster(scene, other)
    count = max(1, scene.actors[other].count)
    if relation == "on":
        return _rows_on(
            whole,
            guest,
            count,
            PERCH.get(base.key, 0.98 if base.kind != "animal" else 0.86),
        )
    left, top, right, _ = whole.box
    ratio = min(1.6, max(0.28, (max(guest.metres, 0.05) / max(whole.metres, 0.05)) ** 0.5))
    scale = ratio * whole.tall / max(guest.tall, 1)
    if relation == "in":
        if base.kind in ("building", "plant", "sky"):
            placed = moved_cluster(
                guest, left + (right - left) * 0.3, 0, min(scale, 0.5 * whole.tall / guest.tall)
            )
            return replace(whole, parts=(*whole.parts, *placed.parts), head=placed.head)
        scale = min(scale, 0.9 * (right - left) / max(1, guest.box[2] - guest.box[0]))
        placed = moved_cluster(guest, (left + right) / 2, top + guest.tall * scale * 0.35, scale)
        return replace(whole, parts=(*placed.parts, *whole.parts), head=placed.head)
    if relation == "over":
        scale = max(scale, 0.5 * whole.tall / max(guest.tall, 1))
        placed = moved_cluster(guest, (left + right) / 2, top - whole.tall * 0.12, scale)
        return replace(whole, parts=(*whole.parts, *placed.parts), head=placed.head)
    room = 0.78 if base.trait("own") in ("table", "bench") else 0.62
    scale = min(scale, room * whole.tall / max(1, guest.tall))
    x = (left + right) / 2 if base.kind != "plant" else right - (right - left) * 0.16
    placed = moved_cluster(guest, x, 0, scale)
    return replace(whole, parts=(*whole.parts, *placed.parts), head=placed.head)


def _rows_on(whole: Cluster, guest: Cluster, count: int, perch: float) -> Cluster:
    """Set one or several copies of a thing side by side on another."""
    left, top, right, bottom = whole.parts[0].box if len(whole.parts) == 1 else whole.box
    ratio = min(2.0, max(0.3, (max(guest.metres, 0.05) / max(whole.metres, 0.05)) ** 0.5))
    low = whole.tall * (1.8 if whole.parts[0].symbols == ("own:table",) else 1.0)
    scale = ratio * low / max(guest.tall, 1)
    wide = (guest.box[2] - guest.box[0]) * scale
    room = (right - left) * (1.08 if count > 1 else 1.5)
    pack = 0.84 if count > 1 else 1.0
    if wide * count * pack > room:
        scale *= room / (wide * count * pack)
        wide = room / count / pack
    wide *= pack
    y = bottom - (bottom - top) * perch
    taken = around(p.box for p in whole.parts[1:]) if len(whole.parts) > 1 else None
    parts: list[Part] = []
    head = whole.head
    for k in range(count):
        x = (left + right) / 2 + (k - (count - 1) / 2) * wide
        if taken and count == 1:
            x = left + (right - left) * 0.22
        placed = moved_cluster(guest, x, y, scale, flip=count > 1 and k % 2 == 1)
        parts += placed.parts
        head = placed.head if k == 0 else head
    return replace(whole, parts=(*whole.parts, *parts), head=head)


def _beside_hand(whole: Cluster, item: Cluster) -> Cluster:
    """Set a thing before one that has no hands to hold it."""
    left, _, right, bottom = whole.box
    scale = 0.42 * whole.tall / max(item.tall, 1)
    placed = moved_cluster(item, left + (right - left) * 0.02, bottom, scale)
    return replace(whole, parts=(*whole.parts, *placed.parts))


def _crowned(whole: Cluster, item: int, scene: Scene) -> Cluster:
    """Set a hat on the head of one that is drawn whole."""
    actor = scene.actors[item]
    part = plain_part(item, actor, word_of(actor))
    x, y = whole.head
    scale = 0.34 * whole.tall / max(1.0, part.box[3] - part.box[1])
    return replace(whole, parts=(*whole.parts, shifted(part, x - whole.tall * 0.3, y, scale)))
