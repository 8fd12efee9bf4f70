"""Constraints of one question that exclude each other."""

from __future__ import annotations

import re

from rostra import text
from rostra.assistant._types import Tongue


def contradiction(said: str, tongue: Tongue) -> str:
    """Name two constraints that cannot both hold, "" when there are none.

    Lengths (at least 500 words in one sentence), years (after 2030 and before 2020), and a
    language or network that is both demanded and excluded.
    """
    plain = text.simplify(said)
    for find in (_lengths, _years, _only_and_not):
        if what := find(plain):
            return what if tongue != "zh-hant" else text.traditional(what)
    return ""


def _lengths(plain: str) -> str:
    least, most = _LEAST.search(plain), _MOST.search(plain)
    if least is None or most is None:
        return ""
    low = int(next(g for g in least.groups() if g))
    named = next((g for g in most.groups() if g), "1")
    high = int(named) if named.isdecimal() else 1
    if low <= high * (1 if most.lastindex else 25):
        return ""
    return f"“{least[0].strip()}” / “{most[0].strip()}”"


def _years(plain: str) -> str:
    after, before = _AFTER.search(plain), _BEFORE.search(plain)
    if after is None or before is None:
        return ""
    low = int(next(g for g in after.groups() if g))
    high = int(next(g for g in before.groups() if g))
    return f"“{after[0].strip()}” / “{before[0].strip()}”" if low >= high else ""


def _only_and_not(plain: str) -> str:
    wanted = {_key(m): m[0] for m in _ONLY.finditer(plain)}
    banned = {_key(m): m[0] for m in _NOT.finditer(plain)}
    both = [key for key in wanted if key in banned]
    if both:
        return f"“{wanted[both[0]].strip()}” / “{banned[both[0]].strip()}”"
    return ""


def _key(match: re.Match[str]) -> str:
    word = next(g for g in match.groups() if g).lower()
    return _SAME.get(word, word)


_SAME = {"中文": "chinese", "英文": "english", "英语": "english", "汉语": "chinese"}
_THING = r"(english|chinese|bluesky|mastodon|nostr|rss|x|hacker ?news|中文|英文|英语|汉语)"
_ONLY = re.compile(rf"\bonly (?:\w+ )?{_THING}\b|(?:只|仅)[看用要]{_THING}", re.IGNORECASE)
_NOT = re.compile(
    rf"\b(?:no|not|without|never|exclude|except)(?: (?:in|on|from|any))? {_THING}\b"
    rf"|(?:不要|不看|不用|除了|排除){_THING}",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"\b(?:at least|more than|over|minimum)\s+(\d{1,6})\s+(?:words|characters|sentences)"
    r"|(?:至少|不少于|超过)\s*(\d{1,6})\s*[个]?[字词句]",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:at most|less than|under|fewer than|maximum|no more than)\s+(\d{1,6})\s+(?:words|characters"
    r"|sentences)|\bin (?:one|a single) (?:word|sentence)\b|(?:至多|最多|不超过|少于)\s*(\d{1,6})\s*[个]?[字词句]|一句话|一个字",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:after|since)\s+((?:19|20)\d\d)\b|((?:19|20)\d\d)年?(?:以后|之后|以来)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:before|until)\s+((?:19|20)\d\d)\b|((?:19|20)\d\d)年?(?:以前|之前)", re.IGNORECASE
)
