"""Which process holds a reservation, and whether it still may."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def holder_here() -> str:
    """Name this process as one that is told from a later one with the same number."""
    return f"{platform.node()}:{os.getpid()}:{_birth(os.getpid())}"


def alive(holder: str) -> bool:
    """Say whether the process that reserved may still settle; one of another machine may."""
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    born = holder.rpartition(":")[2]
    if host != platform.node() or not rest.isdecimal():
        return True
    if born:
        return _birth(int(rest)) == born
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _birth(pid: int) -> str:
    """Return when a process started, in the system's ticks; "" where it does not say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
