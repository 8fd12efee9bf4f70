"""Plots of a square or an oblong of cells: win rates, who is separated from whom, coverage.

Few rows: cells with their figures in them. Many: small cells, those of one shade drawn as one path,
so that a square of 129 entrants stays small. The names of the rows stand in a drawing of their own,
which stays in sight while the cells scroll.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rostra.arena._markup import columns, esc, label, plot_head, shortened, svg, tag

FEW = 24
"""Rows up to which a cell shows its figure."""

LETTER = 6.9
"""Width in pixels of a column of a name at its size."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What a grid shows: `shade(i, j)` a class ("" = empty), `text(i, j)`, `about(i, j)`."""

    rows: Sequence[str]
    columns: Sequence[str]
    shade: Callable[[int, int], str]
    text: Callable[[int, int], str]
    about: Callable[[int, int], str]


def grid_plot(key: str, title: str, about: str, grid: Grid) -> str:
    """Draw a grid in a box that scrolls sideways by itself."""
    few = len(grid.rows) <= FEW and len(grid.columns) <= FEW
    wide, high = (44, 28) if few else (14, 14)
    names = [shortened(name, 22) for name in grid.rows]
    heads = [shortened(name, 22) for name in grid.columns]
    left = max(LETTER * max(map(columns, names), default=1) + 10, 40)
    # Slanted heads lean to the right: the last one needs room there.
    lean = LETTER * max(map(columns, heads), default=1) * 0.72
    top = lean + 14
    size = (wide * len(heads) + lean + 8, top + high * len(names) + 2)
    side = "".join(
        tag("text", esc(name), x=left - 8, y=top + high * (place + 0.5), class_="rb-side")
        for place, name in enumerate(names)
    )
    over = "".join(
        tag(
            "text", esc(name), class_="rb-over",
            transform=f"translate({wide * (place + 0.5) + 3:.1f} {top - 6:.1f}) rotate(-45)",
        )
        for place, name in enumerate(heads)
    )  # fmt: skip
    cells = _cells(grid, wide, high, top) if few else _paths(grid, wide, high, top)
    return tag(
        "div",
        tag(
            "svg", side, class_="rb-plot rb-names", width=left, height=size[1], aria_hidden="true"
        ),
        svg(key, "rb-grid", plot_head(key, title, about), over, cells, width=size[0],
            height=size[1]),
        class_="rb-scroll rb-heat", tabindex="0", role="group", aria_label=label(title),
    )  # fmt: skip


def _cells(grid: Grid, wide: int, high: int, top: float) -> str:
    parts = []
    for i in range(len(grid.rows)):
        for j in range(len(grid.columns)):
            shade = grid.shade(i, j)
            if not shade:
                continue
            x, y = wide * j, top + high * i
            parts.append(
                tag(
                    "g",
                    tag("title", esc(grid.about(i, j))),
                    tag("rect", x=x + 0.5, y=y + 0.5, width=wide - 1, height=high - 1, rx="3",
                        class_=shade),
                    tag("text", esc(grid.text(i, j)), x=x + wide / 2, y=y + high / 2,
                        class_="rb-cell"),
                )
            )  # fmt: skip
    return "".join(parts)


def _paths(grid: Grid, wide: int, high: int, top: float) -> str:
    """Draw all cells of one shade as one path; cells side by side become one oblong."""
    strokes: dict[str, list[str]] = defaultdict(list)
    for i in range(len(grid.rows)):
        start = 0
        shades = [grid.shade(i, j) for j in range(len(grid.columns))]
        for j in range(1, len(shades) + 1):
            if j < len(shades) and shades[j] == shades[start]:
                continue
            if shades[start]:
                run = wide * (j - start)
                strokes[shades[start]].append(
                    f"M{wide * start},{high * i}h{run}v{high - 1}h-{run}z"
                )
            start = j
    drawn = "".join(
        tag("path", d="".join(path), class_=shade) for shade, path in sorted(strokes.items())
    )
    return tag("g", drawn, transform=f"translate(0 {top:.1f})")
