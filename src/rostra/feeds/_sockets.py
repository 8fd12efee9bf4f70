"""Websockets: open one, read it, and say plainly what went wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rostra.errors import FeedDenied, FeedError, FeedUnreachable

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection
    from websockets.exceptions import InvalidStatus
    from websockets.typing import Subprotocol


AGENT = "Rostra/0.1 (self-hosted feed reader)"


@dataclass(frozen=True, slots=True)
class Wire:
    """Limits of a connection.

    `open_s` seconds to open; a ping each `ping_s` seconds, and a server that does not answer
    one for as long is given up; `max_bytes` of one message.
    """

    open_s: float = 15.0
    ping_s: float = 20.0
    max_bytes: int = 8 * 1024 * 1024


Objection = Callable[[int, bytes], FeedError | None]
"""Makes an error of a refused handshake's status and body, None to leave it to the rules."""


@asynccontextmanager
async def open_socket(
    url: str,
    wire: Wire,
    subprotocols: Sequence[str] = (),
    objection: Objection | None = None,
) -> AsyncIterator[ClientConnection]:
    """Open a websocket; FeedDenied where a person must act, FeedUnreachable else."""
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidHandshake, InvalidStatus, InvalidURI

    protocols: list[Subprotocol] = [*subprotocols]  # type: ignore[list-item]
    try:
        socket = await connect(
            url,
            subprotocols=protocols or None,
            open_timeout=wire.open_s,
            ping_interval=wire.ping_s,
            ping_timeout=wire.ping_s,
            close_timeout=2.0,
            max_size=wire.max_bytes,
            user_agent_header=AGENT,
        )
    except InvalidURI as error:
        msg = f"{url!r} is no websocket address; write ws:// or wss://, a host and a path"
        raise FeedDenied(msg) from error
    except InvalidStatus as error:
        raise _refused(url, error, objection) from error
    except (InvalidHandshake, OSError, TimeoutError, EOFError) as error:
        why = str(error) or type(error).__name__
        msg = f"{url} cannot be reached ({why}); it is tried again, check the address if it stays"
        raise FeedUnreachable(msg) from error
    try:
        yield socket
    finally:
        await socket.close()


async def messages(socket: ClientConnection, url: str) -> AsyncIterator[bytes]:
    """Yield each message's bytes until the connection ends, which is FeedUnreachable.

    Text frames come undecoded: broken UTF-8 costs one message, not the connection.
    """
    from websockets.exceptions import ConnectionClosed

    try:
        while True:
            data = await socket.recv(decode=False)
            yield data if isinstance(data, bytes) else bytes(data)
    except ConnectionClosed as error:
        msg = f"{url} ended the connection ({_why(error)}); it is opened again"
        raise FeedUnreachable(msg) from error


def _refused(url: str, error: InvalidStatus, objection: Objection | None) -> FeedError:
    response = error.response
    status, body = response.status_code, bytes(response.body or b"")
    own = objection(status, body) if objection else None
    if own is not None:
        return own
    said = body[:200].decode("utf-8", "replace").strip()
    if status in (400, 401, 403, 404, 410):
        msg = f"{url} refuses us with {status} ({said}); check the address and the key"
        return FeedDenied(msg)
    wait_s = retry_after(response.headers.get("Retry-After"))
    return FeedUnreachable(f"{url} answers {status} ({said}); it is tried again", wait_s)


def retry_after(value: str | None) -> float:
    """Return the seconds a Retry-After header asks for, 0 where it gives none, at most a day."""
    try:
        return min(max(float(value or 0), 0.0), 86_400.0)
    except ValueError:
        return 0.0


def _why(error: Exception) -> str:
    received, sent = getattr(error, "rcvd", None), getattr(error, "sent", None)
    close = received or sent
    return f"{close.code} {close.reason}".strip() if close else "cut without a word"
