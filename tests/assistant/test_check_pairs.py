"""The checker on subjects that it was not made by: true sentences rank above altered ones."""

import json
from pathlib import Path

import pytest
from shelf import make_post

from measure.altered import auc, cheap
from rostra.assistant import weigh

HERE = Path(__file__).parent
AUC_OVER, LOWERED_OVER = 0.87, 0.83
"""Somewhat under what was measured; untouched, the two sets gave an AUC of 0.88 and 0.84."""


@pytest.fixture(scope="module", params=["check_pairs", "check_pairs_later"])
def pairs(request):
    return json.loads((HERE / f"{request.param}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def strengths(pairs):
    desk = cheap()
    return [
        tuple(
            weigh(p[which], [make_post(1, p["post"])], desk).strength
            for which in ("true", "altered")
        )
        for p in pairs
    ]


def test_the_pairs_are_in_both_languages(pairs):
    assert {p["langs"] for p in pairs} == {"en-en", "zh-zh", "en-zh", "zh-en"}


def test_true_sentences_rank_above_altered_ones(strengths):
    assert auc([t for t, _ in strengths], [a for _, a in strengths]) > AUC_OVER


def test_an_alteration_lowers_the_strength_of_its_sentence(strengths):
    lowered = sum(a < t for t, a in strengths)
    assert lowered / len(strengths) > LOWERED_OVER


@pytest.mark.parametrize(
    ("sentence", "post", "verdict"),
    [
        ("Norway beat Finland.", "Finland lost to Norway on Saturday.", "supported"),
        ("Finland beat Norway.", "Finland lost to Norway on Saturday.", "unsupported"),
        ("有跳票", "没有跳票，9月见。", "unsupported"),
        (
            "The Model-3 has 7 billion parameters.",
            "The Model-2 has 7 billion parameters.",
            "unsupported",
        ),
        ("Avanti won 3-3.", "Avanti won 3-2.", "unsupported"),
        ("上映第三周突破一亿", "上映第三天突破一亿", "unsupported"),
        ("About 3,000 came.", "3,010 came.", "supported"),
        ("3,010 came.", "3,000 came.", "unsupported"),
    ],
)
def test_what_turns_on_one_word(sentence, post, verdict):
    assert weigh(sentence, [make_post(1, post)], cheap()).verdict == verdict
