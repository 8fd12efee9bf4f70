"""How far a post speaks of the question, from 0 to 1; it depends on that post alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rostra.assistant._order import speaks
from rostra.assistant._overlap import stems
from rostra.assistant._sought import KIND_WORDS, holds, sought
from rostra.assistant._types import Plan
from rostra.posts import Embed, Hit, Post

NAME_WEIGHT = 1.5
"""A proper name counts as much as this many other words."""
FOCUS = 0.35
"""Share of the asked-for words that one post must hold, or else none answers."""
TOLD = 0.3
"""Share of the question's words from which a post of its language is told of."""
FIRST = 4
COSINE_LOW, COSINE_HIGH = 0.15, 0.6
"""Cosines between which likeness of meaning goes from 0 to 1 (static table, see docs)."""


def relevances(plan: Plan, hits: Sequence[Hit], embed: Embed | None) -> list[float]:
    """Score each post by the question's words it holds, in any wording, or by its meaning."""
    if not plan.terms:
        return [1.0] * len(hits)
    wordings = _wordings(plan)
    named = frozenset(s for name in plan.names for s in stems(name))
    lexical = [max(_weighted(w, named, h.post.text) for w in wordings) for h in hits]
    meanings = _meanings(plan, hits, embed) if embed else [0.0] * len(hits)
    return [max(a, b) for a, b in zip(lexical, meanings, strict=True)]


def tells(plan: Plan, posts: Sequence[Post]) -> bool:
    """Whether some post speaks of what is asked, and not only of whom or what it is asked.

    The words of the question that are no names are looked for in the posts of its language;
    where most of the first posts are in another, words cannot tell: they get the benefit. So
    does a post that joins all of several names with the kind of thing that is sought.
    """
    named = frozenset(s for name in plan.names for s in stems(name))
    focus = stems(" ".join(plan.terms)) - named - KIND_WORDS
    first = posts[:FIRST]
    foreign = sum(not speaks(post.lang, plan.lang) for post in first)
    if plan.kind != "search" or not focus or foreign * 2 >= len(first):
        return True
    kind = sought(plan.question)
    if len(plan.names) > 1 and kind != "any":
        joined = [post for post in first if named <= stems(post.text)]
        if any(holds(kind, post.text) for post in joined):
            return True
    same = [stems(post.text) for post in posts if speaks(post.lang, plan.lang)]
    return max(len(focus & own) / len(focus) for own in same) >= FOCUS


def on_the_point(plan: Plan, post: Post) -> bool:
    """Whether a post holds enough of the question's words to be told of; a foreign one may."""
    if not plan.terms or not speaks(post.lang, plan.lang):
        return True
    return max(_weighted(w, frozenset(), post.text) for w in _wordings(plan)) >= TOLD


def names_any(plan: Plan, post: Post) -> bool:
    """Whether a post bears a name the question asks for, in any of its wordings."""
    named = frozenset(s for name in plan.names for s in stems(name))
    variants = plan.queries[0].variants if plan.queries else ()
    held = stems(f"{post.text} {post.author.handle} {post.author.name}")
    return bool(named & held) or any(stems(v) & held for v in variants)


def _wordings(plan: Plan) -> tuple[str, ...]:
    variants = plan.queries[0].variants if plan.queries else ()
    return (" ".join(plan.terms), *variants)


@lru_cache(maxsize=8192)
def _weighted(wording: str, named: frozenset[str], post: str) -> float:
    words = stems(wording)
    if not words:
        return 0.0
    weight = {w: NAME_WEIGHT if w in named else 1.0 for w in words}
    return sum(weight[w] for w in words & stems(post)) / sum(weight.values())


def _meanings(plan: Plan, hits: Sequence[Hit], embed: Embed) -> list[float]:
    vectors = embed([" ".join(plan.terms), *(h.post.text for h in hits)])
    cosines = vectors[1:] @ vectors[0]
    span = COSINE_HIGH - COSINE_LOW
    return [min(1.0, max(0.0, (float(c) - COSINE_LOW) / span)) for c in cosines]
