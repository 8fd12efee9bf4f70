"""Counts that are held in memory are those that are kept, whatever happened in between."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest

from rostra.app._arena_counts import HeldCounts
from rostra.records import (
    KeptVote,
    exclude_votes,
    open_engine,
    pair_counts_of,
    pairs_moved,
    recount,
    restore_votes,
    save_votes,
)

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def records(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/records.sqlite")
    yield engine
    engine.dispose()


def kept_cells(records):
    return {
        (c.one, c.other): (c.wins, c.ties, c.bad)
        for c in pair_counts_of(records)
        if c.wins + c.ties + c.bad
    }


def held_cells(counts):
    squares = np.stack([counts.wins, counts.ties, counts.bad])
    return {
        (counts.names[i], counts.names[j]): tuple(squares[:, i, j].tolist())
        for i, j in zip(*np.nonzero(squares.sum(0)), strict=True)
    }


def vote(number, rng):
    left, right = rng.sample("abcdefgh"[: 2 + number // 10], 2)
    return KeptVote(f"v{number}", left, right, rng.choice(["left", "right", "tie", "both bad"]), AT)


def test_held_counts_follow_votes_exclusions_and_recounts(records):
    held, rng = HeldCounts(records), random.Random(3)
    assert held.now()[1].names == ()
    before = -1
    for step in range(60):
        save_votes(records, [vote(step, rng)])
        if step % 7 == 3:
            exclude_votes(records, [f"v{rng.randrange(step)}"], "a drill", AT)
        if step % 11 == 5:
            restore_votes(records, [f"v{rng.randrange(step)}"])
        if step % 20 == 9:
            recount(records)
        number, counts = held.now()
        assert number > before
        before = number
        assert held_cells(counts) == kept_cells(records)
        assert held.now()[1] is counts, "nothing moved, nothing is laid out anew"


def test_only_what_moved_is_read(records):
    rng = random.Random(4)
    save_votes(records, [vote(number, rng) for number in range(60)])
    number, rows = pairs_moved(records, 0)
    assert len(rows) == len(pair_counts_of(records)) > 20
    assert pairs_moved(records, number) == (number, [])
    save_votes(records, [KeptVote("one more", "a", "b", "left", AT)])
    assert sorted(row[:2] for row in pairs_moved(records, number)[1]) == [("a", "b"), ("b", "a")]


def test_a_recount_that_takes_a_pair_away_is_noticed(records):
    held = HeldCounts(records)
    save_votes(records, [KeptVote("v1", "a", "b", "left", AT), KeptVote("v2", "a", "c", "tie", AT)])
    held.now()
    with records.begin() as connection:
        connection.exec_driver_sql("UPDATE pair_counts SET wins = 9 WHERE one = 'c'")
    recount(records)
    assert (
        held_cells(held.now()[1]) == kept_cells(records) == held_cells(HeldCounts(records).now()[1])
    )
