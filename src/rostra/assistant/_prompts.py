"""Prompts are files with a version, in Chinese and English: turns, with $fields to fill."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import TypeAlias, cast

from rostra.errors import PromptError
from rostra.models import Message, Role

LANGS = ("en", "zh")
"""The languages every prompt is shipped in."""

_TURN = re.compile(r"^# (system|user|assistant)\n", re.MULTILINE)
_VERSION = re.compile(r"\s*version: ?(\d{1,6})\s*")


@dataclass(frozen=True, slots=True)
class Prompt:
    """Turns of a prompt; the last one is filled with the fields of the question at hand.

    All turns before it never change, so that a server can keep them in its prompt cache.
    `sha256` is that of the file.
    """

    name: str
    lang: str
    version: int
    sha256: str
    turns: tuple[Message, ...]

    @property
    def mark(self) -> str:
        """Name the prompt with its language, version and the start of its hash."""
        return f"{self.name}/{self.lang}@{self.version}:{self.sha256[:8]}"

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields in the last turn."""
        return frozenset(Template(self.turns[-1].text).get_identifiers())

    def messages(self, **fields: str) -> tuple[Message, ...]:
        """Fill the last turn; raises KeyError for a field it lacks. Values are never expanded."""
        last = self.turns[-1]
        return (*self.turns[:-1], Message(last.role, Template(last.text).substitute(fields)))


Prompts: TypeAlias = Callable[[str, str], Prompt]
"""The prompt in use of a name and a language, "zh" or "en"."""


def prompt_names() -> tuple[str, ...]:
    """List the names of the shipped prompts."""
    folder = files("rostra.assistant").joinpath("prompts", "en")
    return tuple(sorted(f.name.removesuffix(".md") for f in folder.iterdir()))


def prompt_source(name: str, lang: str) -> str:
    """Read the file of the shipped prompt `name` in "zh" or "en"."""
    return files("rostra.assistant").joinpath("prompts", lang, f"{name}.md").read_text("utf-8")


@cache
def prompt(name: str, lang: str) -> Prompt:
    """Read the shipped prompt `name` in "zh" or "en"."""
    return parsed_prompt(prompt_source(name, lang), name, lang)


def parsed_prompt(source: str, name: str, lang: str) -> Prompt:
    """Read a prompt from the text of its file; raises PromptError that says what is wrong."""
    head, *rest = _TURN.split(source.replace("\r\n", "\n").removeprefix("\ufeff"))
    told = _VERSION.fullmatch(head)
    if told is None:
        msg = (
            f"the prompt {lang}/{name}.md does not begin with its version; "
            'write "version: 2" in its first line and the turns below it'
        )
        raise PromptError(msg)
    turns = tuple(
        Message(cast("Role", role), text.strip())
        for role, text in zip(rest[::2], rest[1::2], strict=True)
    )
    if not turns or not all(turn.text for turn in turns):
        msg = f'the prompt {lang}/{name}.md has an empty turn or none; write "# system" above one'
        raise PromptError(msg)
    told_hash = hashlib.sha256(source.encode()).hexdigest()
    return Prompt(name, lang, int(told[1]), told_hash, turns)


def noting(prompts: Prompts, used: dict[str, None]) -> Prompts:
    """Hand out the same prompts, and note in `used` the mark of each that was asked for."""

    def noted(name: str, lang: str) -> Prompt:
        found = prompts(name, lang)
        used[found.mark] = None
        return found

    return noted
