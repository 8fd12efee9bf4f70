"""What a person may still ask: the one place where the chat meets plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request


def quota_line(request: Request) -> str:
    """Return what is left of a person's plan in a few words; "" where nothing limits them."""
    del request  # plans are not wired yet: the person at this machine has no limits
    return ""
