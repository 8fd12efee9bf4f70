"""Connections to MCP servers, held open in a thread of their own while Rostra runs."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from typing import Any, TextIO

from rostra.errors import ToolError
from rostra.text import clean
from rostra.tools._mcp import McpServer, Offer, Told, mcp_tools
from rostra.tools._types import TEXT_LIMIT, Setting, Tool

AGAIN_S = 30.0
"""Seconds after which a server that failed is tried again."""
PAGES = 5
STOP_S = 10.0
LAST_WORDS = 400
# The program dies with the thread that started it, also where ours is killed; see prctl(2).
_BOUND = (
    "import ctypes,os,signal,sys;"
    "ctypes.CDLL(None).prctl(1,signal.SIGKILL);"
    "os.execvp(sys.argv[1],sys.argv[1:])"
)


@contextmanager
def open_mcp(
    servers: Sequence[McpServer], *, clock: Callable[[], float] = time.monotonic
) -> Iterator[McpLinks]:
    """Give links to the servers, none of which is started yet, and end them all at the end."""
    links = McpLinks(servers, clock)
    try:
        yield links
    finally:
        links.close()


class McpLinks:
    """The servers' tools, from connections that are opened when first asked for."""

    def __init__(self, servers: Sequence[McpServer], clock: Callable[[], float]) -> None:
        self._lines = [_Line(server, clock) for server in servers]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def tools(self, setting: Setting) -> tuple[Tool, ...]:
        """Return the tools of all servers that can be reached; each has its own time to start."""
        if not self._lines:
            return ()
        with self._lock:
            if find_spec("mcp") is None:
                for line in self._lines:
                    line.problem = "the package mcp is missing; run: pip install 'rostra[mcp]'"
                return ()
            self._begin()
            assert self._loop is not None  # noqa: S101 - just begun
            for line in self._lines:
                line.begin(self._loop)
            for line in self._lines:
                line.await_offers()
        return tuple(t for line in self._lines for t in line.tools(setting))

    def problems(self) -> Mapping[str, str]:
        """Say of each server that could not be used why, by its name."""
        return {line.server.name: line.problem for line in self._lines if line.problem}

    def close(self) -> None:
        """End every server and the thread; a program that does not go is killed."""
        with self._lock:
            if self._loop is None or self._thread is None:
                return
            for line in self._lines:
                line.end()
            asyncio.run_coroutine_threadsafe(_others(), self._loop).exception(STOP_S + 1)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(STOP_S)
            if not self._thread.is_alive():
                self._loop.close()
            self._loop = self._thread = None

    def _begin(self) -> None:
        if self._loop is None:
            # The SDK tells of each line it cannot read, with the line.
            logging.getLogger("mcp").setLevel(logging.CRITICAL)
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=self._loop.run_forever, name="rostra-mcp", daemon=True
            )
            self._thread.start()


class _Line:
    """The connection to one server."""

    def __init__(self, server: McpServer, clock: Callable[[], float]) -> None:
        self.server = server
        self.problem = ""
        self._clock = clock
        self._failed_at = float("-inf")
        self._offers: tuple[Offer, ...] = ()
        self._client: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: Future[None] | None = None
        self._ready: Future[None] = Future()
        self._stderr = _LastWords()

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Connect, unless that was done, or failed a moment ago."""
        if self._task is not None and self._task.done():
            self._lost(self._task)
        if self._task is not None or self._clock() - self._failed_at < AGAIN_S:
            return
        ready: Future[None] = Future()
        self._loop, self._ready, self._stderr = loop, ready, _LastWords()
        self._task = asyncio.run_coroutine_threadsafe(self._hold(ready), loop)
        self._task.add_done_callback(lambda _: _settle(ready))

    def await_offers(self) -> None:
        """Wait until the server told its tools; what went wrong is then the `problem`."""
        if self._task is None:
            return
        try:
            self._ready.result(self.server.timeout_s)
        except TimeoutError:
            self._fail(f"did not start within {self.server.timeout_s:g} seconds")
            return
        if self._task.done():
            self._lost(self._task)
        else:
            self.problem = "" if self.server.allow else self._unallowed()

    def tools(self, setting: Setting) -> tuple[Tool, ...]:
        """Return the allowed tools, none where the server could not be reached."""
        return mcp_tools(self.server, self._offers, self._ask, setting) if self._client else ()

    def end(self) -> None:
        """Let the connection go; the loop's tasks tell when the program has ended."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._client = None
        self._offers = ()

    def _ask(self, tool: str, arguments: Mapping[str, Any]) -> Told:
        client, loop, limit = self._client, self._loop, self.server.timeout_s
        if client is None or loop is None:
            raise ToolError(f"the MCP server {self.server.name} is not connected; ask again")
        asked = client.call_tool(tool, dict(arguments), read_timeout_seconds=limit)
        future = asyncio.run_coroutine_threadsafe(asked, loop)
        try:
            error = future.exception(limit + 1)
        except TimeoutError as late:
            future.cancel()
            error = late
        if error is not None:
            # The next question connects anew: a session that failed once is not to be trusted.
            self._fail(f"failed at {tool}: {_leaf(error)}", again=True)
            raise ToolError(self.problem) from None
        return _read(future.result())

    async def _hold(self, ready: Future[None]) -> None:
        """Keep one session open, in one task as the SDK wants it, until it is cancelled."""
        from mcp import Client

        limit = self.server.timeout_s
        with self._stderr.heard() as stderr:
            transport = _transport(self.server, stderr)
            async with Client(transport, read_timeout_seconds=limit, cache=None) as client:
                self._offers = await _listed(client)
                self._client = client
                _settle(ready)
                await asyncio.Event().wait()

    def _lost(self, task: Future[None]) -> None:
        error = None if task.cancelled() else task.exception()
        self._fail(f"ended: {_leaf(error)}" if error else "ended")

    def _fail(self, what: str, *, again: bool = False) -> None:
        last = "" if again else self._stderr.text()
        said = f"; it wrote {_quoted(last)}" if last else ""
        where = self.server.url or " ".join(self.server.command)
        name = self.server.name
        self.problem = (
            f"the MCP server {name} ({where[:120]}) {what}{said}; check [tools.mcp.{name}]"
        )
        self._failed_at = float("-inf") if again else self._clock()
        self.end()

    def _unallowed(self) -> str:
        names = _quoted(", ".join(sorted(offer.name for offer in self._offers)[:20]) or "none")
        return (
            f"no tool of the MCP server {self.server.name} is allowed; name some of these under "
            f"tools.mcp.{self.server.name}.tools: {names}"
        )


class _LastWords:
    """The end of what a program wrote to its standard error, for the message when it fails."""

    def __init__(self) -> None:
        self._kept = b""

    def text(self) -> str:
        """Return the last line of it."""
        lines = self._kept.decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""

    @contextmanager
    def heard(self) -> Iterator[TextIO]:
        """Give a stream for the program to write to; a thread reads it until all ends are shut."""
        read, write = os.pipe()
        threading.Thread(target=self._read, args=(read,), name="mcp-stderr", daemon=True).start()
        with os.fdopen(write, "w", encoding="utf-8") as stream:
            yield stream

    def _read(self, end: int) -> None:
        with os.fdopen(end, "rb", buffering=0) as stream:
            while piece := stream.read(4096):
                self._kept = (self._kept + piece)[-4 * LAST_WORDS :]


@asynccontextmanager
async def _transport(server: McpServer, stderr: TextIO) -> AsyncIterator[Any]:
    from mcp import StdioServerParameters, stdio_client

    if server.url:
        from httpx2 import AsyncClient
        from mcp.client.streamable_http import streamable_http_client

        headers = {"Authorization": f"Bearer {server.token}"} if server.token else {}
        async with (
            AsyncClient(headers=headers, timeout=server.timeout_s) as http,
            streamable_http_client(server.url, http_client=http) as streams,
        ):
            yield streams
        return
    if shutil.which(server.command[0]) is None:
        raise ToolError(f"no program is called {server.command[0]}; install it or give its path")
    command, *args = [*_bound(), *server.command]
    told = StdioServerParameters(
        command=command, args=args, env=dict(server.env), encoding_error_handler="replace"
    )
    async with stdio_client(told, errlog=stderr) as streams:
        yield streams


def _bound() -> list[str]:
    return [sys.executable, "-I", "-S", "-c", _BOUND] if sys.platform == "linux" else []


async def _listed(client: Any) -> tuple[Offer, ...]:
    offers: list[Offer] = []
    cursor = None
    for _ in range(PAGES):
        page = await client.list_tools(cursor=cursor)
        offers += [Offer(t.name, t.description or "", t.input_schema) for t in page.tools]
        cursor = page.next_cursor
        if cursor is None:
            break
    return tuple(offers)


def _read(result: Any) -> Told:
    """Take the text of a result; pictures and sounds are named, not shown."""
    parts = []
    for block in result.content:
        inner = getattr(block, "resource", block)
        written = getattr(inner, "text", None)
        parts.append(written if isinstance(written, str) else f"[{block.type}]")
    data = result.structured_content
    if not parts and data is not None:
        parts.append(json.dumps(data, ensure_ascii=False, default=str))
    small = data is None or len(json.dumps(data, default=str)) <= TEXT_LIMIT
    return Told("\n".join(parts), bool(result.is_error), data if small else None)


def _settle(ready: Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


async def _others() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    if rest:
        await asyncio.wait(rest, timeout=STOP_S)


def _leaf(error: BaseException) -> str:
    """Say what lies at the bottom of a group of errors, on one short line."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return _quoted(str(error) or type(error).__name__)


def _quoted(written: str) -> str:
    """Quote a stranger's words on one short line, so that they are not taken for ours."""
    line = " ".join(clean(written).split())[:200]
    return "“" + line.replace("“", "‘").replace("”", "’") + "”"
