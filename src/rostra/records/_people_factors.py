"""What people sign in with beside a password: recovery codes, passkeys, names at providers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from rostra.records._moments import aware
from rostra.records._people_tables import outside_names, passkeys, recovery_codes
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine, Row


@dataclass(frozen=True, slots=True)
class KeptPasskey:
    """A passkey: its public half, and how often its device says it has signed (0: it never says).

    `id` is the credential's id, base64url.
    """

    id: str
    person_id: str
    name: str
    public_key: bytes
    sign_count: int
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutsideName:
    """Who a person is at an OpenID provider."""

    issuer: str
    subject: str
    person_id: str
    made_at: datetime


def put_recovery_codes(engine: Engine, person_id: str, hashes: Sequence[str]) -> None:
    """Put these codes in the place of a person's old ones."""
    with writing(engine) as connection:
        connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
        if hashes:
            rows = [{"hash": one, "person_id": person_id} for one in hashes]
            connection.execute(insert(recovery_codes), rows)


def use_recovery_code(engine: Engine, person_id: str, hashed: str) -> bool:
    """Use a code up; False where the person has no such code (any more)."""
    gone = delete(recovery_codes).where(
        recovery_codes.c.person_id == person_id, recovery_codes.c.hash == hashed
    )
    with writing(engine) as connection:
        return connection.execute(gone).rowcount == 1


def count_recovery_codes(engine: Engine, person_id: str) -> int:
    """Count the codes that are left."""
    counted = select(func.count()).where(recovery_codes.c.person_id == person_id)
    with engine.connect() as connection:
        return int(connection.execute(counted).scalar_one())


def save_passkey(engine: Engine, new: KeptPasskey) -> bool:
    """Keep a passkey; False where its id is known already."""
    row = {name: getattr(new, name) for name in KeptPasskey.__dataclass_fields__}
    try:
        with writing(engine) as connection:
            connection.execute(insert(passkeys).values(**row))
    except IntegrityError:
        return False
    return True


def find_passkey(engine: Engine, passkey_id: str) -> KeptPasskey | None:
    """Return a passkey by its credential's id."""
    with engine.connect() as connection:
        row = connection.execute(select(passkeys).where(passkeys.c.id == passkey_id)).first()
    return _passkey(row) if row else None


def list_passkeys(engine: Engine, person_id: str) -> list[KeptPasskey]:
    """Return a person's passkeys, the oldest first."""
    wanted = select(passkeys).where(passkeys.c.person_id == person_id)
    with engine.connect() as connection:
        rows = connection.execute(wanted.order_by(passkeys.c.made_at, passkeys.c.id))
        return [_passkey(row) for row in rows]


def use_passkey(engine: Engine, passkey_id: str, sign_count: int, at: datetime) -> bool:
    """Note that a passkey signed; False where its count did not grow: a copy of it signs, too."""
    change = (
        update(passkeys)
        .where(
            passkeys.c.id == passkey_id,
            # A device that does not count says 0 each time.
            or_(passkeys.c.sign_count < sign_count, passkeys.c.sign_count == 0),
        )
        .values(sign_count=sign_count, used_at=at.astimezone(UTC))
    )
    with writing(engine) as connection:
        return connection.execute(change).rowcount == 1


def drop_passkey(engine: Engine, person_id: str, passkey_id: str) -> int:
    """Drop one of a person's passkeys; return how many there were."""
    gone = delete(passkeys).where(passkeys.c.id == passkey_id, passkeys.c.person_id == person_id)
    with writing(engine) as connection:
        return connection.execute(gone).rowcount


def save_outside_name(engine: Engine, new: OutsideName) -> bool:
    """Join a provider's name to a person; False where it is somebody's already."""
    row = {name: getattr(new, name) for name in OutsideName.__dataclass_fields__}
    try:
        with writing(engine) as connection:
            connection.execute(insert(outside_names).values(**row))
    except IntegrityError:
        return False
    return True


def find_outside_name(engine: Engine, issuer: str, subject: str) -> OutsideName | None:
    """Return who is called so at a provider."""
    wanted = select(outside_names).where(
        outside_names.c.issuer == issuer, outside_names.c.subject == subject
    )
    with engine.connect() as connection:
        row = connection.execute(wanted).first()
    return _outside(row) if row else None


def list_outside_names(engine: Engine, person_id: str) -> list[OutsideName]:
    """Return a person's names at providers."""
    wanted = select(outside_names).where(outside_names.c.person_id == person_id)
    with engine.connect() as connection:
        return [_outside(row) for row in connection.execute(wanted)]


def drop_outside_name(engine: Engine, person_id: str, issuer: str) -> int:
    """Part a person from a provider; return how many names there were."""
    gone = delete(outside_names).where(
        outside_names.c.person_id == person_id, outside_names.c.issuer == issuer
    )
    with writing(engine) as connection:
        return connection.execute(gone).rowcount


def _passkey(row: Row[Any]) -> KeptPasskey:
    used = aware(row.used_at) if row.used_at else None
    return KeptPasskey(
        row.id, row.person_id, row.name, row.public_key, row.sign_count, aware(row.made_at), used
    )


def _outside(row: Row[Any]) -> OutsideName:
    return OutsideName(row.issuer, row.subject, row.person_id, aware(row.made_at))
