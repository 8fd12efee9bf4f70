"""Values of a query are values: none becomes SQL, and none is too much."""

import re
import time
from datetime import UTC, datetime

import pytest
from corner import ids, post

from rostra.errors import QueryRefused
from rostra.posts import Author, Query

ATTACKS = (
    "') OR 1=1 --",
    "x' OR 'a'='a",
    "\\",
    "\\'",
    "a\\' OR 1=1 -- ",
    "'); DROP TABLE posts; --",
    "{now:String}",
    "{network:Identifier}",
    "%(now)s",
    "%s",
    "`",
    "/* */",
    "['a', 'b']",
    "a,b]",
    "\t\n",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_filter_matches_its_own_value_and_nothing_else(store, attack):
    bad = Author("urn:bad", handle=attack)
    named = {"network": attack, "source": attack, "lang": attack}
    store.write([post("fine", "storm at sea", lang="en"), post("bad", "storm", by=bad, **named)])
    for filter_ in ("networks", "sources", "langs", "authors"):
        found = ids(store.search(Query("storm", **{filter_: (attack,)})))
        assert found == ["bad"], filter_
        assert store.count(Query(**{filter_: (attack,)})) == 1
    for filter_ in ("words", "phrases"):
        assert ids(store.search(Query("storm", **{filter_: (f"{attack} nowhere",)}))) == []
    assert store.get(["fine", attack]).keys() == {"fine"}
    assert store.thread(attack) == ()
    assert [p.id for p in store.timeline(attack)] == ["bad"]
    store.mute(word=f"{attack} nowhere")
    store.mute(author=attack)
    assert ids(store.search(Query("storm"))) == ["fine"]


def test_a_question_of_a_thousand_words_is_answered_in_time(store):
    store.write([post(f"n{n}", f"storm number {n}") for n in range(20)])
    question = "storm " + " ".join(f"w{n}" for n in range(1_000))
    began = time.process_time()
    assert len(ids(store.search(Query(question)))) == 20
    assert time.process_time() - began < 5


@pytest.mark.parametrize("size", [10_000, 200_000])
def test_a_huge_phrase_finds_nothing_and_breaks_nothing(store, size):
    store.write([post("fine", "storm at sea")])
    assert ids(store.search(Query("storm", phrases=("storm " * (size // 6),)))) == []
    assert ids(store.search(Query("storm"))) == ["fine"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"limit": -1}, "limit is -1"),
        ({"limit": 10**12}, "limit is 1000000000000"),
        ({"min_likes": -1}, "min_likes is -1"),
        ({"recency_hours": -2.0}, "recency_hours is -2.0"),
        ({"recency_hours": float("nan")}, "recency_hours is nan"),
        ({"since": datetime(2026, 5, 4)}, "since is 2026-05-04T00:00:00, which has no time zone"),  # noqa: DTZ001
        ({"until": datetime(99, 5, 4, tzinfo=UTC)}, "until is 0099-05-04"),
    ],
)
def test_a_query_that_cannot_be_is_refused_and_names_the_field(asked, says):
    with pytest.raises(QueryRefused, match=re.escape(says)):
        Query("storm", **asked)


def test_the_store_refuses_limits_that_cannot_be(store):
    for call in (
        lambda: store.timeline("ann", limit=-1),
        lambda: store.latest(limit=-1),
        lambda: store.rising(Query(), limit=-1),
        lambda: store.natives("m", limit=2**40),
    ):
        with pytest.raises(QueryRefused, match="limit is"):
            call()
    assert store.timeline("ann", limit=0) == ()
    assert store.search(Query("storm", limit=0)).hits == ()


def test_a_window_of_any_length_rises_without_an_error(store):
    store.write([post("fine", "storm at sea")])
    for since in (datetime(1970, 1, 1, tzinfo=UTC), datetime(1066, 10, 14, tzinfo=UTC)):
        assert store.rising(Query(since=since)) == ()
    assert store.rising(Query(since=datetime(9999, 1, 1, tzinfo=UTC))) == ()
