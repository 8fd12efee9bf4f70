"""Who meets next: by expected information, with a floor for every pair, the same for a seed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.arena import Counts, choose, count, shares
from rostra.arena._drawn import Habits, as_votes, drawn_arena, honest_votes, meet
from rostra.arena._pairing import MOST
from rostra.errors import Unrated

NAMES = tuple("abcdefgh")


def drawn(votes, seed=1, entrants=8, spread=0.9):
    arena = drawn_arena(entrants, seed, spread)
    rng = np.random.default_rng(seed)
    met = meet(arena, np.zeros(votes, dtype=np.int64), rng)
    met = replace(met, said=honest_votes(arena, met, rng, Habits(0, 0, 0, 0)))
    return replace(count(as_votes(arena, met)), names=NAMES[:entrants])


def without(counts, name):
    k = counts.names.index(name)
    tables = []
    for table in (counts.wins, counts.ties, counts.bad):
        copy = table.copy()
        copy[k, :] = copy[:, k] = 0
        tables.append(copy)
    return Counts(counts.names, *tables)


EMPTY = Counts(NAMES, *np.zeros((3, 8, 8), dtype=np.int64))


@given(st.integers(0, 400), st.integers(0, 50), st.floats(0, 1), st.integers(2, 8))
@settings(max_examples=40, deadline=None)
def test_shares_are_chances_and_keep_the_floor(votes, seed, floor, entrants):
    found = shares(drawn(votes, seed), NAMES[:entrants], floor=floor)
    pairs = entrants * (entrants - 1) / 2
    assert found == pytest.approx(found.T)
    assert (np.diag(found) == 0).all()
    assert found.sum() == pytest.approx(2)
    assert found[np.triu_indices(entrants, 1)].min() >= floor / pairs - 1e-12


@given(st.permutations(range(8)), st.integers(0, 50))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_entrants_does_not_matter(order, seed):
    counts = drawn(300, seed)
    found = shares(counts, NAMES)
    again = shares(counts, [NAMES[k] for k in order])
    assert again == pytest.approx(found[np.ix_(order, order)], abs=1e-9)


def test_without_a_vote_all_pairs_are_even():
    assert shares(EMPTY, NAMES) == pytest.approx((1 - np.eye(8)) / 28)


def test_a_newcomer_is_met_most_and_no_more_than_may_be():
    counts = without(drawn(8000), "c")
    rows = shares(counts, NAMES).sum(axis=1)
    assert rows.argmax() == 2
    assert MOST * 0.9 < rows[2] < MOST + 0.2


def test_who_is_not_in_the_counts_yet_may_be_entered():
    rows = shares(drawn(8000), [*NAMES, "new"]).sum(axis=1)
    assert rows.argmax() == 8


def test_what_matters_more_is_met_more():
    counts = drawn(4000)
    plain = shares(counts, NAMES).sum(axis=1)
    more = shares(counts, NAMES, matter={"d": 5.0}).sum(axis=1)
    assert more[3] > plain[3]


def test_a_newcomer_that_is_known_a_little_meets_its_like():
    counts = drawn(20000, spread=1.5)
    worth = (counts.wins.sum(axis=1) - counts.wins.sum(axis=0)) / counts.wins.sum()
    best = int(worth.argmax())
    fewer = without(counts, NAMES[best])
    part = Counts(NAMES, *(
        few + (every - few) // 20
        for every, few in zip(
            (counts.wins, counts.ties, counts.bad), (fewer.wins, fewer.ties, fewer.bad), strict=True
        )
    ))  # fmt: skip
    row = shares(part, NAMES)[best]
    apart = np.delete(worth[best] - worth, best)
    assert np.delete(row, best) @ apart / row.sum() < 0.7 * apart.mean()


def test_barred_pairs_never_meet():
    barred = {frozenset("ab"), frozenset("cd")}
    found = shares(EMPTY, NAMES, barred=barred)
    assert found[0, 1] == found[2, 3] == 0
    assert found.sum() == pytest.approx(2)


@pytest.mark.parametrize(
    ("entrants", "terms"),
    [(["a"], {}), ([], {}), (["a", "a"], {}), (["a", "b"], {"barred": {frozenset("ab")}}),
     (["a", "b"], {"floor": 1.5})],
)  # fmt: skip
def test_what_cannot_be_paired_is_refused(entrants, terms):
    with pytest.raises(Unrated):
        shares(EMPTY, entrants, **terms)


def test_a_seed_gives_the_same_pair_and_sides_are_even():
    counts = drawn(500)
    pairs = [choose(counts, NAMES, seed=seed) for seed in range(600)]
    assert pairs[:20] == [choose(counts, NAMES, seed=seed) for seed in range(20)]
    assert all(left != right for left, right in pairs)
    first = sum(left < right for left, right in pairs)
    assert abs(first - 300) < 4 * np.sqrt(150)
    met = np.zeros((8, 8))
    for left, right in pairs:
        met[NAMES.index(left), NAMES.index(right)] += 1
    expected = shares(counts, NAMES) * 600
    assert np.abs(met + met.T - expected).max() < 5 * np.sqrt(expected.max())


@pytest.mark.parametrize("entrants", [3, 4, 5, 8])
def test_a_newcomer_meets_at_least_as_often_as_if_all_met_alike(entrants):
    known = without(drawn(2_000, entrants=entrants), NAMES[entrants - 1])
    assert shares(known, NAMES[:entrants])[-1].sum() >= 2 / entrants - 1e-9
