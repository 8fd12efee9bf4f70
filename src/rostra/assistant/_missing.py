"""What was asked and the posts that are told of do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rostra.assistant._sought import Sought, holds, sought
from rostra.assistant._types import Plan
from rostra.posts import Post

SHOWN: frozenset[Sought] = frozenset(("number", "money", "time", "cause", "who", "place"))
"""Kinds of thing sought whose presence in a post can be seen."""
LEAST = 4
"""Characters of a part of a question."""


def untold(plan: Plan, posts: Sequence[Post]) -> tuple[str, ...]:
    """List the parts of a question for which none of the posts holds the kind of thing sought.

    "When did it start and how many were hurt?" has two parts; one that asks for what cannot be
    seen in a text (an opinion, a yes or no) is never listed.
    """
    if plan.kind not in ("search", "verify"):
        return ()
    found = []
    for part in parts(plan.question):
        kind = sought(part)
        if kind in SHOWN and not any(holds(kind, post.text) for post in posts):
            found.append(part)
    return tuple(found)


def parts(question: str) -> tuple[str, ...]:
    """Cut a question into what it asks one after another."""
    cut = (part.strip(" \t\n?？,，、;；。.") for part in _BETWEEN.split(question))
    kept = tuple(part for part in cut if len(part) >= LEAST)
    return kept or (question.strip(),)


_BETWEEN = re.compile(
    r"[?？;；]|[,，]\s*(?=(?:and |以及|还有|又)?(?:how|what|when|where|who|why|which)\b)"
    r"|\band\s+(?=(?:how|what|when|where|who|why|which|for how|by whom|at what)\b)"
    r"|[,，、](?=[^,，、?？]*(?:什么|什麼|多少|几|幾|谁|誰|哪|何时|何時|为何|為何|怎么|怎麼))"
    r"|(?:以及|还有|還有)(?=[^,，、?？]*(?:什么|什麼|多少|几|幾|谁|誰|哪|何时|何時|为何|為何|怎么|怎麼))",
    re.IGNORECASE,
)
