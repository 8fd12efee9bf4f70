"""Tell a language model what was read in a picture: as data, between marks, with its places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rostra.vision._types import Chart, Pair, Screen, Seen, Table

DOUBT = "(?)"
"""Stands behind a line that the reader was not sure of."""
HELD_BACK = "[…]"
"""Stands where a line spoke to the machine instead of to people."""
TOLD = 6_000


@dataclass(frozen=True, slots=True)
class Fence:
    """How strangers' words are told to a model: held back where `steers` says they speak to it.

    `seed` makes the marks around them the same each time, for tests.
    """

    steers: Callable[[str], bool] = lambda _: False
    seed: int | None = None


FENCE = Fence()


def text_of(seen: Seen, limit: int = TOLD) -> str:
    """Write down what was read: rows in reading order, then tables, charts, fields and posts.

    Lines that are doubtful end in `DOUBT`. Cut after `limit` characters, between lines.
    """
    return _cut(_lines(seen, lambda _: False), limit)


def fenced(
    seen: Seen | Sequence[Seen],
    mark: str,
    steers: Callable[[str], bool] = lambda _: False,
    limit: int = TOLD,
) -> str:
    """Write the same between marks, for a prompt: what stands there is data, as a post's text is.

    `mark` must stand in none of the texts (see `text.draw_mark`); a line for which `steers` holds
    (it speaks to the machine) is left out and `HELD_BACK` stands in its place.
    """
    pages = [seen] if isinstance(seen, Seen) else list(seen)
    told = []
    for one in pages:
        page = f" page {one.page}" if one.page else ""
        body = _cut(_lines(one, steers), limit // max(1, len(pages)))
        told.append(f"<{mark} picture{page}: text read in it>\n{body}\n</{mark}>")
    return "\n".join(told)


def _lines(seen: Seen, steers: Callable[[str], bool]) -> Iterator[str]:
    for row in seen.rows:
        told = "  ".join(f"{line.text} {DOUBT}" if line.doubtful else line.text for line in row)
        yield HELD_BACK if steers(told) else _plain(told)
    structures = [
        *(line for table in seen.tables for line in _table(table)),
        *(line for chart in seen.charts for line in _chart(chart)),
        *_fields(seen.fields),
        *(line for screen in seen.screens for line in _screen(screen)),
    ]
    yield from (_plain(line) for line in structures if not steers(line))


def _plain(line: str) -> str:
    return re.sub(r"\s*\n\s*", " ", line)


def _table(table: Table) -> Iterator[str]:
    yield "[table]"
    for at, row in enumerate(table.rows):
        yield "| " + " | ".join(cell.text.replace("|", "¦") for cell in row) + " |"
        if at == 0 and table.headed:
            yield "|" + "---|" * len(row)


def _chart(chart: Chart) -> Iterator[str]:
    yield f"[chart] {chart.title}".rstrip()
    yield from (f"{pair.label}: {pair.value}" for pair in chart.pairs)
    yield f"[axis] {chart.axis[0]} to {chart.axis[-1]}"


def _fields(fields: Sequence[Pair]) -> Iterator[str]:
    if fields:
        yield "[fields]"
        yield from (f"{pair.label}: {pair.value}" for pair in fields)


def _screen(screen: Screen) -> Iterator[str]:
    yield f"[post] {screen.author} {screen.handle} {screen.time}".rstrip()
    yield screen.text
    if screen.counts:
        yield ", ".join(f"{value} {label}" for label, value in screen.counts)


def _cut(lines: Iterator[str], limit: int) -> str:
    told, left = [], limit
    for line in lines:
        if len(line) + 1 > left:
            told.append("…")
            break
        told.append(line)
        left -= len(line) + 1
    return "\n".join(told)
