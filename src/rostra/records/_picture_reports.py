"""What people report of pictures, and what is to be looked at: labelled, refused, hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from rostra.records._moments import aware
from rostra.records._picture_tables import drawings, picture_reports, pictures
from rostra.records._pictures import KeptDrawing, read_drawing, select_orders

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A person's report of a picture; one that was settled is looked at no more."""

    picture: str
    who: str
    at: datetime
    reason: str
    settled_at: datetime | None = None


def report_picture(engine: Engine, report: KeptReport) -> None:
    """Keep a report; a person's newest of a picture takes the place of an earlier one."""
    mine = (picture_reports.c.picture_id == report.picture) & (picture_reports.c.who == report.who)
    row = {"picture_id": report.picture, "who": report.who, "at": report.at.astimezone(UTC),
           "reason": report.reason, "settled_at": None}  # fmt: skip
    with engine.begin() as connection:
        connection.execute(delete(picture_reports).where(mine))
        connection.execute(insert(picture_reports).values(**row))


def list_reports(engine: Engine, picture_ids: Sequence[str]) -> list[KeptReport]:
    """Return the reports of some pictures, the newest first."""
    wanted = select(picture_reports).where(picture_reports.c.picture_id.in_(picture_ids))
    with engine.connect() as connection:
        return [
            KeptReport(
                row.picture_id, row.who, aware(row.at), row.reason,
                aware(row.settled_at) if row.settled_at else None,
            )
            for row in connection.execute(wanted.order_by(picture_reports.c.at.desc()))
        ]  # fmt: skip


def settle_reports(engine: Engine, picture_id: str, at: datetime) -> int:
    """Settle the open reports of a picture; return how many."""
    mine = (picture_reports.c.picture_id == picture_id) & picture_reports.c.settled_at.is_(None)
    with engine.begin() as connection:
        settled = update(picture_reports).where(mine).values(settled_at=at.astimezone(UTC))
        return connection.execute(settled).rowcount


def hide_picture(engine: Engine, picture_id: str, at: datetime | None) -> bool:
    """Hide a picture since a moment, or show it again (None); False where nothing changed."""
    known = (pictures.c.id == picture_id) & pictures.c.deleted_at.is_(None)
    was = pictures.c.hidden_at.is_(None) if at is not None else pictures.c.hidden_at.is_not(None)
    values = {"hidden_at": at.astimezone(UTC) if at is not None else None}
    with engine.begin() as connection:
        changed = update(pictures).where(known, was).values(**values)
        return connection.execute(changed).rowcount == 1


def drawings_to_look_at(engine: Engine, limit: int = 100) -> list[KeptDrawing]:
    """Return the newest orders that were labelled, asked about or refused, reported or hidden."""
    reported = select(picture_reports.c.picture_id)
    marked = select(pictures.c.drawing_id).where(
        pictures.c.hidden_at.is_not(None) | pictures.c.id.in_(reported)
    )
    wanted = (
        select_orders()
        .where(drawings.c.prompt != "")
        .where((drawings.c.action != "allow") | drawings.c.id.in_(marked))
        .order_by(drawings.c.asked_at.desc(), drawings.c.id)
        .limit(limit)
    )
    with engine.connect() as connection:
        return [read_drawing(row) for row in connection.execute(wanted)]
