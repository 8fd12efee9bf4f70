"""What pages say, in English and Chinese: one file of words a page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGS = ("en", "zh")
"""The languages of the pages; the first is spoken where a browser asks for neither."""

COOKIE = "rostra_lang"


def say(lang: str, key: str, **values: object) -> str:
    """Return the words of `key` ("page.name") in a language, with the values put in.

    Raises KeyError for a key that no file holds: a mistake of ours that the tests find.
    """
    words = catalog()[key][lang]
    return words.format(**values) if values else words


@cache
def catalog() -> Mapping[str, Mapping[str, str]]:
    """Read every file of words: "page.name" to its words by language."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(files("rostra.web").joinpath("words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            page = file.name.removesuffix(".toml")
            for name, words in tomllib.loads(file.read_text("utf-8")).items():
                found[f"{page}.{name}"] = words
    return found


def spoken(cookie: str, accept: str) -> str:
    """Choose the language: what the person chose, else what the browser asks for first."""
    if cookie in LANGS:
        return cookie
    wishes = [
        (-_weight(part), order, part.partition(";")[0].strip().lower())
        for order, part in enumerate(accept.split(",")[:20])
    ]
    for _, _, wish in sorted(wishes):
        for lang in LANGS:
            if wish == lang or wish.startswith(f"{lang}-"):
                return lang
    return LANGS[0]


def _weight(part: str) -> float:
    found = re.search(r";\s*q=([01](?:\.\d{0,3})?)\s*$", part)
    return float(found[1]) if found else 1.0
