"""Reach the posts: through the living owner of the folder, else by opening the store here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeAlias

from rostra.app._app import App, open_app
from rostra.app._owner import Owner, find_owner, own, this_process
from rostra.app._remote import Remote
from rostra.errors import OwnerError
from rostra.settings import Settings

Reached: TypeAlias = App | Remote
"""The app, here or in another process: the same verbs."""

WAIT_S = 60.0


@contextmanager
def connect(
    settings: Settings,
    *,
    verb: str,
    offline: bool = False,
    wait_s: float = WAIT_S,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Reached]:
    """Ask the owner where one serves; else own the folder for as long as the verb runs.

    Waits at most `wait_s` for another verb that holds the folder, or for an owner that is just
    starting. Raises OwnerError when it stays held, or when `offline` and an owner serves.
    """
    give_up = time.monotonic() + wait_s
    while True:
        owner = _settled(settings, give_up, say)
        if owner is not None:
            if offline:
                msg = (
                    f"`rostra serve` (pid {owner.pid}) owns {settings.data}, and --offline refuses "
                    "to ask it; leave --offline out, or `rostra stop` first"
                )
                raise OwnerError(msg)
            remote = Remote(owner)
            try:
                yield remote
            finally:
                remote.close()
            return
        me = this_process(verb, datetime.now(UTC))
        # A server by DSN may be used by any number of processes.
        if settings.posts.dsn:
            with open_app(settings, owner=me) as app:
                yield app
            return
        holding = own(settings.data, me)
        try:
            holding.__enter__()
        except OwnerError:
            if time.monotonic() >= give_up:
                raise
            continue  # another verb was quicker; look again who it is
        with _leaving(holding), open_app(settings, owner=me) as app:
            yield app
        return


@contextmanager
def _leaving(holding: object) -> Iterator[None]:
    try:
        yield
    finally:
        holding.__exit__(None, None, None)  # type: ignore[attr-defined]


def _settled(settings: Settings, give_up: float, say: Callable[[str], None]) -> Owner | None:
    """Wait until the folder is free (None) or its owner serves."""
    said = False
    while True:
        owner = find_owner(settings.data)
        if owner is None or owner.socket or settings.posts.dsn:
            return owner if owner and owner.socket else None
        if time.monotonic() >= give_up:
            msg = (
                f"`rostra {owner.verb}` (pid {owner.pid}) has held {settings.data} for long; "
                "wait for it, or end it with `rostra stop`"
            )
            raise OwnerError(msg)
        if not said:
            say(f"waiting for `rostra {owner.verb}` (pid {owner.pid}), which holds {settings.data}")
            said = True
        time.sleep(0.1)


def tell_owner(settings: Settings) -> tuple[str, ...] | None:
    """Have a living owner read its settings again; None when there is none to tell."""
    owner = find_owner(settings.data)
    if owner is None or not owner.socket:
        return None
    remote = Remote(owner)
    try:
        return remote.reload()
    finally:
        remote.close()
