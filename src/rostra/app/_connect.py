"""Reach the posts: through the living owner of the folder, else by opening the store here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime

from rostra.app._app import open_app
from rostra.app._owner import Owner, find_owner, own, this_process
from rostra.app._remote import remote
from rostra.app._rostra import Rostra
from rostra.errors import OwnerError
from rostra.settings import Settings

WAIT_S = 60.0


@contextmanager
def connect(
    settings: Settings,
    *,
    verb: str,
    offline: bool = False,
    wait_s: float = WAIT_S,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Rostra]:
    """Ask the owner where one serves; else own the folder for as long as the verb runs.

    Waits at most `wait_s` for another verb that holds the folder, or for an owner that is just
    starting. Raises OwnerError when it stays held, or when `offline` and an owner serves.
    """
    me = this_process(verb, datetime.now(UTC))
    with ExitStack() as stack:
        owner = _settle(settings, me, stack, (time.monotonic() + wait_s, say))
        if owner is None:
            yield stack.enter_context(open_app(settings, owner=me))
            return
        if offline:
            msg = (
                f"`rostra serve` (pid {owner.pid}) owns {settings.data}, and --offline refuses "
                "to ask it; leave --offline out, or `rostra stop` first"
            )
            raise OwnerError(msg)
        if owner.version != me.version:
            say(
                f"the owner (pid {owner.pid}) runs version {owner.version}, this is {me.version}; "
                "restart it: `rostra stop`, then `rostra serve`"
            )
        yield stack.enter_context(remote(owner))


def _settle(
    settings: Settings, me: Owner, stack: ExitStack, waiting: tuple[float, Callable[[str], None]]
) -> Owner | None:
    """Return the owner that serves, or None once this process may open the store itself."""
    give_up, say = waiting
    said = False
    while True:
        owner = find_owner(settings.data)
        if owner is not None and owner.socket:
            return owner
        if settings.posts.dsn:
            return None  # a server may be used by any number of processes
        if owner is None:
            with suppress(OwnerError):  # another verb was quicker; look again who it is
                stack.enter_context(own(settings.data, me))
                return None
        elif not said:
            say(f"waiting for `rostra {owner.verb}` (pid {owner.pid}), which holds {settings.data}")
            said = True
        if time.monotonic() >= give_up:
            msg = (
                f"`rostra {owner.verb if owner else '…'}` has held {settings.data} for long; "
                "wait for it, or end it with `rostra stop`"
            )
            raise OwnerError(msg)
        time.sleep(0.1)


def tell_owner(settings: Settings) -> tuple[str, ...] | None:
    """Have a living owner read its settings again; None when there is none to tell."""
    owner = find_owner(settings.data)
    if owner is None or not owner.socket:
        return None
    with remote(owner) as reached:
        return reached.reload()
