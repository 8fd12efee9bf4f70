"""What is a figure in a picture: a number as people write it in tables and at bars."""

from __future__ import annotations

import re

_FIGURE = re.compile(
    r"[<>≈~约]?\s?[-+−–(]?\s?(?:[$€£¥￥]|US\$|RM|CHF)?\s?\d[\d,.\s]*\d?\s?"
    r"(?:%|‰|[kKmMbB]n?|万|亿|千|元|美元|人|个|次|°C?|km|kg|[xX×])?\)?\*?"
)
_PLAIN = re.compile(r"[-+−–]?\d[\d,]*(?:\.\d+)?%?")
_EMPTY = frozenset({"-", "–", "—", "n/a", "N/A", "/", "无", "..."})
_TIMES = {
    "k": 1e3,
    "K": 1e3,
    "万": 1e4,
    "m": 1e6,
    "M": 1e6,
    "亿": 1e8,
    "b": 1e9,
    "B": 1e9,
    "千": 1e3,
}


def is_figure(words: str) -> bool:
    """Whether a text is a number with what belongs to it, or stands for none."""
    return words in _EMPTY or bool(_FIGURE.fullmatch(words.strip()))


def value_of(words: str) -> float | None:
    """Read a plain number: its sign, grouping commas, a percent sign, k, 万 and their like."""
    bare = words.strip().replace(" ", "")
    scale = _TIMES.get(bare[-1:], 1.0)
    bare = bare[:-1] if scale != 1.0 else bare
    if not _PLAIN.fullmatch(bare):
        return None
    return float(re.sub(r"[,%+]", "", bare).replace("−", "-").replace("–", "-")) * scale
