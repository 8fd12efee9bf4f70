"""Small matrices on one thread: to wake a processor's other cores costs more than they save."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_LOCK = threading.Lock()
_HELD: list[Any] = []
_INSIDE = [0]


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy's linear algebra on one thread inside; also as a decorator.

    A board of 129 entrants takes 12 ms so, and 400 ms with a thread for each of two busy cores.
    The limit is the process's: the first to come in sets it, the last to leave lifts it.
    """
    with _LOCK:
        if not _INSIDE[0]:
            _HELD.append(_pools().limit(limits=1, user_api="blas"))
        _INSIDE[0] += 1
    try:
        yield
    finally:
        with _LOCK:
            _INSIDE[0] -= 1
            if not _INSIDE[0]:
                _HELD.pop().restore_original_limits()


@cache
def _pools() -> Any:
    """Find the pools of threads once; it reads the list of loaded libraries."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
