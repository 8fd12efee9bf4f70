"""Prompts are files with a version, in Chinese and English: turns, with $fields to fill."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import cast

from rostra.models import Message, Role

_TURN = re.compile(r"^# (system|user|assistant)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """Turns of a prompt; the last one is filled with the fields of the question at hand.

    All turns before it never change, so that a server can keep them in its prompt cache.
    """

    name: str
    version: int
    turns: tuple[Message, ...]

    def messages(self, **fields: str) -> tuple[Message, ...]:
        """Fill the last turn; raises KeyError for a field it lacks. Values are never expanded."""
        last = self.turns[-1]
        return (*self.turns[:-1], Message(last.role, Template(last.text).substitute(fields)))


@cache
def prompt(name: str, lang: str) -> Prompt:
    """Read the prompt `name` in "zh" or "en" from the package."""
    source = files("rostra.assistant").joinpath("prompts", lang, f"{name}.md").read_text("utf-8")
    head, *rest = _TURN.split(source)
    roles, texts = rest[::2], rest[1::2]
    version = int(head.strip().removeprefix("version:"))
    turns = tuple(Message(cast(Role, r), t.strip()) for r, t in zip(roles, texts, strict=True))
    return Prompt(name, version, turns)
