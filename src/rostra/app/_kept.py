"""Kept answers as they stand today, and the citations that readers marked as wrong."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from rostra import assistant
from rostra.app._chat_kept import answer_of
from rostra.app._scrub import DELETED, EDITED
from rostra.app._wire import load
from rostra.app._words import CitedPost, KeptAnswer, Marked, Marking, OldAnswer, Rechecked, Standing
from rostra.assistant import Answer, Desk, Evidence, Sentence
from rostra.errors import QueryRefused
from rostra.posts import Post

if TYPE_CHECKING:
    from rostra.posts import Store
    from rostra.records import Engine, Kept, Mark

NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer, when it was told, and in which chat ("" = in none)."""

    at: datetime
    answer: Answer
    chat: str = ""


def kept_answers(engine: Engine, limit: int, owner: str = "") -> tuple[KeptAnswer, ...]:
    """List the newest kept answers first."""
    from rostra import records

    return tuple(
        KeptAnswer(k.id, k.asked_at, k.question, k.lang, k.model, len(_cited(_answer(k))))
        for k in records.list_answers(engine, limit, owner)
    )


def answers_citing(engine: Engine, post_id: str, owner: str = "") -> tuple[KeptAnswer, ...]:
    """List an owner's answers that cite a post, those of chats too, the newest first."""
    from rostra import records

    ids = (
        *records.answers_resting_on(engine, posts=[post_id]),
        *records.messages_resting_on(engine, posts=[post_id]),
    )
    found = [(key, told) for key in ids if (told := _told(engine, key, owner))]
    return tuple(
        KeptAnswer(
            key, t.at, t.answer.question, t.answer.lang, t.answer.model,
            len(_cited(t.answer)), t.chat,
        )
        for key, t in sorted(found, key=lambda one: one[1].at, reverse=True)
        if any(item.post.id == post_id for item in _cited(t.answer))
    )  # fmt: skip


def old_answer(
    engine: Engine, store: Store, desk: Desk, answer_id: str, owner: str = ""
) -> OldAnswer | None:
    """Show an answer with how its cited posts fare; None where the owner has none by the id.

    It may have been told in a chat: `answer_id` is its message's then. A sentence that rests on
    a post with newer text is checked against that text.
    """
    told = _told(engine, answer_id, owner)
    if told is None:
        return None
    answer = told.answer
    cited = _cited(answer)
    today = store.get([item.post.id for item in cited])
    posts = tuple(CitedPost(e.number, e.post.id, _standing(e, today)) for e in cited)
    newer = {
        p.number: today.get(p.post_id, item.post)
        for p, item in zip(posts, cited, strict=True)
        if p.standing == "edited"
    }
    again = (_recheck(n, s, answer, newer, desk) for n, s in enumerate(answer.sentences, start=1))
    return OldAnswer(answer_id, told.at, answer, posts, tuple(r for r in again if r), told.chat)


def _answer(kept: Kept) -> Answer:
    answer: Answer = load(Answer, json.dumps(kept.body))
    return answer


def _told(engine: Engine, answer_id: str, owner: str) -> _Told | None:
    """Find an owner's answer by its id, also one that was told in a chat."""
    from rostra import records

    kept = records.find_answer(engine, answer_id)
    if kept is not None:
        return _Told(kept.asked_at, _answer(kept)) if kept.owner == owner else None
    message = records.find_message(engine, answer_id)
    if message is None or not message.body:
        return None
    chat = records.find_chat(engine, message.chat_id)
    if chat is None or chat.owner != owner:
        return None
    return _Told(message.created_at, answer_of(message), chat.id)


def _cited(answer: Answer) -> list[Evidence]:
    numbers = {c.number for s in answer.sentences for c in s.citations}
    return [item for item in answer.evidence if item.number in numbers]


def _standing(item: Evidence, today: Mapping[str, Post]) -> Standing:
    if DELETED in item.post.labels:
        return "deleted"
    now = today.get(item.post.id)
    if now is None:
        return "gone"
    return "edited" if EDITED in item.post.labels or now.text != item.post.text else "stands"


def _recheck(
    number: int, sentence: Sentence, answer: Answer, newer: Mapping[int, Post], desk: Desk
) -> Rechecked | None:
    if not any(c.number in newer for c in sentence.citations):
        return None
    if not sentence.text:
        return Rechecked(number, "unsupported", sentence.reasons)
    by_number = {item.number: item.post for item in answer.evidence}
    if sentence.frame:  # a quotation holds while its words stand
        stands = all(
            c.quote in newer.get(c.number, by_number[c.number]).text for c in sentence.citations
        )
        why = () if stands else ("the quoted words no longer stand in the post",)
        return Rechecked(number, "quoted" if stands else "unsupported", why)
    posts = [newer.get(c.number, by_number[c.number]) for c in sentence.citations]
    opinion = assistant.weigh(sentence.text, posts, desk)
    return Rechecked(number, opinion.verdict, opinion.reasons)


def mark_wrong(engine: Engine, marking: Marking, now: datetime) -> tuple[Marked, ...]:
    """Keep a reader's mark on a sentence's citations; raises QueryRefused where there are none."""
    from rostra import records

    told = _told(engine, marking.answer_id, marking.owner)
    if told is None:
        msg = f"no answer is kept as {marking.answer_id!r}; see `rostra answers list`"
        raise QueryRefused(msg)
    answer = told.answer
    if not 1 <= marking.sentence <= len(answer.sentences):
        msg = f"sentence {marking.sentence}: the answer has sentences 1 to {len(answer.sentences)}"
        raise QueryRefused(msg)
    sentence = answer.sentences[marking.sentence - 1]
    if not sentence.citations or not sentence.text:
        msg = f"sentence {marking.sentence} cites no post that still stands; mark one that does"
        raise QueryRefused(msg)
    if len(marking.note) > NOTE_LIMIT:
        msg = f"note: {len(marking.note)} characters are too many; write at most {NOTE_LIMIT}"
        raise QueryRefused(msg)
    cited = {c.number for c in sentence.citations}
    mark = records.Mark(
        str(uuid.uuid4()),
        now,
        marking.answer_id,
        marking.sentence,
        sentence.text,
        marking.note,
        records.Rest("", ""),
        marking.owner,
    )
    marks = tuple(
        replace(mark, rest=records.Rest(e.post.id, e.post.author.id, e.post.source, e.post.native))
        for e in answer.evidence
        if e.number in cited
    )
    records.save_marks(engine, marks)
    return tuple(map(_marked, marks))


def marked(engine: Engine, limit: int, owner: str = "") -> tuple[Marked, ...]:
    """List an owner's newest marks first."""
    from rostra import records

    return tuple(map(_marked, records.list_marks(engine, limit, (owner,))))


def _marked(mark: Mark) -> Marked:
    return Marked(
        mark.id,
        mark.marked_at,
        mark.answer_id,
        mark.sentence,
        mark.text,
        mark.note,
        mark.rest.post_id,
    )


def mistakes(engine: Engine, owner: str = "") -> Sequence[assistant.Mistake]:
    """Return the newest marks as the checker reads them: the owner's and this machine's own.

    Those of others do not count: a mark by one must not change the answers of another.
    """
    from rostra import records

    found = records.list_marks(engine, owners=tuple({"", owner}))
    return [assistant.Mistake(m.rest.post_id, m.text) for m in found]
