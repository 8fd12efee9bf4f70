"""A PostgreSQL of the tests' own: in a folder of its own, on a socket, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from rostra import records

USER = "rostra"
TEMPLATE = "filled"


def programs() -> Path | None:
    """Return the folder of initdb and postgres; None where they are not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def _as_nobody() -> dict:
    """PostgreSQL refuses to run as root: then it runs as the user nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def server() -> Iterator["Server"]:
    """Start a server that forgets everything at the end."""
    folder = Path(tempfile.mkdtemp(prefix="rostra-pg-"))
    who = _as_nobody()
    if who:
        os.chown(folder, who["user"], who["group"])
    bin_, data = programs(), folder / "data"
    try:
        subprocess.run(
            [bin_ / "initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync",
             "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True, capture_output=True, cwd=folder, **who,
        )  # fmt: skip
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [bin_ / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
                 "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60"],
                stdout=log, stderr=log, cwd=folder, **who,
            )  # fmt: skip
        try:
            made = Server(folder)
            made.wait(process)
            yield made
        finally:
            process.terminate()
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A running server, and fresh databases of it with all tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def wait(self, process: subprocess.Popen) -> None:
        for _ in range(600):
            try:
                self._say(f"CREATE DATABASE {TEMPLATE}")
            except psycopg.OperationalError:
                assert process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)
            else:
                break
        records.open_engine(self.dsn(TEMPLATE)).dispose()

    def fresh(self) -> str:
        """Return the address of a new database with all tables."""
        self.count += 1
        name = f"test{self.count}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.dsn(name)

    def empty(self) -> str:
        """Return the address of a new database without tables."""
        self.count += 1
        self._say(f"CREATE DATABASE test{self.count}")
        return self.dsn(f"test{self.count}")

    def drop(self, dsn: str) -> None:
        self._say(f"DROP DATABASE {make_url(dsn).database} WITH (FORCE)")

    def dsn(self, name: str) -> str:
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}"

    def _say(self, statement: str) -> None:
        where = f"host={self.folder} user={USER} dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)
