"""The engine under the store: one client library, a folder or a server behind it."""

from __future__ import annotations

import fcntl
import os
import queue
import re
import struct
import threading
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from rostra.errors import DiskFull, StoreBusy, StoreError
from rostra.posts._known import Known

CLIENTS = 4
"""Clients in the pool: more threads than this wait for one."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NO_ROOM = re.compile(r"NOT_ENOUGH_SPACE|No space left|errno:? 28|errno:? 27|File too large|quota")


@dataclass(slots=True)
class Engine:
    """Clients of one database, lent to one thread at a time.

    `connect` opens a client; `clauses` fill the placeholders of the migrations; `known` is there
    where nobody else writes.
    """

    where: str
    connect: Any
    clauses: Mapping[str, str]
    lock: IO[str] | None = None
    known: Known | None = None
    _idle: queue.LifoQueue[Any] = field(default_factory=queue.LifoQueue)
    _gate: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(CLIENTS))

    @contextmanager
    def client(self) -> Iterator[Any]:
        """Lend a client; it is closed and not lent again when its work failed."""
        with self._gate, _plain_errors(self.where):
            try:
                client = self._idle.get_nowait()
            except queue.Empty:
                client = self.connect()
            try:
                yield client
            except BaseException:
                client.close()
                raise
            self._idle.put(client)

    def rows(self, sql: str, **values: Any) -> Sequence[tuple[Any, ...]]:
        """Run a query and return its rows."""
        with self.client() as client:
            rows: Sequence[tuple[Any, ...]] = client.query(sql, parameters=values).result_rows
            return rows

    def arrow(self, sql: str) -> Any:
        """Run a query and return its rows as an Arrow table."""
        with self.client() as client:
            return client.query_arrow(sql)

    def run(self, sql: str, **values: Any) -> None:
        """Run a statement that returns nothing."""
        with self.client() as client:
            client.command(sql, parameters=values or None)

    def insert(self, table: str, columns: Any) -> None:
        """Insert an Arrow table; it is safe against a killed process when this returns."""
        with self.client() as client:
            client.insert_arrow(table, columns)

    def close(self) -> None:
        """Close the clients and give the folder back."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
        if self.lock:
            self.lock.close()


def numbers(values: Iterable[int]) -> str:
    """Write whole numbers as an array's text; the client takes 15 times as long over a list."""
    return f"[{','.join(map(str, values))}]"


PACKED = "(reinterpret(base64Decode({keys:String}), 'Array(UInt64)'))"
"""The keys that `packed` wrote, as the right side of IN."""


def packed(values: Collection[int]) -> str:
    """Write keys for `PACKED`: for a thousand of them the engine reads this in half the time."""
    return b64encode(struct.pack(f"<{len(values)}Q", *values)).decode()


def folder_engine(path: Path, database: str) -> Engine:
    """Open the engine inside this process, on a folder that only this process may own."""
    _check_name(database)
    path = path.resolve()
    path.mkdir(parents=True, exist_ok=True)
    lock = _own(path, database)

    def connect(name: str = database) -> Any:
        import clickhouse_connect

        inside = path / "engine"
        return clickhouse_connect.get_client(
            interface="chdb",
            path=str(inside),
            database=name,
            tz_mode="aware",
            # Small reads over many parts cost four times the CPU on two threads; what can run
            # side by side runs in clients of its own.
            settings={"max_threads": 1},
        )

    try:
        _create_database(connect, str(path), database)
    except BaseException:
        lock.close()
        raise
    clauses = {name: name for name in ("MergeTree", "ReplacingMergeTree", "SummingMergeTree")}
    return Engine(str(path), connect, clauses | {"cluster": ""}, lock, Known())


def server_engine(dsn: str, database: str) -> Engine:
    """Open a ClickHouse server by DSN; `?cluster=NAME` makes the tables replicated on it."""
    parts = urlsplit(dsn)
    options = parse_qs(parts.query)
    cluster = options.pop("cluster", [""])[0]
    database = parts.path.strip("/") or database
    _check_name(database)
    if cluster:
        _check_name(cluster)
    bare = parts._replace(path="", query=urlencode(options, doseq=True))
    where = f"{parts.hostname}:{parts.port or 'default port'}/{database}"

    def connect(name: str = database) -> Any:
        import clickhouse_connect

        return clickhouse_connect.get_client(dsn=urlunsplit(bare), database=name, tz_mode="aware")

    _create_database(connect, where, database, f"ON CLUSTER {cluster}" if cluster else "")
    kinds = ("MergeTree", "ReplacingMergeTree", "SummingMergeTree")
    clauses = {k: f"Replicated{k}" if cluster else k for k in kinds}
    clauses["cluster"] = f"ON CLUSTER {cluster}" if cluster else ""
    return Engine(where, connect, clauses)


def _create_database(connect: Any, where: str, database: str, cluster: str = "") -> None:
    with _plain_errors(where):
        client = connect("default")
        client.command(f"CREATE DATABASE IF NOT EXISTS {database} {cluster}")
        client.close()


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise StoreError(f"{name!r} cannot name a database; use letters, digits and _")


def _own(path: Path, database: str) -> IO[str]:
    """Take the folder's lock; the engine's own refusal does not say who has it."""
    lock = (path / f"{database}.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        owner = lock.read().strip() or "unknown"
        lock.close()
        raise StoreBusy(
            f"the post store in {path} is already open, by process {owner}; "
            "stop that process, or give this one a folder of its own"
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


@contextmanager
def _plain_errors(where: str) -> Iterator[None]:
    """Turn what the client library raises into the store's own errors."""
    from clickhouse_connect.driver.exceptions import ClickHouseError

    try:
        yield
    except (ClickHouseError, OSError) as error:
        text = str(error)
        if _NO_ROOM.search(text):
            raise DiskFull(
                f"no room left for the post store at {where}: nothing acknowledged was lost; "
                "free some space, or lower the retention in the settings"
            ) from error
        if "already initialized with path" in text:
            raise StoreBusy(
                f"this process already has another post store open; close it before {where}"
            ) from error
        if "EmbeddedServer" in text or "Cannot lock file" in text:
            raise StoreBusy(
                f"the post store at {where} is in use by another process or cannot be opened; "
                "stop that process, or give this one a folder of its own"
            ) from error
        raise StoreError(f"the post store at {where} failed: {text.splitlines()[0]}") from error
