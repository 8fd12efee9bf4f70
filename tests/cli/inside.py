"""Runs a verb in this process as if it had one of its own: arguments, environment, two streams.

A process costs seconds for its imports alone. What a verb changes of this one (environment,
folder, logging, signals, streams) is put back behind it.
"""

import io
import logging
import os
import signal
import sys
import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rostra.cli._main import run

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Done:
    """How a verb ended, named as `subprocess` names it."""

    args: tuple
    returncode: int
    stdout: str
    stderr: str


def run_inside(args, environ, cwd):
    """Run `rostra ARGS` here; an error that nobody caught is told as a process tells it."""
    import traceback

    with _borrowed(environ, cwd) as (out, err):
        try:
            code = run([str(arg) for arg in args])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        except Exception:  # noqa: BLE001 — what Python itself does at a process's end
            traceback.print_exc()
            code = 1
    return Done(args, code, out(), err())


@contextmanager
def _borrowed(environ, cwd):
    """Lend this process to a verb and put back what it changes."""
    kept, here, streams = dict(os.environ), Path.cwd(), (sys.stdin, sys.stdout, sys.stderr)
    signals = {number: signal.getsignal(number) for number in SIGNALS}
    root = logging.getLogger()
    logs = {log: (log.level, [*log.handlers], log.propagate) for log in (root, *_loggers())}
    pipes = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    try:
        os.environ.clear()
        os.environ.update(environ)
        time.tzset()
        os.chdir(cwd)
        sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), *pipes
        with warnings.catch_warnings():
            yield tuple(lambda pipe=pipe: pipe.buffer.getvalue().decode() for pipe in pipes)
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        os.chdir(here)
        os.environ.clear()
        os.environ.update(kept)
        time.tzset()
        for number, held in signals.items():
            signal.signal(number, held)
        for log in (root, *_loggers()):
            level, log.handlers, log.propagate = logs.get(log, (logging.NOTSET, [], True))
            log.setLevel(level)


def _loggers():
    return [
        log for log in logging.Logger.manager.loggerDict.values() if isinstance(log, logging.Logger)
    ]
