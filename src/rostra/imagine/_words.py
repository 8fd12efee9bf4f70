"""The illustrator's words: things, places, light, relations and topics, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

BEINGS = ("animal", "bird", "insect", "sea", "person", "role")
"""Kinds of things that can act."""
MOUNTS = ("vehicle", "boat", "aircraft")
"""Kinds of things that one rides or drives."""
THINGS = (*BEINGS, *MOUNTS, "building", "plant", "food", "drink", "object", "wear", "sky")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: what it is, its symbol ("" = none), its real height in metres, its traits."""

    kind: str
    key: str
    symbol: str
    metres: float
    en: tuple[str, ...]
    zh: tuple[str, ...]
    traits: tuple[tuple[str, str], ...] = ()

    def trait(self, name: str) -> str:
        """Give the value of a trait, "yes" where it is there without one, else ""."""
        return dict(self.traits).get(name, "")


def _traits(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in text.split())
    return tuple((name, value if sign else "yes") for name, sign, value in pairs)


def _names(field: str) -> tuple[str, ...]:
    parts = (part.strip() for part in field.split(","))
    return tuple(part for part in parts if part and part != "-")


def _lines(name: str) -> list[list[str]]:
    text = (files("rostra.imagine") / "data" / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [[field.strip() for field in row.split(";")] for row in rows]


@cache
def words() -> tuple[Word, ...]:
    """Read every entry of both files, things first."""
    found = []
    for head, symbol, metres, en, zh, *traits in _lines("words.txt"):
        kind, key = head.split()
        code = "" if symbol == "-" else symbol
        found.append(
            Word(kind, key, code, float(metres), _names(en), _names(zh), _traits(" ".join(traits)))
        )
    for head, en, zh, *implied in _lines("scenes.txt"):
        kind, key = head.split()
        found.append(Word(kind, key, "", 0.0, _names(en), _names(zh), _traits(" ".join(implied))))
    return tuple(found)


@cache
def entry(kind: str, key: str) -> Word | None:
    """Find the entry of a kind by its key."""
    return next((w for w in words() if w.kind == kind and w.key == key), None)


@cache
def _by_key() -> dict[str, Word]:
    return {w.key: w for w in reversed(words()) if w.kind in THINGS}


def thing(key: str) -> Word | None:
    """Find a thing by its key."""
    return _by_key().get(key)


@cache
def phrases(lang: str) -> dict[str, tuple[Word, ...]]:
    """Give, for each phrase of a language, the entries it may mean, in the order of the files."""
    table: dict[str, tuple[Word, ...]] = {}
    for word in words():
        for phrase in word.en if lang == "en" else word.zh:
            table[phrase] = (*table.get(phrase, ()), word)
    return table
