"""Conversations at the rim: each turn is stored before it is answered, and its answer kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from rostra.app._picture_words import Painting
from rostra.app._wire import load, plain
from rostra.app._words import (
    ChatChange,
    ChatFound,
    ChatLine,
    ChatMessage,
    ChatNamed,
    ChatSearch,
    Conversation,
    Opened,
    Saying,
)
from rostra.assistant import Answer, Evidence, Finished, Gathered, Manner, Progress, Said, Talk
from rostra.errors import QueryRefused

if TYPE_CHECKING:
    from rostra.assistant import Mode, Plan, Sentence
    from rostra.records import Chat, Engine, Message, Rest

TITLE_CHARS = 60
SAID_LIMIT = 100_000
"""Characters of a message over which it is refused; the assistant reads fewer."""
WAYS = ("mode", "length", "tone", "language", "wishes")
CHOICES = {
    "mode": ("", "auto", "on", "off"),
    "length": ("", "normal", "short", "long"),
    "language": ("", "auto", "en", "zh", "zh-hant"),
}
USUAL = ("auto", "normal")
"""Choices that take back one that was made before."""

Answered = Callable[[Saying, str, Talk], Iterator[Progress]]
"""Answers a turn's words, given the conversation."""
Reply = Callable[[Saying, str, Talk], Iterator[Progress | Painting]]
"""The same, and may have a picture drawn."""


class Chatting:
    """Keeps conversations in the records and has each turn answered by `reply`."""

    def __init__(
        self, records: Engine, reply: Reply, ways: Callable[[], Mapping[str, str]]
    ) -> None:
        self._records = records
        self._reply = reply
        self._ways = ways

    def say(self, saying: Saying) -> Iterator[Progress | Painting | Opened]:
        """Store a turn, answer it, and keep the answer, however far it came."""
        _checked(saying)
        turn = self._begin(saying)
        yield Opened(turn.chat, turn.question, turn.answer.id)
        told = _Told(turn.answer)
        try:
            for event in self._reply(saying, turn.said, turn.talk):
                told.take(event)
                if isinstance(event, Finished):
                    self._keep(told, event.answer)
                yield event
        finally:
            if not told.finished:  # it failed, or the reader went away: what was said stays
                self._keep(told, None)

    def list(self, asked: ChatSearch) -> tuple[ChatLine, ...]:
        """Return chats, the pinned first, then the newest."""
        from rostra.records import list_chats

        found = list_chats(self._records, owner=asked.owner, limit=asked.limit)
        return tuple(ChatLine(c.id, c.title, c.created_at, c.touched_at, c.pinned) for c in found)

    def search(self, asked: ChatSearch) -> tuple[ChatFound, ...]:
        """Return messages that hold all of the words, the newest first."""
        from rostra.records import search_messages

        found = search_messages(self._records, asked.words, owner=asked.owner, limit=asked.limit)
        return tuple(
            ChatFound(m.chat_id, m.title, m.message_id, m.role, m.created_at, m.text) for m in found
        )

    def show(self, named: ChatNamed) -> Conversation | None:
        """Return a chat with all its messages, None when it is unknown or another's."""
        from rostra.records import list_messages

        chat = self._find(named)
        if chat is None:
            return None
        messages = tuple(_shown(m) for m in list_messages(self._records, chat.id))
        ways = {name: str(value) for name, value in chat.ways.items()}
        return Conversation(
            chat.id, chat.title, chat.created_at, chat.head, messages, chat.pinned, ways
        )

    def change(self, change: ChatChange) -> bool:
        """Rename, pin or move a chat; False when it is unknown."""
        from rostra.records import change_chat

        chat = self._find(ChatNamed(change.id, change.owner))
        if chat is None:
            return False
        fields: dict[str, Any] = {}
        if change.title is not None:
            fields["title"] = _title(change.title)
        if change.pinned is not None:
            fields["pinned"] = change.pinned
        if change.head is not None:
            self._known(chat.id, change.head)
            fields["head"] = change.head
        return change_chat(self._records, chat.id, **fields) if fields else True

    def delete(self, named: ChatNamed) -> bool:
        """Delete a chat for good, its words in the index and the log too."""
        from rostra.records import delete_chat, truncate_log

        chat = self._find(named)
        gone = chat is not None and delete_chat(self._records, chat.id)
        if gone:
            truncate_log(self._records)
        return gone

    def take_in(self, told: Conversation, owner: str = "") -> str:
        """Keep an exported chat under new ids; returns the chat's. Raises QueryRefused."""
        from rostra.records import Chat, save_chat, save_message

        ids = {message.id: str(uuid.uuid4()) for message in told.messages}
        if len(ids) != len(told.messages) or not told.messages:
            msg = "the chat cannot be taken in: its messages need ids of their own, one at least"
            raise QueryRefused(msg)
        chat = Chat(
            str(uuid.uuid4()), _title(told.title), told.created, datetime.now(UTC), owner,
            told.pinned, ids.get(told.head, next(reversed(ids.values()))), dict(told.ways),
        )  # fmt: skip
        save_chat(self._records, chat)
        for message in told.messages:
            fresh = replace(message, id=ids[message.id], parent=ids.get(message.parent, ""))
            rests = _rests(message.answer.evidence) if message.answer else []
            save_message(self._records, _stored(fresh, chat.id), rests)
        return chat.id

    def _find(self, named: ChatNamed) -> Chat | None:
        from rostra.records import find_chat, list_chats

        chat = find_chat(self._records, named.id)
        if chat is None and len(named.id) >= 4:
            every = list_chats(self._records, owner=named.owner, limit=10_000)
            alike = [c for c in every if c.id.startswith(named.id)]
            chat = alike[0] if len(alike) == 1 else None
        return chat if chat is not None and chat.owner == named.owner else None

    def _begin(self, saying: Saying) -> _Turn:
        """Store the question and an empty answer; a chat that is not there begins."""
        from rostra.records import Message, begin_turn, list_messages, save_message

        now = saying.now or datetime.now(UTC)
        chat = self._opened(saying, now)
        every = {m.id: m for m in list_messages(self._records, chat.id)}
        ways = {**self._ways(), **chat.ways, **_given(saying)}
        if saying.again:
            question = _question_of(every, saying.parent or chat.head)
            before, said = question.parent, question.text
            answer = _empty(chat.id, question.id, now)
            save_message(self._records, answer)
        else:
            before = chat.head if saying.parent is None else saying.parent
            if before and before not in every:
                raise QueryRefused(f"the chat has no message {before!r}; see `rostra chats show`")
            said = saying.said
            question = Message(
                str(uuid.uuid4()), chat.id, before, "user", now, "asked", said.strip()
            )
            answer = _empty(chat.id, question.id, now)
            begin_turn(self._records, question, answer)
        self._move(chat, answer.id, now, ways)
        path = _answers(every, before)
        return _Turn(chat.id, question.id, answer, said, _talk(path, ways))

    def _opened(self, saying: Saying, now: datetime) -> Chat:
        from rostra.records import Chat, save_chat

        if saying.chat:
            chat = self._find(ChatNamed(saying.chat, saying.owner))
            if chat is None:
                msg = f"there is no chat {saying.chat!r}; `rostra chats` lists them"
                raise QueryRefused(msg)
            return chat
        if saying.again:
            raise QueryRefused("there is nothing to answer again; name the chat")
        chat = Chat(str(uuid.uuid4()), _title(saying.said), now, now, saying.owner)
        save_chat(self._records, chat)
        return chat

    def _move(self, chat: Chat, head: str, now: datetime, ways: Mapping[str, str]) -> None:
        from rostra.records import change_chat

        own = {name: value for name, value in ways.items() if value != self._ways().get(name, "")}
        change_chat(self._records, chat.id, head=head, touched_at=now.astimezone(UTC), ways=own)

    def _keep(self, told: _Told, answer: Answer | None) -> None:
        """Write what an answer came to; one that was cut short keeps what was said."""
        from rostra.records import rewrite_message

        whole = answer or told.so_far()
        state = "done" if answer else "partial" if whole and whole.sentences else "failed"
        body = plain(Answer, whole) if whole else {}
        message = replace(
            told.message,
            state=state,
            text=whole.text if whole else "",
            model=whole.model if whole else "",
            body=body,
        )
        rewrite_message(self._records, message, _rests(whole.evidence) if whole else [])

    def _known(self, chat_id: str, message_id: str) -> None:
        from rostra.records import find_message

        found = find_message(self._records, message_id)
        if found is None or found.chat_id != chat_id:
            raise QueryRefused(f"the chat has no message {message_id!r}; see `rostra chats show`")


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn that is stored and waits for its answer."""

    chat: str
    question: str
    answer: Message
    said: str
    talk: Talk


class _Told:
    """What was told of an answer so far, so that a broken one keeps it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.finished = False
        self._plan: Plan | None = None
        self._sentences: list[Sentence] = []
        self._evidence: tuple[Evidence, ...] = ()

    def take(self, event: object) -> None:
        """Note an event."""
        if isinstance(event, Finished):
            self.finished = True
        elif isinstance(event, Said):
            self._sentences.append(event.sentence)
        elif isinstance(event, Gathered):
            self._evidence = event.evidence
        elif plan := getattr(event, "plan", None):
            self._plan = cast("Plan", plan)

    def so_far(self) -> Answer | None:
        """Return what there is as an answer, None when it never began."""
        if self._plan is None:
            return None
        return Answer(
            question=self._plan.question,
            lang=self._plan.lang,
            sentences=tuple(self._sentences),
            evidence=self._evidence,
            steps=(),
            plan=self._plan,
            as_of=self.message.created_at,
        )


def _checked(saying: Saying) -> None:
    """Refuse what no turn can be; the message says what may be."""
    if len(saying.said) > SAID_LIMIT:
        msg = f"a message may have {SAID_LIMIT} characters; this one has {len(saying.said)}"
        raise QueryRefused(msg)
    for name, choices in CHOICES.items():
        if getattr(saying, name) not in choices:
            known = ", ".join(choice for choice in choices if choice)
            raise QueryRefused(f"{name} may be {known}; not {getattr(saying, name)!r}")
    for name in ("tone", "wishes"):
        if len(getattr(saying, name)) > 1000:
            raise QueryRefused(f"{name} may have 1000 characters")


def _given(saying: Saying) -> dict[str, str]:
    """Return the ways a turn names; a usual one takes back what was chosen before."""
    named = {name: getattr(saying, name) for name in WAYS if getattr(saying, name)}
    return {
        name: "" if value in USUAL and name != "mode" else value for name, value in named.items()
    }


def _talk(path: tuple[Answer, ...], ways: Mapping[str, str]) -> Talk:
    manner = Manner(
        length=cast("Any", ways.get("length", "")),
        tone=ways.get("tone", ""),
        language=cast("Any", ways.get("language", "")),
        wishes=ways.get("wishes", ""),
    )
    return Talk(path, cast("Mode", ways.get("mode") or "auto"), manner)


def _answers(every: Mapping[str, Message], head: str) -> tuple[Answer, ...]:
    """Read the answers that lead to a message, oldest first; those that never came are left out."""
    path: list[Answer] = []
    seen: set[str] = set()
    while head in every and head not in seen:
        seen.add(head)
        message = every[head]
        if message.role == "assistant" and message.body:
            path.append(_answer(message))
        head = message.parent
    return tuple(reversed(path))


def _question_of(every: Mapping[str, Message], message_id: str) -> Message:
    """Find the question that a message is, or answers."""
    message = every.get(message_id)
    if message is not None and message.role == "assistant":
        message = every.get(message.parent)
    if message is None:
        raise QueryRefused("there is no question to answer again; ask one")
    return message


def _empty(chat_id: str, parent: str, now: datetime) -> Message:
    from rostra.records import Message

    return Message(str(uuid.uuid4()), chat_id, parent, "assistant", now, "answering", "")


def _answer(message: Message) -> Answer:
    import json

    return cast("Answer", load(Answer, json.dumps(message.body)))


def _shown(message: Message) -> ChatMessage:
    answer = _answer(message) if message.body else None
    return ChatMessage(
        message.id, message.parent, message.role, message.created_at, message.state,
        message.text, answer,
    )  # fmt: skip


def _stored(message: ChatMessage, chat_id: str) -> Message:
    from rostra.records import Message

    return Message(
        message.id, chat_id, message.parent, message.role, message.created, message.state,
        message.answer.text if message.answer else message.text,
        message.answer.model if message.answer else "",
        plain(Answer, message.answer) if message.answer else {},
    )  # fmt: skip


def _rests(evidence: tuple[Evidence, ...]) -> list[Rest]:
    from rostra.records import Rest

    return [Rest(e.post.id, e.post.author.id, e.post.source, e.post.native) for e in evidence]


def _title(said: str) -> str:
    words = " ".join(said.split()) or "…"
    return words if len(words) <= TITLE_CHARS else words[: TITLE_CHARS - 1] + "…"


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
        answer = _answer(message)
        left = cleaned(answer, lost)
        if left != answer:
            body = plain(Answer, left)
            rewrite_message(records, replace(message, text=left.text, body=body))
            rewritten += 1
    if rewritten:
        forget_words(records)
    return rewritten
