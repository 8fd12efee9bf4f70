"""Check a value against a JSON schema: the part of the language that asks for replies use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: (
        not isinstance(value, bool)
        and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))
    ),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
}
_CHECKED = {
    *("type", "enum", "const", "anyOf", "properties", "required", "additionalProperties"),
    *("items", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum"),
}
_SAYS_NOTHING = {"title", "description", "$schema", "default", "examples"}


def schema_faults(value: Any, schema: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """Give every place where `value` breaks `schema`, each as a sentence a model can act on.

    Raises ValueError on a keyword outside the supported part: silence there would be a false yes.
    """
    if unknown := set(schema) - _CHECKED - _SAYS_NOTHING:
        raise ValueError(f"the schema uses {', '.join(sorted(unknown))}, which is not checked here")
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_TYPES[kind](value) for kind in kinds):
        yield f"{at} must be of type {' or '.join(kinds)}"
        return
    yield from _choice_faults(value, schema, at)
    if isinstance(value, dict):
        yield from _object_faults(value, schema, at)
    elif isinstance(value, list):
        yield from _array_faults(value, schema, at)
    elif isinstance(value, str):
        yield from _text_faults(value, schema, at)
    elif isinstance(value, (int, float)):
        yield from _number_faults(value, schema, at)


def _choice_faults(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} must be one of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at} must be {schema['const']!r}"
    if "anyOf" in schema and all(any(schema_faults(value, one, at)) for one in schema["anyOf"]):
        yield f"{at} fits none of the allowed forms"


def _object_faults(value: Mapping[str, Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at} lacks {name!r}"
    for name, inner in value.items():
        if name in known:
            yield from schema_faults(inner, known[name], f"{at}.{name}")
            continue
        others = schema.get("additionalProperties", True)
        if others is False:
            yield f"{at} must not have {name!r}"
        elif others is not True:
            yield from schema_faults(inner, others, f"{at}.{name}")


def _array_faults(value: list[Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{at} must have at least {schema['minItems']} items"
    if len(value) > schema.get("maxItems", len(value)):
        yield f"{at} must have at most {schema['maxItems']} items"
    for place, item in enumerate(value):
        yield from schema_faults(item, schema.get("items", {}), f"{at}[{place}]")


def _text_faults(value: str, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0):
        yield f"{at} must have at least {schema['minLength']} characters"
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{at} must have at most {schema['maxLength']} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at} must match {schema['pattern']}"


def _number_faults(value: float, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if value < schema.get("minimum", value):
        yield f"{at} must be at least {schema['minimum']}"
    if value > schema.get("maximum", value):
        yield f"{at} must be at most {schema['maximum']}"
