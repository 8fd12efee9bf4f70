"""Riggers are found, honest voters are left in peace, and who is who does not depend on names."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.arena._crowd import Ballots, Tally, expect, fit_worth, sigmoid, tally
from rostra.arena._drawn import CHARACTERS, Habits, as_votes, drawn_arena, honest_votes, meet
from rostra.arena._integrity import as_ballots, exclude, judge_votes
from rostra.arena._surges import rushes, surges
from rostra.arena._voters import KINDS, weigh

BAR = float(np.log(20))
ARENA = drawn_arena(8, 3, 0.9)


def crowd(voters, votes, seed, arena=ARENA, habits=None):
    rng = np.random.default_rng(seed)
    met = meet(arena, np.repeat(np.arange(voters), votes), rng)
    met = replace(met, said=honest_votes(arena, met, rng, habits))
    return shuffled(met, rng)


def shuffled(ballots, rng):
    order = rng.permutation(len(ballots.said))
    return Ballots(
        ballots.voter[order], ballots.left[order], ballots.right[order], ballots.said[order],
        ballots.voters, ballots.entrants,
    )  # fmt: skip


def joined(*groups, seed=0):
    """Voters of several groups on one board, their votes mixed in time."""
    before = np.cumsum([0, *(g.voters for g in groups)])
    whole = Ballots(
        np.concatenate([g.voter + n for g, n in zip(groups, before, strict=False)]),
        *(np.concatenate([getattr(g, k) for g in groups]) for k in ("left", "right", "said")),
        int(before[-1]), groups[0].entrants,
    )  # fmt: skip
    return shuffled(whole, np.random.default_rng(seed))


def examined(ballots):
    everyone = np.ones(len(ballots.said), dtype=bool)
    return weigh(ballots, expect(ballots, tally(ballots), everyone), BAR)


def rigged(kind, voters, votes, seed):
    plain = crowd(voters, votes, seed, habits=Habits(0, 0, 0, 0))
    return replace(plain, said=CHARACTERS[kind](plain, np.random.default_rng(seed)))


@pytest.mark.parametrize(
    ("kind", "least", "named"),
    [
        ("coin-flip", 0.75, {"coin-flip"}),
        ("contrarian", 0.95, {"contrarian"}),
        ("always tie", 1.0, {"always tie"}),
        ("one side", 1.0, {"always left", "always right"}),
    ],
)
def test_riggers_are_found_by_their_kind_within_a_hundred_votes(kind, least, named):
    found = examined(joined(crowd(300, 60, 1), rigged(kind, 20, 100, 2)))
    caught = found.caught[300:] >= 0
    assert caught.mean() >= least
    kinds = [KINDS[k] for k in found.kind[300:][caught]]
    assert sum(k in named for k in kinds) >= 0.8 * len(kinds)
    assert (found.caught[:300] >= 0).mean() <= 0.05


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    "habits",
    [Habits(0, 0, 0, 0), Habits(), Habits(0.5, 0.2, 0.4, 1.0)],
    ids=["none", "some", "strong"],
)
def test_honest_voters_with_tastes_and_habits_are_left_in_peace(habits, seed):
    arena = drawn_arena(6, seed, 0.8)
    found = examined(crowd(200, 100, seed, arena, habits))
    # 5 % is the bound; of 200 draws at most 17 pass it by chance once in a hundred.
    assert (found.caught >= 0).sum() <= 17
    assert exclude(found).sum() <= 6


def test_never_to_tie_is_no_fraud_where_little_is_known():
    arena = drawn_arena(6, 1, 0.3)
    arena = replace(arena, ties=arena.ties * 0)
    decisive = crowd(10, 100, 5, arena, Habits(tie=0))
    found = examined(joined(crowd(20, 50, 4, drawn_arena(6, 1, 0.3)), decisive))
    assert (found.caught[20:] >= 0).sum() <= 2


def test_a_voter_who_made_half_of_the_board_is_judged_by_the_other_half():
    heavy = rigged("contrarian", 1, 1500, 3)
    whole = joined(crowd(30, 50, 4), heavy)
    everyone = np.ones(len(whole.said), dtype=bool)
    expected = expect(whole, tally(whole), everyone)
    others = tally(whole, whole.voter != 30)
    worth, _ = fit_worth(others.wins)
    mine = whole.voter == 30
    assert expected.gap[mine] == pytest.approx((worth[whole.left] - worth[whole.right])[mine])
    assert weigh(whole, expected, BAR).caught[30] >= 0


def test_own_votes_are_taken_out_of_small_parts_too():
    whole = crowd(200, 20, 4)
    expected = expect(whole, tally(whole), np.ones(len(whole.said), dtype=bool))
    for one in (0, 77, 199):
        mine = whole.voter == one
        worth, _ = fit_worth(tally(whole, ~mine).wins)
        exact = (worth[whole.left] - worth[whole.right])[mine]
        assert np.abs(expected.gap[mine] - exact).max() < 0.005


def test_what_a_board_knows_already_is_not_counted_twice():
    """Ballots outside the board are judged by all of it; inside, by the rest."""
    whole, outside = crowd(100, 40, 1), crowd(1, 40, 2)
    board = tally(whole)
    nothing = np.zeros(len(outside.said), dtype=bool)
    worth, _ = fit_worth(board.wins)
    expected = expect(outside, board, nothing)
    assert expected.gap == pytest.approx(worth[outside.left] - worth[outside.right])
    own = tally(outside)
    more = Tally(board.wins + own.wins, board.ties + own.ties)
    again = expect(outside, more, ~nothing)
    assert np.abs(again.gap - expected.gap).max() < 0.01
    assert again.tie == pytest.approx(expected.tie)


def test_the_e_value_of_an_honest_voter_averages_at_most_one():
    """Coins of known gaps: the mixture is a martingale under the model it tests."""
    rng = np.random.default_rng(0)
    voters, votes = 4000, 12
    gaps = rng.choice([-1.5, -0.5, 0.5, 1.5], voters * votes)
    side = rng.normal(0, 0.4, voters)
    voter = np.repeat(np.arange(voters), votes)
    said = np.where(rng.random(len(gaps)) < sigmoid(gaps + side[voter]), 1, -1)
    met = Ballots(voter, np.zeros_like(voter), np.ones_like(voter), said, voters, 2)
    known = np.zeros(len(gaps))
    from rostra.arena._crowd import Expected

    found = weigh(met, Expected(gaps, known, known, known - 30.0), BAR)
    assert np.exp(found.log_e).mean() < 1.1
    assert (found.caught >= 0).mean() <= 0.05


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(8)), st.booleans())
def test_names_and_sides_do_not_matter(seed, renamed, mirrored):
    whole = joined(crowd(12, 25, seed), rigged("contrarian", 2, 25, seed + 1), seed=seed)
    name = np.array(renamed)
    other = replace(whole, left=name[whole.left], right=name[whole.right])
    if mirrored:
        other = replace(other, left=other.right, right=other.left, said=-other.said)
    first, second = examined(whole), examined(other)
    assert second.log_e == pytest.approx(first.log_e, abs=1e-6)
    assert (second.caught == first.caught).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_how_votes_of_different_voters_interleave_does_not_matter(seed):
    whole = crowd(10, 20, seed)
    by_voter = np.argsort(whole.voter, kind="stable")
    sorted_ = Ballots(
        whole.voter[by_voter], whole.left[by_voter], whole.right[by_voter], whole.said[by_voter],
        whole.voters, whole.entrants,
    )  # fmt: skip
    assert examined(sorted_).log_e == pytest.approx(examined(whole).log_e, abs=1e-9)


def test_exclusion_takes_the_riggers_and_hardly_anyone_else():
    whole = joined(crowd(400, 60, 1), rigged("contrarian", 30, 100, 2))
    out = exclude(examined(whole))
    assert out[400:].mean() >= 0.9
    assert out[:400].sum() <= 4


def test_excluded_votes_are_told_with_the_reason_and_nothing_is_dropped():
    whole = joined(crowd(80, 60, 1), rigged("always tie", 2, 80, 2))
    votes = as_votes(ARENA, whole)
    judged = judge_votes(votes)
    said = [judged.reasons.values[k] for k in judged.reasons.codes]
    assert len(said) == len(votes)
    mine = whole.voter >= 80
    assert {r for r, m in zip(said, mine, strict=True) if m} == {"voter: always tie"}
    assert (judged.excluded == mine).mean() > 0.98
    strongest = judged.suspicions[0]
    assert strongest.excluded
    assert strongest.kind == "always tie"
    assert strongest.votes == 80
    assert 0 < strongest.caught <= 80
    assert strongest.evidence >= 20


def test_votes_without_a_voter_and_boards_without_votes_are_judged():
    whole = crowd(3, 20, 1)
    votes = as_votes(ARENA, whole)
    nameless = replace(votes, words={})
    assert not judge_votes(nameless).excluded.any()
    none = as_votes(ARENA, crowd(0, 0, 1))
    assert judge_votes(none).suspicions == ()


def test_ballots_stand_in_time_and_unknown_times_come_first():
    whole = crowd(2, 3, 1)
    votes = as_votes(ARENA, whole)
    votes = replace(votes, at=np.array([5.0, np.nan, 3.0, 9.0, 1.0, np.nan]))
    _, rows, _ = as_ballots(votes)
    assert rows.tolist() == [1, 5, 4, 2, 0, 3]


def sybils(people, votes, target, start, seed):
    """Many new voters who each give a few votes, all for one entrant where it stands."""
    group = crowd(people, votes, seed, habits=Habits(0, 0, 0, 0))
    said = np.where(group.left == target, 1, np.where(group.right == target, -1, group.said))
    return replace(group, said=said), start


def test_a_burst_of_new_voters_for_one_entrant_is_found_and_only_there():
    weak = int(np.argmin(ARENA.worth))
    base = crowd(150, 40, 1)
    fake, start = sybils(60, 6, weak, 3000, 2)
    place = np.concatenate([np.arange(len(base.said)), np.full(len(fake.said), start - 0.5)])
    mixed = Ballots(
        np.concatenate([base.voter, fake.voter + 150]),
        *(np.concatenate([getattr(base, k), getattr(fake, k)]) for k in ("left", "right", "said")),
        210, base.entrants,
    )  # fmt: skip
    order = np.argsort(place, kind="stable")
    mixed = Ballots(
        mixed.voter[order], mixed.left[order], mixed.right[order], mixed.said[order], 210, 8
    )
    judged = judge_votes(as_votes(ARENA, mixed))
    bursts = [s for s in judged.suspicions if s.kind == "burst"]
    assert [b.entrant for b in bursts] == [ARENA.names[weak]]
    on_target = (mixed.left == weak) | (mixed.right == weak)
    theirs = (mixed.voter >= 150) & on_target & (mixed.said != 0)
    assert judged.excluded[theirs].mean() > 0.9
    assert judged.excluded[~theirs].mean() < 0.01


def test_honest_boards_have_no_bursts():
    for seed in range(5):
        whole = crowd(400, 12, seed)
        everyone = np.ones(len(whole.said), dtype=bool)
        assert surges(whole, expect(whole, tally(whole), everyone)) == []
        assert rushes(whole) == []


def test_a_rush_of_votes_is_told():
    whole = crowd(300, 40, 1)
    rows = np.flatnonzero(
        ((whole.left == 2) & (whole.said > 0)) | ((whole.right == 2) & (whole.said < 0))
    )
    late = rows[-150:]
    rest = np.setdiff1d(np.arange(len(whole.said)), late)
    order = np.concatenate([rest[:9000], late, rest[9000:]])
    moved = Ballots(
        whole.voter[order], whole.left[order], whole.right[order], whole.said[order], 300, 8
    )
    (rush,) = rushes(moved)
    assert rush.entrant == 2
    assert len(set(rush.rows) & set(range(9000, 9150))) > 100
