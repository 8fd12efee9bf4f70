"""What the pages of a chat ask for: a part of one branch, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rostra.app._words import ChatMessage


@dataclass(frozen=True, slots=True)
class ChatPaged:
    """Which part of a chat to show: at most `limit` messages of one branch.

    The branch is that of `head` ("" = where the chat stands), or the newest one that leads
    `through` a message; the part ends before the message `before` ("" = at the branch's end).
    """

    id: str
    owner: str = ""
    head: str = ""
    through: str = ""
    before: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class ChatPage:
    """A part of a chat's branch, oldest first.

    `head` ends the branch, `older` counts its messages before this part, `beside` gives for each
    message shown the ids of all that stand in its place, itself among them, oldest first.
    """

    id: str
    title: str
    created: datetime
    head: str
    messages: tuple[ChatMessage, ...]
    older: int = 0
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pinned: bool = False
    ways: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """A shared snapshot of a chat; whoever has its name may read it."""

    name: str
    chat: str
    title: str
    made: datetime
