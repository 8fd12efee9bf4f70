"""The store's tables as bytes, out of one store and into another: a back-up, or a move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rostra.errors import StoreError
from rostra.posts._engine import Engine

CURSORS_FIRST = ("cursors", "gaps")
GRAVES_LAST = ("hidden", "graves", "retired")
BETWEEN = ("posts", "vectors", "fine_vectors", "tallies", "labels", "aliases", "mutes")
TABLES = (*CURSORS_FIRST, *BETWEEN, *GRAVES_LAST)
"""The order in which tables are copied while posts go on arriving. A cursor is never ahead of the
posts beside it: what came later is read again. A post deleted meanwhile is deleted in the copy.
"""

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a table: one partition, "" where the table has none."""

    table: str
    partition: str


def parts(engine: Engine) -> Iterator[Part]:
    """Yield what there is to copy, in order, as it stands when each table's turn comes."""
    for table in TABLES:
        found = engine.rows(
            "SELECT DISTINCT partition_id FROM system.parts WHERE database = currentDatabase() "
            "AND table = {table:String} AND active ORDER BY partition_id",
            table=table,
        )
        for (partition,) in found:
            yield Part(table, partition)


def copy_out(engine: Engine, part: Part, into: IO[bytes]) -> None:
    """Write a part in ClickHouse's Native format."""
    if not part.partition.replace("-", "").isalnum():
        raise StoreError(f"partition {part.partition!r} of {part.table} has no sound name")
    asked = f"SELECT * FROM {part.table} WHERE _partition_id = '{part.partition}'"  # noqa: S608
    with engine.client() as client:
        stream = client.raw_stream(asked, fmt="Native")
        try:
            while chunk := stream.read(CHUNK):
                into.write(chunk)
        finally:
            stream.close()


def copy_in(engine: Engine, table: str, source: IO[bytes]) -> None:
    """Read a part that `copy_out` wrote into a table of the same shape."""
    if table not in TABLES:
        raise StoreError(f"the copy holds posts' table {table!r}, which this Rostra does not know")
    block = source.read()
    if block:
        with engine.client() as client:
            client.raw_insert(table, insert_block=block, fmt="Native")


def shape(engine: Engine) -> int:
    """Return the newest migration: a copy fits a store of the same one."""
    return int(engine.rows("SELECT max(number) FROM migrations")[0][0])
