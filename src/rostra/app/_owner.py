"""Who owns a data folder: one process at a time, told apart from a dead one by its lock."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from rostra.errors import OwnerError

# The kernel's limit for a socket's path is 104 bytes on macOS and 108 on Linux.
SOCKET_PATH_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that holds a data folder.

    `verb` is what it runs; only `serve` listens: `socket` is its path and `address` its URL.
    `birth` tells the process from a later one with the same pid ("" where the system does not
    say).
    """

    pid: int
    verb: str
    version: str
    started: str
    birth: str = ""
    socket: str = ""
    address: str = ""


def find_owner(folder: Path) -> Owner | None:
    """Return the living owner of the folder, None when the folder is free.

    What a killed owner left behind is not believed: its lock is free.
    """
    lock = folder / "owner.lock"
    try:
        handle = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(folder) or Owner(pid=0, verb="a starting process", version="", started="")
    else:
        return None
    finally:
        os.close(handle)


@contextmanager
def own(
    folder: Path,
    owner: Owner,
    *,
    wait_s: float = 0.0,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Hold the folder; wait at most `wait_s` for another holder, telling `say` about it.

    Raises OwnerError when it stays held.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, folder, wait_s, say)
        announce(folder, owner)
        try:
            yield
        finally:
            # The note goes before the lock: nobody reads ours while another holds the folder.
            (folder / "owner.json").unlink(missing_ok=True)
    finally:
        os.close(handle)


def announce(folder: Path, owner: Owner) -> None:
    """Write who holds the folder; the caller holds the lock."""
    note = folder / "owner.json"
    fresh = note.with_suffix(".new")
    fresh.unlink(missing_ok=True)  # one that a killed process left has its own mode
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:  # noqa: PTH123
        out.write(json.dumps(asdict(owner), indent=2) + "\n")
    fresh.replace(note)


def _lock(handle: int, folder: Path, wait_s: float, say: Callable[[str], None]) -> None:
    # A moment at least: `find_owner` of another process holds the lock while it looks.
    give_up = time.monotonic() + max(wait_s, 0.5)
    said = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = _read(folder)
            who = f"`rostra {other.verb}` (pid {other.pid})" if other else "another process"
            if time.monotonic() >= give_up:
                msg = (
                    f"{who} holds the data folder {folder}; wait for it, or `rostra stop` it, "
                    "or name another folder with --data"
                )
                raise OwnerError(msg) from None
            if not said and wait_s:
                say(f"{who} holds the data folder {folder}; waiting up to {wait_s:.0f} s for it")
                said = True
            time.sleep(0.1)
        else:
            return


def _read(folder: Path) -> Owner | None:
    try:
        return Owner(**json.loads((folder / "owner.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        # Not written yet, or by another version: the lock alone says that someone is there.
        return None


def this_process(verb: str, now: datetime) -> Owner:
    """Describe the running process as an owner."""
    pid = os.getpid()
    return Owner(pid, verb, version("rostra"), now.isoformat(timespec="seconds"), birth(pid))


def birth(pid: int) -> str:
    """Return when the process started, in the system's own ticks; "" where it does not say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


def stop_owner(folder: Path, *, wait_s: float = 30.0) -> Owner | None:
    """Ask the owner to end and wait until the folder is free; None when there was none.

    Raises OwnerError when it does not end, or when the pid is not that process any more.
    """
    owner = find_owner(folder)
    if owner is None:
        return None
    if owner.pid == 0:
        msg = f"a process is just taking the data folder {folder}; try again in a second"
        raise OwnerError(msg)
    if owner.birth and birth(owner.pid) != owner.birth:
        msg = f"pid {owner.pid} is not the owner of {folder} any more; run `rostra status`"
        raise OwnerError(msg)
    try:
        os.kill(owner.pid, signal.SIGTERM)
    except ProcessLookupError:
        return owner
    except PermissionError:
        msg = f"pid {owner.pid} owns {folder} and belongs to another user; ask them to stop it"
        raise OwnerError(msg) from None
    give_up = time.monotonic() + wait_s
    while time.monotonic() < give_up:
        current = find_owner(folder)
        if current is None or current.pid not in (0, owner.pid):
            return owner
        time.sleep(0.1)
    msg = (
        f"pid {owner.pid} was asked to end {wait_s:.0f} s ago and still runs; "
        f"look at its log, or end it with `kill -9 {owner.pid}` (nothing stored is lost)"
    )
    raise OwnerError(msg)


def socket_path(folder: Path) -> Path:
    """Return where the owner listens: in the folder, or in a short private place.

    A path past the kernel's limit moves to `$XDG_RUNTIME_DIR`, else to a folder of ours in the
    place for temporary files that only we can enter.
    """
    inside = folder / "owner.sock"
    if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16] + ".sock"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    base = Path(runtime) / "rostra" if runtime and len(runtime) < 60 else _private_folder()
    base.mkdir(mode=0o700, exist_ok=True)
    return base / name


def _private_folder() -> Path:
    temporary = tempfile.gettempdir()
    root = Path(temporary if len(os.fsencode(temporary)) < 60 else "/tmp")  # noqa: S108
    place = root / f"rostra-{os.getuid()}"
    place.mkdir(mode=0o700, exist_ok=True)
    facts = place.lstat()
    if place.is_symlink() or facts.st_uid != os.getuid() or facts.st_mode & 0o077:
        msg = f"{place} is not ours alone; remove it, or set XDG_RUNTIME_DIR to a private folder"
        raise OwnerError(msg)
    return place
