"""The words of the static table, and how often they occur: build-time input from word lists.

Chinese words and counts come from jieba's dictionary (MIT), English ones from symspellpy's
(MIT; counted in Google Books by SCOWL's spellings), both from the `distill` extra; a list of
our own adds what older dictionaries lack.
"""

from __future__ import annotations

import re
from importlib.resources import files

ENGLISH_WORDS = 24_000
CHINESE_WORDS = 33_000
CHINESE_CHARACTERS = 4_500
# Newer words are taken to be as frequent as the 8,000th word of their language.
_NEW_WORD_RANK = 8_000

_HAN_WORD = re.compile("[\u4e00-\u9fff]{1,6}")
_ENGLISH_WORD = re.compile(r"[a-z][a-z'-]+|[ai]")


def english_words() -> dict[str, float]:
    """Return English words, commonest first, with their share of all words."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    rows = (line.split() for line in text.splitlines())
    counts = {word: int(count) for word, count in rows if _ENGLISH_WORD.fullmatch(word)}
    total = sum(counts.values())
    common = sorted(counts, key=lambda word: -counts[word])[:ENGLISH_WORDS]
    return _with_new({word: counts[word] / total for word in common}, han=False)


def chinese_words() -> dict[str, float]:
    """Return Chinese words (simplified), commonest first, with their share of all words."""
    text = (files("jieba") / "dict.txt").read_text("utf-8")
    rows = [line.split() for line in text.splitlines()]
    total = sum(int(row[1]) for row in rows)
    ranked = sorted(
        ((row[0], int(row[1])) for row in rows if _HAN_WORD.fullmatch(row[0])),
        key=lambda pair: (-pair[1], pair[0]),
    )
    characters = [pair for pair in ranked if len(pair[0]) == 1][:CHINESE_CHARACTERS]
    longer = [pair for pair in ranked if len(pair[0]) > 1][: CHINESE_WORDS - CHINESE_CHARACTERS]
    merged = sorted([*characters, *longer], key=lambda pair: (-pair[1], pair[0]))
    return _with_new({word: count / total for word, count in merged}, han=True)


def _with_new(shares: dict[str, float], *, han: bool) -> dict[str, float]:
    text = (files("rostra.models") / "data" / "words-extra.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    usual = list(shares.values())[min(_NEW_WORD_RANK, len(shares) - 1)]
    for word in " ".join(lines).split():
        if (_HAN_WORD.fullmatch(word) is not None) == han:
            shares.setdefault(word, usual)
    return shares
