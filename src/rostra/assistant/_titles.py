"""A title by the model, taken only where its check passes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rostra import text
from rostra.assistant._check import check
from rostra.assistant._clauses import TITLE
from rostra.assistant._ours import quoted_instead
from rostra.assistant._sift import readable
from rostra.assistant._types import Desk, Draft, Evidence, Plan, Sentence
from rostra.assistant._write import foreign, in_language
from rostra.errors import ModelError
from rostra.models import Options, complete

TOKENS = 48
READ = 3
POST_CHARS = 240


def model_title(
    plan: Plan, items: Sequence[Evidence], desk: Desk, began: float, seed: int | None
) -> tuple[Sentence, str] | None:
    """Ask the model for a title of some posts; None where it may not, fails or is not borne out.

    Returns the checked title and who wrote it. Nothing is asked after the desk's patience, nor
    of a model that cannot cross into the posts' language.
    """
    if desk.model is None or desk.clock() - began > desk.patience_s:
        return None
    group = list(items[:READ])
    if not group or (foreign(plan, group) and not desk.crosses):
        return None
    posts = "\n".join(" ".join(readable(i.post.text).split())[:POST_CHARS] for i in group)
    limit = TITLE["en" if plan.lang == "en" else "zh"]
    schema = {
        "type": "object",
        "properties": {"title": {"type": "string", "minLength": 4, "maxLength": limit}},
        "required": ["title"],
        "additionalProperties": False,
    }
    options = Options(max_tokens=TOKENS, schema=schema, temperature=0.0, seed=seed)
    try:
        reply = complete(
            desk.model, desk.prompts("title", plan.lang).messages(posts=posts), options
        )
        said = json.loads(reply.text)["title"]
    except (ModelError, ValueError, KeyError, TypeError, RecursionError):
        return None
    title = _tidied(said, limit)
    if not title or not in_language(plan, title, group):
        return None
    sentence = check(plan, Draft(title, tuple(i.number for i in group)), group, desk)
    ours = sentence.verdict == "supported" and quoted_instead(plan, sentence, group, desk) is None
    return (sentence, reply.model) if ours else None


def _tidied(said: object, limit: int) -> str:
    """Clean what stands in the reply as a title; "" where it is no text."""
    if not isinstance(said, str):
        return ""
    return " ".join(text.clean(said, limit=limit).split()).rstrip("。.")
