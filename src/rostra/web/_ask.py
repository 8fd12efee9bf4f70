"""POST /v1/ask: a question in, the checked answer out, whole or as it is written."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from rostra.app import App, Asking, dump, dump_event
from rostra.assistant import Answer, Finished
from rostra.web._metrics import Meters
from rostra.web._replies import told
from rostra.web._stream import drain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


AT_ONCE = 16
"""Questions that are answered at the same time; each takes a thread."""

FIRST_YEAR, LAST_YEAR = 1971, 2199


class Question(BaseModel):
    """The body of /v1/ask; only `question` is needed."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1, max_length=2000)
    lang: str = Field("", max_length=16)
    timezone: str = Field("", max_length=64)
    networks: tuple[str, ...] = Field((), max_length=20)
    since: datetime | None = None
    until: datetime | None = None
    model: str = Field("", max_length=200)
    sample: bool | None = None

    @field_validator("since", "until")
    @classmethod
    def _in_reach(cls, at: datetime | None) -> datetime | None:
        """Take a time without an offset as UTC; refuse one that no post can have."""
        if at is None:
            return None
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            msg = f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}"
            raise ValueError(msg)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


async def ask(request: Request) -> Response:
    """Answer as JSON, or as server-sent events where the client accepts them."""
    from starlette.responses import JSONResponse, Response, StreamingResponse

    try:
        question = Question.model_validate_json(await request.body())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(str(part) for part in first["loc"]) or "the body"
        wrong = {"error": {"type": "bad_request", "message": f"{at}: {first['msg']}"}}
        return JSONResponse(wrong, 400)
    asking = Asking(**question.model_dump())
    app: App = request.app.state.app
    meters: Meters = request.app.state.meters
    places: asyncio.Semaphore = request.app.state.places
    if places.locked():
        says = f"{AT_ONCE} questions are being answered; ask again in a few seconds"
        busy = {"error": {"type": "busy", "message": says}}
        return JSONResponse(busy, 503, headers={"retry-after": "5"})
    if "text/event-stream" in request.headers.get("accept", ""):
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        events = _events(app, meters, places, asking)
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)
    began = time.perf_counter()
    try:
        async with places:
            async for event in drain(lambda: app.ask(asking)):
                if isinstance(event, Finished):
                    meters.asked(event.answer, time.perf_counter() - began)
                    body = dump(Answer, event.answer)
                    return Response(body, media_type="application/json")
    except Exception:
        meters.failed()
        raise
    raise RuntimeError("an answer ended without Finished")


async def _events(
    app: App, meters: Meters, places: asyncio.Semaphore, asking: Asking
) -> AsyncIterator[bytes]:
    began = time.perf_counter()
    try:
        async with places:
            async for event in drain(lambda: app.ask(asking)):
                if event is None:
                    yield b": still at work\n\n"
                    continue
                if isinstance(event, Finished):
                    meters.asked(event.answer, time.perf_counter() - began)
                name, body = dump_event(event)
                yield b"event: %s\ndata: %s\n\n" % (name.encode(), body)
    except Exception as error:  # noqa: BLE001 - the client learns that it failed, the log why
        meters.failed()
        yield f"event: error\ndata: {json.dumps(told(error))}\n\n".encode()
