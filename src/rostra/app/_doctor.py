"""Look at everything Rostra needs, and say how to mend what is wrong."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from rostra.app._feeds import host_and_port, labelers_of, open_feed
from rostra.app._models import open_lineup, weights_problem
from rostra.app._owner import Owner, find_owner
from rostra.app._prompts import prompt_states
from rostra.errors import FetchError, RostraError
from rostra.fetch import Limits, Reach, fetch
from rostra.settings import FeedSettings, Settings, load_settings

ROOM = 2_000_000_000
PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `note` is worth knowing, `bad` keeps something from working."""

    what: str
    state: Literal["good", "note", "bad"]
    says: str
    cure: str = ""


def examine(*, data: Path | None = None, file: Path | None = None) -> Iterator[Finding]:
    """Yield findings as they come; nothing is changed, and no store is opened."""
    yield _python()
    try:
        settings = load_settings(data=data, file=file)
    except RostraError as error:
        yield Finding("settings", "bad", str(error), "mend that line, or move the file away")
        return
    there = settings.file.exists()
    says = f"{settings.file} is right" if there else f"no {settings.file}; every key has a default"
    yield Finding("settings", "good", says)
    if there:
        yield from _privacy(settings)
    owner = find_owner(settings.data)
    yield from _folder(settings)
    yield _owner(settings, owner)
    yield _port(settings, owner)
    yield from _weights(settings)
    yield from _models(settings)
    yield from _prompts(settings)
    yield from _feeds(settings)
    yield _clock(settings)


def _python() -> Finding:
    return Finding("python", "good", f"{sys.version.split()[0]} at {sys.executable}")


def _privacy(settings: Settings) -> Iterator[Finding]:
    """Tell when others on this machine can read a key that is written in the settings."""
    held = [told.api_key for told in settings.models.roles.values()]
    held += [getattr(told, "token", "") for told in settings.feeds]
    held += [told.client_secret for told in settings.accounts.oidc]
    held += [settings.server.metrics_token]
    held += [urlsplit(dsn).password or "" for dsn in (settings.posts.dsn, settings.records.dsn)]
    if any(held) and settings.file.stat().st_mode & 0o077:
        says = f"{settings.file} holds a key and can be read by others on this machine"
        cure = f"chmod 600 {settings.file}, or name a variable (api_key_env, token_env)"
        yield Finding("keys", "bad", says, cure)


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    standing = next(p for p in (folder, *folder.parents) if p.exists())
    if not standing.is_dir() or not os.access(standing, os.W_OK | os.X_OK):
        cure = f"make {standing} yours, or name another folder with --data or $ROSTRA_DATA"
        yield Finding("data folder", "bad", f"{folder} cannot be written", cure)
        return
    yield Finding("data folder", "good", f"{folder}" + ("" if folder.exists() else " (new)"))
    free = shutil.disk_usage(standing).free
    says = f"{free / 1e9:.1f} GB free"
    if free < ROOM:
        cure = "make room, or lower posts.disk_limit_gb and posts.retention_days"
        yield Finding("disk", "bad", says, cure)
    else:
        yield Finding("disk", "good", says)


def _owner(settings: Settings, owner: Owner | None) -> Finding:
    if owner is None:
        return Finding("owner", "good", "no Rostra runs; verbs open the store themselves")
    if not owner.socket:
        return Finding("owner", "note", f"`rostra {owner.verb}` (pid {owner.pid}) holds the folder")
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        probe.settimeout(PATIENCE_S)
        try:
            probe.connect(owner.socket)
        except OSError as error:
            says = f"pid {owner.pid} owns {settings.data} and does not listen: {error}"
            return Finding("owner", "bad", says, "rostra stop, then rostra serve")
    return Finding("owner", "good", f"Rostra runs (pid {owner.pid}) on {owner.address}")


def _port(settings: Settings, owner: Owner | None) -> Finding:
    host, port = settings.server.host, settings.server.port
    if owner is not None and owner.address.endswith(f":{port}"):
        return Finding("port", "good", f"{port} is Rostra's own")
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        says = f"{host} port {port}: {error.strerror}"
        return Finding("port", "note", says, "rostra serve --port 0, or set server.port")
    return Finding("port", "good", f"{host} port {port} is free")


def _weights(settings: Settings) -> Iterator[Finding]:
    for name, without in (
        ("mini", "without it answers quote posts"),
        ("e5", "without it the best posts are not re-ranked by meaning"),
    ):
        problem = weights_problem(name, settings)
        if problem:
            yield Finding(
                f"weights {name}", "note", f"{problem} ({without})", f"rostra models fetch {name}"
            )
        else:
            yield Finding(f"weights {name}", "good", "size and hash are right")


def _models(settings: Settings) -> Iterator[Finding]:
    from rostra.models import check_model, find_ollama

    try:
        opened = open_lineup(settings)
    except RostraError as error:
        yield Finding("models", "bad", str(error), "mend [models] in the settings")
        return
    with opened:
        for name, spec in opened.specs.items():
            if spec.base_url:
                check = check_model(opened, name)
                if check.ok:
                    says = f"{spec.base_url} answers at {check.tokens_per_s:.0f} tokens/s"
                    yield Finding(f"model {name}", "good", says)
                else:
                    cure = f"start that server, or mend models.roles.{name}"
                    yield Finding(f"model {name}", "bad", check.problem, cure)
    if not settings.models.roles:
        for found in find_ollama()[:1]:
            cure = f'[models.roles.large] base_url = "{found.base_url}", model = "{found.model}"'
            yield Finding("ollama", "note", f"runs here and has {found.model}", cure)


def _prompts(settings: Settings) -> Iterator[Finding]:
    """Tell which of the operator's prompts are in use; of the shipped ones there is no news."""
    for state in prompt_states(settings):
        if state.origin == "operator":
            what = f"prompt {state.lang}/{state.name}"
            if state.problem:
                cure = f"rostra prompts check {state.name}; the shipped one is in use"
                yield Finding(what, "note", state.problem, cure)
            else:
                yield Finding(what, "good", f"the operator's version {state.version} is in use")


def _feeds(settings: Settings) -> Iterator[Finding]:
    for told in settings.feeds:
        name = f"feed {told.name}"
        try:
            open_feed(told, settings)
            problem = next((p for url in _addresses(told) if (p := _unreachable(url))), "")
        except RostraError as error:
            yield Finding(name, "bad", str(error), "mend it in the settings")
            continue
        if problem:
            yield Finding(name, "bad", problem, "check the address and the network")
        else:
            yield Finding(name, "good", f"{told.network} can be reached")
    if not settings.feeds:
        cure = "rostra feed add bluesky --query harbour"
        yield Finding("feeds", "note", "there are none yet", cure)


def _addresses(told: FeedSettings) -> list[str]:
    urls = [*getattr(told, "relays", ()), getattr(told, "url", ""), *labelers_of(told)]
    return [url for url in urls if url]


def _unreachable(url: str) -> str:
    host, port = host_and_port(url)
    try:
        socket.create_connection((host, port), PATIENCE_S).close()
    except OSError as error:
        return f"{host} port {port} cannot be reached: {error}"
    return ""


def _clock(settings: Settings) -> Finding:
    """Compare this machine's clock with a server the operator named, where there is one."""
    url = next((u for f in settings.feeds for u in _addresses(f) if u.startswith("http")), "")
    if not url:
        year = datetime.now(UTC).year
        return Finding(
            "clock",
            "good" if year >= 2024 else "bad",
            f"it is {year}; not compared",
            "" if year >= 2024 else "set the clock",
        )
    reach = Reach(allow=frozenset({host_and_port(url)}), proxy=settings.models.proxy)
    try:
        reply = fetch(url, method="HEAD", limits=Limits(seconds=PATIENCE_S), reach=reach)
        told = parsedate_to_datetime(reply.headers["date"]).timestamp()
    except (FetchError, KeyError, ValueError):
        return Finding("clock", "note", f"could not be compared with {url}")
    off = time.time() - told
    if abs(off) > 60:
        return Finding("clock", "bad", f"{off:+.0f} s off {url}", "let the system set the clock")
    return Finding("clock", "good", f"agrees with {url}")
