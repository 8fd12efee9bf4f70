"""Covers for stories and cards for answers: drawn from what stands there, judged like any picture."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rostra.app import answer_card, digest_covers
from rostra.assistant import Answer, Citation, Digest, Evidence, Sentence, Told, plan
from rostra.errors import QueryRefused
from rostra.imagine import read_facts
from rostra.policy import shipped_policy
from rostra.posts import Author, Post

NOW = datetime(2024, 5, 4, 12, tzinfo=UTC)


def story(title, **more):
    told = Sentence(title, (), "quoted")
    return Told(
        told, (told,), "confirmed", NOW, NOW, posts=3, authors=3, origins=2, expected=0.0,
        score=1.0, networks=("m",), langs=("en",), **more,
    )  # fmt: skip


def post(text):
    return Post(
        id="t:1", network="mastodon", source="m", author=Author(id="u", handle="ann@example.org"),
        text=text, created=NOW, seen=NOW, lang="en",
    )  # fmt: skip


def answered(text, said="The ferry is late.", cited=1):
    citation = Citation(cited, "t:1", 0, 1) if cited else None
    sentence = Sentence(said, (citation,) if citation else (), "supported")
    return Answer(
        "ferry?", "en", (sentence,), (Evidence(1, post(text), 1.0),), (),
        plan("ferry?", now=NOW), NOW,
    )  # fmt: skip


def test_each_story_gets_a_cover_but_for_harm_and_what_the_policy_refuses():
    stories = (
        story("Ferry returns to the harbour"),
        story("Bridge collapse kills 4", grave=True),
        story("Naked cyclists ride through town"),
        story("港口的渡轮恢复通航"),
    )
    digest = Digest("en", "", "UTC", NOW, NOW, stories, (), (), (), read=9)
    covers = list(digest_covers(digest, shipped_policy(), now=NOW))
    assert [(c.number, bool(c.picture)) for c in covers] == [
        (1, True), (2, False), (3, False), (4, True)
    ]  # fmt: skip
    assert covers[1].why == "people came to harm"
    assert "nudity" in covers[2].why
    first = covers[0].picture
    assert first.data.startswith(b"\x89PNG")
    assert first.svg.startswith("<svg")
    assert read_facts(first.data).policy.startswith("0 (")


def test_a_card_quotes_the_post_that_is_cited_not_what_was_made_of_it():
    drawn = answer_card(answered("The 8:10 ferry is late again"), shipped_policy(), now=NOW)
    assert "8:10" in drawn.svg
    assert "ann@example.org" in drawn.svg
    assert "The ferry is late." not in drawn.svg


def test_where_no_post_is_cited_or_its_words_are_refused_there_is_no_card():
    with pytest.raises(QueryRefused, match="cites no post that stands"):
        answer_card(answered("x", cited=0), shipped_policy(), now=NOW)
    gone = replace(answered("x"), evidence=())
    with pytest.raises(QueryRefused, match="nothing to share"):
        answer_card(gone, shipped_policy(), now=NOW)
    with pytest.raises(QueryRefused, match="minors"):
        answer_card(answered("a nude child"), shipped_policy(), now=NOW)
