"""The checker on subjects that it was not made by: true sentences rank above altered ones."""

import json
from pathlib import Path

import pytest
from shelf import make_post

from measure.altered import auc, cheap
from rostra.assistant import weigh

PAIRS = json.loads(Path(__file__).with_name("check_pairs.json").read_text(encoding="utf-8"))
AUC_OVER, LOWERED_OVER = 0.85, 0.8
"""Somewhat under what was measured before any rule had been looked at with these pairs: 0.876, 0.86."""


@pytest.fixture(scope="module")
def strengths():
    desk = cheap()
    return [
        tuple(
            weigh(p[which], [make_post(1, p["post"])], desk).strength
            for which in ("true", "altered")
        )
        for p in PAIRS
    ]


def test_there_are_enough_in_both_languages():
    assert 2 * len(PAIRS) >= 60
    assert {p["langs"] for p in PAIRS} == {"en-en", "zh-zh", "en-zh", "zh-en"}


def test_true_sentences_rank_above_altered_ones(strengths):
    assert auc([t for t, _ in strengths], [a for _, a in strengths]) > AUC_OVER


def test_an_alteration_lowers_the_strength_of_its_sentence(strengths):
    lowered = sum(a < t for t, a in strengths)
    assert lowered / len(strengths) > LOWERED_OVER
