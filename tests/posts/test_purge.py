"""Deleted text leaves the disk; old days go; nothing else does."""

import time
from datetime import timedelta

import pytest
from blocks import places
from corner import NOW, Hashed, ids, post

from rostra.posts import Deletion, Departure, Query, open_store

SECRETS = {
    "deleted": ("the zebrafinch password is quagmire-eel", "zebrafinch"),
    "edited": ("一句要收回的话：甲骨斗拱 axolotlish", "axolotlish"),
    "departed": ("my address is wombatstrasse nine", "wombatstrasse"),
    "tagged": ("look here", "ocelotparade"),
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "posts"


@pytest.fixture
def store(folder):
    opened = open_store(folder, embed=Hashed(), fine=Hashed(32), clock=lambda: NOW)
    yield opened
    opened.close()


def test_no_byte_of_deleted_text_stays(store, folder):
    others = [post(f"n{n}", f"ordinary words number {n}", by=f"u{n}") for n in range(300)]
    store.write(others[:150])
    store.write(
        [
            post("deleted", SECRETS["deleted"][0]),
            post("edited", SECRETS["edited"][0]),
            post("departed", SECRETS["departed"][0], by="dora"),
            post("tagged", SECRETS["tagged"][0], tags=(SECRETS["tagged"][1],), lang="en"),
            post("old", "ibexwhistle long ago", age=90 * 24 * 60),
        ]
    )
    store.write(others[150:])
    for text, word in SECRETS.values():
        store.search(Query(f"{text} {word}"))  # fine vectors are kept too
    store._engine.run("OPTIMIZE TABLE posts FINAL")  # words are in a merged dictionary as well
    needles = [n.encode() for text, word in SECRETS.values() for n in (text, word)]
    needles = [n for n in needles if n != b"look here"] + ["甲骨斗拱".encode(), b"ibexwhistle"]
    for needle in needles:
        assert places(folder, needle), f"{needle!r} must be there before, or the search is blind"
    store.write(
        [
            Deletion("deleted", NOW),
            Deletion("tagged", NOW),
            Deletion("old", NOW),
            post("edited", "a milder sentence", rev=1),
            Departure("dora", NOW),
        ]
    )
    store.rising(Query())
    assert store.purge() == 5
    for needle in needles:
        assert places(folder, needle) == [], needle
    assert store.count(Query()) == 301
    assert places(folder, b"ordinary words number 7")
    rows = store._engine.rows("SELECT count() FROM vectors")[0][0]
    assert rows == 301
    assert ids(store.search(Query("milder sentence")))[0] == "edited"


def test_a_purge_keeps_the_dead_dead(store):
    store.write([post("a", "words"), post("b", "words too")])
    store.write([Deletion("a", NOW)])
    store.purge()
    assert store.write([post("a", "words")]).added == 0
    assert store.purge() == 0
    assert store.get(["a", "b"]).keys() == {"b"}


def test_a_second_purge_does_nothing_and_marks_do_not_pile_up(store):
    for n in range(5):
        store.write([post("a", f"words {n}", rev=n)])
    assert store.purge() == 4
    assert store._engine.rows("SELECT count() FROM hidden FINAL")[0][0] == 0
    assert store.get(["a"])["a"].text == "words 4"


def test_retention_drops_whole_days_and_says_so(store):
    store.write([post(f"d{n}", f"day {n}", age=n * 24 * 60 + 30) for n in range(10)])
    assert store.retain(days=4) == 5
    assert store.get(f"d{n}" for n in range(10)).keys() == {f"d{n}" for n in range(5)}
    assert store._engine.rows("SELECT count() FROM vectors")[0][0] == 5
    record = store._engine.rows("SELECT sum(posts), any(reason) FROM retired")[0]
    assert record == (5, "older than 4 days")
    assert store.retain(days=4) == 0


def test_retention_cuts_an_imported_years_archive(store):
    archive = [post(f"y{n}", f"old {n}", age=(70 + n * 20) * 24 * 60) for n in range(10)]
    store.write(archive)
    store.retain(days=120)
    kept = store.get(one.id for one in archive)
    assert kept.keys() == {"y0", "y1", "y2"}


def test_a_disk_limit_drops_the_oldest_first(store):
    for n in range(6):
        words = [f"{'word' * 40} {n} {m}" for m in range(50)]
        store.write([post(f"{n}-{m}", w, age=n * 24 * 60 + 5) for m, w in enumerate(words)])
    size = store.size()
    gone = store.retain(max_bytes=size // 2)
    assert 0 < gone < 300
    left = {p.id for p in store.latest(300)}
    assert {f"0-{m}" for m in range(50)} <= left
    assert not any(name.startswith("5-") for name in left)


def test_one_day_over_the_limit_loses_its_oldest_half(store):
    store.write([post(f"{n}", f"{'w' * 100} {n}", age=n / 10) for n in range(1_000)])
    assert store.retain(max_bytes=store.size() * 2 // 3) >= 500
    assert store.get(["0"])
    assert not store.get(["999"])


def test_a_million_byte_limit_is_reported_by_size(store):
    empty = store.size()
    store.write([post(f"n{n}", f"words {n}") for n in range(500)])
    assert store.size() > empty


def test_purging_beside_writing_loses_nothing(store):
    """What is written while a purge rewrites parts stays; what is deleted then goes next time."""
    import threading

    store.write([post(f"a{n}", f"first {n}") for n in range(500)])
    store.write([Deletion(f"a{n}", NOW) for n in range(250)])
    purging = threading.Thread(target=store.purge)
    purging.start()
    written = 0
    while purging.is_alive() and written < 40:
        store.write([post(f"b{written}", f"second {written}"), Deletion(f"a{250 + written}", NOW)])
        written += 1
        time.sleep(0.01)
    purging.join()
    assert store.count(Query()) == 500 - 250 - written + written
    store.purge()
    assert store.count(Query()) == 250
    assert store._engine.rows("SELECT count() FROM posts")[0][0] == 250


def test_the_window_of_an_hour_does_not_see_what_was_purged(store):
    store.write([post("a", "storm"), post("b", "storm too")])
    store.write([Deletion("a", NOW)])
    assert store.count(Query("storm", since=NOW - timedelta(hours=1))) == 1
    store.purge()
    assert store.count(Query("storm", since=NOW - timedelta(hours=1))) == 1
