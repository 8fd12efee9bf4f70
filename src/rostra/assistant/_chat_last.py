"""Turns that work on the answer before: its sources, a shorter form, a translation, more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

from rostra import text
from rostra.assistant._check import check
from rostra.assistant._followups import Understood
from rostra.assistant._frames import who
from rostra.assistant._memory import Memory, cited
from rostra.assistant._sayings import frame
from rostra.assistant._sift import readable
from rostra.assistant._types import (
    Answer,
    Citation,
    Desk,
    Draft,
    Evidence,
    Plan,
    Sentence,
    Tongue,
)
from rostra.errors import ModelError
from rostra.models import Options, complete

SHOWN = 3
"""Sources that are shown where none is named."""
QUOTE_CHARS = 600
TRANSLATION_TOKENS = 160


@dataclass(frozen=True, slots=True)
class FromLast:
    """What could be done with the answer before; `search` says what must be searched instead."""

    sentences: tuple[Sentence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    search: Literal["", "more", "again"] = ""
    tongue: Tongue | None = None
    model: str = ""


def from_last(
    understood: Understood, memory: Memory, bare: Plan, desk: Desk, timezone: str
) -> FromLast:
    """Do what a turn asks of the answer before it."""
    last = memory.last
    if last is None:
        return FromLast((frame(bare, "nothing_before"),))
    if understood.act == "source":
        return _sources(understood, memory, bare, timezone)
    if understood.number and memory.told and memory.numbered(understood.number) is None:
        missing = frame(bare, "no_such", n=len(memory.told), number=understood.number)
        return FromLast((missing,), memory.told)
    if understood.act == "more":
        return (
            FromLast(search="more") if memory.topic else FromLast((frame(bare, "nothing_before"),))
        )
    if understood.act == "shorter":
        return _shorter(last, bare)
    return _translated(understood, memory, bare, desk)


def _sources(understood: Understood, memory: Memory, bare: Plan, timezone: str) -> FromLast:
    """Show the posts an answer rests on, whole and with their links."""
    if not memory.told:
        return FromLast((frame(bare, "no_source"),))
    number = understood.number
    if number > len(memory.told):
        return FromLast((frame(bare, "no_such", n=len(memory.told), number=number),), memory.told)
    items = [memory.told[number - 1]] if number else list(memory.told[:SHOWN])
    sentences: list[Sentence] = []
    for item in items:
        sentences.append(_source(item, bare, timezone))
        if item.post.url:
            sentences.append(frame(bare, "source_link", url=item.post.url))
    return FromLast(tuple(sentences), tuple(items))


def _source(item: Evidence, bare: Plan, timezone: str) -> Sentence:
    post = item.post
    source = readable(post.text)
    end = min(len(source.rstrip()), QUOTE_CHARS)
    quote = post.text[:end]
    words = frame(
        bare,
        "source",
        number=item.number,
        who=who(post),
        network=post.network,
        when=f"{post.created.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}",
        quote=" ".join(source[:end].split()) + ("…" if end < len(source.rstrip()) else ""),
    )
    return replace(words, citations=(Citation(item.number, post.id, quote, 0, end),))


def _shorter(last: Answer, bare: Plan) -> FromLast:
    """Keep the first sentence that cites, as it was checked."""
    telling = [s for s in last.sentences if s.citations] or [
        s for s in last.sentences if not s.frame
    ]
    if len(telling) <= 1:
        shortest = (frame(bare, "shortest"), *telling)
        return FromLast(shortest, last.evidence, model=last.model)
    return FromLast((telling[0],), cited(replace(last, sentences=(telling[0],))), model=last.model)


def _translated(understood: Understood, memory: Memory, bare: Plan, desk: Desk) -> FromLast:
    """Translate the answer before, sentence by checked sentence; else search in the language."""
    last = memory.last
    assert last is not None  # noqa: S101 - looked at by the caller
    target = _target(understood, last)
    if not desk.crosses or desk.model is None or not any(s.citations for s in last.sentences):
        search: Literal["", "again"] = "again" if memory.topic else ""
        return FromLast((frame(replace(bare, tongue=target), "no_translator"),), (), search, target)
    plan = replace(last.plan, tongue=target, lang="en" if target == "en" else "zh")
    sentences: list[Sentence] = []
    for sentence in last.sentences:
        try:
            written = _one(sentence.text, plan, desk)
        except ModelError:
            search = "again" if memory.topic else ""
            return FromLast((frame(plan, "no_translator"),), (), search, target)
        numbers = tuple(c.number for c in sentence.citations)
        checked = check(plan, Draft(written, numbers), last.evidence, desk) if numbers else None
        sentences.append(Sentence(written, (), "own", frame=True) if checked is None else checked)
    kept = _kept(sentences)
    return FromLast((frame(plan, "translated"), *kept), last.evidence, model=desk.model.name)


def _kept(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [s for s in sentences if s.verdict != "unsupported"]


def _one(written: str, plan: Plan, desk: Desk) -> str:
    assert desk.model is not None  # noqa: S101 - looked at by the caller
    turns = desk.prompts("render", plan.lang).messages(text=written)
    reply = complete(desk.model, turns, Options(max_tokens=TRANSLATION_TOKENS))
    told = " ".join(text.clean(reply.text, limit=600).split())
    return text.traditional(told) if plan.tongue == "zh-hant" else told


def _target(understood: Understood, last: Answer) -> Tongue:
    named: dict[str, Tongue] = {"zh": "zh", "zh-hant": "zh-hant", "en": "en"}
    if understood.target in named:
        return named[understood.target]
    return "zh" if last.plan.tongue == "en" else "en"
