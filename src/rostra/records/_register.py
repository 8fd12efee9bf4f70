"""The register of anonymous entrants: rows that are added and never changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from rostra.errors import ArenaError
from rostra.records._arena_tables import register
from rostra.records._moments import aware


@dataclass(frozen=True, slots=True)
class Entry:
    """What is registered: a code name, and what stands behind it; `note` is public at once."""

    code: str
    name: str
    salt: str
    maker: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """An anonymous entrant of the register.

    `name`, `maker` and `salt` are "" until it is revealed; `seal` is public from the first day,
    and by it anyone can see afterwards that the name is the one that was registered.
    """

    code: str
    registered_at: datetime
    seal: str
    revealed_at: datetime | None = None
    retired_at: datetime | None = None
    name: str = ""
    maker: str = ""
    salt: str = ""
    note: str = ""


def sealed(salt: str, name: str, maker: str = "") -> str:
    """Return the seal of a true name: SHA-256 of salt, name and maker, a line each."""
    return hashlib.sha256(f"{salt}\n{name}\n{maker}".encode()).hexdigest()


def register_entrant(engine: Engine, entry: Entry, at: datetime) -> Registered:
    """Register an anonymous entrant; raises ArenaError where its code name is taken."""
    fields = {name: getattr(entry, name) for name in Entry.__slots__}
    seal = sealed(entry.salt, entry.name, entry.maker)
    with engine.begin() as connection:
        _add(connection, "registered", at, **fields, seal=seal)
    return found_entrant(engine, entry.code)


def reveal_entrant(engine: Engine, code: str, at: datetime, *, note: str = "") -> Registered:
    """Reveal the true name behind a code name; raises ArenaError for one that is not hidden."""
    return _happened(engine, code, "revealed", at, note)


def retire_entrant(engine: Engine, code: str, at: datetime, *, note: str = "") -> Registered:
    """Note that an entrant is drawn no more; it stays in the register, and its votes count."""
    return _happened(engine, code, "retired", at, note)


def list_register(engine: Engine) -> list[Registered]:
    """Return every anonymous entrant there ever was, the oldest first."""
    with engine.connect() as connection:
        rows = connection.execute(select(register).order_by(register.c.number)).all()
    found: dict[str, list[Row[tuple[object, ...]]]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return [_registered(every) for every in found.values()]


def found_entrant(engine: Engine, code: str) -> Registered:
    """Return an anonymous entrant; raises ArenaError where the register knows none."""
    for one in list_register(engine):
        if one.code == code:
            return one
    msg = f"the register knows no {code!r}; `rostra arena register list` shows all"
    raise ArenaError(msg)


def hidden_entries(engine: Engine) -> dict[str, Entry]:
    """Return what every registered entrant is, by code name; never to be shown."""
    asked = select(register).where(register.c.event == "registered")
    with engine.connect() as connection:
        rows = connection.execute(asked).all()
    return {row.code: Entry(row.code, row.name, row.salt, row.maker, row.note) for row in rows}


def _happened(engine: Engine, code: str, event: str, at: datetime, note: str) -> Registered:
    found_entrant(engine, code)
    with engine.begin() as connection:
        _add(connection, event, at, code=code, note=note)
    return found_entrant(engine, code)


def _add(connection: Connection, event: str, at: datetime, **fields: str) -> None:
    last = connection.execute(select(func.max(register.c.number))).scalar() or 0
    blank = dict.fromkeys(("name", "maker", "salt", "seal", "note"), "")
    row = {**blank, **fields, "event": event, "at": at.astimezone(UTC)}
    try:
        connection.execute(insert(register).values(number=last + 1, **row))
    except IntegrityError:
        msg = f"{fields['code']!r} was {event} before; the register is only added to"
        raise ArenaError(msg) from None


def _registered(rows: list[Row[tuple[object, ...]]]) -> Registered:
    by = {row.event: row for row in rows}
    first, shown, gone = by["registered"], by.get("revealed"), by.get("retired")
    return Registered(
        code=first.code,
        registered_at=aware(first.at),
        seal=first.seal,
        revealed_at=aware(shown.at) if shown else None,
        retired_at=aware(gone.at) if gone else None,
        name=first.name if shown else "",
        maker=first.maker if shown else "",
        salt=first.salt if shown else "",
        note=first.note,
    )
