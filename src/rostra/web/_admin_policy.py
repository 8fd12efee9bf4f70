"""Administration: the policy, its versions, what a new one would change, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.errors import PolicyError
from rostra.policy import (
    KINDS,
    Decision,
    Policy,
    adopt_policy,
    current_policy,
    decide,
    decided_apart,
    differences,
    judge_policy,
    kept_policy,
    own_cases,
    policy_history,
    roll_back_policy,
    shipped_cases,
)
from rostra.policy import (
    Request as Wish,
)
from rostra.web._admin import around, back
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import lang_of, page
from rostra.web._roles import need

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from rostra.accounts import Person

TRIED = 2_000
"""Characters of a text that is tried at most."""


def routes() -> list[Route]:
    """Return the routes of the policy."""
    from starlette.routing import Route

    return [
        Route("/admin/policy", policy, methods=["GET"]),
        Route("/admin/policy/versions/{version:int}", version, methods=["GET"]),
        Route("/admin/policy/versions/{version:int}/back", roll_back, methods=["POST"]),
        Route("/admin/policy/edit", edit, methods=["GET"]),
        Route("/admin/policy/check", check, methods=["POST"]),
        Route("/admin/policy/adopt", adopt, methods=["POST"]),
    ]


async def policy(request: Request) -> Response:
    """Show the policy in effect, its history, and what it decides on a text that is tried."""
    from starlette.concurrency import run_in_threadpool

    need(request, "operator")
    asked = request.query_params
    tried = asked.get("text", "")[:TRIED]
    kind = next((one for one in KINDS if one == asked.get("kind")), KINDS[0])

    def read() -> tuple[Policy, Any, Decision | None]:
        current = current_policy(_folder(request))
        wish = Wish(kind, tried, lang_of(request), asked.get("role", ""), asked.get("plan", ""))
        return current, policy_history(_folder(request)), decide(current, wish) if tried else None

    current, entries, decision = await run_in_threadpool(read)
    return page(
        request, "admin_policy.html", tab="policy", policy=current, entries=entries[::-1],
        decision=decision, tried=tried, kind=kind, kinds=KINDS, **around(request),
    )  # fmt: skip


async def version(request: Request) -> Response:
    """Show a version beside the one in effect: what it would change, with the way back to it."""
    from starlette.concurrency import run_in_threadpool

    need(request, "operator")

    def read() -> dict[str, Any]:
        current = current_policy(_folder(request))
        return _beside(request, current, _kept(request))

    values = await run_in_threadpool(read)
    return page(request, "admin_policy_version.html", tab="policy", **values, **around(request))


async def edit(request: Request) -> Response:
    """Show the policy in effect as the file it was adopted from, to be changed."""
    from starlette.concurrency import run_in_threadpool

    need(request, "operator")
    current = await run_in_threadpool(current_policy, _folder(request))
    return page(
        request, "admin_policy_edit.html", tab="policy", source=current.source, trials=None,
        problem="", note="", **around(request),
    )  # fmt: skip


async def check(request: Request) -> Response:
    """Try a new policy on its cases, and show what it would change; nothing takes effect."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    need(request, "operator")
    source = field_of(form, "source").replace("\r\n", "\n")
    try:
        values = await run_in_threadpool(_judged, request, source)
    except PolicyError as error:
        values = {"trials": None, "problem": str(error)}
    return page(
        request, "admin_policy_edit.html", tab="policy", source=source,
        note=field_of(form, "note")[:200], **values, **around(request),
    )  # fmt: skip


async def adopt(request: Request) -> Response:
    """Let a new version take effect, where its cases pass; raises PolicyError."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    me = need(request, "operator")
    source, note = field_of(form, "source").replace("\r\n", "\n"), field_of(form, "note")[:200]

    def take() -> None:
        new = adopt_policy(_folder(request), source, now=datetime.now(UTC), by=me.name, note=note)
        _note(request, me, "policy adopted", new)

    await run_in_threadpool(take)
    return back("/admin/policy", "adopted")


async def roll_back(request: Request) -> Response:
    """Let an earlier version take effect again."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    me = need(request, "operator")

    def take() -> None:
        old = _kept(request)
        note = field_of(form, "note")[:200]
        roll_back_policy(
            _folder(request), old.version, now=datetime.now(UTC), by=me.name, note=note
        )
        _note(request, me, "policy rolled back", old)

    await run_in_threadpool(take)
    return back("/admin/policy", "back")


def _judged(request: Request, source: str) -> dict[str, Any]:
    fresh, trials = judge_policy(_folder(request), source, path="the policy")
    beside = _beside(request, current_policy(_folder(request)), fresh)
    return {**beside, "trials": trials, "problem": ""}


def _beside(request: Request, before: Policy, after: Policy) -> dict[str, Any]:
    cases = (*shipped_cases(), *own_cases(_folder(request)))
    return {
        "before": before,
        "after": after,
        "rules": differences(before, after),
        "apart": decided_apart(before, after, cases),
        "cases": len(cases),
    }


def _kept(request: Request) -> Policy:
    from starlette.exceptions import HTTPException

    named = request.path_params["version"]
    if named and all(entry.version != named for entry in policy_history(_folder(request))):
        raise HTTPException(404)
    return kept_policy(_folder(request), named)


def _note(request: Request, me: Person, what: str, policy: Policy) -> None:
    address = request.client.host if request.client else ""
    told = f"version {policy.version}, {policy.sha256[:12]}"
    request.app.state.app.people.ground.note(me.id, what, "policy", address, told)


def _folder(request: Request) -> Path:
    data: Path = request.app.state.app.settings.data
    return data / "policy"
