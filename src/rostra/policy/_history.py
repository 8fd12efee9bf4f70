"""The versions of an operator's policy in a folder: adopted whole, never altered, rolled back."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rostra.errors import PolicyError
from rostra.policy._compare import tried
from rostra.policy._file import parsed_cases, parsed_policy, shipped_cases, shipped_policy
from rostra.policy._types import Case, Policy, Tried

LOG = "log.jsonl"
CASES = "cases.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: which version took effect, when, how, and the hash of its file."""

    version: int
    at: datetime
    how: Literal["adopted", "rolled back"]
    sha256: str
    by: str = ""
    note: str = ""


def current_policy(folder: Path) -> Policy:
    """Return the policy in effect: what the log names last, the shipped one where it is empty.

    Raises PolicyError where the file that is named was altered or lost; nothing is decided by a
    policy that nobody let in. It is read again when a file of the folder changed.
    """
    return _current(folder, _stamps(folder))


@lru_cache(maxsize=16)
def _current(folder: Path, _stamped: object) -> Policy:
    entries = policy_history(folder)
    return kept_policy(folder, entries[-1].version) if entries else shipped_policy()


def _stamps(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return what changes when a file of the folder does: its name, number, time and size."""
    try:
        found = [(entry.name, entry.stat()) for entry in os.scandir(folder)]
    except FileNotFoundError:
        return ()
    return tuple(sorted((name, at.st_ino, at.st_mtime_ns, at.st_size) for name, at in found))


def kept_policy(folder: Path, version: int) -> Policy:
    """Return a version that was adopted, 0 being the shipped one; raises PolicyError."""
    if version == 0:
        return shipped_policy()
    known = [entry for entry in policy_history(folder) if entry.version == version]
    if not known:
        msg = f"there is no version {version} of the policy in {folder}; `rostra policy history`"
        raise PolicyError(msg)
    path = _path(folder, version)
    try:
        policy = parsed_policy(path.read_text("utf-8"), version=version, path=str(path))
    except FileNotFoundError:
        msg = f"{path} is gone; put it back, or `rostra policy rollback` to another version"
        raise PolicyError(msg) from None
    if policy.sha256 != known[-1].sha256:
        msg = f"{path} was altered after it was adopted; put it back, or adopt it as a new version"
        raise PolicyError(msg)
    return policy


def policy_history(folder: Path) -> tuple[Entry, ...]:
    """Return what took effect, the oldest first; a line cut short by a fall is left out."""
    try:
        lines = (folder / LOG).read_text("utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return ()
    return tuple(_entry(line, folder) for line in lines if line.endswith("\n") and line.strip())


def judge_policy(folder: Path, source: str, *, path: str) -> tuple[Policy, tuple[Tried, ...]]:
    """Read a candidate and try it on the floor's cases and the operator's own.

    The operator's own cases stand in `cases.toml` of the folder.
    """
    policy = parsed_policy(source, path=path)
    bound = [case for case in shipped_cases() if case.floor]
    return policy, tried(policy, [*bound, *own_cases(folder)])


def own_cases(folder: Path) -> tuple[Case, ...]:
    """Return the operator's own cases; raises PolicyError where they cannot be read."""
    path = folder / CASES
    try:
        return parsed_cases(path.read_text("utf-8"), path=str(path))
    except FileNotFoundError:
        return ()


def adopt_policy(
    folder: Path,
    source: str,
    *,
    now: datetime,
    by: str = "",
    note: str = "",
    path: str = "the policy",
) -> Policy:
    """Let a policy take effect under the next number; raises PolicyError where a case fails."""
    _, trials = judge_policy(folder, source, path=path)
    failed = [trial for trial in trials if not trial.passed]
    if failed:
        first = failed[0]
        msg = (
            f"{path} does not take effect: {len(failed)} of {len(trials)} cases fail, the first "
            f"being {first.case.name!r} ({first.decision.action}, expected {first.case.expected})"
        )
        raise PolicyError(msg)
    version = 1 + max((entry.version for entry in policy_history(folder)), default=0)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_new(_path(folder, version), source)
    policy = parsed_policy(source, version=version, path=path)
    _log(folder, Entry(version, now, "adopted", policy.sha256, by, note))
    return policy


def roll_back_policy(
    folder: Path, version: int, *, now: datetime, by: str = "", note: str = ""
) -> Policy:
    """Let an earlier version take effect again; raises PolicyError where there is no such one."""
    policy = kept_policy(folder, version)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _log(folder, Entry(version, now, "rolled back", policy.sha256, by, note))
    return policy


def _path(folder: Path, version: int) -> Path:
    return folder / f"{version:04d}.toml"


def _write_new(path: Path, source: str) -> None:
    """Write a file whole or not at all; one that a fall left unnamed by the log is replaced."""
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _log(folder: Path, entry: Entry) -> None:
    line = {**asdict(entry), "at": entry.at.isoformat()}
    with (folder / LOG).open("a+b") as file:
        file.seek(0)
        whole = file.read()
        file.truncate(whole.rfind(b"\n") + 1)  # a line cut short by a fall
        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _entry(line: str, folder: Path) -> Entry:
    try:
        read = json.loads(line)
        at = datetime.fromisoformat(read["at"])
        return Entry(
            int(read["version"]), at, read["how"], read["sha256"], read["by"], read["note"]
        )
    except (ValueError, KeyError, TypeError):
        msg = f"a line of {folder / LOG} cannot be read: {line[:80].strip()!r}; put the file back"
        raise PolicyError(msg) from None
