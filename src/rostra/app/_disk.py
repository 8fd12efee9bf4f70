"""Where the data stands, and how much of the disk it takes."""

from __future__ import annotations

import os
from pathlib import Path


def folder_size(folder: Path) -> int:
    """Return the bytes on disk under a folder; what vanishes meanwhile counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(place, name)).st_size  # noqa: PTH116, PTH118 - many
            except OSError:
                continue
    return total


def without_key(dsn: str) -> str:
    """Return a DSN without the password in it."""
    before, at, after = dsn.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else dsn
