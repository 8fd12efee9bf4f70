"""Models by the names that clients use: roles, aliases, and those of the settings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rostra.errors import ApiRefused

if TYPE_CHECKING:
    from rostra.app import App

EMBEDDERS = ("e5", "static")


def resolve(app: App, named: str) -> str:
    """Return our name for a client's; raises ApiRefused (404) for one that nothing has."""
    names = app.settings.api.models
    if not named:
        return ""
    ours = names.get(named, named)
    if ours and not app.talking.knows(ours):
        known = ", ".join(dict.fromkeys([*names, *(state.role for state in app.talking.models())]))
        said = f"the model {named[:100]!r} does not exist here; there are {known}"
        raise ApiRefused(said, status=404, param="model", code="model_not_found")
    return ours


def listed(app: App) -> list[dict[str, Any]]:
    """List every name a client may ask by, as OpenAI's models."""
    began = int(datetime.fromisoformat(app.owner.started).timestamp())
    states = {state.role: state for state in app.talking.models()}
    aliases = app.settings.models.aliases
    told = {role: (role, state.model, state.problem) for role, state in states.items()}
    told |= {name: (role, states[role].model, states[role].problem)
             for name, role in aliases.items() if role in states}  # fmt: skip
    for name, role in app.settings.api.models.items():
        target = aliases.get(role, role) or app.settings.models.answer_with
        state = states.get("mini" if target == "auto" else target)
        told[name] = (target, state.model if state else "", state.problem if state else "")
    rows = [
        {"id": name, "object": "model", "created": began, "owned_by": "rostra", "role": role,
         "about": about, "problem": problem or None}
        for name, (role, about, problem) in told.items()
    ]  # fmt: skip
    return rows + [
        {"id": name, "object": "model", "created": began, "owned_by": "rostra",
         "role": "embedding", "about": "an embedder", "problem": None}
        for name in EMBEDDERS
    ]  # fmt: skip
