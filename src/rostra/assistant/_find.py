"""Run the planned searches until enough is found: the one find step of asking and measuring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rostra.assistant._overlap import covered
from rostra.assistant._types import Count, Plan
from rostra.posts import Found, Hit, Query

ENOUGH = 3
"""Hits that plainly speak of the question; with fewer the window widens."""
PLAIN = 0.6
"""Share of the question's words a post must hold to speak of it plainly."""

NOTHING = Found(hits=())


def find(
    plan: Plan,
    search: Callable[[Query], Found],
    count: Count | None = None,
    *,
    enough: int = ENOUGH,
) -> Found:
    """Search the narrowest of the plan's windows in which `enough` posts speak of the question.

    With `count` they are counted first, which costs a fifth of a search; without it each window
    is searched, narrow to wide. The hits come in the search's own order.
    """
    found = NOTHING
    for query in plan.queries if count is None else _chosen(plan, count, enough):
        found = search(query)
        if sum(plainly(plan, query, hit) for hit in found.hits) >= enough:
            break
    return found


def _chosen(plan: Plan, count: Count, enough: int) -> tuple[Query, ...]:
    """Choose the narrowest query of which `enough` posts are counted, else the widest."""
    for query in plan.queries[:-1]:
        asked = query if plan.terms else replace(query, text="", variants=())
        if count(asked, PLAIN) >= enough:
            return (query,)
    return plan.queries[-1:]


def plainly(plan: Plan, query: Query, hit: Hit) -> bool:
    """Whether a post holds most words of the question, in any of its wordings."""
    if not plan.terms:
        return True
    wordings = [" ".join(plan.terms), *query.variants]
    return any(covered(wording, hit.post.text) >= PLAIN for wording in wordings)


def without_known(plan: Plan, found: Found) -> tuple[Found, tuple[tuple[str, str], ...]]:
    """Take out what was told before in the conversation; return it with the reason."""
    fresh = tuple(hit for hit in found.hits if hit.post.id not in plan.known)
    dropped = tuple((h.post.id, "told before") for h in found.hits if h.post.id in plan.known)
    return replace(found, hits=fresh), dropped
