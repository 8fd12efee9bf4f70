"""Messages as they are kept: read, written, and without what was deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from rostra.app._wire import load, plain
from rostra.app._words import ChatMessage
from rostra.assistant import Answer, Evidence

if TYPE_CHECKING:
    from rostra.records import Engine, Message, Rest


def answer_of(message: Message) -> Answer:
    """Read the answer that an assistant's message holds."""
    import json

    return cast("Answer", load(Answer, json.dumps(message.body)))


def shown_message(message: Message) -> ChatMessage:
    """Return a stored message as it is shown."""
    answer = answer_of(message) if message.body else None
    return ChatMessage(
        message.id, message.parent, message.role, message.created_at, message.state,
        message.text, answer,
    )  # fmt: skip


def stored_message(message: ChatMessage, chat_id: str) -> Message:
    """Return a shown message as it is stored."""
    from rostra.records import Message

    return Message(
        message.id, chat_id, message.parent, message.role, message.created, message.state,
        message.answer.text if message.answer else message.text,
        message.answer.model if message.answer else "",
        plain(Answer, message.answer) if message.answer else {},
    )  # fmt: skip


def rests(evidence: tuple[Evidence, ...]) -> list[Rest]:
    """Name the posts that an answer rests on, by all they may be deleted by."""
    from rostra.records import Rest

    return [Rest(e.post.id, e.post.author.id, e.post.source, e.post.native) for e in evidence]


def scrub_chats(records: Engine, lost: Any, cleaned: Callable[[Answer, Any], Answer]) -> int:
    """Take lost text out of the messages that rest on it; return how many were rewritten."""
    from rostra.records import find_message, forget_words, messages_resting_on, rewrite_message

    affected = messages_resting_on(
        records,
        posts=[*(d.id for d in lost.deletions if d.id), *lost.edits],
        natives=[(d.source, d.native) for d in lost.deletions if not d.id and d.native],
        authors=list(lost.departures),
    )
    rewritten = 0
    for message_id in affected:
        message = find_message(records, message_id)
        if message is None or not message.body:
            continue
        answer = answer_of(message)
        left = cleaned(answer, lost)
        if left != answer:
            body = plain(Answer, left)
            rewrite_message(records, replace(message, text=left.text, body=body))
            rewritten += 1
    if rewritten:
        forget_words(records)
    return rewritten
