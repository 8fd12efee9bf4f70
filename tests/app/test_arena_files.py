"""Votes come in from files once, and go out only as their voters wished."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostra import records
from rostra.app import ExportAsked, VotesBrought, VotesTaken, open_app, plain, this_process
from rostra.app._arena_files import take_votes
from rostra.arena import Told, Vote, read_rows
from rostra.errors import VotesGarbage
from rostra.settings import load_settings

NOW = datetime(2024, 8, 14, 12, tzinfo=UTC)
SALT = "ab" * 32
LLMFAO = Path(__file__).parents[3] / "shared" / "data" / "arena" / "llmfao_votes.csv"


@pytest.fixture
def app(tmp_path):
    settings = load_settings(data=tmp_path, file=None)
    with open_app(settings, owner=this_process("test", NOW)) as app:
        yield app


@pytest.fixture
def engine(app, tmp_path):
    (file,) = tmp_path.glob("**/records*.sqlite")
    engine = records.open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def some(many, **more):
    return tuple(Vote(f"s:{n}", "a", "b", "left", at=NOW, voter="s:w", **more) for n in range(many))


def test_votes_come_in_once_and_are_counted(app, engine):
    assert app.take_votes(VotesBrought("s", some(3))) == VotesTaken(3, 0)
    assert app.take_votes(VotesBrought("s", some(5))) == VotesTaken(2, 3)
    excluded = (Vote("s:x", "a", "b", "right", excluded="coin-flip"),)
    assert app.take_votes(VotesBrought("s", excluded)) == VotesTaken(1, 0)
    counts = {(c.one, c.other): c.wins for c in records.pair_counts_of(engine)}
    assert counts == {("a", "b"): 5, ("b", "a"): 0}
    kept = records.list_votes(engine, records.VotesWanted(sources=("s",), excluded=None))
    assert {(v.kind, v.source, v.battle) for v in kept} == {("imported", "s", "")}


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        (VotesBrought("", some(1)), "source"),
        (VotesBrought("s" * 101, some(1)), "source"),
        (VotesBrought("s", (Vote("s:1", "a" * 201, "b", "left"),)), "longer than"),
    ],
)
def test_votes_that_cannot_be_kept_are_refused_whole(app, engine, brought, said):
    with pytest.raises(VotesGarbage, match=said):
        app.take_votes(brought)
    assert records.pair_counts_of(engine) == []


def fought(engine, name, *, consent):
    turn = {
        "question": "ask ann@example.com",
        "left": plain(Told, Told("left says 138 0013 8000", licence="Apache-2.0")),
        "right": plain(Told, Told("right says")),
    }
    kept = records.KeptBattle(
        name, NOW, "a", "b", voter="ann", kind="account", consent=consent, body={"turns": [turn]}
    )
    records.save_battle(engine, kept)
    records.end_turn(engine, records.KeptBattle(name, NOW, "a", "b", state="open", turns=1), None)
    records.give_vote(engine, records.Ballot(f"v-{name}", name, "left", NOW, "ann", "account"))


def test_only_texts_of_those_who_consented_leave_the_house(app, engine):
    fought(engine, "open", consent=True)
    fought(engine, "shy", consent=False)
    app.take_votes(VotesBrought("s", some(1)))
    page = app.export_votes(ExportAsked(SALT, texts=True))
    shy, told = sorted(page.rows, key=lambda row: "conversation_a" in row)
    assert (told["id"], shy["id"], page.after) == ("v-open", "v-shy", "")
    assert told["conversation_a"][0]["content"] == "ask [email]"
    assert told["conversation_a"][1]["content"] == "left says [phone]"
    assert told["license_a"] == "Apache-2.0"
    assert "ann" not in json.dumps(page.rows)
    assert all("conversation_a" not in row for row in app.export_votes(ExportAsked(SALT)).rows)
    everything = app.export_votes(ExportAsked(SALT, imported=True))
    assert len(everything.rows) == 3


def test_a_licence_does_not_unmask_an_anonymous_entrant(app, engine):
    records.register_entrant(engine, records.Entry("a", "secret model", "salt"), NOW)
    fought(engine, "one", consent=True)
    (row,) = app.export_votes(ExportAsked(SALT, texts=True)).rows
    assert "withheld" in row["license_a"]
    records.reveal_entrant(engine, "a", NOW)
    (row,) = app.export_votes(ExportAsked(SALT, texts=True)).rows
    assert row["license_a"] == "Apache-2.0"


def test_pages_join_to_the_whole(app):
    app.take_votes(VotesBrought("s", some(7)))
    found, after = [], ""
    while True:
        page = app.export_votes(ExportAsked(SALT, after=after, limit=3, imported=True))
        found += [row["id"] for row in page.rows]
        after = page.after
        if not after:
            break
    assert sorted(found) == [f"s:{n}" for n in range(7)]


@pytest.mark.skipif(not LLMFAO.exists(), reason=f"needs the data set {LLMFAO}")
def test_a_real_file_comes_in_once(app):
    votes = tuple(read_rows(LLMFAO, source="llmfao"))
    assert app.take_votes(VotesBrought("llmfao", votes)) == VotesTaken(8931, 0)
    assert app.take_votes(VotesBrought("llmfao", votes)) == VotesTaken(0, 8931)


@pytest.mark.parametrize("bad", ["a\0b", "\ud800"])
@pytest.mark.parametrize("field", ["id", "left", "voter", "category", "excluded"])
def test_what_no_database_keeps_is_refused_before_it(engine, bad, field):
    vote = replace(Vote("v1", "a", "b", "left"), **{field: bad})
    with pytest.raises(VotesGarbage, match="NUL"):
        take_votes(engine, VotesBrought("s", (vote,)))
    assert records.pair_counts_of(engine) == []
