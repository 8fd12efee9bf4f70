"""Sentences against their posts: what is supported, mended, marked and dropped."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf import NOW, evidence_of, make_post, search_in

from rostra.assistant import Desk, Draft, plan
from rostra.assistant._check import check
from rostra.assistant._frames import quoting
from rostra.assistant._overlap import best_span
from rostra.models import Reply, Scripted, Token

FERRY = make_post(1, "The Lindau ferry hit the pier on August 18. 4 passengers were slightly hurt.")
STOP = make_post(2, "Ferry service on Lake Constance is stopped until Tuesday, says the operator.")
SALES = make_post(3, "《湖光》发售三天销量突破10万份，开发商湖边工作室证实。")
RISE = make_post(4, "Rents in Lindau rose 8% in July, the city council did not approve the cap.")
SPECS = make_post(5, "《灯》最低6GB显存，硬盘预留90GB。全程无内购。#灯")
EVIDENCE = evidence_of(FERRY, STOP, SALES, RISE, SPECS)
BARE = Desk(search=search_in([]))


def checked(text, numbers, question="What happened to the ferry?", desk=BARE):
    return check(plan(question, now=NOW), Draft(text, tuple(numbers)), EVIDENCE, desk)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The Lindau ferry hit the pier on August 18.", [1]),
        ("Four passengers were slightly hurt when the Lindau ferry hit the pier.", [1]),
        ("The operator says ferry service on Lake Constance is stopped until Tuesday.", [2]),
        ("《湖光》发售三天销量突破十万份。", [3]),
        ("The Lindau ferry hit the pier and ferry service is stopped until Tuesday.", [1, 2]),
        ("Rents in Lindau rose 8% in July.", [4]),
        ("The city council did not approve the cap.", [4]),
        ("《灯》最低6GB显存，硬盘预留90GB。全程无内购。", [5]),
    ],
)
def test_what_the_posts_say_is_supported(text, numbers):
    said = checked(text, numbers)
    assert (said.verdict, said.reasons) == ("supported", ())
    assert {c.number for c in said.citations} <= set(numbers)


@pytest.mark.parametrize(
    ("text", "numbers", "why"),
    [
        ("14 passengers were slightly hurt on the Lindau ferry.", [1], "number 14"),
        ("The Lindau ferry hit the pier on August 8.", [1], "date August 8"),
        ("《湖光》发售三天销量突破100万份。", [3], "number 100万"),
        ("《湖光》发售三天销量突破10万份，没有得到证实。", [3], "denies"),
        ("The Lindau ferry did not hit the pier on August 18.", [1], "denies"),
        ("Rents in Lindau fell 8% in July.", [4], "opposite"),
        ("The city council did approve the cap.", [4], "denies"),
        (
            "Ferry service on Lake Constance is open until Tuesday, says the operator.",
            [2],
            "opposite",
        ),
        ("The captain said “we never saw the pier coming”.", [1], "do not stand"),
        ("The mayor plans to sell the lake to a bank.", [1], "words"),
    ],
)
def test_what_the_posts_do_not_say_is_not(text, numbers, why):
    said = checked(text, numbers)
    assert said.verdict == "unsupported"
    assert why in " ".join(said.reasons)


def test_another_name_is_marked():
    said = checked("The Bregenz ferry hit the pier on August 18.", [1])
    assert said.verdict != "supported"
    assert any("Bregenz" in reason for reason in said.reasons)


def test_a_wrong_citation_is_mended():
    said = checked("The Lindau ferry hit the pier on August 18.", [2])
    assert said.verdict == "supported"
    assert [c.number for c in said.citations] == [1]
    assert "mended from 2 to 1" in said.reasons[-1]


def test_a_model_that_crosses_no_language_is_mended_to_none_it_cannot_read():
    alike = Desk(search=search_in([]), embed=lambda texts: np.array([[1.0, 0.0]] * len(texts)))
    text = "The game sold 100000 copies in three days."
    assert checked(text, [2], desk=replace(alike, crosses=True)).citations[0].number == 3
    assert checked(text, [2], desk=alike).citations[0].number != 3


def test_no_citation_is_mended_or_dropped():
    assert [c.number for c in checked("The Lindau ferry hit the pier.", []).citations] == [1]
    assert checked("The moon is made of cheese.", []).verdict == "unsupported"


def test_a_citation_that_adds_nothing_is_left_away():
    said = checked("The Lindau ferry hit the pier on August 18.", [1, 3])
    assert [c.number for c in said.citations] == [1]


def test_across_languages_numbers_must_agree():
    right = checked("《湖光》三天卖出10万份", [3])
    wrong = checked("《湖光》 sold 200,000 copies in three days.", [3])
    assert right.verdict == "supported"
    assert wrong.verdict == "unsupported"


def judge_of(yes):
    from math import log

    weighed = (("Yes", log(yes)), ("No", log(1 - yes)))
    word = "Yes" if yes > 0.5 else "No"
    return Scripted([Reply(word, "judge", tokens=(Token(word, log(max(yes, 1 - yes)), weighed),))])


PARAPHRASE = "A boat struck the quay at Lindau; a few travellers were injured."


@pytest.mark.parametrize(
    ("yes", "verdict"), [(0.9, "supported"), (0.5, "partly"), (0.1, "unsupported")]
)
def test_the_judge_decides_where_the_cheap_signs_do_not(yes, verdict):
    desk = Desk(search=search_in([]), judge=judge_of(yes))
    assert checked(PARAPHRASE, [1], desk=desk).verdict == verdict


def test_the_judge_is_not_asked_about_a_copy_or_a_contradiction():
    judge = Scripted([])
    desk = Desk(search=search_in([]), judge=judge)
    assert checked("The Lindau ferry hit the pier on August 18.", [1], desk=desk).citations
    checked("The Lindau ferry hit the pier on August 8.", [1], desk=desk)
    assert judge.asked == []


def test_a_judge_cannot_overrule_a_wrong_number():
    desk = Desk(search=search_in([]), judge=judge_of(0.99))
    said = checked(
        "The Lindau ferry hit the pier on August 18. 40 passengers were hurt.", [1], desk=desk
    )
    assert said.verdict == "unsupported"


TEXTS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
    | st.sampled_from("。.！? \n"),
    max_size=200,
)


@given(TEXTS, TEXTS.filter(lambda t: t.strip()))
def test_a_cited_span_stands_in_the_stored_text(claim, source):
    post = make_post(1, source, lang="en")
    said = check(plan("ferry?", now=NOW), Draft(claim, (1,)), evidence_of(post), BARE)
    for citation in said.citations:
        assert source[citation.start : citation.end] == citation.quote


@given(TEXTS.filter(lambda t: t.strip()))
def test_a_quotation_stands_in_the_stored_text(source):
    post = make_post(1, source, lang="en")
    said = quoting(plan("ferry?", now=NOW), evidence_of(post)[0])
    (citation,) = said.citations
    assert source[citation.start : citation.end] == citation.quote


def test_the_best_sentence_of_a_post_is_the_span():
    start, end = best_span("four passengers hurt", FERRY.text)
    assert FERRY.text[start:end] == "4 passengers were slightly hurt."
