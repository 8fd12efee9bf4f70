"""Which of the posts on the topic are likeliest to hold the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rostra.assistant._corrections import is_correction
from rostra.assistant._sought import asks, holds, sought, substance
from rostra.assistant._types import Plan
from rostra.posts import Hit

RANKS = 30
"""Places in the search's order that weigh as much as a whole relevance."""
ON_TOPIC = 0.7
HOLDS = 0.3
REPORTS = 0.2
ONLY_ASKS = 0.4
CORRECTS = 0.3
EARLY = 1.0
"""Weights, found on the sample feed's questions by the features alone (docs/log.md)."""


def weighed(plan: Plan, hits: Sequence[Hit], relevances: Sequence[float]) -> list[Hit]:
    """Score each hit: place in the search, relevance, what it holds, and how much it reports.

    A post that holds what the question seeks (a number, a time, a cause) counts for more, one
    that itself only asks for less. Where the question seeks who was first, earlier posts count
    for more.
    """
    kind = sought(plan.question)
    ages = _places_in_time(hits) if kind == "first" else [0.0] * len(hits)
    return [
        replace(hit, score=_worth(plan, hit, rank / RANKS, relevances[rank]) + EARLY * ages[rank])
        for rank, hit in enumerate(hits)
    ]


def _worth(plan: Plan, hit: Hit, place: float, relevance: float) -> float:
    kind, post = sought(plan.question), hit.post
    score = ON_TOPIC * relevance - place + REPORTS * substance(post)
    if kind != "any" and holds(kind, post.text):
        score += HOLDS
    if asks(post.text) and kind != "first":
        score -= ONLY_ASKS
    if plan.kind == "verify" and is_correction(post):
        score += CORRECTS
    return score


def _places_in_time(hits: Sequence[Hit]) -> list[float]:
    """Give 1 to the earliest post and 0 to the latest, evenly between."""
    order = sorted(range(len(hits)), key=lambda i: hits[i].post.created)
    places = {i: 1 - at / max(1, len(hits) - 1) for at, i in enumerate(order)}
    return [places[i] for i in range(len(hits))]


def with_repeats(hits: Sequence[Hit], repeated: Counter[str]) -> list[Hit]:
    """Note on each hit, as the list "doubles", how many posts repeat it."""
    return [
        replace(hit, lists=(*hit.lists, ("doubles", repeated[hit.post.id])))
        if repeated[hit.post.id]
        else hit
        for hit in hits
    ]
