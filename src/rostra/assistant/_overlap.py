"""How much of one text stands in another: by words of content, and by runs of characters."""

from __future__ import annotations

from functools import lru_cache

from rostra import text
from rostra.assistant._words import STOP_WORDS
from rostra.text import grams, stem


@lru_cache(maxsize=8192)
def stems(written: str) -> frozenset[str]:
    """Collect the stems of the words that carry content."""
    words = text.words(written)
    return frozenset(stem(w) for w in words if w not in STOP_WORDS and any(map(str.isalnum, w)))


def covered(claim: str, by: str) -> float:
    """Measure the share of the claim's content words that stand in the other text, 0 to 1."""
    asked = stems(claim)
    return len(asked & stems(by)) / len(asked) if asked else 0.0


def copied(claim: str, source: str) -> float:
    """Measure the share of the claim's character runs that stand in the source: 1 for a copy."""
    own = grams(claim)
    return len(own & grams(source)) / len(own) if own else 0.0


def best_span(claim: str, source: str) -> tuple[int, int]:
    """Find the sentence of the source that agrees most with the claim, as [start, end)."""
    spans = [s for s in text.sentences(source) if source[s[0] : s[1]].strip()]
    if not spans:
        return 0, len(source)
    start, end = max(spans, key=lambda s: _agreement(claim, source[s[0] : s[1]]))
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end


def _agreement(claim: str, sentence: str) -> float:
    return copied(claim, sentence) + covered(claim, sentence)


def same_script(one: str, other: str) -> bool:
    """Whether two texts can be compared word by word: both in Han letters, or neither."""
    return (text.script(one) == "han") == (text.script(other) == "han")


def speaks(post_lang: str, lang: str) -> bool:
    """Whether a post's language code is the answer's language; an unknown one may be."""
    return post_lang.split("-", maxsplit=1)[0].lower() in (lang, "und", "")
