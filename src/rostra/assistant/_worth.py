"""How likely a post on the topic is to hold the answer: a weighted sum of what is seen of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import timedelta
from math import exp

from rostra.assistant._corrections import is_correction, says_no
from rostra.assistant._overlap import speaks
from rostra.assistant._relevance import coverage, likenesses, spoken_of
from rostra.assistant._sought import alarms, asks, closed, gathers, holds, sought, substance
from rostra.assistant._types import Plan
from rostra.posts import Embed, Hit

CORRECTS = 1.0
"""What a correction counts more where the question is whether something is true."""
SURROUNDINGS = timedelta(hours=48)
"""How far in time another post of the same author says what a post is about."""
EARLY = 3.0
"""What the earliest post counts more than the latest where the question is who was first."""
NOT_TOLD = frozenset(("any", "first"))
"""Kinds of thing sought that the words of a post do not show."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is seen of a post beside a question, each about 0 to 1.

    `near` is the re-ranker's cosine, `alike` the static table's, `covers` the share of the
    question's words; `own` says that it is in the question's language, `lacks` that nothing of
    the kind sought stands in it (no number, no time), `reports` how much it tells, `asks` that
    it asks itself; `denies` that it says no where the question is for yes or no. `context` is the
    share of the question's words that the post lacks and its author, or the post it answers,
    holds within two days.
    """

    near: float
    alike: float
    covers: float
    own: float
    lacks: float
    reports: float
    asks: float
    alarms: float
    gathers: float
    denies: float
    context: float


WITH_E5 = Signs(17.0, 2.5, 3.7, -1.0, -1.5, 2.9, -1.7, -0.4, -2.9, 1.1, 1.9)
WITHOUT = Signs(0.0, 3.6, 4.1, -0.8, -1.5, 2.6, -1.7, -0.6, -2.7, 1.1, 1.9)
BIAS_WITH_E5, BIAS_WITHOUT = -21.2, -7.1
"""Logistic regression over the sample's questions: `python -m measure worth` fits them anew and
tells how they do on stories they were not fitted on."""


def signs(plan: Plan, hits: Sequence[Hit], embed: Embed | None) -> list[Signs]:
    """See what can be seen of each post."""
    kind = sought(plan.question)
    yes_or_no = closed(plan.question)
    context = _in_context(plan, hits)
    alike = likenesses(plan, hits, embed)
    return [
        Signs(
            near=hit.near or 0.0,
            alike=alike[at],
            covers=coverage(plan, hit.post) if plan.terms else 1.0,
            own=speaks(hit.post.lang, plan.lang),
            lacks=kind not in NOT_TOLD and not holds(kind, hit.post.text),
            reports=substance(hit.post),
            asks=asks(hit.post.text),
            alarms=alarms(hit.post.text) and not is_correction(hit.post),
            gathers=gathers(hit.post.text),
            denies=yes_or_no and says_no(hit.post),
            context=context[at],
        )
        for at, hit in enumerate(hits)
    ]


def _in_context(plan: Plan, hits: Sequence[Hit]) -> list[float]:
    """Measure what a post's surroundings say of the question beyond what it says itself."""
    if not plan.terms:
        return [0.0] * len(hits)
    spoken = [spoken_of(plan, hit.post) for hit in hits]
    by_author: dict[str, list[int]] = {}
    at = {hit.post.id: i for i, hit in enumerate(hits)}
    for i, hit in enumerate(hits):
        by_author.setdefault(hit.post.author.id, []).append(i)
    found = []
    for i, hit in enumerate(hits):
        near = [
            j
            for j in by_author[hit.post.author.id]
            if abs(hits[j].post.created - hit.post.created) <= SURROUNDINGS
        ]
        near += [at[name] for name in (hit.post.reply_to, hit.post.root) if name in at]
        more = frozenset[int]().union(*(spoken[j] for j in near)) - spoken[i]
        found.append(len(more) / len(plan.terms))
    return found


def weighed(plan: Plan, hits: Sequence[Hit], embed: Embed | None) -> list[Hit]:
    """Set each hit's score to the probability, 0 to 1, that it holds the answer.

    Where the question seeks who was first, earlier posts count for more; where it asks whether
    something is true, corrections do.
    """
    read = all(hit.near is not None for hit in hits)
    weights, bias = (WITH_E5, BIAS_WITH_E5) if read else (WITHOUT, BIAS_WITHOUT)
    first = sought(plan.question) == "first"
    places = _places_in_time(hits) if first else [0.0] * len(hits)
    scored = []
    for hit, seen, place in zip(hits, signs(plan, hits, embed), places, strict=True):
        total = bias + _summed(weights, seen) + EARLY * place
        if plan.kind == "verify" and is_correction(hit.post):
            total += CORRECTS
        scored.append(replace(hit, score=1 / (1 + exp(-total))))
    return scored


def _summed(weights: Signs, seen: Signs) -> float:
    pairs = zip(astuple(weights), astuple(seen), strict=True)
    return sum((float(weight) * float(sign) for weight, sign in pairs), 0.0)


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
