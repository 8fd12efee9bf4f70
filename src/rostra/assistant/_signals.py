"""Cheap signs that a sentence does or does not agree with a post, across both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from rostra import text
from rostra.assistant._overlap import copied, covered
from rostra.posts import Post

ROUNDING = 0.005
"""Relative difference at which two numbers count as the same (rounding in writing)."""
_DAY_SLACK = 1
"""Days by which a date may differ from the day of posting (time zones)."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against: `overlap` 0 to 1, plain contradictions, and mere doubts.

    `anchors` counts the numbers, dates and names that claim and posts share; `foreign` says that
    they are in different scripts, so that overlap of words means nothing.
    """

    overlap: float
    conflicts: tuple[str, ...]
    doubts: tuple[str, ...]
    anchors: int
    foreign: bool


def signals(claim: str, posts: Iterable[Post]) -> Signals:
    """Compare a claim with the posts it rests on, taken together."""
    posts = tuple(posts)
    bodies = [post.text for post in posts]
    joined = "\n".join(bodies)
    foreign = _is_han(claim) != _is_han(joined)
    numbers, shared_numbers = _numbers_missing(claim, bodies)
    days, shared_days = _days_missing(claim, posts)
    names, shared_names = _names_missing(claim, posts, foreign=foreign)
    overlap = max((max(copied(claim, b), covered(claim, b)) for b in bodies), default=0.0)
    overlap = max(overlap, covered(_without_numbers(claim), joined))
    turned = [] if foreign and len(bodies) > 1 else _turned(claim, joined)
    return Signals(
        overlap=0.0 if foreign else overlap,
        conflicts=(*numbers, *days, *_quotes_missing(claim, joined), *turned),
        doubts=tuple(names),
        anchors=shared_numbers + shared_days + shared_names,
        foreign=foreign,
    )


def _is_han(written: str) -> bool:
    return text.script(written) == "han"


def _numbers_missing(claim: str, bodies: list[str]) -> tuple[list[str], int]:
    known = [q for body in bodies for q in text.quantities(body)]
    missing, shared = [], 0
    for asked in text.quantities(claim):
        if any(_same(asked, other) for other in known):
            shared += 1
        else:
            missing.append(f"the number {claim[slice(*asked.span)].strip()} is not in the posts")
    return missing, shared


def _same(one: text.Quantity, other: text.Quantity) -> bool:
    units = {one.unit, other.unit}
    return isclose(one.value, other.value, rel_tol=ROUNDING) and (
        len(units) == 1 or units <= {"", "person"} or ("" in units and not units & _TELLING)
    )


_TELLING = frozenset({"%", "°C"})


def _days_missing(claim: str, posts: tuple[Post, ...]) -> tuple[list[str], int]:
    missing, shared = [], 0
    for asked in _moments(claim, posts):
        known = {(m.year, m.month, m.day) for p in posts for m in text.dates(p.text, p.created)}
        told = (asked.year, asked.month, asked.day)
        if any(_covers(told, day) for day in known):
            shared += 1
        elif not any(_day_of(told, post) for post in posts):
            missing.append(f"the date {claim[slice(*asked.span)].strip()} is not in the posts")
    return missing, shared


def _moments(claim: str, posts: tuple[Post, ...]) -> tuple[text.Moment, ...]:
    """Read the claim's dates as of the newest post (a copied "yesterday" is the post's own)."""
    return text.dates(claim, max(p.created for p in posts)) if posts else ()


def _covers(
    told: tuple[int, int | None, int | None], known: tuple[int, int | None, int | None]
) -> bool:
    return all(a is None or a == b for a, b in zip(told, known, strict=True))


def _day_of(told: tuple[int, int | None, int | None], post: Post) -> bool:
    year, month, day = told
    at = post.created
    if (year, month or at.month) != (at.year, at.month):
        return False
    return day is None or abs(day - at.day) <= _DAY_SLACK


def _names_missing(claim: str, posts: tuple[Post, ...], *, foreign: bool) -> tuple[list[str], int]:
    known = _flat(
        " ".join(f"{p.text} {p.author.name} {p.author.handle} {p.network}" for p in posts)
    )
    missing, shared = [], 0
    for name in text.names(claim):
        parts = [part for part in re.split(r"[\s·・]+", _flat(name)) if part]
        if any(part in known for part in parts):
            shared += 1
        elif not foreign and not text.quantities(name):
            missing.append(f"the name {name} is not in the posts")
    return missing, shared


def _flat(written: str) -> str:
    return text.simplify(written).casefold().replace("#", "").replace("@", "")


def _quotes_missing(claim: str, joined: str) -> list[str]:
    known = _bare(joined)
    quoted = [next(g for g in m.groups() if g) for m in _QUOTED.finditer(claim)]
    return [f"the words “{q}” do not stand in the posts" for q in quoted if _bare(q) not in known]


def _bare(written: str) -> str:
    return re.sub(r"[\W_]+", "", text.simplify(written).casefold())


def _turned(claim: str, joined: str) -> list[str]:
    """Contradictions of sense: a denial on one side only, or the opposite direction.

    The claim is held against the sentence, and the clause, of the posts that is nearest to it.
    """
    nearest = _nearest(claim, [joined[a:b] for a, b in text.sentences(joined)])
    if _bare(nearest) in _bare(claim) and _bare(claim) in _bare(joined):
        return []  # whole sentences, word for word
    clause = _nearest(claim, _CLAUSE.split(nearest))
    found = []
    if denies(claim) not in (denies(nearest), denies(clause)):
        found.append("one denies what the other says")
    for name, one, other in _OPPOSITES:
        here = bool(one.search(claim)), bool(other.search(claim))
        there = bool(one.search(nearest)), bool(other.search(nearest))
        if here in _ONE_SIDED and there in _ONE_SIDED and here != there:
            found.append(f"opposite sense: {name}")
    return found


_ONE_SIDED = {(True, False), (False, True)}
_CLAUSE = re.compile(r"[,，;；、:：—]|\bbut\b|\bwhile\b|但|而")


def _nearest(claim: str, parts: list[str]) -> str:
    return max(parts, key=lambda p: copied(claim, p) + covered(claim, p), default="")


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
    r"|不仅|不僅|不但|不过|不過|不少|不断|不斷|不久|不同|不止|不得不|差不多|了不起|对不起|對不起|忍不住|不错|不錯|不料|不管|不论"
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
