"""Where a painter is and how it is spoken to: plain data, as the settings give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from rostra.errors import SettingsError

PainterKind = Literal["openai", "bfl", "comfyui", "sdcpp", "diffusers"]
PAINTER_KINDS: tuple[PainterKind, ...] = ("openai", "bfl", "comfyui", "sdcpp", "diffusers")


@dataclass(frozen=True, slots=True)
class PainterSpec:
    """One painter beside the bundled illustrator.

    `base_url` is the server's address: for `openai` up to /v1, for `bfl` and `comfyui` its root.
    `model` is the painter's own name for what draws (`flux-2-pro`, a folder of diffusers).
    `workflow` is ComfyUI's workflow in API format. `weights` names the files of `sdcpp` by the
    part they are: diffusion, vae or taesd, clip_l, clip_g, t5xxl, llm, or model for one file of
    all.
    `steps` and `guidance` of 0 mean the painter's own. `timeout_s` bounds one order from end to
    end. `webhook` is an address of ours that BFL calls when a picture is ready, signed with
    `webhook_secret`. `extra` goes into each request as it is, but for its `plain`:
    true leaves out what only some servers read.
    """

    name: str
    kind: PainterKind
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    model: str = ""
    workflow: Path | None = None
    weights: Mapping[str, Path] = field(default_factory=dict)
    steps: int = 0
    guidance: float = 0.0
    threads: int = 0
    timeout_s: float = 600.0
    connect_s: float = 5.0
    webhook: str = ""
    webhook_secret: str = field(default="", repr=False)
    proxy: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def fields_of(spec: PainterSpec) -> dict[str, Any]:
    """Return the operator's own fields of a request."""
    return {key: value for key, value in spec.extra.items() if key != "plain"}


def check_address(spec: PainterSpec) -> tuple[str, int]:
    """Return the host and port of a painter's server; raises SettingsError on what is none."""
    try:
        parts = urlsplit(spec.base_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("http", "https") or not parts.hostname or not port:
        raise SettingsError(
            f"base_url of the painter {spec.name!r} is {spec.base_url!r}, which is no address; "
            "write it as http://127.0.0.1:1234/v1"
        )
    if not (spec.api_key.isascii() and spec.api_key.isprintable()):
        raise SettingsError(
            f"api_key of the painter {spec.name!r} has characters that no key has; copy it again"
        )
    return parts.hostname, port
