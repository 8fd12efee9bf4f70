"""Whether a part can be used now, in a word."""

from __future__ import annotations

from collections.abc import Callable

from rostra.errors import RostraError


def said_of(check: Callable[[], None]) -> str:
    """Return "ok" where the check passes, else what it says."""
    try:
        check()
    except RostraError as error:
        return str(error)
    return "ok"
