"""Allowances: reserved before the work, settled or refunded after it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rostra.accounts import Plan, Window, alive, bounds_of, hold_mode, hold_plan, plan_of, units_of
from rostra.app._people_words import AllowanceState, Reservation, WindowState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rostra.accounts import Person
    from rostra.records import Bound, Engine, Spent
    from rostra.settings import Settings


def plans_in(settings: Settings) -> Mapping[str, Plan]:
    """Read the plans of the settings."""
    return {
        plan.name: Plan(
            name=plan.name,
            models=tuple(plan.models),
            modes=tuple(plan.modes),
            weights=plan.weights,
            model_weights=plan.model_weights,
            limits=tuple(Window(limit.units, limit.hours) for limit in plan.limits),
            at_once=plan.at_once,
            pictures=plan.pictures,
        )
        for plan in settings.plans
    }


@dataclass(frozen=True, slots=True)
class Till:
    """Where spendings are kept, and by which settings; `key_bounds` are those of an API key."""

    engine: Engine
    settings: Callable[[], Settings]
    holder: str
    key_bounds: Callable[[str], tuple[Bound, ...]] = lambda _key: ()
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def plan(self, person: Person) -> Plan:
        """Return a person's plan; raises NotInPlan where the settings know none."""
        settings = self.settings()
        return plan_of(person, plans_in(settings), settings.accounts.plan)

    def reserve(self, person: Person, action: str, model: str = "", times: int = 1) -> Reservation:
        """Reserve an action; raises NotInPlan and QuotaSpent, with nothing kept."""
        from rostra.records import Bounds, Spending, reserve_units

        plan = self.plan(person)
        model = model or self.settings().models.answer_with
        hold_plan(person, plan, action, model if plan.name else "")
        now = self.clock()
        units = units_of(plan, action, model, times)
        if not person.id:
            return Reservation("", "", action, model, units, now)
        wanted = Spending(
            uuid.uuid4().hex, person.id, action, units, now,
            model=model, key=person.key, times=times, holder=self.holder,
        )  # fmt: skip
        of_key = self.key_bounds(person.key) if person.key else ()
        reserve_units(self.engine, wanted, Bounds(bounds_of(plan), of_key, plan.at_once))
        return Reservation(wanted.id, person.id, action, model, units, now, person.key)

    def settle(self, reservation: Reservation, spent: Spent | None = None) -> bool:
        """Settle; False where it was settled or refunded before. Here, what cost money is noted."""
        from rostra.records import Spent, settle_units

        spent = spent or Spent()
        if not reservation.id:
            return self._noted(reservation, spent)
        return settle_units(self.engine, reservation.id, spent, self.clock())

    def refund(self, reservation: Reservation, outcome: str = "failed") -> bool:
        """Give back; False where it was settled or refunded before."""
        from rostra.records import refund_units

        if not reservation.id:
            return False
        return refund_units(self.engine, reservation.id, self.clock(), outcome)

    def allowance(
        self, person: Person, action: str, model: str = "", times: int = 1
    ) -> AbstractContextManager[Reservation]:
        """Hold a reservation for as long as the work takes; an exception gives it back."""
        return _allowance(self, person, action, model, times)

    def state(self, person: Person) -> AllowanceState:
        """Tell what is left of a person's plan."""
        from rostra.records import under_way, used_of

        plan = self.plan(person)
        bounds = bounds_of(plan)
        if not person.id:
            return AllowanceState(plan.name)
        windows = tuple(
            WindowState(
                used.units,
                used.bound.units,
                used.bound.span.total_seconds() / 3600,
                used.bound.action,
                used.resets_at,
            )
            for used in used_of(self.engine, person.id, bounds, self.clock())
        )
        return AllowanceState(plan.name, windows, under_way(self.engine, person.id), plan.at_once)

    def hold_mode(self, person: Person, mode: str) -> None:
        """Raise NotInPlan where a person's plan does not hold a mode, as `fun`."""
        hold_mode(self.plan(person), mode)

    def take_up(self) -> int:
        """Give back what dead processes reserved, and what is held for too long; return how many.

        Where the data folder has one owner, this is called before anything is reserved.
        """
        from rostra.records import refund_abandoned

        now = self.clock()
        before = now - timedelta(hours=self.settings().accounts.reservation_hours)
        return refund_abandoned(self.engine, alive, before, now)

    def _noted(self, reservation: Reservation, spent: Spent) -> bool:
        from rostra.records import Spending, note_spending

        if not (spent.cost or spent.tokens_in or spent.tokens_out):
            return False
        noted = Spending(
            uuid.uuid4().hex, "", reservation.action, 0, reservation.at,
            model=spent.model or reservation.model, state="settled", holder=self.holder,
            ended_at=self.clock(), tokens_in=spent.tokens_in, tokens_out=spent.tokens_out,
            cost=spent.cost, own_key=spent.own_key, outcome=spent.outcome,
        )  # fmt: skip
        note_spending(self.engine, noted)
        return True


@contextmanager
def _allowance(
    till: Till, person: Person, action: str, model: str, times: int
) -> Iterator[Reservation]:
    reservation = till.reserve(person, action, model, times)
    done = False
    try:
        yield reservation
        done = True
    finally:
        # Also for a reader who goes away: GeneratorExit is no Exception.
        if done:
            till.settle(reservation)
        else:
            till.refund(reservation)
