"""Long questions: each sub-question's answer is kept at once, so that a killed one goes on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zlib import crc32

from rostra import assistant
from rostra.app._wire import load, plain
from rostra.app._words import Asking, Delving, KeptInquiry
from rostra.assistant import (
    Answer,
    Concluded,
    Deepening,
    Divided,
    Inquired,
    Plan,
    Subquestion,
    sub_bounds,
)
from rostra.errors import OwnerError, QueryRefused

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.app._judging import Judging
    from rostra.records import Engine, Inquiry


def deep(
    answering: Answering, records: Engine, delving: Delving, judging: Judging
) -> Iterator[Deepening]:
    """Answer a long question from the start, or go on with a kept one as it was asked then.

    Raises PolicyRefused.
    """
    if delving.asking.images:
        raise QueryRefused("a long question takes no pictures; ask about them with `rostra ask`")
    if delving.resume:
        inquiry = _found(records, delving.resume, delving.asking.owner)
        asking, subquestions = _read(inquiry)
        sure = asking.sure or delving.asking.sure
        judging.held(asking.question, asking.owner, sure=sure, of="deep")
        planned = _planned(answering, asking)
    else:
        whose, sure = delving.asking.owner, delving.asking.sure
        judging.held(delving.asking.question, whose, sure=sure, of="deep")
        asking = _fixed(answering, delving.asking)
        planned = _planned(answering, asking)
        subquestions = _divided(answering, planned, asking)
        inquiry = _begun(asking, subquestions)
    keeps = answering.settings.assistant.keep_answers
    if keeps:
        _save(records, inquiry)
    yield Divided(inquiry.id if keeps else "", subquestions)
    within = sub_bounds(planned, answering.bounds(asking)[0])
    steps = dict(inquiry.steps)

    def answered(one: Subquestion) -> tuple[Answer, bool]:
        kept = _kept(records, steps.get(one.question, ""))
        if kept is not None:
            return kept, True
        bounds = within if one.aspect != "main" else answering.bounds(asking)[0]
        seed = crc32(one.question.encode())
        answer = answering.answered(one.question, asking, bounds, seed)
        judging.let_out(answer.sentences, asking.owner, of="deep")
        answer_id = answering.keep(answer, asking.owner)
        if answer_id:
            steps[one.question] = answer_id
            _save(records, replace(inquiry, steps=steps))
        return answer, False

    for event in assistant.inquire(subquestions, answered, resumable=keeps):
        if isinstance(event, Inquired):
            yield Concluded(inquiry.id if keeps else "", event)
        else:
            yield event


def inquiries(records: Engine, limit: int, owner: str = "") -> tuple[KeptInquiry, ...]:
    """List the newest kept long questions."""
    from rostra.records import list_inquiries

    listed = []
    for kept in list_inquiries(records, limit, owner):
        asking, subquestions = _read(kept)
        listed.append(
            KeptInquiry(kept.id, kept.asked_at, asking.question, len(kept.steps), len(subquestions))
        )
    return tuple(listed)


def _fixed(answering: Answering, asking: Asking) -> Asking:
    """Fix what is left open, so that a resumed question is asked as it was."""
    if not any(c.isalnum() for c in asking.question):
        msg = "the question holds no words; write it out: rostra deep 'what happened at the dam?'"
        raise QueryRefused(msg)
    within, timezone = answering.bounds(asking)
    return replace(
        asking,
        timezone=timezone,
        now=within.now or datetime.now(UTC),
        sample=within.sample,
        model=asking.model or answering.settings.models.answer_with,
        tools=False,
    )


def _planned(answering: Answering, asking: Asking) -> Plan:
    within, timezone = answering.bounds(asking)
    desk = answering.quoting()
    now = within.now or datetime.now(UTC)
    return assistant.plan(
        asking.question, now=now, timezone=timezone, within=within, gloss=desk.gloss
    )


def _divided(answering: Answering, planned: Plan, asking: Asking) -> tuple[Subquestion, ...]:
    """Divide by rules, and by the model where it crosses languages: a smaller one only repeats."""
    subquestions = assistant.divided(planned)
    desk = answering.writing(asking.model)
    if desk.model is None or not desk.crosses or len(subquestions) == 1:
        return subquestions
    return assistant.added(planned, subquestions, desk.model, desk.prompts)


def _begun(asking: Asking, subquestions: tuple[Subquestion, ...]) -> Inquiry:
    from rostra.records import Inquiry

    body = {
        "asking": plain(Asking, asking),
        "questions": plain(tuple[Subquestion, ...], subquestions),
    }
    began = asking.now or datetime.now(UTC)
    return Inquiry(uuid.uuid4().hex[:12], began, body, owner=asking.owner)


def _read(inquiry: Inquiry) -> tuple[Asking, tuple[Subquestion, ...]]:
    asking: Asking = load(Asking, json.dumps(inquiry.asking["asking"]))
    questions = json.dumps(inquiry.asking["questions"])
    return asking, load(tuple[Subquestion, ...], questions)


def _found(records: Engine, inquiry_id: str, owner: str) -> Inquiry:
    from rostra.records import find_inquiry

    inquiry = find_inquiry(records, inquiry_id)
    if inquiry is None or inquiry.owner != owner:
        msg = f"no long question is kept as {inquiry_id!r}; `rostra deep --list` names those kept"
        raise QueryRefused(msg)
    return inquiry


def _save(records: Engine, inquiry: Inquiry) -> None:
    from rostra.records import save_inquiry

    save_inquiry(records, inquiry)


def _kept(records: Engine, answer_id: str) -> Answer | None:
    """Read a kept answer; None for one that is forgotten, or of another version's shape."""
    from rostra.records import find_answer

    kept = find_answer(records, answer_id) if answer_id else None
    if kept is None:
        return None
    try:
        answer: Answer = load(Answer, json.dumps(kept.body))
    except OwnerError:
        return None
    return answer
