"""Everything a Rostra holds in one file, made while it runs, and put back into an empty folder."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from rostra.errors import BackupError

if TYPE_CHECKING:
    from rostra.posts import Part, Store
    from rostra.records import Engine

FORMAT = 1
HEAD_NAME = "rostra-backup.json"
ROWS_NAME = "records/rows.jsonl"
LIST_NAME = "manifest.json"
NOT_COPIED = ("posts", "logs", "records.sqlite", "owner.")
"""Beginnings of names in the data folder that are copied otherwise, or belong to a process."""

_PART = re.compile(r"posts/\d{6}-([a-z_]+)\.native")
_SOUND = re.compile(r"folder/[^\x00\\]+")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A back-up that was written or put back: `rows` of records, `parts` of posts, `files`."""

    path: str
    rows: int
    parts: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Held:
    """What a back-up is of."""

    folder: Path
    store: Store
    records: Engine
    version: str


def back_up(held: Held, path: Path, now: datetime) -> BackedUp:
    """Write a back-up to `path`, readable by this user alone; it is whole or not there.

    Raises BackupError where something lies at `path` already or it cannot be written.
    """
    if path.exists():
        raise BackupError(f"{path} is there already; name another file or move it away")
    part = path.with_name(f"{path.name}.part")
    try:
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as raw:
            counts = _write(raw, held, now)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(part, path)  # unlike a rename this never replaces what came meanwhile
    except OSError as error:
        raise BackupError(f"the back-up {path} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return BackedUp(str(path), *counts, path.stat().st_size)


def _write(raw: IO[bytes], held: Held, now: datetime) -> tuple[int, int, int]:
    from rostra.records import HEAD, copy_out

    with (
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=3, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        tempfile.TemporaryFile(dir=held.folder) as spool,
    ):
        out = _Out(tar, spool)
        head = {"format": FORMAT, "version": held.version, "made_at": now.isoformat()}
        head |= {"records": HEAD, "posts": held.store.shape()}
        out.add(HEAD_NAME, json.dumps(head).encode())
        rows = 0
        with out.member(ROWS_NAME) as file:
            for table, line in copy_out(held.records):
                file.write(f"{table}\t{line}\n".encode())
                rows += 1

        @contextmanager
        def into(part: Part) -> Iterator[IO[bytes]]:
            with out.member(f"posts/{len(out.sums):06}-{part.table}.native") as file:
                yield file

        parts = held.store.copy_out(into)
        files = 0
        for file_path in _files(held.folder):
            files += out.copy(f"folder/{file_path.relative_to(held.folder).as_posix()}", file_path)
        out.add(LIST_NAME, json.dumps(out.sums).encode())
    return rows, parts, files


class _Out:
    """Members of an archive, and their hashes."""

    def __init__(self, tar: tarfile.TarFile, spool: Any) -> None:
        self.sums: dict[str, str] = {}
        self._tar = tar
        self._spool = spool

    def add(self, name: str, body: bytes) -> None:
        """Add a member that is at hand."""
        with self.member(name) as file:
            file.write(body)

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """Add what is written; its size is known only at the end, so it waits on the disk."""
        self._spool.seek(0)
        self._spool.truncate()
        yield self._spool
        size = self._spool.tell()
        self._spool.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.sums[name] = hashlib.file_digest(self._spool, "sha256").hexdigest()
        self._spool.seek(0)
        self._tar.addfile(info, self._spool)

    def copy(self, name: str, path: Path) -> int:
        """Add a file; one that vanished meanwhile is left out. Return how many were added."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return 0
        with source, self.member(name) as file:
            while chunk := source.read(1 << 20):
                file.write(chunk)
        return 1


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files to copy, in order; links are not followed."""
    for top in sorted(folder.iterdir()):
        if top.name.startswith(NOT_COPIED):
            continue
        inside = [top] if top.is_file() else sorted(top.rglob("*"))
        yield from (path for path in inside if path.is_file() and not path.is_symlink())


def unpack(archive: Path, into: Path) -> dict[str, Any]:
    """Unpack a back-up into an empty folder and check every byte; return what its head says.

    Raises BackupError for a file that is no whole back-up, was altered, or is of a newer Rostra.
    """
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            sums: dict[str, str] = {}
            for info in tar:
                source = tar.extractfile(info) if info.isreg() else None
                if source is None:
                    raise BackupError(f"{archive} holds {info.name!r}, which is no plain file")
                sums[info.name] = _take(source, into, info.name)
    except (OSError, EOFError, tarfile.TarError, gzip.BadGzipFile) as error:
        raise BackupError(f"{archive} cannot be read as a back-up: {error}") from error
    listed = _json(into / LIST_NAME, archive)
    sums.pop(LIST_NAME)
    if listed != sums:
        wrong = sorted(name for name in {*listed, *sums} if listed.get(name) != sums.get(name))
        raise BackupError(f"{archive} was altered or cut short: {', '.join(wrong[:3])}")
    head = _json(into / HEAD_NAME, archive)
    if head.get("format") != FORMAT:
        msg = f"{archive} was made by a newer Rostra ({head.get('version')}); upgrade, then restore"
        raise BackupError(msg)
    return head


def _take(source: IO[bytes], into: Path, name: str) -> str:
    known = name in (HEAD_NAME, ROWS_NAME, LIST_NAME) or _PART.fullmatch(name)
    steps = PurePosixPath(name).parts
    if not known and (not _SOUND.fullmatch(name) or ".." in steps or name.endswith("/")):
        raise BackupError(f"the back-up names {name!r}, which would lead out of the folder")
    path = into.joinpath(*steps)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def put_back(
    unpacked: Path, head: dict[str, Any], store: Store, records: Engine
) -> tuple[int, int]:
    """Write the rows and posts of an unpacked back-up into empty ones; return rows and parts."""
    from rostra.records import HEAD, copy_in

    if str(head.get("records")) > HEAD or int(head.get("posts", 0)) != store.shape():
        msg = (
            f"the back-up is of Rostra {head.get('version')} (records {head.get('records')}, "
            f"posts {head.get('posts')}); this one knows {HEAD} and {store.shape()}: restore it "
            "with that version, then upgrade"
        )
        raise BackupError(msg)
    with (unpacked / ROWS_NAME).open(encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").partition("\t") for line in lines)
        rows = copy_in(records, ((table, row) for table, _, row in pairs))
    files = sorted((unpacked / "posts").glob("*.native")) if (unpacked / "posts").is_dir() else []
    for file in files:
        match = _PART.fullmatch(f"posts/{file.name}")
        with file.open("rb") as source:
            store.copy_in(match[1] if match else "", source)
    return rows, len(files)


def _json(path: Path, archive: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        told = json.loads(path.read_bytes())
        if isinstance(told, dict):
            return told
    raise BackupError(f"{archive} is no whole back-up: {path.name} is missing or cannot be read")
