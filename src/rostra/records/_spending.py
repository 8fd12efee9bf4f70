"""What people spend: reserved before the work, settled or refunded exactly once after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, func, insert, or_, select, true, update

from rostra.errors import QuotaSpent
from rostra.records._moments import aware
from rostra.records._spending_tables import spendings
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine, Select, Update

RESERVED, SETTLED, REFUNDED = "reserved", "settled", "refunded"
_INSERT = insert(spendings)
_OPEN = select(func.count()).where(
    spendings.c.state == RESERVED, spendings.c.person_id == bindparam("whose")
)
SOON = timedelta(seconds=5)
"""When to ask again who has too much under way."""


@dataclass(frozen=True, slots=True)
class Spending:
    """One action of a person: `units` count against the plan, `times` is how many were asked for.

    `cost` is in millionths of the currency.
    """

    id: str
    person: str
    action: str
    units: int
    at: datetime
    model: str = ""
    key: str = ""
    times: int = 1
    state: str = RESERVED
    holder: str = ""
    ended_at: datetime | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
    own_key: bool = False
    estimated: bool = False
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """At most `units` in a window that ends now; with an `action`, so many of that one alone."""

    units: int
    span: timedelta
    action: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What holds for a person, and for the key that the person came by; `at_once` 0: no limit."""

    of_person: Sequence[Bound] = ()
    of_key: Sequence[Bound] = ()
    at_once: int = 0


@dataclass(frozen=True, slots=True)
class Used:
    """How much of a bound is used, and when some (`all_of`: when enough) of it leaves the window.

    `resets_at` is None where nothing is used.
    """

    bound: Bound
    units: int
    resets_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """How a spending ended; `free`: its units are not counted after all.

    `estimated` says that the tokens, or some of them, are an estimate.
    """

    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
    own_key: bool = False
    estimated: bool = False
    outcome: str = "done"
    free: bool = False


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose spendings are summed up: a person's, or a key's."""

    column: str
    name: str


def reserve_units(engine: Engine, wanted: Spending, bounds: Bounds) -> None:
    """Reserve units, or raise QuotaSpent with nothing kept.

    Nobody else's reservation for the same person comes between the counting and the writing.
    """
    with writing(engine, wanted.person) as connection:
        _hold_at_once(connection, wanted, bounds.at_once)
        _hold(connection, _Whose("person_id", wanted.person), bounds.of_person, wanted)
        _hold(connection, _Whose("key_id", wanted.key), bounds.of_key, wanted)
        connection.execute(_INSERT, _row(wanted))


def note_spendings(engine: Engine, over: Sequence[Spending]) -> None:
    """Write spendings that no bound holds and that are over already."""
    with writing(engine) as connection:
        connection.execute(_INSERT, [_row(one) for one in over])


def settle_units(
    engine: Engine,
    spending_id: str,
    spent: Spent,
    at: datetime,
    beside: Sequence[Spending] = (),
) -> bool:
    """Settle a reservation; False where it was settled or refunded before.

    `beside` are rows without units for what other models did of the same action.
    """
    values: dict[str, Any] = {
        "state": SETTLED,
        "ended_at": at.astimezone(UTC),
        "tokens_in": spent.tokens_in,
        "tokens_out": spent.tokens_out,
        "cost": spent.cost,
        "own_key": spent.own_key,
        "estimated": spent.estimated,
        "outcome": spent.outcome,
    }
    if spent.model:
        values["model"] = spent.model
    if spent.free:
        values["units"] = 0
    return _end(engine, spending_id, values, beside)


def refund_units(engine: Engine, spending_id: str, at: datetime, outcome: str = "failed") -> bool:
    """Give a reservation back; False where it was settled or refunded before."""
    values = {"state": REFUNDED, "ended_at": at.astimezone(UTC), "outcome": outcome}
    return _end(engine, spending_id, values)


def refund_abandoned(
    engine: Engine, alive: Callable[[str], bool], before: datetime, at: datetime
) -> int:
    """Give back what dead processes reserved, and what is reserved since before a moment."""
    open_ = spendings.c.state == RESERVED
    with engine.connect() as connection:
        holders = connection.execute(select(spendings.c.holder).where(open_).distinct()).scalars()
        dead = [holder for holder in holders if not alive(holder)]
    lost = or_(spendings.c.holder.in_(dead), spendings.c.at < before.astimezone(UTC))
    values = {"state": REFUNDED, "ended_at": at.astimezone(UTC), "outcome": "abandoned"}
    with writing(engine) as connection:
        return connection.execute(update(spendings).where(open_, lost).values(**values)).rowcount


def used_of(
    engine: Engine, person: str, bounds: Sequence[Bound], now: datetime, *, key: str = ""
) -> tuple[Used, ...]:
    """Return how much of each bound a person (or a key) has used."""
    whose = _Whose("key_id", key) if key else _Whose("person_id", person)
    with engine.connect() as connection:
        totals = _totals(connection, whose, bounds, now)
        return tuple(
            Used(bound, total, _freed_at(connection, whose, bound, now, total - bound.units + 1))
            for bound, total in zip(bounds, totals, strict=True)
        )


def under_way(engine: Engine, person: str) -> int:
    """Return how many actions of a person are under way."""
    with engine.connect() as connection:
        return _open(connection, person)


def _end(
    engine: Engine, spending_id: str, values: dict[str, Any], beside: Sequence[Spending] = ()
) -> bool:
    with writing(engine) as connection:
        given = {**values, "which": spending_id}
        ended = connection.execute(_ending(tuple(values)), given).rowcount == 1
        if ended and beside:
            connection.execute(_INSERT, [_row(one) for one in beside])
        return ended


@cache
def _ending(columns: tuple[str, ...]) -> Update:
    same = and_(spendings.c.id == bindparam("which"), spendings.c.state == RESERVED)
    return update(spendings).where(same).values({name: bindparam(name) for name in columns})


def _open(connection: Connection, person: str) -> int:
    return int(connection.execute(_OPEN, {"whose": person}).scalar_one())


def _hold_at_once(connection: Connection, wanted: Spending, at_once: int) -> None:
    if not at_once:
        return
    now_open = _open(connection, wanted.person)
    if now_open >= at_once:
        msg = f"{now_open} of your requests are under way, as many as may be: wait for one to end"
        raise QuotaSpent(msg, wanted.at + SOON, at_once=at_once)


def _hold(connection: Connection, whose: _Whose, bounds: Sequence[Bound], wanted: Spending) -> None:
    for bound, total in zip(bounds, _totals(connection, whose, bounds, wanted.at), strict=True):
        if bound.action and bound.action != wanted.action:
            continue
        more = wanted.times if bound.action else wanted.units
        if more and total + more > bound.units:
            free = _freed_at(connection, whose, bound, wanted.at, total + more - bound.units)
            raise QuotaSpent(_says(bound, total, more, free), free)


def _says(bound: Bound, total: int, more: int, free: datetime | None) -> str:
    hours = f"{bound.span.total_seconds() / 3600:g}"
    what = f"requests to {bound.action}" if bound.action else "units"
    says = f"{bound.units} {what} may be used in {hours} hours; {total} are, and this takes {more}"
    if free is None or more > bound.units:
        return f"{says}, which is more than there ever are: ask for less"
    return f"{says}: there are enough again at {free:%Y-%m-%d %H:%M:%S} UTC"


def _amount(bound: Bound) -> ColumnElement[int]:
    return spendings.c.times if bound.action else spendings.c.units


def _totals(
    connection: Connection, whose: _Whose, bounds: Sequence[Bound], now: datetime
) -> list[int]:
    """Sum up all bounds in one reading."""
    if not bounds:
        return []
    at = now.astimezone(UTC)
    given: dict[str, Any] = {"whose": whose.name, "since": at - max(b.span for b in bounds)}
    for number, bound in enumerate(bounds):
        given[f"since{number}"] = at - bound.span
        if bound.action:
            given[f"action{number}"] = bound.action
    statement = _summing(whose.column, tuple(bool(bound.action) for bound in bounds))
    return [int(total) for total in connection.execute(statement, given).one()]


@cache
def _summing(column: str, by_action: tuple[bool, ...]) -> Select[Any]:
    """Build the reading once: the building costs more than the reading."""
    sums = []
    for number, one in enumerate(by_action):
        counted = spendings.c.at > bindparam(f"since{number}")
        if one:
            counted = and_(counted, spendings.c.action == bindparam(f"action{number}"))
        amount = spendings.c.times if one else spendings.c.units
        sums.append(func.coalesce(func.sum(case((counted, amount), else_=0)), 0))
    return select(*sums).where(
        spendings.c[column] == bindparam("whose"),
        spendings.c.at > bindparam("since"),
        spendings.c.state != REFUNDED,
    )


def _freed_at(
    connection: Connection,
    whose: _Whose,
    bound: Bound,
    now: datetime,
    needed: int,
) -> datetime | None:
    """Return when so many units (one at least) have left the window; None: never, or none are."""
    amount = _amount(bound)
    rows = connection.execute(
        select(spendings.c.at, amount)
        .where(
            spendings.c[whose.column] == whose.name,
            spendings.c.at > now.astimezone(UTC) - bound.span,
            spendings.c.action == bound.action if bound.action else true(),
            spendings.c.state != REFUNDED,
            amount > 0,
        )
        .order_by(spendings.c.at)
    )
    freed = 0
    for at, units in rows:
        freed += units
        if freed >= max(1, needed):
            rows.close()
            return aware(at) + bound.span
    return None


def _row(spending: Spending) -> dict[str, Any]:
    ended = spending.ended_at
    return {
        "id": spending.id,
        "person_id": spending.person,
        "key_id": spending.key,
        "action": spending.action,
        "model": spending.model,
        "units": spending.units,
        "times": spending.times,
        "state": spending.state,
        "holder": spending.holder,
        "at": spending.at.astimezone(UTC),
        "ended_at": ended.astimezone(UTC) if ended else None,
        "tokens_in": spending.tokens_in,
        "tokens_out": spending.tokens_out,
        "cost": spending.cost,
        "own_key": spending.own_key,
        "estimated": spending.estimated,
        "outcome": spending.outcome,
    }
