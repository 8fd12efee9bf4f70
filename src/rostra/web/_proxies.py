"""What a proxy before us tells of the client: believed of proxies that the settings name."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rostra.web._guard import Asgi, Receive, Scope, Send

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

HOPS = 50
"""Hops of a forwarding header that are looked at, from the nearest on."""


def behind(inner: Asgi, trusted: Iterable[str]) -> Asgi:
    """Put the client's own address, scheme and host in place of those of a trusted proxy.

    The client is the rightmost hop of X-Forwarded-For that is no trusted proxy: what stands left
    of it anybody may have written. X-Forwarded-Proto and -Host are read at the same hop. From
    everyone else the headers say nothing.
    """
    networks = tuple(ipaddress.ip_network(one, strict=False) for one in trusted)

    async def seen(scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if networks and scope["type"] == "http" and client and _within(client[0], networks):
            _told(scope, networks)
        await inner(scope, receive, send)

    return seen if networks else inner


def _told(scope: Scope, networks: Sequence[Network]) -> None:
    hops = _values(scope, b"x-forwarded-for")
    if not hops:
        return
    place = next((at for at in range(len(hops) - 1, -1, -1) if not _within(hops[at], networks)), 0)
    address = _address(hops[place])
    scope["client"] = (str(address) if address else "", 0)
    scheme = _at(_values(scope, b"x-forwarded-proto"), place, len(hops)).lower()
    if scheme in ("http", "https"):
        scope["scheme"] = scheme
    if host := _at(_values(scope, b"x-forwarded-host"), place, len(hops)):
        others = [pair for pair in scope["headers"] if pair[0].lower() != b"host"]
        scope["headers"] = [(b"host", host.encode("latin-1")), *others]


def _values(scope: Scope, name: bytes) -> list[str]:
    """Return a header's values, over all of its lines, the nearest hop last."""
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]
    return [part.strip() for part in ",".join(lines).split(",") if part.strip()][-HOPS:]


def _at(values: Sequence[str], place: int, hops: int) -> str:
    """Return the value of a hop; where not every hop gave one, that of the nearest."""
    if not values:
        return ""
    return values[place] if len(values) == hops else values[-1]


def _within(text: str, networks: Sequence[Network]) -> bool:
    address = _address(text)
    return address is not None and any(
        address.version == network.version and address in network for network in networks
    )


def _address(text: str) -> Address | None:
    """Read an address as it stands in the header: with or without a port, IPv6 in brackets."""
    bare = text.strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
