"""The Chinese segmenter with the names that are newer than its dictionary."""

from __future__ import annotations

import threading
from functools import cache
from importlib.resources import files
from typing import Any

_loading = threading.Lock()


def segmenter() -> Any:
    """Load the segmenter once; its `cut` and `tag` take the text and whether to guess words."""
    # `cache` lets threads that meet at the first use all load, and the segmenter refuses to cut
    # for one while another adds words.
    with _loading:
        return _loaded()


@cache
def _loaded() -> Any:
    import rjieba

    text = (files("rostra.text") / "new-words.txt").read_text("utf-8")
    for line in text.splitlines():
        tag, *words = line.split()
        if tag != "#":
            for word in words:
                rjieba.add_word(word, None, tag)
    return rjieba
