"""How verbs, their arguments and their results travel between the owner and the command line.

The types are those that `Rostra` gives its methods: a verb is written down once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import isfunction
from typing import Any, get_args, get_origin, get_type_hints

from rostra import errors
from rostra.app._picture_words import DrawingEvent
from rostra.app._rostra import Rostra
from rostra.app._words import Opened
from rostra.arena import Event
from rostra.assistant import Deepening, Progress
from rostra.errors import OwnerError, RostraError


@dataclass(frozen=True, slots=True)
class Verb:
    """The types of a verb's one argument (None: it has none) and of its result."""

    takes: Any
    gives: Any


def _verb(method: Any) -> Verb:
    hints = get_type_hints(method)
    gives = hints.pop("return")
    return Verb(next(iter(hints.values()), None), gives)


def _streams(verb: Verb) -> bool:
    return get_origin(verb.gives) is Iterator


_ALL = {
    name: _verb(method)
    for name, method in vars(Rostra).items()
    if isfunction(method) and not name.startswith("_")
}

VERBS: Mapping[str, Verb] = {name: verb for name, verb in _ALL.items() if not _streams(verb)}
"""Every verb that the owner answers, beside those that stream."""

STREAMS: Mapping[str, Any] = {name: verb.takes for name, verb in _ALL.items() if _streams(verb)}
"""The verbs that stream events, with the type of their argument."""

EVENTS: Mapping[str, type] = {
    kind.__name__.lower(): kind
    for verb in _ALL.values()
    if _streams(verb)
    for kind in get_args(get_args(verb.gives)[0])
}
LAST = ("finished", "concluded", "voided", "ready", "drawn", "failed")
"""Events that end a stream."""


def dump(kind: Any, value: Any) -> bytes:
    """Write a value of a type as JSON."""
    raw: bytes = _adapter(kind).dump_json(value)
    return raw


def plain(kind: Any, value: Any) -> Any:
    """Turn a value of a type into what `json.dumps` takes."""
    return _adapter(kind).dump_python(value, mode="json")


def load(kind: Any, raw: bytes | str) -> Any:
    """Read a value of a type from JSON; raises OwnerError when it does not fit."""
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(str(part) for part in first["loc"]) or "the body"
        msg = f"{at}: {first['msg']}"
        raise OwnerError(msg) from None


def dump_event(event: Progress | Opened | Deepening | Event | DrawingEvent) -> tuple[str, bytes]:
    """Return the event's name and its JSON."""
    name = type(event).__name__.lower()
    return name, dump(EVENTS[name], event)


def load_event(name: str, raw: bytes | str) -> Any:
    """Read one event of a stream."""
    return load(EVENTS[name], raw)


def dump_error(error: RostraError) -> dict[str, dict[str, str]]:
    """Return the error as it stands in a reply."""
    return {"error": {"type": type(error).__name__, "message": str(error)}}


def raise_error(told: Mapping[str, str]) -> None:
    """Raise what the owner told, as the same kind of error."""
    name = told.get("type", "")
    kind = getattr(errors, name) if name in errors.__all__ else RostraError
    raise kind(told.get("message", "the owner failed and did not say why; see its log"))


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
