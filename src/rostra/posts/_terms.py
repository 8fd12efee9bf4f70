"""Search terms: what the text index holds of a post, and what a query asks of it."""

from __future__ import annotations

from rostra.text import words

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
    return [w for w in found if w not in STOP] or list(found)


STOP = frozenset(
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
