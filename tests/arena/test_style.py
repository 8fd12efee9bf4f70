"""Style control and the side effect: the truth comes back, unshrunk, with its interval."""

import numpy as np
import pytest

from rostra import arena
from rostra.errors import Unrated, VotesGarbage

TRUTH = (0.25, 0.1, -0.05, 0.0)


def votes_of(count, ties, *, seed=0, side=0.0, effects=TRUTH, names=20):
    """Votes by Rao and Kupper's law with c = `ties`, where style and side sway as told."""
    rng = np.random.default_rng(seed)
    strengths = rng.normal(0, 0.6, names)
    left = rng.integers(0, names, count)
    right = (left + rng.integers(1, names, count)) % names
    style_left, style_right = rng.gamma(2, 1, (2, count, 4))
    x = (style_left - style_right) / (style_left + style_right)
    d = strengths[left] - strengths[right] + x / np.sqrt((x**2).mean(0)) @ effects + side
    won, lost = 1 / (1 + np.exp(ties - d)), 1 / (1 + np.exp(ties + d))
    u = rng.random(count)
    choice = np.where(u < won, 0, np.where(u < won + lost, 1, 2)).astype(np.int8)
    label = np.array([f"m{k:02d}" for k in range(names)], object)
    votes = arena.columns(
        label[left], label[right], choice, style_left=style_left, style_right=style_right
    )
    return votes, strengths


def swapped(votes):
    choice = np.array([1, 0, 2, 3], np.int8)[votes.choice]
    names = np.array(votes.names, object)
    return arena.columns(
        names[votes.right], names[votes.left], choice,
        style_left=votes.style_right, style_right=votes.style_left,
    )  # fmt: skip


def values(styled):
    return np.array([c.value for c in styled.coefficients])


def test_without_ties_the_truth_comes_back_within_five_percent():
    """A peer's default penalty returns a fifth of it (evaluation of arena-rank, defect 1)."""
    styled = arena.style(votes_of(300_000, 0.0)[0])
    assert values(styled)[:2] == pytest.approx(TRUTH[:2], rel=0.05)
    assert styled.shrunk == 0


def test_the_optimum_has_no_penalty():
    """Fewer votes change how certain an effect is, not how large: no shrinking towards 0."""
    few = [values(arena.style(votes_of(4_000, 0.0, seed=k, names=5)[0]))[0] for k in range(30)]
    assert np.mean(few) == pytest.approx(0.25, rel=0.05)


def test_shrinking_by_halves_is_told_and_removed():
    votes, strengths = votes_of(300_000, 0.5)
    half, free = arena.style(votes), arena.style(votes, ties="rao-kupper")
    assert free.shrunk == 0
    assert values(free)[:2] == pytest.approx(TRUTH[:2], rel=0.05)
    assert 1 - values(half)[0] / values(free)[0] == pytest.approx(half.shrunk, abs=0.02)
    assert f"shrink distances and effects of style by {half.shrunk:.0%}" in " ".join(
        half.board.notes
    )
    scores = {r.name: r.score for r in free.board.ratings}
    truth = {
        f"m{k:02d}": 1000 + 400 / np.log(10) * (s - strengths.mean())
        for k, s in enumerate(strengths)
    }
    assert scores == pytest.approx(truth, abs=8)


def test_intervals_hold_the_truth_as_often_as_they_say():
    held = np.zeros(4)
    for seed in range(100):
        styled = arena.style(votes_of(4_000, 0.4, seed=seed, names=8)[0], ties="rao-kupper")
        held += [
            c.low <= true <= c.high for c, true in zip(styled.coefficients, TRUTH, strict=True)
        ]
    assert 0.90 < held.mean() / 100 < 0.99


@pytest.mark.parametrize("model", ["half", "davidson", "rao-kupper"])
def test_swapping_sides_changes_nothing(model):
    votes, _ = votes_of(5_000, 0.4)
    a, b = arena.style(votes, ties=model), arena.style(swapped(votes), ties=model)
    assert values(a) == pytest.approx(values(b), abs=1e-7)
    assert [r.score for r in a.board.ratings] == pytest.approx([r.score for r in b.board.ratings])
    assert a.coefficients[0].low == pytest.approx(b.coefficients[0].low)


@pytest.mark.parametrize("model", ["half", "davidson", "rao-kupper"])
def test_with_no_effect_the_board_is_the_plain_one(model):
    """A column orthogonal to everything: each vote twice, with the column's sign turned."""
    votes, _ = votes_of(4_000, 0.4)
    twice = arena.columns(
        *(np.array(votes.names, object)[np.tile(side, 2)] for side in (votes.left, votes.right)),
        np.tile(votes.choice, 2),
    )
    column = np.random.default_rng(1).normal(size=4_000)
    styled = arena.style(twice, extra={"coin": np.concatenate([column, -column])}, ties=model)
    assert values(styled) == pytest.approx([0], abs=1e-8)
    plain = arena.rate(twice, ties=model)
    for a, b in zip(styled.board.ratings, plain.ratings, strict=True):
        assert (a.name, a.score, a.low) == (b.name, pytest.approx(b.score), pytest.approx(b.low))


def test_more_columns_and_what_cannot_be_told():
    votes, _ = votes_of(2_000, 0.4)
    emoji = np.random.default_rng(2).normal(size=2_000)
    styled = arena.style(votes, extra={"emoji": emoji})
    assert [c.name for c in styled.coefficients] == [*arena.STYLE, "emoji"]
    with pytest.raises(Unrated, match="say the same as each other"):
        arena.style(votes, extra={"emoji": emoji, "again": emoji * 2})
    with pytest.raises(VotesGarbage, match="'emoji' has shape"):
        arena.style(votes, extra={"emoji": emoji[1:]})
    with pytest.raises(VotesGarbage, match="tell no style"):
        arena.style(arena.columns(["a"], ["b"], ["tie"]))
    one_style = np.ones((2_000, 4))
    plain = arena.columns(
        *(np.array(votes.names, object)[side] for side in (votes.left, votes.right)),
        votes.choice, style_left=one_style, style_right=one_style,
    )  # fmt: skip
    with pytest.raises(Unrated, match="the same style in every vote"):
        arena.style(plain)


def test_a_column_that_foretells_every_vote_is_refused():
    votes = arena.columns("abc" * 20, "bca" * 20, ["left", "right"] * 30)
    with pytest.raises(Unrated, match="foretells"):
        arena.style(votes, extra={"oracle": np.array([1.0, -1.0] * 30)})


def test_votes_without_a_style_are_left_out():
    votes, _ = votes_of(2_000, 0.4)
    votes.style_left[:500] = np.nan
    assert arena.style(votes).votes == 1_500
    assert arena.style(votes).board.votes == 1_500


def test_the_side_that_is_favoured_is_found():
    fair, unfair = (arena.position(votes_of(20_000, 0.3, side=s)[0]) for s in (0.0, 0.2))
    assert fair.low < 0 < fair.high
    assert unfair.low > 0.1
    told = arena.position(votes_of(20_000, 0.3, side=0.2)[0], ties="rao-kupper")
    assert told.low < 0.2 < told.high
    turned = arena.position(swapped(votes_of(20_000, 0.3, side=0.2)[0]))
    assert turned.value == pytest.approx(-unfair.value)
