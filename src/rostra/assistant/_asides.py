"""The fun mode of a single answer: an aside beside it, never in it; it states nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from rostra import text
from rostra.assistant._remarks import HUGE, LATE, MANY, drawn
from rostra.assistant._sides import sides
from rostra.assistant._standing import harms, harms_in
from rostra.assistant._types import Answer
from rostra.posts import Post

FUN = "playful, gently sarcastic; jokes state no fact"
"""The tone of the fun mode, as a model is told it."""
FIRM = frozenset({"supported", "quoted", "own"})
"""Sentences beside which one may smile."""


def with_aside(answer: Answer, path: Sequence[Answer] = (), *, seed: int = 0) -> Answer:
    """Return an answer with an aside beside it where it bears one; all else stays as it is.

    Answers that cite nothing, speak of people who came to harm, check a claim or hold what is not
    borne out get none. What is drawn depends on the question, `seed` and the day only; no line is
    drawn that an answer of `path` had.
    """
    posts = _cited(answer)
    if not posts or not answer.found or answer.plan.kind == "verify" or answer.decided is not None:
        return answer
    if harms(posts) or harms_in(answer.question) or harms_in(answer.asked):
        return answer
    if any(s.verdict not in FIRM for s in answer.sentences):
        return answer
    draw = random.Random(f"{seed} {answer.plan.question} {answer.as_of:%Y-%m-%d}")
    tongue = answer.plan.tongue
    used = {remark.text for told in path for remark in told.remarks}
    remark = drawn(tuple(_seen(answer, posts)), tongue, draw, used)
    return replace(answer, remarks=(remark,)) if remark is not None else answer


def _cited(answer: Answer) -> list[Post]:
    numbers = {c.number for sentence in answer.sentences for c in sentence.citations}
    return [item.post for item in answer.evidence if item.number in numbers]


def _seen(answer: Answer, posts: Sequence[Post]) -> Iterator[str]:
    """List what is to be seen of an answer, the most telling first."""
    moods = sides(posts)
    written = " ".join(sentence.text for sentence in answer.sentences)
    first = min(post.created for post in posts).astimezone(ZoneInfo(answer.plan.timezone))
    people = {post.author.id for post in posts}
    held = (
        ("correction", any(event.corrected_by for event in answer.timeline)),
        ("quarrel", bool(moods.get("for") and moods.get("against"))),
        ("late", LATE[0] <= first.hour < LATE[1]),
        ("huge", any(q.value >= HUGE for q in text.quantities(written))),
        ("two tongues", {"zh", "en"} <= {post.lang for post in posts}),
        ("one source", len(people) == 1),
        ("many", len(people) >= MANY),
        ("praise", bool(moods.get("for")) and not moods.get("against")),
        ("plain", True),
    )
    yield from (name for name, holds in held if holds)
