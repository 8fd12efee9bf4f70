"""The post store: one door to write, search, count and forget posts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rostra.errors import StoreError
from rostra.posts import _read
from rostra.posts._bm25 import Statistics
from rostra.posts._engine import Engine, folder_engine, server_engine
from rostra.posts._filters import read_mutes
from rostra.posts._migrate import migrate
from rostra.posts._search import Ears, search
from rostra.posts._types import Change, Embed, Fine, Found, Post, Query, Written
from rostra.posts._write import write

Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_store(
    path: Path | None = None,
    dsn: str = "",
    *,
    database: str = "rostra",
    embed: Embed | None = None,
    fine: Fine | None = None,
    clock: Clock = _utc_now,
) -> Store:
    """Open the posts in a folder, or on the ClickHouse server that `dsn` names.

    `embed` gives every post a vector as it is written; `fine` re-ranks the best hits. The store
    is brought to this version's shape and mended where a killed process left it half-way.
    Raises StoreBusy when another process owns the folder.
    """
    if (path is None) == (not dsn):
        raise StoreError("a post store needs a folder or the DSN of a server: give one of them")
    engine = server_engine(dsn, database) if path is None else folder_engine(path, database)
    try:
        migrate(engine, clock())
    except BaseException:
        engine.close()
        raise
    return Store(engine, Ears(embed, fine, Statistics()), clock)


class Store:
    """Posts, in a folder or on a server. Any thread may call any method."""

    def __init__(self, engine: Engine, ears: Ears, clock: Clock) -> None:
        self._engine = engine
        self._ears = ears
        self._clock = clock
        self._writing = threading.Lock()
        self._mutes = read_mutes(engine)

    def write(self, changes: Sequence[Change]) -> Written:
        """Keep a batch of changes; when this returns they are safe.

        A post that cannot be kept is refused alone, with the reason. What came before (same id,
        same or lower rev) is dropped. Raises DiskFull or StoreError, and then nothing of the
        batch counts as kept: give it again.
        """
        with self._writing:
            return write(self._engine, changes, self._ears.embed)

    def search(self, query: Query) -> Found:
        """Find posts, best first. Never sees a post created after `query.now`."""
        return search(self._engine, query, query.now or self._clock(), self._mutes, self._ears)

    def get(self, ids: Iterable[str]) -> dict[str, Post]:
        """Read posts by id, in the order asked; unknown and deleted ones are left out."""
        return _read.get(self._engine, ids)

    def thread(self, post_id: str) -> tuple[Post, ...]:
        """Read the thread in which a post stands, oldest first; () when it is unknown."""
        return _read.thread(self._engine, post_id)

    def timeline(
        self, author: str, *, before: datetime | None = None, limit: int = 50, sample: bool = False
    ) -> tuple[Post, ...]:
        """Read an author's newest posts, by id or handle."""
        return _read.timeline(self._engine, author, before or self._clock(), limit, sample)

    def sources(self) -> dict[str, int]:
        """Count the posts of each source."""
        return _read.sources(self._engine)

    def close(self) -> None:
        """Give the folder back; the store cannot be used afterwards."""
        self._engine.close()
