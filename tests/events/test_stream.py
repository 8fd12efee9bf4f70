"""The stream keeps what it said, holds each post once, and forgets what is over."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from told import FERRY, FIRE, make_post

from rostra.events import Stream, gather
from rostra.events._stream import EVERY
from rostra.models import open_static

WORDS = "ferry pier lindau fire smoke market oldtown 渡轮 码头 火灾 浓烟 #fire @ann".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
POSTS = st.lists(st.tuples(TEXTS, st.integers(0, 2_000), st.integers(0, 30)), max_size=30).map(
    lambda rows: [
        make_post(f"{i:02}", text, minutes=at, reply_to=f"{of:02}" if of != i else "")
        for i, (text, at, of) in enumerate(rows)
    ]
)


@given(POSTS, st.integers(0, 30))
@settings(max_examples=60)
def test_later_posts_change_nothing_and_batches_do_not_matter(posts, cut):
    posts = sorted(posts, key=lambda p: (p.created, p.id))
    whole, parts = Stream().take(posts), Stream()
    assert (*parts.take(posts[:cut]), *parts.take(posts[cut:])) == whole
    assert Stream().take(posts[:cut]) == whole[:cut]


@given(POSTS)
@settings(max_examples=60)
def test_stories_hold_every_post_once_oldest_first(posts):
    stories = gather(posts)
    assert sorted(p.id for s in stories for p in s.posts) == sorted(p.id for p in posts)
    for story in stories:
        assert list(story.posts) == sorted(story.posts, key=lambda p: (p.created, p.id))
        assert story.head in story.posts


def test_a_story_is_joined_across_languages_by_meaning():
    posts = [
        make_post(1, "Strong earthquake shakes the city, buildings damaged", minutes=0),
        make_post(2, "城市发生强烈地震，建筑物受损", minutes=1),
        make_post(3, "My cat sleeps on the keyboard again", minutes=2),
    ]
    by_words, by_both = Stream().take(posts), Stream(open_static()).take(posts)
    assert len(set(by_words)) == 3
    assert by_both[0] == by_both[1] != by_both[2]


def test_a_repost_a_quote_and_a_reply_go_with_their_post():
    posts = [
        *FERRY[:1],
        make_post("r", "", minutes=1, reposts_of="1"),
        make_post("q", "good grief", minutes=2, quotes="1"),
        make_post("a", "hope all are well", minutes=3, reply_to="q"),
        make_post("x", "", minutes=4, reposts_of="never seen"),
        make_post("y", "", minutes=5, reposts_of="never seen"),
    ]
    given = Stream().take(posts)
    assert len(set(given[:4])) == 1
    assert given[4] == given[5] != given[0]


def test_a_post_that_comes_again_keeps_its_story():
    stream = Stream()
    first = stream.take([*FERRY, *FIRE])
    assert stream.take([*FERRY, *FIRE]) == first


def strangers(texts):
    """Give every text a direction of its own."""
    rows = [np.random.default_rng(list(t.encode())).normal(size=64) for t in texts]
    return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def test_old_stories_retire_and_memory_is_bounded():
    stream, longest, first = Stream(strangers, idle=timedelta(hours=1), most=50), 0, -1
    for batch in range(20):
        posts = [
            make_post(f"{batch}-{i}", f"topic{batch}x{i} word{batch}x{i}", minutes=10 * batch)
            for i in range(64)
        ]
        given = stream.take(posts)
        first = given[0] if batch == 0 else first
        longest = max(longest, len(stream))
    assert longest <= 50 + EVERY
    assert stream.take([make_post("late", "", minutes=300, reply_to="0-0")]) != (first,)
