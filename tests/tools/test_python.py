"""The sandbox: a program computes, and reaches nothing else."""

import time
from datetime import UTC, datetime

import pytest

from rostra.tools import Cage, Setting, call, python_tool, sandbox_problem

SETTING = Setting(datetime(2026, 8, 20, 12, tzinfo=UTC))
caged = pytest.mark.skipif(bool(sandbox_problem()), reason=sandbox_problem() or "a sandbox")


def ran(code, seconds=8):
    cage = Cage(seconds=seconds)
    return call((python_tool(SETTING, cage),), "run_python", {"code": code})


@pytest.mark.skipif(not sandbox_problem(), reason="there is a sandbox here")
def test_without_a_sandbox_nothing_runs_and_it_says_what_to_do():
    done = ran("open('/tmp/should-not-exist', 'w')")
    assert "bubblewrap" in done.error


@caged
def test_a_program_prints_and_a_fault_is_told():
    assert "285" in ran("print(sum(n * n for n in range(10)))").text
    assert "ZeroDivisionError" in ran("1 / 0").text


@caged
@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('1.1.1.1', 53), 2)",
        "import socket; socket.create_connection(('127.0.0.1', 22), 2)",
        "print(open('/etc/shadow').read())",
        "import os; print(os.listdir('/home') or 1 / 0)",
        "import os; print(os.listdir('/work') or 1 / 0)",
        "open('/usr/x', 'w')",
        "x = bytearray(2_000_000_000)",
    ],
)
def test_what_is_outside_cannot_be_reached(code):
    assert "Error" in ran(code).text


@caged
def test_a_program_that_does_not_end_is_ended():
    began = time.monotonic()
    done = ran("while True: pass", 2)
    assert time.monotonic() - began < 60
    assert done.error or "exit code 0" not in done.text


@caged
def test_much_output_is_cut_and_our_variables_are_not_seen(monkeypatch):
    monkeypatch.setenv("ROSTRA_SECRET_KEY", "s3cret")
    assert len(ran("print('x' * 10_000_000)").text) < 70_000
    assert "s3cret" not in ran("import os; print(os.environ)").text
