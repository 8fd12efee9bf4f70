"""The files of pictures, for whoever may have them: bytes with a type and an etag, never a path."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.app._picture_files import picture_path
from rostra.app._picture_words import PictureFile, PictureNamed
from rostra.vision import smaller

if TYPE_CHECKING:
    from rostra.records import Engine

MIMES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml", "webp": "image/webp"}
SIDES = (64, 2_048)
"""The least and the most that `side` may ask for."""


def picture_file(records: Engine, folder: Path, named: PictureNamed) -> PictureFile | None:
    """Return a drawn picture's file; None where it is unknown, another's, or has no such file."""
    from rostra.records import find_picture

    if len(named.id) < 4:
        return None
    kept = find_picture(records, named.id, named.who, hidden=named.hidden)
    digest = (kept.svg if named.kind == "svg" else kept.png) if kept else ""
    if kept is None or not digest:
        return None
    try:
        data = picture_path(folder, kept.id, named.kind).read_bytes()
    except FileNotFoundError:
        return None
    return sent(data, named.kind, f"rostra-{kept.id}", digest, named.side)


def sent(data: bytes, kind: str, name: str, digest: str = "", side: int = 0) -> PictureFile:
    """Return a picture as it is sent, no longer than `side` where that is asked for."""
    known = digest or hashlib.sha256(data).hexdigest()
    if side and kind != "svg":
        longest = min(max(side, SIDES[0]), SIDES[1])
        less = smaller(data, longest)
        if less is not None:
            return PictureFile(less, MIMES["webp"], f"{known}-{longest}", f"{name}-{longest}.webp")
    return PictureFile(data, MIMES[kind], known, f"{name}.{kind}")
