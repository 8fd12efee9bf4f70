"""POST /v1/chat/completions: as OpenAI's and xAI's clients ask it, whole or streamed."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import Request

from rostra.api import _completions as shapes
from rostra.api._bodies import ChatBody
from rostra.api._drawing import action_of
from rostra.api._names import resolve
from rostra.api._places import fits, gathered
from rostra.api._sse import events, lines
from rostra.api._strict import routes
from rostra.api._telling import tell
from rostra.api._who import who
from rostra.api._wish import End, Event, Piece, Search, Wish
from rostra.errors import ApiRefused

if TYPE_CHECKING:
    from starlette.responses import Response

    from rostra.app import App

router = routes()


@router.post("/chat/completions", tags=["chat"], summary="Chat, from posts or by a model alone")
async def complete(body: ChatBody, request: Request) -> Any:
    """Answer the last turn; `search_parameters` says whether and which posts are read."""
    app: App = request.app.state.app
    whom = who(request, "chat")
    wish = wish_of(app, body, whom, base_of(request))
    await fits(request, pictures=any(message.images for message in wish.messages))
    action = action_of(app, wish, whom)
    id_, at = f"chatcmpl-{uuid.uuid4().hex}", int(time.time())

    def begin() -> Iterator[Event]:
        return tell(app, wish, whom, action)

    if body.stream:
        opening = shapes.head(id_, at, wish)
        count = bool(body.stream_options and body.stream_options.include_usage)
        shape = partial(_streamed, opening=opening, wish=wish, count=count)
        return await events(request, begin, shape)
    return _whole(await gathered(request, begin), id_, at, wish)


def wish_of(app: App, body: ChatBody, whom: Any, base: str) -> Wish:
    """Read a body; raises ApiRefused for what cannot be had."""
    if len(body.messages) > app.settings.api.messages:
        said = f"messages: {len(body.messages)} are more than {app.settings.api.messages}"
        raise ApiRefused(said, param="messages", code="too_many_messages")
    asked = body.search_parameters
    search: Search = (asked.mode or "auto") if asked else app.settings.api.search
    return Wish(
        named=body.model,
        messages=shapes.messages_of(body.messages),
        model=resolve(app, body.model),
        search=search,
        bounds=shapes.bounds_of(asked),
        options=shapes.options_of(body),
        bound=body.max_completion_tokens or body.max_tokens or 0,
        cites=asked is None or asked.return_citations is not False,
        base=base,
        owner=whom.id,
    )


def base_of(request: Request) -> str:
    """Return the address of the site, without the path of the API."""
    return str(request.base_url).rstrip("/")


def _whole(told: list[Event], id_: str, at: int, wish: Wish) -> Response:
    from starlette.responses import JSONResponse

    *pieces, end = [one for one in told if isinstance(one, Piece | End)]
    assert isinstance(end, End)  # noqa: S101 - it is always the last
    texts = [piece for piece in pieces if isinstance(piece, Piece)]
    return JSONResponse(shapes.completion(id_, at, wish, texts, end))


async def _streamed(
    told: AsyncIterator[Event | None], *, opening: dict[str, Any], wish: Wish, count: bool
) -> AsyncIterator[bytes]:
    yield lines(shapes.chunk(opening, {"role": "assistant", "content": ""}))
    async for event in told:
        if event is None:
            yield b": still at work\n\n"
        elif isinstance(event, Piece):
            yield lines(shapes.piece_chunk(opening, event, wish))
        elif isinstance(event, End):
            for last in shapes.end_chunks(opening, wish, event, count=count):
                yield lines(last)
    yield b"data: [DONE]\n\n"
