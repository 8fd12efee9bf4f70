"""Where one sits on what one rides: saddles, handlebars and pedals, in the units of the symbols."""

from __future__ import annotations

from dataclasses import dataclass

from rostra.imagine._draw import Point
from rostra.imagine._symbols import Box


@dataclass(frozen=True, slots=True)
class Seat:
    """How a thing is ridden. Points are in its symbol's 72 units; it faces left.

    `how`: astride (legs down its sides), stand (on top of it), inside (behind its wall, seen from
    the chest up). `rider` is the size of a figure's unit in its units. `turn` turns the symbol
    first (degrees), `flip` mirrors it afterwards, so that it faces left.
    """

    how: str
    seat: Point
    grip: Point | None = None
    pedal: Point | None = None
    rider: float = 0.62
    turn: float = 0.0
    flip: bool = False


SEATS: dict[str, Seat] = {
    "bicycle": Seat("astride", (44.5, 25), (25.5, 22), (36, 46)),
    "motorcycle": Seat("astride", (42, 34), (20, 25), (38, 52), 0.66),
    "moped": Seat("astride", (43, 42), (26, 25), (33, 50), 0.6),
    "scooter": Seat("stand", (38, 53), (27, 17), None, 0.6),
    "skateboard": Seat("stand", (36, 39.5), None, None, 0.72),
    "wheelchair": Seat("astride", (36, 40), (50, 36), (56, 58), 0.6, flip=True),
    "cart": Seat("inside", (38, 40), None, None, 0.5),
    "sled": Seat("astride", (38, 36), (18, 36), (26, 44), 0.6),
    "horse": Seat("astride", (40, 26), (26, 20), (38, 45), 0.5),
    "zebra": Seat("astride", (40, 28), (26, 22), (38, 45), 0.5),
    "donkey": Seat("astride", (40, 30), (26, 24), (38, 46), 0.5),
    "unicorn": Seat("inside", (36, 30), None, None, 0.5),
    "elephant": Seat("astride", (46, 21), (34, 20), (44, 36), 0.36),
    "camel": Seat("astride", (42, 20), (30, 22), (40, 38), 0.45),
    "cow": Seat("astride", (42, 25), (28, 24), (40, 42), 0.48),
    "ox": Seat("astride", (42, 25), (28, 24), (40, 42), 0.48),
    "buffalo": Seat("astride", (42, 25), (28, 24), (40, 42), 0.48),
    "giraffe": Seat("astride", (46, 36), (36, 32), (44, 50), 0.3),
    "deer": Seat("astride", (44, 36), (32, 32), (42, 50), 0.42),
    "turtle": Seat("astride", (40, 22), (24, 24), (38, 40), 0.45),
    "tiger": Seat("astride", (42, 28), (26, 28), (40, 44), 0.5),
    "pig": Seat("astride", (42, 28), (28, 28), (40, 44), 0.52),
    "sheep": Seat("astride", (42, 24), (28, 24), (40, 42), 0.52),
    "whale": Seat("astride", (40, 22), (26, 24), (38, 36), 0.3),
    "dolphin": Seat("astride", (40, 26), (26, 26), (38, 40), 0.42),
    "dragon": Seat("astride", (34, 36), (44, 30), (36, 50), 0.34, flip=True),
    "dinosaur": Seat("astride", (34, 34), (46, 28), (36, 50), 0.36, flip=True),
    "rocket": Seat("astride", (34, 25), (18, 27), (30, 44), 0.42, turn=45, flip=True),
    "plane": Seat("astride", (36, 30), (22, 31), (33, 44), 0.36, turn=45, flip=True),
    "broom": Seat("astride", (36, 33), (20, 33), (34, 48), 0.62, turn=60, flip=True),
    "helicopter": Seat("inside", (26, 42), None, None, 0.34),
    "ufo": Seat("inside", (36, 38), None, None, 0.5),
    "canoe": Seat("inside", (36, 38), None, None, 0.66),
    "rescueboat": Seat("inside", (0, -14), None, None, 0.72),
    "sailboat": Seat("inside", (30, 44), None, None, 0.36),
    "speedboat": Seat("inside", (44, 44), None, None, 0.42),
    "ship": Seat("inside", (-22, -19), None, None, 0.4),
    "balloonhot": Seat("inside", (0, -10), None, None, 0.42),
    "tractor": Seat("inside", (48, 26), None, None, 0.5),
    "skate": Seat("stand", (36, 50), None, None, 0.7),
}
"""How the things that are often ridden are ridden."""

CLIPPED = {"26F5": 46.5, "1F6A2": 45.5, "1F6A4": 45.0, "26F4": 50.0, "1F6A3": 46.0, "E212": 66.0}
"""Symbols that bring water of their own, which is cut off below this line."""


def seat_of(key: str, kind: str, box: Box) -> Seat:
    """Say how a thing is ridden: by the table, else by its kind and the box of its ink."""
    if key in SEATS:
        return SEATS[key]
    left, top, right, bottom = box
    x, wide = (left + right) / 2, right - left
    if kind in ("vehicle", "boat", "aircraft"):
        return Seat("inside", (x, top + (bottom - top) * 0.42), None, None, 0.5)
    back = top + (bottom - top) * 0.22
    return Seat(
        "astride",
        (x + wide * 0.08, back),
        (x - wide * 0.16, back),
        (x + wide * 0.02, back + 16),
        0.45,
    )
