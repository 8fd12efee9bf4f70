"""The rules judge alike on both sides, say why, and tie where the difference is small."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.arena._rules import RULES, Measured, Rules, fault, judge, score

GOOD = Measured(words=30, claims=3, supported=3, partly=0, language=1.0, held=1.0)
EMPTY = Measured(words=0, claims=0, supported=0, partly=0, language=0.0, held=0.0)

shares = st.floats(0, 1)


@st.composite
def measured(draw):
    claims = draw(st.integers(0, 8))
    supported = draw(st.integers(0, claims))
    partly = draw(st.integers(0, claims - supported))
    words = draw(st.floats(0, 500))
    held = draw(st.none() | shares)
    return Measured(words, claims, supported, partly, draw(shares), draw(shares), held)


@given(measured(), measured())
def test_sides_do_not_matter(one, other):
    mirror = {"left": "right", "right": "left", "tie": "tie", "both bad": "both bad"}
    there, back = judge(one, other), judge(other, one)
    assert back.choice == mirror[there.choice]
    assert (back.left, back.right) == (there.right, there.left)
    assert there.reasons


@given(measured())
def test_sums_are_shares_and_no_answer_beats_itself(one):
    assert 0 <= score(one) <= 1
    assert judge(one, one).choice == ("both bad" if fault(one) else "tie")


@given(measured())
def test_more_support_never_costs(one):
    if one.supported < one.claims - one.partly:
        assert score(replace(one, supported=one.supported + 1)) >= score(one)


@pytest.mark.parametrize(
    ("worse", "why"),
    [
        (replace(GOOD, held=0.5), "facts asked for: left 100%, right 50%"),
        (replace(GOOD, supported=1), "borne out: left 3 of 3, right 1 of 3"),
        (replace(GOOD, language=0.4), "in the language asked for: left 100%, right 40%"),
        (replace(GOOD, words=600), "length: left 30 words, right 600 words"),
        (replace(GOOD, repeated=0.75), "length: left 30 words, right 30 words, 75% said over"),
        (replace(GOOD, words=2), "length: left 30 words, right 2 words"),
        (replace(GOOD, claims=0, supported=0), "borne out: left 3 of 3, right claims nothing"),
        (replace(GOOD, supported=0), "right fails: nothing borne out"),
        (replace(GOOD, language=0.05), "right fails: another language"),
        (EMPTY, "right fails: empty"),
    ],
)
def test_each_rule_decides_alone_and_says_so(worse, why):
    judged = judge(GOOD, worse)
    assert judged.choice == "left"
    assert why in judged.reasons


def test_to_claim_nothing_is_better_than_to_invent_and_worse_than_to_tell():
    silent = replace(GOOD, claims=0, supported=0, held=None)
    assert judge(silent, replace(GOOD, supported=0, held=None)).choice == "left"
    assert judge(silent, replace(GOOD, supported=1, claims=4, held=None)).choice == "left"
    assert judge(silent, replace(GOOD, supported=2, claims=3, held=None)).choice == "right"


def test_where_the_facts_are_not_known_the_rest_counts_for_all():
    assert score(replace(GOOD, held=None)) == score(GOOD) == 1
    assert judge(replace(GOOD, held=None), replace(GOOD, held=None, supported=1)).choice == "left"


def test_both_bad_where_both_fail_and_a_tie_where_the_difference_is_small():
    assert judge(EMPTY, replace(GOOD, supported=0)).choice == "both bad"
    near = judge(GOOD, replace(GOOD, words=125))
    assert near.choice == "tie"
    assert judge(GOOD, replace(GOOD, words=125), Rules(tie=0.001)).choice == "left"


def test_the_rules_are_told_with_their_figures_and_weights_add_up():
    assert RULES.support + RULES.held + RULES.language + RULES.length == pytest.approx(1)
    assert all(f"{n:g}" in RULES.words() for n in (RULES.support, RULES.most, RULES.tie))
