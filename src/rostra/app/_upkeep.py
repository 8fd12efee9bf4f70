"""A task that runs every few minutes in a thread of its own, until told to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Self

from rostra.errors import RostraError

log = logging.getLogger(__name__)


class Upkeep:
    """Runs `task` every `every_s` seconds between entering and leaving.

    A task that fails with an error of ours is logged and tried again at its next turn.
    """

    def __init__(self, task: Callable[[], object], every_s: float) -> None:
        self._task = task
        self._every_s = every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rostra-upkeep", daemon=True)

    def __enter__(self) -> Self:
        """Begin; the first turn comes after one interval."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End; a turn that runs is waited for."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._every_s):
            try:
                self._task()
            except RostraError as error:
                log.warning("upkeep: %s", error)
