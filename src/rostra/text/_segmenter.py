"""The Chinese segmenter with the names that are newer than its dictionary."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def segmenter() -> Any:
    """Load the segmenter once; its `cut` and `tag` take the text and whether to guess words."""
    import rjieba

    text = (files("rostra.text") / "new-words.txt").read_text("utf-8")
    for line in text.splitlines():
        tag, *words = line.split()
        if tag != "#":
            for word in words:
                rjieba.add_word(word, None, tag)
    return rjieba
