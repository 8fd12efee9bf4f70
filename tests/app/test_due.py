"""Saved digests and watched searches: each due time once, also where the process dies."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rostra import records
from rostra.app import Digesting, Intake, Saving, Watching, open_app, this_process
from rostra.app._due import FARTHEST, do_due, tell, wish_of
from rostra.app._orders import save, saved
from rostra.app._schedule import next_due
from rostra.errors import FetchError, QueryRefused
from rostra.posts import Deletion, Departure
from rostra.settings import load_settings

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENVIRON = {
    "ROSTRA_TIMEZONE": "UTC",
    "ROSTRA_MODELS__ANSWER_WITH": "none",
    "ROSTRA_MODELS__RERANK": "false",
}
POSTS = [
    ("t:1", "urn:ann", "The harbour bridge is closed after a fire, the port office says.", 3),
    ("t:2", "urn:bob", "Fire at the harbour bridge: 12 people were brought to safety.", 2),
    ("t:3", "urn:cat", "The harbour bridge opens again at 18:00, says the port office.", 1),
]


@pytest.fixture
def app(tmp_path):
    settings = load_settings(data=tmp_path, environ=ENVIRON)
    with open_app(settings, owner=this_process("test", NOW)) as app:
        lines = [
            {
                "id": i, "text": text, "lang": "en", "network": "mastodon",
                "author": {"id": author, "handle": author[4:]},
                "created": (NOW - hours * HOUR).isoformat(),
            }
            for i, author, text, hours in POSTS
        ]  # fmt: skip
        app.take_in(Intake("\n".join(map(json.dumps, lines)), "test"))
        yield app


def saving(app, every="6h", at=NOW - 7 * HOUR, **wish):
    return save(app._records, Saving("morning", every, Digesting(**wish)), at, "UTC")


@pytest.mark.parametrize(
    ("every", "after", "zone", "due"),
    [
        ("daily@08:00", "2024-05-04T12:00Z", "UTC", "2024-05-05T08:00Z"),
        ("daily@08:00", "2024-05-04T07:59Z", "UTC", "2024-05-04T08:00Z"),
        ("daily@08:00", "2024-05-04T08:00Z", "UTC", "2024-05-05T08:00Z"),
        ("daily@08:00", "2024-05-04T12:00Z", "Asia/Shanghai", "2024-05-05T00:00Z"),
        ("daily@08:00", "2024-03-30T12:00Z", "Europe/Berlin", "2024-03-31T06:00Z"),
        ("hourly", "2024-05-04T12:00Z", "UTC", "2024-05-04T13:00Z"),
        ("hourly", "2024-05-04T12:59Z", "UTC", "2024-05-04T13:00Z"),
        ("6h", "2024-05-04T12:10Z", "UTC", "2024-05-04T18:10Z"),
        ("15m", "2024-05-04T12:10Z", "UTC", "2024-05-04T12:25Z"),
    ],
)
def test_due_times(every, after, zone, due):
    at = datetime.fromisoformat(after)
    assert next_due(every, at, zone) == datetime.fromisoformat(due)


@pytest.mark.parametrize("every", ["", "daily", "daily@24:00", "0h", "4m", "169h", "6 h", "weekly"])
def test_what_is_no_schedule_is_refused(every):
    with pytest.raises(QueryRefused, match="every"):
        next_due(every, NOW, "UTC")


def test_a_digest_is_made_when_due_and_not_again(app):
    saving(app)
    kept = app.do_due(NOW)
    assert len(kept) == 1
    assert app.do_due(NOW) == app.do_due(NOW + HOUR) == ()
    assert [d.id for d in app.digests(9)] == list(kept)
    made = app.kept_digest(kept[0])
    assert made.name == "morning"
    assert made.digest.stories
    assert app.do_due(NOW + 6 * HOUR) != ()


def test_missed_digests_are_made_up_for_once_and_cover_what_was_missed(app):
    told = saving(app, at=NOW - 100 * HOUR)
    assert len(app.do_due(NOW)) == 1
    assert app.digests(9)[0].digest.since == NOW - 100 * HOUR
    assert app.saved()[0].due_at == NOW + 6 * HOUR
    old = replace(told, done_at=NOW - 2 * FARTHEST)
    assert wish_of(old, NOW).since == NOW - FARTHEST


def test_a_name_in_use_and_a_window_of_its_own_are_refused(app):
    saving(app)
    with pytest.raises(QueryRefused, match="unsave"):
        saving(app)
    with pytest.raises(QueryRefused, match="since"):
        app.save_digest(Saving("b", "6h", Digesting(since=NOW)))
    with pytest.raises(QueryRefused, match="name"):
        app.save_digest(Saving("a b", "6h", Digesting()))
    assert app.unsave_digest("morning") == 1
    assert app.unsave_digest("morning") == 0
    assert app.do_due(NOW) == ()


def test_of_two_who_make_it_one_keeps_it(app):
    saving(app)

    def make(wish):
        assert len(app.do_due(NOW)) == 1  # another process was quicker
        return app.digest(wish)

    assert do_due(app._records, app._store, make, now=NOW) == ()
    assert len(app.digests(9)) == 1


def test_one_order_that_fails_stops_no_other_and_stays_due(app):
    saving(app, stories=0)
    app.watch(Watching("bridge", "harbour bridge", every="5m"))
    assert app.do_due(NOW) == ()
    assert [s.due_at for s in app.saved()] == [NOW - HOUR]


DYING = """
import os, signal, sys
from datetime import datetime
from rostra.records import open_engine
from sqlalchemy import event
from rostra.app._due import do_due
from rostra.assistant import Digest

engine, now, when = open_engine(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3]
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if when == "keeping":  # after the due time was claimed, within the transaction
    event.listen(engine, "before_cursor_execute",
                 lambda c, cursor, sql, *_: die() if "INTO digests" in sql else None)

def make(wish):
    if when == "made":
        die()
    return Digest("en", "", "UTC", now, now, (), (), (), (), 0)

do_due(engine, None, make, now=now)
"""


@pytest.mark.parametrize("when", ["made", "keeping"])
def test_a_process_killed_before_it_kept_the_digest_leaves_it_due(app, tmp_path, when):
    saving(app)
    place = f"sqlite:///{tmp_path}/records.sqlite"
    died = subprocess.run(
        [sys.executable, "-c", DYING, place, NOW.isoformat(), when],
        env=dict(os.environ), check=False, timeout=240,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    assert app.digests(9) == ()
    assert [s.due_at for s in saved(app._records)] == [NOW - HOUR]
    assert len(app.do_due(NOW)) == 1
    assert app.do_due(NOW) == ()
    assert len(app.digests(9)) == 1


@pytest.mark.parametrize("change", [Deletion("t:2", NOW), Departure("urn:bob", NOW)])
def test_deleted_posts_leave_kept_digests(app, tmp_path, change):
    saving(app)
    app.do_due(NOW)
    before = app.digests(1)[0]
    assert "12 people" in str(before.digest)
    app.keep([change])
    after = app.digests(1)[0]
    assert "12 people" not in str(after.digest)
    assert [e.post.id for e in after.digest.evidence] == [e.post.id for e in before.digest.evidence]
    assert after.changed_at > before.changed_at == after.made_at
    raw = b"".join(p.read_bytes() for p in tmp_path.glob("records.sqlite*"))
    assert b"12 people" not in raw


def test_a_post_deleted_while_the_digest_is_made_is_not_kept(app):
    saving(app)

    def make(wish):
        made = app.digest(wish)
        app.delete(Deletion("t:2", NOW))
        return made

    assert len(do_due(app._records, app._store, make, now=NOW)) == 1
    assert "12 people" not in str(app.digests(1)[0].digest)


def give(app, at_least=1, query="harbour bridge", at=NOW - 4 * HOUR):
    watching = Watching("bridge", query, at_least, "15m")
    from rostra.app._orders import watch

    return watch(app._records, watching, at, "UTC")


def test_a_watched_search_alerts_once_with_the_posts(app):
    give(app, at_least=3)
    assert len(app.do_due(NOW)) == 1
    alert = app.alerts(9)[0]
    assert (alert.count, set(alert.posts)) == (3, {"t:1", "t:2", "t:3"})
    assert app.do_due(NOW) == app.do_due(NOW + HOUR) == ()
    assert len(app.alerts(9)) == 1


def test_a_watched_search_is_silent_below_its_number_and_for_other_words(app):
    give(app, at_least=4)
    assert app.do_due(NOW) == ()
    assert app.unwatch("bridge") == 1
    give(app, query="harbour bridge elephants")
    assert app.do_due(NOW) == ()
    assert app.alerts(9) == ()


@pytest.mark.parametrize("wrong", [Watching("a", "  "), Watching("a", "!?"), Watching("a", "b", 0)])
def test_a_search_that_cannot_be_watched_is_refused(app, wrong):
    with pytest.raises(QueryRefused):
        app.watch(wrong)


def test_a_hook_takes_each_alert_once_and_is_tried_again_where_it_fails(app):
    give(app)
    app.do_due(NOW)
    taken = []

    def deaf(alert):
        raise FetchError("no answer")

    assert tell(app._records, deaf, now=NOW) == 0
    assert tell(app._records, taken.append, now=NOW) == 1
    assert tell(app._records, taken.append, now=NOW) == 0
    assert [a.id for a in taken] == [a.id for a in app.alerts(9)]
    assert records.untold_alerts(app._records, NOW - HOUR) == []
