"""The prompts about pictures: files with a version, in Chinese and English, with $fields."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from string import Template
from typing import cast

from rostra.models import Message, Role

PROMPTS = ("look", "pick", "text")
LANGS = ("en", "zh")
_TURN = re.compile(r"^# (system|user|assistant)\n", re.MULTILINE)


def prompt(name: str, lang: str, **fields: str) -> tuple[Message, ...]:
    """Fill the last turn of the prompt `name` in "zh" or "en"; values are never expanded."""
    *before, last = _turns(name, lang)
    return (*before, Message(last.role, Template(last.text).substitute(fields)))


@cache
def _turns(name: str, lang: str) -> tuple[Message, ...]:
    source = files("rostra.vision").joinpath("prompts", lang, f"{name}.md").read_text("utf-8")
    _, *rest = _TURN.split(source)
    return tuple(
        Message(cast("Role", role), words.strip())
        for role, words in zip(rest[::2], rest[1::2], strict=True)
    )
