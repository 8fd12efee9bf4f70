"""What pictures count against a limit: reserved before anything is drawn, settled exactly once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, func, insert, select, text, update

from rostra.errors import QuotaSpent
from rostra.records._moments import aware
from rostra.records._picture_tables import picture_quota as quota

if TYPE_CHECKING:
    from sqlalchemy import Engine


def spent_units(engine: Engine, who: str, since: datetime) -> int:
    """Return what a person's pictures count since a moment: reserved and drawn, less refunds."""
    with engine.connect() as connection:
        return _spent(connection, who, since)


def put_reservation(
    connection: Connection, drawing: str, who: str, units: int, at: datetime
) -> None:
    """Write a reservation. On SQLite this also takes the right to write, before anything is read.

    On PostgreSQL a lock on the person does, so that two processes never count past one another.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:who))"), {"who": who})
    row = {"drawing_id": drawing, "who": who, "at": at.astimezone(UTC), "units": units}
    connection.execute(insert(quota).values(**row, refunded=0))


def hold_limit(connection: Connection, who: str, since: datetime, limit: int) -> None:
    """Raise QuotaSpent where a person's rows since a moment are over the limit; 0 = no limit.

    The caller's transaction then takes the newest reservation back.
    """
    if not limit:
        return
    spent = _spent(connection, who, since)
    if spent > limit:
        first = connection.execute(
            select(func.min(quota.c.at)).where(*_counted(who, since))
        ).scalar_one()
        msg = (
            f"{limit} pictures may be drawn in that time, and this order would make {spent}; "
            f"the oldest of them counts since {aware(first):%Y-%m-%d %H:%M} UTC: ask for fewer, "
            "or wait until it counts no more"
        )
        raise QuotaSpent(msg)


def settle(connection: Connection, drawing: str, used: int, at: datetime) -> int:
    """Settle a reservation by what was used of it; return what was given back, 0 if settled."""
    row = connection.execute(
        select(quota.c.units).where(quota.c.drawing_id == drawing, quota.c.settled_at.is_(None))
    ).first()
    if row is None:
        return 0
    back = max(0, int(row.units) - used)
    done = (
        update(quota)
        .where(quota.c.drawing_id == drawing, quota.c.settled_at.is_(None))
        .values(refunded=back, settled_at=at.astimezone(UTC))
    )
    return back if connection.execute(done).rowcount == 1 else 0


def _spent(connection: Connection, who: str, since: datetime) -> int:
    total = select(func.coalesce(func.sum(quota.c.units - quota.c.refunded), 0))
    return int(connection.execute(total.where(*_counted(who, since))).scalar_one())


def _counted(who: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        quota.c.who == who,
        quota.c.at > since.astimezone(UTC),
        quota.c.units > quota.c.refunded,
    )
