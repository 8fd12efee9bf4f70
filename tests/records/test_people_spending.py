"""Units are reserved, settled and refunded exactly once, whoever comes at the same time."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from rostra import records
from rostra.errors import QuotaSpent

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TWO = timedelta(hours=2)


@pytest.fixture
def engine(records_engine):
    return records_engine


def spending(person="ann", at=NOW, units=1, **more):
    return records.Spending(uuid.uuid4().hex, person, "ask", units, at, holder="here", **more)


def bounds(*limits, at_once=0):
    return records.Bounds(limits, (), at_once)


def reserve(engine, held, **more):
    one = spending(**more)
    records.reserve_units(engine, one, held)
    return one


def used(engine, held, now=NOW, person="ann"):
    return records.used_of(engine, person, held.of_person, now)


def test_a_window_rolls_and_tells_when_there_is_enough_again(engine):
    held = bounds(records.Bound(3, TWO))
    for minutes in (0, 10, 20):
        reserve(engine, held, at=NOW + timedelta(minutes=minutes))
    later = NOW + timedelta(minutes=30)
    with pytest.raises(QuotaSpent, match="3 units may be used in 2 hours; 3 are") as told:
        reserve(engine, held, at=later)
    assert told.value.resets_at == NOW + TWO
    with pytest.raises(QuotaSpent) as told:
        reserve(engine, held, at=later, units=2)
    assert told.value.resets_at == NOW + TWO + timedelta(minutes=10), "two must have left"
    with pytest.raises(QuotaSpent, match="more than there ever are") as told:
        reserve(engine, held, at=later, units=4)
    assert told.value.resets_at is None
    (state,) = used(engine, held, later)
    assert (state.units, state.resets_at) == (3, NOW + TWO)
    reserve(engine, held, at=NOW + TWO)
    reserve(engine, held, person="bob", at=later)
    assert used(engine, held, later, "bob")[0].units == 1


def test_a_refund_counts_no_more_and_each_ends_once(engine):
    held = bounds(records.Bound(1, TWO))
    one = reserve(engine, held)
    assert records.refund_units(engine, one.id, NOW)
    assert not records.refund_units(engine, one.id, NOW)
    assert not records.settle_units(engine, one.id, records.Spent(), NOW)
    assert used(engine, held)[0].units == 0
    two = reserve(engine, held)
    assert records.settle_units(engine, two.id, records.Spent(tokens_in=5), NOW)
    assert not records.refund_units(engine, two.id, NOW)
    assert used(engine, held)[0].units == 1


def test_an_action_may_have_a_window_of_its_own_and_a_key_too(engine):
    pictures = records.Bound(2, TWO, "draw")
    held = bounds(records.Bound(100, TWO), pictures)
    one = records.Spending("d1", "ann", "draw", 6, NOW, times=2)
    records.reserve_units(engine, one, held)
    reserve(engine, held)
    with pytest.raises(QuotaSpent, match="2 requests to draw"):
        records.reserve_units(engine, records.Spending("d2", "ann", "draw", 3, NOW), held)
    assert [u.units for u in used(engine, held)] == [7, 2]
    of_key = records.Bounds((), (records.Bound(1, TWO),))
    records.reserve_units(engine, spending(key="k1"), of_key)
    with pytest.raises(QuotaSpent):
        records.reserve_units(engine, spending(key="k1"), of_key)
    records.reserve_units(engine, spending(key="k2"), of_key)


def test_as_many_at_once_as_may_be(engine):
    held = bounds(at_once=2)
    first, _ = reserve(engine, held), reserve(engine, held)
    with pytest.raises(QuotaSpent, match="under way") as told:
        reserve(engine, held)
    assert told.value.at_once == 2
    assert records.under_way(engine, "ann") == 2
    records.settle_units(engine, first.id, records.Spent(), NOW)
    reserve(engine, held)


def test_what_dead_processes_reserved_is_given_back(engine):
    held = bounds(records.Bound(9, TWO))
    reserve(engine, held)
    records.reserve_units(engine, records.Spending("x", "ann", "ask", 1, NOW, holder="gone"), held)
    old = spending(at=NOW - timedelta(hours=1))
    records.reserve_units(engine, old, held)
    before = NOW - timedelta(minutes=30)
    assert records.refund_abandoned(engine, lambda holder: holder == "here", before, NOW) == 2
    assert records.refund_abandoned(engine, lambda holder: holder == "here", before, NOW) == 0
    assert used(engine, held)[0].units == 1


def test_many_at_the_same_time_never_pass_the_limit(engine):
    held = bounds(records.Bound(20, TWO))
    won, refused = [], []

    def run():
        for _ in range(10):
            try:
                won.append(reserve(engine, held))
            except QuotaSpent as error:
                refused.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(refused)) == (20, 20)
    assert used(engine, held)[0].units == 20
