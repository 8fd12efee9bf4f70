"""Cheap signs that a sentence does or does not agree with its posts, across both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rostra import text
from rostra.assistant._align import Aligned, align, content
from rostra.assistant._figures import figures
from rostra.assistant._naming import naming
from rostra.assistant._overlap import copied, covered
from rostra.assistant._types import Desk
from rostra.posts import Post

WRONG, TURNED, UNNAMED, SWAPPED = 0.08, 0.15, 0.3, 0.3
"""What is left of the strength after a wrong figure, a turned sense, a foreign name, a swap."""
UNSAID = 0.4
"""What is left of the strength where none of a sentence's words stands in its posts."""


ABOUT, NEAR = 0.3, 0.8
"""Share of a clause that a clause of the posts must say to be held against it; and of the best."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against: `overlap` 0 to 1, plain contradictions, and mere doubts.

    `strength`, 0 to 1, brings all of them together. `anchors` counts the numbers, dates and names
    that claim and posts share; `foreign` says that they are in different scripts, so that
    `overlap` is that of meanings.
    """

    overlap: float
    conflicts: tuple[str, ...]
    doubts: tuple[str, ...]
    anchors: int
    foreign: bool
    strength: float


def signals(claim: str, posts: Sequence[Post], desk: Desk) -> Signals:
    """Compare a claim with the posts it rests on, taken together."""
    bodies = [post.text for post in posts]
    joined = "\n".join(bodies)
    foreign = _is_han(claim) != _is_han(joined)
    told, named = figures(claim, posts), naming(claim, posts, desk)
    aligned = align(claim, *_parts(joined), desk)
    overlap = _said(aligned)
    if not foreign:
        own = max((max(copied(claim, b), covered(claim, b)) for b in bodies), default=0.0)
        overlap = max(overlap, own, covered(_without_numbers(claim), joined))
    turned = _turned(claim, joined, aligned)
    doubts = tuple(f"the name {name} is not in the posts" for name, _ in named.missing)
    conflicts = (*told.missing, *_quotes_missing(claim, joined), *turned)
    strength = UNSAID + (1 - UNSAID) * overlap
    strength *= WRONG ** min(2, len(conflicts) - len(turned)) * TURNED ** min(2, len(turned))
    for _, share in named.missing:
        strength *= 1 - (1 - UNNAMED) * share
    return Signals(overlap, conflicts, doubts, told.shared + named.shared, foreign, strength)


def _said(aligned: Aligned) -> float:
    best = aligned.best()
    return sum(best) / len(best) if best else 1.0


def _parts(joined: str) -> tuple[list[str], list[int]]:
    """Cut posts into clauses, each with the number of its sentence."""
    parts: list[str] = []
    of: list[int] = []
    for number, (a, b) in enumerate(text.sentences(joined)):
        for clause in _CLAUSE.split(joined[a:b]):
            if clause.strip():
                parts.append(clause)
                of.append(number)
    return parts, of


def _is_han(written: str) -> bool:
    return text.script(written) == "han"


def _quotes_missing(claim: str, joined: str) -> list[str]:
    known = _bare(joined)
    quoted = [next(g for g in m.groups() if g) for m in _QUOTED.finditer(claim)]
    quoted = [q for q in quoted if _is_han(q) == _is_han(joined)]
    return [f"the words “{q}” do not stand in the posts" for q in quoted if _bare(q) not in known]


def _bare(written: str) -> str:
    return re.sub(r"[\W_]+", "", text.simplify(written).casefold())


def _turned(claim: str, joined: str, aligned: Aligned) -> list[str]:
    """Contradictions of sense: a denial on one side only, or the opposite direction.

    Each clause of the claim is held against the clauses of the posts that say most of it.
    """
    if not aligned.parts or _bare(claim) in _bare(joined):
        return []  # word for word
    found = []
    for clause in _CLAUSE.split(claim):
        near = _nearest(clause, aligned)
        if near and denies(clause) not in {denies(part) for part in near}:
            found.append("one denies what the other says")
            break
    whole = " ; ".join(_nearest(claim, aligned))
    for name, one, other in _OPPOSITES:
        here = bool(one.search(claim)), bool(other.search(claim))
        there = bool(one.search(whole)), bool(other.search(whole))
        if here in _ONE_SIDED and there in _ONE_SIDED and here != there:
            found.append(f"opposite sense: {name}")
    return found


def _nearest(clause: str, aligned: Aligned) -> list[str]:
    """Find the clauses of the posts that say about as much of a clause as the best does."""
    own = set(content(clause))
    rows = [row for word, row in zip(aligned.words, aligned.shares, strict=True) if word in own]
    if not rows:
        return []
    said = [sum(row[p] for row in rows) / len(rows) for p in range(len(aligned.parts))]
    best = max(said)
    if best < ABOUT:
        return []
    return [part for part, share in zip(aligned.parts, said, strict=True) if share >= NEAR * best]


_ONE_SIDED = {(True, False), (False, True)}
_CLAUSE = re.compile(r"[,，;；、:：—]|\bbut\b|\bwhile\b|但|而")


def _without_numbers(claim: str) -> str:
    """Leave out the quantities: they are compared by value, not by their words."""
    kept = list(claim)
    for quantity in text.quantities(claim):
        start, end = quantity.span
        kept[start:end] = " " * (end - start)
    return "".join(kept)


@lru_cache(maxsize=8192)
def denies(written: str) -> bool:
    """Whether a text denies something, set phrases that only look so left aside."""
    return bool(_DENIAL.search(_NO_DENIAL.sub(" ", written)))


_QUOTED = re.compile(r"“([^”]{4,})”|「([^」]{3,})」|\"([^\"]{4,})\"")
_NO_DENIAL = re.compile(
    r"\bnot only\b|\bno doubt\b|\bno\. ?\d|\bno less\b|\bno longer than\b|\bwhy not\b|\bnot just\b"
    r"|没了|沒了|不仅|不僅|不但|不过|不過|不少|不断|不斷|不久|不同|不止|不得不|差不多|了不起|对不起|對不起|忍不住|不错|不錯|不料|不管|不论"
    r"|无论|無論|非常|除非|非洲|无人机|無人機|未来|未來|没关系|是不是|有没有|能不能|会不会|无线|無線|无数|不禁|不惜|南非|北非",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied)|false|untrue"
    r"|isn|aren|wasn|weren|don|doesn|didn|hasn|haven|won|can|couldn|wouldn)(?:['’]t)?\b(?<!\bcan)"
    r"(?<!\bwon)(?<!\bdon)|\bn['’]t\b|[不没沒未无無非]|否认|否認|辟谣|闢謠|谣言|謠言",
    re.IGNORECASE,
)


def _senses(name: str, one: str, other: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    return name, re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)


_OPPOSITES = (
    _senses(
        "more and less",
        r"\b(?:ris\w+|rose|increas\w+|grew|grows?|climb\w*|up \d|higher|gain\w*|surg\w+|jump\w*)\b"
        r"|上涨|上漲|上升|增加|增至|升至|增长|增長|上调|上調|飙升|涨了",
        r"\b(?:fall\w*|fell|decreas\w+|drop\w*|declin\w+|down \d|lower|los\w+ \d|plung\w+"
        r"|shr[aiu]nk\w*)\b"
        r"|下跌|下降|减少|減少|降至|下调|下調|暴跌|跌了|降低",
    ),
    _senses(
        "open and closed",
        r"\b(?:re)?open(?:s|ed|ing)?\b|\bresum\w+|\brestor\w+|恢复|恢復|开放|開放|重开|重開|开通|開通",
        r"\bclos(?:e|es|ed|ing|ure)\b|\bshut\w*|\bsuspend\w*|\bhalt\w*|\bstopp?\w*|关闭|關閉|封闭|封閉|停运|停運|停航|暂停|暫停|停课|停課",
    ),
    _senses(
        "win and loss",
        r"\b(?:win|wins|won|beat|beats|defeated|victory)\b|获胜|獲勝|战胜|戰勝|击败|擊敗|夺冠|奪冠"
        r"|赢了|贏了",
        r"\b(?:lose|loses|lost to|beaten by|defeat(?:ed)? by)\b"
        r"|输给|輸給|落败|落敗|败给|敗給|不敌|不敵",
    ),
    _senses(
        "yes and no",
        r"\b(?:confirm\w*|approv\w+|pass(?:ed|es)|accept\w*)\b|证实|證實|确认|確認|批准|通过|通過",
        r"\b(?:deni(?:ed|es)|reject\w*|refus\w+|veto\w*)\b|否认|否認|否决|否決|拒绝|拒絕",
    ),
    _senses(
        "sooner and later",
        r"\b(?:earlier than|brought forward|ahead of schedule)\b|提前|提早",
        r"\b(?:delay\w*|postpon\w+|later than|pushed back)\b|推迟|推遲|延期|延后|延後",
    ),
)
