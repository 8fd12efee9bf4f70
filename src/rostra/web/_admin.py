"""Administration: an overview, the accounts with their roles and plans, invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rostra.accounts import ROLES
from rostra.app import Inviting, PersonChange
from rostra.web._csrf import field_of, form_of
from rostra.web._frame import page
from rostra.web._home import happening_of
from rostra.web._roles import may, need
from rostra.web._who import app_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


DONE = frozenset(
    "added changed withdrawn adopted back saved taken_back let_out kept_in plan_added plan_changed "
    "plan_removed plans_back hidden restored erased settled".split()
)
"""What a page may be told that was done."""


def routes() -> list[Route]:
    """Return the routes of the administration's first pages."""
    from starlette.routing import Route

    return [
        Route("/admin", overview, methods=["GET"]),
        Route("/admin/people", people, methods=["GET"]),
        Route("/admin/people", add, methods=["POST"]),
        Route("/admin/people/{person}", change, methods=["POST"]),
        Route("/admin/invitations", invite, methods=["POST"]),
        Route("/admin/invitations/{invitation}/withdraw", withdraw, methods=["POST"]),
    ]


async def overview(request: Request) -> Response:
    """Show what there is to look after, and how Rostra fares."""
    need(request, "operator")
    status = await happening_of(request).status()
    return page(request, "admin.html", fares=status, tab="", **around(request))


async def people(request: Request) -> Response:
    """List the accounts and the invitations."""
    need(request, "admin")
    return await _people(request)


async def add(request: Request) -> Response:
    """Add an account with a first password; raises AccountError."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    need(request, "admin")
    desk = app_of(request).people.desk
    name, password, role = (field_of(form, key) for key in ("name", "password", "role"))
    await run_in_threadpool(
        lambda: desk.add(name, password, role=role or "member", plan=field_of(form, "plan"))
    )
    return back("/admin/people", "added")


async def change(request: Request) -> Response:
    """Give somebody another role or plan, shut them out or let them in again."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    form = await form_of(request)
    me = need(request, "admin")
    wanted = PersonChange(
        request.path_params["person"],
        role=field_of(form, "role") or None,
        plan=field_of(form, "plan") if "plan" in form else None,
        disabled=field_of(form, "disabled") == "yes" if "disabled" in form else None,
    )
    desk = app_of(request).people.desk
    if not await run_in_threadpool(desk.change, wanted, me, _from(request)):
        raise HTTPException(404)
    return back("/admin/people", "changed")


async def invite(request: Request) -> Response:
    """Make an invitation, and show its link once."""
    from starlette.concurrency import run_in_threadpool

    form = await form_of(request)
    me = need(request, "admin")
    wish = Inviting(
        field_of(form, "role") or "member", field_of(form, "plan"), field_of(form, "note")
    )
    made = await run_in_threadpool(app_of(request).people.desk.invite, wish, me)
    link = f"{request.url.scheme}://{request.url.netloc}/sign-up?token={made.token}"
    return await _people(request, link=link)


async def withdraw(request: Request) -> Response:
    """Withdraw an invitation."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException

    await form_of(request)
    me = need(request, "admin")
    named = request.path_params["invitation"]
    if not await run_in_threadpool(app_of(request).people.desk.withdraw, named, me):
        raise HTTPException(404)
    return back("/admin/people", "withdrawn")


def around(request: Request) -> dict[str, Any]:
    """Return what every page of the administration is given."""
    done = request.query_params.get("done", "")
    return {"done": done if done in DONE else "", "admin": may(request, "admin")}


def back(path: str, done: str) -> Response:
    """Go back to a page, which says what was done."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(f"{path}?done={done}", 303)


async def _people(request: Request, link: str = "") -> Response:
    from starlette.concurrency import run_in_threadpool

    app = app_of(request)
    return page(
        request,
        "admin_people.html",
        tab="people",
        people=await run_in_threadpool(app.people.desk.people),
        invitations=await run_in_threadpool(app.people.desk.invitations),
        roles=ROLES,
        plans=[plan.name for plan in app.people.plans()],
        link=link,
        sign_in=app.people.sign_in_needed(),
        **around(request),
    )


def _from(request: Request) -> str:
    return request.client.host if request.client else ""
