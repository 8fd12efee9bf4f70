"""The bundled llama.cpp server: a child process on loopback, started at first use."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from rostra.errors import ModelUnreachable, WeightsMissing

STARTS = 4  # starts allowed …
WITHIN = 120.0  # … in so many seconds
PATIENCE = 180.0  # seconds for a large file on a slow disk
CHECK_EVERY = 5.0  # seconds between looks at the child's health
GOODBYE = 5.0  # seconds until a child that does not end is killed
LONGEST_LOG = 10_000_000  # bytes


@dataclass(frozen=True, slots=True)
class LlamaSettings:
    """What the child serves.

    `threads` 0: all cores that this process may use read a prompt, all but one write a reply.
    `context` is in tokens, for each of the `slots` (requests answered at once). `cache_mib`
    bounds the memory for stored prompts. `lora` are adapter files: they sleep until a request
    wakes them by their place in this list, {"lora": [{"id": 0, "scale": 1.0}]}. `guess` writes
    what it copies from the prompt several tokens a step; those come without log probabilities.
    A child that does not answer a look at its health within `health_s`, twice, is replaced.
    """

    weights: Path
    alias: str = "local"
    threads: int = 0
    context: int = 8192
    slots: int = 2
    cache_mib: int = 256
    mmproj: Path | None = None
    lora: tuple[Path, ...] = ()
    guess: bool = True
    health_s: float = 10.0
    log: Path | None = None


class LlamaServer:
    """A supervised llama.cpp server; never outlives this process.

    It listens on 127.0.0.1, on a port the system picks, behind a random key. A child that died or
    hangs is replaced at the next `address()`, at most four times in two minutes.
    """

    def __init__(
        self, settings: LlamaSettings, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._address = ("", "")
        self._starts: list[float] = []
        self._seen_well = 0.0

    @property
    def pid(self) -> int | None:
        """The child's process id; None while none runs."""
        child = self._child
        return child.pid if child and child.poll() is None else None

    def address(self) -> tuple[str, str]:
        """Give (base URL, key), starting the child when none runs or the one there hangs.

        Raises WeightsMissing when the file is gone, ModelUnreachable when the child cannot start.
        """
        with self._lock:
            if self.pid is not None and not self._is_well() and self._child is not None:
                self._child.kill()  # it would not hear a good-bye
                self._child.wait()
            if self.pid is None:
                self._start()
            return self._address

    def stop(self) -> None:
        """End the child; a later `address()` starts another."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        self._end()
        self._check()
        key = secrets.token_urlsafe(24)
        log = _open_log(self.settings.log)
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "rostra.models._llama_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C at a terminal is for the parent
            )
        finally:
            log.close()
        try:
            self._address = (self._hand_over(self._child, key), key)
        except BaseException:
            self._end()
            raise
        self._seen_well = self._clock()

    def _is_well(self) -> bool:
        """Look whether the child answers; the server has threads to spare for that when busy."""
        if self._clock() - self._seen_well < CHECK_EVERY:
            return True
        host, port = self._address[0].split("/")[2].split(":")
        for _ in range(2):
            connection = http.client.HTTPConnection(host, int(port), timeout=self.settings.health_s)
            try:
                connection.request("GET", "/health")
                well = connection.getresponse().status == 200
            except (OSError, http.client.HTTPException):
                well = False
            finally:
                connection.close()
            if well:
                self._seen_well = self._clock()
                return True
        return False

    def _check(self) -> None:
        weights = self.settings.weights
        if not weights.is_file():
            raise WeightsMissing(
                f"the model file {weights} does not exist; fetch the bundled ones with: rostra "
                "models fetch mini"
            )
        now = self._clock()
        self._starts = [start for start in self._starts if now - start < WITHIN]
        if len(self._starts) >= STARTS:
            raise ModelUnreachable(
                f"the bundled model server ended {STARTS} times within {WITHIN:.0f} s and is not "
                f"started again yet{self._log_hint()}"
            )
        self._starts.append(now)

    def _hand_over(self, child: subprocess.Popen[bytes], key: str) -> str:
        """Send the settings down the lifeline; wait for the address."""
        settings = self.settings
        order = {
            "weights": str(settings.weights),
            "alias": settings.alias,
            "key": key,
            "threads": settings.threads or spare_cores(),
            "reading": settings.threads or cores(),
            "context": settings.context,
            "slots": settings.slots,
            "cache_mib": settings.cache_mib,
            "mmproj": str(settings.mmproj or ""),
            "guess": settings.guess,
            "lora": [str(path) for path in settings.lora],
        }
        assert child.stdin is not None  # noqa: S101 - both are pipes
        assert child.stdout is not None  # noqa: S101
        with contextlib.suppress(BrokenPipeError):  # it ended at once; the log says why
            child.stdin.write(json.dumps(order).encode() + b"\n")
            child.stdin.flush()
        said = _read_line(child.stdout, PATIENCE)
        answer = json.loads(said) if said.endswith(b"\n") else {}
        if "address" not in answer:
            raise ModelUnreachable(
                f"the bundled model server did not start with {settings.weights} "
                f"({answer.get('error') or 'it gave no address'}){self._log_hint()}"
            )
        return f"{answer['address']}/v1"

    def _log_hint(self) -> str:
        return f"; see its log, {self.settings.log}" if self.settings.log else ""

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)
        try:
            child.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spare_cores() -> int:
    """Count the cores a model may use beside other work: one less than there are, at least one."""
    return max(1, cores() - 1)


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):  # what is still buffered has no reader any more
        pipe.close()


def _open_log(path: Path | None) -> IO[bytes]:
    """Open the log for appending, begun anew when it has grown too long."""
    if path is None:
        return Path(os.devnull).open("wb")
    path.parent.mkdir(parents=True, exist_ok=True)
    grown = path.exists() and path.stat().st_size > LONGEST_LOG
    return path.open("wb" if grown else "ab")


def _read_line(pipe: IO[bytes], seconds: float) -> bytes:
    """Read one line from a pipe, or what came until it closed or the time was up."""
    line = b""
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while not line.endswith(b"\n") and selector.select(max(0, deadline - time.monotonic())):
            piece = os.read(pipe.fileno(), 4096)
            if not piece:
                break
            line += piece
    return line
