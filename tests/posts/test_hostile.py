"""Values of a query are values: none becomes SQL, and none is too much."""

import time

import pytest
from corner import ids, post

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
