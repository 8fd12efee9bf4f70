"""The counts of the kept votes, held in memory: after a vote, only what moved is read."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rostra.arena import Counts
    from rostra.records import Engine


class HeldCounts:
    """Holds the counts of some records. Its methods may be called from any thread."""

    def __init__(self, records: Engine) -> None:
        self._records = records
        self._number = 0
        self._held: Counts | None = None
        self._lock = threading.Lock()

    def now(self) -> tuple[int, Counts]:
        """Return the counts as they stand, and the number of the last transaction in them."""
        from rostra.records import pairs_moved

        with self._lock:
            number, rows = pairs_moved(self._records, self._number)
            if rows or self._held is None:
                held = self._held
                if held is None or not {name for row in rows for name in row[:2]} <= {*held.names}:
                    number, rows = pairs_moved(self._records, 0)
                    held = None
                self._held = laid_out(rows, held)
                self._number = number
            return self._number, self._held


def laid_out(rows: Sequence[tuple[Any, ...]], held: Counts | None = None) -> Counts:
    """Lay rows of one, other, wins, ties, bad out as squares, names sorted.

    Cells of `held`, which knows every name, are replaced in a copy.
    """
    import numpy as np

    from rostra.arena import Counts

    if held is None:
        names = tuple(sorted({name for row in rows for name in row[:2]}))
        squares = np.zeros((3, len(names), len(names)), np.int64)
    else:
        names = held.names
        squares = np.stack([held.wins, held.ties, held.bad])
    if rows:
        at = {name: place for place, name in enumerate(names)}
        told = np.array([row[2:5] for row in rows], np.int64)
        squares[:, [at[row[0]] for row in rows], [at[row[1]] for row in rows]] = told.T
    return Counts(names, *squares)
