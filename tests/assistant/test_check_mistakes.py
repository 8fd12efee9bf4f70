"""Past mistakes, left-out posts, and spans in any writing."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import NOW, evidence_of, make_post, search_in

from rostra.assistant import Desk, Draft, Mistake, Step, answer, left_out, plan, weigh
from rostra.assistant._check import MARKED, check

FERRY = make_post(1, "The Lindau ferry hit the pier on August 18. 4 passengers were slightly hurt.")
CLAIM = "The Lindau ferry hit the pier on August 18."


def checked(claim, *mistakes):
    desk = Desk(search=search_in([]), mistakes=mistakes)
    return check(plan("ferry?", now=NOW), Draft(claim, (1,)), evidence_of(FERRY), desk)


def test_the_same_citation_marked_wrong_is_marked_and_never_dropped():
    said = checked(CLAIM, Mistake("1", CLAIM))
    assert (said.verdict, said.reasons) == ("partly", (MARKED,))


@pytest.mark.parametrize(
    "mistake", [Mistake("2", CLAIM), Mistake("1", "4 passengers were slightly hurt.")]
)
def test_a_mark_on_another_post_or_sentence_does_nothing(mistake):
    assert checked(CLAIM, mistake).verdict == "supported"


def test_strength_ranks_a_copy_over_a_changed_one():
    bare = Desk(search=search_in([]))
    true = weigh(CLAIM, [FERRY], bare).strength
    for changed in ("August 8", "August 19"):
        assert weigh(CLAIM.replace("August 18", changed), [FERRY], bare).strength < true / 2


def test_every_post_left_out_is_told_with_stage_and_words(desk, now):
    found = answer("Why did the Lindau ferry hit the pier?", desk, now=now)
    dropped = [p for s in found.steps if s.name not in ("check", "write") for p, _ in s.dropped]
    assert [one.post_id for one in found.left_out] == dropped
    assert all(one.words and one.stage for one in found.left_out)


@pytest.mark.parametrize(
    ("tongue", "words"),
    [("en", "it does not speak of the question"), ("zh", "与问题无关"), ("zh-hant", "與問題無關")],
)
def test_reasons_are_told_in_the_language_of_the_question(tongue, words):
    (one,) = left_out([Step("topic", 0, (("p", "off topic (0.11)"),))], tongue)
    assert dataclasses.astuple(one) == ("p", "topic", "off topic (0.11)", words)


ODD = st.text(
    alphabet=st.sampled_from("👩‍👩‍👧🎉e\u0301n\u0303新闻渡轮。！? .\n\u200d\ufe0fAb1万"),
    max_size=120,
)


@given(ODD, ODD.filter(lambda t: t.strip()))
def test_spans_stand_in_text_with_emoji_and_combining_marks(claim, source):
    post = make_post(1, source, lang="zh")
    bare = Desk(search=search_in([]))
    said = check(plan("ferry?", now=NOW), Draft(claim, (1,)), evidence_of(post), bare)
    assert 0 <= said.strength <= 1
    for citation in said.citations:
        assert source[citation.start : citation.end] == citation.quote
