"""Which posts an answer tells of, and whether they tell what is asked at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rostra.assistant._corrections import parted, says_no
from rostra.assistant._overlap import speaks
from rostra.assistant._relevance import bearing, on_the_point
from rostra.assistant._sought import asks, closed, holds, sought
from rostra.assistant._types import Evidence, Plan

NARROW = ("search", "verify")
"""Kinds of question that have one answer."""
TOLD, PLAINLY = 0.06, 0.15
"""Likelihoods of the best post under which the posts do not tell what is asked, or may not; then
one must hold the kind of thing that is sought, beside enough of what is asked of it."""
BEARING = 0.35
NEAR_BEST, AGAINST = 0.5, 0.15
"""Share of the best post's likelihood from which another is told of beside it."""
LATER = 5
"""Likeliest posts among which an account's later word is looked for."""

_ASKED = re.compile(r"[?？]")


def tells(plan: Plan, best: Sequence[Evidence]) -> tuple[bool, bool]:
    """Say whether the best posts hold the answer, and whether plainly, the likeliest first.

    A broad question has no one answer: whatever was found tells it. A recommendation takes a post
    that is on it.
    """
    if plan.kind == "recommend" and best:
        fit = best[0].score >= TOLD
        return fit, fit
    if plan.kind not in NARROW or not plan.terms or not best:
        return True, True
    kind, likeliest = sought(plan.question), best[0].score
    held = any(holds(kind, item.post.text) and bearing(plan, item.post) >= BEARING for item in best)
    plainly = likeliest >= PLAINLY
    return plainly or (likeliest >= TOLD and held), plainly


def chosen(
    plan: Plan, evidence: Sequence[Evidence], limit: int, *, plainly: bool
) -> tuple[Evidence, ...]:
    """Choose the posts that are told of, at most `limit` and what their accounts said later.

    Those about as good as the best, none that only asks. A claim that is asked about is told with
    what speaks against it, a denial is not. Hearsay comes last, and elsewhere only where there is
    nothing else.
    """
    best, yes_or_no = tuple(evidence[:limit]), closed(plan.question)
    if plan.kind in NARROW:
        claimed = yes_or_no and not says_no(best[0].post)
        least = (AGAINST if claimed else NEAR_BEST) * best[0].score
        near = (item for item in best if item.score >= least)
        best = tuple(item for item in near if on_the_point(plan, item.post)) or best[:1]
    if plan.kind == "recommend":
        best = _recommending(plan, best)
    best = _beside(plan, best) if plainly else best[:1]
    if plan.kind in NARROW:
        best = (*best, *_said_later(evidence, best))
    best = tuple(item for item in best if not asks(item.post.text)) or best
    plain, heard = parted(best)
    return (*plain, *heard) if yes_or_no or not plain else plain


def _recommending(plan: Plan, best: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Keep what may be a recommendation: no other asker's question, nothing beside the matter."""
    on_it = bearing(plan, best[0].post) > 0
    fit = (item for item in best if item.score >= AGAINST * best[0].score)
    kept = (item for item in fit if not on_it or bearing(plan, item.post) > 0)
    return tuple(item for item in kept if not _ASKED.search(item.post.text)) or tuple(best[:1])


def _beside(plan: Plan, best: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Keep beside the first, of posts in another language, those alone that tell it plainly."""
    return (
        best[0],
        *(o for o in best[1:] if o.score >= PLAINLY or speaks(o.post.lang, plan.lang)),
    )


def _said_later(evidence: Sequence[Evidence], told: Sequence[Evidence]) -> list[Evidence]:
    """Find what the accounts that are told of said of it later, among the likeliest posts."""
    return [
        item
        for item in evidence[:LATER]
        if item not in told
        and item.score >= AGAINST * told[0].score
        and any(
            item.post.author.id == one.post.author.id and item.post.created > one.post.created
            for one in told
        )
    ]
