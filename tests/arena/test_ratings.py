"""Ratings: published examples, and what must never matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra import arena
from rostra.errors import Unrated, VotesGarbage

MODELS = ("half", "davidson", "rao-kupper")


def counts_of(wins, ties=None, names="ABCDEFGH"):
    wins = np.array(wins)
    return arena.Counts(
        tuple(names[: len(wins)]),
        wins,
        np.zeros_like(wins) if ties is None else np.array(ties),
        np.zeros_like(wins),
    )


def test_the_example_of_wikipedia():
    """Bradley-Terry model, "Worked example": 22 games of A, B, C, D; the figures printed there."""
    board = arena.rate(counts_of([[0, 2, 0, 1], [3, 0, 5, 0], [0, 3, 0, 1], [4, 0, 3, 0]]))
    worth = {r.name: np.exp((r.score - 1000) * np.log(10) / 400) for r in board.ratings}
    printed = {"D": 2.270, "B": 1.043, "C": 0.660, "A": 0.640}
    assert list(worth) == list("DBCA")
    assert worth == pytest.approx(printed, abs=6e-4)
    assert board.votes == 22
    assert board.observed[1, 2] == 5 / 8
    assert np.isnan(board.observed[0, 1])  # B and D never met
    assert board.predicted[0, 1] == pytest.approx(2.270 / (2.270 + 1.043), abs=1e-3)


@st.composite
def tournaments(draw):
    """Counts in which everyone beat, lost to and tied with the next in a ring, and more."""
    size = draw(st.integers(2, 5))
    cells = st.lists(st.integers(0, 9), min_size=size * size, max_size=size * size)
    wins = np.array(draw(cells)).reshape(size, size)
    ties = np.array(draw(cells)).reshape(size, size)
    for i in range(size):
        j = (i + 1) % size
        wins[i, j] += 1
        wins[j, i] += 1
        ties[i, j] += 1
    ties = ties + ties.T
    np.fill_diagonal(wins, 0)
    np.fill_diagonal(ties, 0)
    return counts_of(wins, ties)


def figures(board):
    return {r.name: (r.score, r.low, r.high, r.votes) for r in board.ratings}


@settings(deadline=None)
@given(tournaments(), st.sampled_from(MODELS), st.randoms())
def test_relabelling_and_the_order_of_names_never_matter(counts, model, random):
    before = figures(arena.rate(counts, ties=model))
    mixed = random.sample(counts.names, len(counts.names))
    label = {old: f"x{new}" for old, new in zip(counts.names, mixed, strict=True)}
    other = arena.named(counts, mixed)
    other = arena.Counts(tuple(label[n] for n in mixed), other.wins, other.ties, other.bad)
    after = figures(arena.rate(other, ties=model))
    for name, told in before.items():
        assert after[label[name]] == pytest.approx(told, abs=1e-6)


@settings(deadline=None)
@given(tournaments(), st.sampled_from(MODELS))
def test_twice_the_votes_narrow_intervals_by_the_root_of_two(counts, model):
    once, twice = (arena.rate(c, ties=model) for c in (counts, arena.plus(counts, counts)))
    for a, b in zip(once.ratings, twice.ratings, strict=True):
        assert (a.name, a.score) == (b.name, pytest.approx(b.score, abs=1e-6))
        assert (a.high - a.low) == pytest.approx(2**0.5 * (b.high - b.low), rel=1e-6, abs=1e-6)


rows = st.lists(
    st.tuples(
        st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.sampled_from(arena.CHOICES)
    ).filter(lambda r: r[0] != r[1])
)
RING = [("A", "B", "left"), ("B", "C", "left"), ("C", "D", "left"), ("D", "A", "left")]
SWAPPED = {"left": "right", "right": "left", "tie": "tie", "both bad": "both bad"}


def rated(votes):
    return figures(arena.rate(arena.count(arena.columns(*zip(*votes, strict=True)))))


@settings(deadline=None)
@given(rows, st.randoms())
def test_the_order_of_votes_never_matters(votes, random):
    votes = [*RING, *votes]
    assert rated(random.sample(votes, len(votes))) == rated(votes)  # to the last bit


@settings(deadline=None)
@given(rows, st.data())
def test_which_side_one_stood_on_never_matters(votes, data):
    votes = [*RING, *votes]
    swap = data.draw(st.lists(st.booleans(), min_size=len(votes), max_size=len(votes)))
    other = [
        (b, a, SWAPPED[c]) if turn else (a, b, c)
        for (a, b, c), turn in zip(votes, swap, strict=True)
    ]  # fmt: skip
    assert rated(other) == rated(votes)


def test_both_bad_is_a_tie_or_nothing():
    votes = arena.columns("ab" * 2, "ba" * 2, ["left", "left", "both bad", "both bad"])
    counts = arena.count(votes)
    assert arena.rate(counts).votes == 4
    assert arena.rate(counts, both_bad="drop").votes == 2


def test_one_voter_who_repeats_adds_no_certainty():
    """Ten voters with ten equal votes each tell as much as ten voters with one."""
    rng = np.random.default_rng(3)
    left, choice = rng.choice(["a", "b"], 40), rng.choice(["left", "right"], 40)
    right = np.where(left == "a", "b", "a")
    voter = [f"v{k}" for k in range(40)]
    once = arena.rate(arena.columns(left, right, choice, voter=voter))
    many = arena.columns(
        left.repeat(10), right.repeat(10), choice.repeat(10), voter=np.repeat(voter, 10)
    )
    assert figures(arena.rate(many))["a"][:3] == pytest.approx(figures(once)["a"][:3])
    plain = arena.rate(arena.count(many))
    assert plain.covariance * 10 * 40 / 39 == pytest.approx(once.covariance)
    assert arena.rate(arena.count(many), clusters=many).covariance == pytest.approx(once.covariance)
    with pytest.raises(VotesGarbage, match="not the ones counted"):
        arena.rate(arena.count(many), clusters=arena.columns(["a"], ["b"], ["left"], voter=["v"]))


def test_what_cannot_be_rated_is_refused_with_names():
    with pytest.raises(Unrated, match="no votes"):
        arena.rate(arena.count(arena.columns([], [], [])))
    apart = counts_of([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    with pytest.raises(Unrated, match=r"2 groups .*: A, B \| C, D"):
        arena.rate(apart)
    with pytest.raises(Unrated, match="anchor 'Z'"):
        arena.rate(counts_of([[0, 1], [1, 0]]), anchor="Z")


def test_voters_of_a_taste_of_their_own_are_not_taken_for_many():
    """Each of 60 voters loves one side: by voter the truth is held, by vote far too rarely."""
    rng = np.random.default_rng(4)
    held = {True: 0, False: 0}
    for _ in range(200):
        taste = rng.normal(0, 1.5, 60).repeat(30)
        choice = np.where(rng.random(1800) < 1 / (1 + np.exp(-taste)), "left", "right")
        votes = arena.columns(
            ["a"] * 1800, ["b"] * 1800, choice, voter=np.arange(60).repeat(30).astype(str)
        )
        for by_voter in held:
            board = arena.rate(votes if by_voter else arena.count(votes))
            held[by_voter] += board.ratings[0].low <= 1000 <= board.ratings[0].high
    assert held[True] / 200 > 0.9
    assert held[False] / 200 < 0.75


def test_style_takes_voters_together_too():
    rng = np.random.default_rng(6)
    left = rng.choice(["a", "b"], 400)
    choice, x = rng.choice(["left", "right", "tie"], 400), rng.normal(size=400)
    once = arena.columns(
        left, np.where(left == "a", "b", "a"), choice, voter=np.arange(400).astype(str)
    )
    many = arena.columns(
        left.repeat(5), np.where(left == "a", "b", "a").repeat(5), choice.repeat(5),
        voter=np.arange(400).astype(str).repeat(5),
    )  # fmt: skip
    for model in MODELS:
        one = arena.style(once, extra={"x": x}, ties=model)
        five = arena.style(many, extra={"x": x.repeat(5)}, ties=model)
        assert five.coefficients[0].low == pytest.approx(one.coefficients[0].low, rel=1e-6)
        assert five.board.covariance == pytest.approx(one.board.covariance, rel=1e-6)


def test_few_voters_are_not_asked_how_voters_differ():
    votes = arena.columns(
        "ab" * 30, "ba" * 30, ["left", "left", "right"] * 20, voter=["v", "w"] * 30
    )
    board = arena.rate(votes)
    assert "only 2 voters" in " ".join(board.notes)
    assert board.covariance == pytest.approx(arena.rate(arena.count(votes)).covariance)


def test_a_long_ladder_and_a_billion_votes_end():
    size = 120
    wins = np.zeros((size, size), np.int64)
    wins[range(size - 1), range(1, size)], wins[range(1, size), range(size - 1)] = 999, 1
    names = tuple(f"m{k:03d}" for k in range(size))
    ladder = arena.rate(arena.Counts(names, wins, np.zeros_like(wins), np.zeros_like(wins)))
    steps = -np.diff([r.score for r in ladder.ratings])
    assert steps == pytest.approx(np.full(size - 1, 400 * np.log10(999)), abs=1e-3)
    many = arena.rate(counts_of(np.array([[0, 2, 3], [1, 0, 1], [1, 2, 0]]) * 10**9))
    few = arena.rate(counts_of([[0, 2, 3], [1, 0, 1], [1, 2, 0]]))
    assert [r.score for r in many.ratings] == pytest.approx(
        [r.score for r in few.ratings], abs=1e-6
    )
