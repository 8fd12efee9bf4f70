"""Stories around the posts that report."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rostra.events import led
from rostra.posts import Author, Post

AT = datetime(2026, 8, 20, tzinfo=UTC)


def post(key, text, minutes=0, by=""):
    at = AT + timedelta(minutes=minutes)
    return Post(str(key), "x", "test", Author(by or f"a{key}"), text, at, at)


def by_length(one):
    return min(1.0, len(one.text) / 80)


def ids(story):
    return {p.id for p in story.posts}


def test_a_story_gathers_those_who_echo_its_leader():
    posts = [
        post(1, "The Norden mill is on fire, forty firefighters are at the mill", 1),
        post(2, "Fire at the Norden mill, smoke over the whole town", 5),
        post(3, "The tram to Hallum is late again", 6),
        post(4, "Norden mill fire: everybody is out, says the fire chief", 9),
    ]
    first, *rest = led(posts, by_length)
    assert ids(first) == {"1", "2", "4"}
    assert all("3" in ids(story) for story in rest)


def test_what_reports_nothing_leads_nothing():
    posts = [post(1, "lol"), post(2, "lol")]
    assert led(posts, lambda _: 0.0) == ()
    assert led([], by_length) == ()


def test_one_account_that_repeats_itself_is_one():
    loud = [post(n, "Buy Hallum coins, Hallum coins rise", n, by="one") for n in range(6)]
    fire = [post(n + 10, f"Fire at the Norden mill seen by {n}", n) for n in range(3)]
    assert led([*loud, *fire], lambda _: 0.5)[0].head.id == "10"


@given(st.permutations(range(8)))
def test_the_order_in_which_posts_are_given_is_no_matter(order):
    posts = [post(n, f"word{n % 3} word{n % 2} mill fire word{n}", n) for n in range(8)]
    assert led([posts[i] for i in order], by_length) == led(posts, by_length)


@given(st.lists(st.sampled_from("fire mill tram late town smoke".split()), max_size=12))
def test_a_post_is_in_one_story_at_most(words):
    posts = [post(n, f"{word} {words[n - 1]}", n) for n, word in enumerate(words)]
    told = [p.id for story in led(posts, by_length) for p in story.posts]
    assert len(told) == len(set(told))
