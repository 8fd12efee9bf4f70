"""Nostr's readable names for events (NIP-19), in Bech32 (BIP-173)."""

from __future__ import annotations

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


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
    words = _fives(data)
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*spread, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return f"{prefix}1{''.join(ALPHABET[word] for word in words)}"


def _fives(data: bytes) -> list[int]:
    """Cut bytes into groups of five bits, the last one filled with zeros."""
    bits = len(data) * 8
    number = int.from_bytes(data, "big") << -bits % 5
    count = -(-bits // 5)
    return [number >> 5 * (count - 1 - i) & 31 for i in range(count)]


def _polymod(words: list[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for bit, value in enumerate(GENERATOR):
            check ^= value if top >> bit & 1 else 0
    return check
