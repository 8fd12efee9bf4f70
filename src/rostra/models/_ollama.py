"""Find an Ollama that runs on this machine, so that it can be offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rostra.models._spec import ModelSpec

OLLAMA = "http://127.0.0.1:11434"
PATIENCE = 0.5  # seconds; it is on this machine or it is not


def find_ollama(
    fetch: Callable[[str], Any] | None = None, *, address: str = OLLAMA
) -> tuple[ModelSpec, ...]:
    """List the chat models of a running Ollama, the largest first; () where none runs.

    `fetch` gives the JSON at a URL, None where there is none. Embedding models are left out.
    """
    listed = (fetch or _fetch)(f"{address}/api/tags")
    entries = listed.get("models") if isinstance(listed, dict) else None
    chat = [entry for entry in entries or () if isinstance(entry, dict) and _writes(entry)]
    chat.sort(key=_size, reverse=True)
    return tuple(
        ModelSpec(name=entry["name"], model=entry["name"], base_url=f"{address}/v1")
        for entry in chat
    )


def _writes(entry: dict[str, Any]) -> bool:
    family = str((entry.get("details") or {}).get("family", ""))
    return isinstance(entry.get("name"), str) and "bert" not in family


def _size(entry: dict[str, Any]) -> int:
    size = entry.get("size")
    return size if isinstance(size, int) else 0


def _fetch(url: str) -> Any:
    import httpx

    try:
        # The system's proxy must not carry calls to this machine.
        with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
            reply = client.get(url)
            return reply.json() if reply.status_code == 200 else None
    except (httpx.HTTPError, ValueError):
        return None
