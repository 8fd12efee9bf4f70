"""An event is told once, soon, and not before it happens."""

import math
import random

from told import make_post

from rostra.events import onsets
from rostra.events._bursts import _tail

WORDS = "coffee rain train office lunch music football weekend movie garden".split()
DAY = 24 * 60


def talk(days, seed=1, every=4):
    """Small talk, a post every few minutes."""
    rng = random.Random(seed)
    return [
        make_post(f"talk-{at}", " ".join(rng.sample(WORDS, 3)), minutes=at)
        for at in range(0, days * DAY, every)
    ]


def told_at(posts):
    return list(onsets(sorted(posts, key=lambda p: (p.created, p.id))))


def test_small_talk_alarms_nobody():
    assert told_at(talk(3)) == []


def test_an_event_is_told_once_within_minutes():
    start = DAY + 300
    event = [
        make_post(
            f"e{i}", f"Explosion at the harbour, windows broken in street {i}", minutes=start + i
        )
        for i in range(40)
    ]
    (alarm,) = told_at([*talk(2), *event])
    assert alarm.term in {"explosion", "harbour", "windows", "window", "broken", "street"}
    assert (alarm.at - event[0].created).total_seconds() < 10 * 60
    assert alarm.people >= 5
    assert alarm.expected <= 1.0
    assert {p.id for p in alarm.posts} <= {p.id for p in event}


def test_one_loud_account_reposts_and_handles_are_no_event():
    start = DAY + 300
    loud = [make_post(f"l{i}", "explosion", by="loud", minutes=start + i) for i in range(40)]
    repeated = [make_post(f"r{i}", "RT @ann: explosion", minutes=start + i) for i in range(40)]
    handles = [make_post(f"h{i}", "@bandfan hello there", minutes=start) for i in range(4)]
    assert told_at([*talk(2), *loud, *repeated, *handles]) == []


def test_what_is_usual_is_no_event():
    usual = [make_post(f"u{i}", "sunrise over the bay", minutes=i * 6) for i in range(3 * DAY // 6)]
    assert told_at([*talk(3), *usual]) == []


def test_the_tail_bounds_poissons_law_closely():
    for people, expected in ((5, 0.5), (8, 0.5), (12, 4.0), (30, 10.0)):
        exact = 1 - sum(
            math.exp(-expected) * expected**k / math.factorial(k) for k in range(people)
        )
        assert exact <= _tail(people, expected) * (1 + 1e-9)
        assert _tail(people, expected) < 1.2 * exact
    assert _tail(3, 5.0) == 1.0
