"""What was spent, line by line and summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, select

from rostra.records._moments import aware
from rostra.records._spending import REFUNDED, RESERVED, Spending
from rostra.records._spending_tables import spendings
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine, Row, Select


@dataclass(frozen=True, slots=True)
class SpendingsWanted:
    """Which spendings: of a person (None: of all), of a key, between two moments."""

    person: str | None = None
    key: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SpendingTotal:
    """The sums of one person, key, action and model, refunds left out; `refunded` counts those.

    `estimated` counts the rows whose tokens are an estimate.
    """

    person: str
    action: str
    model: str
    times: int
    units: int
    tokens_in: int
    tokens_out: int
    cost: int
    refunded: int
    estimated: int
    key: str = ""


def list_spendings(
    engine: Engine,
    wanted: SpendingsWanted,
    *,
    limit: int = 1000,
    after: tuple[datetime, str] | None = None,
) -> Sequence[Spending]:
    """Return spendings, the newest first, those behind the (time, id) `after` on."""
    asked = _of(select(spendings), wanted)
    if after:
        at, last = after[0].astimezone(UTC), after[1]
        later = (spendings.c.at < at) | ((spendings.c.at == at) & (spendings.c.id > last))
        asked = asked.where(later)
    with engine.connect() as connection:
        rows = connection.execute(
            asked.order_by(spendings.c.at.desc(), spendings.c.id).limit(limit)
        )
        return [_spending(row) for row in rows]


def total_spendings(engine: Engine, wanted: SpendingsWanted) -> Sequence[SpendingTotal]:
    """Sum up spendings by person, key, action and model, the dearest first."""
    c = spendings.c
    given_back = func.sum(_one_if(c.state == REFUNDED))
    kept = c.state != REFUNDED
    cost = func.sum(_amount_if(kept, c.cost))
    units = func.sum(_amount_if(kept, c.units))
    asked = select(
        c.person_id, c.action, c.model, func.sum(_amount_if(kept, c.times)), units,
        func.sum(_amount_if(kept, c.tokens_in)), func.sum(_amount_if(kept, c.tokens_out)), cost,
        given_back, func.sum(_one_if(kept & c.estimated)), c.key_id,
    )  # fmt: skip
    asked = _of(asked, wanted).group_by(c.person_id, c.key_id, c.action, c.model)
    with engine.connect() as connection:
        rows = connection.execute(asked.order_by(cost.desc(), units.desc(), c.person_id, c.action))
        return [_total(row) for row in rows]


def _total(row: Any) -> SpendingTotal:
    """Read a row of sums; PostgreSQL gives them as decimals."""
    person, action, model, *sums, key = row
    times, units, read, written, cost, refunded, estimated = map(int, sums)
    return SpendingTotal(
        person, action, model, times, units, read, written, cost, refunded, estimated, key
    )


def forget_spendings(engine: Engine, before: datetime) -> int:
    """Forget what was spent before a moment, but for what is under way; return how many."""
    old = spendings.c.at < before.astimezone(UTC)
    with writing(engine) as connection:
        return connection.execute(
            delete(spendings).where(old, spendings.c.state != RESERVED)
        ).rowcount


def _amount_if(condition: Any, amount: Any) -> Any:
    return case((condition, amount), else_=0)


def _one_if(condition: Any) -> Any:
    return _amount_if(condition, 1)


def _of(asked: Select[Any], wanted: SpendingsWanted) -> Select[Any]:
    if wanted.person is not None:
        asked = asked.where(spendings.c.person_id == wanted.person)
    if wanted.key:
        asked = asked.where(spendings.c.key_id == wanted.key)
    if wanted.since:
        asked = asked.where(spendings.c.at >= wanted.since.astimezone(UTC))
    if wanted.until:
        asked = asked.where(spendings.c.at < wanted.until.astimezone(UTC))
    return asked


def _spending(row: Row[Any]) -> Spending:
    return Spending(
        row.id, row.person_id, row.action, row.units, aware(row.at), model=row.model,
        key=row.key_id, times=row.times, state=row.state, holder=row.holder,
        ended_at=aware(row.ended_at) if row.ended_at else None, tokens_in=row.tokens_in,
        tokens_out=row.tokens_out, cost=row.cost, own_key=row.own_key,
        estimated=row.estimated, outcome=row.outcome,
    )  # fmt: skip
