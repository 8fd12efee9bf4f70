"""Secrets at rest: sealed by AES-GCM under a key that is no part of the records."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from rostra.errors import AccountError

FILE = "seal.key"
_NONCE = 12


def seal_key(folder: Path, given: str = "") -> bytes:
    """Return the key: the one given in base 64, else that of the folder, made at the first call.

    The file can be read by this user only. Raises AccountError for a key that is none.
    """
    if given:
        try:
            key = base64.urlsafe_b64decode(given)
        except (ValueError, binascii.Error):
            key = b""
        if len(key) != 32:
            raise AccountError("the sealing key is not 32 bytes in base 64; `rostra keys seal`")
        return key
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / FILE
    fresh = folder / f".{FILE}.{secrets.token_hex(4)}"
    if not file.exists():
        # Whole or not at all, and the first who comes: a link fails where the file is there.
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(32))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = file.read_bytes()
    if len(key) != 32:
        raise AccountError(f"{file} holds no sealing key; put the old one back")
    return key


def seal(key: bytes, plain: str, what: str) -> str:
    """Seal a secret; `what` says whose and which it is, and opens no other."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, plain.encode(), what.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(key: bytes, sealed: str, what: str) -> str:
    """Open a sealed secret; raises AccountError where key, text or `what` are others."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.urlsafe_b64decode(sealed)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], what.encode()).decode()
    except (InvalidTag, ValueError) as error:
        msg = "a sealed secret cannot be opened: the sealing key is another; put the old one back"
        raise AccountError(msg) from error
