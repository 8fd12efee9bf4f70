"""Verbs as a person runs them: an owner that serves in a process, and verbs that ask it in ours."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from inside import run_inside

ROSTRA = Path(sys.executable).with_name("rostra")


# No test waits for weights that it does not use.
COLD = {"ROSTRA_MODELS__WARM": "false", "ROSTRA_MODELS__RERANK": "false"}


@dataclass
class Folder:
    """A data folder and how to run verbs on it."""

    path: Path
    env: dict = field(default_factory=dict)
    running: list = field(default_factory=list)

    def environ(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("ROSTRA_")}
        return {**clean, "TZ": "UTC", "ROSTRA_DATA": str(self.path), **COLD, **self.env}

    def start(self, *args):
        process = subprocess.Popen(
            [str(ROSTRA), *args],
            env=self.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.path.parent,
        )
        self.running.append(process)
        return process

    def run(self, *args):
        """Run a verb to its end, in this process."""
        return run_inside(args, self.environ(), self.path.parent)

    def apart(self, *args, timeout=240):
        """Run a verb to its end in a process of its own, which costs seconds of imports."""
        return subprocess.run(
            [str(ROSTRA), *args],
            env=self.environ(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=self.path.parent,
        )

    def ok(self, *args):
        done = self.run(*args)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self, *args):
        process = self.start("serve", "--port", "0", *args)
        give_up = time.monotonic() + 240
        while not self.owner().get("socket"):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < give_up
            time.sleep(0.05)
        return process

    def owner(self):
        try:
            return json.loads((self.path / "owner.json").read_text())
        except (OSError, ValueError):
            return {}

    def close(self):
        for process in self.running:
            process.kill()
            process.wait()
            process.stdout.close()
            process.stderr.close()


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A folder whose owner serves; its posts are those of `POSTS`."""
    made = Folder(tmp_path_factory.mktemp("served") / "data")
    made.serve()
    yield made
    made.close()


@pytest.fixture(scope="session")
def line():
    """Return a function that writes a post as a line of JSON."""
    return _line


def _line(number, text, **more):
    post = {
        "id": f"t:{number}",
        "network": "mastodon",
        "author": {"id": "urn:ann", "handle": "ann@example.org", "name": "Ann"},
        "text": text,
        "created": "2024-05-04T12:00:00Z",
        "url": f"https://example.org/{number}",
        "lang": "en",
    }
    return json.dumps({**post, **more}, ensure_ascii=False) + "\n"
