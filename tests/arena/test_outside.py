"""Designs with no finite optimum: who never lost or never won, all ties, groups apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra import arena
from rostra.errors import Unrated

ELO = 400 / np.log(10)


def counts_of(rows):
    left, right, choice = zip(*rows, strict=True)
    return arena.count(arena.columns(left, right, choice))


def wins(winner, loser, times=1):
    return [(winner, loser, "left")] * times


CORE = wins("b", "c", 30) + wins("c", "b", 30)


def by_name(board):
    return {r.name: r for r in board.ratings}


def test_who_never_lost_is_put_where_its_clean_sheet_has_even_chances():
    board = arena.rate(counts_of(CORE + wins("a", "b", 5) + wins("a", "c", 5)))
    assert [r.name for r in board.ratings] == ["a", "b", "c"]
    top, b, c = board.ratings
    p = 0.5 ** (1 / 10)  # ten wins against two entrants at the mean of 1000
    assert top.score == pytest.approx(1000 + ELO * np.log(p / (1 - p)), abs=1e-6)
    p = 0.025 ** (1 / 10)  # Clopper and Pearson's bound for 10 of 10
    assert top.low == pytest.approx(1000 + ELO * np.log(p / (1 - p)), abs=1e-6)
    assert (top.high, top.bound) == (np.inf, "below")
    assert b.bound == c.bound == "both"
    assert (b.score, c.score) == pytest.approx((1000, 1000), abs=1e-6)
    assert "never lost against the rest: a" in " ".join(board.notes)
    assert np.isfinite(board.covariance).all()
    assert np.linalg.eigvalsh(board.covariance).min() > -1e-6


def test_the_core_is_rated_as_if_the_others_were_not_there():
    plain = by_name(arena.rate(counts_of(CORE)))
    more = by_name(
        arena.rate(counts_of(CORE + wins("a", "b", 5) + wins("c", "z", 2) + wins("z", "y", 2)))
    )
    for name, rating in plain.items():
        assert (more[name].low, more[name].high) == pytest.approx((rating.low, rating.high))
    assert [more[n].bound for n in "azy"] == ["below", "above", "above"]
    assert more["y"].score < more["z"].score < more["b"].score
    assert more["z"].low == more["y"].low == -np.inf


def test_who_never_won_mirrors_who_never_lost():
    def mirrored(rows):
        return [(right, left, choice) for left, right, choice in rows]

    rows = (
        CORE
        + wins("b", "c", 7)
        + wins("a", "b", 4)
        + wins("d", "a", 2)
        + wins("d", "e", 2)
        + wins("e", "d", 1)
    )
    up, down = by_name(arena.rate(counts_of(rows))), by_name(arena.rate(counts_of(mirrored(rows))))
    for name, rating in up.items():
        assert down[name].score - 1000 == pytest.approx(1000 - rating.score, abs=1e-6)
        assert down[name].high - 1000 == pytest.approx(1000 - rating.low, abs=1e-6)
        assert down[name].rank_low == 6 - rating.rank_high


@pytest.mark.parametrize("model", ["davidson", "rao-kupper"])
def test_the_models_of_ties_bound_them_too(model):
    rows = CORE + [("b", "c", "tie")] * 10 + wins("a", "b", 6)
    top = arena.rate(counts_of(rows), ties=model).ratings[0]
    assert (top.name, top.bound, top.high) == ("a", "below", np.inf)
    assert 1000 < top.low < top.score


def test_a_clean_sheet_separates_only_when_it_is_long():
    def lead(times):
        return arena.rate(counts_of(CORE + wins("a", "b", times)))

    assert not lead(3).separated[0].any()
    assert lead(3).ratings[0].rank_high > 1
    assert lead(60).separated[0].all(where=[False, True, True])
    assert lead(60).ratings[0].rank_high == 1


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 12), st.integers(1, 4))
def test_more_wins_raise_the_bound_and_never_lower_it(times, more):
    low = [
        by_name(arena.rate(counts_of(CORE + wins("a", "b", n))))["a"].low
        for n in (times, times + more)
    ]
    assert low[1] > low[0]


def test_the_bound_holds_as_often_as_it_says():
    """An entrant 600 Elo up wins 24 of 24 in about half the draws; its bound is under the truth."""
    rng = np.random.default_rng(5)
    missed, clean = 0, 0
    for _ in range(400):
        p = 1 / (1 + 10 ** (-600 / 400))
        won = rng.binomial(24, p)
        if won == 24:
            clean += 1
            rows = CORE * 4 + wins("a", "b", 24)
            missed += arena.rate(counts_of(rows)).ratings[0].low > 1600
    assert clean > 100
    assert missed == 0  # 24 of 24 is no rare event here: the bound may never pass the truth


def test_one_that_only_lost_to_the_unbeaten_has_no_scale():
    with pytest.raises(Unrated, match="x never lost or never won except"):
        arena.rate(counts_of(CORE + wins("a", "b", 3) + wins("a", "x", 3)))


def test_where_nobody_won_back_there_is_no_board():
    with pytest.raises(Unrated, match=r"between any two of a, b, c one alone has won"):
        arena.rate(counts_of(wins("a", "b", 10) + wins("b", "c", 10)))
    with pytest.raises(Unrated, match="battle until one wins back"):
        arena.rate(counts_of(wins("a", "b", 10)))


def test_all_ties_leave_all_equal_and_uncertain():
    rows = [("a", "b", "tie")] * 40 + [("b", "c", "both bad")] * 40
    board = arena.rate(counts_of(rows))
    assert [r.score for r in board.ratings] == pytest.approx([1000] * 3)
    assert [(r.rank, r.rank_low, r.rank_high) for r in board.ratings] == [(1, 1, 3)] * 3
    widths = [r.high - r.low for r in board.ratings]
    decided = [(*r[:2], w) for r, w in zip(rows, ["left", "right"] * 40, strict=True)]
    assert widths == pytest.approx([r.high - r.low for r in arena.rate(counts_of(decided)).ratings])
    assert "every vote is a tie" in " ".join(board.notes)
    with pytest.raises(Unrated, match="choose ties='half'"):
        arena.rate(counts_of(rows), ties="rao-kupper")


def test_an_entrant_with_ties_alone_is_not_called_certain():
    board = arena.rate(counts_of(CORE + [("a", "b", "tie")] * 3))
    a = by_name(board)["a"]
    assert a.high - a.low > 300
    assert "fewer than 30 votes, so intervals are rough: a" in " ".join(board.notes)


def test_no_ties_rate_alike_under_every_model():
    counts = counts_of(CORE + wins("b", "c", 5))
    boards = [arena.rate(counts, ties=model) for model in ("half", "davidson", "rao-kupper")]
    assert len({tuple(r.score for r in board.ratings) for board in boards}) == 1
    assert "there are no ties" in " ".join(boards[1].notes)


def test_who_has_no_vote_is_told_and_left_out():
    counts = arena.plus(counts_of(CORE), arena.named(counts_of(CORE), ["b", "c", "new"]))
    board = arena.rate(counts)
    assert [r.name for r in board.ratings] == ["b", "c"]
    assert board.notes == ("without a vote, and not on the board: new",)


def test_what_no_board_has_is_refused():
    with pytest.raises(Unrated, match="'thurstone' is no model of ties"):
        arena.rate(counts_of(CORE), ties="thurstone")
    with pytest.raises(Unrated, match="level of 95"):
        arena.rate(counts_of(CORE), level=95)
