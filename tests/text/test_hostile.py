"""Text made to be slow: every function's time grows with the length and not with its square."""

import time
from datetime import UTC, datetime

import pytest

from rostra import text

SEEDS = (
    *("a", "1", "1,", "1 ", "1.", "-", "_", "Mr. ", "A.B.", "A b ", "Monday ", "since ", "two hundred "),
    *("新闻", "十", "2024年", "8月", "百分之", "《", "“", '"', "#", "@a", "$", "http://", "not "),
    *("\n", "\r\n", " ", "<", "<p>", "&", "\u200d", "😀\u200d", "\u200c", "\ufe0f", "a\u0301\u0316"),
)  # fmt: skip
MEGABYTE = 1_000_000
POST, READ = 20_000, 10_000
"""A post is cut to 20,000 characters before any other function sees it; half of them show growth."""

NOW = datetime(2026, 8, 20, tzinfo=UTC)
FUNCTIONS = {
    **{name: getattr(text, name) for name in text.__all__ if name in (
        "fingerprint", "language", "names", "negated", "plain", "quantities", "script",
        "sentences", "simplify", "traditional", "words",
    )},
    "clean": text.clean,
    "dates": lambda written: text.dates(written, NOW),
    "time_span": lambda written: text.time_span(written, NOW, "UTC"),
}  # fmt: skip


def seconds(function, written):
    began = time.process_time()
    function(written)
    return time.process_time() - began


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_post_made_to_be_slow_is_read_at_once(name):
    function = FUNCTIONS[name]
    # Dictionaries, and the model that tells languages written alike apart, come with first calls.
    function("Der Hafen bleibt heute geschlossen, sagt die Verwaltung. Monday, 1: 二")
    for seed in SEEDS:
        for end in ("", "!x"):
            spent = seconds(function, seed * (READ // len(seed)) + end)
            assert spent < 1.0, f"{name} took {spent:.1f} s over {seed!r}"


@pytest.mark.parametrize("seed", ["a", "Mr. ", "新闻", "\n", "<", "\u200d", "😀\u200d", "a\u0301"])
def test_a_megabyte_is_made_safe_in_little_time(seed):
    written = seed * (MEGABYTE // len(seed))
    assert seconds(text.clean, written) < 1.0
    assert len(text.clean(written)) <= POST
    assert seconds(text.sentences, written) < 5.0
