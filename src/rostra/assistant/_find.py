"""Run the planned searches until enough is found: the one find step of asking and measuring."""

from __future__ import annotations

from collections.abc import Callable

from rostra.assistant._overlap import covered
from rostra.assistant._types import Plan
from rostra.posts import Found, Hit, Query

ENOUGH = 3
"""Hits that plainly speak of the question; with fewer the window widens."""
PLAIN = 0.6
"""Share of the question's words a post must hold to speak of it plainly."""

NOTHING = Found(hits=())


def find(plan: Plan, search: Callable[[Query], Found], *, enough: int = ENOUGH) -> Found:
    """Search the plan's windows, narrow to wide, until `enough` hits speak of the question.

    The hits come in the search's own order. `window` of the result is the one searched last.
    """
    found = NOTHING
    for query in plan.queries:
        found = search(query)
        if sum(plainly(plan, query, hit) for hit in found.hits) >= enough:
            break
    return found


def plainly(plan: Plan, query: Query, hit: Hit) -> bool:
    """Whether a post holds most words of the question, in any of its wordings."""
    if not plan.terms:
        return True
    wordings = [" ".join(plan.terms), *query.variants]
    return any(covered(wording, hit.post.text) >= PLAIN for wording in wordings)
