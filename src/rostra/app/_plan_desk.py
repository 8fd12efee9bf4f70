"""Plans as administrators change them: written into the settings, kept by version, noted."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rostra.accounts import ACTIONS, ALL, MODES
from rostra.errors import AccountError, SettingsError
from rostra.settings import PlanSettings, read_plan, write_plans

if TYPE_CHECKING:
    from pathlib import Path

    from rostra.accounts import Person
    from rostra.app._people_ground import Ground
    from rostra.settings import Settings

FILE = "plans.jsonl"
NOTE = 200


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """A key of a plan that differs; with `key` "" the whole plan is new or gone."""

    plan: str
    key: str = ""
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class PlansVersion:
    """A version of all plans: when it took effect, by whom, why, and what it changed.

    `by` is "" for what was found in the settings file: the plans that came with Rostra, or a change
    by hand.
    """

    version: int
    at: datetime
    by: str
    note: str
    plans: tuple[PlanSettings, ...]
    differences: tuple[PlanDifference, ...] = ()


class PlanDesk:
    """Changes the plans. Its verbs may be called from any thread."""

    def __init__(
        self, settings: Callable[[], Settings], ground: Ground, reload: Callable[[], object]
    ) -> None:
        self._settings = settings
        self._ground = ground
        self._reload = reload
        self._turn = threading.Lock()

    def add(self, plan: Mapping[str, Any], by: Person, note: str = "", address: str = "") -> None:
        """Add a plan; raises SettingsError for one that is wrong, AccountError for a taken name."""
        fresh = _checked(plan)
        with self._turn:
            plans = self._settings().plans
            if any(one.name.casefold() == fresh.name.casefold() for one in plans):
                raise AccountError(f"plan: the name {fresh.name!r} is taken; choose another")
            self._take((*plans, fresh), by, note, ("plan added", fresh.name, address))

    def change(
        self, plan: Mapping[str, Any], by: Person, note: str = "", address: str = ""
    ) -> None:
        """Change a plan; raises SettingsError for one that is wrong or unknown."""
        fresh = _checked(plan)
        with self._turn:
            plans = self._settings().plans
            self._known(fresh.name)
            changed = tuple(fresh if one.name == fresh.name else one for one in plans)
            self._take(changed, by, note, ("plan changed", fresh.name, address))

    def remove(self, name: str, by: Person, note: str = "", address: str = "") -> None:
        """Remove a plan; raises AccountError where somebody or something is on it."""
        with self._turn:
            self._known(name)
            left = tuple(one for one in self._settings().plans if one.name != name)
            self._take(left, by, note, ("plan removed", name, address))

    def back(self, version: int, by: Person, note: str = "", address: str = "") -> None:
        """Let an earlier version of all plans hold again; raises AccountError."""
        with self._turn:
            found = next((one for one in self.history() if one.version == version), None)
            if found is None:
                raise AccountError(f"plan: there is no version {version} of the plans")
            self._take(found.plans, by, note, ("plans rolled back", str(version), address))

    def on(self) -> Mapping[str, int]:
        """Count who and what is on each plan: people, open invitations, providers, the usual one.

        People without a plan are on the usual one.
        """
        from rostra.records import list_invitations, list_people

        settings, now = self._settings(), self._ground.clock()
        usual = settings.accounts.plan
        people = list_people(self._ground.engine, 1_000_000)
        count = Counter(
            one.plan or usual for one in people if one.plan or one.role not in ("operator", "admin")
        )
        invited = list_invitations(self._ground.engine)
        count.update(
            one.plan for one in invited if one.plan and not one.used_at and one.ends_at > now
        )
        count.update(one.plan for one in settings.accounts.oidc if one.plan)
        return count

    def history(self) -> tuple[PlansVersion, ...]:
        """Return the versions that are kept, the oldest first, each with what it changed."""
        found: list[PlansVersion] = []
        before: Sequence[PlanSettings] = ()
        for line in self._lines():
            told = json.loads(line)
            plans = tuple(read_plan(plan) for plan in told["plans"])
            apart = differences(before, plans) if found else ()
            at = datetime.fromisoformat(told["at"])
            found.append(PlansVersion(told["version"], at, told["by"], told["note"], plans, apart))
            before = plans
        return tuple(found)

    def _known(self, name: str) -> None:
        names = [one.name for one in self._settings().plans]
        if name not in names:
            raise SettingsError(f"there is no plan {name[:64]!r}; there are {', '.join(names)}")

    def _take(
        self,
        plans: Sequence[PlanSettings],
        by: Person,
        note: str,
        done: tuple[str, str, str],
    ) -> None:
        """Write plans, let them hold, keep the version, and note who did it."""
        settings, held = self._settings(), self.history()
        before, what, address = tuple(settings.plans), *done[::2]
        self._none_lost(before, plans)
        kept = held[-1].plans if held else ()
        if kept != before:  # as they came, or as somebody wrote them by hand
            self._keep(len(held), before, "", "")
        write_plans(settings.file, plans)
        self._reload()
        if tuple(self._settings().plans) != tuple(plans):
            msg = "the plans were written, but others hold: the environment sets ROSTRA_PLANS"
            raise SettingsError(msg)
        number = len(self._lines())
        self._keep(number, plans, by.name, " ".join(note.split())[:NOTE])
        told = ", ".join(
            f"{one.plan}.{one.key}" if one.key else one.plan for one in differences(before, plans)
        )
        self._ground.note(by.id, what, done[1], address, f"version {number}: {told}"[:500])

    def _none_lost(self, before: Sequence[PlanSettings], after: Sequence[PlanSettings]) -> None:
        usual, on = self._settings().accounts.plan, self.on()
        left = {plan.name for plan in after}
        for plan in before:
            if plan.name in left:
                continue
            if plan.name == usual:
                msg = f"plan: {plan.name!r} is the usual one; name another as accounts.plan first"
                raise AccountError(msg)
            if on.get(plan.name):
                msg = (
                    f"plan: {on[plan.name]} on {plan.name!r} (people, invitations, providers); "
                    "give them another first"
                )
                raise AccountError(msg)

    def _keep(self, version: int, plans: Sequence[PlanSettings], by: str, note: str) -> None:
        told = {
            "version": version, "at": self._ground.clock().isoformat(), "by": by, "note": note,
            "plans": [plan.model_dump(mode="json", exclude_defaults=True) for plan in plans],
        }  # fmt: skip
        line = json.dumps(told, ensure_ascii=False) + "\n"
        with os.fdopen(os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a",
                       encoding="utf-8") as out:  # fmt: skip
            out.write(line)
            out.flush()
            os.fsync(out.fileno())

    @property
    def _file(self) -> Path:
        return self._settings().data / FILE

    def _lines(self) -> list[str]:
        try:
            text = self._file.read_text("utf-8")
        except FileNotFoundError:
            return []
        return text.splitlines()


def _checked(plan: Mapping[str, Any]) -> PlanSettings:
    fresh = read_plan(plan)
    for key, held, known in (
        ("modes", fresh.modes, (*MODES, ALL)), ("weights", tuple(fresh.weights), ACTIONS),
    ):  # fmt: skip
        for name in held:
            if name not in known:
                msg = f"the plan {fresh.name!r} is wrong: {key}: {name[:40]!r} is none of "
                raise SettingsError(msg + ", ".join(known))
    return fresh


def differences(
    before: Sequence[PlanSettings], after: Sequence[PlanSettings]
) -> tuple[PlanDifference, ...]:
    """Say plan by plan and key by key what differs."""
    was, now = ({plan.name: plan for plan in plans} for plans in (before, after))
    found = []
    for name in dict.fromkeys([*was, *now]):
        if name not in was or name not in now:
            found.append(PlanDifference(name, "", name in was, name in now))
            continue
        old, new = was[name].model_dump(), now[name].model_dump()
        found += [
            PlanDifference(name, key, old[key], new[key]) for key in old if old[key] != new[key]
        ]
    return tuple(found)
