"""Where the fetcher may go, and how a host becomes checked addresses."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TypeAlias

from rostra.errors import FetchError, FetchForbidden
from rostra.fetch._addresses import Address, forbidden, literal

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""A host name and port in, its addresses as text out. Raises OSError for an unknown name."""

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.ASCII)
# Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN).
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")


def system_resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver once, and keep its order."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost.

    `max_bytes` counts the body as sent and again as unpacked; `seconds` is the whole fetch with
    its redirects (in a stream: until the headers came, and then the longest silence).
    """

    max_bytes: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the fetcher may go beyond the public internet, and by which way.

    `allow` names the operator's own hosts as exact (host, port) pairs; they are reached
    directly, also on loopback. Everything else must be a public address, and goes through
    `proxy` where one is set (http://, https:// or socks-free CONNECT). `ca` is a file of
    certificates to trust instead of the bundled ones. `resolve` turns names into addresses.
    """

    allow: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    proxy: str = ""
    ca: str = ""
    resolve: Resolve = system_resolve

    def allows(self, host: str, port: int) -> bool:
        """Tell whether the operator named this host with this port."""
        return (host, port) in self.allow


async def addresses(host: str, port: int, reach: Reach) -> list[Address]:
    """Turn a host into the addresses that may be connected to; empty when a proxy resolves it.

    One forbidden address among several forbids the host: a name that answers with both is an
    attack or a mistake. Raises FetchForbidden, or FetchError for an unknown name.
    """
    allowed = reach.allows(host, port)
    try:
        number = literal(host)
    except ValueError as error:
        raise FetchForbidden(f"{error}; write the address in its usual form") from error
    if number is not None:
        # An allowed address is allowed in its usual notation, whichever one the URL used.
        found = [number]
        allowed = allowed or reach.allows(str(number), port)
    else:
        _check_name(host, allowed=allowed)
        if reach.proxy and not allowed:
            return []
        found = await _resolve(host, port, reach.resolve)
    for address in found:
        why = "" if allowed else forbidden(address)
        if why:
            raise FetchForbidden(
                f"{host}:{port} leads to {address} ({why}); only public addresses are fetched. "
                f"If it is yours, allow {host}:{port} in the settings"
            )
    return found


def _check_name(host: str, *, allowed: bool) -> None:
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise FetchForbidden(f"{host!r} is no host name; check the address")
    bare = host.removesuffix(".")
    local = "." not in bare or any(bare.endswith("." + name) for name in _LOCAL_NAMES)
    if local and not allowed:
        raise FetchForbidden(
            f"{host} is a local name; only public hosts are fetched. If it is yours, allow it "
            "with its port in the settings"
        )


async def _resolve(host: str, port: int, resolve: Resolve) -> list[Address]:
    """Resolve in a thread of its own that a hanging resolver cannot make us wait for."""
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            found = resolve(host, port)
        except (OSError, UnicodeError) as error:
            answer.set_exception(FetchError(f"{host} has no address: {error}; check the name"))
        else:
            answer.set_result(found)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    found = await asyncio.shield(asyncio.wrap_future(answer))
    if not found:
        raise FetchError(f"{host} has no address; check the name")
    return [ip_address(text) for text in found]
