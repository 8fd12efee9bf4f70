"""Votes become columns and pair counts, whatever they come as."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra import arena
from rostra.errors import VotesGarbage

names = st.sampled_from(["a", "b", "c", "模型", "d e"])
battles = st.tuples(names, names, st.sampled_from(arena.CHOICES)).filter(lambda b: b[0] != b[1])


def counted(rows):
    left, right, choice = zip(*rows, strict=True)
    return arena.count(arena.columns(left, right, choice))


def test_counts_of_a_few_votes():
    counts = counted(
        [("b", "a", "left"), ("a", "b", "left"), ("b", "a", "tie"), ("c", "a", "both bad")]
    )
    assert counts.names == ("a", "b", "c")
    assert counts.wins.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert counts.ties.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert counts.bad.tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    "made",
    [
        list,
        tuple,
        lambda v: np.array(list(v)),
        lambda v: np.array(list(v), object),
        iter,
    ],
    ids=[
        "list",
        "tuple",
        "strings",
        "objects",
        "iterator",
    ],
)
def test_columns_come_in_any_shape(made):
    left, right, choice = ["b", "a", "b"], ["a", "模型", "模型"], ["left", "tie", "both bad"]
    votes = arena.columns(made(left), made(right), made(choice))
    assert votes.names == ("a", "b", "模型")
    assert [votes.names[k] for k in votes.left] == left
    assert [votes.names[k] for k in votes.right] == right
    assert [arena.CHOICES[k] for k in votes.choice] == choice


@pytest.mark.parametrize("kind", ["str", "object", "category"])
def test_columns_of_pandas(kind):
    frame = pytest.importorskip("pandas").DataFrame(
        {"left": ["b", "a"], "right": ["a", "模型"], "winner": ["left", "tie"]}, dtype=kind
    )
    votes = arena.columns(frame["left"], frame["right"], frame["winner"], lang=frame["left"])
    assert [votes.names[k] for k in votes.left] == ["b", "a"]
    assert [votes.names[k] for k in votes.right] == ["a", "模型"]
    assert votes.choice.tolist() == [0, 2]
    frame.loc[1, "right"] = None
    with pytest.raises(VotesGarbage, match=r"vote 2: .* stands where a word must"):
        arena.columns(frame["left"], frame["right"], frame["winner"])


@given(st.lists(battles, min_size=1))
def test_one_at_a_time_is_all_at_once(rows):
    counts = arena.count(arena.columns([], [], []))
    for row in rows:
        counts = arena.add(counts, *row)
    whole = counted(rows)
    assert counts.names == whole.names
    for name in ("wins", "ties", "bad"):
        assert (getattr(counts, name) == getattr(whole, name)).all()


@given(st.lists(battles, min_size=2), st.data())
def test_parts_add_up_and_go_through_pairs(rows, data):
    cut = data.draw(st.integers(1, len(rows) - 1))
    whole = counted(rows)
    both = arena.plus(counted(rows[:cut]), counted(rows[cut:]))
    again = arena.from_pairs(arena.to_pairs(whole))
    for counts in (both, again):
        assert counts.names == whole.names
        for name in ("wins", "ties", "bad"):
            assert (getattr(counts, name) == getattr(whole, name)).all()


def test_a_vote_is_taken_back_but_not_twice():
    counts = counted([("a", "b", "left"), ("a", "b", "tie")])
    less = arena.add(arena.add(counts, "a", "b", "left", -1), "b", "a", "tie", -1)
    assert not less.wins.any()
    assert not less.ties.any()
    with pytest.raises(VotesGarbage, match="no such vote"):
        arena.add(less, "a", "b", "left", -1)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("a", "b", "left"), ("a", "b", "model_a")], "vote 2: the winner 'model_a' is none of"),
        ([("a", "b", "left"), ("b", "b", "tie")], "vote 2: 'b' stands on both sides"),
        ([("a", "b", "left"), ("a", " ", "left")], "vote 2: an entrant has no name"),
        ([("a", "b", "left"), ("a", None, "left")], "vote 2: None stands where a word must"),
        ([("a", 3, "left")], "vote 1: 3 stands where a word must"),
        ([("a", ["b"], "left")], "a column of words"),
        ([("a", "b", ["left"])], "a column of words"),
    ],
)
def test_garbage_is_named(rows, told):
    left, right, choice = zip(*rows, strict=True)
    with pytest.raises(VotesGarbage, match=told):
        arena.columns(left, right, choice)


def test_columns_of_several_lengths_and_unknown_ones_are_refused():
    with pytest.raises(VotesGarbage, match="several lengths: left 1, right 2"):
        arena.columns(["a"], ["b", "c"], ["tie"])
    with pytest.raises(VotesGarbage, match="several lengths"):
        arena.columns(["a"], ["b"], ["tie"], lang=["en", "zh"])
    with pytest.raises(VotesGarbage, match="style_left has shape"):
        arena.columns(["a"], ["b"], ["tie"], style_left=[[1, 2]], style_right=[[1, 2]])
    with pytest.raises(TypeError, match="colour"):
        arena.columns(["a"], ["b"], ["tie"], colour=["red"])


def test_places_of_choices_are_taken_and_checked():
    votes = arena.columns(["a"], ["b"], np.array([3], np.int8))
    assert arena.count(votes).bad[0, 1] == 1
    with pytest.raises(VotesGarbage, match="vote 1: choice 4"):
        arena.columns(["a"], ["b"], np.array([4], np.int8))


ROWS = [
    arena.Vote(
        "1",
        "a",
        "b",
        "left",
        datetime(2026, 1, 1, tzinfo=UTC),
        "v",
        "account",
        "en",
        "code",
        "feed",
    ),
    arena.Vote(
        "2",
        "b",
        "c",
        "tie",
        datetime(2026, 1, 2, tzinfo=UTC),
        "w",
        "rule",
        "zh",
        "news",
        "plain",
        3,
    ),
    arena.Vote("3", "a", "c", "right", None, "", "", "zh", "", "", 2, excluded="coin flip"),
    arena.Vote(
        "4", "c", "a", "both bad", None, "v", "key", "zh", "code", "", style_left=(1, 2, 3, 4)
    ),
]


def test_rows_become_columns_without_the_excluded():
    votes = arena.from_rows(ROWS)
    assert len(votes) == 3
    assert len(arena.from_rows(iter(ROWS), excluded=True)) == 4
    assert votes.turns.tolist() == [1, 3, 1]
    assert votes.at[0] == ROWS[0].at.timestamp()
    assert np.isnan(votes.at[2])
    assert votes.style_left[2].tolist() == [1, 2, 3, 4]
    assert np.isnan(votes.style_right).all()
    assert [votes.words["voter"].values[k] for k in votes.words["voter"].codes] == ["v", "w", "v"]


def test_an_id_that_comes_twice_is_refused_but_not_without_ids():
    with pytest.raises(VotesGarbage, match="1 vote ids come twice, '1' first"):
        arena.from_rows([*ROWS, ROWS[0]])
    assert len(arena.from_rows([arena.Vote("", "a", "b", "tie")] * 2)) == 2


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        (arena.Filter(), "a b a c"),
        (arena.Filter(lang="zh"), "b a c"),
        (arena.Filter(lang="fr"), ""),
        (arena.Filter(category="code"), "a c"),
        (arena.Filter(mode="plain"), "b"),
        (arena.Filter(turns=(2, 3)), "b a"),
        (arena.Filter(kinds=("account", "key")), "a c"),
        (arena.Filter(entrants=("a", "c")), "a c"),
        (arena.Filter(since=datetime(2026, 1, 2, tzinfo=UTC)), "b"),
        (arena.Filter(until=datetime(2026, 1, 2, tzinfo=UTC)), "a"),
        (arena.Filter(lang="zh", turns=(1, 2)), "a c"),
    ],
    ids=str,
)
def test_a_filter_lets_through_what_it_says(keep, left):
    votes = arena.only(arena.from_rows(ROWS, excluded=True), keep)
    assert [votes.names[k] for k in votes.left] == left.split()
    assert len(votes.words["lang"].codes) == len(votes)


def test_a_filter_that_cannot_be_answered_says_so():
    votes = arena.columns(["a"], ["b"], ["tie"])
    with pytest.raises(VotesGarbage, match="tell no language"):
        arena.only(votes, arena.Filter(lang="en"))
    with pytest.raises(VotesGarbage, match="tell no turns"):
        arena.only(votes, arena.Filter(turns=(1, 1)))
    with pytest.raises(VotesGarbage, match="tells no zone"):
        arena.only(arena.from_rows(ROWS), arena.Filter(since=datetime(2026, 1, 1)))  # noqa: DTZ001


@pytest.mark.parametrize(
    "data",
    [
        {"models": ["a", "b"], "X": [[0, 1]]},
        {"models": ["a", "b"], "X": [[0, 1]], "Y": [[1, 2, 3]]},
        {"models": ["a", "a"], "X": [[0, 1]], "Y": [[1, 2, 3, 4]]},
        {"models": ["a", "b"], "X": [[0, 2]], "Y": [[1, 2, 3, 4]]},
        {"models": ["a", "b"], "X": [[1, 1]], "Y": [[1, 2, 3, 4]]},
        {"models": ["a", "b"], "X": [[0, 1]], "Y": [[1, 2, -3, 4]]},
        {"models": ["a", "b"], "X": "no", "Y": [[1, 2, 3, 4]]},
    ],
)
def test_pair_counts_that_cannot_be_are_refused(data):
    with pytest.raises(VotesGarbage):
        arena.from_pairs(data)
