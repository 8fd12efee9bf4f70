"""Conversations: one row a chat, one a message, and a search over all that was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, text, update

from rostra.records._answers import Rest, put_rests, resting_on
from rostra.records._grams import asked_grams, grams
from rostra.records._moments import aware
from rostra.records._tables import chats, message_posts, messages

POOL = 4
"""Times the messages wanted that are put in order by their time: an index knows when they came."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation. `head` is the message the next one follows, `ways` how it is to be answered.

    `owner` is whose it is; "" is the person at this machine.
    """

    id: str
    title: str
    created_at: datetime
    touched_at: datetime
    owner: str = ""
    pinned: bool = False
    head: str = ""
    ways: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a chat: `role` is user or assistant, `parent` the message before it ("" = none).

    `state` is asked (a question), answering, done, partial (it broke off) or failed; `text` is
    what can be searched, `body` all of it as JSON.
    """

    id: str
    chat_id: str
    parent: str
    role: str
    created_at: datetime
    state: str
    text: str
    model: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """Where a message stands in its chat, without what it says."""

    id: str
    parent: str
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class Matched:
    """A message that a search found, with the title of its chat."""

    chat_id: str
    title: str
    message_id: str
    role: str
    created_at: datetime
    text: str


def save_chat(engine: Engine, chat: Chat) -> None:
    """Keep a new chat."""
    with engine.begin() as connection:
        connection.execute(insert(chats).values(**_chat_row(chat)))


def begin_turn(engine: Engine, question: Message, answer: Message) -> None:
    """Keep a question and the place of its answer in one transaction, before the answer begins."""
    with engine.begin() as connection:
        for message in (question, answer):
            _insert(connection, message, ())
        connection.execute(
            update(chats)
            .where(chats.c.id == question.chat_id)
            .values(head=answer.id, touched_at=question.created_at.astimezone(UTC))
        )


def save_conversation(
    engine: Engine, chat: Chat, told: Iterable[tuple[Message, Sequence[Rest]]]
) -> None:
    """Keep a whole chat with its messages in one transaction, or nothing of it."""
    with engine.begin() as connection:
        connection.execute(insert(chats).values(**_chat_row(chat)))
        for message, rests in told:
            _insert(connection, message, rests)


def save_message(engine: Engine, message: Message, rests: Sequence[Rest] = ()) -> None:
    """Keep one message with the posts it rests on."""
    with engine.begin() as connection:
        _insert(connection, message, rests)


def rewrite_message(engine: Engine, message: Message, rests: Sequence[Rest] | None = None) -> None:
    """Put another state, text and body in the place of a message's; None leaves its posts."""
    with engine.begin() as connection:
        connection.execute(
            update(messages)
            .where(messages.c.id == message.id)
            .values(
                state=message.state, text=message.text, model=message.model, body=dict(message.body)
            )
        )
        _index(connection, message)
        if rests is not None:
            connection.execute(
                delete(message_posts).where(message_posts.c.message_id == message.id)
            )
            put_rests(connection, message_posts, {"message_id": message.id}, rests)


def find_chat(engine: Engine, chat_id: str) -> Chat | None:
    """Return a chat by its id."""
    with engine.connect() as connection:
        row = connection.execute(select(chats).where(chats.c.id == chat_id)).first()
    return _chat(row) if row else None


def list_chats(
    engine: Engine, *, owner: str = "", limit: int = 50, before: datetime | None = None
) -> list[Chat]:
    """Return an owner's chats: the pinned first, then the newest.

    With `before` only those not pinned that were touched before it. Each of the two is read along
    the index of touched times, so that a page costs the same among fifty chats and fifteen
    thousand.
    """
    mine = select(chats).where(chats.c.owner == owner)
    order = chats.c.touched_at.desc(), chats.c.id
    pinned = mine.where(chats.c.pinned).order_by(*order).limit(limit)
    rest = mine.where(~chats.c.pinned).order_by(*order)
    with engine.connect() as connection:
        found = [] if before else [_chat(row) for row in connection.execute(pinned)]
        if before:
            rest = rest.where(chats.c.touched_at < before.astimezone(UTC))
        found += [_chat(row) for row in connection.execute(rest.limit(limit - len(found)))]
    return found


def change_chat(engine: Engine, chat_id: str, **fields: Any) -> bool:
    """Set fields of a chat (title, pinned, head, ways, touched_at); False when it is unknown."""
    with engine.begin() as connection:
        changed = connection.execute(update(chats).where(chats.c.id == chat_id).values(**fields))
    return changed.rowcount > 0


def delete_chat(engine: Engine, chat_id: str) -> bool:
    """Delete a chat with all it holds, index and all; False when it is unknown."""
    with engine.begin() as connection:
        ids = select(messages.c.id).where(messages.c.chat_id == chat_id)
        for row in connection.execute(ids).all():
            unindex(connection, row.id)
        connection.execute(delete(messages).where(messages.c.chat_id == chat_id))
        gone = connection.execute(delete(chats).where(chats.c.id == chat_id))
        optimize_words(connection)
    return gone.rowcount > 0


def list_messages(engine: Engine, chat_id: str) -> list[Message]:
    """Return all messages of a chat, every branch, oldest first."""
    order = messages.c.created_at, messages.c.role.desc(), messages.c.id
    asked = select(messages).where(messages.c.chat_id == chat_id).order_by(*order)
    with engine.connect() as connection:
        return [_message(row) for row in connection.execute(asked)]


def list_nodes(engine: Engine, chat_id: str) -> list[Node]:
    """Return where each message of a chat stands, every branch, oldest first."""
    order = messages.c.created_at, messages.c.role.desc(), messages.c.id
    columns = messages.c.id, messages.c.parent, messages.c.role, messages.c.state
    asked = select(*columns).where(messages.c.chat_id == chat_id).order_by(*order)
    with engine.connect() as connection:
        return [Node(*row) for row in connection.execute(asked)]


def find_messages(engine: Engine, ids: Sequence[str]) -> list[Message]:
    """Return messages by their ids, in any order; at most some hundreds."""
    asked = select(messages).where(messages.c.id.in_(ids))
    with engine.connect() as connection:
        return [_message(row) for row in connection.execute(asked)] if ids else []


def find_message(engine: Engine, message_id: str) -> Message | None:
    """Return a message by its id."""
    with engine.connect() as connection:
        row = connection.execute(select(messages).where(messages.c.id == message_id)).first()
    return _message(row) if row else None


def search_messages(
    engine: Engine, words: str, *, owner: str = "", limit: int = 50
) -> list[Matched]:
    """Find the messages of an owner's chats that hold all of the words, the newest first.

    Chinese is found from two characters on, in either script; Latin words by their beginnings.
    """
    sqlite = engine.dialect.name == "sqlite"
    wanted = asked_grams(words, fts5=sqlite)
    if not wanted:
        return []
    match = (
        "message_grams MATCH :wanted"
        if sqlite
        else "to_tsvector('simple', message_grams.grams) @@ to_tsquery('simple', :wanted)"
    )
    # FTS5 walks its index backwards, the newest rows first, and stops: no sort of all that match.
    order = "message_grams.rowid DESC" if sqlite else "m.created_at DESC, m.id"
    asked = text(
        "SELECT m.id, m.chat_id, c.title, m.role, m.created_at, m.text FROM message_grams "  # noqa: S608
        "CROSS JOIN messages m CROSS JOIN chats c "
        f"WHERE {match} AND m.id = message_grams.message_id AND c.id = m.chat_id "
        f"AND c.owner = :owner ORDER BY {order} LIMIT :most"
    )
    with engine.connect() as connection:
        found = connection.execute(
            asked.columns(created_at=messages.c.created_at.type),
            {"wanted": wanted, "owner": owner, "most": limit * POOL if sqlite else limit},
        )
        matched = [
            Matched(r.chat_id, r.title, r.id, r.role, aware(r.created_at), r.text) for r in found
        ]
    return sorted(matched, key=lambda one: one.created_at, reverse=True)[:limit]


def messages_resting_on(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> dict[str, list[Rest]]:
    """Return, by message, the posts named by id, by (source, native id) or by author."""
    return resting_on(engine, message_posts, posts=posts, natives=natives, authors=authors)


def _insert(connection: Connection, message: Message, rests: Sequence[Rest]) -> None:
    connection.execute(insert(messages).values(**_message_row(message)))
    _index(connection, message, new=True)
    put_rests(connection, message_posts, {"message_id": message.id}, rests)


def _index(connection: Connection, message: Message, *, new: bool = False) -> None:
    """Index the words of a message anew; words that were there before leave the file."""
    if not new:
        unindex(connection, message.id)
    if message.text:
        row = {"id": message.id, "grams": grams(message.text)}
        connection.execute(
            text("INSERT INTO message_grams (message_id, grams) VALUES (:id, :grams)"), row
        )


def unindex(connection: Connection, message_id: str) -> None:
    """Take the words of a message out of the index."""
    row = {"id": message_id}
    connection.execute(text("DELETE FROM message_grams WHERE message_id = :id"), row)


def optimize_words(connection: Connection) -> None:
    """Rewrite SQLite's index without what was deleted: FTS5 only marks it until it merges."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO message_grams(message_grams) VALUES('optimize')"))


def forget_words(engine: Engine) -> None:
    """Take deleted words out of the index's file for good."""
    with engine.begin() as connection:
        optimize_words(connection)


def _chat_row(chat: Chat) -> dict[str, Any]:
    return {
        "id": chat.id,
        "owner": chat.owner,
        "title": chat.title,
        "created_at": chat.created_at.astimezone(UTC),
        "touched_at": chat.touched_at.astimezone(UTC),
        "pinned": chat.pinned,
        "head": chat.head,
        "ways": dict(chat.ways),
    }


def _message_row(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "chat_id": message.chat_id,
        "parent": message.parent,
        "role": message.role,
        "created_at": message.created_at.astimezone(UTC),
        "state": message.state,
        "text": message.text,
        "model": message.model,
        "body": dict(message.body),
    }


def _chat(row: Row[Any]) -> Chat:
    return Chat(
        row.id, row.title, aware(row.created_at), aware(row.touched_at),
        row.owner, row.pinned, row.head, row.ways,
    )  # fmt: skip


def _message(row: Row[Any]) -> Message:
    return Message(
        row.id, row.chat_id, row.parent, row.role, aware(row.created_at),
        row.state, row.text, row.model, row.body,
    )  # fmt: skip
