"""A small HTTP server on loopback whose answers a test writes as a function."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What to send; `body` may be an iterable of pieces, sent as they come and then cut."""

    status: int = 200
    body: bytes | Iterable[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Server:
    """A running server: its port, its address, and what it was asked."""

    port: int
    asked: list[Asked]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allow(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})


class _Handler(BaseHTTPRequestHandler):
    """Passes requests to the test's function; the class is made anew for each server."""

    answer: Callable[[Asked], Answer]
    asked: list[Asked]

    def _any(self):
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        headers = {k.lower(): v for k, v in self.headers.items()}
        query = parse_qs(parts.query, keep_blank_values=True)
        request = Asked(self.command, parts.path, query, headers, self.rfile.read(length))
        self.asked.append(request)
        with suppress(BrokenPipeError, ConnectionResetError):
            self._send(type(self).answer(request))

    def _send(self, reply: Answer):
        self.send_response_only(reply.status)
        if "Date" not in reply.headers:
            self.send_header("Date", self.date_time_string())
        for name, value in reply.headers.items():
            self.send_header(name, value)
        whole = isinstance(reply.body, bytes)
        if not whole:
            self.send_header("Connection", "close")
        elif reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        for piece in [reply.body] if whole else reply.body:
            self.wfile.write(piece)
            self.wfile.flush()

    do_GET = do_POST = do_DELETE = do_PUT = _any  # noqa: N815

    def log_message(self, *_):
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


@contextmanager
def serve(answer: Callable[[Asked], Answer], tls=None) -> Iterator[Server]:
    """Serve `answer` on a free port until the block ends."""
    asked: list[Asked] = []
    members = {"answer": staticmethod(answer), "asked": asked}
    server = _Quiet(("127.0.0.1", 0), type("Handler", (_Handler,), members))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield Server(server.server_address[1], asked)
    finally:
        server.shutdown()
        server.server_close()
