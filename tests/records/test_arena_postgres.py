"""What the arena says to the records is PostgreSQL too: each statement is compiled, not run."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from rostra import records
from rostra.records import _arena_tables as tables
from rostra.records import metadata

NOW = datetime(2026, 11, 1, tzinfo=UTC)
NAMES = ("battles", "battle_posts", "votes", "pair_counts", "voters", "register")


@pytest.fixture
def engine(tmp_path):
    made = records.open_engine(f"sqlite:///{tmp_path}/records.sqlite")
    yield made
    made.dispose()


@pytest.fixture
def said(engine):
    """Every statement that is executed on the engine, as it was built."""
    heard = []

    @sa.event.listens_for(engine, "before_execute")
    def hear(_connection, statement, _many, _given, _options):
        heard.append(statement)

    return heard


def battle(engine, name, voter="ann"):
    told = records.KeptBattle(name, NOW, "a", "b", voter=voter, kind="account", body={"turns": []})
    records.save_battle(engine, told)


def exercise(engine):
    """Go through what the arena asks of the records."""
    battle(engine, "b1")
    battle(engine, "b2")
    with engine.begin() as connection:
        connection.execute(sa.update(tables.battles).values(state="open"))
    records.give_vote(engine, records.Ballot("v1", "b1", "left", NOW, "ann", "account"))
    records.save_votes(engine, [records.KeptVote("v2", "a", "c", "tie", NOW)])
    records.import_votes(engine, [records.KeptVote("v3", "a", "c", "both bad", NOW)])
    records.exclude_votes(engine, ["v1"], "a drill", NOW)
    records.restore_votes(engine, ["v1"])
    records.recount(engine)
    records.pair_counts_of(engine)
    records.pairs_moved(engine, 0)
    records.votes_state(engine)
    records.any_vote(engine)
    records.excluded_reasons(engine)
    records.reasons_against(engine)
    wanted = records.VotesWanted(
        langs=("zh",), entrants=("a",), since=NOW, until=NOW, turns_from=1, turns_to=2
    )
    records.list_votes(engine, wanted, limit=3)
    records.vote_columns(engine, records.VotesWanted(excluded=None))
    records.votes_after(engine, "", 10)
    records.list_voters(engine)
    records.list_battles(engine)
    records.tell_names(engine, "b2", NOW)
    records.void_unfinished(engine, NOW, "cut off")
    records.forget_battles(engine, NOW)
    records.register_entrant(engine, records.Entry("code", "name", "ab" * 16), NOW)
    records.reveal_entrant(engine, "code", NOW)
    records.retire_entrant(engine, "code", NOW)
    records.list_register(engine)
    records.hidden_entries(engine)


def for_postgres(statement):
    """Build an upsert for PostgreSQL as the code does, which asks for the dialect at hand."""
    if not isinstance(statement, sqlite.Insert):
        return statement
    clause = statement._post_values_clause
    row = dict.fromkeys(statement.table.c.keys())
    built = postgresql.insert(statement.table).values(row)
    return built.on_conflict_do_update(
        index_elements=clause.inferred_target_elements, set_=dict(clause.update_values_to_set)
    )


def test_every_statement_of_the_arena_compiles_for_postgresql(engine, said):
    exercise(engine)
    built = [one for one in said if isinstance(one, sa.sql.expression.Executable)]
    assert len(built) > 30
    for statement in built:
        told = str(for_postgres(statement).compile(dialect=postgresql.dialect()))
        assert "?" not in told


def test_the_tables_compile_for_postgresql():
    for name in NAMES:
        told = str(
            sa.schema.CreateTable(metadata.tables[name]).compile(dialect=postgresql.dialect())
        )
        assert f"CREATE TABLE {name}" in told


def test_no_statement_of_the_records_is_written_for_sqlite_alone():
    """Text in SQL may only stand where the dialect was asked."""
    folder = Path(records.__file__).parent
    for file in ("_votes.py", "_vote_lists.py", "_vote_state.py", "_vote_files.py", "_battles.py",
                 "_register.py"):  # fmt: skip
        tree = ast.parse((folder / file).read_text("utf-8"))
        calls = [ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)]
        assert not {"text", "sa.text", "connection.exec_driver_sql"} & {*calls}, file
