"""A scene: what is to be seen, where, in what light, and who does what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Hour = Literal["day", "night", "dawn", "dusk"]
Weather = Literal["clear", "rain", "snow", "storm", "fog", "wind", "cloudy", "heat"]
Relation = Literal["", "rides", "held", "worn", "on", "under", "over", "beside", "front", "behind",
                   "in", "looks"]  # fmt: skip
RELATIONS: tuple[Relation, ...] = (
    "rides", "held", "worn", "on", "under", "over", "beside", "front", "behind", "in", "looks",
)  # fmt: skip
"""Said of the one that moves with the other: a rider `rides` a horse, an umbrella is `held`."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One thing of the scene, `count` times.

    `thing` is its key in the words ("cat"), or the OpenMoji code of a symbol that has no entry.
    `to` is the place in the scene's actors of the one that `relation` points at (-1 = none).
    `role` dresses it (astronaut), `colour` is #rrggbb ("" = its own), `scale` multiplies its size.
    `said` are the words of the request that named it.
    """

    thing: str
    said: str = ""
    count: int = 1
    role: str = ""
    relation: Relation = ""
    to: int = -1
    pose: str = ""
    colour: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture before it is drawn.

    `beyond` is a second place, seen far off behind the first.
    `named` are the things the request named and the scene has, as (words, key); `missing` are those
    for which there is neither a symbol nor a drawing; `instead` are words drawn as a near thing.
    """

    place: str = ""
    beyond: str = ""
    hour: Hour = "day"
    weather: Weather = "clear"
    season: str = ""
    mood: str = ""
    actors: tuple[Actor, ...] = ()
    bubble: str = ""
    caption: str = ""
    portrait: bool = False
    lang: str = "en"
    named: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
