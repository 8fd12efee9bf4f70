"""Words as an index of chats holds them: Latin words, and Han in overlapping pairs."""

from __future__ import annotations

import re

from rostra import text

GRAM_CHARS = 40_000
"""Characters of a message that are indexed."""

_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+|[^\\W_\u3400-\u9fff\uf900-\ufaff]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def grams(written: str) -> str:
    """Write a text as the index takes it: 新闻联播 as 新闻 闻联 联播, all in simplified Chinese."""
    return " ".join(gram for run in _runs(written[:GRAM_CHARS]) for gram in _of_run(run))


def asked_grams(words: str, *, fts5: bool) -> str:
    """Word a search for the index, "" when nothing can be searched: all runs, each as a phrase.

    A Latin word, and a Han character that stands alone, match by their beginnings.
    """
    parts = []
    for run in _runs(words[:400]):
        found = _of_run(run)
        open_end = len(found) == 1 and not (_HAN.match(run) and len(run) > 1)
        if fts5:
            parts.append('"' + " ".join(found) + '"' + ("*" if open_end else ""))
        else:
            parts.append("(" + " <-> ".join(found) + (":*" if open_end else "") + ")")
    return (" " if fts5 else " & ").join(parts)


def _runs(written: str) -> list[str]:
    return _RUN.findall(text.simplify(written).lower())


def _of_run(run: str) -> list[str]:
    if not _HAN.match(run) or len(run) < 2:
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]
