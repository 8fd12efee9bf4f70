"""A transaction that holds the right to write before it reads."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

TRIES = 6
"""How often SQLite is asked for the right to write; each time it waits for its busy timeout."""

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:whose, 9))")


@contextmanager
def writing(engine: Engine, whose: str = "") -> Iterator[Connection]:
    """Begin a transaction in which nobody else writes for the same person; commit at the end.

    SQLite has one writer at a time, whoever it writes for: it is taken at once (BEGIN IMMEDIATE),
    so that what is read cannot be written by another before the commit. PostgreSQL takes a lock
    on the person ("" = none), which ends with the transaction.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _begin_immediate(connection)
        elif whose:
            connection.execute(_LOCK, {"whose": whose})
        yield connection
        connection.commit()


def _begin_immediate(connection: Connection) -> None:
    for attempt in range(TRIES):
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if attempt + 1 == TRIES or "locked" not in str(error.orig):
                raise
            time.sleep(random.uniform(0.01, 0.1))
        else:
            return
