"""How the pieces of a request stand to each other: who rides, holds or wears what, and where."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from rostra.imagine._bits import MOST, Bit
from rostra.imagine._casts import CASTS, chosen_place
from rostra.imagine._near import named
from rostra.imagine._scene import RELATIONS, Actor, Hour, Relation, Scene, Weather
from rostra.imagine._words import BEINGS, MOUNTS, Word, entry, phrases, thing

_HAND = ("food", "drink", "object", "wear", "plant", "aircraft")
_BY_A_BEING = ("holds", "wears", "rides", "plays", "reads")
_RIDDEN = (
    "horse",
    "donkey",
    "camel",
    "elephant",
    "ox",
    "buffalo",
    "zebra",
    "unicorn",
    "dragon",
    "deer",
)
_BESTRIDDEN = ("broom",)
_SIDES = ("上", "上面", "上边", "里", "里面", "中", "内", "之中", "边", "旁", "旁边")
"""What follows a place in Chinese and says no more than that it is the place."""
_READ = ("book", "newspaper", "phone", "map", "letter", "laptop", "calendar")
"""What one holds to look at."""
_WITH = ("cook", "paint", "vote", "fight", "fish")
"""Acts whose object is in the hands."""
_ON_BODY = ("held", "worn")
_RAINY = ("rain", "storm")


@dataclass(slots=True)
class Reading:
    """What has been read so far. Pieces are taken one by one, in their order."""

    lang: str
    actors: list[Actor] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    instead: list[tuple[str, str]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    topics: list[Word] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    being: int = -1
    last: int = -1
    near: bool = False
    number: int = 0
    relation: str = ""
    colour: str = ""
    scale: float = 1.0
    pose: str = ""
    placed: int = -1
    at_place: bool = False
    told: str = ""
    of: int = -1

    def take(self, bit: Bit) -> None:
        """Take the next piece into account."""
        if bit.said == "的":
            self.of = self.last if self.told in _BY_A_BEING else -1
            return
        behind_place, self.at_place = self.at_place, False
        if behind_place and bit.said in _SIDES:
            return
        if bit.stop:
            self.near = False
            self.relation = "" if self.relation != "beside" else self.relation
        elif bit.number:
            self.number, self.near = bit.number, False
        elif not bit.words:
            self._unknown(bit)
        elif (word := self._sky_or_place(bit)) is not None:
            self._place(bit.said, word)
        elif bit.thing and not self._is_setting(bit):
            self._thing(bit, bit.thing)
        else:
            self._setting(bit, bit.words[0])

    def _is_setting(self, bit: Bit) -> bool:
        """Whether a word that may be a thing or a setting is the setting here (fish, to fish)."""
        first = bit.words[0]
        return first.kind not in BEINGS and first is not bit.thing

    def _sky_or_place(self, bit: Bit) -> Word | None:
        """Decide whether "moon" is where it happens or what hangs in the sky."""
        word = bit.of("place")
        if word is None or word.key != "moon" or self.lang == "zh" or bit.said == "on the moon":
            return word
        return word if self.relation in ("on", "in", "rides") or "lunar" in bit.said else None

    def _thing(self, bit: Bit, word: Word) -> None:
        if word.kind == "role" and self._dress(bit, word):
            return
        if word.kind in BEINGS and word.kind != "role" and self._body(bit, word):
            return
        again = [i for i, a in enumerate(self.actors) if a.thing == word.key]
        if again and not self.number and not self.colour and word.kind not in BEINGS:
            self._relate(again[-1], word)
            self._forget(again[-1], word)
            return
        count = min(self.number or (3 if bit.plural else 1), MOST)
        at = len(self.actors)
        self.actors.append(
            Actor(word.key, bit.said, count, colour=self.colour, scale=self.scale, pose=self.pose)
        )
        self.named.append((bit.said, word.key))
        self._owned(at, word)
        self._relate(at, word)
        self._forget(at, word)

    def _owned(self, at: int, word: Word) -> None:
        """Give what a Chinese clause before 的 names to the being behind it: 戴墨镜的狗."""
        thing_, self.of = self.of, -1
        if thing_ < 0 or word.kind not in BEINGS:
            return
        for i, actor in enumerate(self.actors):
            if actor.relation == "rides" and actor.to == thing_:
                self.actors[i] = replace(actor, relation="", to=-1)
        self.actors[thing_] = replace(self.actors[thing_], relation="", to=-1)
        self.being, self.relation = at, ""
        if self.told == "rides":
            self._point(at, "rides", thing_)
        else:
            self._point(thing_, "worn" if self.told == "wears" else "held", at)

    def _forget(self, at: int, word: Word) -> None:
        if word.kind in BEINGS:
            self.being = at
        self.told = self.relation
        self.last, self.near, self.placed = at, True, -1
        self.number, self.colour, self.scale, self.pose = 0, "", 1.0, ""
        self.relation = ""

    def _dress(self, bit: Bit, role: Word) -> bool:
        """Dress the being just named: a cat astronaut, a cat dressed as a wizard."""
        told = self.relation in ("wears", "dressed", "in") and self.being >= 0
        at = self.being if told else self.last
        if at < 0 or not (told or (self.near and at == self.being)):
            return False
        being = thing(self.actors[at].thing)
        if being is None or being.kind == "role" or self.actors[at].role:
            return False
        self.actors[at] = replace(self.actors[at], role=role.key)
        self.named.append((bit.said, role.key))
        self.relation = ""
        return True

    def _body(self, bit: Bit, word: Word) -> bool:
        """Give the role just named a body: an astronaut cat."""
        if not self.near or self.last != self.being or self.being < 0 or self.relation:
            return False
        role = thing(self.actors[self.being].thing)
        if role is None or role.kind != "role":
            return False
        self.actors[self.being] = replace(self.actors[self.being], thing=word.key, role=role.key)
        self.named.append((bit.said, word.key))
        return True

    def _relate(self, at: int, word: Word) -> None:
        """Tie the thing just named to what stands before its relation."""
        told = self.relation
        who = self.being if self.being >= 0 and self.being != at else -1
        if self.placed >= 0 and self.placed != at and not told:
            self._point(at, self.facts.pop("after", "on"), self.placed)
        elif word.key == "umbrella" and who >= 0 and told in ("", "under"):
            self._point(at, "held", who)
        elif told == "beside" and self._goes_on(at, word):
            return
        elif told in ("holds", "plays", "reads", "looks", "wears") and who >= 0:
            self._handle(at, word, who)
        elif told in ("rides", "on", "in") and who >= 0 and self._mounts(who, word):
            self._point(who, "rides", at)
        elif told == "rides":
            self._point(max(who, 0), "beside", at)
        elif told and told != "dressed" and self.last >= 0:
            self._point(self.last if word.kind in BEINGS else max(who, self.last), told, at)

    def _goes_on(self, at: int, word: Word) -> bool:
        """Whether "and" goes on with what is worn or held: sunglasses and a hat."""
        if self.last < 0 or word.kind not in _HAND:
            return False
        before = self.actors[self.last]
        if before.relation in _ON_BODY:
            self._point(at, before.relation, before.to)
        return before.relation in _ON_BODY

    def _mounts(self, who: int, word: Word) -> bool:
        """Whether one rides this: a vehicle always, an animal by saying so or in a saddle."""
        if word.kind in MOUNTS or word.key in _BESTRIDDEN:
            return True
        if self.relation == "rides":
            return word.kind in BEINGS
        return self.relation == "on" and word.key in _RIDDEN and self._can_ride(who)

    def _can_ride(self, who: int) -> bool:
        return _kind(self.actors[who].thing) in ("person", "role") or bool(self.actors[who].role)

    def _handle(self, at: int, word: Word, who: int) -> None:
        """Put a thing on or into the hands of a being, or beside it where it is too large."""
        looks = self.relation == "looks"
        small = (word.kind in _HAND and word.metres < 2) or word.metres <= 0.7
        if self.relation == "wears" or (word.kind == "wear" and not looks and word.key != "scarf"):
            self._point(at, "worn", who)
        elif word.key in _READ or (small and not looks):
            self._point(at, "held", who)
        else:
            self._point(who, "looks" if looks else "beside", at)

    def _point(self, one: int, relation: str, other: int) -> None:
        """Write a relation down, unless it would tie two things in a ring."""
        walk = other
        while walk >= 0:
            if walk == one:
                return
            walk = self.actors[walk].to
        free = self.actors[one].relation in ("", "beside", "looks")
        if free and relation in RELATIONS:
            self.actors[one] = replace(self.actors[one], relation=relation, to=other)

    def _place(self, said: str, word: Word) -> None:
        self.places.append(word.key)
        self.named.append((said, word.key))
        self.near = False
        self.relation = ""
        self.at_place = True
        for name, value in word.traits:
            if name in ("time", "weather"):
                self.facts.setdefault(name, value)

    def _setting(self, bit: Bit, word: Word) -> None:
        if word.kind == "relation":
            self._relation(bit, word.key)
            return
        if word.kind == "colour":
            self.colour = next(name for name, _ in word.traits)
        elif word.kind == "size":
            self.scale = 1.5 if word.key == "big" else 0.66
        elif word.kind == "pose":
            self._pose(word.key)
        elif word.kind == "topic":
            self.topics.append(word)
            self.named.append((bit.said, word.key))
        elif word.kind == "self":
            self.facts["self"] = "yes"
        else:
            self.facts.setdefault(word.kind, word.key)
            for name, value in word.traits:
                self.facts.setdefault(name, value)
            self.named.append((bit.said, word.key))
        if word.kind not in ("colour", "size", "mood"):
            self.near = False
            self.relation = "" if word.kind != "pose" else self.relation

    def _relation(self, bit: Bit, key: str) -> None:
        """Take a relation; in Chinese some stand behind what they point at (桌子上)."""
        self.near = False
        for sign, pose in (("睡", "sleep"), ("躺", "sleep"), ("坐", "sit")):
            if sign in bit.said:
                self._pose(pose)
        behind = self.lang == "zh" and key in ("under", "over", "front", "behind", "in", "beside")
        behind = behind or bit.said in ("上", "上面", "上边", "背上", "头上", "肩上")
        if (
            behind
            and bit.said not in ("和", "与", "跟", "同", "以及", "穿过", "飞过", "飞越")
            and self.last >= 0
        ):
            self._postposed(key)
            return
        if key == "plays" and bit.said == "打篮球":
            self._thing(Bit("篮球", phrases("zh")["篮球"]), phrases("zh")["篮球"][0])
            return
        self.relation = key

    def _postposed(self, key: str) -> None:
        who = self.actors[self.last].to
        pointing = next(
            (i for i, a in enumerate(self.actors) if a.to == self.last and a.relation == "on"), who
        )
        if pointing >= 0 and self.actors[pointing].to == self.last:
            self.actors[pointing] = replace(self.actors[pointing], relation=cast("Relation", key))
        elif self.being >= 0 and self.being != self.last:
            self._point(self.being, key, self.last)
        elif self.last >= 1 and not self.actors[self.last - 1].relation:
            self._point(self.last - 1, key, self.last)
        else:
            self.placed = self.last
            self.facts["after"] = key

    def _pose(self, key: str) -> None:
        if self.being >= 0:
            self.actors[self.being] = replace(self.actors[self.being], pose=key)
        else:
            self.pose = key
        if key in _WITH:
            self.relation = "holds"

    def _unknown(self, bit: Bit) -> None:
        """Take an unknown word for what it may be drawn as; note it where it names a thing."""
        word, exact = named(bit.said, self.lang, noun=bit.noun)
        if word is not None:
            self.instead += [] if exact else [(bit.said, word.key)]
            self._thing(bit, word)
        elif bit.noun:
            self.missing.append(bit.said[:40])
            self.number, self.near = 0, False

    def scene(self) -> Scene:
        """Give the scene as read, completed by what its topics and its places imply."""
        crowded = any(_kind(a.thing) in BEINGS for a in self.actors)
        for k, topic in enumerate(self.topics):
            self._topic(topic, most=9 if k == 0 else 1, crowded=crowded)
        place, beyond = chosen_place(self.places, self.facts.get("place", ""))
        weather = cast("Weather", self.facts.get("weather", "clear"))
        return Scene(
            place=place,
            beyond=beyond,
            hour=cast("Hour", self.facts.get("time", "")) or _hour(self.actors, weather),
            weather=weather,
            season=self.facts.get("season", ""),
            mood=self.facts.get("mood", ""),
            actors=tuple(self.actors),
            portrait="self" in self.facts,
            lang=self.lang,
            named=tuple(dict.fromkeys(self.named)),
            missing=tuple(dict.fromkeys(self.missing)),
            instead=tuple(dict.fromkeys(self.instead)),
        )

    def _topic(self, topic: Word, *, most: int, crowded: bool) -> None:
        """Put on stage what a topic of the news brings with it, where the request has not."""
        traits = dict(topic.traits)
        if "place" in traits:
            self.facts.setdefault("place", traits["place"])
        for name in ("time", "weather"):
            if name in traits:
                self.facts.setdefault(name, traits[name])
        present = {a.thing for a in self.actors} | {a.role for a in self.actors}
        for part in list(filter(None, traits.get("things", "").split(",")))[:most]:
            cast_ = CASTS.get(part, (Actor(part),))
            first = thing(cast_[0].thing)
            if (
                first is None
                or any(a.thing in present for a in cast_)
                or (crowded and first.kind in BEINGS)
            ):
                continue
            base = len(self.actors)
            self.actors += [replace(a, to=a.to + base if a.to >= 0 else -1) for a in cast_]


def _kind(key: str) -> str:
    word = thing(key)
    return word.kind if word else ""


def _hour(actors: list[Actor], weather: str) -> Hour:
    """Choose the hour that goes with what is in the sky."""
    keys = {actor.thing for actor in actors}
    if keys & {"moonsky", "star", "aurora", "ufo", "firework", "lantern", "owl", "bat"}:
        return "night"
    for actor in actors:
        home = entry("place", (thing(actor.thing) or _NOWHERE).trait("place"))
        if home and home.trait("time") == "night":
            return "night"
    return "night" if weather in _RAINY and "lightning" in keys else "day"


_NOWHERE = Word("", "", "", 0.0, (), ())
