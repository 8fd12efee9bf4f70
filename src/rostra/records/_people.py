"""People with an account, and the invitations by which they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from rostra.records._moments import aware
from rostra.records._people_tables import invitations, people
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Engine, Row


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """An account. `key` is the name as it is compared, `password` its hash ("" = none is set).

    `secret` is the sealed seed of the second factor ("" = none), `secret_step` the last of its
    time steps that was used.
    """

    id: str
    name: str
    key: str
    role: str
    made_at: datetime
    plan: str = ""
    lang: str = ""
    password: str = ""
    secret: str = ""
    secret_step: int = 0
    seen_at: datetime | None = None
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptInvitation:
    """An invitation that may be taken once; only the hash of its token is kept."""

    hash: str
    id: str
    role: str
    plan: str
    note: str
    made_by: str
    made_at: datetime
    ends_at: datetime
    used_by: str = ""
    used_at: datetime | None = None


def save_person(engine: Engine, new: KeptPerson, invitation: str = "") -> bool:
    """Keep a new person; with an invitation's hash that one is used up, both or neither.

    False where the name is taken, or the invitation is used, over or unknown.
    """
    row = {name: getattr(new, name) for name in KeptPerson.__dataclass_fields__}
    row["made_at"] = new.made_at.astimezone(UTC)
    try:
        with writing(engine, "a new person") as connection:
            if invitation:
                taken = (
                    update(invitations)
                    .where(
                        invitations.c.hash == invitation,
                        invitations.c.used_at.is_(None),
                        invitations.c.ends_at > row["made_at"],
                    )
                    .values(used_by=new.id, used_at=row["made_at"])
                )
                if connection.execute(taken).rowcount != 1:
                    return False
            connection.execute(insert(people).values(**row))
    except IntegrityError:
        return False
    return True


def person_with(engine: Engine, person_id: str) -> KeptPerson | None:
    """Return a person by id."""
    return _one(engine, people.c.id == person_id)


def person_called(engine: Engine, key: str) -> KeptPerson | None:
    """Return a person by the name as it is compared."""
    return _one(engine, people.c.key == key)


def list_people(engine: Engine, limit: int = 1000, after: str = "") -> list[KeptPerson]:
    """Return people by name, from the one behind the key `after` on."""
    wanted = select(people).where(people.c.key > after).order_by(people.c.key).limit(limit)
    with engine.connect() as connection:
        return [person_in(row) for row in connection.execute(wanted)]


def count_people(engine: Engine, role: str = "", *, disabled: bool = False) -> int:
    """Count people, of a role or of all; those who are disabled only where that is asked."""
    wanted = select(func.count()).select_from(people)
    if not disabled:
        wanted = wanted.where(people.c.disabled_at.is_(None))
    if role:
        wanted = wanted.where(people.c.role == role)
    with engine.connect() as connection:
        return int(connection.execute(wanted).scalar_one())


def change_person(
    engine: Engine, person_id: str, values: Mapping[str, Any], *, leave_admin: bool = False
) -> bool:
    """Change columns of a person; False where there is none. Raises IntegrityError: name taken.

    With `leave_admin` False, too, where no other admin would be left.
    """
    other = select(people.c.id).where(
        people.c.role == "admin", people.c.disabled_at.is_(None), people.c.id != person_id
    )
    with writing(engine, "the last admin" if leave_admin else "") as connection:
        if leave_admin and connection.execute(other.limit(1)).first() is None:
            return False
        change = update(people).where(people.c.id == person_id).values(**values)
        return connection.execute(change).rowcount == 1


def use_step(engine: Engine, person_id: str, step: int) -> bool:
    """Note a time step of the second factor as used; False where it, or a later one, was."""
    change = (
        update(people)
        .where(people.c.id == person_id, people.c.secret_step < step)
        .values(secret_step=step)
    )
    with writing(engine) as connection:
        return connection.execute(change).rowcount == 1


def save_invitation(engine: Engine, new: KeptInvitation) -> None:
    """Keep an invitation."""
    row = {name: getattr(new, name) for name in KeptInvitation.__dataclass_fields__}
    with writing(engine) as connection:
        connection.execute(insert(invitations).values(**row))


def find_invitation(engine: Engine, hashed: str) -> KeptInvitation | None:
    """Return an invitation by the hash of its token."""
    with engine.connect() as connection:
        wanted = select(invitations).where(invitations.c.hash == hashed)
        row = connection.execute(wanted).first()
    return _invitation(row) if row else None


def list_invitations(engine: Engine) -> list[KeptInvitation]:
    """Return the invitations, the newest first."""
    with engine.connect() as connection:
        wanted = select(invitations).order_by(invitations.c.made_at.desc(), invitations.c.id)
        return [_invitation(row) for row in connection.execute(wanted.limit(500))]


def drop_invitation(engine: Engine, invitation_id: str) -> int:
    """Withdraw an invitation; return how many there were."""
    with writing(engine) as connection:
        gone = delete(invitations).where(invitations.c.id == invitation_id)
        return connection.execute(gone).rowcount


def _one(engine: Engine, condition: ColumnElement[bool]) -> KeptPerson | None:
    with engine.connect() as connection:
        row = connection.execute(select(people).where(condition)).first()
    return person_in(row) if row else None


def person_in(row: Row[Any]) -> KeptPerson:
    """Read a person from a whole row."""
    values = dict(row._mapping)  # noqa: SLF001 - the row by its columns
    for name in ("made_at", "seen_at", "disabled_at"):
        values[name] = aware(values[name]) if values[name] else None
    return KeptPerson(**values)


def _invitation(row: Row[Any]) -> KeptInvitation:
    values = dict(row._mapping)  # noqa: SLF001 - the row by its columns
    for name in ("made_at", "ends_at", "used_at"):
        values[name] = aware(values[name]) if values[name] else None
    return KeptInvitation(**values)
