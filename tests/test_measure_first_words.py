"""The measure of the first words knows a moment when it sees one, and whose time is counted."""

import os
import subprocess
import sys

import pytest

from measure.first_words import _cpu_s, _moment


@pytest.mark.parametrize(
    ("name", "data", "moment"),
    [
        ("cards", {"html": "<section>"}, "cards"),
        ("typed", {"text": "The"}, "first_words"),
        ("typed", {"text": " \n"}, ""),
        ("said", {"kind": "said", "html": "<span>"}, "first_words"),
        ("opened", {"chat": "c"}, ""),
        ("done", {"html": ""}, "whole"),
    ],
)
def test_moments_of_a_turn(name, data, moment):
    assert _moment(name, data) == moment


@pytest.mark.skipif(sys.platform != "linux", reason="CPU time is read from /proc, on Linux only")
def test_what_a_process_started_counts_as_its_own():
    work = "sum(i * i for i in range(4_000_000)); input()"
    before = _cpu_s(os.getpid())
    with subprocess.Popen([sys.executable, "-c", work], stdin=subprocess.PIPE) as child:
        child.communicate(b"\n")
    assert _cpu_s(os.getpid()) - before >= 0.05
    assert _cpu_s(0) == 0.0
