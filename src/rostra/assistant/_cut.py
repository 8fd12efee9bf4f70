"""A few words cut from a sentence are told with the sentence they were cut from."""

from __future__ import annotations

from collections.abc import Sequence

from rostra.assistant._overlap import best_span, copied, covered
from rostra.assistant._sift import readable
from rostra.assistant._types import Evidence, Sentence

COPY = 0.8
PART = 1 / 3
"""Share of the content words of the post's sentence under which a copy is out of its context."""


def cut_out(sentence: Sentence, evidence: Sequence[Evidence]) -> Evidence | None:
    """Find the post of which a sentence copies some words and leaves out what governs them.

    "Say X", "it is false that X" and "if X" do not tell X: such a copy is quoted whole.
    """
    numbers = {citation.number for citation in sentence.citations}
    for item in evidence:
        if item.number in numbers:
            source = readable(item.post.text)
            start, end = best_span(sentence.text, source)
            whole = source[start:end]
            if copied(sentence.text, whole) >= COPY and covered(whole, sentence.text) < PART:
                return item
    return None
