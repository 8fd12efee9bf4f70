"""Which drawing stands for which place, and where a scene plays that names none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rostra.imagine import _beyond, _inside, _land, _shores, _town, _water
from rostra.imagine._backdrop import Backdrop
from rostra.imagine._draw import Canvas
from rostra.imagine._light import INDOORS
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._words import thing

PLACES: dict[str, Callable[[Canvas, Scene], Backdrop]] = {
    "moon": _beyond.moon, "mars": _beyond.mars, "space": _beyond.space, "sky": _beyond.above,
    "plain": _beyond.plain, "castlehill": _beyond.fairyland, "launchpad": _beyond.launchpad,
    "quake": _beyond.quake, "night": _land.hills, "hills": _land.hills, "farm": _land.farm,
    "forest": _land.forest, "mountains": _land.mountains, "fuji": _land.mountains,
    "volcano": _land.volcano, "desert": _land.desert, "snow": _land.snow, "ice": _land.ice,
    "pitch": _land.pitch, "street": _town.street, "nightmarket": _town.street,
    "tokyo": _town.street, "newyork": _town.street, "paris": _town.street,
    "london": _town.street, "beijing": _town.street,
    "shanghai": _town.skyline, "hongkong": _town.skyline, "skyline": _town.skyline,
    "road": _town.road, "ruins": _town.ruins, "sea": _water.sea, "harbour": _water.harbour,
    "lake": _water.lake, "beach": _shores.beach, "island": _shores.island, "flood": _shores.flood,
    "underwater": _shores.underwater, **dict.fromkeys(INDOORS, _inside.indoors),
}  # fmt: skip
"""Every place there is a drawing of."""
_AT_HOME = {
    "animal": "hills", "bird": "hills", "insect": "hills", "sea": "underwater", "person": "hills",
    "role": "hills", "vehicle": "road", "boat": "sea", "aircraft": "sky", "building": "hills",
    "plant": "hills", "food": "table", "drink": "table", "object": "plain", "wear": "plain",
    "sky": "hills",
}  # fmt: skip
_LIT = ("tokyo", "hongkong", "newyork", "shanghai")


INHABITANTS: dict[str, tuple[Actor, ...]] = {
    "hall": (Actor("businessman", pose="speak"), Actor("microphone", relation="held", to=0)),
    "courtroom": (Actor("judge"), Actor("scales")),
    "classroom": (Actor("teacher"), Actor("books")),
    "lab": (Actor("scientist"), Actor("microscope")),
    "stage": (Actor("singer", pose="sing"),),
    "office": (Actor("programmer"), Actor("laptop", relation="held", to=0)),
    "trading": (Actor("businessman", pose="think"), Actor("chartwave")),
    "kitchen": (Actor("chef", pose="cook"),),
    "library": (Actor("person"), Actor("book", relation="held", to=0)),
    "restaurant": (Actor("chef"), Actor("noodles", relation="held", to=0)),
    "pitch": (Actor("athlete"), Actor("football", relation="held", to=0)),
    "room": (Actor("person"), Actor("sofa")),
}
"""Who is found in a place where the request names nobody."""


def settled(scene: Scene) -> Scene:
    """Give a scene a place where it has none, and the hour that suits it."""
    place = scene.place or _home(scene)
    if not scene.actors and place in INHABITANTS:
        scene = replace(scene, actors=INHABITANTS[place])
    told = {key for _, key in scene.named}
    hour = scene.hour
    if not told & {"day", "night", "dusk", "dawn"}:
        lit = place in _LIT and scene.weather in ("rain", "storm")
        hour = "night" if lit or place == "night" else hour
    return replace(scene, place=place, hour=hour)


def _home(scene: Scene) -> str:
    """Choose where the first of the actors that has a home is at home."""
    shown = [a for a in scene.actors if a.relation not in ("held", "worn")]
    words = [word for a in shown if (word := thing(a.thing))]
    swims = {bool(word.kind == "sea" and word.trait("swim")) for word in words}
    outside = scene.weather != "clear" or scene.season
    if scene.portrait or not shown:
        return "hills" if not scene.portrait and (outside or scene.named) else "plain"
    if len(swims) > 1:
        return "sea"
    for actor in shown:
        for word in (thing(actor.role), thing(actor.thing)):
            if word and word.trait("place"):
                return word.trait("place")
    if not outside and any("astronaut" in (a.role, a.thing) for a in shown):
        return "moon"
    kinds = [word.kind for word in words] or ["object"]
    beings = [k for k in ("role", "person", "animal", "bird", "insect") if k in kinds]
    return _AT_HOME.get((beings or kinds)[0], "plain")


def drawn_place(c: Canvas, scene: Scene) -> Backdrop:
    """Draw the place of a settled scene."""
    return PLACES.get(scene.place, _beyond.plain)(c, scene)
