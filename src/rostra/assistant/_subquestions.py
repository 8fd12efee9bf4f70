"""What a long question is divided into: by rules, and by a model that crosses languages."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from rostra import text
from rostra.assistant._inquiry import Aspect, Subquestion
from rostra.assistant._overlap import copied, stems
from rostra.assistant._prompts import Prompts, prompt
from rostra.assistant._sought import Sought, sought
from rostra.assistant._types import Kind, Plan
from rostra.errors import ModelError
from rostra.models import Model, Options, complete
from rostra.posts import Query

MODELS = 3
"""Questions that a model may add to those of the rules."""
LONGEST, TOKENS = 160, 160
ALIKE = 0.85
"""Share of a question's characters that stand in another from which it asks the same."""

_SCHEMA = {
    "type": "object",
    "properties": {
        "questions": {
            "type": "array",
            "items": {"type": "string", "maxLength": LONGEST},
            "maxItems": MODELS,
        }
    },
    "required": ["questions"],
    "additionalProperties": False,
}


def divided(plan: Plan) -> tuple[Subquestion, ...]:
    """Divide a question by rules: itself first, then what else is to be known of its topic.

    A question without a topic (news of all kinds, an author's posts) stays whole.
    """
    first = Subquestion("main", plan.question)
    if not plan.terms:
        return (first,)
    own = _OWN.get(sought(plan.question))
    topic = topic_of(plan)
    wordings = _WORDINGS["en" if plan.tongue == "en" else "zh"]
    asked = []
    for aspect in _FITTING[plan.kind]:
        if aspect == own:
            continue
        worded = wordings[aspect].format(topic=topic)
        worded = text.traditional(worded) if plan.tongue == "zh-hant" else worded
        asked.append(Subquestion(aspect, worded))
    return (first, *asked)


def added(
    plan: Plan, subquestions: Sequence[Subquestion], model: Model, prompts: Prompts = prompt
) -> tuple[Subquestion, ...]:
    """Let a model add questions of its own, before the timeline; none where it fails.

    One that leaves the topic or asks what is asked already is left out.
    """
    messages = prompts("deep", plan.lang).messages(question=plan.question)
    try:
        reply = complete(model, messages, Options(max_tokens=TOKENS, schema=_SCHEMA))
        told = json.loads(reply.text)["questions"]
    except (ModelError, ValueError, KeyError, TypeError, RecursionError):
        return tuple(subquestions)
    topic, known = stems(" ".join(plan.terms)), [s.question for s in subquestions]
    fresh: list[str] = []
    for one in told if isinstance(told, list) else ():
        question = text.clean(str(one), limit=LONGEST).strip()
        same = any(copied(question, other) >= ALIKE for other in (*known, *fresh))
        if question and stems(question) & topic and not same:
            fresh.append(question)
    more = [Subquestion("more", question) for question in fresh[:MODELS]]
    before = [s for s in subquestions if s.aspect != "timeline"]
    return (*before, *more, *(s for s in subquestions if s.aspect == "timeline"))


def sub_bounds(plan: Plan, within: Query | None) -> Query:
    """Return what bounds the search of every sub-question: the question's time and filters."""
    outer = within or Query()
    if not plan.queries:
        return outer
    asked = plan.queries[-1]
    return replace(
        outer,
        authors=asked.authors,
        networks=asked.networks,
        langs=asked.langs,
        min_likes=asked.min_likes,
        since=outer.since or plan.since,
        until=outer.until or plan.until,
    )


def topic_of(plan: Plan) -> str:
    """Word what a question is about: its content words, as they are written in it."""
    words = [_as_written(plan.question, term) for term in plan.terms]
    joined = words[0]
    for word in words[1:]:
        joined += ("" if _han(joined[-1]) and _han(word[0]) else " ") + word
    return joined


def _as_written(question: str, term: str) -> str:
    found = re.search(re.escape(term), question, re.IGNORECASE)
    return found[0] if found else term


def _han(letter: str) -> bool:
    return text.script(letter) == "han"


_OWN: dict[Sought, Aspect] = {
    "who": "who", "first": "who", "time": "when", "place": "where", "number": "how many",
    "money": "how many", "cause": "why", "opinion": "reactions",
}  # fmt: skip
"""What the question asks itself is not asked again."""
# A recommendation happened nowhere and has no cause; a claim is not asked whether it is true again.
_FITTING: dict[Kind, tuple[Aspect, ...]] = {
    "search": (
        "who", "when", "where", "how many", "why", "reactions", "disputed", "next", "timeline",
    ),
    "timeline": ("what", "who", "where", "how many", "why", "reactions", "disputed", "next"),
    "verify": ("who", "when", "where", "reactions", "next", "timeline"),
    "recommend": ("reactions",),
    "news": ("reactions", "disputed", "next"),
}  # fmt: skip
_WORDINGS: dict[str, dict[Aspect, str]] = {
    "en": {
        "what": "What about {topic}?",
        "who": "Who: {topic}?",
        "when": "When: {topic}?",
        "where": "Where: {topic}?",
        "how many": "How many: {topic}?",
        "why": "Why: {topic}?",
        "reactions": "What do people think of {topic}?",
        "disputed": "Is it true: {topic}?",
        "next": "And right now: {topic}?",
        "timeline": "Timeline: {topic}",
    },
    "zh": {
        "what": "{topic}怎么样了？",
        "who": "{topic}：是谁？",
        "when": "{topic}：什么时候？",
        "where": "{topic}：哪里？",
        "how many": "{topic}：多少？",
        "why": "{topic}：为什么？",
        "reactions": "大家怎么看{topic}？",
        "disputed": "{topic}，是真的吗？",
        "next": "{topic}，现在呢？",
        "timeline": "{topic}的时间线",
    },
}
