"""Rebuild tables from where their words stand: rows that share columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rostra.vision._figures import is_figure
from rostra.vision._types import Box, Cell, Line, Pair, Table

Place: TypeAlias = tuple[Line, Box]
"""A line, and its place on the page set straight."""
LEAST_ROWS = 3
FILLED = 0.6
"""Share of a table's cells that hold something."""
FAR = 3.2
"""Distance of two rows, in heights of their lines, from which they are not of one table."""
LABEL = 40
"""Most letters of what may be the label of a field."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that share columns: `rows` are their indexes [first, last), `cells` what they hold."""

    first: int
    last: int
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def headed(self) -> bool:
        """Whether the first row names the columns: words there, figures below in some column."""
        return headed(self.cells)

    def table(self) -> Table:
        """Give the rows as a table."""
        return Table(self.cells, self.headed, _around(self.cells))

    def fields(self) -> tuple[Pair, ...] | None:
        """Give the rows as the fields of a form; None where they are no form."""
        if len(self.cells[0]) % 2 or not _is_form(self.cells):
            return None
        return tuple(_fields(self.cells))


def grids_in(rows: Sequence[Sequence[Place]]) -> tuple[Grid, ...]:
    """Find runs of at least three rows whose words fall into the same two columns or more."""
    found = []
    start = 0
    while start < len(rows):
        end, columns = _run(rows, start)
        if end - start < LEAST_ROWS or not columns:
            start += 1
            continue
        found.append(Grid(start, end, tuple(_cells(row, columns) for row in rows[start:end])))
        start = end
    return tuple(found)


def _run(rows: Sequence[Sequence[Place]], start: int) -> tuple[int, list[tuple[float, float]]]:
    """Find the longest run of rows from `start` that share two columns or more, and these."""
    best: tuple[int, list[tuple[float, float]]] = (start, [])
    spans: list[tuple[float, float]] = []
    filled, last = 0, None
    for end in range(start, len(rows)):
        row = rows[end]
        if len(row) < 2 or (last and _far(last, row)):
            break
        grown = _merged([*spans, *((box.left, box.right) for _, box in row)])
        if len(grown) < max(2, len(row)):
            break  # two words of a row fell into one column
        spans, last = grown, row
        filled += len(row)
        if filled >= FILLED * len(spans) * (end + 1 - start):
            best = end + 1, spans
    return best


def _far(above: Sequence[Place], below: Sequence[Place]) -> bool:
    height = min(box.height for _, box in (*above, *below))
    return below[0][1].top - max(box.bottom for _, box in above) > FAR * height


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(right, merged[-1][1])
        else:
            merged.append((left, right))
    return merged


def _cells(row: Sequence[Place], columns: Sequence[tuple[float, float]]) -> tuple[Cell, ...]:
    cells = []
    for left, right in columns:
        held = next((line for line, box in row if left <= box.middle[0] <= right), None)
        cells.append(Cell(held.text, held.box) if held else Cell(""))
    return tuple(cells)


def headed(cells: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row names the columns: words there, figures below in some column."""
    head, *body = cells
    if any(is_figure(cell.text) for cell in head[1:] if cell.text):
        return False
    return any(_figured([row[column] for row in body]) for column in range(1, len(head)))


def _figured(column: Sequence[Cell]) -> bool:
    told = [cell.text for cell in column if cell.text]
    return bool(told) and sum(map(is_figure, told)) >= 0.7 * len(told)


def _is_form(cells: Sequence[Sequence[Cell]]) -> bool:
    """Whether columns are labels and values in turn: no head, labels short and without figures."""
    if headed(cells):
        return False
    labels = [cell.text for row in cells for cell in row[::2] if cell.text]
    values = [cell.text for row in cells for cell in row[1::2] if cell.text]
    if any(is_figure(label) or len(label) > LABEL for label in labels):
        return False
    if len(cells[0]) == 2:
        return True
    told = sum(any(c.isdecimal() for c in value) for value in values)
    spoken = sum(any(c.isdecimal() for c in label) for label in labels)
    colons = sum(label.endswith((":", "：")) for label in labels)
    return colons > len(labels) / 2 or (told > 0 and spoken == 0)


def _fields(cells: Sequence[Sequence[Cell]]) -> list[Pair]:
    return [
        Pair(label.text.rstrip(":： "), value.text, label.box, value.box)
        for row in cells
        for label, value in zip(row[::2], row[1::2], strict=True)
        if label.box and value.box
    ]


def _around(cells: Sequence[Sequence[Cell]]) -> Box:
    boxes = [cell.box for row in cells for cell in row if cell.box]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.joined(box)
    return whole
