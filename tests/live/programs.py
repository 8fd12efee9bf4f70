"""Programs that a live test starts: real servers, and clients that publish on them."""

import json
import os
import select
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent / "servers"
ROOT = Path(__file__).parents[2]
INSTALLED = Path(os.environ.get("LIVE_SERVERS", ROOT / ".servers"))
PYTHON = INSTALLED / "venv" / "bin" / "python"


def missing() -> str:
    """Say what has to be installed before live tests can run; "" when all is there."""
    needed = [INSTALLED / name / ".complete" for name in ("venv", "did-plc", "atproto")]
    lacking = [str(path.parent.name) for path in needed if not path.exists()]
    if lacking:
        return f"no real servers ({', '.join(lacking)}): run tests/live/servers/install.sh"
    return ""


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[object], folder: Path, **environment: str) -> Iterator[subprocess.Popen]:
    """Run a program in a folder until the block ends; its output goes to a file there."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "HOME": str(folder), **environment}
    with (folder / "output.log").open("ab") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder, env=env, stdin=subprocess.PIPE, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdin.close()


def await_port(port: int, process: subprocess.Popen, seconds: float = 60) -> None:
    """Wait until something listens on a port."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"{process.args} did not listen on {port}")


class Publisher:
    """A client program that takes one JSON command a line and answers it."""

    def __init__(self, program: str, *args: object) -> None:
        command = [str(PYTHON), str(HERE / program), *map(str, args)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert self._answer(60).get("ready")

    def __call__(self, do: str, **more: str) -> dict[str, str]:
        """Give a command and wait for its answer."""
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()
        return self._answer(60)

    def _answer(self, seconds: float) -> dict:
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        line = self._process.stdout.readline() if ready else ""
        assert line, f"{self._process.args} gave no answer"
        return json.loads(line)

    def close(self) -> None:
        """End the program."""
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait(10)
        self._process.stdout.close()


@dataclass
class Servers:
    """Ports of running servers by name, and what keeps them running."""

    folder: Path
    stack: ExitStack
    ports: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, command: list[object], **environment: str) -> int:
        """Start one; `PORT` in its command stands for the port it is to listen on."""
        port = self.ports[name] = free_port()
        parts = [str(part).replace("PORT", str(port)) for part in command]
        process = self.stack.enter_context(running(parts, self.folder / name, **environment))
        await_port(port, process)
        return port


@contextmanager
def servers(folder: Path, *names: str) -> Iterator[Servers]:
    """Run the named servers (bluesky, mastodon, relay, local_relay, blog), each on its own port."""
    with ExitStack() as stack:
        started = Servers(folder, stack)
        for name in names:
            STARTERS[name](started)
        yield started


def _bluesky(servers: Servers) -> None:
    node = ["node", "-r", HERE / "loopback.cjs"]
    plc = servers.start("plc", [*node, HERE / "plc.cjs", INSTALLED / "did-plc", "PORT"])
    port = free_port()
    for name in ("data", "blobs"):
        (servers.folder / "pds" / name).mkdir(parents=True)
    settings = {
        "DEV_MODE": "true", "HOSTNAME": "localhost", "PORT": str(port), "DATA_DIRECTORY": "data",
        "BLOBSTORE_DISK_LOCATION": "blobs", "JWT_SECRET": "jwt-secret", "ADMIN_PASSWORD": "admin",
        "DPOP_SECRET": "ab" * 32, "PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX": "01" * 32,
        "DID_PLC_URL": f"http://127.0.0.1:{plc}", "SERVICE_HANDLE_DOMAINS": ".test",
        "INVITE_REQUIRED": "0", "DISABLE_SSRF_PROTECTION": "1", "CRAWLERS": "",
        "BSKY_APP_VIEW_URL": "https://appview.invalid", "BSKY_APP_VIEW_DID": "did:example:invalid",
        "RATE_LIMITS_ENABLED": "false",
    }  # fmt: skip
    environment = {f"PDS_{key}": value for key, value in settings.items()}
    process = servers.stack.enter_context(
        running([*node, HERE / "pds.cjs", INSTALLED / "atproto"], servers.folder / "pds",
                LOG_ENABLED="0", **environment)
    )  # fmt: skip
    await_port(port, process)
    servers.ports["bluesky"] = port


def _mastodon(servers: Servers) -> None:
    program = INSTALLED / "venv/bin/mastodon_mock"
    servers.start(
        "mastodon", [program, "serve", "--in-memory", "--host", "127.0.0.1", "--port", "PORT"]
    )


def _relay(servers: Servers) -> None:
    folder = servers.folder / "relay"
    folder.mkdir(parents=True)
    port = servers.ports["relay"] = free_port()
    (folder / "config.yaml").write_text(
        "storage:\n  sqlalchemy.url: sqlite+aiosqlite:///nostr.sqlite3\n  validators:\n"
        "    - nostr_relay.validators.is_signed\n"
        f"gunicorn:\n  bind: 127.0.0.1:{port}\n  workers: 1\n  loglevel: warning\n"
        "max_limit: 6000\nmessage_timeout: 1800\nsubscription_limit: 32\n"
    )
    program = INSTALLED / "venv/bin/nostr-relay"
    process = servers.stack.enter_context(
        running([program, "-c", folder / "config.yaml", "serve"], folder)
    )
    await_port(port, process)


def _local_relay(servers: Servers) -> None:
    servers.start("local_relay", [PYTHON, HERE / "local_relay.py", "PORT"])


def _blog(servers: Servers) -> None:
    out = servers.folder / "blog" / "site" / "out"
    out.mkdir(parents=True)
    servers.start(
        "blog", [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "-d", out, "PORT"]
    )


STARTERS = {
    "bluesky": _bluesky, "mastodon": _mastodon, "relay": _relay, "local_relay": _local_relay,
    "blog": _blog,
}  # fmt: skip


def publisher(name: str, servers: Servers) -> Publisher:
    """Start the client that publishes on a server."""
    port = servers.ports[name]
    if name == "bluesky":
        return Publisher("publish_bluesky.py", f"http://127.0.0.1:{port}")
    if name == "mastodon":
        return Publisher("publish_mastodon.py", f"http://127.0.0.1:{port}")
    if name == "blog":
        return Publisher("publish_pelican.py", servers.folder / "blog" / "site")
    return Publisher("publish_nostr.py", f"ws://127.0.0.1:{port}")


def answers(url: str) -> bool:
    """Tell whether an address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:  # noqa: S310
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False
