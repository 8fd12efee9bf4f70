"""Fixtures: records in SQLite and in PostgreSQL, for every folder of tests that wants both."""

import pytest

import postgres
from rostra import records


@pytest.fixture(scope="session")
def postgres_server():
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed here (no initdb)")
    with postgres.server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def records_engine(request, tmp_path):
    if request.param == "sqlite":
        engine = records.open_engine(f"sqlite:///{tmp_path / 'records.sqlite'}")
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("postgres_server")
    dsn = server.fresh()
    engine = records.open_engine(dsn)
    yield engine
    engine.dispose()
    server.drop(dsn)


@pytest.fixture
def sqlite_engine(tmp_path):
    """SQLite alone: for what is read from its files byte by byte."""
    engine = records.open_engine(f"sqlite:///{tmp_path / 'records.sqlite'}")
    yield engine
    engine.dispose()
