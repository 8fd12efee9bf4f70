"""Labels come after the post, before it, on its author; they hide, go again and end."""

from datetime import timedelta
from pathlib import Path

import pytest
from corner import NOW, Hashed, ids, post
from test_survival import child

from rostra.posts import MEANINGS, Deletion, Labelling, Query, open_store
from rostra.posts._labels import FIRM, hiding

MINUTE = timedelta(minutes=1)


def label(subject, said="spam", *, after=0, gone=False, **more):
    at = NOW + after * MINUTE
    return Labelling(subject, said, at, "did:plc:mod", "sky.mod", gone=gone, **more)


def everywhere(store):
    """Return what each way of reading shows of the posts about a storm."""
    return {
        "words": set(ids(store.search(Query("storm", limit=9)))),
        "newest": {p.id for p in store.latest()},
        "get": set(store.get(["one", "two"])),
        "timeline": {p.id for p in store.timeline("ann")},
        "thread": {p.id for p in store.thread("two")},
        "count": store.count(Query("storm")),
        "minutes": sum(m.posts for m in store.minutes(Query())),
    }


WAYS = ("words", "newest", "get", "timeline", "thread")
ALL = {way: {"one", "two"} for way in WAYS} | {"count": 2, "minutes": 2}
WITHOUT_ONE = {way: {"two"} for way in WAYS} | {"count": 1, "minutes": 1}


def two():
    return [
        post("one", "storm at the harbour", age=7, root="one"),
        post("two", "storm in the hills", age=5, root="one", reply_to="one"),
    ]


def test_a_label_hides_a_post_at_once_and_its_withdrawal_shows_it_again(wise):
    wise.write(two())
    assert everywhere(wise) == ALL
    assert wise.write([label("one")]).labelled == 1
    assert everywhere(wise) == WITHOUT_ONE
    wise.write([label("one", after=1, gone=True)])
    assert everywhere(wise) == ALL
    wise.write([label("one", after=2)])
    assert everywhere(wise) == WITHOUT_ONE, "and it may come back"


def test_a_label_may_come_before_its_post(wise):
    wise.write([label("one")])
    wise.write(two())
    assert everywhere(wise) == WITHOUT_ONE


def test_a_label_may_come_in_one_batch_with_its_post_in_any_order(store):
    store.write([*two(), label("one")])
    assert everywhere(store) == WITHOUT_ONE


def test_an_author_s_label_holds_for_all_their_posts_past_and_to_come(wise):
    bob = [post("bob1", "storm, says bob", by="bob"), post("bob2", "storm again", by="bob")]
    wise.write([*two(), bob[0]])
    wise.write([label("bob", of="author")])
    wise.write([bob[1]])
    assert set(ids(wise.search(Query("storm")))) == {"one", "two"}
    assert set(ids(wise.search(Query("storm", authors=("bob",))))) == set()
    wise.write([label("bob", of="author", gone=True, after=1)])
    assert set(ids(wise.search(Query("storm")))) == {"one", "two", "bob1", "bob2"}


def test_the_newest_word_holds_not_the_last_to_arrive(store):
    store.write(two())
    store.write([label("one", after=3, gone=True)])
    store.write([label("one", after=1)])
    assert everywhere(store) == ALL
    store.write([label("one", after=4), label("one", after=2, gone=True)])
    assert everywhere(store) == WITHOUT_ONE


def test_at_the_same_moment_the_later_word_holds_and_a_repeated_batch_changes_nothing(store):
    store.write(two())
    for _ in range(2):
        store.write([label("one")])
        store.write([label("one", gone=True)])
    assert everywhere(store) == ALL


def test_one_source_or_labeler_cannot_take_back_what_another_said(store):
    store.write([*two(), label("one")])
    later = NOW + MINUTE
    store.write([Labelling("one", "spam", later, "did:plc:mod", "sky.other", gone=True)])
    store.write([Labelling("one", "spam", later, "did:plc:else", "sky.mod", gone=True)])
    assert everywhere(store) == WITHOUT_ONE


def test_a_label_ends_when_it_said(store):
    now = NOW
    store._clock = lambda: now
    store.write([*two(), label("one", until=NOW + MINUTE)])
    assert everywhere(store) == WITHOUT_ONE
    now = NOW + 2 * MINUTE
    assert everywhere(store) == ALL
    assert store.get(["one"])["one"].labels == ()


def test_labels_that_do_not_hide_are_shown_with_the_post_s_own(store):
    store.write([post("one", "storm", labels=("content-warning: weather",))])
    store.write([label("one", "rude"), label("one", "cat"), label("ann", "parody", of="author")])
    store.write([label("one", "cat", gone=True, after=1)])
    expected = ("content-warning: weather", "rude", "parody")
    assert store.get(["one"])["one"].labels == expected
    assert store.search(Query("storm")).hits[0].post.labels == expected


def test_the_author_s_own_label_hides_from_search_too(store):
    store.write([post("one", "storm", labels=("porn",)), post("two", "storm")])
    assert ids(store.search(Query("storm"))) == ["two"]


def test_the_operator_says_what_labels_mean_but_not_of_orders(store):
    store.write([*two(), label("one", "spam")])
    store.heed({"spam": "inform"})
    assert everywhere(store) == ALL
    assert store.get(["one"])["one"].labels == ("spam",)
    store.write([label("two", "cat")])
    store.heed({"cat": "hide"})
    assert everywhere(store)["words"] == set()
    store.write([label("two", "!takedown")])
    store.heed(dict.fromkeys(FIRM, "inform") | {"spam": "inform"})
    assert everywhere(store)["words"] == {"one"}


def test_the_table_of_meanings_is_frozen():
    assert set(MEANINGS.values()) == {"hide", "warn"}
    with pytest.raises(TypeError):
        MEANINGS["spam"] = "inform"
    assert set(FIRM) <= set(hiding(dict.fromkeys(FIRM, "warn")))


def test_bad_labellings_are_refused_alone(store):
    bad = [
        label(""),
        label("one", ""),
        label("x" * 3_000),
        label("one", "\ud800"),
        Labelling("one", "spam", NOW.replace(tzinfo=None), "did:plc:mod"),
    ]
    written = store.write([*bad, *two(), label("two")])
    assert len(written.refused) == 5
    assert (written.added, written.labelled) == (2, 1)
    assert everywhere(store)["words"] == {"one"}


def test_posts_are_only_added_and_a_label_of_a_deleted_post_brings_nothing_back(store):
    store.write([*two(), label("one"), label("two", after=1)])
    store.write([Deletion("two", NOW)])
    store.write([label("two", after=2, gone=True), label("one", after=2, gone=True)])
    assert everywhere(store)["words"] == {"one"}
    assert store.purge() == 1
    assert everywhere(store)["words"] == {"one"}


def test_forgetting_a_labeler_lifts_what_it_said(store):
    store.write([*two(), label("one")])
    store.forget_source("sky.mod")
    assert everywhere(store) == ALL


def test_retention_forgets_labels_of_posts_that_are_gone_and_keeps_those_of_authors(store):
    old = -40 * 24 * 60
    store.write([label("one", after=old), label("bob", after=old, of="author")])
    store.retain(days=30, now=NOW)
    store.write([*two(), post("bob1", "storm", by="bob")])
    assert everywhere(store)["words"] == {"one", "two"}


@pytest.mark.parametrize("nth", [1, 2])
def test_killed_beside_a_label_nothing_hidden_is_ever_shown(tmp_path, nth):
    """The label is written before the post that comes with it."""
    folder = Path(tmp_path) / "posts"
    open_store(folder, embed=Hashed(8), clock=lambda: NOW).close()
    dying = child("label", folder, nth)
    assert dying.wait() == -9
    store = open_store(folder, embed=Hashed(8), clock=lambda: NOW)
    try:
        batch = [post("shamed", "storm"), label("shamed")]
        assert ids(store.search(Query("storm"))) == []
        store.write(batch)
        assert ids(store.search(Query("storm"))) == []
        store.write([label("shamed", after=1, gone=True)])
        assert ids(store.search(Query("storm"))) == ["shamed"]
    finally:
        store.close()
