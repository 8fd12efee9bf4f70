"""Parts of chats, read without the rest of them: a long one opens as fast as a short one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rostra.app._chat_kept import shown_message
from rostra.app._chat_words import ChatPage, ChatPaged

if TYPE_CHECKING:
    from rostra.app._words import ChatMessage
    from rostra.records import Engine, Node

MOST = 200
"""Messages that one part may have."""


def chat_page(records: Engine, asked: ChatPaged) -> ChatPage | None:
    """Return a part of a chat's branch; None for a chat that is unknown or another's."""
    from rostra.records import find_chat, find_messages, list_nodes

    chat = find_chat(records, asked.id)
    if chat is None or chat.owner != asked.owner:
        return None
    nodes = {node.id: node for node in list_nodes(records, chat.id)}
    head = tip(nodes, asked.through) if asked.through else asked.head or chat.head
    path = branch(nodes, head)
    until = path.index(asked.before) if asked.before in path else len(path)
    begin = max(0, until - max(1, min(asked.limit, MOST)))
    shown = path[begin:until]
    found = {message.id: shown_message(message) for message in find_messages(records, shown)}
    return ChatPage(
        chat.id,
        chat.title,
        chat.created_at,
        path[-1] if path else "",
        tuple(found[name] for name in shown if name in found),
        begin,
        beside(nodes, shown),
        chat.pinned,
        {name: str(value) for name, value in chat.ways.items()},
    )


def chat_message(records: Engine, owner: str, message_id: str) -> tuple[str, ChatMessage] | None:
    """Return a message with the id of its chat; None where it is unknown or another's."""
    from rostra.records import find_chat, find_message

    message = find_message(records, message_id)
    chat = find_chat(records, message.chat_id) if message else None
    if message is None or chat is None or chat.owner != owner:
        return None
    return chat.id, shown_message(message)


def branch(nodes: Mapping[str, Node], head: str) -> list[str]:
    """Return the ids that lead to a message, oldest first; [] where it is unknown."""
    path: list[str] = []
    seen: set[str] = set()
    while head in nodes and head not in seen:
        seen.add(head)
        path.append(head)
        head = nodes[head].parent
    return path[::-1]


def tip(nodes: Mapping[str, Node], through: str) -> str:
    """Return the newest message behind one, by the newest branch at every fork."""
    newest: dict[str, str] = {}
    for node in nodes.values():  # oldest first: the last one stays
        newest[node.parent] = node.id
    seen: set[str] = set()
    while through in newest and through not in seen:
        seen.add(through)
        through = newest[through]
    return through


def beside(nodes: Mapping[str, Node], shown: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each message shown, all that stand in its place."""
    children: dict[str, list[str]] = {}
    for node in nodes.values():
        children.setdefault(node.parent, []).append(node.id)
    return {name: tuple(children[nodes[name].parent]) for name in shown}
