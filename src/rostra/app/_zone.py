"""The time zone of this machine, by name."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def local_zone(named: str = "") -> str:
    """Return `named`, else the machine's zone (`$TZ`, /etc/timezone, /etc/localtime), else UTC."""
    link = Path("/etc/localtime")
    linked = str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else ""
    for name in (named, os.environ.get("TZ", "").lstrip(":"), _written(), linked):
        try:
            if name:
                return ZoneInfo(name).key.removeprefix("Etc/")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def _written() -> str:
    try:
        return Path("/etc/timezone").read_text(encoding="utf-8").strip()
    except OSError:
        return ""
