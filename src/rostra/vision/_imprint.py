"""What a picture is known again by: a hash of the whole, hashes of its spots, a small likeness.

A spot is an extremum of differences of Gaussians in place and scale (Lowe 2004, section 3); its
hash is the signs of 64 low frequencies of a cosine transform around it, as pHash takes them of a
whole picture (Zauner 2010, section 3.2). Signs, since mirroring a picture then only turns the
signs of the odd columns. Grey alone counts; turned pictures are not known again.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, TypeAlias

from rostra.errors import PictureError
from rostra.vision._types import Picture

Array: TypeAlias = Any
"""A numpy array: numpy is loaded by who makes one."""

SIDE = 256
"""Pixels of the longer side on which spots are sought."""
LIKENESS = 64
"""Cells on each side of the small likeness."""
SPOTS = 96
KEPT = 32
"""Spots that are kept of a picture seen; all are sought of one that is asked about."""
FORM = 2
"""What `packed` writes; other forms are refused."""
_OCTAVES, _STEPS, _FIRST = 4, 3, 1.6
_WEAK = 0.006
_EDGE = 12.0
_REACH = 7.0
"""Half the side of the square around a spot that is hashed, in units of its scale."""
_GRID = 16
_PLAIN_TILE = 5.0
"""Standard deviation of grey in a tile under which it shows nothing."""
_PLAIN = 0.06
"""Share of tiles that must show something; a blank page is like every other."""


@dataclass(frozen=True, slots=True, eq=False)
class Imprint:
    """What is kept of a picture; `packed` writes it in about 2.5 kB.

    `whole` is its hash; `spots` the spots' hashes, the plainest first, with `places` (x, y, scale
    in units of the longer side); `likeness` 64 × 64 grey cells; `aspect` its width over its
    height. `blank` says that it shows too little to be known again. `grey` and `levels` (its
    blurred copies, by octave) serve comparing what is asked about and are not packed.
    """

    whole: int
    spots: Array
    places: Array
    likeness: Array
    aspect: float
    blank: bool
    grey: Array = None
    levels: tuple[Array, ...] = ()


def imprint(picture: Picture) -> Imprint:
    """Take what a picture is known again by, in about 0.1 CPU seconds."""
    import numpy as np
    from PIL import Image

    image = Image.open(BytesIO(picture.data), formats=["PNG", "JPEG"]).convert("L")
    scale = SIDE / max(image.size)
    size = tuple(max(16, round(side * scale)) for side in image.size)
    small = image.resize(
        (size[0], size[1]), Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
    )
    grey = np.asarray(small, np.float32)
    likeness = np.asarray(image.resize((LIKENESS, LIKENESS), Image.Resampling.BOX), np.float32)
    levels = _levels_of(grey)
    spots, places = _spots(levels, grey.shape)
    whole = int(_hashes(_sixteenths(likeness)[None])[0])
    return Imprint(whole, spots, places, _sixteen(likeness), image.width / image.height,
                   _is_blank(grey), grey, levels)  # fmt: skip


def packed(one: Imprint) -> bytes:
    """Write an imprint down: what `unpacked` reads, and no pixels of the picture."""
    import numpy as np

    count = min(KEPT, len(one.spots))
    cells = one.likeness.reshape(-1)
    scales = np.log2(np.maximum(one.places[:count, 2], 1e-4))
    places = np.column_stack(
        [np.clip(one.places[:count, :2], 0, 1) * 65_535, np.clip((scales + 14) * 4_000, 0, 65_535)]
    )
    return b"".join((
        struct.pack("<BQfBB", FORM, one.whole, one.aspect, one.blank, count),
        one.spots[:count].astype("<u8").tobytes(),
        places.round().astype("<u2").tobytes(),
        (cells[::2] << 4 | cells[1::2]).astype(np.uint8).tobytes(),
    ))  # fmt: skip


def unpacked(data: bytes) -> Imprint:
    """Read what `packed` wrote; raises PictureError where it is something else."""
    import numpy as np

    head = struct.calcsize("<BQfBB")
    count = data[head - 1] if len(data) >= head else -1
    if count < 0 or data[0] != FORM or len(data) != head + count * 14 + LIKENESS * LIKENESS // 2:
        raise PictureError("the imprint of a picture cannot be read; take it of the picture anew")
    _, whole, aspect, blank, _ = struct.unpack_from("<BQfBB", data)
    spots = np.frombuffer(data, "<u8", count, head).astype(np.uint64)
    raw = np.frombuffer(data, "<u2", count * 3, head + count * 8).reshape(-1, 3).astype(np.float32)
    places = np.column_stack([raw[:, :2] / 65_535, 2.0 ** (raw[:, 2] / 4_000 - 14)])
    halves = np.frombuffer(data, np.uint8, LIKENESS * LIKENESS // 2, head + count * 14)
    cells = np.column_stack([halves >> 4, halves & 15]).reshape(LIKENESS, LIKENESS)
    return Imprint(whole, spots, places.astype(np.float32), cells, aspect, bool(blank))


def mirrored_mask() -> int:
    """Say which bits of a hash turn when the picture is mirrored: those of odd columns."""
    return sum(1 << bit for bit, (_, column) in enumerate(_frequencies()) if column % 2)


@cache
def _frequencies() -> tuple[tuple[int, int], ...]:
    """List the (row, column) of the cosines that are hashed: the lowest, dealt out to four bands.

    A spot is a blob, so that (0, 2) and (2, 0) always have one sign and tell nothing.
    """
    low = sorted(
        ((r, c) for r in range(9) for c in range(9) if r + c and (r, c) not in ((0, 2), (2, 0))),
        key=lambda rc: (rc[0] + rc[1], max(rc), rc),
    )[:64]
    return tuple(low[at] for band in range(4) for at in range(band, 64, 4))


@cache
def _cosines(size: int) -> Array:
    import numpy as np

    k, n = np.mgrid[0:9, 0:size]
    return np.cos(np.pi * k * (n + 0.5) / size).astype(np.float32)


def _hashes(patches: Array) -> Array:
    """Hash patches (n, size, size) into 64 bits each."""
    import numpy as np

    cosines = _cosines(patches.shape[-1])
    turned = cosines @ patches @ cosines.T
    rows, columns = zip(*_frequencies(), strict=True)
    bits = (turned[:, rows, columns] > 0).astype(np.uint64)
    return (bits << np.arange(64, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)


def _sixteenths(likeness: Array) -> Array:
    side = LIKENESS // 16
    return likeness.reshape(16, side, 16, side).mean(axis=(1, 3))


def _sixteen(likeness: Array) -> Array:
    """Keep sixteen levels between the darkest and the lightest cell."""
    import numpy as np

    low, high = likeness.min(), likeness.max()
    return np.round((likeness - low) * (15 / max(1.0, high - low))).astype(np.uint8)


def _is_blank(grey: Array) -> bool:
    height, width = (side // 8 * 8 for side in grey.shape)
    tiles = grey[:height, :width].reshape(height // 8, 8, width // 8, 8)
    return bool((tiles.std(axis=(1, 3)) > _PLAIN_TILE).mean() < _PLAIN)


def _levels_of(grey: Array) -> tuple[Array, ...]:
    """Blur a picture in steps; each octave is a stack of six, half as wide as the one before."""
    import numpy as np

    level = (grey - grey.mean()) / max(8.0, float(grey.std())) / 4
    stacks = []
    for octave in range(_OCTAVES):
        if min(level.shape) < 16:
            break
        blurred = [_blur(level, _FIRST if octave == 0 else 0.0)]
        for step in range(1, _STEPS + 3):
            before, after = (_FIRST * 2 ** (s / _STEPS) for s in (step - 1, step))
            blurred.append(_blur(blurred[-1], (after**2 - before**2) ** 0.5))
        stacks.append(np.stack(blurred))
        level = blurred[_STEPS][::2, ::2]
    return tuple(stacks)


def hashes_at(levels: tuple[Array, ...], places: Array, longer: int) -> Array:
    """Hash a picture around places (x, y, scale in units of its longer side, in pixels)."""
    import numpy as np

    scales = np.maximum(places[:, 2] * longer, _FIRST)
    octave = np.clip(np.log2(scales / _FIRST).astype(int), 0, len(levels) - 1)
    made = np.zeros(len(places), np.uint64)
    for each in np.unique(octave):
        mine = octave == each
        here = places[mine] * (longer / 2**each)
        step = np.round(np.log2(np.maximum(here[:, 2], 1e-3) / _FIRST) * _STEPS).astype(int)
        made[mine] = _hashes(_patches(levels[each], np.clip(step, 0, _STEPS + 2), here))
    return made


def _spots(levels: tuple[Array, ...], shape: tuple[int, int]) -> tuple[Array, Array]:
    """Find spots, the plainest first and spread over the picture: hashes, and places."""
    import numpy as np

    found: list[Array] = []
    hashes: list[Array] = []
    for octave, blurred in enumerate(levels):
        places, patches = _extrema(blurred)
        if len(places):
            places[:, :3] *= 2**octave
            found.append(places)
            hashes.append(_hashes(patches))
    if not found:
        return np.zeros(0, np.uint64), np.zeros((0, 3), np.float32)
    places, every = np.concatenate(found), np.concatenate(hashes)
    chosen = _spread(places, shape)
    places = places[chosen, :3] / max(shape)
    return every[chosen], places.astype(np.float32)


def _blur(image: Array, sigma: float) -> Array:
    import numpy as np

    if sigma <= 0:
        return image
    reach = int(3 * sigma + 0.999)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).astype(np.float32)
    weights /= weights.sum()
    for axis in (0, 1):
        pad = [(reach, reach) if axis == a else (0, 0) for a in (0, 1)]
        wide, size = np.pad(image, pad, mode="edge"), image.shape[axis]
        image = weights[reach] * _slice(wide, reach, size, axis)
        for k in range(reach):  # both sides weigh the same
            pair = _slice(wide, k, size, axis) + _slice(wide, 2 * reach - k, size, axis)
            image += weights[k] * pair
    return image


def _slice(wide: Array, start: int, size: int, axis: int) -> Array:
    return wide[:, start : start + size] if axis else wide[start : start + size]


def _extrema(blurred: Array) -> tuple[Array, Array]:
    """Find extrema of the differences of one octave: (x, y, scale, strength), and patches there."""
    import numpy as np

    differences = np.diff(blurred, axis=0)
    inner = differences[1:-1, 1:-1, 1:-1]
    peak = (inner >= _around(differences, np.maximum)) & (inner > _WEAK)
    pit = (inner <= _around(differences, np.minimum)) & (inner < -_WEAK)
    level, y, x = (axis + 1 for axis in np.nonzero(peak | pit))
    if not len(x):
        return np.zeros((0, 4), np.float32), np.zeros((0, _GRID, _GRID), np.float32)
    d, here = differences, differences[level, y, x]
    dxx = d[level, y, x + 1] + d[level, y, x - 1] - 2 * here
    dyy = d[level, y + 1, x] + d[level, y - 1, x] - 2 * here
    dxy = (d[level, y + 1, x + 1] + d[level, y - 1, x - 1]
           - d[level, y + 1, x - 1] - d[level, y - 1, x + 1]) / 4  # fmt: skip
    # Lowe 2004, section 4.1: along an edge a place is not told.
    round_ = (dxx + dyy) ** 2 * _EDGE < (_EDGE + 1) ** 2 * (dxx * dyy - dxy**2)
    level, y, x, here, dxx, dyy = (a[round_] for a in (level, y, x, here, dxx, dyy))
    fine = level + _top(d[level - 1, y, x], here, d[level + 1, y, x])
    fine_x = x + _top(d[level, y, x - 1], here, d[level, y, x + 1])
    fine_y = y + _top(d[level, y - 1, x], here, d[level, y + 1, x])
    scale = _FIRST * 2 ** (fine / _STEPS)
    places = np.column_stack([fine_x, fine_y, scale, np.abs(here)]).astype(np.float32)
    return places, _patches(blurred, level, places)


def _around(stack: Array, widest: Any) -> Array:
    """Give the largest (or smallest) of the 27 values around each inner place."""
    rows = widest(widest(stack[:, :-2], stack[:, 1:-1]), stack[:, 2:])
    flat = widest(widest(rows[:, :, :-2], rows[:, :, 1:-1]), rows[:, :, 2:])
    return widest(widest(flat[:-2], flat[1:-1]), flat[2:])


def _top(before: Array, here: Array, after: Array) -> Array:
    """Find where the parabola through three values has its top, from the middle one."""
    import numpy as np

    bend = before + after - 2 * here
    bend = np.where(np.abs(bend) < 1e-9, 1e-9, bend)
    return np.clip((before - after) / (2 * bend), -0.5, 0.5)


def _patches(blurred: Array, level: Array, places: Array) -> Array:
    """Sample a square around each spot, in proportion to its scale, by linear interpolation."""
    import numpy as np

    _, height, width = blurred.shape
    steps = (np.arange(_GRID) + 0.5) / _GRID * 2 - 1
    reach = _REACH * places[:, 2]
    x = np.clip(places[:, 0, None] + reach[:, None] * steps, 0, width - 1.001)
    y = np.clip(places[:, 1, None] + reach[:, None] * steps, 0, height - 1.001)
    left, top = x.astype(int), y.astype(int)
    across, down = (x - left)[:, None, :], (y - top)[:, :, None]
    at = level[:, None, None]
    rows, columns = top[:, :, None], left[:, None, :]
    upper = blurred[at, rows, columns] * (1 - across) + blurred[at, rows, columns + 1] * across
    lower = (blurred[at, rows + 1, columns] * (1 - across)
             + blurred[at, rows + 1, columns + 1] * across)  # fmt: skip
    return (upper * (1 - down) + lower * down).astype(np.float32)


def _spread(places: Array, shape: tuple[int, int]) -> Array:
    """Choose the plainest spots, taking turns between sixteen parts of the picture."""
    import numpy as np

    part = (np.minimum(3, places[:, 0] * 4 // shape[1]) * 4
            + np.minimum(3, places[:, 1] * 4 // shape[0]))  # fmt: skip
    # Large spots outlast rescaling and compression.
    strength = places[:, 3] * np.sqrt(places[:, 2])
    order = np.argsort(-strength, kind="stable")
    rank = np.zeros(len(order))
    for each in range(16):
        mine = order[part[order] == each]
        rank[mine] = np.arange(len(mine))
    return np.lexsort((-strength, rank // 2))[:SPOTS]
