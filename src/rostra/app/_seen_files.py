"""The pictures of posts: fetched when they are needed, made anew, kept by hash, and let go."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from rostra.errors import PictureRefused

if TYPE_CHECKING:
    from rostra.vision import Picture

log = logging.getLogger(__name__)

_ENDS = (".png", ".jpeg")
_HEX = frozenset("0123456789abcdef")


class SeenFiles:
    """Pictures of posts in `pictures/seen/` of the data folder, each under its own hash.

    Only pictures made anew from pixels are kept: nothing that a stranger's file held besides.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, picture: Picture) -> Path:
        """Write a picture, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(picture.sha256, f".{picture.kind}")
        if not path.exists():
            fresh = self.folder / f".{uuid4().hex}"
            with os.fdopen(
                os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                out.write(picture.data)
            fresh.replace(path)
        return path

    def find(self, sha256: str) -> bytes | None:
        """Return a picture's bytes, None where they are not kept any more."""
        for end in _ENDS:
            path = self._path(sha256, end)
            if path.is_file():
                data = path.read_bytes()
                os.utime(path)
                return data
        return None

    def forget(self, hashes: Iterable[str]) -> int:
        """Delete pictures; return how many files went."""
        gone = 0
        for sha256 in hashes:
            for end in _ENDS:
                path = self._path(sha256, end)
                if path.is_file():
                    path.unlink(missing_ok=True)
                    gone += 1
        return gone

    def trim(self, most: int) -> int:
        """Delete those that were not looked at for longest until at most `most` bytes are left."""
        if not self.folder.is_dir():
            return 0
        facts = [(path, path.stat()) for path in self.folder.iterdir() if path.is_file()]
        left, gone = sum(fact.st_size for _, fact in facts), 0
        for path, fact in sorted(facts, key=lambda each: each[1].st_mtime):
            if left <= most:
                break
            path.unlink(missing_ok=True)
            left -= fact.st_size
            gone += 1
        return gone

    def _path(self, sha256: str, end: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= _HEX:
            raise PictureRefused(f"{sha256[:80]!r} is no hash of a picture")
        return self.folder / f"{sha256}{end}"
