"""A deadline over an open connection: when it passes, the connection is shut down."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class Watch:
    """Shut a socket down unless the deadline keeps being moved; a blocked read then ends.

    A read timeout alone is not enough: it is one number for the first token and the next ones,
    and a server that only sends keep-alive comments never runs into it.
    """

    def __init__(self, connection: socket.socket | None, seconds: float) -> None:
        self.expired = False
        self._connection = connection
        self._deadline = time.monotonic() + seconds
        self._changed = threading.Condition()
        self._over = connection is None
        if connection is not None:
            threading.Thread(target=self._wait, name="model-watch", daemon=True).start()

    def extend(self, seconds: float) -> None:
        """Something came: allow so many seconds more, from now."""
        with self._changed:
            deadline = time.monotonic() + seconds
            sooner = deadline < self._deadline
            self._deadline = deadline
            if sooner:
                self._changed.notify()

    def stop(self) -> None:
        """End the watch."""
        with self._changed:
            self._over = True
            self._changed.notify()

    def _wait(self) -> None:
        with self._changed:
            while not self._over:
                left = self._deadline - time.monotonic()
                if left <= 0:
                    self.expired = self._over = True
                    with contextlib.suppress(OSError):  # closed in the meantime
                        assert self._connection is not None  # noqa: S101 - no thread without one
                        self._connection.shutdown(socket.SHUT_RDWR)
                    return
                self._changed.wait(left)
