"""Long questions that are worked on step by step, so that a killed one can go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select, update

from rostra.records._moments import aware
from rostra.records._tables import inquiries


@dataclass(frozen=True, slots=True)
class Inquiry:
    """How a long question was asked, and by each step's question the id of its kept answer.

    The text of posts stands in the kept answers alone, from which deletions take it.
    """

    id: str
    asked_at: datetime
    asking: Mapping[str, Any]
    steps: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""


def save_inquiry(engine: Engine, inquiry: Inquiry) -> None:
    """Keep an inquiry, in place of what was kept of it before."""
    known = select(inquiries.c.id).where(inquiries.c.id == inquiry.id)
    with engine.begin() as connection:
        if connection.execute(known).first() is None:
            row = {
                "id": inquiry.id,
                "asked_at": inquiry.asked_at.astimezone(UTC),
                "asking": dict(inquiry.asking),
                "steps": dict(inquiry.steps),
                "owner": inquiry.owner,
            }
            connection.execute(insert(inquiries).values(**row))
        else:
            held = update(inquiries).where(inquiries.c.id == inquiry.id)
            connection.execute(held.values(steps=dict(inquiry.steps)))


def find_inquiry(engine: Engine, inquiry_id: str) -> Inquiry | None:
    """Return a kept inquiry."""
    with engine.connect() as connection:
        row = connection.execute(select(inquiries).where(inquiries.c.id == inquiry_id)).first()
    return _inquiry(row) if row else None


def list_inquiries(engine: Engine, limit: int = 50, owner: str = "") -> Sequence[Inquiry]:
    """Return an owner's newest inquiries first."""
    theirs = select(inquiries).where(inquiries.c.owner == owner)
    newest = theirs.order_by(inquiries.c.asked_at.desc(), inquiries.c.id).limit(limit)
    with engine.connect() as connection:
        return tuple(_inquiry(row) for row in connection.execute(newest))


def forget_inquiries(engine: Engine, before: datetime) -> int:
    """Forget inquiries asked before a moment; return how many."""
    with engine.begin() as connection:
        gone = connection.execute(delete(inquiries).where(inquiries.c.asked_at < before))
    return gone.rowcount


def _inquiry(row: Row[Any]) -> Inquiry:
    at = aware(row.asked_at)
    return Inquiry(row.id, at, row.asking, row.steps, row.owner)
