"""What is asked beside questions: verdicts on claims, posts explained."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra import assistant, text
from rostra.app._addresses import find_post
from rostra.app._prompts import check_prompts
from rostra.app._words import (
    Asking,
    Naming,
    PromptCheck,
    PromptsTried,
    Ruled,
    Translating,
    Verified,
)
from rostra.assistant import Earlier, Tongue, changes, claim_key, ruling_told
from rostra.errors import QueryRefused
from rostra.posts import SAMPLE

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.assistant import Explained, Ruling, Translation
    from rostra.posts import Store
    from rostra.records import Engine, KeptRuling


def verify(answering: Answering, records: Engine, asking: Asking) -> Verified:
    """Rule on a claim, say what changed since it was last asked, and keep the verdict."""
    if not any(c.isalnum() for c in asking.question):
        msg = "the claim holds no words; write it as a sentence: rostra verify 'the bridge is shut'"
        raise QueryRefused(msg)
    from rostra.records import list_rulings

    within, timezone = answering.bounds(asking)
    now = within.now or datetime.now(UTC)
    ruling = assistant.verify(
        asking.question, answering.quoting(), now=now, timezone=timezone, within=within
    )
    key = claim_key(asking.question, sample=within.sample)
    before = list_rulings(records, key, limit=1, owner=asking.owner)
    earlier = _earlier(before[0]) if before else None
    if answering.settings.assistant.keep_answers:
        _keep(records, ruling, key, asking.owner)
    return Verified(ruling, ruling_told(ruling), changes(ruling, earlier))


def explain(answering: Answering, store: Store, naming: Naming) -> Explained | None:
    """Explain the post that is named by its id or address, or its thread; None: it is unknown."""
    post = find_post(store, naming.post)
    if post is None:
        return None
    within, timezone = answering.bounds(
        Asking("", timezone=naming.timezone, now=naming.now, sample=post.source == SAMPLE)
    )
    if naming.thread:
        return assistant.explain_thread(
            store.thread(post.id) or (post,),
            answering.quoting(),
            now=within.now or datetime.now(UTC),
            timezone=timezone,
            tongue=_TONGUES.get(naming.tongue),
        )
    return assistant.explain(
        post,
        answering.quoting(),
        store.thread,
        now=within.now or datetime.now(UTC),
        timezone=timezone,
        within=within,
        tongue=_TONGUES.get(naming.tongue),
    )


def translate(answering: Answering, store: Store, asked: Translating) -> Translation | None:
    """Translate the post that is named by its id or address; None where it is not known here."""
    post = find_post(store, asked.post)
    if post is None:
        return None
    desk, why_not = answering.desk(asked.model)
    to = _TONGUES.get(asked.to) or ("en" if text.script(post.text) == "han" else "zh")
    made = assistant.translate(post, desk, to)
    return replace(made, notes=(*made.notes, why_not)) if why_not else made


def try_prompts(answering: Answering, asked: PromptCheck) -> PromptsTried:
    """Check prompts, by the model that answers unless another is named."""
    usual = answering.settings.models.answer_with
    model, note = answering.writer(asked.model or usual)
    # Where a model answers, none may be let in that it did not read.
    admit = model is not None or answering.writer(usual)[0] is None
    if model is None:
        note = note or "no model was asked: the form alone was checked"
        note += "" if admit else f"; yours are not let in before {usual!r} has read them"
    now = datetime.now(UTC)
    return PromptsTried(
        check_prompts(answering.settings, asked.name, model, now, admit=admit), note
    )


def rulings(records: Engine, claim: str, owner: str = "") -> tuple[Ruled, ...]:
    """Return the kept rulings on a claim, of live posts and of the sample; all where it is ""."""
    from rostra.records import list_rulings

    if not claim.strip():
        return tuple(map(_ruled, list_rulings(records, owner=owner)))
    keys = [claim_key(claim, sample=sample) for sample in (False, True)]
    both = [list_rulings(records, key, owner=owner) for key in keys]
    newest = sorted((r for found in both for r in found), key=lambda r: r.asked_at)[::-1]
    return tuple(map(_ruled, newest))


def _ruled(kept: KeptRuling) -> Ruled:
    return Ruled(
        kept.claim,
        kept.asked_at,
        kept.standing,
        kept.confidence,
        len(kept.speak_for),
        len(kept.speak_against),
    )


def _earlier(kept: KeptRuling) -> Earlier:
    return Earlier(kept.asked_at, kept.standing, frozenset((*kept.speak_for, *kept.speak_against)))


def _keep(records: Engine, ruling: Ruling, key: str, owner: str) -> None:
    from rostra.records import KeptRuling, save_ruling

    sides = (ruling.speak_for, ruling.speak_against)
    speak_for, speak_against = (tuple(w.item.post.id for w in side) for side in sides)
    kept = KeptRuling(
        id=str(uuid.uuid4()),
        key=key,
        claim=ruling.claim,
        asked_at=ruling.as_of,
        standing=ruling.standing,
        confidence=ruling.confidence,
        speak_for=speak_for,
        speak_against=speak_against,
        owner=owner,
    )
    save_ruling(records, kept)


_TONGUES: dict[str, Tongue] = {"zh": "zh", "zh-hant": "zh-hant", "en": "en"}
