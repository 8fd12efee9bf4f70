"""/v1/responses: answers with tools, kept so that they can be read and continued."""

from __future__ import annotations

import base64
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from rostra.api import _response_shapes as shapes
from rostra.api._agent import helpers_of
from rostra.api._chat import base_of
from rostra.api._completions import ANY_JSON, day_end, day_start
from rostra.api._drawing import action_of
from rostra.api._names import resolve
from rostra.api._places import fits, gathered
from rostra.api._response_bodies import ResponseBody, items_of, messages_of
from rostra.api._response_events import Telling
from rostra.api._sse import events, lines
from rostra.api._strict import routes
from rostra.api._telling import tell
from rostra.api._who import who
from rostra.api._wish import Event, Search, Wish
from rostra.app import PictureNamed
from rostra.errors import ApiRefused
from rostra.models import Message, Options

if TYPE_CHECKING:
    from rostra.app import App

router = routes()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: what is wanted, and the items that a continuation of it will read."""

    wish: Wish
    items: list[dict[str, Any]]
    whom: Any


@router.post("/responses", tags=["chat"], summary="Answer with tools; kept and continued")
async def create(body: ResponseBody, request: Request) -> Any:
    """Answer; `x_search` reads the posts, `previous_response_id` goes on from a kept response."""
    app: App = request.app.state.app
    whom = who(request, "chat")
    asked = await run_in_threadpool(_asked, app, body, whom, base_of(request))
    await fits(request, pictures=any(message.images for message in asked.wish.messages))
    told = shapes.Told(f"resp_{uuid.uuid4().hex}", int(time.time()), asked.wish, body)
    telling = Telling(told, lambda name: _picture(app, name, whom.id))
    action = action_of(app, asked.wish, whom)
    if action == "chat" and asked.wish.search != "off":
        action = "ask"

    def begin() -> Iterator[Event]:
        return tell(app, asked.wish, whom, action)

    def work() -> Iterator[dict[str, Any]]:
        opened = False
        for event in begin():
            if not opened:  # what fails before has a status
                yield from telling.opening()
                opened = True
            yield from telling.take(event)
        if body.store is not False:
            _keep(app, told, asked)

    if not body.stream:
        await gathered(request, work)
        return told.shown()

    async def shape(items: AsyncIterator[dict[str, Any] | None]) -> AsyncIterator[bytes]:
        async for item in items:
            yield b": still at work\n\n" if item is None else lines(item, item["type"])

    return await events(request, work, shape, _failed)


def _failed(body: dict[str, Any]) -> bytes:
    error = body["error"]
    said = {"type": "error", "sequence_number": 0, "code": error["code"]}
    return lines({**said, "message": error["message"], "param": error["param"]}, "error")


def _asked(app: App, body: ResponseBody, whom: Any, base: str) -> Asked:
    """Read a request; raises ApiRefused for what cannot be had."""
    if body.background:
        raise ApiRefused("background: responses are not made in the background", param="background")
    before: Sequence[Any] = ()
    if body.previous_response_id:
        kept = app.api_rows.find(body.previous_response_id, whom.id)
        if kept is None:
            said = f"there is no response {body.previous_response_id!r}"
            raise ApiRefused(
                said, status=404, param="previous_response_id", code="previous_response_not_found"
            )
        before = kept.items
    items = [*map(dict, before), *items_of(body)]
    if len(items) > app.settings.api.messages:
        said = f"input: {len(items)} items are more than {app.settings.api.messages}"
        raise ApiRefused(said, param="input", code="too_many_messages")
    messages = messages_of(items)
    if body.instructions:
        messages = (Message("system", body.instructions), *messages)
    means = shapes.means_of(body)
    if means:
        helpers_of(app, means)
    tool = next((t for t in body.tools or () if t.type == "x_search"), None)
    days = (day_start(tool.from_date), day_end(tool.to_date)) if tool else (None, None)
    wish = Wish(
        named=body.model,
        messages=messages,
        model=resolve(app, body.model),
        search=_search(app, body),
        bounds=shapes.bounds_of(tool, days),
        options=Options(
            temperature=body.temperature or 0.0,
            schema=_schema(body),
            tools=shapes.functions_of(body),
        ),
        bound=body.max_output_tokens or 0,
        base=base,
        means=means,
        owner=whom.id,
    )
    return Asked(wish, items, whom)


def _search(app: App, body: ResponseBody) -> Search:
    """Say whether posts are read: as `x_search` is asked for, else as a chat without tools is."""
    kinds = {tool.type for tool in body.tools or ()}
    if "x_search" not in kinds:
        return "off" if kinds else app.settings.api.search
    if body.tool_choice == "none":
        return "off"
    named = not (body.tool_choice is None or isinstance(body.tool_choice, str))
    return "on" if body.tool_choice == "required" or named else "auto"


def _schema(body: ResponseBody) -> dict[str, Any] | None:
    form = body.text.format if body.text else None
    if form is None or form.type == "text":
        return None
    return form.schema_ if form.schema_ is not None else dict(ANY_JSON)


def _picture(app: App, name: str, owner: str) -> str:
    found = app.picture_file(PictureNamed(name, owner))
    return base64.b64encode(found.data).decode() if found else ""


def _keep(app: App, told: shapes.Told, asked: Asked) -> None:
    """Keep a response with what it rests on; what is lost there, it is forgotten with."""
    from rostra.records import KeptResponse

    answer = told.end.answer if told.end else None
    posts = [item.post for item in answer.evidence] if answer else []
    kept = KeptResponse(
        told.id,
        asked.whom.id,
        datetime.fromtimestamp(told.at, UTC),
        told.shown(),
        [*asked.items, *(item for item in told.output if item["type"] in CARRIED)],
    )
    app.api_rows.keep(kept, posts, told.body.previous_response_id or "")


CARRIED = ("message", "function_call")
"""Items of an output that a continuation reads."""


@router.get("/responses/{response_id}", tags=["chat"], summary="A kept response")
async def show(response_id: str, request: Request) -> Any:
    """Return a kept response of one's own."""
    app: App = request.app.state.app
    whom = who(request, "chat")
    kept = await run_in_threadpool(app.api_rows.find, response_id[:64], whom.id)
    if kept is None:
        raise ApiRefused("there is no such response", status=404, code="response_not_found")
    return dict(kept.body)


@router.delete("/responses/{response_id}", tags=["chat"], summary="Delete a kept response")
async def delete(response_id: str, request: Request) -> Any:
    """Delete a kept response of one's own for good."""
    app: App = request.app.state.app
    whom = who(request, "chat")
    if not await run_in_threadpool(app.api_rows.delete, response_id[:64], whom.id):
        raise ApiRefused("there is no such response", status=404, code="response_not_found")
    return {"id": response_id, "object": "response", "deleted": True}
