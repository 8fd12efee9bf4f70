"""How far a post speaks of the question, from 0 to 1; it depends on that post alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rostra.assistant._overlap import speaks, stems
from rostra.assistant._types import Plan
from rostra.posts import Embed, Hit, Post

TOLD = 0.3
"""Share of the question's words from which a post of its language is told of."""
USUAL = 0.5
"""Cosine of a question and a post on its topic (static table)."""
COSINE_LOW, COSINE_HIGH = 0.15, 0.6
"""Cosines between which likeness of meaning goes from 0 to 1 (static table, see docs)."""


def relevances(plan: Plan, hits: Sequence[Hit], embed: Embed | None) -> list[float]:
    """Score each post by the question's words it holds, in any wording, or by its meaning."""
    if not plan.terms:
        return [1.0] * len(hits)
    covers = [coverage(plan, hit.post) for hit in hits]
    meanings = _meanings(plan, hits, embed)
    return [max(a, b) for a, b in zip(covers, meanings, strict=True)]


def coverage(plan: Plan, post: Post) -> float:
    """Measure the share of the question's words that a post speaks of, in either language, 0 to 1.

    Who posts counts as said: the account of a ferry line need not name itself.
    """
    return _coverage(plan.terms, plan.renderings, _rewordings(plan), _told(post))


def spoken_of(plan: Plan, post: Post) -> frozenset[int]:
    """Tell which of the question's words, by place, a post speaks of in either language."""
    return _spoken_of(plan.terms, plan.renderings, _told(post))


# A question's stages ask the same of the same posts: it is worked out once, for each post alone.
@lru_cache(maxsize=8192)
def _coverage(
    terms: tuple[str, ...],
    renderings: tuple[tuple[str, ...], ...],
    rewordings: tuple[str, ...],
    told: str,
) -> float:
    own = len(_spoken_of(terms, renderings, told)) / max(1, len(_words(terms, renderings)))
    return max(own, *(_share(stems(wording), stems(told)) for wording in rewordings), 0.0)


@lru_cache(maxsize=8192)
def _spoken_of(
    terms: tuple[str, ...], renderings: tuple[tuple[str, ...], ...], told: str
) -> frozenset[int]:
    held = stems(told)
    words = enumerate(_words(terms, renderings))
    return frozenset(at for at, word in words if any(wording <= held for wording in word))


def _told(post: Post) -> str:
    return f"{post.author.name} {post.text}"


def said(post: Post) -> frozenset[str]:
    """Collect the stems of a post's words and of its author's name."""
    return stems(_told(post))


def bearing(plan: Plan, post: Post) -> float:
    """Measure the share of the question's words that are no names which a post speaks of."""
    named = frozenset(s for name in plan.names for s in stems(name))
    words = _words(plan.terms, plan.renderings)
    asked = {at for at, word in enumerate(words) if not word[0] & named}
    return len(asked & spoken_of(plan, post)) / len(asked) if asked else 1.0


def on_the_point(plan: Plan, post: Post) -> bool:
    """Whether a post holds enough of the question's words to be told of; a foreign one may."""
    if not plan.terms or not speaks(post.lang, plan.lang):
        return True
    return coverage(plan, post) >= TOLD


def names_any(plan: Plan, post: Post) -> bool:
    """Whether a post bears a name the question asks for, in any of its wordings."""
    named = frozenset(s for name in plan.names for s in stems(name))
    held = stems(f"{post.text} {post.author.handle} {post.author.name}")
    asked = [word for word in _words(plan.terms, plan.renderings) if word[0] & named]
    rendered = any(wording <= held for word in asked for wording in word)
    return rendered or bool(named & held) or any(stems(v) & held for v in _rewordings(plan))


def _rewordings(plan: Plan) -> tuple[str, ...]:
    """List whole other wordings of the question, that of the dictionary left out."""
    query = plan.queries[0] if plan.queries else None
    return tuple(v for v in query.variants if v != query.rendering) if query else ()


@lru_cache(maxsize=256)
def _words(
    terms: tuple[str, ...], renderings: tuple[tuple[str, ...], ...]
) -> tuple[tuple[frozenset[str], ...], ...]:
    """Give each word of the question the sets of stems of which one must stand in a post."""
    known = renderings or ((),) * len(terms)
    words = (
        tuple(w for wording in (term, *others) if (w := stems(wording)))
        for term, others in zip(terms, known, strict=True)
    )
    return tuple(word for word in words if word)


def _share(asked: frozenset[str], held: frozenset[str]) -> float:
    return len(asked & held) / len(asked) if asked else 0.0


def likenesses(plan: Plan, hits: Sequence[Hit], embed: Embed | None) -> list[float]:
    """Give the cosine of question and post by the static table; without one all are as usual."""
    if embed is None or not hits:
        return [USUAL] * len(hits)
    asked = _vector(embed, " ".join(plan.terms))
    return [float(_vector(embed, hit.post.text) @ asked) for hit in hits]


@lru_cache(maxsize=8192)
def _vector(embed: Embed, written: str) -> Any:
    """Embed a text once: two stages ask, and so do the next questions on the topic."""
    return embed([written])[0]


def _meanings(plan: Plan, hits: Sequence[Hit], embed: Embed | None) -> list[float]:
    if embed is None:
        return [0.0] * len(hits)
    span = COSINE_HIGH - COSINE_LOW
    return [min(1.0, max(0.0, (c - COSINE_LOW) / span)) for c in likenesses(plan, hits, embed)]
