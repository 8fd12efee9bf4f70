"""All rows as lines of JSON, out of one database and into another: a back-up, or a move."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    LargeBinary,
    Table,
    func,
    insert,
    select,
    text,
)

from rostra.errors import StoreError
from rostra.records._grams import grams
from rostra.records._tables import metadata

BATCH = 500
"""Rows that are read or written at once."""


def copied_tables() -> tuple[str, ...]:
    """Name the tables, each after those it points to."""
    return tuple(table.name for table in metadata.sorted_tables)


def copy_out(engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield every row as (table, one line of JSON), as all of them stood at one moment.

    Moments are ISO 8601 with their offset, bytes are base64; the order of the tables is that of
    `copied_tables`.
    """
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            # The driver begins nothing for a read: without this every table has its own moment.
            connection.exec_driver_sql("BEGIN")
        for table in metadata.sorted_tables:
            rows = connection.execution_options(yield_per=BATCH).execute(select(table))
            for row in rows.mappings():
                told = {c.name: _told(c, row[c.name]) for c in table.columns}
                yield table.name, json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def copy_in(engine: Engine, rows: Iterable[tuple[str, str]]) -> int:
    """Write rows that `copy_out` gave into empty tables, all or none; return how many.

    The words of messages are indexed anew. Raises StoreError where a table already has rows, and
    for a row that this version's tables cannot hold.
    """
    count = 0
    with engine.begin() as connection:
        _must_be_empty(connection)
        batch: list[dict[str, Any]] = []
        last: Table | None = None
        for name, line in rows:
            table = metadata.tables.get(name)
            if table is None:
                raise StoreError(f"the copy holds rows of {name!r}, a table unknown to this Rostra")
            if table is not last or len(batch) >= BATCH:
                _write(connection, last, batch)
                batch, last = [], table
            batch.append(_taken(table, line))
            count += 1
        _write(connection, last, batch)
    return count


def _must_be_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise StoreError(
                f"the records already hold {table.name}; a copy is written into empty ones only"
            )


def _write(connection: Connection, table: Table | None, batch: list[dict[str, Any]]) -> None:
    if table is None or not batch:
        return
    connection.execute(insert(table), batch)
    if table.name == "messages":
        words = [{"id": m["id"], "grams": grams(m["text"])} for m in batch if m["text"]]
        if words:
            connection.execute(
                text("INSERT INTO message_grams (message_id, grams) VALUES (:id, :grams)"), words
            )


def _told(column: Column[Any], value: Any) -> Any:
    """Write a value as JSON; SQLite gives moments without their offset, which is UTC."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(column.type, LargeBinary) and value is not None:
        return base64.b64encode(value).decode()
    return value


def _taken(table: Table, line: str) -> dict[str, Any]:
    told = json.loads(line)
    if not isinstance(told, dict) or set(told) - {c.name for c in table.columns}:
        raise StoreError(f"a row of {table.name} in the copy has columns this Rostra does not know")
    return {name: _value(table.columns[name], value) for name, value in told.items()}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) else value
