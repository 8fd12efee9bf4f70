"""Lay one picture over another by the spots they share, and compare what both show.

Coarsely: are the spots at their places, and the tiles of a small likeness alike. Whether it is the
same picture and not only another of one template is told by its detail (`_detail`).
"""

from __future__ import annotations

from dataclasses import dataclass

from rostra.vision._detail import Fit, compared, laid
from rostra.vision._imprint import LIKENESS, Array, Imprint, hashes_at

LEAST_SPOTS = 4
"""Spots that one shift and scale must explain."""
APART = 0.035
"""How far a spot may be from where the others put it, in longer sides of the picture asked."""
SCALE_APART = 0.45
"""How far its scale may be from theirs, in octaves."""
FEW = 0.6
"""Share of the known spots that must be alike at their places: a frame and icons are not enough."""
BOTH = 1.3
"""That share and the share of tiles alike, together (docs/log.md tells what was measured)."""
LOOKS_ALIKE = 1.6
CONTAINED = 0.9
"""Share of one of both that the other shows; two with a part in common are two."""
PART = 1.7
"""What the share of spots and that of tiles are together, at least, where only a part is shown."""
STRICTER = 2.0
"""How much less detail may differ where less is alike than that."""
EDGE = 4.0
"""Scales of a spot between it and the edge of what both show."""
NEAR_THERE = 18
"""Bits in which a spot's hash may differ from that of its place in the other picture."""
AGREED = 0.5
"""Share of the tiles that both show something in which must be alike."""
AGREED_WHOLE = 0.85
COARSE = LIKENESS // 2
"""Cells on each side that are compared coarsely."""
UNALTERED = 0.97
"""From here on nothing is altered."""
LEAST_OVERLAP = 0.15
TILE = 4
ALIKE = 0.7
"""Correlation of two tiles that show the same."""
PLAIN = 0.45
"""Standard deviation, in levels of sixteen, of a tile that shows nothing."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """How well two pictures agree where one lies over the other, coarsely; `fit` says how it lies.

    `held` is the share of the known spots at their places (1 where none were asked).
    """

    share: float
    overlap: float
    held: float
    fit: Fit

    @property
    def altered(self) -> bool:
        return min(self.share, self.held) < UNALTERED

    @property
    def looks_alike(self) -> bool:
        """Whether it is worth telling where its detail is not the same."""
        return self.share + self.held >= LOOKS_ALIKE


def is_same(asked: Imprint, known: Imprint, over: Overlay) -> bool:
    """Say whether two pictures are one, by their detail; the less alike coarsely the stricter.

    What returns lies within what was seen, or holds it: charts of one tool share corners. Of a part
    too little detail is left to tell by it alone: it must also agree coarsely.
    """
    if over.overlap < CONTAINED and over.share + over.held < PART:
        return False
    (across, down), _ = over.fit
    covered = over.overlap * across * down * _area(known) / _area(asked)
    if max(over.overlap, covered) < CONTAINED:
        return False
    return compared(asked, known, over.fit).same(1.0 if over.looks_alike else STRICTER)


def _area(one: Imprint) -> float:
    return min(one.aspect, 1 / one.aspect)


def overlay(asked: Imprint, known: Imprint, pairs: Array) -> Overlay | None:
    """Compare by pairs of like spots (indexes in asked, in known); None where it is not the same.

    Each pair says how the known picture lies in the one asked about: scale and shift. The one
    that most pairs share is made finer over these and the pictures are compared under it.
    """
    import numpy as np

    there, here = known.places[pairs[:, 1]], asked.places[pairs[:, 0]]
    scale = here[:, 2] / np.maximum(there[:, 2], 1e-6)
    shift = here[:, :2] - scale[:, None] * there[:, :2]
    guessed = scale[:, None, None] * there[None, :, :2] + shift[:, None, :]
    off = np.hypot(*(guessed - here[None, :, :2]).transpose(2, 0, 1))
    octaves = np.abs(np.log2(scale[:, None] / scale[None, :]))
    held = (off < APART * (1 + 2 * scale[:, None])) & (octaves < SCALE_APART)
    held = held[np.argmax([_distinct(row, pairs) for row in held])]
    count = _distinct(held, pairs)
    if count < LEAST_SPOTS:
        return None
    gain, move = _refined(there[held, :2], here[held, :2])
    if not 0.1 < gain < 10:
        return None
    fit = ((gain, gain), move)
    share, shown = _agreement(asked, known, fit)
    if share < AGREED or shown < LEAST_OVERLAP:
        return None
    held_there = _held(asked, known, gain, move, count)
    if held_there < FEW or held_there + share < BOTH:
        return None
    return Overlay(share, shown, held_there, fit)


def stretched(asked: Imprint, known: Imprint) -> Overlay | None:
    """Compare whole pictures, each stretched to the other's shape."""
    wide, high = (min(1.0, asked.aspect), min(1.0, 1 / asked.aspect))
    known_wide, known_high = (min(1.0, known.aspect), min(1.0, 1 / known.aspect))
    fit = ((wide / known_wide, high / known_high), (0.0, 0.0))
    share, shown = _agreement(asked, known, fit)
    if share < AGREED_WHOLE:
        return None
    return Overlay(share, shown, 1.0, fit)


def _distinct(held: Array, pairs: Array) -> int:
    """Count spots, not pairs: one spot of either side counts once."""
    chosen = pairs[held]
    return min(len(set(chosen[:, 0].tolist())), len(set(chosen[:, 1].tolist())))


def _refined(there: Array, here: Array) -> tuple[float, tuple[float, float]]:
    """Fit here = gain · there + move, twice more without what lies off the last fit."""
    import numpy as np

    kept = np.ones(len(there), bool)
    gain, move = _fitted(there, here)
    for most in (0.03, 0.015):
        off = np.hypot(*(gain * there + np.array(move) - here).T)
        kept = off <= max(most, float(np.median(off[kept])))
        gain, move = _fitted(there[kept], here[kept])
    return gain, move


def _fitted(there: Array, here: Array) -> tuple[float, tuple[float, float]]:
    """Fit here = gain · there + move by least squares."""
    centre, target = there.mean(axis=0), here.mean(axis=0)
    spread = float(((there - centre) ** 2).sum())
    gain = float(((there - centre) * (here - target)).sum()) / spread if spread > 1e-9 else 0.0
    move = target - gain * centre
    return gain, (float(move[0]), float(move[1]))


def _held(
    asked: Imprint, known: Imprint, gain: float, move: tuple[float, float], found: int
) -> float:
    """Give the share of known spots that the asked picture shows at the very place.

    Spots too near the edge of what both show are left out: they see what was cut off or added.
    Where the asked picture's pixels are not at hand, the spots found apart count, as far as they
    go: half of them are found again at best.
    """
    import numpy as np

    placed = known.places * gain
    placed[:, :2] += np.array(move)
    wide, high = min(1.0, asked.aspect), min(1.0, 1 / asked.aspect)
    reach = EDGE * placed[:, 2:]
    inside = (placed[:, :2] > reach) & (placed[:, :2] < np.array([wide, high]) - reach)
    shown = inside.all(axis=1)
    if shown.sum() < LEAST_SPOTS:
        return 0.0
    if not asked.levels:
        return min(1.0, found / max(1, int(shown.sum())))
    there = hashes_at(asked.levels, placed[shown], max(asked.grey.shape))
    near = np.bitwise_count(there ^ known.spots[shown]) <= NEAR_THERE
    return float(near.mean())


def _agreement(asked: Imprint, known: Imprint, fit: Fit) -> tuple[float, float]:
    """Compare tiles of the known likeness with the same places of the picture asked about.

    Returns the share of tiles alike among those in which either shows something, and the share
    of the known picture that the other one shows. (0, 0) where too little is shown.
    """
    import numpy as np

    values, inside = laid(asked, known, fit, COARSE)
    step = LIKENESS // COARSE
    mine = known.likeness.reshape(COARSE, step, COARSE, step).mean(axis=(1, 3), dtype=np.float32)
    tiles = COARSE // TILE
    valid = inside.reshape(tiles, TILE, tiles, TILE).all(axis=(1, 3))
    if valid.sum() < 4:
        return 0.0, 0.0
    # Brought to the same levels: other light and colours are not another picture.
    a, b = values[inside], mine[inside]
    values = (values - a.mean()) * (b.std() / max(1e-6, a.std())) + b.mean()
    one, other = (
        side.reshape(tiles, TILE, tiles, TILE)
        .transpose(0, 2, 1, 3)
        .reshape(tiles, tiles, -1)[valid]
        for side in (values, mine)
    )
    shown = np.maximum(one.std(axis=1), other.std(axis=1)) > PLAIN
    if shown.sum() < 4:
        return 0.0, 0.0
    one, other = one[shown], other[shown]
    one, other = (side - side.mean(axis=1, keepdims=True) for side in (one, other))
    power = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
    alike = (one * other).sum(axis=1) / np.maximum(power, 1e-6) > ALIKE
    return float(alike.mean()), float(inside.mean())
