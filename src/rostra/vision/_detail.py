"""Compare two pictures finely where one lies over the other: the same words, or only alike.

The one asked about is read on the cells of the other's likeness and slid until both fit
(Lucas and Kanade 1981, for scale and shift of each axis, with weights that pass over what differs,
Geman and McClure 1985). Then the detail in small windows is compared, without the mean of each row:
lines of any words are alike as stripes. Where only one of both has detail something was put over
the picture or taken away, as a caption is; where both have their own, as strong and not alike, or
each has some that the other lacks, they say different things: pages of one layout, memes of one
template.
"""

from __future__ import annotations

from typing import NamedTuple

from rostra.vision._imprint import LIKENESS, Array, Imprint

WINDOW, STEP = 8, 4
"""Cells on each side of a window, and between two."""
AROUND = 4
"""Cells to each side whose mean is taken off: what is left is detail."""
FAINT = 0.45
"""Standard deviation of detail, in levels of sixteen, under which a window shows nothing."""
ALIKE = 0.7
UNLIKE, OTHER = 0.5, 0.3
"""Correlations of detail: alike from the first, not alike and another thing under the others."""
AS_STRONG = 0.5
"""The weaker detail over the stronger; a caption is stronger than what it covers."""
LEAST_WINDOWS = 8
LEAST_ALIKE = 0.6
MOST_UNLIKE, MOST_OTHER = 0.07, 0.03
"""Shares of the windows that may say something else; docs/log.md tells what was measured."""
_BLURS = (2, 1, 0, 0)
"""Cells around each over which both are blurred while they are slid, in turn."""
_SETTLED = 0.04
"""Cells; a picture that has to be slid less lies where it should."""

Fit = tuple[tuple[float, float], tuple[float, float]]
"""Gain and move of each axis: how the known picture lies in the one asked about."""


class Detail(NamedTuple):
    """Shares of the windows that show something: alike, not alike, clearly another thing."""

    alike: float
    unlike: float
    other: float

    def same(self, strictness: float = 1.0) -> bool:
        """Whether it is one picture, be it captioned; the stricter the less may differ."""
        return (
            self.alike >= LEAST_ALIKE
            and self.unlike * strictness <= MOST_UNLIKE
            and self.other * strictness <= MOST_OTHER
        )


def laid(asked: Imprint, known: Imprint, fit: Fit, cells: int) -> tuple[Array, Array]:
    """Read the picture asked about where cells of the known one lie in it: means, and which do.

    The known picture has `cells` on each side; one of which under three quarters are shown is out.
    """
    import numpy as np

    grey = asked.likeness.astype(np.float32) if asked.grey is None else asked.grey
    sides = []
    for axis, size in ((0, grey.shape[1]), (1, grey.shape[0])):
        reach, shown = _reach(known, axis), _reach(asked, axis)
        line = np.linspace(0, reach, cells + 1)
        sides.append(_means((fit[0][axis] * line + fit[1][axis]) / shown * size, size))
    (across, in_x), (down, in_y) = sides
    return down @ grey @ across.T, in_y[:, None] & in_x[None, :]


def compared(asked: Imprint, known: Imprint, fit: Fit) -> Detail:
    """Compare what both show, in windows of their detail."""
    import numpy as np

    mine = known.likeness.astype(np.float32)
    values, inside = _slid(asked, known, mine, fit)
    whole = _windows(inside).all(axis=(2, 3))
    one, own = (_windows(side - _blurred(side, AROUND))[whole] for side in (values, mine))
    one, own = (side - side.mean(axis=2, keepdims=True) for side in (one, own))
    strong, own_strong = (np.sqrt((side**2).mean(axis=(1, 2))) for side in (one, own))
    like = (one * own).mean(axis=(1, 2)) / np.maximum(strong * own_strong, 1e-6)
    less, more = np.minimum(strong, own_strong), np.maximum(strong, own_strong)
    shown = more > FAINT
    count = int(shown.sum())
    if count < LEAST_WINDOWS:
        return Detail(0.0, 1.0, 1.0)
    both, single = (less > FAINT) & (less > AS_STRONG * more), less <= AS_STRONG * more
    shares = []
    for most in (UNLIKE, OTHER):
        apart = shown & (like < most)
        added, lost = (int((apart & single & side).sum())
                       for side in (strong > own_strong, strong < own_strong))  # fmt: skip
        shares.append((int((apart & both).sum()) + 2 * min(added, lost)) / count)
    return Detail(float((shown & (like > ALIKE)).sum()) / count, *shares)


def _windows(cells: Array) -> Array:
    import numpy as np

    every = np.lib.stride_tricks.sliding_window_view(cells, (WINDOW, WINDOW))
    return every[::STEP, ::STEP]


def _reach(one: Imprint, axis: int) -> float:
    return min(1.0, one.aspect if axis == 0 else 1 / one.aspect)


def _means(edges: Array, size: int) -> tuple[Array, Array]:
    """Weigh pixels into cells between edges (cells × pixels); say which cells are shown."""
    import numpy as np

    pixels, low, high = np.arange(size), edges[:-1, None], edges[1:, None]
    weights = np.clip(np.minimum(high, pixels + 1) - np.maximum(low, pixels), 0, None)
    total = weights.sum(axis=1)
    shown = total > 0.75 * np.diff(edges)
    return (weights / np.maximum(total, 1e-9)[:, None]).astype(np.float32), shown


def _slid(asked: Imprint, known: Imprint, mine: Array, fit: Fit) -> tuple[Array, Array]:
    """Slide the picture asked about until it fits; its values, and which of them are shown."""
    import numpy as np

    gain, move = list(fit[0]), list(fit[1])
    middle = (np.arange(LIKENESS) + 0.5) / LIKENESS - 0.5
    for blur in _BLURS:
        values, inside = _levelled(*laid(asked, known, (_two(gain), _two(move)), LIKENESS), mine)
        soft, own = (_blurred(side, blur) for side in (values, mine))
        apart = own - soft
        down, across = np.gradient(soft)
        slopes = np.stack([across * middle, across, down * middle[:, None], down], axis=-1)
        slopes, apart = slopes[inside], apart[inside]
        weights = _trust(apart)
        by = (slopes * weights[:, None]).T
        square = by @ slopes
        square[np.diag_indices(4)] += 1e-3 * np.trace(square) / 4 + 1e-6
        wider, right, taller, lower = np.clip(np.linalg.solve(square, by @ apart), -2, 2).tolist()
        for axis, (more, shift) in enumerate(((wider, right), (taller, lower))):
            cell = gain[axis] * _reach(known, axis) / LIKENESS
            move[axis] += cell * (shift - more / 2)
            gain[axis] *= 1 + more / LIKENESS
        if max(map(abs, (wider, right, taller, lower))) < _SETTLED:
            break
    return _levelled(*laid(asked, known, (_two(gain), _two(move)), LIKENESS), mine)


def _two(pair: list[float]) -> tuple[float, float]:
    return pair[0], pair[1]


def _levelled(values: Array, inside: Array, mine: Array) -> tuple[Array, Array]:
    """Bring values to the levels of the known cells, twice, so that a caption does not tell them.

    Cells that are not shown take the known ones.
    """
    import numpy as np

    if inside.sum() < 4 * WINDOW**2:
        return mine, np.zeros_like(inside)
    one, other = values[inside], mine[inside]
    weights = np.ones_like(one)
    for _ in range(2):
        total = weights.sum()
        one = one - (weights @ one) / total
        aim = (weights @ other) / total
        weighed = weights * one
        one = one * max((weighed @ (other - aim)) / max(weighed @ one, 1e-6), 1e-3) + aim
        weights = _trust(other - one)
    made = mine.copy()
    made[inside] = one
    return made, inside


def _trust(apart: Array) -> Array:
    """Weigh differences: what differs far more than most counts little."""
    import numpy as np

    usual = 1.5 * float(np.median(np.abs(apart[::5]))) + 0.15
    return 1 / (1 + (apart / usual) ** 2) ** 2


def _summed(cells: Array, side: int) -> Array:
    """Sum every square of `side` cells."""
    import numpy as np

    total = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1))
    np.cumsum(np.cumsum(cells, axis=0, dtype=float), axis=1, out=total[1:, 1:])
    return (total[side:, side:] - total[:-side, side:]
            - total[side:, :-side] + total[:-side, :-side])  # fmt: skip


def _blurred(cells: Array, reach: int) -> Array:
    """Give the mean of the cells up to `reach` away."""
    import numpy as np

    if not reach:
        return cells
    side = 2 * reach + 1
    return _summed(np.pad(cells, reach, mode="edge"), side) / side**2
