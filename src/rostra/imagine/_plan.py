"""A language model plans the scene under a schema; rules mend the plan and lose nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any, cast

from rostra.imagine._bits import MOST, bits
from rostra.imagine._casts import CITIES
from rostra.imagine._scene import RELATIONS, Actor, Hour, Relation, Scene, Weather
from rostra.imagine._words import BEINGS, Word, entry, thing, words
from rostra.models import Message, Model, Options, complete_json

ACTORS = 8
"""Actors of a scene at most; those the request named come first."""
_HOURS = ("day", "night", "dawn", "dusk")
_WEATHERS = ("clear", "rain", "snow", "storm", "fog", "wind", "cloudy", "heat")


def schema() -> dict[str, Any]:
    """Give the JSON schema of a plan."""
    keys = [w.key for w in words() if w.kind == "place"]
    roles = ["", *(w.key for w in words() if w.kind == "role")]
    poses = ["", *(w.key for w in words() if w.kind == "pose")]
    actor = {
        "type": "object",
        "properties": {
            "thing": {"type": "string", "minLength": 1, "maxLength": 30},
            "count": {"type": "integer", "minimum": 1, "maximum": MOST},
            "role": {"enum": roles},
            "pose": {"enum": poses},
            "relation": {"enum": ["", *RELATIONS]},
            "to": {"type": "integer", "minimum": -1, "maximum": ACTORS - 1},
        },
        "required": ["thing", "count", "role", "pose", "relation", "to"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "place": {"enum": keys},
            "hour": {"enum": list(_HOURS)},
            "weather": {"enum": list(_WEATHERS)},
            "actors": {"type": "array", "items": actor, "minItems": 1, "maxItems": 5},
            "bubble": {"type": "string", "maxLength": 40},
        },
        "required": ["place", "hour", "weather", "actors", "bubble"],
        "additionalProperties": False,
    }


def asked(prompt: str, lang: str) -> tuple[Message, ...]:
    """Give the messages that ask a model for a plan, in the language of the request."""
    rules = (files("rostra.imagine") / "data" / f"plan.{lang}.md").read_text(encoding="utf-8")
    return (Message("system", rules), Message("user", prompt[:1000]))


def planned(scene: Scene, prompt: str, model: Model, seed: int) -> Scene:
    """Let a model plan what the rules left open in a scene they read; raises ModelError."""
    options = Options(max_tokens=500, schema=schema(), seed=seed)
    plan, _ = complete_json(model, asked(prompt, scene.lang), options)
    return merged(scene, plan)


def merged(scene: Scene, plan: Mapping[str, Any]) -> Scene:
    """Add a plan to what was read by rules: what the request named stays, as it was named."""
    actors = list(scene.actors)
    places = [_settle(actors, item, scene.lang) for item in plan.get("actors", ())]
    for at, item in zip(places, plan.get("actors", ()), strict=True):
        _relate(actors, at, item, places)
    told = {key for _, key in scene.named}
    place, hour, weather = (str(plan.get(key, "")) for key in ("place", "hour", "weather"))
    return replace(
        scene,
        actors=tuple(actors),
        place=scene.place or (place if entry("place", place) and place not in CITIES else ""),
        hour=cast("Hour", hour) if hour in _HOURS and not told & set(_HOURS) else scene.hour,
        weather=cast("Weather", weather)
        if weather in _WEATHERS and not told & set(_WEATHERS)
        else scene.weather,
        bubble=scene.bubble or _short(str(plan.get("bubble", ""))),
    )


def _short(said: str) -> str:
    """Keep what a model lets an actor say where it is short enough to be whole, else ""."""
    bare = said.strip()
    return bare if len(bare) <= (12 if any(ord(c) > 0x2E7F for c in bare) else 28) else ""


def _settle(actors: list[Actor], item: Mapping[str, Any], lang: str) -> int:
    """Find an actor of the plan among those read, or put it on stage; -1 where it is unknown."""
    found = _thing_of(str(item.get("thing", "")), lang)
    if found is None:
        return -1
    for at, actor in enumerate(actors):
        if found.key in (actor.thing, actor.role):
            role = str(item.get("role", ""))
            if (
                role
                and not actor.role
                and thing(role)
                and found.kind in BEINGS
                and found.kind != "role"
            ):
                actors[at] = replace(actor, role=role)
            return at
    if len(actors) >= ACTORS:
        return -1
    count = item.get("count", 1)
    role = str(item.get("role", ""))
    actors.append(
        Actor(
            found.key,
            str(item.get("thing", "")),
            min(MOST, max(1, count)) if isinstance(count, int) else 1,
            role=role if entry("role", role) and found.kind in BEINGS and role != found.key else "",
            pose=str(item.get("pose", "")) if entry("pose", str(item.get("pose", ""))) else "",
        )
    )
    return len(actors) - 1


def _thing_of(said: str, lang: str) -> Word | None:
    """Find the last thing a plan's words name, in either language."""
    for tongue in (lang, "en" if lang == "zh" else "zh"):
        named = [bit.thing for bit in bits(said, tongue) if bit.thing]
        if named:
            return named[-1]
    return thing(said)


def _relate(actors: list[Actor], at: int, item: Mapping[str, Any], places: list[int]) -> None:
    """Take a relation of the plan over where the request told none and no ring comes of it."""
    relation, other = item.get("relation", ""), item.get("to", -1)
    if at < 0 or relation not in RELATIONS or not isinstance(other, int):
        return
    to = places[other] if 0 <= other < len(places) else -1
    if to < 0 or actors[at].relation or actors[at].to >= 0:
        return
    walk, steps = to, 0
    while walk >= 0 and steps <= len(actors):
        if walk == at:
            return
        walk, steps = actors[walk].to, steps + 1
    actors[at] = replace(actors[at], relation=cast("Relation", relation), to=to)
