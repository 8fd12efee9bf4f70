"""The drill tells how far rigged votes get, and that honest ones are left alone."""

import pytest

from rostra.arena._rig import STRATEGIES, Plan, drawn_votes, drill
from rostra.errors import Unrated

VOTES = drawn_votes(8, 120, 40, seed=3)


@pytest.mark.parametrize(
    ("strategy", "voters", "votes"),
    [("fan", 1, 250), ("hunters", 4, 320), ("contrarian", 3, 300), ("sybils", 60, 360)],
)
def test_rigged_votes_are_found_and_the_target_falls_back(strategy, voters, votes):
    told = drill(VOTES, Plan(strategy, votes=votes, voters=voters), seed=1)
    assert told.found > 0.5 if strategy != "sybils" else told.found > 0.1
    assert 0 < told.first <= votes
    assert told.harmed < 0.02
    moved = abs(told.unchecked.score - told.before.score)
    assert abs(told.after.score - told.before.score) < moved
    assert told.suspicions >= 1


def test_the_same_seed_tells_the_same():
    plan = Plan("style", votes=200, voters=4)
    assert drill(VOTES, plan, seed=2) == drill(VOTES, plan, seed=2)


def test_a_named_target_is_taken_and_the_middle_else():
    name = VOTES.names[0]
    assert drill(VOTES, Plan("fan", name, 100, 1)).target == name
    assert drill(VOTES, Plan("fan", "", 100, 1)).before.rank in (4, 5)


@pytest.mark.parametrize(
    "plan", [Plan("magic"), Plan("fan", "nobody"), Plan("fan", votes=0), Plan("fan", check=10**9)]
)
def test_what_cannot_be_drilled_is_refused(plan):
    with pytest.raises(Unrated):
        drill(VOTES, plan)


def test_strategies_are_told():
    assert all(words for words in STRATEGIES.values())
