"""What only the owner's socket serves: the verbs of the command line."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from rostra.api import drain
from rostra.app import STREAMS, VERBS, App, dump, dump_event, load
from rostra.web._replies import told

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def verb(request: Request) -> Response:
    """Run one verb in a thread and return its result."""
    from starlette.concurrency import run_in_threadpool
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    name = request.path_params["verb"]
    if name not in VERBS:
        raise HTTPException(404, f"this owner does not know the verb {name!r}; is it older?")
    types = VERBS[name]
    act: Any = getattr(request.app.state.app, name)
    body = await request.body()
    if types.takes is None:
        result = await run_in_threadpool(act)
    else:
        result = await run_in_threadpool(act, load(types.takes, body))
    return Response(dump(types.gives, result), media_type="application/json")


async def stream(request: Request) -> Response:
    """Run a verb that streams, one JSON object a line."""
    from starlette.responses import StreamingResponse

    name = request.url.path.rpartition("/")[2]
    argument = load(STREAMS[name], await request.body())
    lines = _lines(request.app.state.app, name, argument)
    return StreamingResponse(lines, media_type="application/x-ndjson")


async def _lines(app: App, name: str, argument: Any) -> AsyncIterator[bytes]:
    act: Any = getattr(app, name)
    try:
        async for event in drain(lambda: act(argument), beat_s=3600.0):
            if event is not None:
                kind, body = dump_event(event)
                yield b'{"event": "%s", "data": %s}\n' % (kind.encode(), body)
    except Exception as error:  # noqa: BLE001 - the client learns that it failed, the log why
        yield f'{{"event": "error", "data": {json.dumps(told(error))}}}\n'.encode()
