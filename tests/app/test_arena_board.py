"""The app's board: made from what is kept, anew after every vote, kept until the next."""

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from rostra.app import BoardAsked, BoardWish
from rostra.app._arena_board import Boards, board_of_file
from rostra.arena import FLOOD
from rostra.errors import ArenaError, QueryRefused, Unrated, VotesGarbage
from rostra.records import KeptVote, exclude_votes, open_engine, restore_votes, save_votes

NAMES = ("large", "mini", "posts only")
START = datetime(2026, 11, 1, tzinfo=UTC)


def kept(number, left, right, choice, **more):
    given = {
        "at": START + timedelta(hours=number), "voter": f"v{number % 7}", "kind": "cookie",
        "lang": ("en", "zh")[number % 2], "category": "news", "mode": "feed",
    }  # fmt: skip
    return KeptVote(f"vote-{number}", left, right, choice, **{**given, **more})


@pytest.fixture
def records(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/records.sqlite")
    yield engine
    engine.dispose()


@pytest.fixture
def filled(records):
    """Twenty votes a pair: twelve for the first named, six against, two ties."""
    votes = []
    for left, right in combinations(NAMES, 2):
        for k in range(20):
            choice = "left" if k < 12 else "right" if k < 18 else "tie"
            reasons = ("inaccurate",) if choice == "left" else ()
            votes.append(kept(len(votes), left, right, choice, reasons=reasons))
    save_votes(records, votes)
    return records


def told(boards, form="board", names=(), **wish):
    return json.loads(boards.told(BoardAsked(BoardWish(**wish), form, names)))


def test_the_board_follows_every_vote(filled):
    boards = Boards(filled)
    before = told(boards)
    assert [r["name"] for r in before["ratings"]] == list(NAMES)
    assert before["votes"] == 60
    save_votes(filled, [kept(60, "mini", "large", "left")])
    after = told(boards)
    assert after["votes"] == 61
    assert after["ratings"][0]["rating"] < before["ratings"][0]["rating"]


def test_a_board_is_kept_until_the_next_vote(filled):
    boards = Boards(filled)
    for wish, whole in ((BoardWish(), False), (BoardWish(), True), (BoardWish(lang="zh"), False)):
        first = boards.sheet(wish, whole=whole)
        assert boards.sheet(wish, whole=whole) is first
        save_votes(filled, [kept(70 + len(boards._kept), "mini", "large", "tie")])
        assert boards.sheet(wish, whole=whole) is not first


def test_counts_and_votes_give_the_same_board(filled):
    boards = Boards(filled)
    counted, read = boards.sheet(BoardWish()).board, boards.sheet(BoardWish(), whole=True).board
    assert counted.ratings == read.ratings
    assert (counted.meetings == read.meetings).all()


def test_excluded_votes_are_told_and_do_not_count(filled):
    boards = Boards(filled)
    whole = boards.sheet(BoardWish(), whole=True)
    exclude_votes(filled, ["vote-0", "vote-1"], "a coin flip", START)
    after = told(boards)
    assert (after["votes"], after["excluded"]) == (58, {"a coin flip": 2})
    assert boards.sheet(BoardWish(), whole=True) is not whole
    assert "a coin flip" in boards.told(BoardAsked(form="report", tongue="zh"))
    restore_votes(filled, ["vote-0", "vote-1"])
    assert told(boards)["votes"] == 60


def test_filters_read_the_votes(filled):
    boards = Boards(filled)
    assert told(boards, lang="zh")["votes"] == 30
    assert told(boards, since=START + timedelta(hours=50))["votes"] == 10
    assert told(boards, kinds=("cookie",))["votes"] == 60
    assert told(boards, turns=(1, 1))["votes"] == 60
    for nothing in ({"mode": "plain"}, {"category": "maths"}, {"turns": (2, 5)}):
        with pytest.raises(Unrated, match="no votes"):
            told(boards, **nothing)


def test_rules_are_followed(filled):
    boards = Boards(filled)
    held = told(boards, anchor="mini", base=1114.0)
    assert {r["name"]: r["rating"] for r in held["ratings"]}["mini"] == pytest.approx(1114)
    assert told(boards, ties="rao-kupper")["ties"] == "rao-kupper"
    assert told(boards, by_voter=True)["votes"] == 60


def test_an_entrant_is_told_with_what_was_held_against_it(filled):
    one = told(Boards(filled), "entrant", ("posts only",))
    assert one["reasons"] == {"inaccurate": 24}
    assert [(r["name"], r["won"], r["lost"], r["tied"]) for r in one["rivals"]] == [
        ("large", 6, 12, 2), ("mini", 6, 12, 2),
    ]  # fmt: skip
    assert [(r["name"], r["votes"]) for r in one["by"]["lang"]] == [("en", 20), ("zh", 20)]
    page = Boards(filled).told(BoardAsked(form="entrant-html", names=("posts only",), tongue="zh"))
    assert "内容不准确" in page


def test_what_cannot_be_told_says_why(records):
    boards = Boards(records)
    save_votes(records, [kept(0, "a", "b", "left"), kept(1, "c", "d", "right")])
    with pytest.raises(Unrated, match="never met each other"):
        boards.told(BoardAsked())
    assert "never met each other" in boards.told(BoardAsked(form="report"))
    more = [("a", "c", "left"), ("b", "a", "left"), ("c", "a", "left"), ("d", "c", "left")]
    save_votes(records, [kept(k, *vote) for k, vote in enumerate(more, 2)])
    with pytest.raises(ArenaError, match="no entrant is called 'e'"):
        boards.told(BoardAsked(form="badge", names=("e",)))
    with pytest.raises(QueryRefused, match="compare needs 2 names"):
        boards.told(BoardAsked(form="compare", names=("a",)))


def test_a_wish_travels_over_the_wire():
    from rostra.app import VERBS, dump, load

    wish = BoardWish(
        "zh", "news", "feed", START, None, (2, 5), ("cookie",), "davidson", "a", 1114.0
    )
    asked = BoardAsked(wish, "compare", ("a", "乙"), "zh")
    kind = VERBS["board"].takes
    assert load(kind, dump(kind, asked)) == asked


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_file_in_which_one_question_floods_says_what_was_set_aside(tmp_path, form):
    rows = [
        {"model_a": "ab"[k % 2], "model_b": "ba"[k % 2], "winner": ("model_a", "model_b")[k % 3 > 0],
         "prompt": f"question {k}"}
        for k in range(60)
    ] + [{"model_a": "a", "model_b": "b", "winner": "model_a", "prompt": "say hi"}] * 500  # fmt: skip
    file = tmp_path / f"votes.{form}"
    if form == "csv":
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    else:
        lines = [json.dumps(row) for row in rows]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    board = json.loads(board_of_file(file, BoardAsked()))
    assert (board["votes"], board["excluded"]) == (80, {FLOOD: 480})


@pytest.mark.parametrize(
    "said",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"models": ["a", "b"], "X": ' + "[" * 100_000 + "]" * 100_000 + ', "Y": []}',
        '{"models": ["a", "b"], "X": [[0, 1]], "Y": [[1e400, 1, 1, 1]]}',
        '{"models": ["a", "b"], "X": [[0, 1]], "Y": [[99999999999999999999999, 1, 1, 1]]}',
        '{"models": ["a", "b"], "X": [[0, 1]], "Y": [[9223372036854775807, 9, 1, 1]]}',
        '{"models": "ab", "X": {"0": 1}, "Y": null}',
    ],
)
def test_a_bomb_in_place_of_counts_is_refused(tmp_path, said):
    file = tmp_path / "counts.json"
    file.write_text(said, "utf-8")
    with pytest.raises(VotesGarbage, match=r"counts\.json"):
        board_of_file(file, BoardAsked())


HOSTILE = [
    "<script>alert(1)</script>", "</svg><img src=x onerror=1>", "\x1b[31mred\x07", "\u202eevil\u2066",
    "a\nb\r\nc", "x" * 10_000, "名" * 3000, "\"&'", "=1+1", "\ud800",
]  # fmt: skip
FORMS = ("board", "report", "csv", "jsonl", "pairs", "badge", "entrant", "entrant-html")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_no_name_of_a_file_breaks_a_form(tmp_path, form, tongue):
    """Each stands on the left alone, so that the side cannot be told from who stands there."""
    rows = [
        json.dumps({"model_a": name, "model_b": "plain", "winner": winner})
        for name in HOSTILE
        for winner in ("model_a", "model_b", "tie")
    ]
    file = tmp_path / "votes.jsonl"
    file.write_text("\n".join(rows), "utf-8")
    names = ("plain",) if form in ("badge", "entrant", "entrant-html") else ()
    page = board_of_file(file, BoardAsked(form=form, names=names, tongue=tongue))
    assert not [c for c in "\x1b\x07\u202e\u2066\0\ud800" if c in page]
    if form in ("report", "badge", "entrant-html"):
        assert "<script" not in page
        assert "<img" not in page
        assert len(page) < 2_000_000
