"""Say honestly what was searched when nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rostra.assistant._frames import framing, listed, phrase, window_words
from rostra.assistant._types import Plan, Sentence, Step
from rostra.posts import Found


def searched(plan: Plan, found: Found) -> Sentence:
    """Tell the words, the time and the networks searched, and the posts seen."""
    query = plan.queries[-1]
    words = list(plan.terms) or [phrase(plan.tongue, "everything")]
    words += [phrase(plan.tongue, "author_words", who=f"@{a}") for a in query.authors]
    since, until = (_moment(at, plan.timezone) for at in (query.since, query.until))
    return framing(
        plan,
        "searched",
        words=listed(plan.tongue, words),
        window=window_words(plan.tongue, since, until),
        networks=listed(plan.tongue, query.networks) or phrase(plan.tongue, "any_network"),
        seen=max([len(found.hits), *(n for _, n in found.considered)]),
    )


def left_out(plan: Plan, steps: Sequence[Step]) -> Sentence | None:
    """Count the posts that were found and left out, by reason, in the question's language."""
    reasons = Counter(_kind(reason) for step in steps for _, reason in step.dropped)
    if not reasons:
        return None
    told = listed(
        plan.tongue,
        [f"{phrase(plan.tongue, kind)} {n}" for kind, n in reasons.most_common(4)],
    )
    return framing(plan, "left_out", n=reasons.total(), reasons=told)


def _kind(reason: str) -> str:
    """Name the phrase for a reason, whatever post or figure stands in it."""
    return next((kind for start, kind in _KINDS if reason.startswith(start)), "other_reasons")


_KINDS = (
    ("off topic", "off_topic"),
    ("repeats", "repeats"),
    ("superseded", "superseded"),
    ("an advertisement", "advertisement"),
    ("meant as a joke", "joke"),
    ("content warning", "warned"),
)


def _moment(at: datetime | None, timezone: str) -> str:
    return f"{at.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}" if at else ""
