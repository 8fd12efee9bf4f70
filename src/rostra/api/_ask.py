"""POST /v1/ask: a question in, the checked answer out, whole or as it is written."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, field_validator

from rostra.api._places import gathered
from rostra.api._sse import events, lines
from rostra.api._strict import routes
from rostra.api._who import owned, who
from rostra.app import Asking, dump, dump_event
from rostra.assistant import Answer, Finished, Progress

if TYPE_CHECKING:
    from starlette.responses import Response

    from rostra.app import App

router = routes()

FIRST_YEAR, LAST_YEAR = 1971, 2199


class Meters(Protocol):
    """Counts questions."""

    def asked(self, answer: Answer, seconds: float) -> None:
        """Count an answer."""

    def failed(self) -> None:
        """Count a question that ended in an error."""


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
    sure: bool = False

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


@router.post("/ask", tags=["posts"], summary="Ask; the checked answer with its posts")
async def ask(question: Question, request: Request) -> Any:
    """Answer as JSON, or as server-sent events where the client accepts them."""
    app: App = request.app.state.app
    meters: Meters | None = request.app.state.meters
    whom = who(request, "ask")
    asking = Asking(**question.model_dump(), **owned(Asking, whom))
    began = time.perf_counter()

    def begin() -> Iterator[Progress]:
        try:
            with app.people.allowance(whom, "ask", asking.model):
                for event in app.ask(asking):
                    if meters is not None and isinstance(event, Finished):
                        meters.asked(event.answer, time.perf_counter() - began)
                    yield event
        except Exception:
            if meters is not None:
                meters.failed()
            raise

    if "text/event-stream" in request.headers.get("accept", ""):
        return await events(request, begin, _told, lambda body: lines(body["error"], "error"))
    return _whole(await gathered(request, begin))


def _whole(told: list[Progress]) -> Response:
    from starlette.responses import Response

    last = told[-1]
    assert isinstance(last, Finished)  # noqa: S101 - it ends with it
    return Response(dump(Answer, last.answer), media_type="application/json")


async def _told(told: AsyncIterator[Progress | None]) -> AsyncIterator[bytes]:
    async for event in told:
        if event is None:
            yield b": still at work\n\n"
        else:
            name, body = dump_event(event)
            yield b"event: %s\ndata: %s\n\n" % (name.encode(), body)
