"""Addresses of pictures that can be opened without a key, for a day, by who was given them."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

LASTS_S = 86_400


def key_in(data: Path) -> bytes:
    """Return the key of this data folder; made once, readable by its owner only."""
    path = data / "api.key"
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) == 32:
        return key
    draft = path.with_name(f"api.key.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    draft.replace(path)
    return path.read_bytes()


def signature(key: bytes, name: str, owner: str, until: int) -> str:
    """Sign that a picture of an owner's may be opened until a second of the epoch."""
    said = "\0".join((name, owner, str(until))).encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def holds(key: bytes, name: str, owner: str, until: int, told: str, now: float) -> bool:
    """Say whether a signature is ours, and its time not over."""
    return until > now and hmac.compare_digest(signature(key, name, owner, until), told)
