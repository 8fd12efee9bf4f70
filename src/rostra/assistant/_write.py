"""Let the model write sentences from numbered posts, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from rostra import text
from rostra.assistant._frames import who
from rostra.assistant._overlap import copied, speaks
from rostra.assistant._prompts import Prompts, prompt
from rostra.assistant._sift import readable
from rostra.assistant._stream import objects
from rostra.assistant._types import Draft, Evidence, Plan
from rostra.errors import ModelGarbage
from rostra.models import Message, Model, Options
from rostra.text import draw_mark

POST_CHARS = {"en": 320, "zh": 160}
"""Characters of a post that the model reads, by the post's script."""
SENTENCE_CHARS = {"en": 200, "zh": 90}
TOKENS_A_POST = 70
COPIED = 0.8
"""Share of a sentence's character runs found in one post at which it was copied from there."""

_HANGING = re.compile(r"(?:\s*(?:https?://\S*|#[\w-]*))+$")
_HAN = re.compile("[\u3400-\u9fff]")


def write(
    plan: Plan,
    group: Sequence[Evidence],
    model: Model,
    seed: int | None = None,
    prompts: Prompts = prompt,
) -> Iterator[Draft]:
    """Yield each sentence as soon as the model has finished it (one call for the group).

    The posts stand between marks that occur in none of them. Yields nothing when the model says
    that no post answers. Raises ModelError when the model fails, ModelGarbage when its whole
    reply holds no sentence.
    """
    options = Options(
        max_tokens=TOKENS_A_POST * len(group) + 20, schema=_schema(plan, group), temperature=0.0
    )
    numbers = {item.number for item in group}
    readable_reply, writer = False, model.name

    def pieces() -> Iterator[str]:
        nonlocal writer
        for chunk in model.reply(messages(plan, group, seed, prompts), options):
            writer = chunk.model or writer
            yield chunk.text

    for found in objects(pieces()):
        draft = _draft(found, numbers)
        readable_reply |= draft is not None or found.get("sentences") == []
        if draft is not None:
            yield replace(_renumbered(draft, group), writer=writer)
    if not readable_reply:
        raise ModelGarbage(f"the reply of {writer} is not the JSON that was asked for")


def opening(lang: str, prompts: Prompts = prompt) -> tuple[Message, ...]:
    """Give the turns with which every writing call in "zh" or "en" begins, to warm a server."""
    return prompts("write", lang).turns[:-1]


def messages(
    plan: Plan, group: Sequence[Evidence], seed: int | None = None, prompts: Prompts = prompt
) -> tuple[Message, ...]:
    """Fill the turns of one call: rule and example (always the same), then question and posts."""
    mark = draw_mark([item.post.text for item in group] + [plan.question], seed)
    posts = "\n".join(_rendered(item, mark) for item in group)
    return prompts("write", plan.lang).messages(
        question=" ".join(plan.question.split())[:300], posts=posts, mark=mark
    )


def _rendered(item: Evidence, mark: str) -> str:
    limit = POST_CHARS["zh" if text.script(item.post.text) in ("han", "kana") else "en"]
    body = " ".join(readable(item.post.text).split())[:limit]
    day = f"{item.post.created:%m-%d %H:%M}"
    return f"<{mark} [{item.number}] {who(item.post)} {day}>\n{body}\n</{mark}>"


def _schema(plan: Plan, group: Sequence[Evidence]) -> dict[str, Any]:
    sentence = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "minLength": 2, "maxLength": SENTENCE_CHARS[plan.lang]},
            "cite": {
                "type": "array",
                "items": {"type": "integer", "enum": [item.number for item in group]},
                "minItems": 1,
                "maxItems": len(group),
            },
        },
        "required": ["text", "cite"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "sentences": {"type": "array", "items": sentence, "maxItems": len(group)},
        },
        "required": ["sentences"],
        "additionalProperties": False,
    }


def _draft(found: dict[str, Any], numbers: set[int]) -> Draft | None:
    """Read a sentence of the reply; citations of what was not given are left out."""
    written, cite = found.get("text"), found.get("cite")
    if not isinstance(written, str) or not written.strip():
        return None
    named = cite if isinstance(cite, list) else [cite]
    cited = tuple(
        dict.fromkeys(n for n in named if isinstance(n, int) and n in numbers and n is not True)
    )
    return Draft(_tidy(" ".join(text.clean(written, limit=600).split())), cited)


def _tidy(written: str) -> str:
    """Cut off what hangs behind a sentence: links, tags, and quotes that nothing opened."""
    cut = _HANGING.sub("", written).strip() or written
    opened = sum(cut.count(mark) for mark in '“‘「『"')
    return cut if opened else cut.rstrip("”’」』,， ")


def _renumbered(draft: Draft, group: Sequence[Evidence]) -> Draft:
    """Give a copied sentence its number by matching; the model's own number may be wrong."""
    score, number = max((copied(draft.text, item.post.text), item.number) for item in group)
    return Draft(draft.text, (number,)) if score >= COPIED else draft


def in_language(plan: Plan, written: str, group: Sequence[Evidence]) -> bool:
    """Whether a sentence is in the language of the answer, by its script.

    An English one may hold no Han letters but those of its posts.
    """
    script = text.script(written)
    if script not in ("", "other") and (script == "han") != (plan.lang == "zh"):
        return False
    known = set("".join(item.post.text for item in group))
    return plan.lang == "zh" or set(_HAN.findall(written)) <= known


def foreign(plan: Plan, group: Sequence[Evidence]) -> bool:
    """Whether every post of the group is in another language than the answer."""
    return not any(speaks(item.post.lang, plan.lang) for item in group)
