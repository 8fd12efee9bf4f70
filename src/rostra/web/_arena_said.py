"""What the arena says to people: example questions, and why something was not done."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rostra.errors import NotInPlan, QuotaSpent
from rostra.web._frame import when
from rostra.web._words import say

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "What is happening today, and what do people say about it?",
        "Which game would the posts recommend to someone who likes fantasy?",
        "Explain in three sentences why ferries stop in fog.",
        "Write a polite note to a neighbour whose dog barks at night.",
    ),
    "zh": (
        "今天有什么大事？大家怎么看？",
        "根据帖子，推荐一款奇幻游戏，并说明理由。",
        "用三句话解释为什么大雾时渡轮会停航。",
        "给夜里狗叫的邻居写一张客气的便条。",
    ),
}
"""Questions to begin with, by the language of the page."""

_WAIT = re.compile(r"vote again in (\d+) s")
_KNOWN = (
    (re.compile(r"a battle needs a question"), "no_question"),
    (re.compile(r"a question may have"), "long_question"),
    (re.compile(r"a battle needs two entrants"), "too_few"),
    (re.compile(r"has had its (\d+) questions"), "turns_spent"),
    (re.compile(r"cannot be had any more"), "gone"),
    (re.compile(r"has its vote"), "voted_before"),
    (re.compile(r"told its names"), "told_before"),
    (re.compile(r"still being answered"), "still_asking"),
    (re.compile(r"is no vote;"), "no_vote"),
    (re.compile(r"is void and goes on no more"), "void_before"),
)


def refused(lang: str, message: str) -> str:
    """Say in the page's language why something was not done; unknown words stand as they are."""
    for pattern, key in _KNOWN:
        if pattern.search(message):
            return say(lang, f"arena.{key}")
    return message


def busy(lang: str, *, own: bool) -> str:
    """Say that too many battles are under way."""
    return say(lang, "arena.busy_own" if own else "arena.busy")


def spent(lang: str, error: QuotaSpent | NotInPlan) -> str:
    """Say that a plan does not hold a battle, now or at all."""
    at = error.resets_at if isinstance(error, QuotaSpent) else None
    if at is not None:
        return say(lang, "arena.spent_until", at=when(lang, at.astimezone()))
    return say(lang, "arena.spent" if isinstance(error, QuotaSpent) else "arena.not_in_plan")


def wait_in(message: str) -> float:
    """Return the seconds that a refused vote must wait, 0 where that was not why."""
    found = _WAIT.search(message)
    return max(float(found[1]), 1.0) if found else 0.0


def too_soon(lang: str, seconds: float) -> str:
    """Say how long a vote must wait: in seconds, minutes or hours."""
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return say(lang, f"arena.wait_{unit}", n=-(-int(seconds) // size))
    return say(lang, "arena.wait_seconds", n=max(1, round(seconds + 0.49)))
