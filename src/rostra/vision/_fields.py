"""Fields of a form: a label with a colon, and what stands behind it or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rostra.vision._tables import LABEL, Place
from rostra.vision._types import Box, Line, Pair

# Times (14:30), addresses and mottoes are no fields: a field's colon stands behind a word.
_WITHIN = re.compile(r"([^:：\d][^:：]{0,39}?)\s?(?:(?<!\d)[:：]|[:：](?!\d))\s*(?!//)(\S.*)")
_LABEL = re.compile(r"(.{1,40}?)\s?[:：]")


def fields_in(rows: Sequence[Sequence[Place]]) -> tuple[Pair, ...]:
    """Find "label: value" in one line, or a label that ends with a colon beside its value."""
    found: list[Pair] = []
    for row in rows:
        for at, (line, _) in enumerate(row):
            pair = _within(line)
            if pair is None and at + 1 < len(row):
                pair = _beside(line, row[at + 1][0])
            if pair:
                found.append(pair)
    return tuple(found)


def _beside(line: Line, other: Line) -> Pair | None:
    match = _LABEL.fullmatch(line.text)
    if match is None or len(match[1]) > LABEL or _LABEL.fullmatch(other.text):
        return None
    return Pair(match[1], other.text, line.box, other.box)


def _within(line: Line) -> Pair | None:
    match = _WITHIN.fullmatch(line.text)
    if match is None:
        return None
    cut = _cut(line, match.start(2))
    left = Box(line.box.left, line.box.top, cut, line.box.bottom)
    right = Box(cut, line.box.top, line.box.right, line.box.bottom)
    return Pair(match[1].strip(), match[2].strip(), left, right)


def _cut(line: Line, at: int) -> float:
    """Estimate where the letter `at` of a line begins: Han letters are two Latin ones wide."""
    widths = [2.0 if ord(letter) > 0x2E7F else 1.0 for letter in line.text]
    return line.box.left + line.box.width * sum(widths[:at]) / max(1.0, sum(widths))
