"""Actors become clusters: what rides, holds or wears another is joined to it before it is placed."""

from __future__ import annotations

from dataclasses import replace

from rostra.imagine._colours import repainted
from rostra.imagine._draw import Point, circle, line, n
from rostra.imagine._figure import POSES, Figure, Look, Pose, figure, look_of
from rostra.imagine._mounts import CLIPPED, Seat, seat_of
from rostra.imagine._own import OWN
from rostra.imagine._part import Cluster, Part, around, moved_cluster, shifted, turned
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._symbols import ink, shape
from rostra.imagine._words import BEINGS, MOUNTS, Word, thing

HEAVENS = ("sun", "moon", "stars", "clouds", "rainbow", "lightning", "earth", "aurora")
"""Things of the sky that are drawn into it, by their trait `own`."""
FACES = ("1F9D1", "1F469", "1F468", "1F471", "1F9D4")
"""Faces that several people of one kind take in turn."""
JOINED = ("on", "under", "over", "in")
"""Relations whose two things become one cluster."""
_ACTS = {
    "run": "run", "walk": "stand", "wave": "wave", "jump": "cheer", "dance": "cheer", "fly": "cheer",
    "sit": "sit", "sleep": "sit", "think": "think", "speak": "wave", "sing": "wave",
    "fight": "cheer", "cook": "offer", "vote": "offer", "fish": "offer", "paint": "offer",
}  # fmt: skip
_PROPS = {
    "cook": ("hotpot",), "sing": ("microphone",), "speak": (), "fish": ("fishingrod",),
    "paint": ("brush",), "sleep": (),
}  # fmt: skip
"""What an act needs in the hand, where the request puts nothing there."""
_PLAYED = ("guitar", "violin", "drum", "saxophone", "trumpet", "1FA97", "1FA95")
_BOTH = ("book", "newspaper", "laptop", "map", "gift", "box", "cake", "tv", "letter", "calendar",
         "hotpot", "noodles", "apple", "cat", "rabbit", "dog", "teddy", "icebergsmall", "rice", "pizza", "baby", "puzzle", "ballotbox", "globe", *_PLAYED)  # fmt: skip
_ALOFT = ("flag", "whiteflag", "chinaflag", "usflag", "sign", "kite", "balloon", "fishingrod",
          "torch", "lantern", "trophy", "sword", "wand", "firework", "megaphone", "broom")  # fmt: skip
_DRESS = ("raincoat", "suit", "kimono", "dress", "cape")
_PERCH = {"sofa": 0.3, "chair": 0.5, "bed": 0.45, "bathtub": 0.5, "bench": 0.47, "tv": 0.95}


def word_of(actor: Actor) -> Word:
    """Give the entry of an actor; a symbol without one stands for itself."""
    return thing(actor.thing) or Word("object", actor.thing, actor.thing, 0.5, (), ())


def clusters(scene: Scene) -> list[Cluster]:
    """Join a scene's actors into clusters, one for each that nothing carries."""
    bound: set[int] = set()
    for i, actor in enumerate(scene.actors):
        if actor.relation == "rides":
            bound.add(actor.to)
        elif actor.relation in ("held", "worn", *JOINED) and actor.to >= 0 and not beneath(scene, i):
            bound.add(i)
    roots = [i for i, a in enumerate(scene.actors) if i not in bound and not heavenly(a)]
    return [cluster(scene, i) for i in roots]


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
    held = _tied(scene, at, "held")
    worn = _tied(scene, at, "worn")
    upright = bool(actor.role or rides >= 0 or held or worn or actor.pose in _ACTS) or not word.symbol
    if look and (upright or word.kind in ("role", "person")):
        whole = _ridden(scene, at, look, rides) if rides >= 0 else _standing(scene, at, look, held)
    elif rides >= 0:
        whole = _on_top(_plain(at, actor, word), cluster(scene, rides), word, word_of(scene.actors[rides]))
    else:
        whole = _plain(at, actor, word)
        for item in held:
            whole = _beside_hand(whole, cluster(scene, item))
        for item in worn:
            whole = _crowned(whole, item, scene)
    for relation in JOINED:
        for other in _tied(scene, at, relation):
            whole = _join(scene, whole, at, other, relation)
    return whole


def _tied(scene: Scene, at: int, relation: str) -> list[int]:
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


def _plain(at: int, actor: Actor, word: Word) -> Cluster:
    part = plain_part(at, actor, word)
    left, top, right, _ = part.box
    head = ((left * 0.6 + right * 0.4), top * 0.8)
    whole = Cluster((part,), at, word.metres * actor.scale, -top, head)
    return _dozing(whole) if actor.pose == "sleep" else whole


def _dozing(whole: Cluster) -> Cluster:
    body = shape("1F4A4")
    x, y = whole.head
    part = Part(f'<g transform="translate({n(x + 8)} {n(y - 48)}) scale(.4)">{body}</g>', (x + 8, y - 48, x + 37, y - 20))
    return replace(whole, parts=(*whole.parts, part))


def _pose_of(scene: Scene, actor: Actor, held: list[int]) -> str:
    if not held:
        return _ACTS.get(actor.pose, "stand")
    keys = {scene.actors[i].thing for i in held}
    if keys & set(_BOTH):
        return "both"
    return "hold" if keys & {"umbrella", *_ALOFT} else "offer"


def _wardrobe(scene: Scene, at: int, look: Look) -> tuple[Look, tuple[str, ...], tuple[int, ...]]:
    """Put on what is worn: hats stay a list, coats change the outfit."""
    from rostra.imagine._wardrobe import OUTFITS, cape

    hats, shown = [], []
    for i in _tied(scene, at, "worn"):
        key = scene.actors[i].thing
        shown.append(i)
        if key == "cape":
            look = replace(look, outfit=replace(look.outfit, back=cape(scene.actors[i].colour or "#d22f27")))
        elif key in _DRESS:
            outfit = OUTFITS[key]
            if scene.actors[i].colour:
                outfit = replace(outfit, coat=scene.actors[i].colour)
            look = replace(look, outfit=outfit)
        else:
            hats.append(key)
    return look, tuple(hats), tuple(shown)


def _standing(scene: Scene, at: int, look: Look, held: list[int]) -> Cluster:
    """Draw a figure on its feet (or seated) with what it holds."""
    actor = scene.actors[at]
    look, hats, worn = _wardrobe(scene, at, look)
    props = _PROPS.get(actor.pose, ()) if not held else ()
    name = _pose_of(scene, actor, held)
    if props and name not in ("both",):
        name = "both" if props[0] in _BOTH else ("hold" if props[0] in _ALOFT else "offer")
    made = figure(look, POSES[name], wears=hats)
    parts = [_figure_part(made, at, look, scene, worn)]
    for k, item in enumerate(held):
        parts = _in_hand(parts, scene, item, made, second=k > 0)
    for prop in props:
        extra = Actor(prop)
        parts = _grip(parts, plain_part(-1, extra, word_of(extra)), extra.thing, made, second=False)
    whole = Cluster(tuple(parts), at, _metres(actor), -made.box[1], made.head)
    return _dozing(whole) if actor.pose == "sleep" else whole


def _metres(actor: Actor) -> float:
    return max(word_of(actor).metres, 0.35) * actor.scale


def _figure_part(made: Figure, at: int, look: Look, scene: Scene, worn: tuple[int, ...]) -> Part:
    codes = [look.face, *(f"role:{look.role}" for _ in [0] if look.role)]
    codes += [f"worn:{scene.actors[i].thing}" for i in worn]
    return Part(made.behind + made.before, made.box, at, tuple(codes))


def _in_hand(parts: list[Part], scene: Scene, item: int, made: Figure, *, second: bool) -> list[Part]:
    actor = scene.actors[item]
    if actor.thing == "umbrella":
        return _umbrella(parts, item, actor, made)
    word = word_of(actor)
    look = look_of(word, actor.role, actor.colour) if word.kind in BEINGS else None
    part = plain_part(item, actor, word) if not look else cluster(scene, item).parts[0]
    return _grip(parts, replace(part, actor=item), actor.thing, made, second=second)


def _grip(parts: list[Part], part: Part, key: str, made: Figure, *, second: bool) -> list[Part]:
    """Put a thing into a hand: aloft, before the belly, or on the palm."""
    left, top, right, bottom = part.box
    wide, tall = right - left, bottom - top
    hand = made.hands[1 if second else 0]
    if key in _BOTH:
        scale = (44 if key in _PLAYED else 34) / max(wide, tall)
        return [*parts, shifted(part, 0, -17, scale)]
    if key in ("football", "ball"):
        return [*parts, shifted(part, -27, 1, 24 / max(wide, tall))]
    if key in ("kite", "balloon"):
        return _on_string(parts, part, key, made)
    scale = (40 if key in _ALOFT else 27) / max(wide, tall)
    if key in ("flag", "whiteflag", "chinaflag", "usflag", "sign", "fishingrod"):
        scale = 58 / max(wide, tall)
    flown = key in ("flag", "whiteflag", "chinaflag", "usflag") and not second
    low = 8 if key in _ALOFT else tall * scale * 0.32
    aside = -wide * scale * 0.38 if flown else 0.0
    return [*parts, shifted(part, hand[0] + aside, hand[1] + low, scale, flip=flown)]


def _on_string(parts: list[Part], part: Part, key: str, made: Figure) -> list[Part]:
    hand = made.hands[0]
    x, y = hand[0] - (38 if key == "kite" else 10), -(100 if key == "kite" else 96)
    scale = (44 if key == "kite" else 36) / (part.box[3] - part.box[1])
    string = Part(line([hand, (hand[0] - 6, (hand[1] + y) / 2), (x, y)], "#000", 1.2), (x, y, hand[0], hand[1]))
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
    stick = line([(hand[0], hand[1] + 9), (x, top)], "#000", 3.6) + line([(hand[0], hand[1] + 8), (x, top)], "#8a6a4a", 1.6)
    hook = circle(*hand, 5, "#ffffff", opacity=0)
    box = (x - 34 * scale, top - 3, x + 34 * scale, low + 2)
    leaning = turned(canopy, -5, x, low)
    return [Part(stick + hook, (x - 2, top, hand[0] + 2, hand[1] + 9)), *parts, Part(leaning, box, item, ("2602",))]


def _seated(seat: Seat, to: Point, scale: float) -> Pose:
    """Bend a figure into a saddle at `to`: hands at the grip, feet at the pedals."""

    def unit(point: Point) -> Point:
        return ((point[0] - to[0]) / scale, (point[1] - to[1]) / scale)

    chest = (-5.0, -21.0)
    grip = unit(seat.grip) if seat.grip else (-20.0, -12.0)
    pedal = unit(seat.pedal) if seat.pedal else (-8.0, 24.0)
    knee = ((pedal[0] - 13) * 0.6 - 4, pedal[1] * 0.38)
    far = (pedal[0] + 5, pedal[1] - 8)
    elbow = ((grip[0] + chest[0]) / 2 - 2, (grip[1] + chest[1]) / 2 + 7)
    return Pose(
        hip=(0, -5), chest=chest, hands=(grip, grip), elbows=(elbow, elbow),
        knees=((knee[0] - 2, knee[1] - 3), knee), feet=(far, pedal), lean=-5,
    )  # fmt: skip


def _ridden(scene: Scene, at: int, look: Look, rides: int) -> Cluster:
    """Seat a figure on what it rides."""
    actor, mount = scene.actors[at], scene.actors[rides]
    word = word_of(mount)
    base = _mount_part(rides, mount, word)
    seat, (dx, dy) = base[1], base[2]
    spot = (seat.seat[0] + dx, seat.seat[1] + dy)
    look, hats, worn = _wardrobe(scene, at, look)
    size = seat.rider * (0.8 if actor.scale < 1 else 1.0)
    if seat.how == "astride":
        pose = _seated(_moved_seat(seat, dx, dy), spot, size)
    elif seat.how == "stand":
        grip = ((seat.grip[0] + dx - spot[0]) / size, (seat.grip[1] + dy - spot[1]) / size) if seat.grip else None
        pose = POSES["stand"] if grip is None else replace(POSES["stand"], hands=(grip, grip), elbows=((-18, -30), (2, -28)))
        pose = pose if grip else POSES["run"]
    else:
        pose = POSES["wave"]
    made = figure(look, pose, wears=hats)
    rise = 0.0 if seat.how != "inside" else 14 * size
    codes = _figure_part(made, at, look, scene, worn).symbols
    back = shifted(Part(made.behind, made.box), spot[0], spot[1] + rise, size)
    front = shifted(Part(made.before, made.box, at, codes), spot[0], spot[1] + rise, size)
    if seat.how == "inside":
        parts = [replace(front, svg=back.svg + front.svg), base[0]]
        left, top, right, bottom = front.box
        parts[0] = replace(parts[0], box=(left, top, right, min(bottom, base[0].box[3])))
    else:
        parts = [back, base[0], front]
    for item in _tied(scene, at, "held"):
        parts = _rider_holds(parts, scene, item, made, spot, size)
    hx, hy = made.head
    foot = base[0].box[3]
    whole = Cluster(tuple(parts), at, _metres(mount), foot - base[0].box[1],
                    (hx * size + spot[0], hy * size + spot[1] + rise))  # fmt: skip
    return moved_cluster(whole, 0, -foot) if abs(foot) > 0.5 else whole


def _moved_seat(seat: Seat, dx: float, dy: float) -> Seat:
    grip = (seat.grip[0] + dx, seat.grip[1] + dy) if seat.grip else None
    pedal = (seat.pedal[0] + dx, seat.pedal[1] + dy) if seat.pedal else None
    return replace(seat, grip=grip, pedal=pedal)


def _mount_part(at: int, actor: Actor, word: Word) -> tuple[Part, Seat, Point]:
    """Draw what is ridden, facing left; with its seat and the way from symbol units to its own."""
    own = word.trait("own")
    if own in OWN:
        part = plain_part(at, actor, word)
        return part, seat_of(word.key, word.kind, part.box), (0.0, 0.0)
    code = word.symbol or word.trait("face")
    seat = seat_of(word.key, word.kind, ink(code))
    if not seat.turn and not seat.flip:
        part = plain_part(at, actor, word)
        left, _, right, bottom = ink(code)
        return part, seat, (-(left + right) / 2, -CLIPPED.get(code, bottom))
    body = repainted(shape(code), actor.colour) if actor.colour else shape(code)
    body = turned(body, seat.turn, 36, 36) if seat.turn else body
    if seat.flip:
        body = f'<g transform="translate(72 0) scale(-1 1)">{body}</g>'
        if not seat.turn:
            seat = replace(seat, seat=(72 - seat.seat[0], seat.seat[1]),
                           grip=(72 - seat.grip[0], seat.grip[1]) if seat.grip else None,
                           pedal=(72 - seat.pedal[0], seat.pedal[1]) if seat.pedal else None)  # fmt: skip
    from rostra.imagine._symbols import drawn

    left, top, right, bottom = drawn(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{body}</svg>')
    mid = (left + right) / 2
    svg = f'<g transform="translate({n(-mid)} {n(-bottom)})">{body}</g>'
    return Part(svg, (left - mid, top - bottom, right - mid, 0), at, (code,)), seat, (-mid, -bottom)


def _rider_holds(parts: list[Part], scene: Scene, item: int, made: Figure, spot: Point, size: float) -> list[Part]:
    """Give a rider something to hold over or before it."""
    loose: list[Part] = _in_hand([], scene, item, replace(made, hands=((-20, -34), (20, -34))), second=False)
    return [*parts, *(shifted(p, spot[0], spot[1], size) for p in loose)]


def _on_top(one: Cluster, other: Cluster, word: Word, mount: Word) -> Cluster:
    """Stand a thing on another that it rides or that carries it."""
    whole = _stacked(one, other, _PERCH.get(mount.key, 0.97 if mount.kind not in MOUNTS else 0.62), word)
    if mount.kind in MOUNTS and seat_of(mount.key, mount.kind, (0, 0, 72, 72)).how == "inside":
        carried = len(other.parts)
        return replace(whole, parts=(*whole.parts[carried:], *whole.parts[:carried]))
    return whole


def _stacked(one: Cluster, other: Cluster, perch: float, word: Word) -> Cluster:
    del word
    ratio = min(2.2, max(0.3, (max(one.metres, 0.05) / max(other.metres, 0.05)) ** 0.5))
    scale = ratio * other.tall / max(one.tall, 1)
    left, top, right, bottom = other.box
    y = bottom - (bottom - top) * perch
    placed = moved_cluster(one, (left + right) / 2, y, scale)
    return replace(other, parts=(*other.parts, *placed.parts), head=placed.head)


def _join(scene: Scene, whole: Cluster, at: int, other: int, relation: str) -> Cluster:
    """Join what stands on, under, over or in a thing to it."""
    base = word_of(scene.actors[at])
    guest = cluster(scene, other)
    word = word_of(scene.actors[other])
    count = max(1, scene.actors[other].count)
    if relation == "on":
        return _rows_on(whole, guest, count, _PERCH.get(base.key, 0.98 if base.kind not in ("animal",) else 0.86))
    left, top, right, bottom = whole.box
    ratio = min(1.6, max(0.28, (max(guest.metres, 0.05) / max(whole.metres, 0.05)) ** 0.5))
    scale = ratio * whole.tall / max(guest.tall, 1)
    if relation == "in":
        if base.kind in ("building", "plant", "sky"):
            placed = moved_cluster(guest, left + (right - left) * 0.3, 0, min(scale, 0.5 * whole.tall / guest.tall))
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
    left, top, right, bottom = whole.box
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
