"""A tool and what it brings: frozen data, a schema, and a callable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Literal, TypeAlias

from rostra.errors import RostraError
from rostra.models import schema_faults
from rostra.posts import Post

Tongue = Literal["en", "zh", "zh-hant"]
Reach = Literal["own", "store", "outside"]
"""What a tool can touch: nothing but its arguments, the posts, or the world outside."""

TEXT_LIMIT = 4_000
"""Characters of a plain result; what is longer is cut and says so."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What every tool of one question shares: when, where, and in which language it is asked."""

    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    timezone: str = "UTC"
    tongue: Tongue = "en"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call brought.

    `text` is the plain result, to be read by a person or a model; `data` the same as JSON;
    `posts` what may be cited. `error` says what was wrong and what to do ("" = nothing).
    """

    text: str = ""
    data: Any = None
    posts: tuple[Post, ...] = ()
    error: str = ""


Run: TypeAlias = Callable[[Mapping[str, Any]], Outcome]


@dataclass(frozen=True, slots=True)
class Tool:
    """Something the assistant can do besides reading what a search found.

    `about` describes it in "en" and "zh"; `parameters` is the JSON schema of its arguments.
    `strangers` says that its result holds words of people we do not know: after such a result
    no new wish may be read out of what the model says (see the loop). `foreign` says that its
    text and schema are a stranger's too. `run` raises RostraError or returns an Outcome.
    """

    name: str
    about: Mapping[str, str]
    parameters: Mapping[str, Any]
    run: Run
    reach: Reach = "store"
    strangers: bool = True
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool as it went: kept in the answer, shown, and replayed.

    `by` is who decided it: "rules", "model" or "person". `seconds` is wall time.
    """

    tool: str
    arguments: Mapping[str, Any]
    text: str = ""
    data: Any = None
    posts: tuple[Post, ...] = ()
    error: str = ""
    seconds: float = 0.0
    by: str = "rules"


def call(
    tools: Sequence[Tool],
    name: str,
    arguments: Mapping[str, Any] | str,
    *,
    by: str = "person",
    clock: Callable[[], float] = perf_counter,
) -> Call:
    """Call a tool by name; whatever is wrong becomes a plain result that a model can read.

    `arguments` may be the JSON text that a model wrote.
    """
    began = clock()
    read, outcome = _outcome(tools, name, arguments)
    return Call(
        tool=name[:80],
        arguments=read,
        text=_cut(outcome.text),
        data=outcome.data,
        posts=outcome.posts,
        error=outcome.error,
        seconds=clock() - began,
        by=by,
    )


def _outcome(
    tools: Sequence[Tool], name: str, arguments: Mapping[str, Any] | str
) -> tuple[Mapping[str, Any], Outcome]:
    known = {tool.name: tool for tool in tools}
    if name not in known:
        listed = ", ".join(known) or "none"
        return {}, Outcome(error=f"no tool is called {name[:80]!r}; the tools are: {listed}")
    read = _read(arguments)
    if read is None:
        return {}, Outcome(error=f"the arguments of {name} are no JSON object; write them anew")
    tool = known[name]
    faults = _faults(read, tool)
    if faults:
        return read, Outcome(error=f"the arguments of {name} do not fit: {'; '.join(faults[:3])}")
    try:
        return read, tool.run(read)
    except RostraError as error:
        return read, Outcome(error=str(error))


def _faults(arguments: Mapping[str, Any], tool: Tool) -> list[str]:
    try:
        return list(schema_faults(arguments, tool.parameters))
    except ValueError:
        # A stranger's schema in words we do not check: its own server will say what is wrong.
        return []


def _read(arguments: Mapping[str, Any] | str) -> Mapping[str, Any] | None:
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except (ValueError, RecursionError):
            return None
    return arguments if isinstance(arguments, Mapping) else None


def _cut(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT].rstrip() + " … (cut)"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a tool, from which its schema is made."""

    name: str
    about: str
    kind: str = "string"
    needed: bool = False
    limits: Mapping[str, Any] = field(default_factory=dict)


def schema(*arguments: Argument) -> dict[str, Any]:
    """Write the JSON schema of a tool's arguments; it is closed to others."""
    return {
        "type": "object",
        "properties": {
            a.name: {"type": a.kind, "description": a.about, **_bounds(a)} for a in arguments
        },
        "required": [a.name for a in arguments if a.needed],
        "additionalProperties": False,
    }


def _bounds(argument: Argument) -> Mapping[str, Any]:
    usual: Mapping[str, Any] = {"maxLength": 2000} if argument.kind == "string" else {}
    return {**usual, **argument.limits}
