"""Those who called the bot: each once, with what it is to say and whether it has said it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from rostra.records._mention_tables import bot_places, mentions
from rostra.records._moments import aware

MentionState: TypeAlias = Literal[
    "met", "waiting", "approved", "sending", "sent", "skipped", "rejected", "failed"
]
"""How far a mention is: met, its reply waits for a person, may be sent, is being sent, is out; or
none will be: the rules said so, a person did, or the network would not have it."""


@dataclass(frozen=True, slots=True)
class KeptMention:
    """A post that calls the bot's account, what is to be said to it, and what became of it.

    `body` holds the post as the network told it; `parts` the reply, post by post, and `sent` their
    names at the network.
    """

    id: str
    account: str
    native: str
    author: str
    thread: str
    at: datetime
    met_at: datetime
    state: MentionState = "met"
    reason: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Any, ...] = ()
    sent: tuple[str, ...] = ()
    sent_at: datetime | None = None
    tries: int = 0
    decided_by: str = ""


def meet(engine: Engine, met: KeptMention) -> bool:
    """Keep a mention; False where it was met before."""
    try:
        with engine.begin() as connection:
            connection.execute(insert(mentions).values(**_row(met)))
    except IntegrityError:
        return False
    return True


def put_mention(engine: Engine, kept: KeptMention, *, was: MentionState) -> bool:
    """Write what a mention has become; False where it is no longer in the state it was in."""
    row = _row(kept)
    row.pop("id")
    asked = update(mentions).where(mentions.c.id == kept.id, mentions.c.state == was).values(**row)
    with engine.begin() as connection:
        return connection.execute(asked).rowcount == 1


def find_mention(engine: Engine, mention_id: str) -> KeptMention | None:
    """Return a mention by its id."""
    with engine.connect() as connection:
        row = connection.execute(select(mentions).where(mentions.c.id == mention_id)).first()
    return _kept(row) if row else None


def list_mentions(
    engine: Engine, *, account: str = "", states: Sequence[MentionState] = (), limit: int = 50
) -> tuple[KeptMention, ...]:
    """Return the newest mentions, of one account and in some states where those are named."""
    asked = select(mentions).order_by(mentions.c.met_at.desc(), mentions.c.id).limit(limit)
    if account:
        asked = asked.where(mentions.c.account == account)
    if states:
        asked = asked.where(mentions.c.state.in_(states))
    with engine.connect() as connection:
        return tuple(_kept(row) for row in connection.execute(asked))


def count_replies(
    engine: Engine, account: str, *, since: datetime, author: str = "", thread: str = ""
) -> int:
    """Count the replies since then that are out or on their way, to one author or in one thread."""
    asked = select(func.count()).where(
        mentions.c.account == account,
        mentions.c.met_at >= since.astimezone(UTC),
        mentions.c.state.in_(("waiting", "approved", "sending", "sent")),
    )
    if author:
        asked = asked.where(mentions.c.author == author)
    if thread:
        asked = asked.where(mentions.c.thread == thread)
    with engine.connect() as connection:
        return int(connection.execute(asked).scalar() or 0)


def forget_mentions(engine: Engine, before: datetime) -> int:
    """Forget mentions met before then, and return how many."""
    old = delete(mentions).where(mentions.c.met_at < before.astimezone(UTC))
    with engine.begin() as connection:
        return connection.execute(old).rowcount


def bot_place(engine: Engine, account: str) -> str:
    """Return how far an account was read, "" where it never was."""
    asked = select(bot_places.c.place).where(bot_places.c.account == account)
    with engine.connect() as connection:
        return str(connection.execute(asked).scalar() or "")


def put_bot_place(engine: Engine, account: str, place: str) -> None:
    """Note how far an account was read."""
    changed = update(bot_places).where(bot_places.c.account == account).values(place=place)
    with engine.begin() as connection:
        if not connection.execute(changed).rowcount:
            connection.execute(insert(bot_places).values(account=account, place=place))


def _row(kept: KeptMention) -> dict[str, Any]:
    return {
        "id": kept.id,
        "account": kept.account,
        "native": kept.native,
        "author": kept.author,
        "thread": kept.thread,
        "at": kept.at.astimezone(UTC),
        "met_at": kept.met_at.astimezone(UTC),
        "state": kept.state,
        "reason": kept.reason,
        "body": dict(kept.body),
        "parts": list(kept.parts),
        "sent": list(kept.sent),
        "sent_at": kept.sent_at.astimezone(UTC) if kept.sent_at else None,
        "tries": kept.tries,
        "decided_by": kept.decided_by,
    }


def _kept(row: Row[Any]) -> KeptMention:
    return KeptMention(
        row.id, row.account, row.native, row.author, row.thread, aware(row.at),
        aware(row.met_at), row.state, row.reason, row.body, tuple(row.parts), tuple(row.sent),
        aware(row.sent_at) if row.sent_at else None, row.tries, row.decided_by,
    )  # fmt: skip
