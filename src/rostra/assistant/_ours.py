"""Whether a sentence of the model may stand as ours, or its post is quoted in its place.

A model may do what a post asks for in words that no filter knows. What it says then is borne out by
the post that asked. So a sentence stands as ours only where it answers, tells whole clauses, its
posts speak of the world and not to whoever tells of them, and two accounts tell what it tells. A
quotation names its author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rostra import text
from rostra.assistant._chosen import AGAINST
from rostra.assistant._frames import rests_on
from rostra.assistant._missing import SHOWN
from rostra.assistant._overlap import best_span, copied, speaks, stems
from rostra.assistant._relevance import spoken_of
from rostra.assistant._sift import readable
from rostra.assistant._signals import DENIED, signals
from rostra.assistant._sought import closed, holds, sought
from rostra.assistant._types import Desk, Evidence, Plan, Sentence
from rostra.assistant._write import foreign

COPY = 0.8
"""Share of a claim's character runs, or words, in a sentence from which it is drawn from it."""
PART, WHOLE = 1 / 3, 2 / 3
"""Share of the content words of a sentence, and of the clauses it draws on, that a copy holds."""
ACROSS = 0.8
"""Strength from which a sentence that rests on posts in another language stands."""
DISPUTED = 0.5
"""Overlap from which a post that denies is heard against a sentence."""
LEAST = 3
"""Content words of a sentence where the question is too broad to have any."""


def quoted_instead(
    plan: Plan, sentence: Sentence, evidence: Sequence[Evidence], desk: Desk
) -> tuple[Evidence, str] | None:
    """Find the post to quote in place of a sentence, and why; None where it may stand as ours."""
    cited = rests_on(sentence, evidence)
    if not cited:
        return None
    for item in cited:
        if why := _fault_of_one(plan, sentence.text, item):
            return item, why
    if why := _fault_of_all(plan, sentence, cited):
        return cited[0], why
    if _contested(plan, sentence.text, evidence, desk):
        return cited[0], "a post denies it"
    sole = _sole(plan, sentence.text, cited, evidence)
    return (sole, "only one account tells it") if sole else None


def _fault_of_one(plan: Plan, claim: str, item: Evidence) -> str:
    """Say why a cited post does not let a claim stand, or ""."""
    source = readable(item.post.text)
    if addresses(source):
        return "its post speaks to whoever tells of it"
    if _strays(plan, claim, source):
        return "its post speaks of something else too"
    start, end = best_span(claim, source)
    return "it leaves out what governs it" if _torn(plan, claim, source[start:end]) else ""


def _fault_of_all(plan: Plan, sentence: Sentence, cited: Sequence[Evidence]) -> str:
    """Say why a sentence may not stand on all its posts together, or ""."""
    if not _answers(plan, sentence.text, cited[0]):
        return "it shares nothing with the question"
    if foreign(plan, cited) and sentence.strength < ACROSS:
        return "too little of it stands in posts of another language"
    return ""


@lru_cache(maxsize=8192)
def addresses(written: str) -> bool:
    """Whether a text bids, wishes, supposes or exclaims, or speaks of the telling itself.

    It is liberal, for all it costs is that the post is quoted and not worded.
    """
    return any(pattern.search(written) for pattern in (*_MOODS, *_OF_TELLING))


def _contested(plan: Plan, claim: str, evidence: Sequence[Evidence], desk: Desk) -> bool:
    """Whether a question for yes or no meets a post that denies what a claim says."""
    if not closed(plan.question):
        return False
    least = AGAINST * max(item.score for item in evidence)
    found = (signals(claim, [item.post], desk) for item in evidence if item.score >= least)
    return any(seen.overlap >= DISPUTED and DENIED in seen.conflicts for seen in found)


def _answers(plan: Plan, claim: str, item: Evidence) -> bool:
    """Whether a sentence speaks of the question, or holds the kind of thing that it seeks."""
    if not plan.terms:
        return len(stems(claim)) >= LEAST
    kind = sought(plan.question)
    if kind in SHOWN and holds(kind, claim):
        return True
    return bool(spoken_of(plan, replace(item.post, text=claim, lang=plan.lang)))


def _torn(plan: Plan, claim: str, whole: str) -> bool:
    """Whether a claim is drawn from a part of a sentence that is nothing without the rest.

    "Say: X", "it is false that X" and "if X" do not tell X.
    """
    own, every, asked = stems(claim), stems(whole), stems(plan.question)
    new = own - asked or own
    if copied(claim, whole) < COPY and len(new & every) < COPY * len(new):
        return False
    if len(own & every) < PART * len(every):
        return True
    drawn = frozenset[str]()
    for head, clause in _clauses(whole):
        words = stems(clause)
        if not words & own:
            continue
        governs = stems(head) if not _LABEL.fullmatch(head) else frozenset()
        if len(governs & own) < WHOLE * len(governs):
            return True
        drawn |= words if words & (own - asked) else frozenset()
    return len(own & drawn) < WHOLE * len(drawn)


def _strays(plan: Plan, claim: str, source: str) -> bool:
    """Whether a post holds a sentence that has nothing in common with the claim or the question.

    One that reports (figures, a name) may.
    """
    known = stems(claim) | stems(plan.question)
    pieces = (source[a:b] for a, b in text.sentences(source))
    return any(stems(p) and not stems(p) & known and not _reports(p) for p in pieces)


def _reports(piece: str) -> bool:
    return any(map(str.isdigit, piece)) or bool(text.names(piece))


def _sole(
    plan: Plan, claim: str, cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Evidence | None:
    """Find the cited post that alone, or with others of its account, holds a word of the claim."""
    new = stems(claim) - stems(plan.question)
    read = [(other.post.author.id, readable(other.post.text)) for other in evidence]
    for item in cited:
        if not speaks(item.post.lang, plan.lang):
            continue
        told = [written for author, written in read if author != item.post.author.id]
        own = new & stems(readable(item.post.text))
        if not all(any(_stands(word, post) for post in told) for word in own):
            return item
    return None


def _stands(word: str, written: str) -> bool:
    """Whether a text holds a word; in Chinese, however the text was cut into words."""
    return word in stems(written) or (not word.isascii() and word in written)


def _clauses(whole: str) -> list[tuple[str, str]]:
    """Cut a sentence into clauses, each with what stands before its colon ("" = none does)."""
    found, head = [], ""
    for part in _COLON.split(whole):
        found += [(head, clause) for clause in _PAUSE.split(part) if clause.strip()]
        head = _PAUSE.split(part)[-1].strip()
    return found


# What stands before a colon or a "that" governs what follows it.
_COLON = re.compile(r"(?<!\d)[:：](?!//)|[:：](?!\d|//)|\bthat\b", re.IGNORECASE)
_PAUSE = re.compile(r"[,;]\s|[，；、]|\s[—–-]\s|——")
_LABEL = re.compile(
    r"\W*(?:|breaking|update|psa|just in|new|recall|status|final|identified|resolved|correction"
    r"|investigating|yes|no|快讯|快訊|更正|通报|通報|最新|更新|消息)\W*",
    re.IGNORECASE,
)
# Moods are told by closed classes of words, so that they need not be learned from attacks.
_MOODS = (
    re.compile(
        r"[!！?？]|\b(?:you|your|yours|yourself|let's|let us|must|shall|should|ought|would|could"
        r"|might|cannot|(?:has|have|had|needs?|is|are|was|were) to(?! (?:be )?(?:a|an|the)\b)"
        r"|to be \w+(?:ed|en|wn)|suppose|imagine|assume|pretend|if|unless|whether|wish|wants?"
        r"|hopes?|please|kindly|do(?:n't| not)|whoever|whatever|whichever|thanks"
        r"|false|lies?|hoax|fake|untrue|rumou?rs?|myth)\b"
        r"|(?:^|[.,:;\n][^\S\n]*)(?:(?:and|then|so|now|just) )?(?:put|write|say|tell|begin|start"
        r"|end|use|quote|repeat|call|name|mention|include|add|cite|copy|follow|ignore|forget|print"
        r"|go|switch|act|read|keep|make|give|take|show|see|note|remember|look|open|search"
        r"|answer)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"谣|謠|不实|不實|虚假|虛假|假的|传言|傳言|你|您|各位|请|請|必须|必須|务必|務必|应该|應該|应当|應當|不许|不許|不允许"
        r"|不允許|不得|不准|不要|别信|別信|勿|千万|千萬|希望|但愿|假设|假設|假如|如果|若是|倘若|要是|就好|就够|凡是|不管"
        r"|无论|無論|一定要|都要|要把|要用|要以|要跟|要在|吧[。！\s]|[，。]先(?!后|後|前|生)|照[做办這这]|记得|記得|为准|為準"
    ),
)
_OF_TELLING = (
    re.compile(
        r"\b(?:summar\w+|answers?|prompts?|instructions?|base64|decode[sd]?|assistants?|chatbots?"
        r"|bots?|llms?|ais?|language models?|readers?|headlines?|in full"
        r"|(?:each|every|this|first|last) (?:line|sentence))\b|\b[a-z]+_[a-z]+\b"
        r"|[\[【]\d{1,3}[\]】]|(?<![\w/])[A-Za-z0-9+/]{24,}={0,2}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"总结|總結|摘要|概括|回答|答案|开头|開頭|结尾|結尾|标题|標題|引用|复述|複述|重复一遍|这样写|這樣寫|写成|写作"
        r"|指令|提示词|提示詞|解码|解碼|工具|助手|机器人|機器人|模型|每一?[行句]|这一?[句行]|這一?[句行]|文中|帖子|读者|讀者"
    ),
)
