"""A claim is held against the posts: both sides, who speaks, and what came later."""

from datetime import timedelta

import pytest
from shelf import NOW, make_post, search_in

from rostra.assistant import Desk, Earlier, changes, claim_key, ruling_told, verify

RUMOUR = make_post(1, "RUMOR: the Lindau ferry sank with 200 people aboard", hours=6)
POLICE = make_post(
    2,
    "The Lindau ferry has not sunk; 4 passengers were slightly hurt.",
    hours=4,
    by="lindau_police",
)
PAPER = make_post(
    3, "Lindau ferry hits the pier, 4 passengers slightly hurt, police say", hours=3, by="lake_news"
)
ALL = [RUMOUR, POLICE, PAPER, make_post(4, "I love sunny mornings by the lake!")]


def ruled(claim, posts=ALL, **how):
    return verify(claim, Desk(search=search_in(posts), clock=lambda: 0.0, **how), now=NOW)


def test_what_firm_voices_tell_is_supported():
    ruling = ruled("4 passengers of the Lindau ferry were slightly hurt")
    assert ruling.standing == "supported"
    assert {w.voice for w in ruling.speak_for} == {"official", "press"}
    assert ruling.origins_for == 2
    assert ruling.first_seen == NOW - timedelta(hours=4)


def test_a_rumour_that_was_denied_is_corrected_and_both_sides_are_shown():
    ruling = ruled("The Lindau ferry sank")
    assert ruling.standing == "corrected"
    assert [w.item.post.id for w in ruling.speak_for] == ["1"]
    assert "2" in [w.item.post.id for w in ruling.speak_against]
    said = ruling_told(ruling)
    assert "Corrected" in said[0].text
    assert {c.post_id for s in said for c in s.citations} >= {"1", "2"}


def test_hearsay_alone_is_no_evidence_and_called_unconfirmed():
    ruling = ruled("The Lindau ferry sank", [RUMOUR])
    assert (ruling.standing, ruling.unconfirmed) == ("no evidence", True)
    assert "Unconfirmed" in ruling_told(ruling)[0].text


def test_another_figure_speaks_against():
    ruling = ruled("14 passengers of the Lindau ferry were slightly hurt", [POLICE, PAPER])
    assert ruling.standing == "disputed"
    assert not ruling.speak_for
    assert {w.stance.why for w in ruling.speak_against} == {"figure"}


def test_a_chinese_claim_is_held_against_english_posts():
    known = {"林道": ("lindau",), "渡轮": ("ferry",), "乘客": ("passengers",), "受伤": ("hurt",)}
    ruling = ruled(
        "林道渡轮有4名乘客受伤",
        [POLICE, PAPER],
        gloss=lambda terms: tuple(known.get(term, ()) for term in terms),
    )
    assert ruling.standing == "supported"
    assert "有依据" in ruling_told(ruling)[0].text


@pytest.mark.parametrize("claim", ["", "🎈🎈", "the moon is made of green cheese"])
def test_what_no_post_speaks_of_has_no_evidence(claim):
    ruling = ruled(claim)
    assert ruling.standing == "no evidence"
    assert not ruling.speak_for


def test_the_same_claim_gives_the_same_ruling_or_says_what_changed():
    claim = "4 passengers of the Lindau ferry were slightly hurt"
    first, again = ruled(claim, [POLICE]), ruled(claim, [POLICE])
    assert first == again
    posts = frozenset(w.item.post.id for w in first.speak_for)
    earlier = Earlier(NOW, first.standing, posts)
    assert changes(again, earlier) == ()
    assert any("1 posts came" in line for line in changes(ruled(claim), earlier))


def test_a_claim_is_known_again_however_it_is_written():
    assert claim_key("The Ferry  sank.") == claim_key("the ferry sank")
    assert claim_key("渡輪沉沒了。") == claim_key("渡轮沉没了")
    assert claim_key("the ferry sank") != claim_key("the ferry sank", sample=True)
