"""What the bot asks of Rostra and tells it: who called, what is to be said, what a person ruled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

MentionState = Literal[
    "met", "waiting", "approved", "sending", "sent", "skipped", "rejected", "failed"
]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A post that called an account of the bot, and what became of it.

    `post` is the mention as its network told it, `parts` the reply, post by post, with its links;
    `sent` names the posts it became.
    """

    id: str
    account: str
    native: str
    author: str
    thread: str
    at: datetime
    met_at: datetime
    post: dict[str, Any]
    state: MentionState = "met"
    reason: str = ""
    parts: tuple[dict[str, Any], ...] = ()
    sent: tuple[str, ...] = ()
    sent_at: datetime | None = None
    tries: int = 0
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class MentionsAsked:
    """Which mentions to list: of an account ("": of all), in states (none named: in any)."""

    account: str = ""
    states: tuple[MentionState, ...] = ()
    limit: int = 50


@dataclass(frozen=True, slots=True)
class MentionBecomes:
    """A mention as it is to be kept, while it still is in the state `was`."""

    mentioned: Mentioned
    was: MentionState


@dataclass(frozen=True, slots=True)
class MentionRuled:
    """A person lets a waiting reply out, or not; `by` names the person."""

    id: str
    approve: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class RepliesAsked:
    """How many replies of an account are out or on their way since then."""

    account: str
    since: datetime
    author: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class BotPlace:
    """How far the mentions of an account were read; None asks, text notes it."""

    account: str
    place: str | None = None
