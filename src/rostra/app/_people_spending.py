"""Allowances: reserved before the work, settled or refunded after it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from rostra.accounts import Plan, Window, alive, bounds_of, hold_mode, hold_plan, plan_of, units_of
from rostra.app._people_words import AllowanceState, Reservation, WindowState
from rostra.app._used import price_of
from rostra.models import Meter, Used, counting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rostra.accounts import Person
    from rostra.app._people_keys import Keys
    from rostra.records import Engine, Spending, Spent
    from rostra.settings import Settings

OPERATORS = frozenset({"battle"})
"""Actions for which nobody's own key is used: a battle is the operator's measurement."""


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
    """Where spendings are kept, and by which settings; `keys` are people's."""

    engine: Engine
    settings: Callable[[], Settings]
    holder: str
    keys: Keys
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
        own = self._own(person, action, model)
        hold_plan(person, plan, action, model if plan.name and not own else "")
        now = self.clock()
        units = 0 if own else units_of(plan, action, model, times)
        if not person.id:
            return Reservation("", "", action, model, units, now)
        wanted = Spending(
            uuid.uuid4().hex, person.id, action, units, now,
            model=model, key=person.key, times=times, holder=self.holder,
        )  # fmt: skip
        of_key = self.keys.bounds(person.key) if person.key else ()
        reserve_units(self.engine, wanted, Bounds(bounds_of(plan), of_key, plan.at_once))
        meter = Meter(None if action in OPERATORS else partial(self.keys.own, person))
        return Reservation(wanted.id, person.id, action, model, units, now, person.key, meter)

    def hold(self, person: Person, action: str, model: str = "") -> None:
        """Raise NotInPlan where role and plan do not hold an action."""
        if person.id:
            plan = self.plan(person)
            hold_plan(person, plan, action, model if plan.name else "")

    def settle(self, reservation: Reservation, outcome: str = "done") -> bool:
        """Settle; False where it was settled or refunded before.

        What the model that wrote most did stands in the reservation's row, what others did in rows
        beside it. Where all of it was called with the person's own keys, it takes no units.
        """
        from rostra.records import Spent, note_spendings, settle_units

        used = sorted(reservation.meter.used, key=lambda one: -one.completion)
        now = self.clock()
        if not reservation.id:
            if used:
                first, *rest = used
                over = [self._over(reservation, first, now, times=1)]
                over += [self._over(reservation, one, now) for one in rest]
                note_spendings(self.engine, over)
            return bool(used)
        spent = self._spent(used[0], outcome) if used else Spent(outcome=outcome)
        if used and all(one.own_key for one in used):
            spent = replace(spent, free=True)
        beside = [self._over(reservation, one, now) for one in used[1:]]
        return settle_units(self.engine, reservation.id, spent, now, beside)

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

    def _own(self, person: Person, action: str, model: str) -> bool:
        """Say whether a person has keys of their own for every model that may be asked."""
        if not person.id or action in OPERATORS:
            return False
        models = self.settings().models
        named = ("mini", "large") if model == "auto" else (models.aliases.get(model, model),)
        if not set(self.keys.models()).issuperset(named):
            return False
        return {line.model for line in self.keys.owned(person)}.issuperset(named)

    def _spent(self, used: Used, outcome: str) -> Spent:
        from rostra.records import Spent

        cost = price_of(self.settings(), used.model, used.prompt, used.completion)
        return Spent(
            used.model, used.prompt, used.completion, cost, used.own_key, used.estimated, outcome
        )

    def _over(
        self, reservation: Reservation, used: Used, now: datetime, *, times: int = 0
    ) -> Spending:
        """Make a row without units for what a model did of an action; the action counts once."""
        from rostra.records import Spending

        spent = self._spent(used, "done")
        return Spending(
            uuid.uuid4().hex, reservation.person, reservation.action, 0, reservation.at,
            model=spent.model, key=reservation.key, times=times,
            state="settled", holder=self.holder, ended_at=now, tokens_in=spent.tokens_in,
            tokens_out=spent.tokens_out, cost=spent.cost, own_key=spent.own_key,
            estimated=spent.estimated, outcome=spent.outcome,
        )  # fmt: skip


@contextmanager
def _allowance(
    till: Till, person: Person, action: str, model: str, times: int
) -> Iterator[Reservation]:
    reservation = till.reserve(person, action, model, times)
    done = False
    try:
        with counting(reservation.meter):
            yield reservation
        done = True
    finally:
        # Also for a reader who goes away: GeneratorExit is no Exception.
        if done:
            till.settle(reservation)
        else:
            till.refund(reservation)
