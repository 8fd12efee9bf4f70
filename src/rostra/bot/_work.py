"""One round of an account: meet who called, write replies, send what may be sent."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter

from rostra.app import (
    BotPlace,
    MentionBecomes,
    Mentioned,
    MentionsAsked,
    RepliesAsked,
)
from rostra.bot._answers import answered
from rostra.bot._layout import laid_out
from rostra.bot._rules import Rules, Spoken, objection
from rostra.bot._types import Mention, Network, Part
from rostra.bot._wish import wish_of
from rostra.errors import FeedDenied, FeedError, ModelError, QueryRefused, StoreError
from rostra.text import script

if TYPE_CHECKING:
    from rostra.app import Rostra

log = logging.getLogger(__name__)

TRIES = 5
"""How often a reply is offered to a network that does not take it."""

NAMES = uuid.UUID("6f1f6d02-6d3e-4f0a-8a0a-4d0ce4f2b4b7")
_MENTION = TypeAdapter(Mention)
_PART = TypeAdapter(Part)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the bot: its name in the settings, its network, and how it speaks.

    `approve` keeps every reply until a person lets it out; `model` writes the answers to questions
    ("" = the usual one).
    """

    name: str
    network: Network
    rules: Rules = field(default_factory=Rules)
    approve: bool = True
    model: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did: how many were met, skipped, written, sent; `problem` ended it early."""

    met: int = 0
    skipped: int = 0
    written: int = 0
    sent: int = 0
    problem: str = ""


def work(account: Account, rostra: Rostra, now: datetime) -> Round:
    """Do one round; what fails is tried again in the next.

    A mention is kept before the place behind it is noted, a reply before it is sent, and the state
    "sending" before the network hears of it: killed anywhere, nobody is forgotten or told twice.
    """
    met = skipped = written = sent = 0
    try:
        me = account.network.me()
        mentions, place = account.network.mentions(rostra.bot_place(BotPlace(account.name)))
        for mention in mentions:
            met += rostra.mention_met(_kept(account, mention, now))
        rostra.bot_place(BotPlace(account.name, place))
        for waiting in reversed(rostra.mentions(MentionsAsked(account.name, ("met",), 200))):
            done = write(account, rostra, waiting, me, now)
            written += done.state != "skipped"
            skipped += done.state == "skipped"
        ready = rostra.mentions(MentionsAsked(account.name, ("approved", "sending"), 200))
        for kept in reversed(ready):
            sent += send(account, rostra, kept, now)
    except (FeedError, StoreError, ModelError) as error:
        log.warning("the bot's account %s: %s", account.name, error)
        return Round(met, skipped, written, sent, str(error))
    return Round(met, skipped, written, sent)


def write(account: Account, rostra: Rostra, kept: Mentioned, me: str, now: datetime) -> Mentioned:
    """Write the reply to a mention, or say why it gets none."""
    mention = _MENTION.validate_python(kept.post)

    def count(since: datetime, author: str, thread: str) -> int:
        return rostra.mention_replies(RepliesAsked(account.name, since, author, thread))

    why = objection(mention, me, account.rules, Spoken(count), now)
    parts: tuple[Part, ...] = ()
    if not why:
        try:
            parts = reply_to(account, rostra, mention)
        except QueryRefused as error:
            why = str(error)
    state: Literal["skipped", "waiting", "approved"] = "waiting" if account.approve else "approved"
    if why or not parts:
        state = "skipped"
    told = tuple(_PART.dump_python(part, mode="json") for part in parts)
    done = replace(kept, state=state, reason=why, parts=told)
    rostra.mention_becomes(MentionBecomes(done, "met"))
    return done


def reply_to(account: Account, rostra: Rostra, mention: Mention) -> tuple[Part, ...]:
    """Return the parts of a reply, in the language of the mention or of what it answers."""
    words = mention.text if any(c.isalpha() for c in mention.text) else ""
    said = words or (mention.parent.text if mention.parent else "")
    lang: Literal["en", "zh"] = "zh" if script(said) == "han" else "en"
    lines = answered(wish_of(mention), lang, rostra, account.model)
    room = account.network.room
    if room.calls:
        room = replace(room, most=room.most - len(mention.handle) - 2)
    return laid_out(lines, room)


def send(account: Account, rostra: Rostra, kept: Mentioned, now: datetime) -> bool:
    """Send a reply that may be sent; one that was being sent when we died is sent as the same."""
    if kept.state == "approved":
        sending = replace(kept, state="sending", sent_at=now.astimezone(UTC))
        if not rostra.mention_becomes(MentionBecomes(sending, "approved")):
            return False
        kept = sending
    mention = _MENTION.validate_python(kept.post)
    parts = [_PART.validate_python(part) for part in kept.parts]
    try:
        names = account.network.reply(mention, parts, kept.id, kept.sent_at or now)
    except FeedError as error:
        over = kept.tries + 1 >= TRIES or isinstance(error, FeedDenied)
        failed = replace(
            kept,
            tries=kept.tries + 1,
            reason=str(error),
            state="failed" if over else "sending",
        )
        rostra.mention_becomes(MentionBecomes(failed, "sending"))
        return False
    done = replace(kept, state="sent", sent=tuple(names), reason="")
    return rostra.mention_becomes(MentionBecomes(done, "sending"))


def _kept(account: Account, mention: Mention, now: datetime) -> Mentioned:
    name = uuid.uuid5(NAMES, f"{account.name}\n{mention.native}")
    return Mentioned(
        id=str(name),
        account=account.name,
        native=mention.native,
        author=mention.author,
        thread=mention.thread,
        at=mention.at,
        met_at=now,
        post=_MENTION.dump_python(mention, mode="json"),
    )
