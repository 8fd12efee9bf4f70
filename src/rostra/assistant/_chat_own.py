"""Turns that need no posts: the assistant about itself, and a model's own words and drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rostra.assistant._asides import FUN
from rostra.assistant._drafting import by_rule, difference, part_of
from rostra.assistant._memory import recall
from rostra.assistant._own import REQUEST_CHARS, Own, change_turns, request_turns, stream_own
from rostra.assistant._persona import Persona, greeted, of_itself
from rostra.assistant._sayings import frame, saying
from rostra.assistant._types import (
    Answer,
    Desk,
    Finished,
    Gathered,
    Need,
    Plan,
    Planned,
    Progress,
    Said,
    Sentence,
)
from rostra.models import Message

if TYPE_CHECKING:
    from rostra.assistant._chat import Talk

DRAFTED: tuple[Need, ...] = ("writing", "translation")
"""Needs whose text is kept as the draft that later turns may change."""
Ending = Callable[..., Answer]


def itself(said: str, need: Need, persona: Persona, bare: Plan, desk: Desk) -> tuple[Sentence, ...]:
    """Answer a greeting or a question about the assistant, by templates alone."""
    if need == "greeting":
        return (_own_frame(greeted(said, persona, bare.tongue)),)
    model = desk.model.name if desk.model else ""
    return tuple(_own_frame(words) for words in of_itself(said, persona, bare.tongue, model))


def own_words(
    said: str, talk: Talk, desk: Desk, bare: Plan, need: Need, ending: Ending
) -> Iterator[Progress]:
    """Let the model answer by itself: marked, streamed, kept as far as it came."""
    yield Planned(bare)
    yield Gathered((), ())
    if need == "draft":
        yield from _changed(said, talk, desk, bare, ending)
        return
    if desk.model is None:
        sentences = [frame(bare, "no_model"), frame(bare, "no_model_search")]
        yield from (Said(sentence) for sentence in sentences)
        yield Finished(ending(sentences, found=False))
        return
    turns = request_turns(said, talk.path, bare, desk, wishes(talk))
    own = Own()
    yield from stream_own(turns, desk.model, own, capable=desk.crosses)
    sentences = [Sentence(block, (), "own") for block in own.blocks]
    tail = _tail(own, bare)
    yield from (Said(sentence) for sentence in tail)
    draft = own.text if need in DRAFTED and own.blocks else ""
    notes = list(_own_notes(said, desk, bare, own))
    done = ending(
        [*sentences, *tail], model=own.writer if own.blocks else "", notes=tuple(notes),
        draft=draft, found=bool(own.blocks),
    )  # fmt: skip
    yield Finished(done)


def _changed(said: str, talk: Talk, desk: Desk, bare: Plan, ending: Ending) -> Iterator[Progress]:
    """Change the draft: by rule where that does, else by the model, only the part that is named."""
    draft = recall(talk.path).draft
    part = part_of(draft, said)
    if part.missing:
        sorry = frame(bare, "no_part", n=len(part.paragraphs), number=part.number)
        yield Said(sorry)
        yield Finished(ending([sorry], draft=draft))
        return
    fresh, own = by_rule(part, said), Own()
    if fresh is None and desk.model is None:
        sorry = frame(bare, "no_editor")
        yield Said(sorry)
        yield Finished(ending([sorry], draft=draft, found=False))
        return
    if fresh is None and desk.model is not None:
        turns: Sequence[Message] = change_turns(part.body, said, bare, desk)
        for event in stream_own(turns, desk.model, own, capable=desk.crosses):
            if not isinstance(event, Said):
                yield event
        fresh = part.replaced(own.text) if own.blocks and own.ended != "broken" else draft
    yield from _shown(draft, fresh or draft, own, bare, ending)


def _shown(draft: str, fresh: str, own: Own, bare: Plan, ending: Ending) -> Iterator[Progress]:
    """Show the new draft whole, and what changed in it."""
    sentences = [Sentence(p, (), "own") for p in fresh.split("\n\n") if p.strip()]
    changed = difference(draft, fresh)
    sentences += _tail(own, bare)
    if changed:
        sentences += [frame(bare, "changed"), Sentence(changed, (), "own", frame=True)]
    elif not own.ended:
        sentences.append(frame(bare, "unchanged"))
    yield from (Said(sentence) for sentence in sentences)
    yield Finished(ending(sentences, model=own.writer, draft=fresh))


def wishes(talk: Talk) -> str:
    """Word the wishes for form that a model's own words may follow."""
    manner = talk.manner
    parts = [
        {"short": "Answer in at most three sentences.", "long": "Answer in detail.", "": ""}[
            manner.length
        ],
        f"Tone: {manner.tone or FUN}." if manner.tone or manner.fun else "",
        manner.wishes,
    ]
    return " ".join(part for part in parts if part)[:600]


def _own_notes(said: str, desk: Desk, bare: Plan, own: Own) -> Iterator[str]:
    if own.blocks:
        yield saying(bare.tongue, "own_words")
    limit = REQUEST_CHARS[desk.crosses]
    if len(said) > limit:
        yield saying(bare.tongue, "cut", n=len(said), limit=limit)


def _tail(own: Own, bare: Plan) -> list[Sentence]:
    """Say how a reply ended where it did not end well."""
    if not own.ended:
        return []
    if own.ended == "broken":
        name = "broken" if own.blocks else "broken_empty"
        return [frame(bare, name, error=own.error)]
    return [frame(bare, own.ended)]


def _own_frame(words: str) -> Sentence:
    return Sentence(words, (), "quoted", frame=True)
