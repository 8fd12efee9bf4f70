"""Riders: a figure seated on what it rides, bent to its saddle, grip and pedals."""

from __future__ import annotations

from dataclasses import replace

from rostra.imagine._basics import (
    PERCH,
    dressed,
    figure_part,
    metres_of,
    plain_part,
    stacked,
    tied,
    word_of,
)
from rostra.imagine._colours import repainted
from rostra.imagine._draw import Point, n
from rostra.imagine._figure import POSES, Figure, Look, Pose, figure
from rostra.imagine._hands import in_hand
from rostra.imagine._mounts import CLIPPED, Seat, seat_of
from rostra.imagine._own import OWN
from rostra.imagine._part import Cluster, Part, moved_cluster, shifted, turned
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._symbols import ink, shape
from rostra.imagine._words import MOUNTS, Word


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


def ridden(scene: Scene, at: int, look: Look, rides: int) -> Cluster:
    """Seat a figure on what it rides."""
    actor, mount = scene.actors[at], scene.actors[rides]
    word = word_of(mount)
    base = _mount_part(rides, mount, word)
    seat, (dx, dy) = base[1], base[2]
    spot = (seat.seat[0] + dx, seat.seat[1] + dy)
    look, hats, worn = dressed(scene, at, look)
    size = seat.rider * (0.8 if actor.scale < 1 else 1.0)
    if seat.how == "astride":
        pose = _seated(_moved_seat(seat, dx, dy), spot, size)
    elif seat.how == "stand":
        grip = (
            ((seat.grip[0] + dx - spot[0]) / size, (seat.grip[1] + dy - spot[1]) / size)
            if seat.grip
            else None
        )
        pose = (
            POSES["stand"]
            if grip is None
            else replace(POSES["stand"], hands=(grip, grip), elbows=((-18, -30), (2, -28)))
        )
        pose = pose if grip else POSES["run"]
    else:
        pose = POSES["wave"]
    made = figure(look, pose, wears=hats)
    rise = 0.0 if seat.how != "inside" else 14 * size
    codes = figure_part(made, at, look, scene, worn).symbols
    back = shifted(Part(made.behind, made.box), spot[0], spot[1] + rise, size)
    front = shifted(Part(made.before, made.box, at, codes), spot[0], spot[1] + rise, size)
    if seat.how == "inside":
        parts = [replace(front, svg=back.svg + front.svg), base[0]]
        left, top, right, bottom = front.box
        parts[0] = replace(parts[0], box=(left, top, right, min(bottom, base[0].box[3])))
    else:
        parts = [back, base[0], front]
    for item in tied(scene, at, "held"):
        parts = _rider_holds(parts, scene, item, made, spot, size)
    hx, hy = made.head
    foot = base[0].box[3]
    whole = Cluster(tuple(parts), at, metres_of(mount), foot - base[0].box[1],
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
            seat = replace(
                seat,
                seat=(72 - seat.seat[0], seat.seat[1]),
                grip=(72 - seat.grip[0], seat.grip[1]) if seat.grip else None,
                pedal=(72 - seat.pedal[0], seat.pedal[1]) if seat.pedal else None,
            )
    from rostra.imagine._symbols import drawn

    left, top, right, bottom = drawn(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{body}</svg>'
    )
    mid = (left + right) / 2
    svg = f'<g transform="translate({n(-mid)} {n(-bottom)})">{body}</g>'
    return Part(svg, (left - mid, top - bottom, right - mid, 0), at, (code,)), seat, (-mid, -bottom)


def _rider_holds(
    parts: list[Part], scene: Scene, item: int, made: Figure, spot: Point, size: float
) -> list[Part]:
    """Give a rider something to hold over or before it."""
    loose: list[Part] = in_hand(
        [], scene, item, replace(made, hands=((-20, -34), (20, -34))), second=False
    )
    return [*parts, *(shifted(p, spot[0], spot[1], size) for p in loose)]


def on_top(one: Cluster, other: Cluster, word: Word, mount: Word) -> Cluster:
    """Stand a thing on another that it rides or that carries it."""
    whole = stacked(
        one, other, PERCH.get(mount.key, 0.97 if mount.kind not in MOUNTS else 0.62), word
    )
    if mount.kind in MOUNTS and seat_of(mount.key, mount.kind, (0, 0, 72, 72)).how == "inside":
        carried = len(other.parts)
        return replace(whole, parts=(*whole.parts[carried:], *whole.parts[:carried]))
    return whole
