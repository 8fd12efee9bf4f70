"""Conversations at the rim: each turn is stored before it is answered, and its answer kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from rostra.app._chat_kept import answer_of, rests, shown_message, stored_message
from rostra.app._chat_pages import branch
from rostra.app._picture_words import Painting
from rostra.app._wire import plain
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
from rostra.assistant import (
    Answer,
    Evidence,
    Finished,
    Gathered,
    Manner,
    Progress,
    Said,
    Sentence,
    Talk,
    Typed,
)  # fmt: skip
from rostra.errors import QueryRefused

if TYPE_CHECKING:
    from rostra.assistant import Mode, Plan
    from rostra.records import Chat, Engine, Message, Node

TITLE_CHARS = 60
SAID_LIMIT = 100_000
"""Characters of a message over which it is refused; the assistant reads fewer."""
BROUGHT = 5000
"""Messages that a chat which is taken in may have."""
KINDS = {("user", "asked")} | {
    ("assistant", state) for state in ("answering", "done", "partial", "failed")
}
REMEMBERED = 60
"""Messages of a branch, the newest, that a turn can lean on."""
WAYS = ("mode", "length", "tone", "language", "wishes", "model", "style")
CHOICES = {
    "mode": ("", "auto", "on", "off"),
    "length": ("", "normal", "short", "long"),
    "style": ("", "regular", "fun"),
    "language": ("", "auto", "en", "zh", "zh-hant"),
}
USUAL = ("auto", "normal", "regular")
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

        found = list_chats(self._records, owner=asked.owner, limit=asked.limit, before=asked.before)
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
        messages = tuple(shown_message(m) for m in list_messages(self._records, chat.id))
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
        from rostra.records import Chat, save_conversation

        ids = {message.id: str(uuid.uuid4()) for message in told.messages}
        if len(ids) != len(told.messages) or not told.messages:
            msg = "the chat cannot be taken in: its messages need ids of their own, one at least"
            raise QueryRefused(msg)
        if len(ids) > BROUGHT:
            msg = f"the chat cannot be taken in: it has {len(ids)} messages, more than {BROUGHT}"
            raise QueryRefused(msg)
        ways = {name: value[:1000] for name, value in told.ways.items() if name in WAYS}
        chat = Chat(
            str(uuid.uuid4()), _title(told.title), told.created, datetime.now(UTC), owner,
            told.pinned, ids.get(told.head, next(reversed(ids.values()))), ways,
        )  # fmt: skip
        brought = []
        for message in told.messages:
            fresh = replace(_sound(message), id=ids[message.id], parent=ids.get(message.parent, ""))
            held = rests(message.answer.evidence) if message.answer else []
            brought.append((stored_message(fresh, chat.id), held))
        save_conversation(self._records, chat, brought)
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
        from rostra.records import Message, begin_turn, list_nodes, save_message

        now = saying.now or datetime.now(UTC)
        chat = self._opened(saying, now)
        every = {node.id: node for node in list_nodes(self._records, chat.id)}
        ways = {**self._ways(), **chat.ways, **_given(saying)}
        if saying.again:
            question = self._question_of(every, saying.parent or chat.head)
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
        path = self._answers(branch(every, before))
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
        rewrite_message(self._records, message, rests(whole.evidence) if whole else [])

    def _answers(self, path: Sequence[str]) -> tuple[Answer, ...]:
        """Read the last answers of a branch, oldest first; those that never came are left out."""
        from rostra.records import find_messages

        found = {m.id: m for m in find_messages(self._records, path[-REMEMBERED:])}
        told = (found[name] for name in path[-REMEMBERED:] if name in found)
        return tuple(answer_of(m) for m in told if m.role == "assistant" and m.body)

    def _question_of(self, every: Mapping[str, Node], message_id: str) -> Message:
        """Find the question that a message is, or answers."""
        from rostra.records import find_message

        node = every.get(message_id)
        if node is not None and node.role == "assistant":
            node = every.get(node.parent)
        question = find_message(self._records, node.id) if node else None
        if question is None:
            raise QueryRefused("there is no question to answer again; ask one")
        return question

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
        self._typed: list[str] = []

    def take(self, event: object) -> None:
        """Note an event."""
        if isinstance(event, Finished):
            self.finished = True
        elif isinstance(event, Typed):
            self._typed.append(event.piece)
        elif isinstance(event, Said):
            self._sentences.append(event.sentence)
            self._typed.clear()
        elif isinstance(event, Gathered):
            self._evidence = event.evidence
        elif plan := getattr(event, "plan", None):
            self._plan = cast("Plan", plan)

    def so_far(self) -> Answer | None:
        """Return what there is as an answer, None when it never began."""
        if self._plan is None:
            return None
        typed = "".join(self._typed).strip()
        begun = [Sentence(typed, (), "own")] if typed else []
        return Answer(
            question=self._plan.question,
            lang=self._plan.lang,
            sentences=(*self._sentences, *begun),
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
        name: "" if value in USUAL and name not in ("mode", "model") else value.strip()
        for name, value in named.items()
    }


def _talk(path: tuple[Answer, ...], ways: Mapping[str, str]) -> Talk:
    manner = Manner(
        length=cast("Any", ways.get("length", "")),
        tone=ways.get("tone", ""),
        language=cast("Any", ways.get("language", "")),
        wishes=ways.get("wishes", ""),
        fun=ways.get("style") == "fun",
    )
    return Talk(path, cast("Mode", ways.get("mode") or "auto"), manner)


def _empty(chat_id: str, parent: str, now: datetime) -> Message:
    from rostra.records import Message

    return Message(str(uuid.uuid4()), chat_id, parent, "assistant", now, "answering", "")


def _sound(message: ChatMessage) -> ChatMessage:
    """Return a message that was brought in, if it is one that a chat can hold."""
    known = (message.role, message.state) in KINDS
    if not known or len(message.text) > SAID_LIMIT:
        msg = f"the chat cannot be taken in: its message {message.id[:40]!r} is none of a chat's"
        raise QueryRefused(msg)
    return replace(message, state="partial") if message.state == "answering" else message


def _title(said: str) -> str:
    words = " ".join(said.split()) or "…"
    return words if len(words) <= TITLE_CHARS else words[: TITLE_CHARS - 1] + "…"
