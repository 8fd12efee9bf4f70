"""Cheap signs that a sentence does or does not agree with its posts, across both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rostra import text
from rostra.assistant._align import Aligned, align, content
from rostra.assistant._displaced import Displaced, displaced, exchanged
from rostra.assistant._figures import figures
from rostra.assistant._naming import naming, unknown
from rostra.assistant._opposites import CONVERSE, OPPOSITES, turned_by
from rostra.assistant._overlap import copied, covered, same_script
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
    own = [body for body in bodies if same_script(body, claim)]
    told, named = figures(claim, posts), naming(claim, posts, desk)
    aligned = align(claim, *_parts(joined), desk)
    overlap = _said(aligned)
    if own:
        most = max(max(copied(claim, b), covered(claim, b)) for b in own)
        overlap = max(overlap, most, covered(_without_numbers(claim), joined))
    denied = _denied(claim, joined, aligned)
    turned = _opposed(claim, joined, aligned)
    conflicts = (*told.missing, *_quotes_missing(claim, joined), *turned)
    doubts = [f"the name {name} is not in the posts" for name, _ in named.missing]
    strength = UNSAID + (1 - UNSAID) * overlap
    strength *= WRONG ** min(2, len(conflicts) - len(turned)) * TURNED ** min(2, len(turned))
    for name, share in named.missing:
        meant = 0.0 if own or unknown(name, desk) else _meant(name, aligned)
        strength *= 1 - (1 - UNNAMED) * share * (1 - meant)
    round_about = exchanged(claim, own)
    if round_about:
        doubts.append(f"{' and '.join(round_about)} stand the other way round in the posts")
        strength *= SWAPPED
    for place in _replaced(claim, own, desk):
        doubts.append(f"{place.word} stands where the posts say {' '.join(place.other)}")
        strength *= REPLACED
    if denied:
        strength *= 1 - (1 - TURNED) * min(1.0, denied / SURE)
        (conflicts, doubts) = (
            ((*conflicts, DENIED), doubts) if denied >= LIKELY else (conflicts, [*doubts, DENIED])
        )
    count = told.shared + named.shared
    return Signals(overlap, conflicts, tuple(doubts), count, not own, strength)


DENIED = "one denies what the other says"
TAKEN = 2
"""Words of content that a clause must have to be taken up."""
LIKELY, SURE = 0.5, 0.75
"""Likeness of two clauses from which a denial in one alone contradicts, and counts in full."""
ALIKE = 0.5
"""Likeness of two words from which one may stand for the other."""
REPLACED = 0.3
"""What is left of the strength after a name in another's place."""


def _replaced(claim: str, own: Sequence[str], desk: Desk) -> list[Displaced]:
    """Find the names of a claim that stand where posts of its language have another name."""
    names = _in_names(claim)
    if not names or not own:
        return []
    theirs = frozenset[str]().union(*map(_in_names, own))
    return [
        place
        for place in displaced(claim, own)
        if place.word in names and theirs & set(place.other) and likeness(place, desk) < ALIKE
    ]


def _in_names(written: str) -> frozenset[str]:
    return frozenset(w for name in text.names(written) for w in content(name))


def likeness(place: Displaced, desk: Desk) -> float:
    """Measure how far a word says what the words say in whose place it stands."""
    return max(
        max(row)
        for row in align(place.word, place.other, range(len(place.other)), desk).shares or ((0.0,),)
    )


def _meant(name: str, aligned: Aligned) -> float:
    """Measure how far the posts say a name by words that mean the same: one that is no name."""
    own = set(content(name))
    best = [b for word, b in zip(aligned.words, aligned.best(), strict=True) if word in own]
    return sum(best) / len(best) if best else 0.0


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


def _quotes_missing(claim: str, joined: str) -> list[str]:
    known = _bare(joined)
    quoted = [next(g for g in m.groups() if g) for m in _QUOTED.finditer(claim)]
    quoted = [q for q in quoted if same_script(q, joined)]
    return [f"the words “{q}” do not stand in the posts" for q in quoted if _bare(q) not in known]


def _bare(written: str) -> str:
    return re.sub(r"[\W_]+", "", text.simplify(written).casefold())


def _stands(claim: str, joined: str) -> bool:
    """Whether a claim stands in the posts word for word, with no denial right before it."""
    own, theirs = _bare(claim), _bare(joined)
    at = theirs.find(own)
    return at >= 0 and not _BEFORE.search(theirs[max(0, at - 6) : at])


_FRAME = re.compile(
    r"网传|網傳|传言|傳言|不实|不實|不属实|不屬實|谣言|謠言|\b(?:rumou?rs?|claims?|reports?|false|untrue|hoax)\b",
    re.IGNORECASE,
)
"""What only says that something was said, or is not so: no part of what was said."""
_BEFORE = re.compile(r"(?:[没不未无非]有?|not|no|never|nobody|without)$")


def _denied(claim: str, joined: str, aligned: Aligned) -> float:
    """Measure how alike two clauses are of which one alone denies something; 0 where none is.

    Each clause of the claim is held against the clauses of the posts that say most of it.
    """
    if not aligned.parts or _stands(claim, joined):
        return 0.0
    worst = 0.0
    for clause in _CLAUSE.split(claim):
        near = _nearest(clause, aligned)
        if near and denies(clause) not in {denies(part) for part in near}:
            said = [_alike(clause, part, aligned) for part in near]
            worst = max(worst, *said)
    if not denies(claim):  # a whole clause of the posts that the claim takes up without its denial
        taken = [
            covered(_FRAME.sub(" ", part), claim)
            for part in aligned.parts
            if denies(part) and len(content(part)) >= TAKEN and same_script(part, claim)
        ]
        worst = max([worst, *(share for share in taken if share >= SURE)])
    return worst


def _alike(clause: str, part: str, aligned: Aligned) -> float:
    own = set(content(clause))
    at = aligned.parts.index(part)
    rows = [row[at] for word, row in zip(aligned.words, aligned.shares, strict=True) if word in own]
    if not same_script(clause, part):
        return sum(rows) / len(rows) if rows else 0.0
    return max(copied(clause, part), covered(clause, part))


def _opposed(claim: str, joined: str, aligned: Aligned) -> list[str]:
    """Name the opposites of which the claim has one side and the posts have the other."""
    if not aligned.parts or _stands(claim, joined):
        return []
    found = []
    whole = " ; ".join(_nearest(claim, aligned))
    for name, one, other in OPPOSITES:
        here = bool(one.search(claim)), bool(other.search(claim))
        there = bool(one.search(whole)), bool(other.search(whole))
        around = name == CONVERSE and not turned_by(claim, whole, one, other)
        if here in _ONE_SIDED and there in _ONE_SIDED and (here != there) != around:
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
_CLAUSE = re.compile(
    r"[,，;；、:：—]|(?<!\ball )\bbut\b|\bwhile\b|但|而"
    r"|\band (?=(?:is|are|was|were|has|have|had|will|can|does|did|no|nobody|not)\b)"
)


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
    r"|无论|無論|非常|除非|非洲|无人机|無人機|未来|未來|没关系|是不是|有没有|能不能|会不会|无线|無線|无数|不禁|不惜|南非|北非"
    r"|沉没|淹没|出没|没收|吞没|埋没|难免|以免|未免|罢免|避免|免疫|无限期|無限期",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied)|false|untrue|hoax|un(?:able|changed|hurt|harmed|punished|injured|affected|available|paid)"
    r"|isn|aren|wasn|weren|don|doesn|didn|hasn|haven|won|can|couldn|wouldn)(?:['’]t)?\b(?<!\bcan)"
    r"(?<!\bwon)(?<!\bdon)|\bn['’]t\b|[不没沒未无無非]|否认|否認|辟谣|闢謠|谣言|謠言"
    r"|免|\bfree\b|\bclear of\b|\b(?:lack|miss)(?:s|es|ed|ing)\b"
    r"|\brefus\w*|\brumou?rs?\b|\bdenying\b",
    re.IGNORECASE,
)
