"""Search terms: what the text index holds of a post, and what a query asks of it."""

from __future__ import annotations

from rostra.text import COMMON, words

_HAN_START = "\u3400"


def index_terms(text: str) -> list[str]:
    """Cut a text into the terms it can be found by.

    Words as `text.words` cuts them, and for a Han word of three characters or more its pairs
    too, so that 研究 finds 研究生.
    """
    found = words(text)
    if text.isascii():
        return found
    long = [word for word in found if len(word) > 2 and word[0] >= _HAN_START]
    return found + [word[at : at + 2] for word in long for at in range(len(word) - 1)]


def query_terms(text: str) -> list[str]:
    """Cut a question into distinct terms, in order, without the words that every post has."""
    found = dict.fromkeys(words(text))
    return [w for w in found if w not in COMMON] or list(found)
