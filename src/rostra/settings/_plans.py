"""Write `[[plans]]`: tables of plans that stay the same keep their comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rostra.errors import SettingsError
from rostra.settings._accounts import PlanSettings
from rostra.settings._file import editing

if TYPE_CHECKING:
    from tomlkit.items import InlineTable, Table


def read_plan(plan: Mapping[str, Any]) -> PlanSettings:
    """Read a plan; raises SettingsError that names the key."""
    try:
        return PlanSettings.model_validate(dict(plan))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "name"
        msg = f"the plan {plan.get('name', '')!r} is wrong: {key}: {first['msg']}"
        raise SettingsError(msg) from None


def write_plans(file: Path, plans: Sequence[PlanSettings]) -> None:
    """Have the settings file hold these plans and no others; raises SettingsError for none."""
    names = [plan.name for plan in plans]
    if not names:
        raise SettingsError("no plan is left; the file would mean the shipped ones again")
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(f"two plans are called {name!r}; write each once")
    with editing(file) as document:
        import tomlkit

        held = {table.get("name"): table for table in document.get("plans", [])}
        fresh = tomlkit.aot()
        for plan in plans:
            old = held.get(plan.name)
            same = old is not None and _same(old.unwrap(), plan)
            fresh.append(old if same else _table(plan))
        document["plans"] = fresh


def _same(held: Mapping[str, Any], plan: PlanSettings) -> bool:
    try:
        return PlanSettings.model_validate(held) == plan
    except ValidationError:
        return False


def _table(plan: PlanSettings) -> Table:
    import tomlkit

    table = tomlkit.table()
    kept = {"name": plan.name} | plan.model_dump(mode="json", exclude_defaults=True)
    for key, value in kept.items():
        if isinstance(value, dict):
            table.add(key, _inline(value))
        elif value and isinstance(value, list) and isinstance(value[0], dict):
            windows = tomlkit.array()
            windows.extend(_inline(one) for one in value)
            table.add(key, windows)
        else:
            table.add(key, value)
    return table


def _inline(value: Mapping[str, Any]) -> InlineTable:
    import tomlkit

    inline = tomlkit.inline_table()
    inline.update(value)
    return inline
