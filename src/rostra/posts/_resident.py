"""The newest vectors of a folder in memory: a scan there costs a fifth of the engine's."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rostra.posts._engine import Engine, numbers
from rostra.posts._labels import Veil
from rostra.posts._types import EPOCH

SCANNED = 250_000
"""Vectors read at most: the newest of what a query may see."""

SLACK = 50_000
"""Vectors that may come before the oldest are let go."""

_AT_ONCE = 4_096
_ALWAYS = -(2**62)
Row = tuple[int, int, datetime]


@dataclass(slots=True)
class Rows:
    """Columns with room for more rows than the `count` that are filled.

    They are the vector, key, revision, key of the author and time (microseconds since 1970).
    Every vector created at `floor` or later is among them.
    """

    columns: tuple[Any, Any, Any, Any, Any]
    floor: int = _ALWAYS
    count: int = 0


@dataclass(slots=True)
class Resident:
    """The newest vectors of the live posts, read at the first search, kept in step by the owner.

    Rows that a purge has removed since may still be here: they fall out when posts are read.
    """

    _rows: Rows | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget(self) -> None:
        """Let go of all; the next search reads them anew."""
        with self._lock:
            self._rows = None

    def follow(self, columns: Any, vectors: Any) -> None:
        """Add rows that were just written, from the Arrow table that was."""
        with self._lock:
            if self._rows is None:
                return
            if vectors.shape[1] != self._rows.columns[0].shape[1]:
                self._rows = None
                return
            live = ~columns.column("sample").to_numpy()
            _append(
                self._rows,
                vectors[live],
                *(columns.column(name).to_numpy()[live] for name in ("key", "rev", "author_key")),
                columns.column("created").cast("int64").to_numpy()[live],
            )
            if self._rows.count > SCANNED + SLACK:
                self._rows = _newest(self._rows)

    def nearest(
        self,
        engine: Engine,
        vector: Any,
        window: tuple[datetime | None, datetime, datetime | None],
        veil: Veil,
        limit: int,
    ) -> list[Row] | None:
        """Rank posts of a window (since, now, until) by their cosine with a unit vector.

        None where these rows cannot tell: older ones are asked for, or too many are hidden.
        """
        import numpy as np

        with self._lock:
            if self._rows is None or self._rows.columns[0].shape[1] != len(vector):
                self._rows = _read(engine, len(vector))
            rows, count = self._rows, self._rows.count
        vectors, keys, revs, authors, created = (column[:count] for column in rows.columns)
        since, now, until = window
        seen = created <= _micros(now)
        if until is not None:
            seen &= created < _micros(until)
        first = _micros(since) if since else _ALWAYS
        if first < rows.floor and np.count_nonzero(seen) < SCANNED:
            return None
        seen &= created >= first
        near = np.concatenate(
            [np.empty(0, np.float32)]
            + [
                vectors[at : at + _AT_ONCE].astype(np.float32) @ vector
                for at in range(0, count, _AT_ONCE)
            ]
        )
        near[~seen] = 0.0
        best = np.flatnonzero(near >= max(_nth(near, 2 * limit), 1e-9))
        best = best[np.lexsort((keys[best], -created[best], -near[best]))]
        told = [column[best[: 2 * limit]].tolist() for column in (keys, revs, authors, created)]
        shown = _shown(engine, list(zip(*told, strict=True)), veil)[:limit]
        return None if len(shown) < limit and len(best) > 2 * limit else shown


def _read(engine: Engine, width: int) -> Rows:
    import numpy as np

    found = engine.arrow(
        "SELECT key, rev, author_key, toUnixTimestamp64Micro(created) AS created, vector "  # noqa: S608
        f"FROM vectors WHERE NOT sample AND length(vector) = {width} "
        f"ORDER BY vectors.created DESC LIMIT {SCANNED}"
    ).combine_chunks()
    room = SCANNED + 2 * SLACK
    keys, authors = np.empty(room, np.uint64), np.empty(room, np.uint64)
    revs, created = np.empty(room, np.int64), np.empty(room, np.int64)
    rows = Rows((np.empty((room, width), np.int8), keys, revs, authors, created))
    matrix = np.empty((0, width), np.int8)
    if found.num_rows:
        matrix = found.column("vector").combine_chunks().flatten().to_numpy().reshape(-1, width)
    names = ("key", "rev", "author_key", "created")
    _append(rows, matrix, *(found.column(name).to_numpy() for name in names))
    if rows.count == SCANNED:
        rows.floor = int(created[: rows.count].min()) + 1
    return rows


def _append(rows: Rows, *columns: Any) -> None:
    """Fill the next rows; more than there is room for push out the oldest of their own."""
    import numpy as np

    *_, created = columns
    room = len(rows.columns[0]) - rows.count
    if len(created) > room:
        newest = np.argsort(created)[-room:]
        rows.floor = max(rows.floor, int(created[newest[0]]) + 1)
        columns = tuple(column[newest] for column in columns)
    end = rows.count + len(columns[0])
    for column, added in zip(rows.columns, columns, strict=True):
        column[rows.count : end] = added
    rows.count = end


def _newest(rows: Rows) -> Rows:
    """Keep the newest `SCANNED` in columns of their own: a search may still read the old ones."""
    import numpy as np

    created = rows.columns[-1][: rows.count]
    last = int(np.partition(created, -SCANNED)[-SCANNED])
    kept = np.flatnonzero(created > last)
    vectors, keys, revs, authors, times = (np.empty_like(column) for column in rows.columns)
    fresh = Rows((vectors, keys, revs, authors, times), max(last + 1, rows.floor))
    _append(fresh, *(column[kept] for column in rows.columns))
    return fresh


def _nth(near: Any, nth: int) -> float:
    import numpy as np

    return float(np.partition(near, -nth)[-nth]) if len(near) > nth else 0.0


def _shown(engine: Engine, told: list[tuple[int, int, int, int]], veil: Veil) -> list[Row]:
    """Leave out hidden rows and what a label hides, and what stands there twice."""
    hidden = set(
        engine.rows(
            "SELECT key, rev FROM hidden WHERE key IN {keys:Array(UInt64)}",
            keys=numbers(row[0] for row in told),
        )
    )
    veiled = veil.among(engine, {key for row in told for key in (row[0], row[2])})
    return list(
        dict.fromkeys(
            (key, rev, EPOCH + timedelta(microseconds=micros))
            for key, rev, author, micros in told
            if (key, rev) not in hidden and not veiled & {key, author}
        )
    )


def _micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)
