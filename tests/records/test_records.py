"""Answers are kept, found by what they rest on, and forgotten down to the last byte."""

import os
import stat
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from rostra import records
from rostra.errors import StoreError
from rostra.records._engine import MIGRATIONS

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
SECRET = "zyzzyva的秘密 that nobody else would write"


@pytest.fixture
def engine(records_engine):
    return records_engine


def keep(engine, *rests, asked_at=NOW, body=None):
    kept = records.Kept(str(uuid.uuid4()), asked_at, "什么?", "zh", "mini", body or {"a": 1})
    records.save_answer(engine, kept, rests)
    return kept


def bytes_of(tmp_path):
    return b"".join(p.read_bytes() for p in sorted(tmp_path.iterdir()))


def test_an_answer_comes_back_as_it_was(engine):
    kept = keep(engine, body={"text": "新闻 🎉", "n": [1, None, 2.5]})
    assert records.find_answer(engine, kept.id) == kept
    assert records.list_answers(engine) == [kept]
    assert records.find_answer(engine, "no such") is None


def test_newest_answers_come_first_and_old_ones_are_forgotten(engine):
    old = keep(engine, records.Rest("p1", "a1"), asked_at=NOW - timedelta(days=2))
    new = keep(engine, records.Rest("p1", "a1"))
    assert [kept.id for kept in records.list_answers(engine)] == [new.id, old.id]
    assert records.forget_answers(engine, NOW - timedelta(days=1)) == 1
    assert records.list_answers(engine) == [new]
    assert list(records.answers_resting_on(engine, posts=["p1"])) == [new.id]


def test_answers_are_found_by_post_by_native_id_and_by_author(engine):
    one = keep(engine, records.Rest("p1", "a1", "m", "17"), records.Rest("p2", "a2"))
    two = keep(engine, records.Rest("p3", "a1", "n", "17"))
    found = records.answers_resting_on
    assert list(found(engine, posts=["p2", "p9"])) == [one.id]
    assert list(found(engine, natives=[("n", "17"), ("m", "18")])) == [two.id]
    assert set(found(engine, authors=["a1"])) == {one.id, two.id}
    assert found(engine) == {}
    many = [f"x{i}" for i in range(40_000)]
    assert list(found(engine, posts=[*many, "p3"])) == [two.id]


def test_what_was_rewritten_or_forgotten_leaves_the_files(sqlite_engine, tmp_path):
    engine = sqlite_engine
    long = keep(engine, body={"text": [SECRET] * 300})
    other = keep(engine, asked_at=NOW - timedelta(days=9), body={"text": SECRET})
    needle = b"zyzzyva"
    assert needle in bytes_of(tmp_path)
    records.rewrite_answer(engine, long.id, {"text": ""})
    records.forget_answers(engine, NOW - timedelta(days=1))
    assert records.truncate_log(engine)
    assert records.find_answer(engine, other.id) is None
    assert needle not in bytes_of(tmp_path)


def test_a_log_that_is_still_read_is_emptied_later(sqlite_engine):
    engine = sqlite_engine
    keep(engine)
    with engine.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.execute(sa.text("SELECT count(*) FROM answers")).scalar()
        keep(engine)
        assert not records.truncate_log(engine)
    assert records.truncate_log(engine)


def test_the_migrations_lead_to_the_tables_in_the_code(engine):
    with engine.connect() as connection:
        # The index of words is the database's own kind of table; no metadata can say it.
        grams = {"include_name": lambda name, *_: not (name or "").startswith("message_grams")}
        context = MigrationContext.configure(connection, opts=grams)
        assert context.get_current_revision() == records.HEAD
        assert compare_metadata(context, records.metadata) == []
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == records.HEAD
    assert [s.revision for s in script.walk_revisions()][-1] == "0001"


def test_records_of_a_newer_version_are_left_alone(tmp_path):
    dsn = f"sqlite:///{tmp_path / 'records.sqlite'}"
    engine = records.open_engine(dsn)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer Rostra"):
        records.open_engine(dsn)


def test_a_wrong_address_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match=r"records\.dsn"):
        records.open_engine("nonsense")
    with pytest.raises(StoreError, match="doctor"):
        records.open_engine(f"sqlite:///{tmp_path}/no/such/folder/records.sqlite")
    (tmp_path / "noise").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="doctor"):
        records.open_engine(f"sqlite:///{tmp_path / 'noise'}")


def test_only_the_owner_may_read_new_records(tmp_path):
    file = tmp_path / "records.sqlite"
    before = os.umask(0o022)
    try:
        engine = records.open_engine(f"sqlite:///{file}")
        keep(engine)
        found = {f.name: stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    private = {"records.sqlite", "records.sqlite-wal", "records.sqlite-shm"}
    assert found == dict.fromkeys(private, 0o600)
    file.chmod(0o640)
    records.open_engine(f"sqlite:///{file}").dispose()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640, "what the operator chose is left alone"
