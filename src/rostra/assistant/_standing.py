"""How well a story stands: who saw it, who tells it on their own, who only passes it on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rostra.assistant._corrections import UNCONFIRMED, is_correction
from rostra.assistant._digest_types import Standing
from rostra.assistant._jest import first_hand
from rostra.assistant._overlap import stems
from rostra.assistant._sought import asks, hearsay
from rostra.events import figures, origins
from rostra.posts import Hit, Post

OUTLETS = frozenset(("rss",))
"""Networks whose posts come from a page that the operator chose to read."""
COPIED = 3
"""Accounts that must write one claim as their own before it is called a copied one."""
SAME_CLAIM = 0.75
OWN_WORDS = 4
"""Content words of its own by which an origin brings more than another's claim."""


def standing(posts: Sequence[Post]) -> Standing:
    """Say whether several tell a story independently, one does, or nobody who could know.

    A claim of harm by one origin that nobody saw, however often it is copied, is unconfirmed;
    so is what everybody has only heard.
    """
    telling = [p for p in posts if not asks(p.text) and not is_correction(p)]
    groups = origins(telling)
    known = [group for group in groups if _knows(group)]
    sober = [group for group in groups if not all(hearsay(p.text) for p in group)]
    independent = _independent(sober)
    if independent >= 2 and (known or independent >= 3 or not _grave(telling)):
        return "confirmed"
    if not sober or (_grave(telling) and not known):
        return "unconfirmed"
    return "one source"


def marked_unconfirmed(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Label posts whose claim of harm many write down as their own, from one origin, unseen.

    Reposts name their source and count as no copies; a claim that one alone makes is not judged.
    """
    posts = [hit.post for hit in hits]
    doubtful: set[int] = set()
    for i, post in enumerate(posts):
        if i in doubtful or post.reposts_of or not _ALARMING.search(post.text):
            continue
        alike = [j for j, other in enumerate(posts) if not other.reposts_of and _same(post, other)]
        told = [posts[j] for j in alike]
        copying = len({p.author.id for p in told}) >= COPIED
        if copying and standing(told) == "unconfirmed":
            doubtful.update(alike)
    return tuple(
        replace(hit, post=replace(hit.post, labels=(*hit.post.labels, UNCONFIRMED)))
        if i in doubtful
        else hit
        for i, hit in enumerate(hits)
    )


def _same(one: Post, other: Post) -> bool:
    a, b = stems(one.text), stems(other.text)
    return len(a & b) >= SAME_CLAIM * min(len(a), len(b)) > 0


def harms(posts: Sequence[Post]) -> bool:
    """Whether people came to harm: no remark is made about it."""
    return any(_HARM.search(post.text) for post in posts)


def harms_in(said: str) -> bool:
    """Whether words speak of people who came to harm."""
    return _HARM.search(said) is not None


def _grave(posts: Sequence[Post]) -> bool:
    return sum(bool(_ALARMING.search(p.text)) for p in posts) * 2 >= len(posts) > 0


def _knows(group: Sequence[Post]) -> bool:
    """Whether somebody of an origin was there, or it comes from a page the operator reads."""
    return any(
        (p.network in OUTLETS or first_hand(p.text) or any(m.kind == "image" for m in p.media))
        and not hearsay(p.text)
        for p in group
    )


def _independent(groups: Sequence[Sequence[Post]]) -> int:
    """Count origins that bring something of their own: words, figures, or having been there."""
    told: list[tuple[frozenset[str], frozenset[tuple[float, str]]]] = []
    count = 0
    for group in groups:
        words, known = stems(group[0].text), figures(group[0].text)
        fresh = all(len(words - old) >= OWN_WORDS or known - seen for old, seen in told)
        count += fresh or first_hand(group[0].text)
        told.append((words, known))
    return count


_ALARMING = re.compile(
    r"\b(?:attack\w*|air ?strikes?|missiles?|rockets?|bomb\w*|explo\w+|war|invad\w+"
    r"|invasion|nuclear|assassin\w*|coup|shot|shooting|stabb\w+|hostage\w*|dead|died|killed|deaths?"
    r"|arrest\w*|hacked|sinking|sank|collapsed?|crash\w*|poison\w*|outbreak|martial law)\b"
    r"|袭击|襲擊|空袭|空襲|导弹|導彈|飞弹|飛彈|轰炸|轟炸|爆炸|开战|開戰|宣战|入侵|核弹|刺杀|政变"
    r"|枪击|槍擊|劫持|死亡|身亡"
    r"|遇难|遇難|被捕|被抓|沉没|沉沒|坠毁|墜毀|坍塌|中毒|戒严",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:injur\w+|hurt|wounded|dead|died|dies|death\w*|killed|kills|victims?|casualt\w+|missing"
    r"|hospitali[sz]ed|suicide|rape\w*|assault\w*|massacre|drowned|cancer|funeral|abuse\w*"
    r"|murder\w*"
    r"|missiles?|air ?strikes?|war)\b"
    r"|受伤|受傷|轻伤|重伤|伤者|傷者|死亡|身亡|遇难|遇難|去世|逝世|失踪|失踪|失联|遇害|自杀|性侵"
    r"|溺水|伤亡|傷亡|患者|导弹|空袭|战争",
    re.IGNORECASE,
)
