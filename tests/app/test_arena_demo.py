"""Where nobody voted yet the board is the demo's and says so; the first vote takes it away."""

import json
from datetime import UTC, datetime

import pytest

from rostra.app import BoardAsked, BoardWish
from rostra.app._arena_board import Boards
from rostra.arena import demo_record
from rostra.records import KeptVote, exclude_votes, open_engine, save_votes

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def records(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/records.sqlite")
    yield engine
    engine.dispose()


def told(boards, form="board", **wish):
    return boards.told(BoardAsked(BoardWish(**wish), form))


def test_the_demo_is_labelled_in_every_form_and_narrowed_by_filters(records):
    boards, label = Boards(records), demo_record().label
    board = json.loads(told(boards))
    assert board["source"] == f"demo: {label}"
    assert board["votes"] == len(demo_record().votes)
    assert {r["name"] for r in board["ratings"]} == {
        e["name"] for e in demo_record().head["entrants"]
    }
    assert label in told(boards, "report")
    assert json.loads(told(boards, lang="zh"))["votes"] < board["votes"]


def test_the_first_vote_takes_the_demo_away_even_where_it_is_excluded(records):
    boards = Boards(records)
    save_votes(records, [KeptVote("v1", "mini", "large", "tie", at=AT, voter="a", kind="cookie")])
    board = json.loads(told(boards))
    assert board["source"] == ""
    assert board["votes"] == 1
    exclude_votes(records, ["v1"], "a drill", AT)
    assert "demo" not in told(boards, "report")
