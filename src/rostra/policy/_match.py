"""Finding a rule's words in a text: whole words of letters, runs of Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rostra.policy._types import Match

_HAN = re.compile(r"[\u3400-\u9fff]")
_AGE = re.compile(
    r"(?<![\d.])(?:1[0-7]|[1-9])[\s-]*(?:year|yr)s?[\s-]*old|(?<![\d.])(?:1[0-7]|[1-9])\s?y/?o\b"
    r"|(?<![\d.])(?:1[0-7]|[1-9])\s?岁|\baged? (?:1[0-7]|[1-9])\b"
    r"|[一二三四五六七八九]岁|(?<![二三四五六七八九])十[一二三四五六七]?岁"
)
UNDER_AGE = "@under-age"
"""Stands in a list of words for every age below eighteen, in figures or characters."""


def found(match: Match, forms: Sequence[str]) -> bool:
    """Say whether every group has a word in the text and no word of `unless` stands there.

    The words of one match may stand in different forms of the text: tricks can be mixed.
    """
    return all(_any(group, forms) for group in match.every) and not _any(match.unless, forms)


def _any(words: tuple[str, ...], forms: Sequence[str]) -> bool:
    if not words:
        return False
    pattern = pattern_of(words)
    if any(pattern.search(form) for form in forms):
        return True
    return UNDER_AGE in words and any(_AGE.search(form) for form in forms)


@lru_cache(maxsize=512)
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for a list of words.

    `word` is a whole word, `word*` the beginning of one, `two words` may stand any space or hyphen
    apart; words with a Chinese character are found anywhere. Nothing in them is a regular
    expression, so that no list can take more than linear time.
    """
    return re.compile("|".join(_one(word) for word in words if word != UNDER_AGE) or r"(?!)")


def _one(word: str) -> str:
    low = word.casefold()
    if _HAN.search(low):
        return re.escape(low)
    stem, tail = (low[:-1], r"[^\W_]{0,12}") if low.endswith("*") else (low, "")
    body = r"[\s-]{0,2}".join(re.escape(part) for part in stem.split())
    return rf"(?<![^\W_]){body}{tail}(?![^\W_])"
