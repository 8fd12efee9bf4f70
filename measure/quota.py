"""Reservations by many processes at once, with failures and kill -9: is the sum exact?"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rostra.accounts import alive, holder_here
from rostra.records import (
    Bound,
    Bounds,
    Spending,
    SpendingsWanted,
    Spent,
    list_spendings,
    open_engine,
    refund_abandoned,
    refund_units,
    reserve_units,
    settle_units,
    used_of,
)

PEOPLE = 5
WINDOW = timedelta(hours=24)
LIMIT = 10**9
BESIDE = "b-"
"""What the ids of rows for other models of the same action begin with, here."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reservations", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=6)
    parser.add_argument("--kill-every", type=float, default=1.0, help="seconds between kills")
    parser.add_argument("--dsn", default="", help="a PostgreSQL database of its own; none: SQLite")
    parser.add_argument("--seed", type=int, default=9)


def run(args: argparse.Namespace) -> dict[str, object]:
    """Let workers reserve and end, kill them at random moments, and compare with their diaries.

    Each worker notes in a file of its own what it means to do before it does it, and what it was
    told after; both are flushed. What a killed one had under way is either kept or not, but never
    twice, and is given back.
    """
    with tempfile.TemporaryDirectory() as folder:
        dsn = args.dsn or f"sqlite:///{folder}/records.sqlite"
        open_engine(dsn).dispose()
        began = time.monotonic()
        kills = _drive(args, dsn, Path(folder))
        wall = time.monotonic() - began
        return {**_judge(dsn, Path(folder)), "kills": kills, "wall_s": round(wall, 1),
                "database": dsn.partition(":")[0]}  # fmt: skip


def _drive(args: argparse.Namespace, dsn: str, folder: Path) -> int:
    """Run the workers until enough was reserved; return how many were killed."""
    chance = random.Random(args.seed)
    workers: list[subprocess.Popen[bytes]] = []
    kills, number = 0, 0
    next_kill = time.monotonic() + args.kill_every * 3
    for _ in range(2_000_000):
        done = sum(_lines(file) for file in folder.glob("*.said"))
        workers = [one for one in workers if one.poll() is None]
        if done >= args.reservations:
            break
        while len(workers) < args.processes:
            number += 1
            program = "import sys; from measure.quota import work; work(*sys.argv[1:])"
            command = [sys.executable, "-c", program, dsn, str(folder), str(number)]
            workers.append(subprocess.Popen(command))
        if time.monotonic() >= next_kill:
            victim = chance.choice(workers)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            kills += 1
            next_kill = time.monotonic() + chance.uniform(0.2, 1.8) * args.kill_every
        time.sleep(0.05)
    for one in workers:
        one.terminate()
        one.wait()
    return kills


def work(dsn: str, folder: str, number: str) -> None:
    """Reserve and end until told to stop, noting each step before and after."""
    chance = random.Random(int(number))
    engine, holder = open_engine(dsn), holder_here()
    with (
        (Path(folder) / f"{number}.meant").open("a") as meant,
        (Path(folder) / f"{number}.said").open("a") as said,
    ):
        for _ in range(1_000_000):
            person = f"person {chance.randrange(PEOPLE)}"
            spending = Spending(uuid.uuid4().hex, person, "ask", chance.randint(1, 5),
                                datetime.now(UTC), holder=holder)  # fmt: skip
            end = chance.choice(("settle", "beside", "refund"))
            _note(meant, spending.id, spending.units, person, end)
            reserve_units(engine, spending, Bounds((Bound(LIMIT, WINDOW),)))
            if end != "refund":
                other = replace(spending, id=BESIDE + spending.id, units=0, times=0)
                more = [replace(other, state="settled")] if end == "beside" else []
                done = settle_units(engine, spending.id, Spent(), datetime.now(UTC), more)
            else:
                done = refund_units(engine, spending.id, datetime.now(UTC))
            _note(said, spending.id, spending.units, person, end if done else "lost")


def _note(file: object, *told: object) -> None:
    file.write(json.dumps(told) + "\n")  # type: ignore[attr-defined]
    file.flush()  # type: ignore[attr-defined]


def _judge(dsn: str, folder: Path) -> dict[str, object]:
    """Compare the rows with the diaries, after what is abandoned was given back."""
    engine = open_engine(dsn)
    now = datetime.now(UTC)
    given_back = refund_abandoned(engine, alive, now - timedelta(hours=6), now)
    every = list_spendings(engine, SpendingsWanted(), limit=10**7)
    rows = [row for row in every if not row.id.startswith(BESIDE)]
    beside = [row.id.removeprefix(BESIDE) for row in every if row.id.startswith(BESIDE)]
    meant = {one[0]: one for file in folder.glob("*.meant") for one in _read(file)}
    said = {one[0]: one for file in folder.glob("*.said") for one in _read(file)}
    by_id = {row.id: row for row in rows}
    lost = [i for i in said if i not in by_id]
    double = len(rows) - len(by_id)
    strange = [i for i in by_id if i not in meant]
    # A row beside another stands where that one was settled, and there alone.
    due = {i for i, row in by_id.items() if row.state == "settled" and meant[i][3] == "beside"}
    strange += list(due ^ set(beside))
    double += len(beside) - len(set(beside))
    state = {"settle": "settled", "beside": "settled", "refund": "refunded"}
    wrong = [i for i, (_, units, person, end) in said.items()
             if i in by_id and (by_id[i].state, by_id[i].units, by_id[i].person)
             != (state.get(end), units, person)]  # fmt: skip
    hanging = [row.id for row in rows if row.state == "reserved"]
    error = 0
    for person in {row.person for row in rows}:
        sure = sum(
            units
            for _, units, who, end in said.values()
            if who == person and end in ("settle", "beside")
        )
        # Settled, and killed before it could be noted.
        settled = [r for r in rows if r.person == person and r.state == "settled"]
        unsaid = sum(r.units for r in settled if r.id not in said)
        (used,) = used_of(engine, person, (Bound(LIMIT, WINDOW),), now)
        error += abs(used.units - sure - unsaid)
    engine.dispose()
    return {"reservations": len(rows), "error": error, "lost": len(lost), "double": double,
            "strange": len(strange), "wrong": len(wrong), "hanging": len(hanging),
            "given_back": given_back, "cpus": os.cpu_count()}  # fmt: skip


def _read(file: Path) -> list[list[object]]:
    """Read a diary; the last line of a killed worker may be cut off."""
    found = []
    for line in file.read_text().splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n")
