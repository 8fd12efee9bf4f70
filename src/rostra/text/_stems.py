"""What is left of a text when its form is taken away: stems of words, runs of characters."""

from __future__ import annotations

import re
from functools import lru_cache

from rostra.text._scripts import simplify

_SUFFIXES = ("'s", "ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")
_GRAM = 3
_NOISE = re.compile(r"https?://\S+|[\W_]+")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Cut an English word to its stem, roughly; other words stay."""
    if not word.isascii() or word[-1:].isdigit():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            cut = word[: -len(suffix)]
            return cut + "y" if suffix in ("ied", "ies") else cut.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


@lru_cache(maxsize=8192)
def grams(written: str) -> frozenset[str]:
    """Cut the text into runs of three characters, simplified, lower-cased, punctuation left out."""
    flat = _NOISE.sub("", simplify(written).lower())
    return frozenset(flat[i : i + _GRAM] for i in range(max(1, len(flat) - _GRAM + 1)) if flat)


COMMON = frozenset(
    (
        "a about above after again against all am an and any are as at be because been before "
        "being below between both but by can could did do does doing don't down during each few "
        "for from further had has have having he her here hers herself him himself his how i if "
        "in into is it its itself just me more most my myself no nor not now of off on once only "
        "or other our ours ourselves out over own same she should so some such than that the "
        "their theirs them themselves then there these they this those through to too under "
        "until up very was we were what when where which while who whom why will with would you "
        "your yours yourself yourselves "
        "的 了 和 是 在 有 我 他 她 它 们 我们 你 你们 他们 这 那 这个 那个 这些 那些 "
        "哪些 哪 什么 怎么 怎样 如何 为什么 吗 呢 吧 啊 哦 也 都 就 还 又 与 及 或 或者 而 "
        "而且 但 但是 被 把 给 对 从 到 向 之 其 所 以 于 为 因为 所以 如果 虽然 个 着 过 地 得 "
        "很 没 没有 不 一个 一些 多少 谁 几 请 关于 并 等 后 中 上 下 里"
    ).split()
)
"""Words that most posts have, in English and Chinese (simplified)."""
