"""Bad posts: each is mended or refused by a stated rule, and costs no other post."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from corner import NOW, post
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rostra.errors import PostRefused
from rostra.posts import Author, Query
from rostra.posts._intake import AHEAD, LINKS, TAGS, TEXT_LIMIT, admit, key_of

GOOD = post("good", "a good post")

REFUSED = {
    "no id": replace(GOOD, id=""),
    "huge id": replace(GOOD, id="x" * 3_000),
    "surrogate id": replace(GOOD, id="a\ud800"),
    "no author": replace(GOOD, author=Author("")),
    "huge author": replace(GOOD, author=Author("x" * 5_000)),
    "negative time": replace(GOOD, created=datetime(1969, 7, 20, tzinfo=NOW.tzinfo)),
    "time without a zone": replace(GOOD, created=datetime(2026, 1, 1)),  # noqa: DTZ001
    "time past all calendars": replace(GOOD, seen=datetime(9000, 1, 1, tzinfo=NOW.tzinfo)),
    "negative revision": replace(GOOD, rev=-1),
    "huge revision": replace(GOOD, rev=2**70),
    "huge count": replace(GOOD, likes=2**70),
}


@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED.keys())
def test_refused(bad):
    with pytest.raises(PostRefused):
        admit(bad)


def test_a_bad_post_costs_no_other(store):
    batch = [post("before", "words before"), *REFUSED.values(), post("after", "words after")]
    written = store.write(batch)
    assert written.added == 2
    assert len(written.refused) == len(REFUSED)
    assert all(reason for _, reason in written.refused)
    assert store.get(["before", "after"]).keys() == {"before", "after"}


def test_a_megabyte_is_cut(store):
    store.write([post("a", "storm " * 200_000), post("b", "风" * 1_000_000)])
    kept = store.get(["a", "b"])
    assert len(kept["a"].text) <= TEXT_LIMIT
    assert len(kept["b"].text) == TEXT_LIMIT
    assert store.search(Query("storm")).hits[0].post.id == "a"


def test_fifty_thousand_tags_are_cut(store):
    tags = tuple(f"tag{n}" for n in range(50_000))
    links = tuple(f"https://example.org/{n}" for n in range(1_000))
    store.write([post("a", "look", tags=tags, links=links)])
    kept = store.get(["a"])["a"]
    assert kept.tags == tags[:TAGS]
    assert kept.links == links[:LINKS]


def test_a_future_time_is_drawn_back_to_when_it_was_seen():
    near = replace(GOOD, created=NOW + AHEAD, seen=NOW)
    assert admit(near).created == NOW + AHEAD
    far = replace(GOOD, created=NOW + AHEAD + timedelta(seconds=1), seen=NOW)
    assert admit(far).created == NOW


def test_broken_text_is_mended(store):
    dirty = replace(
        post("a", "before\ud800 \u202eafter\x00\u200b 台\u200b风"),
        author=Author("ann", name="A\udfffnn"),
        tags=("t\ud801ag",),
        url="https://example.org/\udc00",
    )
    store.write([dirty, post("b", "clean")])
    kept = store.get(["a", "b"])
    assert kept["a"].text == "before after 台风"
    assert kept["a"].author.name == "Ann"
    assert kept["a"].tags == ("tag",)
    assert store.search(Query("台风")).hits[0].post.id == "a"


def test_a_huge_field_is_cut(store):
    store.write([post("a", "words", url="https://example.org/" + "x" * 1_000_000)])
    assert len(store.get(["a"])["a"].url) == 4_000


@given(st.text(min_size=1))
def test_a_key_is_64_bits_and_its_own(name):
    assert 0 <= key_of(name) < 2**64
    assert key_of(name) != key_of(name + "x")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=10)), min_size=1, max_size=20))
def test_whatever_was_admitted_comes_back_alike(store, pieces):
    batch = [
        post(f"{key_of(repr((text, tag)))}-{at}", text, tags=(tag,))
        for at, (text, tag) in enumerate(pieces)
    ]
    store.write(batch)
    kept = store.get(one.id for one in batch)
    assert kept == {one.id: admit(one) for one in batch}


@pytest.mark.parametrize("order", ["\x1b[2J", "\x9b31m", "\x07", "\x7f", "\u202e", "\u2066"])
def test_no_field_keeps_what_a_terminal_obeys(order):
    bad = f"a{order}b"
    author = Author("urn:a", handle=bad, name=bad)
    told = admit(post("t:1", bad, by=author, url=bad, tags=(bad,), labels=(bad,)))
    fields = (told.text, told.author.name, told.author.handle, told.url, *told.tags, *told.labels)
    assert set(fields) == {"a" + order[1:] + "b"}
    with pytest.raises(PostRefused, match="control character"):
        admit(post(f"t:{order}", "fine"))
