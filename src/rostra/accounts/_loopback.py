"""Which user of this machine is at the other end of a connection over loopback (Linux)."""

from __future__ import annotations

import ipaddress
import socket
import struct
from pathlib import Path

PROC = Path("/proc/net")
BY_PROXIES = (
    "forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip",
    "cf-connecting-ip",
)  # fmt: skip
"""What programs that stand between a browser and us add to a request."""


def user_behind(client: tuple[str, int], server: tuple[str, int], proc: Path = PROC) -> int | None:
    """Return the uid of the process that connected from `client` to `server`.

    None where it cannot be told: not over loopback, not on Linux, gone already.
    """
    try:
        ours = ipaddress.ip_address(client[0].partition("%")[0])
        theirs = ipaddress.ip_address(server[0].partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(ours, "ipv4_mapped", None)
    if not (mapped or ours).is_loopback:
        return None
    wanted = (place(ours, client[1]), place(theirs, server[1]))
    for name in ("tcp", "tcp6"):
        try:
            text = (proc / name).read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        uid = _in_table(text, wanted)
        if uid is not None:
            return uid
    return None


def place(address: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int) -> str:
    """Write an address and a port as /proc/net/tcp does: words in the machine's order."""
    packed = address.packed
    words = struct.unpack(f"!{len(packed) // 4}I", packed)
    shown = "".join(f"{socket.htonl(word):08X}" for word in words)
    return f"{shown}:{port:04X}"


def _in_table(text: str, wanted: tuple[str, str]) -> int | None:
    for line in text.splitlines()[1:]:
        fields = line.split()
        if len(fields) > 7 and (fields[1], fields[2]) == wanted and fields[7].isdecimal():
            return int(fields[7])
    return None
