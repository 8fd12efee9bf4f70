"""How long a reader waits: from a question to its cards, its first words and its end, over HTTP.

A real `rostra up` on an empty folder, with the sample feed and the bundled `mini`, is asked in the
chat as the page does, one question at a time: three in English, three in Chinese. Seconds are those
of the wall and mean little on a busy machine; CPU seconds are those of the server and of its model,
from the question to the same three moments.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

QUESTIONS = (
    "What happened today?",
    "今天有什么大事？",
    "What caused the harbour fire in Linxi?",
    "台风现在怎么样了？",
    "Recommend a fantasy game",
    "鹿饮奶盖真的用了工业盐吗？",
)
MOMENTS = ("cards", "first_words", "whole")
WORDS = ("typed", "said")
"""Events that bring words of the answer; a blank piece is none."""
START_S = 600
LOOK_S, QUIET = 4.0, 0.04
"""Seconds between two looks at a server that gets warm, and the share of a core it may use then."""
TICKS = os.sysconf("SC_CLK_TCK")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", default="", help="of a server that runs; with --pid")
    parser.add_argument("--pid", type=int, default=0, help="of the server at --address")
    parser.add_argument("--question", action="append", help="instead of the six; may be repeated")
    parser.add_argument("--rest", type=float, default=300.0, help="seconds to get warm in at most")
    parser.add_argument("--rounds", type=int, default=1, help="times that all are asked")


def run(args: argparse.Namespace) -> dict[str, Any]:
    questions = (*(args.question or QUESTIONS),) * args.rounds
    if args.address:
        return measured(args.address, args.pid, questions)
    with (
        tempfile.TemporaryDirectory(prefix="rostra-first-") as folder,
        serving(Path(folder)) as (address, pid),
    ):
        _until_quiet(pid, args.rest)
        return measured(address, pid, questions)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """Run what `make run` runs until it has answered its first question; yields address and pid."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    program = str(Path(sys.executable).with_name("rostra"))
    log = folder / "up.log"
    command = [program, "up", "--port", str(port), "--data", str(folder)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        try:
            until = time.monotonic() + START_S
            while "Rostra runs here" not in log.read_text() and process.poll() is None:
                if time.monotonic() > until:
                    break
                time.sleep(0.2)
            assert "Rostra runs here" in log.read_text(), log.read_text()[-800:]
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(60)


def _until_quiet(pid: int, seconds: float) -> None:
    """Wait until the server is warm: its model has read its prompts, the sample is read ahead."""
    time.sleep(LOOK_S)
    give_up, spent = time.monotonic() + seconds, -1.0
    while time.monotonic() < give_up:
        now = _cpu_s(pid)
        if spent >= 0 and now - spent < QUIET * LOOK_S:
            return
        spent = now
        time.sleep(LOOK_S)


def measured(address: str, pid: int, questions: Sequence[str]) -> dict[str, Any]:
    """Ask one after another; return the middle and the worst of each moment, and every question."""
    with httpx.Client(base_url=address, headers={"accept": "text/html"}, timeout=300) as client:
        token = client.get("/").text.partition('data-csrf="')[2].partition('"')[0]
        asked = [_asked(client, token, question, pid) for question in questions]
    figures: dict[str, Any] = {}
    for kind in (*(f"{m}_s" for m in MOMENTS), *(f"{m}_cpu_s" for m in MOMENTS)):
        ordered = sorted(one[kind] for one in asked)
        figures[kind] = {"p50": ordered[(len(ordered) - 1) // 2], "max": ordered[-1]}
    return {
        **figures,
        "questions": asked,
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
    }


def _asked(client: httpx.Client, token: str, question: str, pid: int) -> dict[str, Any]:
    """Ask in a new chat as the page does, and note when what came."""
    before, began = _cpu_s(pid), time.perf_counter()
    form = {"csrf": token, "said": question, "ways": "1"}
    begun = client.post("/chat", data=form, headers={"x-rostra-part": "1"}).json()
    met: dict[str, tuple[float, float]] = {}
    name, last = "", ""
    with client.stream("GET", f"/chat/turn/{begun['turn']}/events") as told:
        for line in told.iter_lines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                if (moment := _moment(name, json.loads(line[6:]))) and moment not in met:
                    met[moment] = (time.perf_counter() - began, _cpu_s(pid) - before)
                if name in ("done", "failed"):
                    last = name
                    break
    assert last == "done", f"{question}: {last or 'cut off'}"
    met.setdefault("first_words", met["whole"])
    met.setdefault("cards", met["first_words"])  # an answer without posts has none to show
    shown = {f"{m}_s": round(met[m][0], 2) for m in MOMENTS}
    spent = {f"{m}_cpu_s": round(met[m][1], 2) for m in MOMENTS}
    return {"question": question, **shown, **spent}


def _moment(name: str, data: dict[str, Any]) -> str:
    """Say which moment an event is, "" for none."""
    if name in WORDS:
        return "first_words" if data.get("html") or data.get("text", "").strip() else ""
    return {"cards": "cards", "done": "whole"}.get(name, "")


def _cpu_s(pid: int) -> float:
    """Return the CPU seconds of a process and of those it started, ended ones too; 0 without one.

    Read from /proc, hence on Linux only.
    """
    if not pid or not Path("/proc").exists():
        return 0.0
    ticks = 0
    for one in (pid, *_children(pid)):
        fields = _read(Path(f"/proc/{one}/stat")).rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def _children(pid: int) -> list[int]:
    """List the processes that any thread of a process started and that still run."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in _read(task).split()]


def _read(path: Path) -> str:
    """Read a file of /proc; "" where its thread or process has just ended."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
