"""Addresses that strangers write into posts."""

from __future__ import annotations

from rostra.text import clean

LONGEST = 4_096


def web(url: object) -> str:
    """Return an http or https address, cleaned; "" for anything else (javascript:, data:)."""
    if not isinstance(url, str) or len(url) > LONGEST:
        return ""
    bare = clean(url.strip(), LONGEST)
    return bare if bare.lower().startswith(("http://", "https://")) and " " not in bare else ""
