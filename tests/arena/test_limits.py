"""Nobody votes faster than one can read, whatever the clock does."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rostra.arena import Limits, too_fast

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
LIMITS = Limits(
    gap=timedelta(seconds=2),
    spans=((timedelta(minutes=1), 3), (timedelta(hours=1), 5)),
)


def ago(*seconds):
    return [NOW - timedelta(seconds=s) for s in seconds]


def test_a_first_vote_waits_for_nothing():
    assert too_fast([], NOW, LIMITS) == 0


def test_the_gap_and_each_span_are_held():
    assert too_fast(ago(0.5), NOW, LIMITS) == 1.5
    assert too_fast(ago(10, 20), NOW, LIMITS) == 0
    assert too_fast(ago(10, 20, 40), NOW, LIMITS) == 20
    assert too_fast(ago(100, 200, 300, 400, 3000), NOW, LIMITS) == 600
    assert too_fast(ago(100, 200, 300, 400, 3600), NOW, LIMITS) == 0


def test_a_span_that_allows_none_is_waited_for():
    assert too_fast([], NOW, Limits(spans=((timedelta(minutes=1), 0),))) == 60


seconds = st.lists(st.floats(-1e6, 1e6), max_size=12)


@given(seconds, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_no_wait_is_longer_than_the_widest_span(ages, rng):
    at = ago(*ages)
    wait = too_fast(at, NOW, LIMITS)
    rng.shuffle(at)
    assert too_fast(at, NOW, LIMITS) == wait
    assert 0 <= wait <= 3600


@given(seconds)
def test_who_waits_as_told_may_vote(ages):
    at = [moment for moment in ago(*ages) if moment <= NOW]
    wait = too_fast(at, NOW, LIMITS)
    then = NOW + timedelta(seconds=wait + 0.001)
    assert too_fast(at, then, LIMITS) == 0


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_a_clock_set_back_frees_nobody(ages):
    at = ago(*ages)
    assert too_fast(at, NOW - timedelta(days=400), LIMITS) >= too_fast(at, NOW, LIMITS)
