"""Which internet addresses may be reached, however they are written."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

# IANA's special-purpose registry for IPv4, with what each is for.
_V4 = {
    "0.0.0.0/8": "this host",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "carrier-grade NAT",
    "127.0.0.0/8": "loopback",
    "168.63.129.16/32": "a cloud's own control address",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_REFUSED_V4 = tuple((IPv4Network(net), why) for net, why in _V4.items())

# Only 2000::/3 is handed out as global unicast (RFC 4291, 2.4), and parts of it are special.
_GLOBAL_V6 = IPv6Network("2000::/3")
_V6 = {
    "::1/128": "loopback",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "ff00::/8": "multicast",
    "2001::/23": "protocol assignments",
    "2001:db8::/32": "documentation",
    "2002::/16": "6to4",
    "3fff::/20": "documentation",
}
_REFUSED_V6 = tuple((IPv6Network(net), why) for net, why in _V6.items())
_NAT64 = IPv6Network("64:ff9b::/96")

_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)


def forbidden(address: Address) -> str:
    """Say why an address is not public; "" when it is.

    IPv4 inside IPv6 (mapped, NAT64) is judged by the IPv4 address it leads to.
    """
    if isinstance(address, IPv4Address):
        return next((why for net, why in _REFUSED_V4 if address in net), "")
    if address.scope_id:
        return "link-local"
    if address.ipv4_mapped is not None:
        return forbidden(address.ipv4_mapped)
    if address in _NAT64:
        return forbidden(IPv4Address(int(address) & 0xFFFFFFFF))
    refused = next((why for net, why in _REFUSED_V6 if address in net), "")
    return refused or ("" if address in _GLOBAL_V6 else "reserved")


def literal(host: str) -> Address | None:
    """Read a host that is a number in any notation that a system's resolver would take.

    Covers dotted and undotted decimal, octal (0177), hexadecimal (0x7f), short forms (127.1)
    and IPv6 in brackets or bare, each with or without a trailing dot. None when the host is a
    name. Raises ValueError when it looks like a number and is none (256.1.1.1, 1.2.3.4.5):
    such a host must not reach a resolver, because resolvers differ on it.
    """
    bare = host.strip("[]")
    if ":" in bare:
        return ip_address(bare)
    parts = bare.removesuffix(".").lower().split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError(f"{host} ends in a number and is no address")
    values = [_value(part) for part in parts]
    *high, low = values
    if any(value > 255 for value in high) or low >= 256 ** (5 - len(values)):
        raise ValueError(f"{host} is out of the range of addresses")
    return IPv4Address(sum(v << 8 * (3 - i) for i, v in enumerate(high)) + low)


def _value(part: str) -> int:
    """Read one part of a numeric host as inet_aton(3) does: 0x is hexadecimal, 0 is octal."""
    if len(part) > 20:  # longer than any 32-bit number in any of the three bases
        raise ValueError(f"{part[:20]}… is out of the range of addresses")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)
