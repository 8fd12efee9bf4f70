"""Read the numbers of bar charts: an axis of evenly rising figures, labels, values at the bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

from rostra.vision._figures import is_figure, value_of
from rostra.vision._tables import Place
from rostra.vision._types import Box, Chart, Pair

LEAST_TICKS = 3
CROOKED = 0.04
"""How far a tick may stand from where its figure belongs, as a share of the axis."""
NEAR = 0.7
"""How far from the middle of its label a bar's figure may stand, in steps between labels."""
_ALONG: tuple[Callable[[Box], float], Callable[[Box], float]] = (
    lambda box: box.middle[0],
    lambda box: box.middle[1],
)


def charts_in(places: Sequence[Place]) -> tuple[tuple[Chart, ...], set[int]]:
    """Find a bar chart among lines that stand in no table; also the ids of the lines it takes.

    The axis may stand or lie. One chart a picture is read; values that are not printed at the
    bars are not guessed.
    """
    for upright in (True, False):
        axis = _axis(places, upright=upright)
        if len(axis) >= LEAST_TICKS:
            chart, taken = _chart(places, axis, upright=upright)
            if len(chart.pairs) >= 2:
                return (chart,), taken
    return (), set()


def _axis(places: Sequence[Place], *, upright: bool) -> list[Place]:
    """Find the longest row of figures on a line whose values rise evenly with their place."""
    figures = [(place, value) for place in places if (value := value_of(place[0].text)) is not None]
    across = _ALONG[0 if upright else 1]
    best: list[Place] = []
    for (first, low), (last, high) in combinations(figures[:80], 2):
        tolerance = 0.8 * min(first[1].height, last[1].height)
        if low == high or not _aligned(first[1], last[1], tolerance, upright=upright):
            continue
        column = [f for f in figures if _aligned(first[1], f[0][1], tolerance, upright=upright)]
        fitting = _fitting(column, (first, low), (last, high), _ALONG[1 if upright else 0])
        if len(fitting) > len(best):
            best = fitting
    return sorted(best, key=lambda place: across(place[1])) if len(best) >= LEAST_TICKS else []


def _aligned(one: Box, other: Box, tolerance: float, *, upright: bool) -> bool:
    if upright:
        return abs(one.right - other.right) < tolerance or abs(one.left - other.left) < tolerance
    return abs(one.middle[1] - other.middle[1]) < tolerance


def _fitting(
    column: Sequence[tuple[Place, float]],
    first: tuple[Place, float],
    last: tuple[Place, float],
    along: Callable[[Box], float],
) -> list[Place]:
    """Keep the figures that stand where a scale through the two would put them, evenly spread."""
    start, end = along(first[0][1]), along(last[0][1])
    if abs(end - start) < 3 * first[0][1].height:
        return []
    slope = (last[1] - first[1]) / (end - start)
    spread = abs(last[1] - first[1])
    kept = {
        value: place
        for place, value in column
        if abs(first[1] + slope * (along(place[1]) - start) - value) <= CROOKED * spread
    }
    values = sorted(kept)
    steps = [b - a for a, b in pairwise(values)]
    even = bool(steps) and max(steps) < 1.01 * min(steps) + 1e-9
    return list(kept.values()) if even else []


def _chart(
    places: Sequence[Place], axis: Sequence[Place], *, upright: bool
) -> tuple[Chart, set[int]]:
    ticks = {id(line) for line, _ in axis}
    rest = [place for place in places if id(place[0]) not in ticks]
    along, across = (_ALONG[0], _ALONG[1]) if upright else (_ALONG[1], _ALONG[0])
    labels = _labels([p for p in rest if not is_figure(p[0].text)], across)
    values = [place for place in rest if is_figure(place[0].text)]
    pairs, taken = [], set(ticks)
    for label, value in _matched(labels, values, along):
        pairs.append(Pair(label[0].text, value[0].text, label[0].box, value[0].box))
        taken |= {id(label[0]), id(value[0])}
    box = axis[0][0].box
    for place in axis[1:]:
        box = box.joined(place[0].box)
    for pair in pairs:
        box = box.joined(pair.label_box).joined(pair.value_box)
    title = next(
        (p[0].text for p in sorted(rest, key=lambda p: p[1].top)
         if not is_figure(p[0].text) and id(p[0]) not in taken and p[0].box.top <= box.top), "",
    )  # fmt: skip
    told = sorted((value_of(line.text) or 0.0, line.text) for line, _ in axis)
    return Chart(tuple(pairs), tuple(text for _, text in told), title, box), taken


def _labels(words: Sequence[Place], across: Callable[[Box], float]) -> list[Place]:
    """Find the largest group of words on one line: under the bars, or ended beside them."""
    best: list[Place] = []
    for _, box in words:
        flush = [
            p for p in words
            if abs(across(p[1]) - across(box)) < 0.8 * box.height
            or (across is _ALONG[0] and abs(p[1].right - box.right) < 0.8 * box.height)
        ]  # fmt: skip
        best = max(best, flush, key=len)
    return best


def _matched(
    labels: Sequence[Place], values: Sequence[Place], along: Callable[[Box], float]
) -> list[tuple[Place, Place]]:
    """Pair each label with the figure nearest to its middle, each figure once."""
    if len(labels) < 2:
        return []
    order = sorted(labels, key=lambda p: along(p[1]))
    middles = [along(p[1]) for p in order]
    step = min(b - a for a, b in pairwise(middles))
    near = sorted(
        (abs(along(value[1]) - along(label[1])), n, m)
        for n, label in enumerate(order)
        for m, value in enumerate(values)
        if abs(along(value[1]) - along(label[1])) < NEAR * step
    )
    found: dict[int, int] = {}
    for _, n, m in near:
        if n not in found and m not in found.values():
            found[n] = m
    return [(order[n], values[found[n]]) for n in sorted(found)]
