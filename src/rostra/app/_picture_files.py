"""The files of pictures: named by id alone, whole before a row names them, erased for good."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from rostra.errors import DiskFull, StoreError

_NAME = re.compile(r"[0-9a-f]{12}-\d{1,2}")


def pictures_folder(data: Path) -> Path:
    """Return the folder of pictures in a data folder."""
    return data / "pictures"


def picture_path(folder: Path, picture: str, kind: str) -> Path:
    """Return where a picture's `png` or `svg` stands; raises StoreError for what is no id."""
    if not _NAME.fullmatch(picture):
        raise StoreError(f"{picture!r} is no picture's id; `rostra pictures` lists them")
    return folder / f"{picture}.{kind}"


def write_picture(folder: Path, picture: str, kind: str, body: bytes) -> str:
    """Write a file whole or not at all, onto the disk itself; return its SHA-256.

    Raises DiskFull where there is no room.
    """
    path = picture_path(folder, picture, kind)
    part = path.with_suffix(f".{kind}.part")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        _settle(folder)
    except OSError as error:
        part.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        msg = f"{path} cannot be written: {error}; make room or rights there, and draw again"
        raise (DiskFull if full else StoreError)(msg) from None
    return hashlib.sha256(body).hexdigest()


def erase_picture(folder: Path, picture: str) -> int:
    """Overwrite a picture's files with zeros and unlink them; return how many there were."""
    erased = 0
    for kind in ("png", "svg"):
        path = picture_path(folder, picture, kind)
        erased += sum(erase_file(file) for file in (path, path.with_suffix(f".{kind}.part")))
    if erased:
        _settle(folder)
    return erased


def erase_strays(folder: Path, order: str, kept: Iterable[str]) -> int:
    """Erase the files of an order that no row names: its process died before it wrote one."""
    known = set(kept)
    names = {path.name.split(".")[0] for path in folder.glob(f"{order}-*")}
    return sum(erase_picture(folder, name) for name in names - known if _NAME.fullmatch(name))


def erase_file(path: Path) -> bool:
    """Overwrite a file with zeros and unlink it; False where there is none."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        msg = f"{path} cannot be erased: {error}; remove it by hand"
        raise StoreError(msg) from None
    return True


def _settle(folder: Path) -> None:
    """Have the folder's own list of names on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
