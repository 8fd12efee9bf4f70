"""How the pages hold: a real `rostra serve` on a folder of 15,000 chats, read over loopback.

The model is a scripted server beside it. Home is asked by eight readers at once, the chat pages by
one, as a person reads them; then many chats stream at once, each cut twice and taken up again by
the number of its last event, and what was heard is compared with what was kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from measure._scripted_server import scripted_server
from measure._web_data import LONG, fill, searches
from measure._web_streams import PART, csrf, streams

READERS = 8
SETTINGS = """[models]
answer_with = "mini"
fallback = []
warm = false
rerank = false
[models.roles.mini]
base_url = "{url}"
model = "scripted"
[models.roles.large]
base_url = "{url}"
model = "scripted"
[assistant]
patience_s = 600
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--chats", type=int, default=15_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--long", type=int, default=2_000, help="messages of the long chat")
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--requests", type=int, default=400, help="of the home page")
    parser.add_argument("--pace", type=float, default=0.12, help="seconds between pieces")


def run(args: argparse.Namespace) -> dict[str, Any]:
    with (
        scripted_server(args.pace) as model,
        tempfile.TemporaryDirectory(prefix="rostra-web-") as folder,
        serving(Path(folder), model) as (address, pid),
    ):
        figures = asyncio.run(_measured(args, Path(folder), address, pid))
    return {**figures, "cores": os.cpu_count(), "load_average": round(os.getloadavg()[0], 1)}


@contextmanager
def serving(folder: Path, model: str) -> Iterator[tuple[str, int]]:
    """Run `rostra serve` as anyone would, until it is ready; yields its address and process."""
    (folder / "rostra.toml").write_text(SETTINGS.format(url=model))
    port = _free_port()
    program = str(Path(sys.executable).with_name("rostra"))
    command = [program, "serve", "--port", str(port), "--data", str(folder)]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            _until_ready(address, process, folder / "serve.log")
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(30)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


def _until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"rostra serve did not come up: {log.read_text()[-800:]}")


async def _measured(
    args: argparse.Namespace, folder: Path, address: str, pid: int
) -> dict[str, Any]:
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
        await _page(client, "/")
        await asyncio.sleep(5)
        figures: dict[str, Any] = {"idle_rss_mb": _rss_mb(pid)}
        spent = _cpu_ms(pid)
        figures |= await _home(client, args.requests)
        figures["home_cpu_ms"] = round((_cpu_ms(pid) - spent) / args.requests, 1)
        if (await client.get("/chat")).status_code != httpx.codes.OK:
            return figures
        bodies = await _answers(client, folder)
        began = time.process_time()
        fill(
            folder / "records.sqlite", bodies,
            count=args.chats, said_in_all=args.messages, long=args.long,
        )  # fmt: skip
        figures["filled_cpu_s"] = round(time.process_time() - began, 1)
        words = searches(100)
        for name, paths in (
            ("chat_list", ["/chat/list"] * 60),
            ("open_chat", [f"/chat/{LONG}"] * 60),
            ("chat_search", [f"/chat/list?q={word}" for word in words]),
        ):
            spent = _cpu_ms(pid)
            times = await _one_by_one(client, paths)
            figures[f"{name}_p50_ms"] = _share(times, 0.5)
            figures[f"{name}_p95_ms"] = _share(times, 0.95)
            figures[f"{name}_cpu_ms"] = round((_cpu_ms(pid) - spent) / (len(paths) + 1), 1)
    began_s, spent = time.monotonic(), _cpu_ms(pid)
    wrong = await streams(address, args.streams)
    figures["streams"] = len(wrong)
    figures["streams_lost"] = sum(bool(one) for one in wrong)
    figures["streams_s"] = round(time.monotonic() - began_s, 1)
    figures["streams_cpu_s"] = round((_cpu_ms(pid) - spent) / 1000, 1)
    figures["rss_after_mb"] = _rss_mb(pid)
    if figures["streams_lost"]:
        figures["lost_for"] = sorted({one for one in wrong if one})[:5]
        figures["log"] = _faults(folder / "serve.log")
    return figures


async def _home(client: httpx.AsyncClient, requests: int) -> dict[str, float]:
    """Ask for the home page by several readers at once."""
    left = iter(range(requests))
    times: list[float] = []

    async def reader() -> None:
        for _ in left:
            took = await _timed(lambda: _page(client, "/"))
            times.append(took)

    began = time.perf_counter()
    await asyncio.gather(*(reader() for _ in range(READERS)))
    seconds = time.perf_counter() - began
    return {"home_rps": round(requests / seconds, 1), "home_p95_ms": _share(times, 0.95)}


async def _answers(client: httpx.AsyncClient, folder: Path) -> list[dict[str, Any]]:
    """Have two turns answered, and return the bodies under which their answers are kept."""
    token = await csrf(client)
    for said, mode in (
        ("Write a story about a lighthouse. No. 0", "off"),
        ("渡轮为什么停航？", "on"),
    ):
        form = {"csrf": token, "said": said, "mode": mode, "ways": "1"}
        begun = (await client.post("/chat", data=form, headers=PART)).json()
        path = f"/chat/turn/{begun['turn']}/events"
        async with client.stream("GET", path, timeout=120) as told:
            async for line in told.aiter_lines():
                if re.match(r"event: (done|failed)", line):
                    break
    with sqlite3.connect(folder / "records.sqlite") as records:
        rows = records.execute("SELECT body FROM messages WHERE role = 'assistant'").fetchall()
    return [json.loads(body) for (body,) in rows]


async def _one_by_one(client: httpx.AsyncClient, paths: list[str]) -> list[float]:
    await _page(client, paths[0])
    return [await _timed(lambda path=path: _page(client, path)) for path in paths]  # type: ignore[misc]


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return (time.perf_counter() - began) * 1000


async def _page(client: httpx.AsyncClient, path: str) -> str:
    told = await client.get(path)
    assert told.status_code == httpx.codes.OK, f"{path}: {told.status_code}"
    return told.text


def _share(times: list[float], part: float) -> float:
    ordered = sorted(times)
    return round(ordered[math.ceil(part * len(ordered)) - 1], 1)


def _faults(log: Path) -> list[str]:
    """Return the different last lines of what failed in a log."""
    lines = log.read_text(errors="replace").splitlines()
    kinds = (re.match(r"\s*(?:\w+\.)*(\w*(?:Error|Busy|Timeout|Locked)\b.*)", one) for one in lines)
    return sorted({found[1][:200] for found in kinds if found})[:8]


def _cpu_ms(pid: int) -> float:
    """Return the CPU time that a process has used (Linux): what a loaded machine cannot blur."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _rss_mb(pid: int) -> float:
    """Return the resident memory of a process (Linux)."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
    return round(int(found[1]) / 1024, 1) if found else 0.0
