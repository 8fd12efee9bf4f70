"""From lines with places to what a page is made up of: order, tables, charts, fields, posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rostra.vision._charts import charts_in
from rostra.vision._fields import fields_in
from rostra.vision._order import ordered, straightened
from rostra.vision._reader import Reader
from rostra.vision._screens import screens_in
from rostra.vision._tables import Place, grids_in
from rostra.vision._types import Line, Picture, Seen


def see(picture: Picture, reader: Reader) -> Seen:
    """Read a picture: its text, and what the places of the words tell. Costs what `reader` does."""
    return arranged(reader(picture), picture)


def arranged(lines: Sequence[Line], picture: Picture) -> Seen:
    """Find out what lines with places make up; pure.

    A screenshot of posts holds no tables. What has a head over figures is a table before it is
    a chart, and a chart before it is a form or a table without a head.
    """
    rows = ordered(lines)
    flat = [line for row in rows for line in row]
    straight = iter(straightened(flat))
    placed = [[(line, next(straight)) for line in row] for row in rows]
    seen = Seen(picture.width, picture.height, rows, page=picture.page)
    screens = screens_in(placed)
    if screens:
        return replace(seen, screens=screens)
    grids = tuple(g for g in grids_in(placed) if not _named(placed[g.first : g.last]))
    firm = {row for grid in grids if grid.headed for row in range(grid.first, grid.last)}
    charts, drawn = charts_in([p for at, row in enumerate(placed) if at not in firm for p in row])
    grids = tuple(g for g in grids if g.headed or not _shared(placed[g.first : g.last], drawn))
    held = {row for grid in grids for row in range(grid.first, grid.last)}
    loose = [
        [] if at in held else [place for place in row if id(place[0]) not in drawn]
        for at, row in enumerate(placed)
    ]
    forms = [(grid, grid.fields()) for grid in grids]
    return replace(
        seen,
        tables=tuple(grid.table() for grid, fields in forms if fields is None),
        charts=charts,
        fields=(*(f for _, fields in forms for f in fields or ()), *fields_in(loose)),
    )


def _named(rows: Sequence[Sequence[Place]]) -> bool:
    """Whether most cells carry their own label: fields of a form that stand side by side."""
    return len(fields_in([[place] for row in rows for place in row])) > sum(map(len, rows)) / 2


def _shared(rows: Sequence[Sequence[Place]], drawn: set[int]) -> bool:
    return any(id(line) in drawn for row in rows for line, _ in row)
