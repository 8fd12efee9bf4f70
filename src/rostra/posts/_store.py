"""The post store: one door to write, search, count and forget posts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from rostra.errors import StoreError
from rostra.posts import _copy, _counts, _marks, _purge, _read
from rostra.posts._bm25 import Statistics
from rostra.posts._copy import Part
from rostra.posts._engine import Engine, folder_engine, numbers, server_engine
from rostra.posts._filters import Mutes
from rostra.posts._intake import key_of
from rostra.posts._labels import Meaning, Veil, any_labels, hiding
from rostra.posts._meaning import Neighbours
from rostra.posts._migrate import migrate
from rostra.posts._rerank import fine_vectors, unread
from rostra.posts._search import Ears, explain, search
from rostra.posts._types import (
    EPOCH,
    Change,
    Embed,
    Fine,
    Found,
    Minute,
    Post,
    Query,
    Rising,
    Written,
    check_count,
    check_time,
)
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
        _purge.mend(engine, clock())
    except BaseException:
        engine.close()
        raise
    return Store(engine, Ears(Neighbours(embed) if embed else None, fine, Statistics()), clock)


class Store:
    """Posts, in a folder or on a server (`where`). Any thread may call any method."""

    def __init__(self, engine: Engine, ears: Ears, clock: Clock) -> None:
        self._engine = engine
        self._ears = ears
        self._clock = clock
        self._writing = threading.Lock()
        self.where = engine.where
        self._mutes = _marks.read_mutes(engine)
        self._hiding = hiding({})
        # A folder has one owner, who knows; on a server others may write too.
        self._labels = engine.lock is None or any_labels(engine)

    def write(self, changes: Sequence[Change]) -> Written:
        """Keep a batch of changes; when this returns they are safe.

        A post that cannot be kept is refused alone, with the reason. What came before (same id,
        same or lower rev) is dropped. Raises DiskFull or StoreError, and then nothing of the
        batch counts as kept: give it again.
        """
        with self._writing:
            written = write(self._engine, changes, self._ears.near)
            self._labels = self._labels or written.labelled > 0
            return written

    def search(self, query: Query) -> Found:
        """Find posts, best first. Never sees a post created after `query.now`."""
        return search(self._engine, query, query.now or self._clock(), self._unwanted(), self._ears)

    def get(self, ids: Iterable[str]) -> dict[str, Post]:
        """Read posts by id, in the order asked; unknown and deleted ones are left out."""
        return _read.get(self._engine, self._veil(), ids)

    def thread(self, post_id: str) -> tuple[Post, ...]:
        """Read the thread in which a post stands, oldest first; () when it is unknown."""
        return _read.thread(self._engine, self._veil(), post_id)

    def timeline(
        self, author: str, *, before: datetime | None = None, limit: int = 50, sample: bool = False
    ) -> tuple[Post, ...]:
        """Read an author's newest posts, by id or handle."""
        check_count("limit", limit)
        check_time("before", before)
        before = before or self._clock()
        return _read.timeline(self._engine, self._veil(), author, before, limit, sample=sample)

    def latest(self, limit: int = 50, *, sample: bool = False) -> tuple[Post, ...]:
        """Read the newest posts, newest first."""
        return tuple(hit.post for hit in self.search(Query(limit=limit, sample=sample)).hits)

    def sources(self) -> dict[str, int]:
        """Count the posts of each source."""
        return _read.sources(self._engine)

    def natives(self, source: str, since: datetime = EPOCH, limit: int = 1_000) -> tuple[str, ...]:
        """List the local ids of a source's posts that were seen since then, the last seen first."""
        check_count("limit", limit)
        return _read.natives(self._engine, source, since, limit)

    def count(self, query: Query, share: float = 1.0) -> int:
        """Count a query's posts; of one wording of its text this share of the words must occur."""
        now = query.now or self._clock()
        return _counts.count(self._engine, query, now, self._unwanted(), share)

    def minutes(self, query: Query) -> tuple[Minute, ...]:
        """Count a query's posts and authors by minute, over its window or the last day."""
        return _counts.minutes(self._engine, query, query.now or self._clock(), self._unwanted())

    def rising(self, query: Query, *, limit: int = 30) -> tuple[Rising, ...]:
        """Find the terms that more accounts write in the query's window than before it.

        The window is the last hour where the query names none.
        """
        check_count("limit", limit)
        now = query.now or self._clock()
        return _counts.rising(self._engine, query, now, self._unwanted(), limit)

    def read_ahead(self, source: str, limit: int) -> int:
        """Let `fine` read a source's newest posts before they are asked for; return how many.

        0: it has read all of them, or there is none.
        """
        check_count("limit", limit)
        fine = self._ears.fine
        keys = unread(self._engine, source, limit) if fine else []
        if fine and keys:
            found = {
                key_of(post.id): post
                for post in _read.posts_where(
                    self._engine, self._veil(), "key IN {keys:Array(UInt64)}", keys=numbers(keys)
                )
            }
            fine_vectors(self._engine, fine, [*found.values()], [*found])
            return len(found)
        return 0

    def explain(self, query: Query) -> str:
        """Show how the engine finds the candidates of a query's words."""
        return explain(
            self._engine, query, query.now or self._clock(), self._unwanted(), self._ears
        )

    def forget_source(self, source: str) -> tuple[str, ...]:
        """Delete a source's posts, cursor and gaps, and return the posts' ids."""
        with self._writing, self._removing():
            return _purge.forget_source(self._engine, source, self._clock())

    def purge(self, now: datetime | None = None) -> int:
        """Remove deleted and replaced posts from the disk, and return how many rows went."""
        with self._removing():
            return _purge.purge(self._engine, now or self._clock())

    def retain(self, *, days: int = 0, max_bytes: int = 0, now: datetime | None = None) -> int:
        """Drop posts older than `days`, then the oldest days over `max_bytes` (0: no limit)."""
        with self._writing, self._removing():
            return _purge.retain(self._engine, days, max_bytes, now or self._clock())

    def size(self) -> int:
        """Bytes the posts take on disk."""
        return _purge.size(self._engine)

    def mute(self, *, author: str = "", word: str = "") -> None:
        """Hide an author (id or handle) or a word from search, at once and until unmuted."""
        for kind, value in (("author", author), ("word", word)):
            if value:
                _marks.mute(self._engine, kind, value, self._clock())
        self._mutes = _marks.read_mutes(self._engine)

    def unmute(self, *, author: str = "", word: str = "") -> None:
        """Show an author or a word again."""
        for kind, value in (("author", author), ("word", word)):
            if value:
                _marks.unmute(self._engine, kind, value)
        self._mutes = _marks.read_mutes(self._engine)

    def mutes(self) -> Mutes:
        """Return what is muted."""
        return self._mutes

    def heed(self, meanings: Mapping[str, Meaning]) -> None:
        """Let labels mean what the operator wants: `MEANINGS`, with these changed."""
        self._hiding = hiding(meanings)

    def labelers(self) -> tuple[str, ...]:
        """Name the sources that brought labels."""
        rows = self._engine.rows("SELECT DISTINCT source FROM labels ORDER BY source")
        return tuple(row[0] for row in rows)

    @contextmanager
    def _removing(self) -> Iterator[None]:
        """Let go of vectors in memory once rows were removed from the tables."""
        yield
        if self._ears.near:
            self._ears.near.resident.forget()

    def _veil(self) -> Veil:
        return Veil(self._hiding, self._clock(), lifted=not self._labels)

    def _unwanted(self) -> Mutes:
        return replace(self._mutes, veil=self._veil())

    def cursor(self, feed: str) -> str:
        """Read the cursor a feed goes on from; "" where none was saved."""
        return _marks.cursor(self._engine, feed)

    def save_cursor(self, feed: str, value: str) -> None:
        """Write a feed's cursor down; only after all before it was written."""
        _marks.save_cursor(self._engine, feed, value, self._clock())

    def record_gaps(self, feed: str, gaps: Iterable[tuple[datetime, datetime, str]]) -> None:
        """Write down spans (since, until, reason) in which posts may be missing."""
        _marks.record_gaps(self._engine, feed, gaps, self._clock())

    def gaps(self, feed: str) -> tuple[tuple[datetime, datetime, str], ...]:
        """Read a feed's gaps as (since, until, reason), oldest first."""
        return _marks.gaps(self._engine, feed)

    def check(self) -> None:
        """Ask the engine for nothing; raises StoreError where it does not answer."""
        self._engine.rows("SELECT 1")

    def shape(self) -> int:
        """Return the number of the newest migration: a copy fits a store of the same one."""
        return _copy.shape(self._engine)

    def copy_out(self, into: Callable[[Part], AbstractContextManager[IO[bytes]]]) -> int:
        """Write the store, part by part, into what `into` opens; return how many parts.

        Posts may go on arriving; nothing is purged meanwhile.
        """
        count = 0
        with self._removing():
            for part in _copy.parts(self._engine):
                with into(part) as file:
                    _copy.copy_out(self._engine, part, file)
                count += 1
        return count

    def copy_in(self, table: str, source: IO[bytes]) -> None:
        """Read one part of a copy into this store; raises StoreError for an unknown table."""
        with self._writing:
            _copy.copy_in(self._engine, table, source)

    def close(self) -> None:
        """Give the folder back; the store cannot be used afterwards."""
        self._engine.close()
