"""Secrets that people carry: random, and kept only by their hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

KEY_MARK = "rk_"
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters that are told apart when they are read out; 32 of them, 5 bits each."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key to the API as it is shown once: `rk_`, its visible part, `_`, the secret."""

    id: str
    secret: str

    def __str__(self) -> str:
        """Write the whole key."""
        return f"{KEY_MARK}{self.id}_{self.secret}"


def new_token() -> str:
    """Return 256 random bits, as they stand in a cookie or an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256. Random bits need no slow hash and no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())


def new_key() -> ApiKey:
    """Return a new key to the API."""
    return ApiKey("".join(secrets.choice(_ALPHABET) for _ in range(12)), secrets.token_hex(24))


def read_key(text: str) -> ApiKey | None:
    """Read a key to the API; None for what has not its shape."""
    if not text.startswith(KEY_MARK) or not text.isascii() or len(text) > 200:
        return None
    visible, _, secret = text.removeprefix(KEY_MARK).partition("_")
    return ApiKey(visible, secret) if visible and secret else None


def new_codes(count: int = 10) -> tuple[str, ...]:
    """Return recovery codes, as `k3v9-xq7m-2trd`: 60 random bits each."""
    return tuple(
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
        for _ in range(count)
    )


def code_hash(person_id: str, code: str) -> str:
    """Return what is kept of a recovery code, however it is written."""
    bare = "".join(c for c in code.casefold() if c.isalnum())
    return hash_of(f"{person_id}:{bare}")
