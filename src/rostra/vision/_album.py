"""Look up pictures that were seen before, also cropped, scaled, captioned, framed or mirrored.

Spots that may be alike come from four bands of sixteen bits of their hashes (each a table from
values to spots); pictures with enough of them that one shift and scale explains are compared by
their likenesses.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rostra.vision._imprint import (
    KEPT,
    LIKENESS,
    Array,
    Imprint,
    mirrored_mask,
)
from rostra.vision._overlay import Overlay, is_same, overlay, stretched

Key = TypeVar("Key", bound=Hashable)

NEAR = 13
"""Bits in which two hashes of one spot may differ; those of two spots differ in 16 or more."""
NEAR_WHOLE = 10
LOOSE = 1_024
"""Pictures added since the tables were made; beyond that they are made anew."""
CROWDED = 400
"""Spots in one place of a table beyond which it tells nothing."""
TRIED = 12
"""Pictures that are compared closely, those with most spots alike."""
CLOSE = 4
"""Pictures whose detail is compared, those that agree best coarsely."""
LEAST = 3
_ARRAYS = ("_whole", "_hashes", "_places", "_counts", "_cells", "_aspects")


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """A picture seen before that is the same (`same`), or only looks alike.

    Not the same are memes of one template with other words, pages of one layout that say something
    else. `share` is how much of what both show agrees coarsely, `overlap` how much of the earlier
    picture is shown again, 0 to 1. `altered` says that something differs: in the same picture
    a caption that was added or taken away; what is not the same is always altered. `mirrored` that
    it is turned left to right.
    """

    key: Key
    share: float
    overlap: float
    altered: bool
    mirrored: bool
    same: bool = True


class Album(Generic[Key]):
    """Imprints by key, about 3.1 kB each (310 MB for 100,000); safe to use from several threads.

    Blank pictures are never found and not kept.
    """

    def __init__(self, known: Iterable[tuple[Key, Imprint]] = ()) -> None:
        import numpy as np

        self._lock = threading.RLock()
        self._rows: dict[Key, int] = {}
        self._keys: list[Key | None] = []
        self._whole = np.zeros(0, np.uint64)
        self._hashes = np.zeros((0, KEPT), np.uint64)
        self._places = np.zeros((0, KEPT, 3), np.float16)
        self._counts = np.zeros(0, np.uint8)
        self._cells = np.zeros((0, LIKENESS * LIKENESS // 2), np.uint8)
        self._aspects = np.zeros(0, np.float32)
        self._tables: list[tuple[Array, Array]] = []
        self._tabled = 0
        for key, one in known:
            self.add(key, one)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def nbytes(self) -> int:
        """The bytes of its arrays."""
        with self._lock:
            self._make_tables()
            rows = len(self._keys)
            each: int = sum(getattr(self, name)[:1].nbytes for name in _ARRAYS)
            return rows * each + int(sum(a.nbytes + b.nbytes for a, b in self._tables))

    def add(self, key: Key, one: Imprint) -> None:
        """Keep a picture's imprint, in place of an earlier one of the same key."""
        with self._lock:
            self.remove(key)
            if one.blank:
                return
            row = len(self._keys)
            if row >= len(self._whole):
                self._grow(max(1_024, 2 * row))
            count = min(KEPT, len(one.spots))
            self._whole[row], self._counts[row], self._aspects[row] = one.whole, count, one.aspect
            self._hashes[row, :count], self._places[row, :count] = (
                one.spots[:count],
                one.places[:count],
            )
            cells = one.likeness.reshape(-1)
            self._cells[row] = cells[::2] << 4 | cells[1::2]
            self._keys.append(key)
            self._rows[key] = row

    def remove(self, key: Key) -> bool:
        """Forget a picture; whether it was known."""
        with self._lock:
            row = self._rows.pop(key, None)
            if row is None:
                return False
            self._keys[row] = None
            self._whole[row], self._counts[row], self._cells[row] = 0, 0, 0
            self._hashes[row], self._places[row] = 0, 0
            return True

    def find(self, one: Imprint, most: int = 5) -> tuple[Match[Key], ...]:
        """Find pictures that are the same, then those that look alike, the most alike first.

        Blank ones find nothing.
        """
        if one.blank:
            return ()
        with self._lock:
            if len(self._keys) - self._tabled > LOOSE:
                self._make_tables()
            found = self._found(one, mirrored=False)
            if not any(match.same for match in found):
                found += self._found(_turned(one), mirrored=True)
        best: dict[Key, Match[Key]] = {}
        for match in sorted(found, key=_order):
            best.setdefault(match.key, match)
        return tuple(best.values())[:most]

    def _grow(self, rows: int) -> None:
        import numpy as np

        for name in _ARRAYS:
            old = getattr(self, name)
            new = np.zeros((rows, *old.shape[1:]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _close_up(self) -> None:
        """Drop the rows of what was removed."""
        kept = list(self._rows.values())
        for name in _ARRAYS:
            setattr(self, name, getattr(self, name)[kept])
        self._keys = [self._keys[row] for row in kept]
        self._rows = {key: row for row, key in enumerate(self._rows)}

    def _make_tables(self) -> None:
        """Sort every spot by each of its four bands; `starts` says where a value begins."""
        import numpy as np

        if len(self._keys) > 2 * len(self._rows) + LOOSE:
            self._close_up()
        rows = len(self._keys)
        spots = self._hashes[:rows].reshape(-1)
        used = (np.arange(KEPT) < self._counts[:rows, None]).reshape(-1)
        at = np.flatnonzero(used).astype(np.int32)
        self._tables = []
        for band in range(4):
            values = _band(spots[at], band)
            starts = np.zeros(65_537, np.int64)
            starts[1:] = np.cumsum(np.bincount(values, minlength=65_536))
            self._tables.append((starts, at[np.argsort(values, kind="stable")]))
        self._tabled = rows

    def _found(self, asked: Imprint, *, mirrored: bool) -> list[Match[Key]]:
        laid = []
        for row, pairs in self._alike(asked):
            known = self._known(row)
            best = overlay(asked, known, pairs) if len(pairs) >= LEAST else None
            if best is None and (asked.whole ^ known.whole).bit_count() <= NEAR_WHOLE:
                best = stretched(asked, known)
            if best is not None:
                laid.append((best, row, known))
        laid.sort(key=lambda each: -(each[0].share + each[0].held))
        found = []
        for rank, (best, row, known) in enumerate(laid):
            same = rank < CLOSE and is_same(asked, known, best)
            key = self._keys[row]
            if key is not None and (same or best.looks_alike):
                found.append(_match(key, best, mirrored=mirrored, same=same))
        return found

    def _alike(self, asked: Imprint) -> list[tuple[int, Array]]:
        """List pictures that may be the same with their pairs of like spots (asked, known)."""
        import numpy as np

        mine, theirs = self._near(asked.spots)
        rows, counts = np.unique(theirs // KEPT, return_counts=True)
        best = rows[np.argsort(-counts, kind="stable")[:TRIED]]
        known = self._whole[: len(self._keys)]
        close = np.flatnonzero(np.bitwise_count(known ^ np.uint64(asked.whole)) <= NEAR_WHOLE)
        listed = list(dict.fromkeys([*best.tolist(), *close[:TRIED].tolist()]))
        return [
            (row, np.column_stack([mine[held], theirs[held] % KEPT]))
            for row in listed
            if self._keys[row] is not None
            for held in [theirs // KEPT == row]
        ]

    def _near(self, spots: Array) -> tuple[Array, Array]:
        """Pair the spots asked about with like ones: indexes among those asked, and among all."""
        import numpy as np

        pairs = []
        for band, (starts, order) in enumerate(self._tables):
            values = _band(spots, band).astype(np.int64)
            begin, count = starts[values], starts[values + 1] - starts[values]
            count = np.where(count > CROWDED, 0, count)
            mine = np.repeat(np.arange(len(spots)), count)
            within = np.arange(len(mine)) - np.repeat(np.cumsum(count) - count, count)
            pairs.append((mine, order[np.repeat(begin, count) + within].astype(np.int64)))
        rows = len(self._keys)
        if rows > self._tabled and len(spots):
            loose = self._hashes[self._tabled : rows].reshape(-1)
            used = np.arange(KEPT) < self._counts[self._tabled : rows, None]
            apart = np.bitwise_count(spots[:, None] ^ loose[None, :])
            mine, at = np.nonzero((apart <= NEAR) & used.reshape(-1)[None, :])
            pairs.append((mine, at + self._tabled * KEPT))
        if not pairs:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        mine, theirs = (np.concatenate(side) for side in zip(*pairs, strict=True))
        near = np.bitwise_count(spots[mine] ^ self._hashes.reshape(-1)[theirs]) <= NEAR
        both = np.unique(mine[near] << 40 | theirs[near])
        return both >> 40, both & ((1 << 40) - 1)

    def _known(self, row: int) -> Imprint:
        import numpy as np

        count = int(self._counts[row])
        halves = self._cells[row]
        cells = np.column_stack([halves >> 4, halves & 15]).reshape(LIKENESS, LIKENESS)
        return Imprint(
            int(self._whole[row]), self._hashes[row, :count],
            self._places[row, :count].astype(np.float32), cells, float(self._aspects[row]),
            blank=False,
        )  # fmt: skip


def _band(spots: Array, band: int) -> Array:
    import numpy as np

    return (spots >> np.uint64(16 * band) & np.uint64(0xFFFF)).astype(np.uint16)


def _turned(one: Imprint) -> Imprint:
    """Give the imprint of the mirrored picture, without its pixels."""
    import numpy as np

    mask = mirrored_mask()
    places = one.places.copy()
    places[:, 0] = min(1.0, one.aspect) - places[:, 0]
    grey = None if one.grey is None else one.grey[:, ::-1]
    levels = tuple(stack[:, :, ::-1] for stack in one.levels)
    return replace(
        one, whole=one.whole ^ mask, spots=one.spots ^ np.uint64(mask), places=places,
        likeness=one.likeness[:, ::-1], grey=grey, levels=levels,
    )  # fmt: skip


def _match(key: Key, best: Overlay, *, mirrored: bool, same: bool) -> Match[Key]:
    share, overlap = round(best.share, 3), round(best.overlap, 3)
    return Match(key, share, overlap, best.altered or not same, mirrored, same)


def _order(match: Match[Key]) -> tuple[bool, bool, float]:
    return not match.same, match.altered, -match.share * match.overlap
