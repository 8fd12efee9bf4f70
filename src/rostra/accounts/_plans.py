"""Plans: which models and actions they hold, what each action weighs, and how much may be spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from rostra.accounts._person import Person
from rostra.errors import NotInPlan

if TYPE_CHECKING:
    from rostra.records import Bound

Action: TypeAlias = Literal[
    "ask", "chat", "digest", "deep", "verify", "translate", "explain", "see", "draw", "battle",
    "embed", "search",
]  # fmt: skip

ACTIONS: tuple[Action, ...] = get_args(Action)
"""What can be reserved for."""

FUN = "fun"
"""The mode that is no action: the other voice."""

MODES: tuple[str, ...] = (*ACTIONS, FUN)

WEIGHTS: Mapping[str, int] = {
    "ask": 1, "chat": 1, "digest": 2, "deep": 5, "verify": 2, "translate": 1, "explain": 1,
    "see": 2, "draw": 3, "battle": 2, "embed": 0, "search": 0,
}  # fmt: skip
"""Units of each action where a plan does not say."""

READERS: frozenset[str] = frozenset({"search", "translate", "explain"})
"""What a reader may do; the rest takes a member."""

ALL = "*"
QUOTING = "none"
"""What stands for a model where an answer is quoted from posts."""
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Window:
    """At most `units` in any `hours`; the window rolls."""

    units: int
    hours: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, as the settings file has it. `*` stands for all models or modes.

    `weights` are units by action; `model_weights` multiply them by model. `at_once` requests may
    be under way (0: any number), `pictures` drawn in 24 hours (0: as many as the units allow).
    """

    name: str
    models: Sequence[str] = (ALL,)
    modes: Sequence[str] = (ALL,)
    weights: Mapping[str, int] = field(default_factory=dict)
    model_weights: Mapping[str, int] = field(default_factory=dict)
    limits: Sequence[Window] = ()
    at_once: int = 0
    pictures: int = 0


BOUNDLESS = Plan("")
"""Of the person at this machine, and of operators who were given no plan."""


def plan_of(person: Person, plans: Mapping[str, Plan], usual: str) -> Plan:
    """Return a person's plan: the one named, else the usual one; none for operators without."""
    if not person.id or (not person.plan and person.at_least("operator")):
        return BOUNDLESS
    found = plans.get(person.plan) or plans.get(usual)
    if found is None:
        msg = f"there is no plan {person.plan or usual!r}; an operator must add it under [[plans]]"
        raise NotInPlan(msg)
    return found


def units_of(plan: Plan, action: str, model: str, times: int = 1) -> int:
    """Return what an action weighs; a digit of text or a picture more is `times`."""
    weight = plan.weights.get(action, WEIGHTS[action])
    return weight * plan.model_weights.get(model, 1) * times


def hold_plan(person: Person, plan: Plan, action: str, model: str) -> None:
    """Raise NotInPlan where role, plan or model do not hold an action.

    The model "none" is no model: rules that quote posts, which every plan holds.
    """
    if action not in WEIGHTS:
        raise ValueError(f"{action!r} is no action; there are {', '.join(ACTIONS)}")
    if not person.at_least("member") and action not in READERS:
        msg = f"a reader may not {action}; ask an operator to make you a member"
        raise NotInPlan(msg)
    hold_mode(plan, action)
    if model not in ("", "none") and not holds_model(plan, model):
        known = ", ".join(plan.models) or "none"
        raise NotInPlan(f"the plan {plan.name} does not hold the model {model!r}; it has: {known}")


def hold_mode(plan: Plan, mode: str) -> None:
    """Raise NotInPlan where a plan does not hold an action, or the fun voice."""
    if not holds_mode(plan, mode):
        known = ", ".join(plan.modes) or "nothing"
        raise NotInPlan(f"the plan {plan.name} does not hold {mode!r}; it has: {known}")


def holds_mode(plan: Plan, mode: str) -> bool:
    """Say whether a plan holds an action, or the fun voice."""
    return ALL in plan.modes or mode in plan.modes


def holds_model(plan: Plan, model: str) -> bool:
    """Say whether a plan holds a role or alias; quoting posts takes no model, so all hold it."""
    return ALL in plan.models or model in plan.models or model == QUOTING


def bounds_of(plan: Plan) -> tuple[Bound, ...]:
    """Return a plan's windows, the shortest first; pictures have one of their own."""
    from rostra.records import Bound

    windows = sorted(plan.limits, key=lambda window: window.hours)
    bounds = [Bound(window.units, timedelta(hours=window.hours)) for window in windows]
    if plan.pictures:
        bounds.append(Bound(plan.pictures, DAY, "draw"))
    return tuple(bounds)
