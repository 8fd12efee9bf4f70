"""A folder has one owner; a dead one is recognised, a living one is stopped."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostra.app import announce, find_owner, own, socket_path, stop_owner, this_process
from rostra.errors import OwnerError

NOW = datetime(2024, 5, 4, tzinfo=UTC)

HOLD = """
import signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
from rostra.app import own, this_process
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with own(Path(sys.argv[1]), this_process(sys.argv[2], datetime.now(UTC))):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    started = []

    def hold(verb="serve"):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path), verb], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_folder_that_nobody_holds_has_no_owner(tmp_path):
    assert find_owner(tmp_path) is None
    assert stop_owner(tmp_path) is None
    with own(tmp_path / "new", this_process("ask", NOW)):
        assert find_owner(tmp_path / "new").verb == "ask"
    assert find_owner(tmp_path / "new") is None


def test_another_process_is_seen_and_refused(holder, tmp_path):
    process = holder("feed run")
    owner = find_owner(tmp_path)
    assert (owner.pid, owner.verb, owner.socket) == (process.pid, "feed run", "")
    with (
        pytest.raises(OwnerError, match=rf"`rostra feed run` \(pid {process.pid}\) holds"),
        own(tmp_path, this_process("ask", NOW)),
    ):
        pass
    assert find_owner(tmp_path).pid == process.pid


def test_a_killed_owner_leaves_a_note_that_is_not_believed(holder, tmp_path):
    process = holder()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert json.loads((tmp_path / "owner.json").read_text())["pid"] == process.pid
    assert find_owner(tmp_path) is None
    with own(tmp_path, this_process("ask", NOW)):
        assert find_owner(tmp_path).pid == os.getpid()


def test_waiting_for_a_holder_is_told_and_ends_when_it_ends(holder, tmp_path):
    process = holder("ask")
    told = []

    def say(line):
        told.append(line)
        process.send_signal(signal.SIGTERM)

    with own(tmp_path, this_process("serve", NOW), wait_s=20, say=say):
        assert find_owner(tmp_path).verb == "serve"
    assert len(told) == 1
    assert f"pid {process.pid}" in told[0]


def test_stop_ends_the_owner_and_says_which(holder, tmp_path):
    process = holder()
    assert stop_owner(tmp_path).pid == process.pid
    assert process.wait(60) == 0


def test_stop_leaves_another_process_with_the_same_pid_alone(holder, tmp_path):
    process = holder()
    note = tmp_path / "owner.json"
    told = json.loads(note.read_text())
    note.write_text(json.dumps({**told, "birth": "1"}))
    with pytest.raises(OwnerError, match="is not the owner"):
        stop_owner(tmp_path)
    note.write_text("garbage")
    with pytest.raises(OwnerError, match="just taking"):
        stop_owner(tmp_path)
    time.sleep(0.1)
    assert process.poll() is None


def test_an_owner_that_does_not_end_is_told_about(tmp_path):
    stubborn = HOLD.replace("lambda *_: sys.exit(0)", "signal.SIG_IGN")
    process = subprocess.Popen(
        [sys.executable, "-c", stubborn, str(tmp_path), "serve"], stdout=subprocess.PIPE, text=True
    )
    try:
        process.stdout.readline()
        with pytest.raises(OwnerError, match=f"kill -9 {process.pid}"):
            stop_owner(tmp_path, wait_s=0.5)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_note_says_where_the_owner_listens(tmp_path):
    with own(tmp_path, this_process("serve", NOW)):
        from dataclasses import replace

        announce(tmp_path, replace(this_process("serve", NOW), socket="/x", address="http://y"))
        assert find_owner(tmp_path).address == "http://y"


def test_the_lock_does_not_pass_to_children(tmp_path):
    with own(tmp_path, this_process("serve", NOW)):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    try:
        assert find_owner(tmp_path) is None
    finally:
        child.kill()
        child.wait()


def test_a_short_path_stays_in_the_folder_and_a_long_one_moves(tmp_path, monkeypatch):
    assert socket_path(Path("/srv/rostra")) == Path("/srv/rostra/owner.sock")
    long = tmp_path / ("deep" * 30)
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime)[:59] if len(str(runtime)) < 60 else "")
    moved = socket_path(long)
    assert len(os.fsencode(moved)) <= 100
    assert moved == socket_path(long)
    assert moved != socket_path(long / "other")
    assert moved.parent.stat().st_mode & 0o077 == 0


def test_a_private_place_that_is_not_ours_alone_is_refused(tmp_path, monkeypatch):
    short = Path("/tmp") / f"rostra-test-{os.getpid()}"  # noqa: S108
    short.mkdir()
    try:
        monkeypatch.setenv("XDG_RUNTIME_DIR", "")
        monkeypatch.setattr("tempfile.tempdir", str(short))
        (short / f"rostra-{os.getuid()}").mkdir(mode=0o777)
        (short / f"rostra-{os.getuid()}").chmod(0o777)
        with pytest.raises(OwnerError, match="not ours alone"):
            socket_path(tmp_path / ("deep" * 30))
    finally:
        (short / f"rostra-{os.getuid()}").rmdir()
        short.rmdir()


def test_only_the_owner_may_read_who_owns_the_folder(tmp_path):
    (tmp_path / "owner.new").write_text("left behind by a killed process, for all to read")
    before = os.umask(0o022)
    try:
        with own(tmp_path, this_process("serve", NOW)):
            announce(tmp_path, this_process("serve", NOW))
            found = {f.name: stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert found == {"owner.lock": 0o600, "owner.json": 0o600}
