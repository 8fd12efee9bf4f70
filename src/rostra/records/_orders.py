"""Standing orders (digests to be made, searches to be watched), and the alerts of the latter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, delete, insert, select, update

from rostra.records._answers import Rest
from rostra.records._digests import KeptPage, put_digest
from rostra.records._moments import aware
from rostra.records._tables import alerts, orders

Kind = Literal["digest", "watch"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done again and again; `wish` says what, as JSON.

    `done_at` is when it was last done (at first: when it was given), `due_at` when it is next due.
    """

    kind: Kind
    name: str
    every: str
    timezone: str
    wish: Mapping[str, Any]
    done_at: datetime
    due_at: datetime
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """A watched search found posts; only their ids are kept. `told_at` is when a hook took it."""

    id: str
    name: str
    at: datetime
    since: datetime
    query: str
    count: int
    posts: tuple[str, ...]
    told_at: datetime | None = None
    owner: str = ""


def give_order(engine: Engine, order: Order) -> bool:
    """Keep an order; False where its owner has one of its kind with that name."""
    named = _named(order.kind, order.name, order.owner)
    with engine.begin() as connection:
        if connection.execute(select(orders.c.name).where(named)).first():
            return False
        connection.execute(
            insert(orders).values(
                kind=order.kind,
                name=order.name,
                every=order.every,
                timezone=order.timezone,
                wish=dict(order.wish),
                done_at=order.done_at.astimezone(UTC),
                due_at=order.due_at.astimezone(UTC),
                owner=order.owner,
            )
        )
    return True


def drop_order(engine: Engine, kind: Kind, name: str, owner: str = "") -> int:
    """Drop an owner's order; what it brought stays. Return how many there were."""
    with engine.begin() as connection:
        return connection.execute(delete(orders).where(_named(kind, name, owner))).rowcount


def list_orders(engine: Engine, kind: Kind, owner: str = "") -> list[Order]:
    """Return an owner's orders of a kind by name."""
    theirs = and_(orders.c.kind == kind, orders.c.owner == owner)
    wanted = select(orders).where(theirs).order_by(orders.c.name)
    with engine.connect() as connection:
        return [_order(row) for row in connection.execute(wanted)]


def due_orders(engine: Engine, now: datetime) -> list[Order]:
    """Return the orders that are due, the longest due first."""
    wanted = select(orders).where(orders.c.due_at <= now.astimezone(UTC))
    with engine.connect() as connection:
        order = orders.c.due_at, orders.c.kind, orders.c.name, orders.c.owner
        rows = connection.execute(wanted.order_by(*order))
        return [_order(row) for row in rows]


def fulfil(
    engine: Engine,
    order: Order,
    *,
    done: datetime,
    due: datetime,
    page: tuple[KeptPage, Sequence[Rest]] | None = None,
    alert: Alert | None = None,
) -> bool:
    """Claim a due time and keep what it brought, both or neither.

    False, with nothing kept, where another process claimed it or the order was dropped.
    """
    with engine.begin() as connection:
        if not _claim(connection, order, done, due):
            return False
        if page is not None:
            put_digest(connection, *page)
        if alert is not None:
            connection.execute(insert(alerts).values(**_alert_row(alert)))
    return True


def list_alerts(engine: Engine, limit: int = 50, owner: str = "") -> list[Alert]:
    """Return an owner's newest alerts first."""
    theirs = select(alerts).where(alerts.c.owner == owner)
    newest = theirs.order_by(alerts.c.at.desc(), alerts.c.id).limit(limit)
    with engine.connect() as connection:
        return [_alert(row) for row in connection.execute(newest)]


def untold_alerts(engine: Engine, after: datetime) -> list[Alert]:
    """Return the alerts since a moment that no hook took, the oldest first."""
    wanted = select(alerts).where(alerts.c.told_at.is_(None), alerts.c.at >= after.astimezone(UTC))
    with engine.connect() as connection:
        return [_alert(row) for row in connection.execute(wanted.order_by(alerts.c.at))]


def mark_told(engine: Engine, alert_id: str, at: datetime) -> None:
    """Note that a hook took an alert."""
    told = update(alerts).where(alerts.c.id == alert_id).values(told_at=at.astimezone(UTC))
    with engine.begin() as connection:
        connection.execute(told)


def forget_alerts(engine: Engine, before: datetime) -> int:
    """Forget alerts before a moment; return how many."""
    with engine.begin() as connection:
        return connection.execute(delete(alerts).where(alerts.c.at < before)).rowcount


def _named(kind: Kind, name: str, owner: str) -> ColumnElement[bool]:
    return and_(orders.c.kind == kind, orders.c.name == name, orders.c.owner == owner)


def _claim(connection: Connection, order: Order, done: datetime, due: datetime) -> bool:
    """Move the due time on; only one of those who try can."""
    same = and_(
        _named(order.kind, order.name, order.owner),
        orders.c.due_at == order.due_at.astimezone(UTC),
    )
    change = {"done_at": done.astimezone(UTC), "due_at": due.astimezone(UTC)}
    return connection.execute(update(orders).where(same).values(**change)).rowcount == 1


def _alert_row(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "name": alert.name,
        "at": alert.at.astimezone(UTC),
        "since": alert.since.astimezone(UTC),
        "query": alert.query,
        "count": alert.count,
        "posts": list(alert.posts),
        "told_at": alert.told_at,
        "owner": alert.owner,
    }


def _alert(row: Row[Any]) -> Alert:
    told = aware(row.told_at) if row.told_at else None
    found = row._mapping  # noqa: SLF001 - a column called count hides behind the tuple's method
    return Alert(
        row.id, row.name, aware(row.at), aware(row.since), row.query,
        found["count"], tuple(row.posts), told, row.owner,
    )  # fmt: skip


def _order(row: Row[Any]) -> Order:
    return Order(
        row.kind, row.name, row.every, row.timezone, row.wish,
        aware(row.done_at), aware(row.due_at), row.owner,
    )  # fmt: skip
