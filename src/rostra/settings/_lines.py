"""Where in a TOML text a key stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


def line_of(text: str, loc: Sequence[int | str]) -> int | None:
    """Return the line (from 1) of the key at `loc`, as ("feeds", 0, "url"); None if not found.

    A key that is missing has no line: the line of its table is returned.
    """
    wanted = tuple(loc)
    table: tuple[int | str, ...] = ()
    seen: Counter[tuple[str, ...]] = Counter()
    nearest: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            names = _split(header[2])
            table = names
            if header[1] == "[[":
                table = (*names, seen[names])
                seen[names] += 1
            place = table
        elif key := _KEY.match(line):
            place = (*table, *_split(key[1]))
        else:
            continue
        if place == wanted:
            return number
        if place == wanted[:-1]:
            nearest = number
    return nearest


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip('"') for part in dotted.split("."))
