"""People, what they may do, and what they have spent."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.accounts._person import HERE, ROLES, Person, Role
from rostra.accounts._plans import (
    ACTIONS, BOUNDLESS, FUN, MODES, WEIGHTS, Action, Plan, Window, bounds_of, hold_mode, hold_plan,
    holds_mode, holds_model, plan_of, units_of,
)

__all__ = [
    "ACTIONS", "BOUNDLESS", "FUN", "HERE", "MODES", "ROLES", "WEIGHTS", "Action", "Person", "Plan",
    "Role", "Window", "bounds_of", "hold_mode", "hold_plan", "holds_mode", "holds_model", "plan_of",
    "units_of",
]  # fmt: skip
