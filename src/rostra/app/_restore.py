"""Put a back-up back: into a folder that is not there yet, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.app._backup import BackedUp, put_back, unpack
from rostra.errors import BackupError
from rostra.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def restore(
    archive: Path, folder: Path, settings_file: Path | None, environ: Mapping[str, str]
) -> BackedUp:
    """Make the data folder anew from a back-up; return what was put back.

    The settings are the back-up's own, unless `settings_file` names others: that is how posts and
    records move to a server. Raises BackupError where the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty; a back-up is put back into a new folder only")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        room = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        stack.callback(shutil.rmtree, room, ignore_errors=True)
        head = unpack(archive, room / "unpacked")
        fresh = room / "unpacked" / "folder"
        fresh.mkdir(exist_ok=True, mode=0o700)
        files = sum(path.is_file() for path in fresh.rglob("*"))
        own = fresh / "rostra.toml"
        named = settings_file or (own if own.exists() else None)
        rows, parts = _fill(fresh, named, head, environ)
        if folder.exists():
            folder.rmdir()
        os.rename(fresh, folder)  # noqa: PTH104 - refuses a folder that filled meanwhile
    return BackedUp(str(folder), rows, parts, files, archive.stat().st_size)


def _fill(
    fresh: Path, settings_file: Path | None, head: dict[str, object], environ: Mapping[str, str]
) -> tuple[int, int]:
    from rostra.posts import open_store
    from rostra.records import open_engine

    settings = load_settings(data=fresh, file=settings_file, environ=environ)
    dsn = settings.posts.dsn
    with ExitStack() as stack:
        records = open_engine(settings.records.dsn or f"sqlite:///{fresh}/records.sqlite")
        stack.callback(records.dispose)
        store = open_store(None if dsn else fresh / "posts", dsn)
        stack.callback(store.close)
        return put_back(fresh.parent, head, store, records)
