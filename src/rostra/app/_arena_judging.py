"""Measure two answers to a question by the assistant's own checker, both in the same way.

Only the text of an answer is read, whoever gave it: its citations are taken off, and each sentence
that claims something is weighed against the same posts, those that either answer cites and those
that the search finds for the question. So an uncited sentence is not held against an answer, but
what no post bears out is. Posts that are quoted bear themselves out: to quote wins on support by
construction, and a model alone, which saw no post, can hardly win on it. The rules say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeAlias

from rostra import text
from rostra.arena import Judged, Measured, judge
from rostra.assistant import Desk, tongue_of, weigh
from rostra.posts import Author, Post

FEWEST_WORDS = 2.5
"""Words from which a sentence may claim something; two Han characters count as one."""

_ERA = datetime(1970, 1, 1, tzinfo=UTC)
_CITED = re.compile(r"\s?\[\d{1,2}\]")
_LINK = re.compile(r"https?://\S+|[@#][\w.-]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
# Whose words they are is no claim of its own: a time, a name, a colon.
_WHOSE = re.compile(
    r"^(?:(?:[A-Z][a-z]{2} \d{1,2}|\d{1,2}月\d{1,2}日) \d\d:\d\d )?"
    r"(?:[（(][^（）()]{0,40}[)）]\s*)?"
    r"(?:Unconfirmed, from |According to |未经证实，|未經證實，|据 |據 )?"
    r"@?[\w.-]{1,60}(?: ?[（(][^（）()]{1,40}[)）])?(?: 称| 稱)?\s?[:：]\s?(?=[“\"'‘「\w])"
)
_SILENT = re.compile(
    r"\b(?:posts? (?:do|does) not (?:tell|say)|no posts?\b|found no posts?|none that I found"
    r"|searched for:|posts were found and left out"
    r"|I (?:do not|don't|can ?not|can't|am unable|am not able|have not|haven't)\b|I'm (?:sorry|not"
    r"|unable)|as an? (?:AI|language model))"
    r"|帖子没有|帖子沒有|没有帖子|沒有帖子|没有找到|沒有找到|搜索内容：|搜索內容：|条帖子被排除|條帖子被排除"
    r"|我(?:不知道|无法|無法|不能|没有|沒有)|(?:抱歉|对不起|對不起)[，,]",
    re.IGNORECASE,
)


Fact: TypeAlias = tuple[str, ...]
"""A fact in the words of each language."""


def judged(
    question: str,
    sides: tuple[str, str],
    posts: Sequence[Post],
    desk: Desk,
    facts: Sequence[Fact] = (),
) -> tuple[Judged, Measured, Measured]:
    """Judge two answers to a question against the same posts; give what was measured of each.

    `facts` are what an answer should hold, where that is known.
    """
    lang = "en" if tongue_of(question) == "en" else "zh"
    ours, theirs = (
        replace(measured(each, lang, posts, desk), held=held(each, facts, desk)) for each in sides
    )
    return judge(ours, theirs), ours, theirs


def held(answer: str, facts: Sequence[Fact], desk: Desk) -> float | None:
    """Return the share of facts that an answer holds, None where there are none to hold.

    The checker is turned round: a fact is weighed against the answer as against a post, in each of
    its wordings; in part counts half.
    """
    if not facts:
        return None
    bare = _CITED.sub("", answer)
    post = Post("answer", "", "", Author("answer"), bare, _ERA, _ERA, lang=text.language(bare))
    worth = {"supported": 1.0, "partly": 0.5, "unsupported": 0.0}
    found = [max(worth[weigh(said, [post], desk).verdict] for said in fact) for fact in facts]
    return round(sum(found) / len(found), 4)


def measured(answer: str, lang: str, posts: Sequence[Post], desk: Desk) -> Measured:
    """Measure an answer that should be in "zh" or "en"; the desk checks without a judge."""
    bare = _CITED.sub("", answer)
    said = [bare[start:end].strip() for start, end in text.sentences(bare)]
    claimed = [_WHOSE.sub("", sentence).strip() for sentence in said if claims(sentence)]
    verdicts = [_verdict(claim, posts, desk) for claim in claimed if claim]
    han, latin = _units(bare)
    words = han + latin
    return Measured(
        words=words,
        claims=len(verdicts),
        supported=verdicts.count("supported"),
        partly=verdicts.count("partly"),
        language=round((latin if lang == "en" else han) / words, 4) if words else 0.0,
        repeated=round(1 - len(set(said)) / len(said), 4) if said else 0.0,
    )


def claims(sentence: str) -> bool:
    """Whether a sentence claims something: it asks nothing and does not say what is not known."""
    if sentence.rstrip("”\"'’」 ").endswith(("?", "？")) or _SILENT.search(sentence):
        return False
    return sum(_units(sentence)) >= FEWEST_WORDS


def _verdict(sentence: str, posts: Sequence[Post], desk: Desk) -> str:
    """Give the best verdict that any one of the posts gives a sentence."""
    found = {weigh(sentence, [post], desk).verdict for post in posts}
    return next((v for v in ("supported", "partly") if v in found), "unsupported")


def _units(written: str) -> tuple[float, float]:
    """Count words of Han script (two characters are one) and of Latin script, without names."""
    plain = _LINK.sub(" ", written)
    return len(_HAN.findall(plain)) / 2, float(len(_LATIN.findall(plain)))
