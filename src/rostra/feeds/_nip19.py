"""Nostr's readable names for events (NIP-19), in Bech32 (BIP-173)."""

from __future__ import annotations

import base64
from functools import reduce

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_OF_BASE32 = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())
VALUE = bytes.maketrans(ALPHABET.encode(), bytes(range(32)))

GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
FOLD = [
    reduce(lambda fold, i: fold ^ (GENERATOR[i] if top >> i & 1 else 0), range(5), 0)
    for top in range(32)
]
"""What the checksum's five top bits fold back to, for each of their values."""


def nevent(event_id: str, author: str, kind: int) -> str:
    """Return the `nevent1…` name of an event: its id, author and kind as type, length, value."""
    parts = [(0, bytes.fromhex(event_id)), (2, bytes.fromhex(author)), (3, kind.to_bytes(4, "big"))]
    return bech32("nevent", b"".join(bytes([t, len(v)]) + v for t, v in parts))


def naddr(identifier: str, author: str, kind: int) -> str:
    """Return the `naddr1…` name of an addressable event."""
    named = identifier.encode()[:255]
    parts = [(0, named), (2, bytes.fromhex(author)), (3, kind.to_bytes(4, "big"))]
    return bech32("naddr", b"".join(bytes([t, len(v)]) + v for t, v in parts))


def bech32(prefix: str, data: bytes) -> str:
    """Encode bytes as Bech32, without the 90 characters' limit (as NIP-19 allows)."""
    text = base64.b32encode(data).rstrip(b"=").translate(BECH32_OF_BASE32)
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*spread, *text.translate(VALUE), 0, 0, 0, 0, 0, 0]) ^ 1
    tail = "".join(ALPHABET[check >> 5 * (5 - i) & 31] for i in range(6))
    return f"{prefix}1{text.decode()}{tail}"


def _polymod(words: list[int]) -> int:
    check = 1
    for word in words:
        check = (check & 0x1FFFFFF) << 5 ^ word ^ FOLD[check >> 25]
    return check


def nostr_event(name: str) -> str:
    """Return the hex id of the event that a `note1…` or `nevent1…` names; "" where it is none."""
    prefix, _, body = name.rpartition("1")
    values = [ALPHABET.find(c) for c in body]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if prefix not in ("note", "nevent") or -1 in values or _polymod([*spread, *values]) != 1:
        return ""
    bits = "".join(f"{value:05b}" for value in values[:-6])
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    if prefix == "note":
        return data.hex() if len(data) == HEX_BYTES else ""
    while len(data) > 1:
        kind, length, data = data[0], data[1], data[2:]
        if kind == 0 and length == HEX_BYTES:
            return data[:length].hex()
        data = data[length:]
    return ""


HEX_BYTES = 32
