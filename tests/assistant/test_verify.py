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


SOMEBODY = make_post(7, "The Lindau ferry hit the pier and its bow is bent", hours=5)


def test_one_unknown_account_is_believed_while_nothing_speaks_against_it():
    claim = "The Lindau ferry hit the pier"
    alone = ruled(claim, [SOMEBODY])
    assert (alone.standing, alone.unconfirmed) == ("supported", True)
    assert "one account" in ruling_told(alone)[0].text
    denied = make_post(8, "The Lindau ferry did not hit the pier.", hours=2)
    assert ruled(claim, [SOMEBODY, denied]).standing == "corrected"


def test_an_accounts_own_later_figure_corrects_its_earlier_one():
    later = make_post(
        9, "Search at Lindau is over: 6 passengers of the ferry are hurt", hours=1, by="lake_news"
    )
    assert ruled("4 passengers slightly hurt on the Lindau ferry", [PAPER]).standing == "supported"
    ruling = ruled("4 passengers slightly hurt on the Lindau ferry", [PAPER, later])
    assert ruling.standing == "corrected"


@pytest.mark.parametrize(
    ("claim", "post"),
    [
        ("The Lindau ferry strike starts at 5:00", "The Lindau ferry strike starts at 05:00"),
        ("林道渡轮从5时开始罢工", "林道渡轮司机今天从5时开始罢工"),
        ("The Lindau strike is now indefinite", "Lindau strike is indefinite now, says the union"),
        ("林道渡轮改签免手续费，末班20点开", "林道渡轮改签不收手续费，末班20点开"),
    ],
)
def test_times_of_day_and_words_that_only_look_like_denials_turn_no_claim(claim, post):
    ruling = ruled(claim, [make_post(3, post, by="lake_news")])
    assert not ruling.speak_against
    assert ruling.standing == "supported"
