"""Posts become stories, whatever their order."""

import random
from datetime import timedelta

from told import FERRY, FIRE, NOW, make_post

from rostra.events import gather, origins, spread


def test_two_events_are_two_stories_the_most_told_first():
    ferry, fire = gather([*FIRE, *FERRY])
    assert [p.id for p in ferry.posts] == ["1", "2", "3"]
    assert [p.id for p in fire.posts] == ["4", "5"]
    assert ferry.head in ferry.posts


def test_order_of_equal_times_does_not_matter():
    posts = [make_post(p.id, p.text) for p in (*FERRY, *FIRE)]
    told = gather(posts)
    for seed in range(5):
        assert gather(random.Random(seed).sample(posts, len(posts))) == told


def test_nothing_makes_no_story():
    assert gather([]) == ()


def test_spread_tells_when_where_and_by_whom():
    (ferry, _) = gather([*FIRE, *FERRY])
    told = spread(ferry)
    assert (told.first_seen, told.last_seen) == (NOW, NOW + timedelta(minutes=6))
    assert (told.posts, told.authors, told.origins) == (3, 3, 3)
    assert told.networks == ("bluesky", "nostr")
    assert told.langs == ("en",)


def test_who_repeats_is_no_origin():
    first = FERRY[0]
    copies = [
        make_post("copy", "RT @ann: " + first.text + " !!", minutes=2),
        make_post("repost", "", minutes=3, reposts_of=first.id),
        make_post("quote", "good grief", minutes=3, quotes=first.id),
        make_post("wrapped", "Oh no. " + first.text + " Terrible.", minutes=4),
        make_post("again", "Still at the pier, they cut the hull open", by="author-1", minutes=8),
    ]
    groups = origins([*copies, *FERRY])
    assert [[p.id for p in g] for g in groups] == [
        ["1", "copy", "quote", "repost", "wrapped", "again"],
        ["2"],
        ["3"],
    ]


def test_a_link_shared_with_the_same_words_is_one_origin():
    one = make_post(1, "Ferry hits pier in Lindau - Lake News", links=("https://a.example/1",))
    two = make_post(2, "Ferry hits pier in Lindau, oh dear me", links=("https://a.example/1",))
    own = make_post(3, "I was on board and nobody told us", links=("https://a.example/1",))
    assert len(origins([one, two, own])) == 2
