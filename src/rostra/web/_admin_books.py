"""Administration: what was used, and who changed what, as pages and as files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rostra.app import AuditAsked, UsageAsked
from rostra.web._admin import around
from rostra.web._frame import page
from rostra.web._roles import need

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

DAYS = (1, 7, 30, 365)
SHOWN = 100
MOST = 1_000_000
"""Lines of a file at most."""
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def routes() -> list[Route]:
    """Return the routes of the books."""
    from starlette.routing import Route

    return [
        Route("/admin/usage", usage, methods=["GET"]),
        Route("/admin/usage.{kind}", usage_file, methods=["GET"]),
        Route("/admin/audit", audit, methods=["GET"]),
        Route("/admin/audit.{kind}", audit_file, methods=["GET"]),
    ]


async def usage(request: Request) -> Response:
    """Show the sums by person, action and model."""
    from starlette.concurrency import run_in_threadpool

    need(request, "operator")
    days = _days(request)
    totals = await run_in_threadpool(request.app.state.app.people.books.totals, _asked(days))
    return page(
        request, "admin_usage.html", tab="usage", totals=totals[:500], days=days, choices=DAYS,
        **around(request),
    )  # fmt: skip


async def usage_file(request: Request) -> Response:
    """Send what was used, a line an action."""
    need(request, "operator")
    books = request.app.state.app.people.books
    asked = _asked(_days(request), MOST)
    return await _file(request, "usage", {
        "csv": lambda: books.usage_csv(asked), "json": lambda: books.usage_json(asked),
    })  # fmt: skip


async def audit(request: Request) -> Response:
    """Show who signed in and who changed what, the newest first."""
    from starlette.concurrency import run_in_threadpool

    need(request, "admin")
    before = request.query_params.get("before", "")
    asked = AuditAsked(SHOWN, int(before) if before.isdecimal() and len(before) < 18 else 0)
    lines = await run_in_threadpool(request.app.state.app.people.books.audit, asked)
    return page(
        request, "admin_audit.html", tab="audit", lines=lines, more=len(lines) == SHOWN,
        **around(request),
    )  # fmt: skip


async def audit_file(request: Request) -> Response:
    """Send the audit log."""
    need(request, "admin")
    books = request.app.state.app.people.books
    asked = AuditAsked(MOST)
    return await _file(request, "audit", {
        "csv": lambda: books.audit_csv(asked), "json": lambda: books.audit_json(asked),
    })  # fmt: skip


async def _file(request: Request, name: str, writers: dict[str, object]) -> Response:
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    kind = request.path_params["kind"]
    writer = writers.get(kind)
    if not callable(writer):
        raise HTTPException(404)
    body = await run_in_threadpool(writer)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    named = f'attachment; filename="rostra-{name}-{today}.{kind}"'
    return Response(
        body, media_type=KINDS[kind],
        headers={"content-disposition": named, "cache-control": "no-store"},
    )  # fmt: skip


def _days(request: Request) -> int:
    asked = request.query_params.get("days", "")
    return int(asked) if asked in map(str, DAYS) else 30


def _asked(days: int, limit: int = SHOWN) -> UsageAsked:
    return UsageAsked(since=datetime.now(UTC) - timedelta(days=days), limit=limit)
