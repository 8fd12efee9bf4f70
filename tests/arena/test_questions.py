"""A flood of one question moves a board little, and nothing but the flood is set aside."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import Column, columns, count, drawn_votes, rate
from rostra.arena._columns import rows_of
from rostra.arena._integrity import judge_votes
from rostra.arena._questions import FEW, FLOOD, damped


def asked(numbers, key=None):
    """Votes on questions by number; 0 is an unknown one."""
    size = len(numbers)
    votes = columns(["a", "b"] * size, ["b", "a"] * size, ["left"] * (2 * size))
    names = tuple("" if k == 0 else f"{k:064x}" for k in range(max(numbers) + 1))
    column = Column(names, np.array(numbers, np.int32))
    return replace(rows_of(votes, np.arange(size)), words={"prompt": column}, key=key)


def test_only_questions_far_above_the_typical_are_set_aside():
    votes = asked([*range(1, 51), *range(1, 51), *[60] * 390, *[0] * 100])
    out = damped(votes)
    assert not out[:100].any()
    assert out[100:490].sum() == 390 - FEW
    assert not out[490:].any(), "of an unknown question nothing is known"
    assert not damped(replace(votes, words={})).any()


def test_questions_that_all_are_frequent_count_in_full():
    assert not damped(asked([1, 2] * 500)).any()


def test_among_few_questions_the_flooded_one_does_not_say_what_is_usual():
    votes = asked([*[1] * 30, *[2] * 30, *[3] * 5000])
    assert damped(votes).sum() == 5000 - 300


@given(st.randoms(use_true_random=False))
def test_which_votes_are_set_aside_does_not_hang_on_their_order(random):
    key = np.arange(200, dtype=np.uint64)
    numbers = [7 if k < 150 else k for k in range(200)]
    places = list(range(200))
    random.shuffle(places)
    straight = damped(asked(numbers, key))
    mixed = damped(asked([numbers[k] for k in places], key[places]))
    assert straight.sum() == 130
    assert (mixed == straight[places]).all()


def flooded(share):
    """Honest votes, each with a question of its own, and `share` more for the last on one."""
    votes = drawn_votes(6, 60, 40, seed=3)
    size, extra = len(votes), int(share * len(votes))
    last = int(
        np.argmin([r.score for r in sorted(rate(count(votes)).ratings, key=lambda r: r.name)])
    )
    rival = (last + 1) % 6
    names = tuple(f"{k:064x}" for k in range(size + 1))
    codes = np.concatenate([np.arange(size), np.full(extra, size)]).astype(np.int32)
    voter = votes.words["voter"]
    voters = Column((*voter.values, ""), np.concatenate([
        voter.codes, np.full(extra, len(voter.values))]).astype(np.int32))  # fmt: skip
    told = replace(
        votes,
        left=np.concatenate([votes.left, np.full(extra, last)]).astype(np.int32),
        right=np.concatenate([votes.right, np.full(extra, rival)]).astype(np.int32),
        choice=np.concatenate([votes.choice, np.zeros(extra, np.int8)]),
        at=None,
        words={"prompt": Column(names, codes), "voter": voters},
    )
    return votes, told, votes.names[last]


def score(votes, name):
    return next(r.score for r in rate(count(votes)).ratings if r.name == name)


def test_a_flood_of_one_question_moves_a_board_little():
    honest, told, name = flooded(0.5)
    before, unchecked = score(honest, name), score(told, name)
    judged = judge_votes(told)
    after = score(rows_of(told, ~judged.excluded), name)
    assert unchecked - before > 60
    assert 0 < after - before < (unchecked - before) / 4
    reasons = [judged.reasons.values[code] for code in judged.reasons.codes[len(honest) :]]
    assert reasons.count(FLOOD) == len(told) - len(honest) - FEW


@pytest.mark.parametrize("share", [0.0, 0.005])
def test_no_flood_sets_nothing_aside(share):
    _, told, _ = flooded(share)
    assert not damped(told).any()
