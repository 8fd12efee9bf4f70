"""Who a topic of the news brings on stage, and which of several places is the place."""

from __future__ import annotations

from collections.abc import Sequence

from rostra.imagine._scene import Actor

CASTS: dict[str, tuple[Actor, ...]] = {
    "voters": (Actor("woman"), Actor("oldman"), Actor("person")),
    "astronaut+flag": (Actor("astronaut"), Actor("flag", relation="held", to=0)),
    "leaders": (
        Actor("woman"), Actor("businessman"), Actor("man"), Actor("suit", relation="worn", to=2),
    ),
    "speaker": (Actor("businessman", pose="speak"), Actor("microphone", relation="held", to=0)),
    "trader": (Actor("businessman", pose="think"),),
    "rescuer": (Actor("firefighter"),),
    "rescue": (Actor("firefighter", relation="rides", to=1), Actor("rescueboat")),
    "protesters": (
        Actor("woman", pose="speak"), Actor("megaphone", relation="held", to=0),
        Actor("person"), Actor("sign", relation="held", to=2),
        Actor("man"), Actor("sign", relation="held", to=4),
    ),
}  # fmt: skip
"""Groups that a topic brings on stage."""

CITIES = ("tokyo", "newyork", "paris", "london", "beijing", "shanghai", "hongkong")
BEYOND = (
    "mountains",
    "fuji",
    "skyline",
    "volcano",
    "forest",
    "hills",
    "sea",
    "island",
    "castlehill",
)
"""Places that can be seen far off behind another."""
_BROAD = ("street", "skyline", "road", "sky", "hills", "night")


def chosen_place(places: Sequence[str], implied: str) -> tuple[str, str]:
    """Choose where it happens, and the second place that is seen far off behind it.

    `implied` is the place that topics and other words bring with them ("" = none).
    """
    found = list(dict.fromkeys(places))
    cities = [p for p in found if p in CITIES]
    if cities:
        found = [p for p in found if p not in ("street", "skyline", "road")]
        found = [*cities[:1], *(p for p in found if p not in cities)]
        near = [p for p in found if p not in CITIES and p not in BEYOND]
        if near and near[0] in ("harbour", "sea", "beach", "lake", "room", "office"):
            return near[0], "skyline" if near[0] not in ("room", "office") else ""
    close = [p for p in found if p not in _BROAD] + [p for p in found if p in _BROAD]
    if len(close) > 1 and close[0] in ("mountains", "fuji", "volcano", "island"):
        close[0], close[1] = close[1], close[0]
    place = close[0] if close else implied
    if implied in ("quake", "ruins", "flood") and place in _BROAD:
        return implied, "skyline"
    return place, next((p for p in close[1:] if p in BEYOND), "")
