"""A model server whose every reply is written beforehand, told piece by piece at a steady pace."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PIECE = 6
STORY = (
    "Keeper {n} climbed the stairs before dawn.",
    "Salt had covered every window of the tower.",
    "A ferry hooted somewhere behind the reef, slowly.",
    "Nobody in the village had slept that night.",
    "With a rag and warm oil the lens was cleaned.",
    "Then came the match, and a small yellow flame.",
    "Boats turned towards the light like moths.",
    "By noon lamp {n} was forgotten again.",
)


def reply_to(asked: str) -> str:
    """Return what is replied: a story that bears the number of the question."""
    found = re.search(r"No\. (\d+)", asked)
    return " ".join(STORY).format(n=found[1] if found else "0")


@contextmanager
def scripted_server(pace_s: float) -> Iterator[str]:
    """Serve the chat completions of OpenAI's shape on loopback; yields the address up to /v1."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.routing import Route

    async def complete(request: Request) -> Response:
        from starlette.responses import JSONResponse, StreamingResponse

        asked = await request.json()
        text = reply_to(str(asked["messages"][-1]["content"]))
        if not asked.get("stream"):
            message = {"role": "assistant", "content": text}
            return JSONResponse(
                {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
            )
        return StreamingResponse(_pieces(text, pace_s), media_type="text/event-stream")

    async def models(_: Request) -> Response:
        from starlette.responses import JSONResponse

        return JSONResponse({"data": [{"id": "scripted"}]})

    app = Starlette(
        routes=[
            Route("/v1/chat/completions", complete, methods=["POST"]),
            Route("/v1/models", models),
        ]
    )
    sock = socket.create_server(("127.0.0.1", 0), backlog=512)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    work = threading.Thread(target=lambda: asyncio.run(server.serve([sock])), daemon=True)
    work.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/v1"
    finally:
        server.should_exit = True
        work.join(10)


async def _pieces(text: str, pace_s: float) -> AsyncIterator[bytes]:
    for at in range(0, len(text), PIECE):
        yield _chunk({"content": text[at : at + PIECE]}, None)
        await asyncio.sleep(pace_s)
    yield _chunk({}, "stop") + b"data: [DONE]\n\n"


def _chunk(delta: dict[str, str], finish: str | None) -> bytes:
    told: dict[str, Any] = {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return f"data: {json.dumps(told)}\n\n".encode()
