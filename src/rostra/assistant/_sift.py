"""Take out what is no evidence, each post with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rostra import text
from rostra.assistant._corrections import denied, superseded
from rostra.assistant._jest import jests
from rostra.assistant._noise import noise, without_orders
from rostra.assistant._overlap import speaks
from rostra.assistant._relevance import names_any, relevances
from rostra.assistant._standing import marked_unconfirmed
from rostra.assistant._types import Desk, Plan, Step
from rostra.assistant._worth import weighed, with_repeats
from rostra.events import doubles
from rostra.posts import Hit

ANCHOR = 0.4
"""Relevance that some post must have, or else none speaks of the question."""
STRANGER = 0.7
"""Relevance that a post in another language must have when no post bears the asked names."""
BESIDE_BEST = 0.25
"""Share of the best post's relevance under which a post is off topic beside it."""
BY_STORY = ("timeline", "first")
"""Kinds of question whose posts are chosen by story, not by the question's words."""
REPEATS, SUPERSEDED = "repeats ", "superseded by "


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left, with `score` now the worth as evidence, and the steps."""

    hits: tuple[Hit, ...]
    steps: tuple[Step, ...]


Dropped = dict[int, str]


def sift(plan: Plan, hits: Sequence[Hit], desk: Desk) -> Sifted:
    """Sift the hits in four stages; each reports what it kept and dropped, and why.

    A timeline chooses by story, not by the question's words: its events seldom repeat them.
    """
    stages: tuple[tuple[str, Callable[[Sequence[Hit]], Dropped]], ...] = (
        ("noise", lambda kept: _noisy(kept, desk)),
        ("doubles", _doubled),
        ("topic", lambda kept: {} if plan.kind in BY_STORY else _off_topic(plan, kept, desk)),
        ("corrections", lambda kept: _outdated(plan, kept)),
    )
    kept, steps = marked_unconfirmed(hits), []
    for name, judge in stages:
        began = desk.clock()
        dropped = judge(kept)
        left_out = tuple((kept[i].post.id, dropped[i]) for i in sorted(dropped))
        kept = tuple(hit for i, hit in enumerate(kept) if i not in dropped)
        steps.append(Step(name, len(kept), left_out, desk.clock() - began))
    repeated = Counter(
        reason.removeprefix(REPEATS)
        for step in steps
        for _, reason in step.dropped
        if reason.startswith(REPEATS)
    )
    worth = weighed(plan, kept, desk.embed)
    return Sifted(tuple(with_repeats(worth, repeated)), tuple(steps))


def readable(written: str) -> str:
    """Give the text as it may be read by a model and quoted: orders to machines blanked out."""
    return without_orders(written, text.sentences(written))


def _noisy(hits: Sequence[Hit], desk: Desk) -> Dropped:
    found = jests([hit.post for hit in hits])
    return found | {i: why for i, h in enumerate(hits) if (why := noise(h.post, desk.muted))}


def _doubled(hits: Sequence[Hit]) -> Dropped:
    origin = doubles([hit.post for hit in hits])
    return {i: f"repeats {hits[first].post.id}" for i, first in origin.items() if i != first}


def _off_topic(plan: Plan, hits: Sequence[Hit], desk: Desk) -> Dropped:
    """Drop what does not speak of the question; all of it when nothing plainly does."""
    scores = relevances(plan, hits, desk.embed)
    best = max(scores, default=0.0)
    bar = BESIDE_BEST * best if best >= ANCHOR else 1.1
    stranger = bool(plan.names) and not any(names_any(plan, hit.post) for hit in hits)
    return {
        i: f"off topic ({s:.2f})"
        for i, s in enumerate(scores)
        if s < (max(bar, _stranger_bar(plan, hits[i])) if stranger else bar)
    }


def _stranger_bar(plan: Plan, hit: Hit) -> float:
    """Set the bar where no post bears an asked name: another language may write it otherwise."""
    return 1.1 if speaks(hit.post.lang, plan.lang) else STRANGER


def _outdated(plan: Plan, hits: Sequence[Hit]) -> Dropped:
    old = denied(plan, hits) | superseded(hits)
    return {i: f"{SUPERSEDED}{hits[j].post.id}" for i, j in old.items()}


def _repeats(first: Hit) -> str:
    return f"{REPEATS}{first.post.id}"
