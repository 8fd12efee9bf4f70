"""The bot's rows as verbs: so that it may run in the owner or beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from rostra.app._bot_words import (
    BotPlace,
    MentionBecomes,
    Mentioned,
    MentionRuled,
    MentionsAsked,
    MentionState,
    RepliesAsked,
)
from rostra.errors import QueryRefused

if TYPE_CHECKING:
    from rostra.records import Engine, KeptMention


def meet(records: Engine, met: Mentioned) -> bool:
    """Keep a mention; False where it was met before."""
    from rostra import records as rows

    return rows.meet(records, _kept(met))


def become(records: Engine, asked: MentionBecomes) -> bool:
    """Keep what a mention became; False where somebody else was quicker."""
    from rostra.records import put_mention

    return put_mention(records, _kept(asked.mentioned), was=asked.was)


def listed(records: Engine, asked: MentionsAsked) -> tuple[Mentioned, ...]:
    """List mentions, the newest first."""
    from rostra.records import list_mentions

    found = list_mentions(records, account=asked.account, states=asked.states, limit=asked.limit)
    return tuple(_told(kept) for kept in found)


def rule(records: Engine, ruled: MentionRuled) -> Mentioned:
    """Let a waiting reply out or not; raises QueryRefused where none of that id waits."""
    from rostra.records import find_mention, put_mention

    kept = find_mention(records, ruled.id)
    state: MentionState = "approved" if ruled.approve else "rejected"
    if kept is not None and kept.state == "waiting":
        decided = replace(kept, state=state, decided_by=ruled.by)
        if put_mention(records, decided, was="waiting"):
            return _told(decided)
    msg = f"no reply {ruled.id!r} waits for a decision; `rostra bot queue` lists those that do"
    raise QueryRefused(msg)


def replies(records: Engine, asked: RepliesAsked) -> int:
    """Count replies that are out or on their way."""
    from rostra.records import count_replies

    return count_replies(
        records, asked.account, since=asked.since, author=asked.author, thread=asked.thread
    )


def place(records: Engine, asked: BotPlace) -> str:
    """Return how far an account was read, after noting it where a place is given."""
    from rostra.records import bot_place, put_bot_place

    if asked.place is not None:
        put_bot_place(records, asked.account, asked.place)
        return asked.place
    return bot_place(records, asked.account)


def _kept(told: Mentioned) -> KeptMention:
    from rostra.records import KeptMention

    return KeptMention(
        told.id, told.account, told.native, told.author, told.thread, told.at, told.met_at,
        told.state, told.reason, told.post, told.parts, told.sent, told.sent_at, told.tries,
        told.decided_by,
    )  # fmt: skip


def _told(kept: KeptMention) -> Mentioned:
    parts = cast("tuple[dict[str, object], ...]", kept.parts)
    return Mentioned(
        kept.id, kept.account, kept.native, kept.author, kept.thread, kept.at, kept.met_at,
        dict(kept.body), kept.state, kept.reason, parts, kept.sent, kept.sent_at, kept.tries,
        kept.decided_by,
    )  # fmt: skip
