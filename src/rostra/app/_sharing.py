"""Snapshots of chats: a frozen copy under a name that cannot be guessed, until it is revoked."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from rostra.app._chat_kept import rests, shown_message
from rostra.app._chat_pages import branch
from rostra.app._chat_words import Share
from rostra.app._wire import load, plain
from rostra.app._words import ChatNamed, Conversation

if TYPE_CHECKING:
    from rostra.assistant import Answer
    from rostra.records import Engine, Rest

NAME_BYTES = 16
"""Bytes of chance in a name: 128 bits."""


def share_chat(records: Engine, named: ChatNamed, now: datetime) -> Share | None:
    """Freeze a chat's branch as it stands; None for a chat that is unknown or another's.

    How the person wants answers is theirs alone and stays out of it.
    """
    from rostra.records import KeptShare, find_chat, find_messages, list_nodes, save_share

    chat = find_chat(records, named.id)
    if chat is None or chat.owner != named.owner:
        return None
    nodes = {node.id: node for node in list_nodes(records, chat.id)}
    path = branch(nodes, chat.head)
    found = {m.id: shown_message(m) for at in range(0, len(path), 200)
             for m in find_messages(records, path[at : at + 200])}  # fmt: skip
    messages = tuple(found[name] for name in path if found[name].state != "answering")
    told = Conversation(chat.id, chat.title, chat.created_at, path[-1] if path else "", messages)
    held: list[Rest] = []
    for message in messages:
        if message.answer is not None:
            held += rests(message.answer.evidence)
    name = secrets.token_hex(NAME_BYTES)
    body = plain(Conversation, told)
    save_share(records, KeptShare(name, chat.owner, chat.id, chat.title, now, body), held)
    return Share(name, chat.id, chat.title, now)


def shares(records: Engine, owner: str) -> tuple[Share, ...]:
    """List an owner's snapshots, the newest first."""
    from rostra.records import list_shares

    return tuple(Share(s.name, s.chat_id, s.title, s.made_at) for s in list_shares(records, owner))


def share_show(records: Engine, name: str) -> tuple[Share, Conversation] | None:
    """Return a snapshot by its name, whoever asks; None once it is revoked."""
    from rostra.records import find_share

    kept = find_share(records, name)
    if kept is None:
        return None
    told = cast("Conversation", load(Conversation, json.dumps(kept.body)))
    return Share(kept.name, kept.chat_id, kept.title, kept.made_at), told


def share_revoke(records: Engine, name: str, owner: str) -> bool:
    """Take a snapshot back for good; False where the owner has none of that name."""
    from rostra.records import revoke_share, truncate_log

    gone = revoke_share(records, name, owner)
    if gone:
        truncate_log(records)
    return gone


def scrub_shares(
    records: Engine, names: dict[str, list[Any]], cleaned: Callable[[Answer], Answer]
) -> int:
    """Take lost text out of the snapshots that rest on it; return how many were rewritten."""
    from rostra.records import find_share, rewrite_share, shares_resting_on

    rewritten = 0
    for name in shares_resting_on(records, **names):
        kept = find_share(records, name)
        if kept is None:
            continue
        told = cast("Conversation", load(Conversation, json.dumps(kept.body)))
        messages = []
        for message in told.messages:
            answer = cleaned(message.answer) if message.answer is not None else None
            text = answer.text if answer is not None else message.text
            messages.append(replace(message, answer=answer, text=text))
        left = replace(told, messages=tuple(messages))
        if left != told:
            rewrite_share(records, name, plain(Conversation, left))
            rewritten += 1
    return rewritten
