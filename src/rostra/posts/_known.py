"""Which keys a folder may hold, so that a batch of new posts needs no look-up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rostra.posts._engine import Engine

BITS = 24
"""Bits a key, at least: with `HASHES` one key in 8,000 is looked up for nothing (Bloom 1970)."""

HASHES = 6
SMALLEST = 2**24
MOST = 40_000_000
"""Keys that are remembered, in up to 200 MB; a larger folder is asked for every key."""


@dataclass(slots=True)
class Known:
    """A Bloom filter over the keys of posts and the names of graves, made when it is first asked.

    Only the owner of a folder may trust it: nobody else writes there.
    """

    _bits: Any = None
    _room: int = 0

    def among(self, engine: Engine, keys: Collection[int]) -> list[int]:
        """Return the keys that may be stored; the others certainly are not."""
        import numpy as np

        if self._room <= 0:
            self._read(engine)
        if self._bits is None:
            return list(keys)
        asked = np.fromiter(keys, np.uint64, len(keys))
        places, bits = self._places(asked)
        return [int(key) for key in asked[np.all(self._bits[places] & bits, axis=0)]]

    def add(self, keys: Iterable[int]) -> None:
        """Remember keys that are about to be stored."""
        import numpy as np

        if self._bits is not None:
            added = np.array(list(keys), np.uint64)
            places, bits = self._places(added)
            np.bitwise_or.at(self._bits, places, bits)
            self._room -= len(added)

    def _read(self, engine: Engine) -> None:
        """Read the keys there are into a filter with room for as many more."""
        import numpy as np

        known = "SELECT key FROM posts UNION ALL SELECT name_key FROM graves"
        count = int(engine.rows(f"SELECT count() FROM ({known})")[0][0])  # noqa: S608
        self._bits, self._room = None, MOST
        if count > MOST:
            return
        size = SMALLEST
        while size < 2 * count * BITS:
            size *= 2
        self._bits, self._room = np.zeros(size // 8, np.uint8), size // BITS
        self.add(engine.arrow(known).column(0).to_numpy())

    def _places(self, keys: Any) -> tuple[Any, Any]:
        """Return each key's bytes and bits. The keys are hashes: their halves make all others."""
        import numpy as np

        low, high = keys & np.uint64(0xFFFFFFFF), keys >> np.uint64(32)
        turns = np.arange(HASHES, dtype=np.uint64)[:, None]
        at = (low + turns * (high | np.uint64(1))) % np.uint64(8 * len(self._bits))
        return at >> np.uint64(3), np.uint8(1) << (at & np.uint64(7)).astype(np.uint8)
