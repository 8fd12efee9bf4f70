"""A policy and its cases as TOML files: read whole, with every fault named."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from rostra.errors import PolicyError
from rostra.policy._types import (
    ACTIONS,
    KINDS,
    Case,
    Category,
    Exemption,
    Match,
    Policy,
    Request,
    Words,
)

LARGEST = 300_000
"""Bytes of a policy file at most."""
FARTHEST = 1000
"""Characters by which `near` may let words stand apart at most."""
LANGS = ("en", "zh")
Lists = Mapping[str, tuple[str, ...]]
_T = TypeVar("_T")


def parsed_policy(source: str, *, version: int = 0, path: str = "the policy") -> Policy:
    """Read a policy from TOML; raises PolicyError with the place and what has to stand there."""
    table = _toml(source, path)
    _only(table, {"name", "lists", "categories"}, path)
    lists = _lists(table, path)
    categories = tuple(
        _category(entry, lists, f"{path}: category {place}")
        for place, entry in enumerate(_tables(table, "categories", path), 1)
    )
    names = [category.name for category in categories]
    for name in names:
        if names.count(name) > 1:
            msg = f"{path}: two categories are called {name!r}; give each its own name"
            raise PolicyError(msg)
    digest = hashlib.sha256(source.encode()).hexdigest()
    return Policy(_text(table, "name", path), categories, version, digest, source)


@cache
def parsed_lists(source: str, *, path: str) -> Mapping[str, tuple[str, ...]]:
    """Read a policy's named lists of words; raises PolicyError."""
    return _lists(_toml(source, path), path)


def parsed_cases(source: str, *, path: str = "the cases") -> tuple[Case, ...]:
    """Read cases from TOML; raises PolicyError."""
    table = _toml(source, path)
    _only(table, {"cases"}, path)
    return tuple(
        _case(entry, f"{path}: case {place}")
        for place, entry in enumerate(_tables(table, "cases", path), 1)
    )


@cache
def shipped_policy() -> Policy:
    """Return the policy that Rostra ships with."""
    return parsed_policy(shipped("policy.toml"), path="the shipped policy")


@cache
def shipped_cases() -> tuple[Case, ...]:
    """Return the cases that Rostra ships with."""
    return parsed_cases(shipped("cases.toml"), path="the shipped cases")


def shipped(name: str) -> str:
    """Return the text of a file that Rostra ships with."""
    return files("rostra.policy").joinpath("data", name).read_text("utf-8")


def _toml(source: str, path: str) -> Mapping[str, Any]:
    if len(source.encode()) > LARGEST:
        msg = f"{path} is larger than {LARGEST:,} bytes; shorten its lists of words"
        raise PolicyError(msg)
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is no TOML: {error}"
        raise PolicyError(msg) from None


def _category(entry: Mapping[str, Any], lists: Lists, at: str) -> Category:
    keys = {"name", "title", "action", "reason", "kinds", "matches", "exemptions"}
    _only(entry, keys, at)
    name = _text(entry, "name", at)
    at = f"{at} ({name})"
    return Category(
        name,
        _words(entry, "title", at),
        _one_of(entry, "action", ACTIONS, at),
        _words(entry, "reason", at),
        tuple(_each(entry, "kinds", KINDS, at)),
        tuple(
            _match(match, lists, f"{at}, match {place}")
            for place, match in enumerate(_tables(entry, "matches", at), 1)
        ),
        tuple(_exemption(e, at) for e in entry.get("exemptions", ())),
    )


def _lists(table: Mapping[str, Any], at: str) -> Lists:
    named = table.get("lists", {})
    if not isinstance(named, dict):
        msg = f'{at}: `lists` has to be a table of lists of words, as kings = ["king", "国王"]'
        raise PolicyError(msg)
    return {name: _list(named, name, f"{at}: lists") for name in named}


def _match(entry: Mapping[str, Any], lists: Lists, at: str) -> Match:
    _only(entry, {"every", "unless", "without", "near"}, at)
    groups = entry.get("every")
    if not isinstance(groups, list) or not groups:
        msg = f'{at}: `every` has to be a list of lists of words, as [["king", "国王"], "@crowns"]'
        raise PolicyError(msg)
    every = tuple(_group(group, lists, f"{at}: every") for group in groups)
    if not all(every):
        msg = f"{at}: a list in `every` is empty, so that nothing could match; drop or fill it"
        raise PolicyError(msg)
    near = entry.get("near", 0)
    if not isinstance(near, int) or isinstance(near, bool) or not 0 <= near <= FARTHEST:
        msg = f"{at}: `near` has to be a number of characters from 0 (anywhere) to {FARTHEST}"
        raise PolicyError(msg)
    unless = _group(entry.get("unless", []), lists, f"{at}: unless")
    return Match(every, unless, _group(entry.get("without", []), lists, f"{at}: without"), near)


def _group(group: Any, lists: Lists, at: str) -> tuple[str, ...]:
    """Return a list of words, which may be told by its name: "@kings"."""
    if not isinstance(group, str):
        return _list({"words": group}, "words", at)
    words = lists.get(group.removeprefix("@"))
    if words is None or not group.startswith("@"):
        known = ", ".join(f"@{name}" for name in lists) or "none; write them under [lists]"
        msg = f"{at}: {group!r} names no list; known are {known}"
        raise PolicyError(msg)
    return words


def _exemption(entry: Any, at: str) -> Exemption:
    at = f"{at}, exemption"
    if not isinstance(entry, dict):
        msg = f"{at}: write it as a table: [[categories.exemptions]]"
        raise PolicyError(msg)
    _only(entry, {"action", "roles", "plans", "langs"}, at)
    lists = [_list(entry, key, at) for key in ("roles", "plans", "langs")]
    if not any(lists):
        msg = f"{at}: name whom it is for, by `roles`, `plans` or `langs`"
        raise PolicyError(msg)
    return Exemption(_one_of(entry, "action", ACTIONS, at), *lists)


def _case(entry: Mapping[str, Any], at: str) -> Case:
    _only(entry, {"name", "kind", "lang", "role", "plan", "text", "expected", "floor"}, at)
    request = Request(
        _one_of(entry, "kind", KINDS, at),
        _text(entry, "text", at),
        _one_of({"lang": "en", **entry}, "lang", LANGS, at),
        str(entry.get("role", "")),
        str(entry.get("plan", "")),
    )
    expected = _one_of(entry, "expected", ACTIONS, at)
    return Case(_text(entry, "name", at), request, expected, bool(entry.get("floor", False)))


def _only(table: Mapping[str, Any], known: set[str], at: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        msg = f"{at}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}"
        raise PolicyError(msg)


def _tables(table: Mapping[str, Any], key: str, at: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        msg = f"{at}: `{key}` has to be a list of tables, each under [[{key}]]"
        raise PolicyError(msg)
    return value


def _text(table: Mapping[str, Any], key: str, at: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        msg = f"{at}: `{key}` is missing or no text"
        raise PolicyError(msg)
    return value


def _words(table: Mapping[str, Any], key: str, at: str) -> Words:
    value = table.get(key)
    if not isinstance(value, dict) or not all(isinstance(value.get(lang), str) for lang in LANGS):
        msg = f'{at}: `{key}` has to be told in both languages, as {{ en = "…", zh = "…" }}'
        raise PolicyError(msg)
    return {lang: value[lang] for lang in LANGS}


def _list(table: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(w, str) and w.strip(" *") for w in value):
        msg = f"{at}: `{key}` has to be a list of words"
        raise PolicyError(msg)
    return tuple(value)


def _one_of(table: Mapping[str, Any], key: str, known: tuple[_T, ...], at: str) -> _T:
    for value in known:
        if table.get(key) == value:
            return value
    msg = f"{at}: `{key}` is {table.get(key)!r}; it has to be one of {', '.join(map(str, known))}"
    raise PolicyError(msg)


def _each(table: Mapping[str, Any], key: str, known: tuple[_T, ...], at: str) -> list[_T]:
    values = table.get(key)
    if not isinstance(values, list) or not values:
        msg = f"{at}: `{key}` has to be a list of {', '.join(map(str, known))}"
        raise PolicyError(msg)
    return [_one_of({key: value}, key, known, at) for value in values]
