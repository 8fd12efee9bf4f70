"""Hooks for digests, and each delivery as a row: what was not taken is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from rostra.records._api_tables import deliveries, hooks
from rostra.records._moments import aware
from rostra.records._tables import digests

DeliveryState = Literal["waiting", "taken", "given_up"]


@dataclass(frozen=True, slots=True)
class KeptHook:
    """An address that is told of each new digest called `digest`; `secret` signs what it gets."""

    id: str
    owner: str
    digest: str
    url: str
    secret: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KeptDelivery:
    """A digest on its way to a hook; `error` is how the last try went wrong."""

    id: str
    hook_id: str
    digest_id: str
    at: datetime
    due_at: datetime
    tries: int = 0
    state: DeliveryState = "waiting"
    error: str = ""


def save_hook(engine: Engine, hook: KeptHook) -> None:
    """Keep a hook."""
    with engine.begin() as connection:
        connection.execute(
            insert(hooks).values(
                id=hook.id, owner=hook.owner, digest=hook.digest, url=hook.url,
                secret=hook.secret, created_at=hook.created_at.astimezone(UTC),
            )
        )  # fmt: skip


def list_hooks(engine: Engine, owner: str | None = None) -> list[KeptHook]:
    """Return an owner's hooks (None: everyone's), the oldest first."""
    wanted = select(hooks).order_by(hooks.c.created_at, hooks.c.id)
    if owner is not None:
        wanted = wanted.where(hooks.c.owner == owner)
    with engine.connect() as connection:
        return [_hook(row) for row in connection.execute(wanted)]


def delete_hook(engine: Engine, hook_id: str, owner: str) -> bool:
    """Delete an owner's hook with its deliveries; False where there is none."""
    mine = and_(hooks.c.id == hook_id, hooks.c.owner == owner)
    with engine.begin() as connection:
        return connection.execute(delete(hooks).where(mine)).rowcount > 0


def undelivered(engine: Engine, hook: KeptHook) -> list[str]:
    """Return the digests of a hook's name since it was made that have no delivery yet."""
    sent = select(deliveries.c.digest_id).where(deliveries.c.hook_id == hook.id)
    wanted = (
        select(digests.c.id)
        .where(
            digests.c.name == hook.digest,
            digests.c.owner == hook.owner,
            digests.c.made_at >= hook.created_at.astimezone(UTC),
            digests.c.id.not_in(sent),
        )
        .order_by(digests.c.made_at)
    )
    with engine.connect() as connection:
        return [row.id for row in connection.execute(wanted)]


def save_delivery(engine: Engine, one: KeptDelivery) -> bool:
    """Keep a delivery; False where the digest has one to this hook."""
    try:
        with engine.begin() as connection:
            connection.execute(
                insert(deliveries).values(
                    id=one.id, hook_id=one.hook_id, digest_id=one.digest_id,
                    at=one.at.astimezone(UTC), due_at=one.due_at.astimezone(UTC),
                    tries=one.tries, state=one.state, error=one.error,
                )
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def due_deliveries(engine: Engine, now: datetime) -> list[KeptDelivery]:
    """Return what waits and is due, the longest due first."""
    due = and_(deliveries.c.state == "waiting", deliveries.c.due_at <= now.astimezone(UTC))
    with engine.connect() as connection:
        rows = connection.execute(select(deliveries).where(due).order_by(deliveries.c.due_at))
        return [_delivery(row) for row in rows]


def list_deliveries(engine: Engine, hook_id: str, limit: int = 50) -> list[KeptDelivery]:
    """Return a hook's newest deliveries first."""
    wanted = select(deliveries).where(deliveries.c.hook_id == hook_id)
    with engine.connect() as connection:
        rows = connection.execute(wanted.order_by(deliveries.c.at.desc()).limit(limit))
        return [_delivery(row) for row in rows]


def move_delivery(engine: Engine, one: KeptDelivery) -> bool:
    """Note how a try went, or claim it by its next time; False where another did first."""
    same = and_(deliveries.c.id == one.id, deliveries.c.tries == one.tries - 1)
    own = and_(deliveries.c.id == one.id, deliveries.c.tries == one.tries)
    values = {"due_at": one.due_at.astimezone(UTC), "tries": one.tries, "state": one.state,
              "error": one.error}  # fmt: skip
    with engine.begin() as connection:
        which = own if one.state != "waiting" or one.error else same
        return connection.execute(update(deliveries).where(which).values(**values)).rowcount > 0


def _hook(row: Row[Any]) -> KeptHook:
    return KeptHook(row.id, row.owner, row.digest, row.url, row.secret, aware(row.created_at))


def _delivery(row: Row[Any]) -> KeptDelivery:
    return KeptDelivery(
        row.id, row.hook_id, row.digest_id, aware(row.at), aware(row.due_at), row.tries,
        row.state, row.error,
    )  # fmt: skip
