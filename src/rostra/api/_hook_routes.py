"""/v1/digest-hooks: addresses of one's own that are told of each new digest."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fastapi import Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from rostra.api._bodies import Body
from rostra.api._strict import routes
from rostra.api._who import who
from rostra.app import Hooking
from rostra.errors import ApiRefused

if TYPE_CHECKING:
    from rostra.app import App, Hooked

router = routes()


class HookBody(Body):
    """The body of POST /v1/digest-hooks: a saved digest's name, and an address."""

    digest: str = Field(min_length=1, max_length=64)
    url: str = Field(min_length=1, max_length=2048)


@router.post("/digest-hooks", tags=["digests"], summary="Have an address told of a saved digest")
async def make(body: HookBody, request: Request) -> Any:
    """Make a hook; its `secret` is shown this once."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    hooking = Hooking(body.digest, body.url, whom.id)
    return _row(await run_in_threadpool(app.api_rows.hook, hooking, datetime.now(UTC)))


@router.get("/digest-hooks", tags=["digests"], summary="One's hooks")
async def hooks(request: Request) -> Any:
    """List one's hooks."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    listed = await run_in_threadpool(app.api_rows.hooks, whom.id)
    return {"object": "list", "data": [_row(one) for one in listed]}


@router.get("/digest-hooks/{hook_id}", tags=["digests"], summary="What a hook was sent")
async def deliveries(hook_id: str, request: Request) -> Any:
    """List what a hook of one's own was sent, and what waits."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    sent = await run_in_threadpool(app.api_rows.delivered, hook_id[:64], whom.id)
    if sent is None:
        raise ApiRefused("there is no such hook", status=404, code="hook_not_found")
    rows = [
        {**asdict(one), "at": one.at.isoformat(), "due_at": one.due_at.isoformat()} for one in sent
    ]
    return {"object": "list", "data": rows}


@router.delete("/digest-hooks/{hook_id}", tags=["digests"], summary="Delete a hook")
async def delete(hook_id: str, request: Request) -> Any:
    """Delete a hook of one's own, with what waits for it."""
    app: App = request.app.state.app
    whom = who(request, "digest")
    if not await run_in_threadpool(app.api_rows.unhook, hook_id[:64], whom.id):
        raise ApiRefused("there is no such hook", status=404, code="hook_not_found")
    return {"id": hook_id, "object": "digest_hook", "deleted": True}


def _row(one: Hooked) -> dict[str, Any]:
    row = {"object": "digest_hook", **asdict(one), "created_at": one.created_at.isoformat()}
    if not one.secret:
        row.pop("secret")
    return row
