"""Administration: plans shown, added, changed, removed, and brought back from their versions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rostra.accounts import ACTIONS, ALL, FUN, MODES, WEIGHTS
from rostra.errors import RostraError
from rostra.web._admin import around, back
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import lang_of, page
from rostra.web._roles import need
from rostra.web._who import app_of
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.app import App
    from rostra.settings import PlanSettings

PATH = "/admin/plans"
WINDOWS = 4
"""Rolling windows that the form has room for."""
MOST, HOURS = 1_000_000, 24 * 400
LISTED = 20
"""Versions that are shown."""
_NAME = re.compile(r"[\w.-]{1,64}")


def routes() -> list[Route]:
    """Return the routes of the plans."""
    from starlette.routing import Route

    return [
        Route(PATH, plans, methods=["GET"]),
        Route(f"{PATH}/edit", edit, methods=["GET"]),
        Route(f"{PATH}/edit", save, methods=["POST"]),
        Route(f"{PATH}/remove", remove, methods=["POST"]),
        Route(f"{PATH}/back", roll_back, methods=["POST"]),
    ]


async def plans(request: Request) -> Response:
    """Show the plans, who is on them, and their versions."""
    need(request, "operator")
    return await _listed(request)


async def edit(request: Request) -> Response:
    """Show the form of a plan; without a name, of a new one that begins as the usual one."""
    from starlette.exceptions import HTTPException

    need(request, "admin")
    app, name = app_of(request), request.query_params.get("plan", "")
    found = next((p for p in app.settings.plans if p.name == name), None)
    if name and found is None:
        raise HTTPException(404)
    return _form(request, _values(found) if found else {}, name)


async def save(request: Request) -> Response:
    """Add a plan or change one; a form that is wrong comes back with what is wrong."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    me = need(request, "admin")
    desk, was = app_of(request).plans, field_of(form, "was")
    plan, wrong = _read(form, was, lang_of(request))
    if not wrong:
        act = desk.change if was else desk.add
        try:
            await run_in_threadpool(act, plan, me, field_of(form, "note"), _from(request))
        except RostraError as error:
            wrong = {"": str(error)}
        else:
            return back(PATH, "plan_changed" if was else "plan_added")
    return _form(request, _kept(form), was, wrong)


async def remove(request: Request) -> Response:
    """Remove a plan that nobody is on."""
    form = await form_of(request)
    me = need(request, "admin")
    desk, name, note = app_of(request).plans, field_of(form, "plan"), field_of(form, "note")
    return await _done(request, "plan_removed", lambda: desk.remove(name, me, note, _from(request)))


async def roll_back(request: Request) -> Response:
    """Let an earlier version of the plans hold again."""
    form = await form_of(request)
    me = need(request, "admin")
    desk, told = app_of(request).plans, field_of(form, "version")
    number = int(told) if told.isdecimal() and len(told) < 9 else -1
    note = say(lang_of(request), "admin.plans_back_note", n=number)
    return await _done(request, "plans_back", lambda: desk.back(number, me, note, _from(request)))


async def _done(request: Request, done: str, act: Any) -> Response:
    from starlette.concurrency import run_in_threadpool

    try:
        await run_in_threadpool(act)
    except RostraError as error:
        return await _listed(request, str(error))
    return back(PATH, done)


async def _listed(request: Request, problem: str = "") -> Response:
    from starlette.concurrency import run_in_threadpool

    app = app_of(request)

    def read() -> tuple[Any, Any]:
        return app.plans.on(), app.plans.history()[::-1][:LISTED]

    on, versions = await run_in_threadpool(read)
    return page(
        request, "admin_plans.html", status=400 if problem else 200, tab="plans", problem=problem,
        plans=app.settings.plans, usual=app.settings.accounts.plan, weights=WEIGHTS, on=on,
        versions=versions, shown=_shown, names=_names(request), file=app.settings.file,
        **around(request),
    )  # fmt: skip


def _form(
    request: Request, values: Mapping[str, Any], was: str, wrong: Mapping[str, str] | None = None
) -> Response:
    app = app_of(request)
    weighed = any(told for key, told in values.items() if key.startswith(("weight_", "times_")))
    return page(
        request, "admin_plan_edit.html", status=400 if wrong else 200, tab="plans", was=was,
        values=values, wrong=wrong or {}, actions=ACTIONS, modes=MODES, weights=WEIGHTS,
        names=_names(request), models=_models(app, values.get("models", ())), windows=WINDOWS,
        weighed=weighed, **around(request),
    )  # fmt: skip


def _names(request: Request) -> dict[str, str]:
    """Say what people may do, in the language of the page."""
    lang = lang_of(request)
    told: dict[str, str] = {action: say(lang, f"account.action_{action}") for action in ACTIONS}
    return {**told, FUN: say(lang, "admin.mode_fun")}


def _models(app: App, held: Sequence[str]) -> list[str]:
    """Name all that a plan can hold: roles, aliases, painters, embedders, and what it held."""
    models = app.settings.models
    known = [*(state.role for state in app.models()), "auto", *models.aliases]
    known += ["illustrator", *(painter.name for painter in app.settings.pictures.painters)]
    known += app.talking.embedders
    return list(dict.fromkeys([*known, *(name for name in held if name != ALL)]))


def _values(plan: PlanSettings) -> dict[str, Any]:
    """Write a plan as the fields of the form."""
    values: dict[str, Any] = {
        "name": plan.name, "models": plan.models, "modes": plan.modes,
        "at_once": plan.at_once or "", "pictures": plan.pictures or "",
        **{f"label_{lang}": plan.label.get(lang, "") for lang in ("en", "zh")},
        **{f"weight_{action}": units for action, units in plan.weights.items()},
        **{f"times_{model}": units for model, units in plan.model_weights.items()},
    }  # fmt: skip
    for number, window in enumerate(plan.limits):
        values |= {f"units_{number}": window.units, f"hours_{number}": f"{window.hours:g}"}
    return values


def _kept(form: FormData) -> dict[str, Any]:
    """Return what was written into the form, to be shown again."""
    values: dict[str, Any] = {
        key: field_of(form, key) for key in form if key not in ("models", "modes")
    }
    for key in ("models", "modes"):
        every = [ALL] if field_of(form, f"every_{key}") else []
        values[key] = every or [str(one)[:200] for one in form.getlist(key)]
    return values


def _read(form: FormData, was: str, lang: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Read a plan from its form, and say by field what is wrong with it."""
    values, wrong = _kept(form), dict[str, str]()
    reading = _Reading(values, wrong, lang)
    name = was or str(values.get("name", "")).strip()
    if not _NAME.fullmatch(name):
        wrong["name"] = say(lang, "admin.plan_wrong_name")
    for key in ("models", "modes"):
        if not values[key]:
            wrong[key] = say(lang, f"admin.plan_wrong_{key}")
    plan = {
        "name": name,
        "label": {n: t for n in ("en", "zh") if (t := str(values.get(f"label_{n}", "")).strip())},
        "models": values["models"],
        "modes": values["modes"],
        "weights": reading.table("weight_"),
        "model_weights": reading.table("times_"),
        "limits": reading.windows(),
        "at_once": reading.number("at_once") or 0,
        "pictures": reading.number("pictures") or 0,
    }
    return plan, wrong


class _Reading:
    """Reads numbers from a form and notes by field what is none."""

    def __init__(self, values: Mapping[str, Any], wrong: dict[str, str], lang: str) -> None:
        self._values, self._wrong, self._lang = values, wrong, lang

    def number(self, key: str) -> int | None:
        told = str(self._values.get(key, "")).strip()
        if not told:
            return None
        if told.isascii() and told.isdecimal() and len(told) < 9 and int(told) <= MOST:
            return int(told)
        self._wrong[key] = say(self._lang, "admin.plan_wrong_number", most=f"{MOST:,}")
        return None

    def hours(self, key: str) -> float | None:
        told = str(self._values.get(key, "")).strip()
        if not told:
            return None
        if re.fullmatch(r"\d{1,5}(\.\d{1,3})?", told, re.ASCII) and 0 < float(told) <= HOURS:
            return float(told)
        self._wrong[key] = say(self._lang, "admin.plan_wrong_hours", most=HOURS)
        return None

    def table(self, start: str) -> dict[str, int]:
        found = {
            key.removeprefix(start): self.number(key)
            for key in self._values
            if key.startswith(start)
        }
        return {name: units for name, units in found.items() if units is not None}

    def windows(self) -> list[dict[str, float]]:
        made: list[dict[str, float]] = []
        for number in range(WINDOWS):
            keys = f"units_{number}", f"hours_{number}"
            units, hours = self.number(keys[0]), self.hours(keys[1])
            if units is not None and hours is not None:
                made.append({"units": units, "hours": hours})
            elif (units is None) != (hours is None) and not set(keys) & set(self._wrong):
                empty = keys[0] if units is None else keys[1]
                self._wrong[empty] = say(self._lang, "admin.plan_wrong_window")
        return made


def _shown(value: Any) -> str:
    """Write a value of a plan in a few words."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {told}" for name, told in value.items()) or "–"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ", ".join(f"{one['units']} / {one['hours']:g} h" for one in value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return str(value or "–")


def _from(request: Request) -> str:
    return request.client.host if request.client else ""
