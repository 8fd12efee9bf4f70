"""`rostra up`: from nothing to an answer, also without weights, on a taken port, a second time."""

import http.server
import re
import threading

import pytest


@pytest.fixture
def bare(folder):
    """A folder for which no weights can be had from anywhere."""
    folder.env = {
        "ROSTRA_MODELS__CACHE": str(folder.path.parent / "cache"),
        "ROSTRA_MODELS__HUB_MIRROR": "http://127.0.0.1:9",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder.path.parent / "nowhere"),
        "PIP_CONFIG_FILE": "/dev/null",
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "",
    }
    return folder


def read_until(stream, mark):
    """Read lines until one holds `mark`, or the stream ends."""
    lines = []
    reader = threading.Timer(90, stream.close)
    reader.start()
    try:
        for line in stream:
            lines.append(line)
            if mark in line:
                break
    finally:
        reader.cancel()
    return "".join(lines)


def up(folder, *args):
    process = folder.start("up", *args)
    return process, read_until(process.stdout, "until Ctrl-C")


def test_without_weights_it_starts_says_so_with_the_cure_and_quotes(bare):
    process, told = up(bare, "--port", "0")
    assert process.poll() is None, process.stderr.read()
    assert "? What caused the harbour fire in Linxi?" in told
    assert "posts are quoted" in told
    assert "is taken" not in told, "the port was named"
    assert re.search(r"“[^”]+”\[1\]", told)
    address = re.search(r"Rostra answers at (http://127\.0\.0\.1:\d+)", told)[1]
    assert f"The data lies in {bare.path}." in told
    for verb in ("ask", "feed add", "status", "stop"):
        assert re.search(rf"rostra {verb} .*--data {bare.path}", told)
    # A second `up` finds the first, asks it, and ends.
    again = bare.run("up")
    assert again.returncode == 0
    assert f"Rostra runs already (pid {process.pid})" in again.stdout
    assert address in again.stdout
    bare.ok("stop")
    said = process.stderr.read()
    assert "rostra models fetch mini" in said
    assert len([line for line in said.splitlines() if "mini is left out" in line]) == 1
    assert "Traceback" not in said


def test_a_taken_port_gives_way_to_the_next_free_one(bare):
    taken = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    port = taken.server_port
    bare.env["ROSTRA_SERVER__PORT"] = str(port)
    try:
        _process, told = up(bare, "--no-weights")
    finally:
        taken.server_close()
    assert f"Port {port} is taken" in told
    assert f":{port} " not in re.search(r"Rostra answers at .*", told)[0]


def test_a_port_that_was_asked_for_is_not_changed(bare):
    taken = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    try:
        done = bare.run("up", "--no-weights", "--port", str(taken.server_port))
    finally:
        taken.server_close()
    assert done.returncode == 3
    assert f"port {taken.server_port}" in done.stderr


def test_a_chinese_locale_gets_a_chinese_question(bare):
    bare.env["LC_ALL"] = "zh_CN.UTF-8"
    _process, told = up(bare, "--no-weights", "--port", "0")
    assert "? 北汐港火灾是什么原因引起的？" in told
    assert "锂电池" in told


def test_a_question_of_ones_own(bare):
    _process, told = up(
        bare, "--no-weights", "--port", "0", "--question", "is the harbour fire out?"
    )
    assert "? is the harbour fire out?" in told
