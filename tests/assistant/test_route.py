"""Who answers: the small model where its words are borne out, else the large one."""

import json
from dataclasses import replace

import pytest

from rostra.assistant import Finished, Gathered, Planned, routed
from rostra.models import Scripted


def saying(text):
    return json.dumps({"sentences": [{"text": text, "cite": [1]}]})


GOOD = saying("The Lindau ferry hit the pier this morning.")
BAD = saying("The Munich tram burned down in 1999.")


def asked(question, desk, now, small, large):
    both = replace(desk, model=small, larger=replace(desk, model=large, crosses=True))
    return list(routed(question, both, now=now, seed=1))


def two(small, large=GOOD):
    return Scripted([small] * 9), Scripted([large] * 9)


def test_what_the_small_model_wrote_well_stands(desk, now):
    small, large = two(GOOD)
    events = asked("What happened to the Lindau ferry?", desk, now, small, large)
    assert small.asked
    assert not large.asked
    assert "borne out" in events[-1].answer.notes[-1]


def test_what_the_checker_drops_goes_to_the_large_model_and_cards_come_once(desk, now):
    small, large = two(BAD)
    events = asked("What happened to the Lindau ferry?", desk, now, small, large)
    assert small.asked
    assert large.asked
    assert sum(isinstance(e, Gathered) for e in events) == 1
    assert sum(isinstance(e, Planned) for e in events) == 1
    assert isinstance(events[-1], Finished)
    assert "not borne out well enough" in events[-1].answer.notes[-1]
    assert "Munich" not in events[-1].answer.text


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Write a function about the Lindau ferry", "code or mathematics"),
        ("写一个关于林道渡轮的函数", "代码或数学"),
    ],
)
def test_rules_ask_the_large_model_before_a_word_is_written(desk, now, question, why):
    small, large = two(GOOD)
    events = asked(question, desk, now, small, large)
    assert not small.asked
    assert why in events[-1].answer.notes[-1]
