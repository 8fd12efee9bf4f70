"""Rostra as a process of its own, run and asked only through what it gives its users."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


class Rostra:
    """`rostra serve` on a data folder, and the other verbs beside it."""

    def __init__(self, folder: Path, settings: str) -> None:
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self.log = folder / "serve.log"
        (self.data / "rostra.toml").write_text(settings)
        self._env = {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start serving and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command("serve", "--port", "0"), env=self._env, stdout=log, stderr=log
            )
        self.until(self._metrics, "it answers", 120)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, after what it read is stored."""
        self._process.terminate()
        assert self._process.wait(60) == 0, self._last_words()

    def end(self) -> None:
        """Leave nothing running, whatever happened."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def posts(self) -> int:
        """Return how many posts the store holds."""
        found = re.search(r"^rostra_store_posts (\S+)", self._metrics(), re.MULTILINE)
        return int(float(found.group(1))) if found else 0

    def connected(self) -> int:
        """Return how many feeds are connected."""
        found = re.findall(r"^rostra_feed_connected\{.*\} (\S+)", self._metrics(), re.MULTILINE)
        return sum(value == "1.0" for value in found)

    def until(self, holds, what: str, seconds: float) -> None:
        """Wait for a moment that has to come."""
        give_up = time.monotonic() + seconds
        while not holds():
            assert self._process.poll() is None, f"it ended: {self._last_words()}"
            assert time.monotonic() < give_up, (
                f"not within {seconds} s: {what}\n{self._last_words()}"
            )
            time.sleep(0.2)

    def run(self, *verb: str) -> str:
        """Run another verb and return what it printed."""
        done = subprocess.run(
            self._command(*verb), env=self._env, capture_output=True, text=True, timeout=180,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (
            f"rostra {verb} ended with {done.returncode}: {done.stderr}{done.stdout}"
        )
        return done.stdout

    def _metrics(self) -> str:
        """Read the figures of this very process; "" while it does not answer."""
        try:
            owner = json.loads((self.data / "owner.json").read_text())
            if owner["pid"] != self._process.pid or not owner["address"]:
                return ""
            with urllib.request.urlopen(owner["address"] + "/metrics", timeout=10) as reply:  # noqa: S310
                return reply.read().decode()
        except (OSError, ValueError, KeyError, urllib.error.URLError):
            return ""

    def _last_words(self) -> str:
        figures = [line for line in self._metrics().splitlines() if line.startswith("rostra_")]
        return "\n".join([*figures, self.log.read_text(errors="replace")[-3000:]])

    def _command(self, *verb: str) -> list[str]:
        program = str(Path(sys.executable).with_name("rostra"))
        return [program, *verb, "--data", str(self.data)]
