"""Keys: those to the API, and people's own for hosted models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select, update

from rostra.records._moments import aware
from rostra.records._people import KeptPerson, person_in
from rostra.records._people_tables import people
from rostra.records._spending import Bound
from rostra.records._spending_tables import api_keys, own_keys
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine, Row


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key to the API; of the key itself only the hash is kept, `id` is its visible part."""

    id: str
    person_id: str
    name: str
    hash: str
    scopes: tuple[str, ...]
    limits: tuple[Bound, ...]
    made_at: datetime
    ends_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A person's own key for a hosted model: sealed; `hint` is its end."""

    person_id: str
    model: str
    sealed: str
    hint: str
    made_at: datetime
    used_at: datetime | None = None


def save_key(engine: Engine, new: KeptKey) -> None:
    """Keep a key."""
    row = {name: getattr(new, name) for name in KeptKey.__dataclass_fields__}
    row["scopes"] = list(new.scopes)
    row["limits"] = [
        {"units": one.units, "seconds": one.span.total_seconds()} for one in new.limits
    ]
    with writing(engine) as connection:
        connection.execute(insert(api_keys).values(**row))


def key_with(engine: Engine, key_id: str, now: datetime) -> tuple[KeptKey, KeptPerson] | None:
    """Return a key that holds, and its person; None: over, revoked, unknown, person disabled."""
    at = now.astimezone(UTC)
    holds = and_(
        api_keys.c.id == key_id,
        api_keys.c.revoked_at.is_(None),
        or_(api_keys.c.ends_at.is_(None), api_keys.c.ends_at > at),
    )
    with engine.connect() as connection:
        row = connection.execute(select(api_keys).where(holds)).first()
        if row is None:
            return None
        whose = select(people).where(people.c.id == row.person_id, people.c.disabled_at.is_(None))
        of = connection.execute(whose).first()
    return (_key(row), person_in(of)) if of else None


def find_key(engine: Engine, key_id: str) -> KeptKey | None:
    """Return a key, whether it holds or not."""
    with engine.connect() as connection:
        row = connection.execute(select(api_keys).where(api_keys.c.id == key_id)).first()
    return _key(row) if row else None


def list_keys(engine: Engine, person_id: str = "") -> list[KeptKey]:
    """Return a person's keys ("": everybody's), the newest first."""
    wanted = select(api_keys).order_by(api_keys.c.made_at.desc(), api_keys.c.id)
    if person_id:
        wanted = wanted.where(api_keys.c.person_id == person_id)
    with engine.connect() as connection:
        return [_key(row) for row in connection.execute(wanted)]


def touch_key(engine: Engine, key_id: str, at: datetime) -> None:
    """Note that a key was used."""
    with writing(engine) as connection:
        used = update(api_keys).where(api_keys.c.id == key_id)
        connection.execute(used.values(used_at=at.astimezone(UTC)))


def revoke_key(engine: Engine, person_id: str, key_id: str, at: datetime) -> int:
    """Revoke a person's key; return how many there were that held."""
    gone = update(api_keys).where(
        api_keys.c.id == key_id, api_keys.c.person_id == person_id, api_keys.c.revoked_at.is_(None)
    )
    with writing(engine) as connection:
        return connection.execute(gone.values(revoked_at=at.astimezone(UTC))).rowcount


def put_own_key(engine: Engine, new: OwnKey) -> None:
    """Keep a person's key for a model in the place of an old one."""
    row = {name: getattr(new, name) for name in OwnKey.__dataclass_fields__}
    with writing(engine) as connection:
        connection.execute(delete(own_keys).where(_of(new.person_id, new.model)))
        connection.execute(insert(own_keys).values(**row))


def find_own_key(engine: Engine, person_id: str, model: str) -> OwnKey | None:
    """Return a person's key for a model."""
    with engine.connect() as connection:
        row = connection.execute(select(own_keys).where(_of(person_id, model))).first()
    return _own(row) if row else None


def list_own_keys(engine: Engine, person_id: str) -> list[OwnKey]:
    """Return a person's keys for models, by model."""
    wanted = select(own_keys).where(own_keys.c.person_id == person_id).order_by(own_keys.c.model)
    with engine.connect() as connection:
        return [_own(row) for row in connection.execute(wanted)]


def touch_own_key(engine: Engine, person_id: str, model: str, at: datetime) -> None:
    """Note that a person's own key was used."""
    with writing(engine) as connection:
        used = update(own_keys).where(_of(person_id, model))
        connection.execute(used.values(used_at=at.astimezone(UTC)))


def drop_own_key(engine: Engine, person_id: str, model: str) -> int:
    """Drop a person's key for a model; return how many there were."""
    with writing(engine) as connection:
        return connection.execute(delete(own_keys).where(_of(person_id, model))).rowcount


def _of(person_id: str, model: str) -> Any:
    return and_(own_keys.c.person_id == person_id, own_keys.c.model == model)


def _bounds(told: Sequence[Any]) -> tuple[Bound, ...]:
    return tuple(Bound(int(one["units"]), timedelta(seconds=one["seconds"])) for one in told)


def _key(row: Row[Any]) -> KeptKey:
    values = dict(row._mapping)  # noqa: SLF001 - the row by its columns
    for name in ("made_at", "ends_at", "used_at", "revoked_at"):
        values[name] = aware(values[name]) if values[name] else None
    scopes, limits = tuple(row.scopes), _bounds(row.limits)
    return KeptKey(**values | {"scopes": scopes, "limits": limits})


def _own(row: Row[Any]) -> OwnKey:
    used = aware(row.used_at) if row.used_at else None
    return OwnKey(row.person_id, row.model, row.sealed, row.hint, aware(row.made_at), used)
