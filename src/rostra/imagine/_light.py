"""The light of a scene: which sky, which tint, chosen from a few that go well together."""

from __future__ import annotations

from random import Random

from rostra.imagine._colours import Light
from rostra.imagine._scene import Scene

Sky = tuple[str, str, str]

SKIES: dict[str, tuple[Sky, ...]] = {
    "day": (
        ("#6fbfe8", "#b4e1f3", "#fdf2d8"), ("#7fcbe0", "#c4eae6", "#fff0d0"),
        ("#8cc3ee", "#cfe3f6", "#fde6d2"),
    ),
    "dusk": (
        ("#4a3f8c", "#d5668c", "#fdb468"), ("#54509f", "#ee8879", "#ffd28c"),
        ("#39406f", "#b45f83", "#f7a072"),
    ),
    "dawn": (("#7aa6d6", "#f6c6be", "#ffe8b6"), ("#8f9fd4", "#f3b5b0", "#fde0a8")),
    "night": (("#10153c", "#26306e", "#4d5ca3"), ("#0f1b3a", "#1f3b68", "#41709a"),
              ("#1b1440", "#3a2a6c", "#6a4f96")),
    "rain": (("#6d8599", "#9db1be", "#cdd9dc"), ("#758ba6", "#a7b6c9", "#d6dbe4")),
    "rain night": (("#171c40", "#2f3a6b", "#5b5f96"), ("#141f3d", "#26456b", "#4e7597")),
    "storm": (("#262d48", "#474f6f", "#838aa0"), ("#23303f", "#41566a", "#7f949f")),
    "snow": (("#9fbcd8", "#cbdcec", "#eef4f8"), ("#b3bfdc", "#d6ddee", "#f4eef2")),
    "snow night": (("#141b45", "#2d3d78", "#6478ad"),),
    "fog": (("#aebbc2", "#cdd6d8", "#e8e9e4"),),
    "cloudy": (("#8fa6b8", "#b9c8d2", "#e3e6e2"),),
    "heat": (("#f2a94c", "#f9d182", "#fff0c2"),),
    "autumn": (("#8ab7cf", "#d9dcc4", "#fbe3b0"), ("#9cc0d0", "#e8d9b8", "#fdd9a0")),
    "space": (("#090b22", "#141741", "#2b2360"), ("#0a1026", "#10264a", "#2a3f73")),
    "mars": (("#b9623f", "#dd966b", "#f2cda2"),),
    "underwater": (("#46c0dd", "#1f86ba", "#0e4d84"), ("#4fc9c6", "#1d8fa6", "#0e5575")),
}  # fmt: skip

_TINTS: dict[str, tuple[str, float]] = {
    "day": ("#fff1cf", 0.05), "dusk": ("#d8628a", 0.16), "dawn": ("#f7c3b0", 0.12),
    "night": ("#26306e", 0.30), "rain": ("#8aa0b4", 0.16), "rain night": ("#2f3a6b", 0.26),
    "storm": ("#3b4562", 0.26), "snow": ("#cfe0f0", 0.10), "snow night": ("#2d3d78", 0.26),
    "fog": ("#cdd6d8", 0.22), "cloudy": ("#b9c8d2", 0.10), "heat": ("#f9c872", 0.12),
    "autumn": ("#f5c98a", 0.10), "space": ("#3a3a80", 0.10), "mars": ("#dd966b", 0.14),
    "underwater": ("#1f86ba", 0.20),
}  # fmt: skip
_DARK = ("night", "rain night", "storm", "snow night", "space", "underwater")
INDOORS = (
    "room", "kitchen", "office", "library", "classroom", "lab", "restaurant", "stage", "courtroom",
    "hall", "trading", "table",
)  # fmt: skip
"""Places with walls: their light is a lamp's."""


def mood_of(scene: Scene) -> str:
    """Name the sky of a scene: its place where that has its own, else its weather and hour."""
    dark = scene.hour in ("night", "dusk")
    autumn = scene.season == "autumn" and scene.hour == "day"
    if scene.place in ("space", "moon", "mars", "underwater"):
        return {"moon": "space"}.get(scene.place, scene.place)
    if scene.weather in ("rain", "snow"):
        return f"{scene.weather} night" if dark else scene.weather
    if scene.weather in ("storm", "fog", "heat", "cloudy") and scene.hour != "night":
        return scene.weather
    return "rain night" if scene.weather == "storm" else ("autumn" if autumn else scene.hour)


def light_of(scene: Scene, chance: Random, *, fun: bool) -> Light:
    """Choose the light of a scene; `fun` is louder and has darker lines."""
    mood = mood_of(scene)
    sky = chance.choice(SKIES[mood])
    tint, amount = _TINTS[mood]
    indoors = scene.place in INDOORS
    if indoors:
        tint, amount = ("#ffe2b0", 0.08) if scene.hour != "night" else ("#6a5a9c", 0.14)
    return Light(
        sky=sky,
        tint=tint,
        amount=amount * (0.7 if fun else 1.0),
        outline="#1d1430" if fun else ("#1f2148" if mood in _DARK else "#37304e"),
        glow="#ffe9a8",
        dark=mood in _DARK and not indoors,
        vivid=1.12 if fun else 0.9,
    )
