"""Addresses as they may stand in the settings file."""

from __future__ import annotations

from urllib.parse import urlsplit


def whole_address(url: str, *schemes: str) -> str:
    """Refuse what is no whole address, and one that holds a name or password: all show it."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        msg = f"{url[:200]!r} is no address; write it in full, as {schemes[0]}://example.org"
        raise ValueError(msg)
    if "@" in parts.netloc:
        msg = "an address may hold no name or password; use the key or token of this table"
        raise ValueError(msg)
    return url
