"""Listen on the address and on the owner's socket, until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.errors import OwnerError
from rostra.web._guard import Asgi

if TYPE_CHECKING:
    import uvicorn

# Streams that still run when the end is asked for are given this long.
GRACE_S = 5


@dataclass(frozen=True, slots=True)
class Listening:
    """Two open sockets: the address for everyone, and the path for the command line."""

    tcp: socket.socket
    unix: socket.socket
    path: Path
    address: str


@contextlib.contextmanager
def listen(host: str, port: int, path: Path, *, next_free: bool = False) -> Iterator[Listening]:
    """Open both sockets; with `next_free` a taken port gives way to the next free one.

    The socket at `path` can be used by this user only. The caller owns the data folder, so
    what lies at `path` was left by a dead owner. Raises OwnerError when the port is taken.
    """
    with contextlib.ExitStack() as stack:
        tcp = stack.enter_context(contextlib.closing(_tcp(host, port, next_free=next_free)))
        unix = stack.enter_context(contextlib.closing(socket.socket(socket.AF_UNIX)))
        path.unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            unix.bind(str(path))
        finally:
            os.umask(mask)
        stack.callback(path.unlink, missing_ok=True)
        name, number = tcp.getsockname()[:2]
        shown = f"[{name}]" if ":" in name else name
        yield Listening(tcp, unix, path, f"http://{shown}:{number}")


def _tcp(host: str, port: int, *, next_free: bool) -> socket.socket:
    tries = 50 if next_free and port else 1
    for candidate in range(port, min(port + tries, 65536)):
        try:
            return socket.create_server((host, candidate), family=_family(host))
        except OSError as error:
            taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
            if not taken or candidate + 1 >= min(port + tries, 65536):
                msg = (
                    f"cannot listen on {host} port {candidate}: {error.strerror}; choose another "
                    "with --port, or set server.port in the settings (0 = any free one)"
                )
                raise OwnerError(msg) from None
    msg = f"no port from {port} on"
    raise OwnerError(msg)


def _family(host: str) -> socket.AddressFamily:
    try:
        return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        msg = f"server.host {host!r} is no address of this machine: {error}"
        raise OwnerError(msg) from None


def serve_until_stopped(
    site: Asgi, desk: Asgi, listening: Listening, *, ready: Callable[[], None]
) -> None:
    """Serve both until SIGTERM or SIGINT; call `ready` once both answer."""
    asyncio.run(_serve(site, desk, listening, ready))


async def _serve(site: Asgi, desk: Asgi, listening: Listening, ready: Callable[[], None]) -> None:
    servers = [_server(site), _server(desk)]
    loop = asyncio.get_running_loop()
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        for server in servers:
            server.should_exit = True
            server.force_exit = asked > 1

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    sockets = [listening.tcp, listening.unix]
    tasks = [
        asyncio.create_task(server.serve([opened]))
        for server, opened in zip(servers, sockets, strict=True)
    ]
    while not any(task.done() for task in tasks):
        if all(server.started for server in servers):
            break
        await asyncio.sleep(0.01)
    if not any(task.done() for task in tasks):
        ready()
    await asyncio.gather(*tasks)


def _server(site: Asgi) -> uvicorn.Server:
    import uvicorn

    class Quiet(uvicorn.Server):
        """A server that leaves the signals to whoever runs two of them."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    config = uvicorn.Config(
        site,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    return Quiet(config)
