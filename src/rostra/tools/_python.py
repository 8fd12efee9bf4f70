"""Run Python in a sandbox: no network, no files of this machine, little memory, little time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from rostra import text
from rostra.errors import ToolError
from rostra.tools._phrases import phrase
from rostra.tools._types import Argument, Outcome, Setting, Tool, schema

NOBODY = 65534
SYSTEM_PYTHON = "/usr/bin/python3"
INSIDE = "/tmp"  # noqa: S108 - the sandbox's own, gone with it
_BOOT = """
import resource, sys
def bound(what, most):
    resource.setrlimit(what, (most, most))
bound(resource.RLIMIT_AS, {memory})
bound(resource.RLIMIT_CPU, {cpu})
bound(resource.RLIMIT_FSIZE, {output})
bound(resource.RLIMIT_NOFILE, 64)
bound(resource.RLIMIT_CORE, 0)
bound(resource.RLIMIT_NPROC, {processes})
exec(compile(sys.argv[1], "program", "exec"), {{"__name__": "__main__"}})
"""


@dataclass(frozen=True, slots=True)
class Cage:
    """How much a program may use: seconds of wall time and of CPU, bytes, processes.

    `isolated` false runs it with the limits alone, reading this machine's files: only where the
    operator set it.
    """

    seconds: float = 10.0
    memory: int = 512_000_000
    output: int = 64_000
    processes: int = 32
    isolated: bool = True


def python_tool(setting: Setting, cage: Cage) -> Tool:
    """Make the tool that runs a program; raises ToolError where there is no sandbox."""
    return Tool(
        "run_python", _ABOUT, _PARAMETERS, lambda a: _run(cage, setting, a), "own", strangers=False
    )


@cache
def sandbox_problem() -> str:
    """Say why no program can be run in isolation here, "" where one can (it is tried once)."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is missing; install it (apt-get install bubblewrap)"
    done = subprocess.run(
        [*_walls(_python()), "--", _python(), "-I", "-c", ""],
        capture_output=True,
        timeout=20,
        check=False,
        **_as_nobody(),
    )
    if done.returncode == 0:
        return ""
    says = done.stderr.decode("utf-8", "replace").strip()[:200]
    return f"bubblewrap cannot make a sandbox here ({says}); allow unprivileged user namespaces"


def _run(cage: Cage, setting: Setting, asked: Mapping[str, Any]) -> Outcome:
    problem = sandbox_problem() if cage.isolated else ""
    if problem:
        raise ToolError(f"the program was not run: {problem}")
    boot = _BOOT.format(
        memory=cage.memory,
        cpu=max(1, round(cage.seconds)),
        output=cage.output,
        processes=cage.processes,
    )
    walls = [*_walls(_python()), "--"] if cage.isolated else []
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(
            [*walls, _python(), "-I", "-c", boot, asked["code"]],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
            env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
            **_as_nobody(),
        )
        late = _wait(process, cage.seconds)
        seconds = time.monotonic() - began
        wrote, failed = _read(out, cage.output), _read(err, cage.output)
    return _outcome(setting, (process.returncode, late), seconds, (wrote, failed))


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait; kill all of it when time is up, and say whether it was."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        return True
    return False


def _outcome(
    setting: Setting, end: tuple[int, bool], seconds: float, wrote: tuple[str, str]
) -> Outcome:
    (code, late), (out, err) = end, wrote
    name = "timed_out" if late else "ran" if out else "ran_silent"
    parts = [phrase(setting.tongue, name, code=code, seconds=f"{seconds:.1f}"), out]
    if err:
        parts += [phrase(setting.tongue, "errors"), err]
    data = {"exit": code, "stdout": out, "stderr": err, "timed_out": late}
    return Outcome("\n".join(filter(None, parts)), data)


def _read(file: IO[bytes], limit: int) -> str:
    file.seek(0)
    return text.clean(file.read(limit).decode("utf-8", "replace"), limit=limit)


def _walls(python: str) -> list[str]:
    """Give the call of bubblewrap: an empty world with the interpreter's own files to read."""
    walls = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    walls += ["--cap-drop", "ALL", "--hostname", "sandbox", "--proc", "/proc", "--dev", "/dev"]
    for path in ("/usr", "/lib", "/lib64", "/bin"):
        place = Path(path)
        if place.is_symlink():
            walls += ["--symlink", str(place.readlink()), path]
        elif place.is_dir():
            walls += ["--ro-bind", path, path]
    prefix = str(Path(python).resolve().parent.parent)
    if not prefix.startswith("/usr"):
        walls += ["--ro-bind", prefix, prefix]
    return [
        *walls, "--setenv", "PYTHONIOENCODING", "utf-8", "--size", "16777216", "--tmpfs", INSIDE,
        "--chdir", INSIDE,
    ]  # fmt: skip


@cache
def _python() -> str:
    """Choose the interpreter: the system's, which all may read, else our own."""
    if Path(SYSTEM_PYTHON).exists():
        return SYSTEM_PYTHON
    return str(Path(sys.base_prefix) / "bin" / "python3")


def _as_nobody() -> dict[str, Any]:
    """Leave root first: the kernel bounds the number of processes for everyone but root."""
    if os.getuid() == 0 and _python() == SYSTEM_PYTHON:
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return {}


_PARAMETERS = schema(
    Argument("code", "the program; what it prints is the result", needed=True,
             limits={"maxLength": 20_000, "minLength": 1})
)  # fmt: skip
_ABOUT = {
    "en": "Run a Python program in a sandbox without network or files; it prints its result.",
    "zh": "在没有网络和文件的沙箱里运行一段 Python 程序，由它打印结果。",
}
