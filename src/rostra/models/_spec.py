"""Where a model is served and how it is spoken to: plain data, as the settings give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rostra.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, from the request to the first token, between two tokens."""

    connect: float = 5.0
    first_token: float = 120.0
    between_tokens: float = 60.0


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a served model can do. `context` is in tokens, 0 where it could not be found out.

    `lora`: the server takes a `lora` list with each request (llama.cpp).
    """

    json_schema: bool = False
    logprobs: bool = False
    tools: bool = False
    vision: bool = False
    lora: bool = False
    context: int = 0


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One language model.

    `name` is ours (a role or an alias); `model` is the server's name for it. With `base_url` ""
    it is served by the bundled llama.cpp server, from `weights` (a file of one's own) or from the
    known weights that `model`, else `name`, names, with `mmproj` (a picture reader) and `lora`
    (adapters) where given. `extra` goes into each request body as it is.
    `capabilities` stand in for probing. `retries` counts repeated calls, not the first.
    """

    name: str
    model: str = ""
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    weights: Path | None = None
    mmproj: Path | None = None
    lora: tuple[Path, ...] = ()
    timeouts: Timeouts = Timeouts()
    retries: int = 2
    proxy: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    capabilities: Capabilities | None = None


def check_url(spec: ModelSpec) -> None:
    """Raise SettingsError when the base URL of a model cannot be one."""
    try:
        parts = urlsplit(spec.base_url)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_valid = urlsplit(""), False
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_valid:
        raise SettingsError(
            f"base_url of the model {spec.name!r} is {spec.base_url!r}, which is no address; write "
            "it up to /v1, as http://127.0.0.1:11434/v1"
        )
