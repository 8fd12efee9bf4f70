"""Open the SQL engine: SQLite in a file, or PostgreSQL by its DSN."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from rostra.errors import StoreError
from rostra.records._tables import HEAD

BUSY_MS = 30_000
CONNECTIONS = 16
WAIT_S = 120.0
"""Connections of a process, and how long a thread waits for one. More of them would only wait
inside SQLite, which lets one write and does not queue: here the longest waiting is the next.
"""
MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(dsn: str) -> Engine:
    """Open the records (`sqlite:///…` or `postgresql+psycopg://…`) and bring the tables up to date.

    Raises StoreError when the place cannot be opened or was written by a newer Rostra.
    """
    try:
        engine = create_engine(
            dsn,
            pool_pre_ping=not dsn.startswith("sqlite"),
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=WAIT_S,
        )
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        msg = f"records.dsn is no database address Rostra can open: {error}"
        raise StoreError(msg) from None
    try:
        if engine.dialect.name == "sqlite":
            _make_private(engine.url.database or "")
            event.listen(engine, "connect", _prepare_sqlite)
        _migrate(engine)
    except (OSError, SQLAlchemyError) as error:
        engine.dispose()
        cause = getattr(error, "orig", None) or error
        msg = f"the records at {engine.url!r} cannot be opened: {cause}; see `rostra doctor`"
        raise StoreError(msg) from error
    return engine


def _make_private(file: str) -> None:
    """Make a new file of records that only its owner may read; its log files take its mode.

    One that is there keeps the mode it has.
    """
    if file and file != ":memory:" and not file.startswith("file:"):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Set what a connection needs; `secure_delete` overwrites what was deleted with zeros."""
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    current = _version(engine)
    if current == HEAD:
        return
    if current > HEAD:
        msg = (
            f"the records at {engine.url!r} were written by a newer Rostra (migration {current}, "
            f"this one knows {HEAD}); upgrade Rostra"
        )
        raise StoreError(msg)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: Engine) -> str:
    if not inspect(engine).has_table("alembic_version"):
        return ""
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def check_engine(engine: Engine) -> None:
    """Ask the records for nothing; raises StoreError where they do not answer."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        msg = f"the records at {engine.url!r} do not answer: {cause}"
        raise StoreError(msg) from error


def truncate_log(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log, in which deleted text may stand; False when it is busy."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=500"))
        busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
        connection.execute(text(f"PRAGMA busy_timeout={BUSY_MS}"))
    return not busy
