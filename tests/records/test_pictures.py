"""Orders for pictures: reserved within the limit, settled once, ended once, deleted for good."""

import random
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra import records
from rostra.errors import QuotaSpent

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.fixture
def engine(records_engine):
    return records_engine


def order(name="0123456789ab", **more):
    made = {"who": "ann", "asked_at": NOW, "prompt": "画一只猫", "painter": "p", "units": 1}
    return records.KeptDrawing(name, **{**made, **more})


def quota(limit=0, now=NOW):
    return records.Quota(limit, now - DAY)


def picture(drawing, k=1, **more):
    made = {"seed": k, "width": 8, "height": 8, "png": "ff", "alt": "a cat"}
    return records.KeptPicture(f"{drawing}-{k}", drawing, NOW, **{**made, **more})


def drawn(engine, name, n, came, state, *, at=NOW, limit=0):
    """Order `n` pictures, draw `came` of them, end it."""
    records.put_drawing(engine, order(name, n=n, units=n, asked_at=at), quota(limit, at))
    assert records.begin_drawing(engine, name, "a cat", "", at)
    for k in range(came):
        assert records.put_picture(engine, picture(name, k + 1))
    assert records.end_drawing(engine, name, state, "", at)


def test_an_order_comes_back_as_it_was(engine):
    kept = order(
        labels=("a", "b"), floor=True, action="label", category="c", reason="why", n=2, units=6,
        negative="dogs", seed=2**62, source="x", confirmed=True, policy_version=3,
    )  # fmt: skip
    records.put_drawing(engine, kept, quota())
    assert records.find_drawing(engine, kept.id) == kept == records.list_drawings(engine, "ann")[0]
    assert records.list_drawings(engine, "bob") == []
    assert records.find_drawing(engine, "no such") is None


def test_what_came_counts_and_the_rest_is_given_back_once(engine):
    drawn(engine, "a" * 12, n=4, came=1, state="failed")
    kept = records.find_drawing(engine, "a" * 12)
    assert (kept.state, kept.units, kept.refunded) == ("failed", 4, 3)
    assert records.spent_units(engine, "ann", NOW - DAY) == 1
    assert not records.end_drawing(engine, "a" * 12, "done", "", NOW)
    assert not records.put_picture(engine, picture("a" * 12, 2))
    assert records.spent_units(engine, "ann", NOW - DAY) == 1


def test_the_limit_rolls_and_an_order_over_it_leaves_nothing(engine):
    drawn(engine, "a" * 12, 3, 3, "done", at=NOW - timedelta(hours=23), limit=4)
    with pytest.raises(
        QuotaSpent, match=r"4 pictures may be drawn.*would make 5.*2024-05-03 13:00"
    ):
        records.put_drawing(engine, order("b" * 12, n=2, units=2), quota(4))
    assert records.find_drawing(engine, "b" * 12) is None
    assert records.spent_units(engine, "ann", NOW - DAY) == 3
    later = NOW + timedelta(hours=2)
    records.put_drawing(engine, order("b" * 12, n=2, units=2, asked_at=later), quota(4, later))
    assert records.spent_units(engine, "ann", later - DAY) == 2


def test_reservations_at_the_same_time_never_pass_the_limit(engine):
    refused = []

    def reserve(n):
        try:
            records.put_drawing(engine, order(f"{n:012x}"), quota(5))
        except QuotaSpent as error:
            refused.append(error)

    threads = [threading.Thread(target=reserve, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert records.spent_units(engine, "ann", NOW - DAY) == 5
    assert len(refused) == 7


def test_the_quota_is_exact_after_a_thousand_random_ends(engine):
    draw = random.Random(5)
    spent = 0
    for k in range(1_000):
        n = draw.randint(1, 4)
        came = draw.randint(0, n)
        state = draw.choice(["failed", "refused", "cancelled"])
        drawn(engine, f"{k:012x}", n, came, state)
        spent += came
        if draw.random() < 0.3:
            assert not records.end_drawing(engine, f"{k:012x}", "failed", "again", NOW)
    assert records.spent_units(engine, "ann", NOW - DAY) == spent
    assert spent


def test_orders_of_the_dead_are_ended_once_and_refunded(engine):
    for name, holder in (("a" * 12, "dead"), ("b" * 12, "alive"), ("c" * 12, "dead")):
        records.put_drawing(engine, order(name, n=2, units=2, holder=holder), quota())
        records.begin_drawing(engine, name, "", "", NOW)
    records.put_picture(engine, picture("a" * 12, 1))
    for k in (1, 2):
        records.put_picture(engine, picture("c" * 12, k))
    ended = records.end_abandoned(engine, lambda holder: holder == "alive", NOW)
    assert [(o.id[0], o.state, o.refunded) for o in sorted(ended, key=lambda o: o.id)] == [
        ("a", "failed", 1),
        ("c", "done", 0),
    ]
    assert records.end_abandoned(engine, lambda holder: holder == "alive", NOW) == ()
    assert records.find_drawing(engine, "b" * 12).state == "drawing"
    assert records.spent_units(engine, "ann", NOW - DAY) == 1 + 2 + 2


def test_an_order_that_waits_no_more_is_not_begun(engine):
    records.put_drawing(engine, order(), quota())
    assert records.end_drawing(engine, order().id, "cancelled", "it was", NOW)
    assert not records.begin_drawing(engine, order().id, "", "", NOW)
    assert records.find_drawing(engine, order().id).refunded == 1


def test_deleted_pictures_leave_the_files_and_stay_counted(sqlite_engine, tmp_path):
    engine = sqlite_engine
    secret = "zyzzyva的秘密"
    kept = order(prompt=secret, n=2, units=2)
    records.put_drawing(engine, kept, quota())
    records.begin_drawing(engine, kept.id, secret, "", NOW)
    for k in (1, 2):
        records.put_picture(engine, picture(kept.id, k, alt=secret))
    records.end_drawing(engine, kept.id, "done", "", NOW)
    assert records.delete_picture(engine, f"{kept.id}-1", NOW)
    assert not records.delete_picture(engine, f"{kept.id}-1", NOW)
    assert records.find_drawing(engine, kept.id).prompt == secret  # the other one still stands
    assert records.delete_picture(engine, f"{kept.id}-2", NOW)
    assert records.find_drawing(engine, kept.id).prompt == ""
    assert records.pictures_of(engine, [kept.id]) == []
    assert records.spent_units(engine, "ann", NOW - DAY) == 2
    assert records.truncate_log(engine)
    assert b"zyzzyva" not in b"".join(p.read_bytes() for p in tmp_path.iterdir())


def test_a_picture_is_found_by_a_beginning_that_is_its_own(engine):
    records.put_drawing(engine, order(n=2, units=2), quota())
    records.begin_drawing(engine, order().id, "", "", NOW)
    records.put_picture(engine, picture(order().id, 1))
    assert records.find_picture(engine, "0123", "ann").id == "0123456789ab-1"
    assert records.find_picture(engine, "0123", "bob") is None
    assert records.find_picture(engine, "0123", None)
    records.put_picture(engine, replace(picture(order().id, 2), alt="b"))
    assert records.find_picture(engine, "0123", "ann") is None
    assert records.find_picture(engine, "0123456789ab-2", "ann").alt == "b"
    assert records.find_picture(engine, "%", "ann") is None
