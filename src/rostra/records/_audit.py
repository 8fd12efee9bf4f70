"""Who did what to whom, and from where; ids alone, no names and no secrets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from rostra.records._moments import aware
from rostra.records._people_tables import audit
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the audit log; `actor` "" is the person at this machine, or nobody."""

    at: datetime
    actor: str
    action: str
    target: str = ""
    address: str = ""
    note: str = ""
    number: int = 0


def write_audit(engine: Engine, line: Audited) -> None:
    """Add a line."""
    row = {
        "at": line.at.astimezone(UTC),
        "actor": line.actor,
        "action": line.action,
        "target": line.target[:200],
        "address": line.address[:64],
        "note": line.note[:1000],
    }
    with writing(engine) as connection:
        connection.execute(insert(audit).values(**row))


def list_audit(
    engine: Engine, *, limit: int = 200, before: int = 0, person: str = ""
) -> Sequence[Audited]:
    """Return the newest lines first, those before a number, by or about a person."""
    wanted = select(audit).order_by(audit.c.number.desc()).limit(limit)
    if before:
        wanted = wanted.where(audit.c.number < before)
    if person:
        wanted = wanted.where((audit.c.actor == person) | (audit.c.target == person))
    with engine.connect() as connection:
        return [
            Audited(
                aware(row.at), row.actor, row.action, row.target, row.address, row.note, row.number
            )
            for row in connection.execute(wanted)
        ]


def forget_audit(engine: Engine, before: datetime) -> int:
    """Forget lines before a moment; return how many."""
    with writing(engine) as connection:
        gone = delete(audit).where(audit.c.at < before.astimezone(UTC))
        return connection.execute(gone).rowcount
