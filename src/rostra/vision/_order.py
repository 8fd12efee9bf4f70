"""Put the lines of a page in the order in which a person reads them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from rostra.vision._types import Box, Line

MOST_SLANT = 20.0
"""Degrees up to which a page that was photographed askew is set straight."""
ALIKE = 0.5
"""Share of the lower line's height that two lines of a row have in common."""
PROSE_LINES = 4
FILLED = 0.7
"""Share of its column that a line of prose fills, in most lines."""
WIDE_LETTERS = 10
"""Width of a column of prose, in heights of its lines."""
# "Label: value" is a field of a form, which is read along its rows.
_NAMED = re.compile(r"[^:：]{1,30}[:：]\s?\S")


def ordered(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Return rows of lines in reading order: columns of prose one after the other, else rows.

    A slant of the page is taken out for this; the lines keep their places. Pieces of one line
    that were found apart are joined.
    """
    if not lines:
        return ()
    straight = straightened(lines)
    places = {id(line): place for line, place in zip(lines, straight, strict=True)}
    rows = _rows(list(lines), places)
    return tuple(tuple(row) for row in _read(rows, places))


def straightened(lines: Sequence[Line]) -> list[Box]:
    """Give each line's place on the page set straight: turned back by what its lines share."""
    slant = _slant(lines)
    cos, sin = math.cos(-slant), math.sin(-slant)
    boxes = []
    for line in lines:
        xs = [x * cos - y * sin for x, y in line.corners]
        ys = [x * sin + y * cos for x, y in line.corners]
        # The mean of two corners: a slanted line is not as high as the box around it.
        top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
        boxes.append(Box(min(xs), min(top, bottom), max(xs), max(top, bottom)))
    return boxes


def _slant(lines: Sequence[Line]) -> float:
    """Say by which angle the page is turned: a quarter that most letters share, and a slant.

    A slant of more than `MOST_SLANT` is taken for none: it is no page then.
    """
    found = []
    for line in lines:
        (ax, ay), (bx, by) = line.corners[:2]
        found.append((math.atan2(by - ay, bx - ax), math.hypot(bx - ax, by - ay)))
    quarter = math.pi / 2
    weights = [sum(w for angle, w in found if round(angle / quarter) % 4 == q) for q in range(4)]
    turned = quarter * weights.index(max(weights))
    rest = [(math.remainder(angle - turned, 2 * math.pi), w) for angle, w in found if w > 40]
    slant = _weighted([(angle, w) for angle, w in rest if abs(angle) < quarter / 2])
    return turned + (slant if abs(math.degrees(slant)) <= MOST_SLANT else 0.0)


def _weighted(slants: Sequence[tuple[float, float]]) -> float:
    """Return the median slant, long lines counting more; 0 where there is none."""
    half = sum(weight for _, weight in slants) / 2
    for slant, weight in sorted(slants):
        half -= weight
        if half <= 0:
            return slant
    return 0.0


def _rows(lines: list[Line], at: dict[int, Box]) -> list[list[Line]]:
    """Gather lines that stand side by side, each row from left to right, rows from the top.

    Each line is held against the last of the row so far: a row may rise or fall a little.
    """
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: at[id(each)].left):
        here = at[id(line)]
        best, shared = None, ALIKE
        for row in rows:
            last = at[id(row[-1])]
            common = min(here.bottom, last.bottom) - max(here.top, last.top)
            share = common / max(1.0, min(here.height, last.height))
            if last.right <= here.left + 0.6 * here.height and share > shared:
                best, shared = row, share
        if best is None:
            rows.append([line])
        else:
            best.append(line)
    rows.sort(key=lambda row: median(at[id(line)].middle[1] for line in row))
    return [_joined(row, at) for row in rows]


def _joined(row: list[Line], at: dict[int, Box]) -> list[Line]:
    """Join pieces of one line that were found apart; what both pieces read at the seam is one."""
    joined = row[:1]
    for line in row[1:]:
        last = joined[-1]
        gap = at[id(line)].left - at[id(last)].right
        height = min(at[id(line)].height, at[id(last)].height)
        seam = _seam(last.text, line.text) if gap < 0 else 0
        if gap > 0.12 * height or (gap < -0.25 * height and not seam):
            joined.append(line)
            continue
        space = "" if seam or gap < 0 else " " if last.text[-1].isascii() else ""
        whole = replace(
            last, text=last.text + space + line.text[seam:], box=last.box.joined(line.box),
            corners=(last.corners[0], line.corners[1], line.corners[2], last.corners[3]),
            score=min(last.score, line.score), doubtful=last.doubtful or line.doubtful,
        )  # fmt: skip
        at[id(whole)] = at[id(last)].joined(at[id(line)])
        joined[-1] = whole
    return joined


def _seam(left: str, right: str) -> int:
    """Count the letters that end `left` and begin `right`."""
    return next(
        (n for n in range(min(6, len(left), len(right)), 0, -1) if left.endswith(right[:n])), 0
    )


def _read(rows: list[list[Line]], at: dict[int, Box]) -> list[list[Line]]:
    """Walk down the rows; a run of them that is set in columns is read column by column."""
    told: list[list[Line]] = []
    start = 0
    while start < len(rows):
        end = _run(rows, start, at)
        sides = _columns(rows[start:end], at) if end - start >= PROSE_LINES else []
        if sides:
            told += [row for side in sides for row in _read(side, at)]
            start = end
        else:
            told.append(rows[start])
            start += 1
    return told


def _run(rows: list[list[Line]], start: int, at: dict[int, Box]) -> int:
    """Find up to which row one gutter runs down from a row that has two sides."""
    if len(rows[start]) < 2:
        return start
    boxes, end = [], start
    for row in rows[start:]:
        boxes += [at[id(line)] for line in row]
        if _gutter(boxes) is None:
            break
        end += 1
    return end


def _columns(rows: list[list[Line]], at: dict[int, Box]) -> list[list[list[Line]]]:
    """Part rows at the widest gutter that runs through them all, if both sides are prose."""
    gutter = _gutter([at[id(line)] for row in rows for line in row])
    if gutter is None:
        return []
    left, right = (
        [part for row in rows if (part := [x for x in row if (at[id(x)].left >= gutter) == side])]
        for side in (False, True)
    )
    return [left, right] if _prose(left, at) and _prose(right, at) else []


def _gutter(boxes: Sequence[Box]) -> float | None:
    height = median(box.height for box in boxes)
    best, found, reach = 0.6 * height, None, -math.inf
    for box in sorted(boxes, key=lambda b: b.left):
        if reach > -math.inf and box.left - reach > best:
            best, found = box.left - reach, box.left - 1e-6
        reach = max(reach, box.right)
    return found


def _prose(rows: list[list[Line]], at: dict[int, Box]) -> bool:
    if len(rows) < PROSE_LINES:
        return False
    boxes = [[at[id(line)] for line in row] for row in rows]
    left = min(box.left for row in boxes for box in row)
    width = max(box.right for row in boxes for box in row) - left
    height = median(box.height for row in boxes for box in row)
    full = sum(len(row) == 1 and row[0].width > FILLED * width for row in boxes)
    named = sum(bool(_NAMED.match(line.text)) for row in rows for line in row)
    return width > WIDE_LETTERS * height and full >= 0.6 * len(rows) and named < 0.5 * len(rows)
