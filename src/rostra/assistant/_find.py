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
    for query in plan.queries[:-1]:
        if count is not None:
            asked = query if plan.terms else replace(query, text="", variants=())
            if count(asked, PLAIN) >= enough:
                return search(query)
            continue
        found = search(query)
        if sum(plainly(plan, query, hit) for hit in found.hits) >= enough:
            return found
    return search(plan.queries[-1]) if plan.queries else found


def plainly(plan: Plan, query: Query, hit: Hit) -> bool:
    """Whether a post holds most words of the question, in any of its wordings."""
    if not plan.terms:
        return True
    wordings = [" ".join(plan.terms), *query.variants]
    return any(covered(wording, hit.post.text) >= PLAIN for wording in wordings)
