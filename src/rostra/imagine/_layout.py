"""Where everything goes: rows by depth, sizes by the real ones, the sky for what flies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rostra.imagine._assemble import cluster, clusters
from rostra.imagine._backdrop import Backdrop
from rostra.imagine._basics import (
    heavenly,
    word_of,
)
from rostra.imagine._draw import Canvas
from rostra.imagine._part import Cluster, Part, around, moved_cluster
from rostra.imagine._scene import Scene
from rostra.imagine._sky import aurora, cloud, earth, lightning, moon, rainbow, stars, sun
from rostra.imagine._symbols import Box
from rostra.imagine._words import BEINGS

FAR_METRES = 4.5
"""What is at least this tall stands in the back row, where something smaller is there."""
_CURVE = 0.36
_ROW_CURVE = 0.5
_LEAST = 0.26
"""Beside one another sizes differ more; nothing is drawn smaller than this share of the largest."""
"""Drawn size grows with the real one to this power: a house is larger than a mouse, not 60-fold."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cluster in its place on the sheet; `base` is where it stands (None = it flies)."""

    cluster: Cluster
    base: float | None = None
    scale: float = 1.0

    @property
    def box(self) -> Box:
        """Give its box in pixels."""
        return self.cluster.box


@dataclass(slots=True)
class Layout:
    """A scene laid out: what is in the sky, then clusters from back to front."""

    sky: list[Part]
    placed: list[Placed]
    pier: bool = False


def lay_out(scene: Scene, c: Canvas, place: Backdrop) -> Layout:
    """Place the actors of a scene on the sheet."""
    above = [i for i, actor in enumerate(scene.actors) if heavenly(actor)]
    heavens = [_heavenly(c, scene, place, at, k) for k, at in enumerate(above)]
    rest = clusters(scene)
    flying = [w for w in rest if _flies(scene, w, place)]
    ground = [w for w in rest if w not in flying]
    small = min((w.metres for w in ground), default=0.0)
    far = [
        w
        for w in ground
        if w.metres >= FAR_METRES
        and small < FAR_METRES / 1.5
        and len(ground) > 1
        and word_of(scene.actors[w.chief]).kind not in BEINGS
    ]
    near = [w for w in ground if w not in far]
    pier = place.water and any(not _swims(scene, w) for w in near)
    placed = _back_row(scene, c, place, far)
    placed += _front(scene, c, place, near, pier=pier, alone=not far and not flying)
    placed += _in_the_air(scene, c, place, flying, alone=not ground)
    return Layout(heavens, placed, pier)


def _flies(scene: Scene, whole: Cluster, place: Backdrop) -> bool:
    actor = scene.actors[whole.chief]
    word = word_of(actor)
    if place.floats:
        return False
    soars = actor.pose == "fly" and word.kind in ("bird", "person", "role")
    by_itself = word.trait("fly") and word.key != "dragon" and not actor.role
    carried = actor.relation == "rides" and word_of(scene.actors[actor.to]).trait("fly")
    return bool(word.kind == "sky" or by_itself or carried or soars)


def _swims(scene: Scene, whole: Cluster) -> bool:
    keys = [
        whole.chief,
        scene.actors[whole.chief].to if scene.actors[whole.chief].relation == "rides" else -1,
    ]
    keys += [
        i for i, a in enumerate(scene.actors) if a.relation in ("on", "in") and a.to == whole.chief
    ]
    words = [word_of(scene.actors[k]) for k in keys if k >= 0]
    wet = {"boat", "sea"}
    return (
        any(
            w.kind in wet
            or w.key
            in (
                "iceberg",
                "swan",
                "duck",
                "lighthouse",
                "bridge",
                "icebergsmall",
                "lotus",
                "housewet",
                "coral",
            )
            or w.trait("swim")
            for w in words
        )
        or scene.actors[whole.chief].pose == "swim"
    )


def _weight(whole: Cluster) -> float:
    return float(max(whole.metres, 0.25) ** _CURVE)


def _copies(scene: Scene, wholes: Sequence[Cluster]) -> list[Cluster]:
    """Repeat each cluster as often as its chief is there; people get another face each."""
    out = []
    for whole in wholes:
        out.append(whole)
        out += [cluster(scene, whole.chief, k) for k in range(1, scene.actors[whole.chief].count)]
    return out


def _facing(c: Canvas, whole: Cluster, x: float, scene: Scene) -> bool:
    """Whether to mirror a cluster so that it looks towards the middle of the sheet."""
    actor = scene.actors[whole.chief]
    word = word_of(actor)
    if len(whole.parts[0].symbols) and whole.parts[0].symbols[0].startswith("own:chart"):
        return False
    mount = word_of(scene.actors[actor.to]) if actor.relation == "rides" else word
    looks_right = bool(mount.trait("right"))
    if not (mount.trait("left") or looks_right or actor.relation == "rides"):
        return x < c.width * 0.42
    towards_right = (
        x < c.width * 0.5 if abs(x - c.width / 2) > c.width * 0.06 else c.chance.random() < 0.35
    )
    return towards_right != looks_right


def _back_row(scene: Scene, c: Canvas, place: Backdrop, far: list[Cluster]) -> list[Placed]:
    """Stand tall things behind, at the sides first."""
    items = _copies(scene, far)
    if not items:
        return []
    base = place.horizon + (place.ground - place.horizon) * 0.42
    most = max(_weight(w) for w in items)
    spots = {1: (0.76,), 2: (0.2, 0.8), 3: (0.16, 0.5, 0.84)}.get(
        len(items), tuple((k + 0.5) / len(items) for k in range(len(items)))
    )
    if len(items) == 1 and c.chance.random() < 0.5:
        spots = (0.24,)
    if len(items) == 1 and any(a.relation == "under" for a in scene.actors):
        spots = (0.5,)
    placed = []
    for whole, spot in zip(items, spots, strict=True):
        left, top, right, bottom = whole.box
        high = c.height * 0.5 * _weight(whole) / most * (1.0 if len(items) < 3 else 0.85)
        scale = min(
            high / (bottom - top),
            c.width * (0.46 if len(items) < 3 else 0.9 / len(items)) / (right - left),
            (base - c.height * 0.05) / (bottom - top),
        )
        half = (right - left) * scale / 2
        x = min(max(c.width * spot, half + c.unit * 2), c.width - half - c.unit * 2)
        placed.append(_put(whole, x, base, scale, flip=False))
    return placed


def _put(whole: Cluster, x: float, base: float, scale: float, *, flip: bool) -> Placed:
    """Put a cluster with the middle of its box at x and its foot at base."""
    left, _, right, bottom = whole.box
    mid = (left + right) / 2 * (-1 if flip else 1)
    done = moved_cluster(whole, x - mid * scale, base - bottom * scale, scale, flip=flip)
    return Placed(done, base, scale)


def _front(
    scene: Scene, c: Canvas, place: Backdrop, near: list[Cluster], *, pier: bool, alone: bool
) -> list[Placed]:
    """Stand the nearest in a row (or two), the chief one in the middle and largest."""
    items = _copies(scene, near)
    if not items:
        return []
    items = _middle_out(items)
    most = max(w.metres for w in items)
    solo = len(items) == 1
    room = c.height * ((0.66 if solo else 0.56) if alone else 0.48)
    room = min(room, place.ground - c.height * 0.12)
    two_rows = len(items) > 4
    sizes = []
    for k, whole in enumerate(items):
        _, top, _, bottom = whole.box
        share = max(_LEAST, (max(whole.metres, 0.05) / most) ** _ROW_CURVE)
        vary = c.chance.uniform(0.92, 1.03) if scene.actors[whole.chief].count > 1 else 1.0
        back = 0.82 if two_rows and k % 2 else 1.0
        sizes.append(room * share * vary * back / (bottom - top) * _snug(whole))
    wides = [(w.box[2] - w.box[0]) * s for w, s in zip(items, sizes, strict=True)]
    pack = 0.62 if two_rows else 1.0
    pack = pack if two_rows or len(items) < 3 else (0.88 if len(items) == 3 else 0.82)
    gap = c.width * (0.025 if len(items) < 3 else 0.008)
    total = sum(wides) * pack + gap * (len(items) - 1)
    limit = c.width * ((0.94 if not solo else 0.86) - (0.05 if c.fun else 0.0))
    if len(items) > 1 and not two_rows:
        gap = max(gap, min(c.width * 0.1, (c.width * 0.8 - sum(wides) * pack) / len(items)))
    fit = min(1.0, (limit - gap * (len(items) - 1)) / (sum(wides) * pack))
    total = sum(wides) * pack * fit + gap * (len(items) - 1)
    x = (c.width - total) / 2 + (
        c.chance.uniform(-0.05, 0.05) * c.width if solo and total < c.width * 0.6 else 0
    )
    placed = []
    for k, (whole, size) in enumerate(zip(items, sizes, strict=True)):
        wide = wides[k] * pack * fit
        middle = x + wide / 2
        short = 1 - (whole.box[3] - whole.box[1]) * size / room
        base = _base(scene, c, place, whole, pier=pier) + c.height * c.chance.uniform(-0.01, 0.01)
        base += c.height * (0.02 * max(0.0, short) - (0.055 if two_rows and k % 2 else 0.0))
        if place.floats:
            base = _afloat(c, whole, size * fit, k, len(items))
        half = wides[k] * fit / 2
        middle = min(max(middle, half + c.unit * 1.5), c.width - half - c.unit * 1.5)
        spot = _put(whole, middle, base, size * fit, flip=_facing(c, whole, middle, scene))
        placed.append(spot if not place.floats else replace(spot, base=None))
        x += wide + gap
    return sorted(placed, key=lambda p: p.base if p.base is not None else p.box[3])


def _snug(whole: Cluster) -> float:
    """Make flat and wide things larger, and thin ones smaller, than their height alone would."""
    left, top, right, bottom = whole.box
    ratio = (right - left) / (bottom - top)
    return min(1.0, max(0.7, 1.25 - 0.25 * ratio)) if ratio > 1.3 else 1.0


def _middle_out(items: list[Cluster]) -> list[Cluster]:
    """Order so that the first comes to stand in the middle, the others left and right of it."""
    row: list[Cluster] = []
    for k, whole in enumerate(items):
        row.insert(0 if k % 2 else len(row), whole)
    return row


def _base(scene: Scene, c: Canvas, place: Backdrop, whole: Cluster, *, pier: bool) -> float:
    if not place.water:
        return place.ground
    if _swims(scene, whole):
        return c.height * 0.74 if pier else place.ground + c.height * 0.05
    return c.height * 0.91


def _afloat(c: Canvas, whole: Cluster, scale: float, k: int, count: int) -> float:
    _, top, _, bottom = whole.box
    mid = c.height * (0.5 if count == 1 else 0.5 + 0.13 * (1 if k % 2 else -1))
    return min(c.height * 0.94, mid + (bottom - top) * scale / 2)


def _in_the_air(
    scene: Scene, c: Canvas, place: Backdrop, flying: list[Cluster], *, alone: bool
) -> list[Placed]:
    items = _copies(scene, flying)
    placed = []
    most = max((_weight(w) for w in items), default=1.0)
    few = len(items) <= 2 and alone
    for k, whole in enumerate(items):
        left, top, right, bottom = whole.box
        high = c.height * (0.44 if few else 0.21) * (0.5 + 0.5 * _weight(whole) / most)
        if any("rocketflight" in s for p in whole.parts for s in p.symbols):
            high = c.height * 0.56
        scale = min(high / (bottom - top), c.width * (0.7 if few else 0.3) / (right - left))
        half_w, half_h = (right - left) * scale / 2, (bottom - top) * scale / 2
        spots = [(c.width * (k + 0.5 + c.chance.uniform(-0.15, 0.15)) / len(items))]
        if len(items) == 1 and not few:
            spots = [c.width * c.chance.choice((0.24, 0.76))]
        x = min(max(spots[0], half_w + c.unit * 2), c.width - half_w - c.unit * 2)
        y = c.height * (0.4 if few else 0.2 + (0.1 if k % 2 else 0))
        y = max(y, half_h + c.unit * 3)
        done = _put(whole, x, y + half_h, scale, flip=_facing(c, whole, x, scene))
        placed.append(replace(done, base=None))
    del place
    return placed


def _heavenly(c: Canvas, scene: Scene, place: Backdrop, actor: int, k: int) -> Part:
    """Draw what hangs in the sky, apart from what already hangs there."""
    own = word_of(scene.actors[actor]).trait("own")
    x = c.width * ((0.24, 0.76, 0.5)[k % 3] + c.chance.uniform(-0.03, 0.03))
    horizon = place.horizon if 0 < place.horizon < c.height else c.height * 0.6
    y, r = horizon * 0.28, c.unit * 9.5
    box = (x - r, y - r, x + r, y + r)
    if own == "sun":
        svg = sun(c, x, y, r * 0.85, red=scene.hour in ("dusk", "dawn"))
    elif own == "moon":
        svg = moon(c, x, y, r)
    elif own == "earth":
        svg = earth(c, x, y, r * 1.2)
    elif own == "rainbow":
        r = min(c.width * 0.42, horizon * 0.8)
        svg, box = (
            rainbow(c, c.width / 2, horizon + c.unit * 2, r),
            (c.width / 2 - r, horizon - r, c.width / 2 + r, horizon),
        )
    elif own == "lightning":
        svg, box = (
            lightning(c, x, c.unit * 4, horizon * 0.85),
            (x - r, c.unit * 4, x + r, horizon * 0.85),
        )
    elif own == "aurora":
        svg, box = aurora(c, horizon), (0, 0, c.width, horizon * 0.7)
    elif own == "stars":
        svg, box = stars(c, horizon, 90), (0, 0, c.width, horizon)
    else:
        spots = c.scatter(4, horizon * 0.1, horizon * 0.45)
        svg = "".join(cloud(c, a, b, c.unit * 13) for a, b in spots)
        box = around((a - r, b - r, a + r, b + r) for a, b in spots)
    return Part(svg, box, actor, (f"own:{own}",))
