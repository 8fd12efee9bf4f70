"""One owner: verbs beside it ask it, verbs without it open the store, a killed one is no owner."""

import http.server
import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

ASK = ("ask", "--live", "why is the harbour ferry late?")


class Slow(http.server.BaseHTTPRequestHandler):
    """An OpenAI-compatible server that thinks until it is let go."""

    asked = threading.Event()
    go = threading.Event()

    def do_GET(self):
        self.reply({"data": [{"id": "slow"}]})

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.asked.set()
        self.go.wait(120)
        message = {"role": "assistant", "content": "{}"}
        self.reply({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

    def reply(self, told):
        body = json.dumps(told).encode()
        try:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # whoever asked was killed

    def log_message(self, *args):
        pass


@pytest.fixture
def slow(folder, line):
    """A folder with two posts, whose model takes its time."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Slow.asked.clear()
    Slow.go.clear()
    folder.env = {
        "ROSTRA_MODELS__ROLES__MINI__BASE_URL": f"http://127.0.0.1:{server.server_port}/v1",
        "ROSTRA_MODELS__ROLES__MINI__MODEL": "slow",
    }
    posts = folder.path.parent / "posts.jsonl"
    posts.write_text(
        line(1, "The harbour ferry is late because of fog.")
        + line(2, "渡轮因为大雾停航。", lang="zh")
    )
    folder.ok("feed", "import", str(posts))
    yield folder
    Slow.go.set()
    server.shutdown()
    server.server_close()


def quick(folder):
    return folder.run(*ASK, "--model", "none")


def test_ask_during_serve_asks_the_owner(slow):
    owner = slow.serve()
    done = quick(slow)
    assert done.returncode == 0, done.stderr
    assert "ferry is late" in done.stdout
    refused = slow.run(*ASK, "--offline")
    assert refused.returncode == 3
    assert f"pid {owner.pid}" in refused.stderr
    assert "--offline refuses" in refused.stderr


def test_serve_during_ask_waits_and_says_so(slow):
    asking = slow.start(*ASK)
    assert Slow.asked.wait(120)
    serving = slow.start("serve", "--port", "0")
    told = serving.stderr.readline()
    assert f"`rostra ask` (pid {asking.pid}) holds" in told
    assert "waiting" in told
    Slow.go.set()
    assert asking.wait(120) == 0
    assert serving.stdout.readline().startswith("Rostra listens on http://127.0.0.1:")
    assert slow.owner()["verb"] == "serve"


def test_two_asks_take_turns(slow):
    first = slow.start(*ASK)
    assert Slow.asked.wait(120)
    second = slow.start(*ASK, "--model", "none")
    assert "waiting for `rostra ask`" in second.stderr.readline()
    Slow.go.set()
    assert first.wait(120) == 0
    assert second.wait(120) == 0


def test_an_owner_killed_during_ask_ends_it_clearly_and_the_next_ask_opens_the_store(slow):
    owner = slow.serve()
    asking = slow.start(*ASK)
    assert Slow.asked.wait(120)
    os.kill(owner.pid, signal.SIGKILL)
    out, err = asking.communicate(timeout=120)
    assert asking.returncode == 3
    assert f"(pid {owner.pid}) ended while it was asked; ask again" in err
    assert "Traceback" not in out + err
    assert slow.owner()["pid"] == owner.pid  # the note of the dead lies there still
    done = quick(slow)
    assert done.returncode == 0, done.stderr
    assert "ferry is late" in done.stdout
    again = slow.serve()
    assert slow.owner()["pid"] == again.pid


def test_feed_run_beside_an_owner_says_so_and_exits_3(slow):
    owner = slow.serve()
    done = slow.run("feed", "run")
    assert done.returncode == 3
    assert f"pid {owner.pid}" in done.stderr
    assert "runs the feeds already" in done.stderr


def test_stop_is_graceful_and_leaves_nothing_behind(slow):
    owner = slow.serve()
    path = slow.owner()["socket"]
    assert f"(pid {owner.pid})" in slow.ok("stop")
    assert owner.wait(120) == 0
    assert not Path(path).exists()
    assert slow.owner() == {}
    assert slow.run("stop").returncode == 4


def test_ctrl_c_ends_the_owner_quietly(slow):
    owner = slow.serve()
    os.kill(owner.pid, signal.SIGINT)
    out, err = owner.communicate(timeout=120)
    assert owner.returncode == 0
    assert "Traceback" not in out + err


def test_an_owner_that_is_just_starting_is_waited_for(slow):
    starting = slow.start("serve", "--port", "0")
    time.sleep(0.3)
    done = quick(slow)
    assert done.returncode == 0, done.stderr
    assert starting.poll() is None


def test_an_owner_of_another_version_is_told_about(slow):
    slow.serve()
    note = slow.path / "owner.json"
    note.write_text(json.dumps({**slow.owner(), "version": "0.0.1"}))
    done = quick(slow)
    assert done.returncode == 0
    assert "runs version 0.0.1" in done.stderr


def test_the_socket_is_for_this_user_only(slow):
    slow.serve()
    assert Path(slow.owner()["socket"]).stat().st_mode & 0o777 == 0o600
    assert slow.path.stat().st_mode & 0o077 == 0


def test_a_taken_port_is_named_with_the_cure(slow):
    blocker = http.server.HTTPServer(("127.0.0.1", 0), Slow)
    try:
        done = slow.run("serve", "--port", str(blocker.server_port))
    finally:
        blocker.server_close()
    assert done.returncode == 3
    assert f"port {blocker.server_port}" in done.stderr
    assert "--port" in done.stderr


def test_feed_add_writes_the_settings_and_tells_the_owner(slow):
    slow.serve()
    told = slow.ok("feed", "add", "rss", "http://127.0.0.1:9/feed.xml", "--name", "papers")
    assert "added papers" in told
    assert "papers runs" in told
    assert 'url = "http://127.0.0.1:9/feed.xml"' in (slow.path / "rostra.toml").read_text()
    states = {row["name"]: row for row in json.loads(slow.ok("feed", "list", "--json"))}
    assert states["papers"]["state"] in ("connecting", "waiting")
    slow.ok("feed", "remove", "papers")
    assert slow.run("feed", "list").returncode == 4
