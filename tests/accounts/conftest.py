"""People on a clock of the tests' own; those of `both` on SQLite and on PostgreSQL."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from records_engines import postgres_server, records_engine
from rostra import records
from rostra.app import People
from rostra.app._people_desk import Desk
from rostra.app._people_factors import Factors
from rostra.app._people_gate import Gate
from rostra.app._people_ground import Ground
from rostra.app._people_keys import Keys
from rostra.app._people_outside import Outside
from rostra.app._people_usage import Books
from rostra.settings import Settings

__all__ = ["postgres_server", "records_engine"]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
RIGHT = "correct horse battery"
PRICES = [{"model": "large", "price_in": 2.0, "price_out": 8.0}]


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def pass_(self, **span):
        self.now += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    roles = {"large": {"base_url": "http://127.0.0.1:9/v1"}}
    return Settings.model_validate(
        {"data": tmp_path, "accounts": {"prices": PRICES}, "models": {"roles": roles}}
    )


def people_on(engine, settings, clock):
    """Open people whose every part goes by the clock."""
    made = People(settings, engine)
    ground = Ground(engine, settings, clock)
    made.ground, made.gate = ground, Gate(ground)
    made.factors, made.desk = Factors(ground, made.gate), Desk(ground, made.gate)
    made.outside = Outside(ground, made.gate, made.desk)
    made.keys, made.books = Keys(ground), Books(ground)
    made._till = dataclasses.replace(made._till, clock=clock, keys=made.keys)
    return made


@pytest.fixture
def people(tmp_path, clock, settings):
    engine = records.open_engine(f"sqlite:///{tmp_path / 'records.sqlite'}")
    yield people_on(engine, lambda: settings, clock)
    engine.dispose()


@pytest.fixture
def ann(people):
    return people.desk.add("Ann", RIGHT)


@pytest.fixture
def both(records_engine, clock, settings):
    """People on SQLite, then on PostgreSQL."""
    return people_on(records_engine, lambda: settings, clock)
