"""What the register tells of anonymous entrants, and what the best of several is worth."""

import random
from datetime import UTC, datetime

import pytest

from rostra.arena import (
    Masked,
    best_of,
    best_of_warning,
    category_of,
    even_shares,
    prompt_of,
    shown_name,
    siblings_of,
)

NOW = datetime(2024, 8, 14, tzinfo=UTC)


def test_a_revealed_entrant_keeps_its_code_name_beside_the_true_one():
    hidden = Masked("sus-column-r", NOW, "seal", name="")
    assert shown_name("sus-column-r", [hidden]) == "sus-column-r"
    revealed = Masked("sus-column-r", NOW, "seal", revealed_at=NOW, name="grok-2")
    assert shown_name("sus-column-r", [revealed]) == "grok-2 (sus-column-r)"
    assert shown_name("mini", [revealed]) == "mini"


@pytest.mark.parametrize(("n", "mean"), [(1, 0.0), (2, 0.5642), (3, 0.8463), (10, 1.5388)])
def test_the_best_of_equal_ones_looks_as_good_as_the_tables_say(n, mean):
    """Expected largest of n standard normals: Harter (1961), table 1."""
    assert best_of(n) == pytest.approx(mean, abs=5e-5)


def test_the_best_of_twenty_seven_by_simulation():
    draw = random.Random(7)
    mean = sum(max(draw.gauss(0, 1) for _ in range(27)) for _ in range(4000)) / 4000
    assert best_of(27) == pytest.approx(mean, abs=4 * 0.45 / 4000**0.5)


def test_the_warning_names_how_many_and_how_much():
    assert best_of_warning(1) == ""
    assert "entered 27" in best_of_warning(27)
    assert "here 11 Elo" in best_of_warning(2, 20.0)
    assert siblings_of({"a": "xAI", "b": "xai ", "c": "", "d": "other"}, "a") == 2
    assert siblings_of({"a": "", "b": ""}, "a") == 1, "makers that are not known are not one maker"


def test_even_shares_add_up_to_both_sides():
    assert sum(even_shares(["a", "b", "c"]).values()) == pytest.approx(2.0)
    assert even_shares(["a"]) == {"a": 0.0}


@pytest.mark.parametrize(
    ("question", "category"),
    [
        ("Write a Python function that sorts a list", "writing"),
        ("Why does this traceback appear?", "code"),
        ("写一首关于海的诗", "writing"),
        ("今天有什么新闻？", "news"),
        ("Solve x^2 = 4", "maths"),
        ("把这句话翻译成英文", "translation"),
        ("What is love?", "other"),
    ],
)
def test_a_question_has_a_category(question, category):
    assert category_of(question) == category


def test_what_is_asked_of_the_feed_is_news():
    assert category_of("What is love?", feed=True) == "news"
    assert category_of("translate the news", feed=True) == "translation"


def test_a_prompt_is_known_again_however_it_is_spaced():
    assert prompt_of("Ｗhat  is\nGrok") == prompt_of("what is grok")
    assert prompt_of("what is grok") != prompt_of("what is qwen")
    assert prompt_of(" ") == ""
