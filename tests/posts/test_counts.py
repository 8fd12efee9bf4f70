"""Counts by minute agree with the posts, and what rises is what more people write."""

from datetime import timedelta

import pytest
from corner import NOW, post
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rostra.posts import Deletion, Query


def by_hand(posts, since, until):
    """The minutes of [since, until) as the posts themselves tell."""
    minutes = {}
    for one in posts:
        if since <= one.created < until:
            at = one.created.replace(second=0, microsecond=0)
            minutes.setdefault(at, []).append(one.author.id)
    return [(at, len(who), len(set(who))) for at, who in sorted(minutes.items())]


@pytest.fixture
def busy(store):
    posts = [
        post(f"n{n}", f"word {n % 7}", age=n * 0.3, by=f"u{n % 5}", network="ab"[n % 2])
        for n in range(400)
    ]
    store.write(posts)
    gone = posts[3::50]
    store.write([Deletion(one.id, NOW) for one in gone])
    store.write([post("n8", "word again", age=8 * 0.3, by="u3", network="a", rev=1)])
    return store, [one for one in posts if one not in gone]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.floats(0, 130), st.floats(0, 130), st.sampled_from([(), ("a",), ("a", "b")]))
def test_minutes_agree_with_the_posts(busy, one, other, networks):
    store, posts = busy
    since, until = (NOW - timedelta(minutes=m) for m in (max(one, other), min(one, other)))
    asked = Query(since=since, until=until, networks=networks)
    posts = [p for p in posts if not networks or p.network in networks]
    found = [(m.at, m.posts, m.authors) for m in store.minutes(asked)]
    assert found == by_hand(posts, since, until)


def test_minutes_are_whole_after_a_purge(busy):
    store, posts = busy
    store.purge()
    found = [(m.at, m.posts, m.authors) for m in store.minutes(Query())]
    assert found == by_hand(posts, NOW - timedelta(days=1), NOW + timedelta(seconds=1))


def test_minutes_come_from_the_roll_up(busy):
    """A day of minutes at any size costs what the minutes cost, not what the posts cost."""
    from rostra.posts._counts import minutes_sql
    from rostra.posts._filters import Mutes

    store, _ = busy
    sql, values = minutes_sql(Query(networks=("a",)), NOW, Mutes())
    plan = "\n".join(r[0] for r in store._engine.rows(f"EXPLAIN projections = 1 {sql}", **values))
    assert "by_minute" in plan


def test_counts_and_minutes_of_words(busy):
    store, posts = busy
    right = [p for p in posts if p.text == "word 4"]
    assert store.count(Query("word 4")) == len(right)
    assert sum(m.posts for m in store.minutes(Query("word 4"))) == len(right)
    assert store.count(Query("word 4", variants=("word 5",))) == sum(
        p.text in ("word 4", "word 5") for p in posts
    )


def test_posts_that_hold_a_share_of_the_words_are_counted(store):
    texts = ["red kite", "red kite over lake", "lake over town", "red", "红色 风筝 湖"]
    store.write([post(f"n{n}", text, age=n + 1) for n, text in enumerate(texts)])
    asked = Query("red kite lake")
    assert store.count(asked) == 1
    assert store.count(asked, 0.6) == 2
    assert store.count(asked, 0.3) == 4
    assert store.count(Query("red kite lake", variants=("红色 风筝",)), 0.6) == 3
    assert store.count(Query("red kite lake", since=NOW - timedelta(minutes=1.5)), 0.6) == 1


def test_what_rises_is_what_more_people_write_than_before(store):
    usual = [
        post(f"u{n}", "早上好 coffee time", age=60 + n * 2, by=f"p{n % 40}") for n in range(600)
    ]
    fresh = [post(f"f{n}", "颱風 landfall coffee", age=n + 1, by=f"p{n}") for n in range(20)]
    tagged = [post(f"t{n}", "look", age=n, by=f"q{n}", tags=("Launch",)) for n in range(9)]
    one_loud = [post(f"l{n}", "buy medlars", age=1, by="loud") for n in range(50)]
    boosts = [post(f"b{n}", "boosted", age=1, by=f"r{n}", reposts_of="f1") for n in range(20)]
    store.write([*usual, *fresh, *tagged, *one_loud, *boosts])
    found = {r.term: r for r in store.rising(Query())}
    assert {"台风", "landfall", "#launch"} <= found.keys()
    assert not {"medlars", "boosted", "早上好"} & found.keys()
    storm = found["landfall"]
    assert (storm.authors, storm.expected) == (20, 1.0)
    assert storm.score == pytest.approx(19**2)
    assert "coffee" not in found  # twenty now, as many in each hour before


def test_nothing_rises_in_an_empty_store(store):
    assert store.rising(Query()) == ()
    assert store.minutes(Query()) == ()
    assert store.count(Query("x")) == 0
