"""Round after round, until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra.bot._work import Account, Round, work

if TYPE_CHECKING:
    from rostra.app import Rostra


def _utc_now() -> datetime:
    return datetime.now(UTC)


def run(
    accounts: Sequence[Account],
    rostra: Rostra,
    *,
    every_s: float,
    stop: threading.Event,
    told: Callable[[str, Round], None] = lambda _name, _round: None,
    clock: Callable[[], datetime] = _utc_now,
) -> None:
    """Do rounds of every account each `every_s` seconds; one that fails does not hold the others.

    `told` hears of each round that did something or failed.
    """
    while not stop.is_set():
        for account in accounts:
            done = work(account, rostra, clock())
            if done != Round():
                told(account.name, done)
        stop.wait(every_s)
