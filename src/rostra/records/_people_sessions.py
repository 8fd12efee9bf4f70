"""Sessions, steps of a sign-in that wait for their answer, and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select, update

from rostra.records._moments import aware
from rostra.records._people import KeptPerson, person_in
from rostra.records._people_tables import attempts, people, sessions, steps
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine, Row


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session; only the hash of its token is kept. `id` names it to its person."""

    hash: str
    id: str
    person_id: str
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step of a ceremony that may be taken once, until it ends."""

    hash: str
    kind: str
    ends_at: datetime
    person_id: str = ""
    body: Mapping[str, Any] | None = None


def save_session(engine: Engine, new: KeptSession, instead_of: str = "") -> None:
    """Keep a session; the one with the hash `instead_of` ends in the same transaction."""
    row = {name: getattr(new, name) for name in KeptSession.__dataclass_fields__}
    with writing(engine) as connection:
        if instead_of:
            connection.execute(delete(sessions).where(sessions.c.hash == instead_of))
        connection.execute(insert(sessions).values(**row))
        seen = update(people).where(people.c.id == new.person_id).values(seen_at=new.made_at)
        connection.execute(seen)


def session_with(
    engine: Engine, hashed: str, now: datetime, idle_since: datetime
) -> tuple[KeptSession, KeptPerson] | None:
    """Return the session of a token and its person; None where it is over or they are disabled."""
    living = and_(
        sessions.c.hash == hashed,
        sessions.c.ends_at > now.astimezone(UTC),
        sessions.c.seen_at > idle_since.astimezone(UTC),
        people.c.disabled_at.is_(None),
    )
    with engine.connect() as connection:
        row = connection.execute(select(sessions).join(people).where(living)).first()
        if row is None:
            return None
        of = connection.execute(select(people).where(people.c.id == row.person_id)).first()
    return (_session(row), person_in(of)) if of else None


def touch_session(engine: Engine, hashed: str, at: datetime) -> None:
    """Note a visit."""
    with writing(engine) as connection:
        seen = update(sessions).where(sessions.c.hash == hashed)
        connection.execute(seen.values(seen_at=at.astimezone(UTC)))


def list_sessions(engine: Engine, person_id: str) -> list[KeptSession]:
    """Return a person's sessions, the one seen last first."""
    wanted = select(sessions).where(sessions.c.person_id == person_id)
    with engine.connect() as connection:
        rows = connection.execute(wanted.order_by(sessions.c.seen_at.desc(), sessions.c.id))
        return [_session(row) for row in rows]


def drop_sessions(
    engine: Engine, person_id: str, *, only: str = "", but_hash: str = "", hashed: str = ""
) -> int:
    """End a person's sessions: all, the one of an id, that of a hash, or all but that of one."""
    gone = delete(sessions).where(sessions.c.person_id == person_id)
    if only:
        gone = gone.where(sessions.c.id == only)
    if hashed:
        gone = gone.where(sessions.c.hash == hashed)
    if but_hash:
        gone = gone.where(sessions.c.hash != but_hash)
    with writing(engine) as connection:
        return connection.execute(gone).rowcount


def put_step(engine: Engine, step: KeptStep) -> None:
    """Keep a step of a ceremony."""
    row = {name: getattr(step, name) for name in KeptStep.__dataclass_fields__}
    with writing(engine) as connection:
        connection.execute(insert(steps).values(**row | {"body": dict(step.body or {})}))


def peek_step(engine: Engine, hashed: str, kind: str, now: datetime) -> KeptStep | None:
    """Return a step that waits, and leave it."""
    with engine.connect() as connection:
        row = connection.execute(select(steps).where(_waits(hashed, kind, now))).first()
    return _step(row) if row else None


def take_step(engine: Engine, hashed: str, kind: str, now: datetime) -> KeptStep | None:
    """Take a step: the first who comes gets it, everybody else None."""
    with writing(engine) as connection:
        row = connection.execute(select(steps).where(_waits(hashed, kind, now))).first()
        if row is None:
            return None
        gone = connection.execute(delete(steps).where(steps.c.hash == hashed)).rowcount
    return _step(row) if gone == 1 else None


def waits_until(engine: Engine, subjects: Sequence[str], now: datetime) -> datetime | None:
    """Return until when one of these may not try; None: they may."""
    wanted = select(attempts.c.until).where(
        attempts.c.subject.in_(subjects), attempts.c.until > now.astimezone(UTC)
    )
    with engine.connect() as connection:
        until = [aware(at) for at in connection.execute(wanted).scalars()]
    return max(until, default=None)


def count_failure(
    engine: Engine, subject: str, now: datetime, fresh_after: datetime, waits: Sequence[float]
) -> datetime | None:
    """Count a failure; from then on the subject waits, by how many it has, so many seconds.

    The last of `waits` holds for all further ones; failures before `fresh_after` are forgotten.
    Returns until when, and counts nothing, where the subject waits already: of many tries at the
    same moment, as many come through as are free.
    """
    same = attempts.c.subject == subject
    with writing(engine, subject) as connection:
        row = connection.execute(select(attempts).where(same)).first()
        if row is not None and (until := aware(row.until)) > now:
            return until
        known = row is not None and aware(row.last_at) > fresh_after
        failures = (row.failures if row is not None and known else 0) + 1
        wait = waits[min(failures, len(waits)) - 1]
        values = {
            "failures": failures,
            "last_at": now.astimezone(UTC),
            "until": now.astimezone(UTC) + timedelta(seconds=wait),
        }
        if row is None:
            connection.execute(insert(attempts).values(subject=subject, **values))
        else:
            connection.execute(update(attempts).where(same).values(**values))
    return None


def clear_failures(engine: Engine, subjects: Sequence[str]) -> None:
    """Forget failures."""
    with writing(engine) as connection:
        connection.execute(delete(attempts).where(attempts.c.subject.in_(subjects)))


def forget_ended(engine: Engine, now: datetime, idle_since: datetime, old: datetime) -> int:
    """Forget sessions and steps that are over, and failures before `old`; return how many."""
    at = now.astimezone(UTC)
    over = or_(sessions.c.ends_at <= at, sessions.c.seen_at <= idle_since.astimezone(UTC))
    gone = 0
    with writing(engine) as connection:
        for what in (
            delete(sessions).where(over),
            delete(steps).where(steps.c.ends_at <= at),
            delete(attempts).where(attempts.c.last_at <= old.astimezone(UTC)),
        ):
            gone += connection.execute(what).rowcount
    return gone


def _waits(hashed: str, kind: str, now: datetime) -> Any:
    return and_(steps.c.hash == hashed, steps.c.kind == kind, steps.c.ends_at > now.astimezone(UTC))


def _session(row: Row[Any]) -> KeptSession:
    values = dict(row._mapping)  # noqa: SLF001 - the row by its columns
    for name in ("made_at", "seen_at", "ends_at"):
        values[name] = aware(values[name])
    return KeptSession(**values)


def _step(row: Row[Any]) -> KeptStep:
    return KeptStep(row.hash, row.kind, aware(row.ends_at), row.person_id, row.body)
