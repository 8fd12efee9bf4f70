"""A store for each test, in a folder of its own and on a server where one is named."""

import os
import uuid
from contextlib import contextmanager

import pytest
from corner import NOW, Hashed

from rostra.posts import open_store

SERVER = os.environ.get("CLICKHOUSE_DSN", "")


@contextmanager
def opened(kind, folder, **more):
    """Open an empty store; on a server it gets a database of its own."""
    if kind == "server" and not SERVER:
        pytest.skip("CLICKHOUSE_DSN names no server")
    more["clock"] = lambda: NOW
    if kind == "folder":
        store = open_store(folder, **more)
    else:
        name = f"test_{uuid.uuid4().hex[:12]}"
        store = open_store(dsn=SERVER, database=name, **more)
    try:
        yield store
        if kind == "server":
            store._engine.run(f"DROP DATABASE {name}")
    finally:
        store.close()


@pytest.fixture(params=["folder", "server"])
def store(request, tmp_path):
    """Yield an empty store that searches by words."""
    with opened(request.param, tmp_path / "posts") as empty:
        yield empty


@pytest.fixture(params=["folder", "server"])
def wise(request, tmp_path):
    """Yield an empty store that searches by words and by meaning, and re-ranks."""
    fine = Hashed(32)
    with opened(request.param, tmp_path / "posts", embed=Hashed(), fine=fine) as empty:
        empty.fine = fine
        yield empty
