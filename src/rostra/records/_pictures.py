"""Orders for pictures and the pictures that came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, func, insert, or_, select, update

from rostra.records._moments import aware
from rostra.records._picture_quota import hold_limit, put_reservation, settle
from rostra.records._picture_tables import drawings, picture_quota, picture_reports, pictures

DrawingState = Literal["waiting", "drawing", "done", "failed", "refused", "cancelled"]
OPEN = ("waiting", "drawing")


@dataclass(frozen=True, slots=True)
class KeptDrawing:
    """An order to a painter, with what the policy decided on it.

    `units` are what it was reserved for and `refunded` what of them was given back; both are read
    from the quota's rows, 0 where it never came so far.
    """

    id: str
    who: str
    asked_at: datetime
    prompt: str
    painter: str
    state: DrawingState = "waiting"
    holder: str = ""
    prompt_sent: str = ""
    negative: str = ""
    lang: str = "en"
    style: str = "regular"
    width: int = 1024
    height: int = 1024
    n: int = 1
    seed: int = 0
    task: str = "paint"
    source: str = ""
    action: str = "allow"
    category: str = ""
    reason: str = ""
    labels: tuple[str, ...] = ()
    floor: bool = False
    policy_version: int = 0
    policy_sha256: str = ""
    confirmed: bool = False
    note: str = ""
    error: str = ""
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    units: int = 0
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A finished picture; `png` and `svg` are SHA-256 of its files ("" = there is none)."""

    id: str
    drawing: str
    at: datetime
    seed: int
    width: int
    height: int
    png: str
    svg: str = ""
    model: str = ""
    alt: str = ""
    note: str = ""
    credit: tuple[str, ...] = ()
    deleted_at: datetime | None = None
    hidden_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit of units since a moment; 0 sets none."""

    limit: int
    since: datetime


def put_drawing(engine: Engine, drawing: KeptDrawing, quota: Quota | None = None) -> None:
    """Keep an order; with `quota` its units are reserved in the same transaction.

    Raises QuotaSpent, with nothing kept, where they are more than the limit leaves.
    """
    with engine.begin() as connection:
        if quota is not None:
            put_reservation(connection, drawing.id, drawing.who, drawing.units, drawing.asked_at)
            hold_limit(connection, drawing.who, quota.since, quota.limit)
        connection.execute(insert(drawings).values(**_drawing_row(drawing)))


def begin_drawing(
    engine: Engine, drawing_id: str, prompt_sent: str, note: str, at: datetime
) -> bool:
    """Mark a waiting order as being drawn; False where it waits no more."""
    begun = (
        update(drawings)
        .where(drawings.c.id == drawing_id, drawings.c.state == "waiting")
        .values(state="drawing", begun_at=at.astimezone(UTC), prompt_sent=prompt_sent, note=note)
    )
    with engine.begin() as connection:
        return connection.execute(begun).rowcount == 1


def put_picture(engine: Engine, picture: KeptPicture) -> bool:
    """Keep a picture of an order that is being drawn; False where that was ended meanwhile.

    Its files are whole on the disk before this is called.
    """
    with engine.begin() as connection:
        # The order's row is written to, so that ending it and adding to it cannot both hold.
        touched = (
            update(drawings)
            .where(drawings.c.id == picture.drawing, drawings.c.state == "drawing")
            .values(state="drawing")
        )
        if connection.execute(touched).rowcount != 1:
            return False
        connection.execute(insert(pictures).values(**_picture_row(picture)))
    return True


def end_drawing(
    engine: Engine, drawing_id: str, state: DrawingState, error: str, at: datetime
) -> bool:
    """End an order and settle its quota by the pictures that stand, both or neither, once.

    False, with nothing changed, where it had ended before.
    """
    with engine.begin() as connection:
        return _end(connection, drawing_id, state, error, at)


def end_abandoned(
    engine: Engine, alive: Callable[[str], bool], at: datetime
) -> tuple[KeptDrawing, ...]:
    """End the orders that dead processes left open, each once; return those as they now stand.

    One whose pictures all stand is done; what else was reserved is given back.
    """
    came = select(func.count()).where(pictures.c.drawing_id == drawings.c.id).scalar_subquery()
    wanted = select(drawings.c.id, drawings.c.holder, (came >= drawings.c.n).label("whole"))
    with engine.connect() as connection:
        rows = connection.execute(wanted.where(drawings.c.state.in_(OPEN))).all()
    ended = []
    for row in rows:
        state: DrawingState = "done" if row.whole else "failed"
        why = "" if row.whole else "the process that had it in hand ended; order it again"
        if not alive(row.holder) and end_drawing(engine, row.id, state, why, at):
            ended.append(row.id)
    return tuple(kept for name in ended if (kept := find_drawing(engine, name)))


def find_drawing(engine: Engine, drawing_id: str) -> KeptDrawing | None:
    """Return an order, None when it is unknown."""
    with engine.connect() as connection:
        row = connection.execute(select_orders().where(drawings.c.id == drawing_id)).first()
    return read_drawing(row) if row else None


def list_drawings(engine: Engine, who: str | None, limit: int = 50) -> list[KeptDrawing]:
    """Return a person's orders (None: everyone's), the newest first."""
    wanted = select_orders().order_by(drawings.c.asked_at.desc(), drawings.c.id).limit(limit)
    if who is not None:
        wanted = wanted.where(drawings.c.who == who)
    with engine.connect() as connection:
        return [read_drawing(row) for row in connection.execute(wanted)]


def drawings_before(engine: Engine, at: datetime, limit: int = 500) -> list[KeptDrawing]:
    """Return ended orders of before a moment that still hold words or pictures, oldest first."""
    standing = select(pictures.c.id).where(
        pictures.c.drawing_id == drawings.c.id, pictures.c.deleted_at.is_(None)
    )
    wanted = select_orders().where(
        drawings.c.asked_at < at.astimezone(UTC),
        drawings.c.state.not_in(OPEN),
        or_(drawings.c.prompt != "", standing.exists()),
    )
    with engine.connect() as connection:
        rows = connection.execute(wanted.order_by(drawings.c.asked_at).limit(limit))
        return [read_drawing(row) for row in rows]


def drawing_named(engine: Engine, beginning: str, who: str | None) -> KeptDrawing | None:
    """Return a person's order (None: anyone's) by its id, or by what only its id begins with."""
    begins = func.substr(drawings.c.id, 1, len(beginning)) == beginning
    wanted = select_orders().where(begins).limit(2)
    if who is not None:
        wanted = wanted.where(drawings.c.who == who)
    with engine.connect() as connection:
        found = connection.execute(wanted).all()
    return read_drawing(found[0]) if len(found) == 1 else None


def find_picture(
    engine: Engine, beginning: str, who: str | None, *, hidden: bool = False
) -> KeptPicture | None:
    """Return a person's picture (None: anyone's) by its id, or by what only its id begins with.

    A hidden one only where those are asked for too.
    """
    wanted = (
        select(pictures)
        .join(drawings)
        .where(
            func.substr(pictures.c.id, 1, len(beginning)) == beginning,
            pictures.c.deleted_at.is_(None),
        )
        .order_by(pictures.c.id)
        .limit(50)
    )
    if who is not None:
        wanted = wanted.where(drawings.c.who == who)
    if not hidden:
        wanted = wanted.where(pictures.c.hidden_at.is_(None))
    with engine.connect() as connection:
        found = [_picture(row) for row in connection.execute(wanted)]
    exact = [picture for picture in found if picture.id == beginning]
    return exact[0] if exact else found[0] if len(found) == 1 else None


def pictures_of(
    engine: Engine, drawing_ids: Sequence[str], *, hidden: bool = False
) -> list[KeptPicture]:
    """Return the pictures of some orders, in order, without deleted ones, nor hidden ones."""
    wanted = select(pictures).where(
        pictures.c.drawing_id.in_(drawing_ids), pictures.c.deleted_at.is_(None)
    )
    if not hidden:
        wanted = wanted.where(pictures.c.hidden_at.is_(None))
    with engine.connect() as connection:
        rows = connection.execute(wanted.order_by(pictures.c.at, pictures.c.seed, pictures.c.id))
        return [_picture(row) for row in rows]


def rewrite_alt(engine: Engine, picture_id: str, alt: str) -> bool:
    """Give a picture another description; False when it is unknown."""
    change = update(pictures).where(pictures.c.id == picture_id, pictures.c.deleted_at.is_(None))
    with engine.begin() as connection:
        return connection.execute(change.values(alt=alt)).rowcount == 1


def delete_picture(engine: Engine, picture_id: str, at: datetime) -> bool:
    """Empty a picture's row but for its id; its order's words go with the last one.

    False when it is unknown. What it counted stays counted. The write-ahead log still holds it
    until `truncate_log`.
    """
    gone = update(pictures).where(pictures.c.id == picture_id, pictures.c.deleted_at.is_(None))
    empty: dict[str, Any] = dict.fromkeys(("png", "svg", "model", "alt", "note"), "")
    with engine.begin() as connection:
        blank = {**empty, "credit": [], "seed": 0, "hidden_at": None}
        blank["deleted_at"] = at.astimezone(UTC)
        if connection.execute(gone.values(**blank)).rowcount != 1:
            return False
        [order] = connection.execute(
            select(pictures.c.drawing_id).where(pictures.c.id == picture_id)
        ).scalars()
        connection.execute(
            update(picture_reports)
            .where(picture_reports.c.picture_id == picture_id)
            .values(reason="")
        )
        left = connection.execute(
            select(func.count()).where(
                pictures.c.drawing_id == order, pictures.c.deleted_at.is_(None)
            )
        ).scalar_one()
        if not left:
            _forget_words(connection, order)
    return True


def forget_drawing(engine: Engine, drawing_id: str) -> bool:
    """Empty the words of an ended order that has no picture; False where it has one or is open."""
    with engine.begin() as connection:
        order = connection.execute(
            select(drawings.c.state).where(drawings.c.id == drawing_id)
        ).scalar()
        standing = select(pictures.c.id).where(
            pictures.c.drawing_id == drawing_id, pictures.c.deleted_at.is_(None)
        )
        if order is None or order in OPEN or connection.execute(standing).first():
            return False
        _forget_words(connection, drawing_id)
    return True


def _forget_words(connection: Connection, drawing_id: str) -> None:
    words = dict.fromkeys(("prompt", "prompt_sent", "negative", "note", "error"), "")
    connection.execute(update(drawings).where(drawings.c.id == drawing_id).values(**words, seed=0))


def _end(
    connection: Connection, drawing_id: str, state: DrawingState, error: str, at: datetime
) -> bool:
    ended = (
        update(drawings)
        .where(drawings.c.id == drawing_id, drawings.c.state.in_(OPEN))
        .values(state=state, error=error, ended_at=at.astimezone(UTC))
    )
    if connection.execute(ended).rowcount != 1:
        return False
    count = select(func.count()).where(pictures.c.drawing_id == drawing_id)
    came = connection.execute(count).scalar_one()
    [(n, units)] = connection.execute(
        select(drawings.c.n, func.coalesce(picture_quota.c.units, 0))
        .outerjoin(picture_quota, picture_quota.c.drawing_id == drawings.c.id)
        .where(drawings.c.id == drawing_id)
    ).all()
    settle(connection, drawing_id, units * came // max(1, n), at)
    return True


def select_orders() -> Any:
    """Begin a query for orders, with what they were reserved for."""
    joined = drawings.outerjoin(picture_quota, picture_quota.c.drawing_id == drawings.c.id)
    return select(
        drawings,
        func.coalesce(picture_quota.c.units, 0).label("units"),
        func.coalesce(picture_quota.c.refunded, 0).label("refunded"),
    ).select_from(joined)


_DRAWING = tuple(
    name for name in KeptDrawing.__dataclass_fields__ if name not in ("units", "refunded")
)
_MOMENTS = ("asked_at", "begun_at", "ended_at", "at", "deleted_at", "hidden_at")


def _drawing_row(drawing: KeptDrawing) -> dict[str, Any]:
    return {name: _written(getattr(drawing, name)) for name in _DRAWING}


def _picture_row(picture: KeptPicture) -> dict[str, Any]:
    names = KeptPicture.__dataclass_fields__
    row = {name: _written(getattr(picture, name)) for name in names}
    row["drawing_id"] = row.pop("drawing")
    return row


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return aware(value) if value else None
    return tuple(value) if isinstance(value, list) else value


def read_drawing(row: Row[Any]) -> KeptDrawing:
    """Read an order from a row of such a query."""
    told = row._mapping  # noqa: SLF001 - columns by name
    return KeptDrawing(**{n: _read(n, told[n]) for n in (*_DRAWING, "units", "refunded")})


def _picture(row: Row[Any]) -> KeptPicture:
    told = {**row._mapping}  # noqa: SLF001 - columns by name
    told["drawing"] = told.pop("drawing_id")
    return KeptPicture(**{n: _read(n, v) for n, v in told.items()})
