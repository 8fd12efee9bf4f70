"""Pictures that somebody has to look at: reported by people, labelled or refused by the policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rostra.app import _gallery
from rostra.app._picture_words import PictureNamed, PictureOrder, PictureShown
from rostra.errors import QueryRefused

if TYPE_CHECKING:
    from rostra.records import Engine

Step = Literal["hide", "restore", "delete", "settle"]
STEPS: tuple[Step, ...] = ("hide", "restore", "delete", "settle")
"""Out of every page; back again; for good; nothing is wrong with it."""
REASON = 500


@dataclass(frozen=True, slots=True)
class PictureReport:
    """A person says that something is wrong with a picture that they can see."""

    id: str
    reason: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as it is looked at; `open` until somebody has."""

    who: str
    at: datetime
    reason: str
    open: bool


@dataclass(frozen=True, slots=True)
class Moderated:
    """A picture to look at, or an order that no picture came of (`picture` None)."""

    order: PictureOrder
    picture: PictureShown | None
    reports: tuple[Reported, ...] = ()

    @property
    def waiting(self) -> int:
        """How many reports nobody has looked at."""
        return sum(report.open for report in self.reports)


def report(records: Engine, told: PictureReport) -> str:
    """Keep a report; return the picture's id. Raises QueryRefused where there is no such one."""
    from rostra.records import KeptReport, report_picture

    picture = _gallery.one_picture(records, PictureNamed(told.id, told.who))
    reason = " ".join(told.reason.split())[:REASON]
    report_picture(records, KeptReport(picture.id, told.who, datetime.now(UTC), reason))
    return picture.id


def moderated(records: Engine, limit: int = 100) -> tuple[Moderated, ...]:
    """List what is to be looked at: open reports first, then the newest."""
    from rostra.records import drawings_to_look_at, list_reports, pictures_of

    orders = drawings_to_look_at(records, limit)
    kept = pictures_of(records, [order.id for order in orders], hidden=True)
    told: dict[str, list[Reported]] = {}
    for one in list_reports(records, [picture.id for picture in kept]):
        reported = Reported(one.who, one.at, one.reason, one.settled_at is None)
        told.setdefault(one.picture, []).append(reported)
    found = []
    for order in orders:
        shown = _gallery.as_shown(order, kept)
        for picture in shown.pictures or (None,):
            reports = tuple(told.get(picture.id, ())) if picture else ()
            if order.action != "allow" or reports or (picture and picture.hidden):
                found.append(Moderated(shown, picture, reports))
    return tuple(sorted(found, key=lambda one: -one.waiting))


def moderate(records: Engine, folder: Path, picture_id: str, step: Step) -> None:
    """Take a step with a picture; its reports are settled. Raises QueryRefused for none."""
    from rostra.records import find_picture, hide_picture, settle_reports, truncate_log

    if step not in STEPS:
        raise QueryRefused(f"{step!r} is no step; it may be {', '.join(STEPS)}")
    now = datetime.now(UTC)
    picture = find_picture(records, picture_id, None, hidden=True) if picture_id else None
    if picture is None or picture.id != picture_id:
        raise QueryRefused(f"there is no picture {picture_id[:60]!r}; it may be deleted already")
    if step == "delete":
        _gallery.delete(records, folder, PictureNamed(picture.id, None))
    elif step != "settle":
        hide_picture(records, picture.id, now if step == "hide" else None)
        truncate_log(records)
    settle_reports(records, picture.id, now)
