"""Who can be compared with whom: groups that never met, and groups of which one always won."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def connected(met: Mask) -> list[list[int]]:
    """Part entrants into groups that met, directly or through others; largest first."""
    return _parts(met | met.T, met | met.T)


def mutual(beat: Mask) -> list[list[int]]:
    """Part entrants into groups within which wins lead from each to each; largest first.

    These are the strong components: within one, and only there, the optimum is finite
    (Ford 1957, Amer. Math. Monthly 64, p. 28-33). `beat[i, j]`: i won or tied against j.
    """
    return _parts(beat, beat.T)


def listed(names: Sequence[str], groups: Sequence[Sequence[int]]) -> str:
    """Name groups in a message: "a, b and 3 more | c"."""
    return " | ".join(_some([names[place] for place in group]) for group in groups)


def reached(edges: Mask, begin: int) -> Mask:
    """Say which entrants a walk along the edges from one can reach, itself included."""
    seen = np.zeros(len(edges), bool)
    seen[begin] = True
    front = seen
    while front.any():
        front = edges[front].any(0) & ~seen
        seen = seen | front
    return seen


def _parts(forward: Mask, back: Mask) -> list[list[int]]:
    left = np.ones(len(forward), bool)
    groups = []
    while left.any():
        begin = int(np.argmax(left))
        group = reached(forward, begin) & reached(back, begin)
        left &= ~group
        groups.append([int(place) for place in np.flatnonzero(group)])
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _some(names: Sequence[str], most: int = 4) -> str:
    if len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
