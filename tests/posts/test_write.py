"""What a batch does: new posts, repeats, edits, deletions in any order, departures, tallies."""

from datetime import timedelta

import pytest
from corner import NOW, ids, post, texts

from rostra.posts import SAMPLE, Deletion, Departure, Labelling, Query, Tally


def test_a_post_comes_back_as_it_was_written(store):
    from rostra.posts import Author, Media

    whole = post(
        "at://x/1",
        "Grok-2 发布了 🎉 amazing!",
        by=Author("did:plc:a", "a.example", "Ann 安", bot=True),
        url="https://example.org/1",
        lang="zh",
        rev=3,
        native="77",
        reply_to="at://x/0",
        root="at://x/0",
        quotes="at://y/9",
        reposts_of="at://z/1",
        tags=("Grok", "模型"),
        links=("https://example.org/a?b=c&d",),
        media=(Media("image", "https://example.org/i.png", 'a "quoted" 图'),),
        labels=("spoiler",),
        likes=4,
        reposts=2,
        replies=1,
        terms="CC0",
        trainable=True,
    )
    store.write([whole])
    assert store.get(["at://x/1"]) == {"at://x/1": whole}


def test_a_repeat_is_dropped_across_batches_and_within_one(store):
    a, b = post("a", "first words"), post("b", "other words")
    assert store.write([a, b, a]).repeated == 1
    again = store.write([b, a, post("c", "new words")])
    assert (again.added, again.repeated) == (1, 2)
    assert store.count(Query()) == 3


def test_an_edit_replaces_the_text_everywhere_at_once(store):
    store.write([post("a", "the storm is near"), post("b", "a storm far off")])
    written = store.write([post("a", "the quake is near", rev=1)])
    assert (written.edited, written.added, written.gone) == (1, 0, ("a",))
    assert ids(store.search(Query("storm"))) == ["b"]
    assert ids(store.search(Query("quake")))[0] == "a"
    assert store.get(["a"])["a"].text == "the quake is near"
    assert store.count(Query()) == 2


def test_edits_in_one_batch_leave_only_the_newest(store):
    store.write([post("a", "one", rev=0), post("a", "three", rev=2), post("a", "two", rev=1)])
    assert store.get(["a"])["a"].text == "three"
    assert store.count(Query()) == 1


def test_an_older_revision_that_comes_late_changes_nothing(store):
    store.write([post("a", "new words", rev=5)])
    assert store.write([post("a", "old words", rev=1)]).repeated == 1
    assert store.get(["a"])["a"].text == "new words"


def test_an_edit_to_another_day_is_still_one_post(store):
    store.write([post("a", "dated wrong", age=5 * 24 * 60)])
    store.write([post("a", "dated right", rev=1)])
    assert store.get(["a"])["a"].text == "dated right"
    assert store.count(Query()) == 1


def test_a_deleted_post_is_gone_and_does_not_come_back(store):
    store.write([post("a", "a secret slip"), post("b", "fine words")])
    written = store.write([Deletion("a", NOW, author="ann")])
    assert (written.deleted, written.gone) == (1, ("a",))
    assert ids(store.search(Query("secret slip"))) == []
    assert store.get(["a", "b"]).keys() == {"b"}
    assert store.write([post("a", "a secret slip")]).added == 0
    assert store.write([post("a", "a secret slip", rev=9)]).added == 0
    assert store.count(Query()) == 1


@pytest.mark.parametrize("apart", [True, False], ids=["two batches", "one batch"])
def test_delete_before_create(store, apart):
    batch = [Deletion("a", NOW, author="ann"), post("a", "late words")]
    for part in [batch[:1], batch[1:]] if apart else [batch]:
        store.write(part)
    assert store.get(["a"]) == {}
    assert store.count(Query()) == 0


def test_create_and_delete_in_one_batch(store):
    written = store.write([post("a", "short lived"), Deletion("a", NOW)])
    assert written.gone == ("a",)
    assert store.count(Query()) == 0


def test_a_strangers_deletion_changes_nothing(store):
    store.write([post("a", "mine to keep", by="ann")])
    assert store.write([Deletion("a", NOW, author="mallory")]).deleted == 0
    assert store.get(["a"])
    # Nor does one that comes before the post it names.
    store.write([Deletion("b", NOW, author="mallory"), post("b", "mine too", by="ann")])
    assert store.get(["b"])


def test_deletion_by_the_servers_own_id(store):
    store.write([post("https://m/1", "told here", source="m", native="1")])
    store.write([post("https://n/1", "told there", source="n", native="1")])
    assert store.write([Deletion("", NOW, source="m", native="1")]).gone == ("https://m/1",)
    assert store.get(["https://m/1", "https://n/1"]).keys() == {"https://n/1"}
    late = post("https://m/2", "late", source="m", native="2")
    store.write([Deletion("", NOW, source="m", native="2")])
    assert store.write([late]).added == 0


def test_a_post_that_two_servers_told_goes_when_either_deletes_it(store):
    store.write([post("https://m/1", "told twice", source="m", native="1")])
    store.write([post("https://m/1", "told twice", source="n", native="900")])
    assert store.write([Deletion("", NOW, source="n", native="900")]).gone == ("https://m/1",)
    assert store.count(Query()) == 0


def test_a_source_knows_its_newest_posts_by_their_local_ids(store):
    store.write([post(f"https://m/{n}", "told", source="m", native=str(n), age=n,
                      seen=NOW - timedelta(minutes=n)) for n in range(1, 6)])  # fmt: skip
    store.write([post("https://n/1", "elsewhere", source="n", native="77"), post("x", "no id")])
    assert store.natives("m") == ("1", "2", "3", "4", "5")
    assert store.natives("m", limit=2) == ("1", "2")
    assert store.natives("m", since=NOW - timedelta(minutes=3)) == ("1", "2", "3")
    assert store.natives("n") == ("77",)
    assert store.natives("square") == store.natives("unknown") == ()
    # An old post that arrived late is new here; an edit counts once; what is gone is gone.
    store.write([post("https://m/9", "boosted", source="m", native="9", age=90_000, seen=NOW)])
    store.write([post("https://m/3", "edited", source="m", native="3", rev=1, age=3,
                      seen=NOW + timedelta(seconds=1)), Deletion("https://m/1", NOW)])  # fmt: skip
    assert store.natives("m") == ("3", "9", "2", "4", "5")
    store.write([Labelling("https://m/2", "spam", NOW, "did:plc:mod", "sky.mod")])
    assert "2" in store.natives("m"), "what a label hides can still be deleted at its server"


def test_a_departed_authors_posts_go_up_to_the_departure(store):
    left = NOW - timedelta(minutes=10)
    store.write([post("a", "before", age=20), post("b", "before too", age=30)])
    store.write([post("c", "back again", age=2), post("d", "someone else", by="bob", age=20)])
    written = store.write([Departure("ann", left)])
    assert (written.deleted, set(written.gone)) == (2, {"a", "b"})
    assert store.write([post("e", "late copy", age=15)]).added == 0
    assert store.write([post("f", "new life", age=1)]).added == 1
    assert store.get("abcdef").keys() == {"c", "d", "f"}


def test_a_deletion_that_is_repeated_counts_once(store):
    store.write([post("a", "words")])
    assert store.write([Deletion("a", NOW)]).deleted == 1
    again = store.write([Deletion("a", NOW)])
    assert (again.deleted, again.repeated) == (0, 1)


def test_likes_come_as_differences_and_may_come_first(store):
    store.write([Tally("a", NOW, likes=2), Tally("a", NOW, likes=1, reposts=1)])
    store.write([post("a", "liked words", likes=10)])
    store.write([Tally("a", NOW, likes=-4, replies=2)])
    kept = store.get(["a"])["a"]
    assert (kept.likes, kept.reposts, kept.replies) == (9, 1, 2)
    assert ids(store.search(Query("liked", min_likes=9))) == ["a"]
    assert ids(store.search(Query("liked", min_likes=10))) == []


def test_another_authors_claim_to_an_id_is_refused(store):
    store.write([post("a", "the real words", by="ann", source="one")])
    refused = store.write([post("a", "forged", by="mallory", source="two", rev=1)]).refused
    assert refused[0][0] == "a"
    assert "another author" in refused[0][1]
    assert store.get(["a"])["a"].text == "the real words"


def test_a_forgotten_source_is_gone_and_may_come_again(store):
    store.write([post("s", "sample words", source=SAMPLE), post("a", "live words")])
    store.save_cursor(SAMPLE, "7")
    assert store.forget_source(SAMPLE) == ("s",)
    assert store.sources() == {"square": 1}
    assert store.cursor(SAMPLE) == ""
    assert store.write([post("s", "sample words", source=SAMPLE)]).added == 1
    assert texts(store.search(Query("sample", sample=True))) == ["sample words"]


def test_cursors_and_gaps_are_kept_by_feed(store):
    store.save_cursor("a", "1")
    store.save_cursor("b", "9")
    store.save_cursor("a", "2")
    store._clock = lambda: NOW - timedelta(hours=1)  # a clock that was set back
    store.save_cursor("a", "3")
    gap = (NOW - timedelta(hours=1), NOW, "the server keeps ten minutes")
    store.record_gaps("a", [gap])
    store.record_gaps("a", [gap])
    assert (store.cursor("a"), store.cursor("b"), store.cursor("c")) == ("3", "9", "")
    assert store.gaps("a") == (gap,)
    assert store.gaps("b") == ()
