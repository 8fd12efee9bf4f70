"""How near the board comes to a published one, and what a refresh after one vote costs.

Pair counts (models, X, Y), a CSV of date, model and rating (the last date, or --date), and the
anchor that the publisher held. The counts go into records of their own (SQLite in a folder that is
thrown away), and one vote after another is kept as a server keeps it. `refresh_ms` is wall time
from a kept vote to the whole board with intervals, ranks and matrices as a server makes it anew,
the reading of the records included; `rate_ms` is that of the ratings alone, `vote_ms` of keeping
the vote; medians of many, with the machine's own settings for numpy's threads.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, insert

from rostra import arena
from rostra.app import BoardWish
from rostra.app._arena_board import Boards
from rostra.records import KeptVote, open_engine, save_votes
from rostra.records._arena_tables import pair_counts

Array = NDArray[np.float64]
DATA = Path(__file__).parents[1] / ".." / "shared" / "data" / "arena"
REFRESHES = 41


def arguments(parser: argparse.ArgumentParser) -> None:
    counts, published = "lmsys_pair_counts_20240814.json", "lmsys_published_ratings_20240813.csv"
    parser.add_argument("--counts", type=Path, default=DATA / counts)
    parser.add_argument("--published", type=Path, default=DATA / published)
    parser.add_argument("--anchor", default="mixtral-8x7b-instruct-v0.1=1114")
    parser.add_argument("--date", default="", help="of the CSV's dates")


def run(args: argparse.Namespace) -> dict[str, Any]:
    counts = arena.from_pairs(json.loads(args.counts.read_text(encoding="utf-8")))
    published = read(args.published, args.date)
    anchor, _, base = args.anchor.rpartition("=")
    terms: dict[str, Any] = {"anchor": anchor, "base": float(base)}
    board = arena.rate(counts, **terms)
    common = [rating for rating in board.ratings if rating.name in published]
    ours = np.array([rating.score for rating in common])
    theirs = np.array([published[rating.name] for rating in common])
    apart = np.abs(ours - theirs)
    with tempfile.TemporaryDirectory() as folder:
        records = open_engine(f"sqlite:///{folder}/records.sqlite")
        took = refresh(records, counts, BoardWish(anchor=anchor, base=float(base)))
        records.dispose()
    told = board.separated.diagonal(1)
    return {
        "common": len(common),
        "median_abs_diff": round(float(np.median(apart)), 4),
        "p95_abs_diff": round(float(np.quantile(apart, 0.95)), 4),
        "spearman": round(spearman(ours, theirs), 6),
        "kendall": round(kendall(ours, theirs), 5),
        **took,
        "rate_ms": rate_alone(counts, terms),
        "models": len(board.ratings),
        "votes": board.votes,
        "critical": round(board.critical, 3),
        "separated_pairs": int(board.separated.sum()) // 2,
        "separated_neighbours": int(told.sum()),
    }


def read(path: Path, date: str) -> dict[str, float]:
    """Read the ratings of one date; the last where none is named."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    date = date or max(row["date"] for row in rows)
    return {row["model"]: float(row["rating"]) for row in rows if row["date"] == date}


def refresh(records: Engine, counts: arena.Counts, wish: BoardWish) -> dict[str, float]:
    """Keep a vote and make the board anew, many times; medians in milliseconds."""
    fill(records, counts)
    random, took = np.random.default_rng(0), []
    boards, names = Boards(records), counts.names
    for number in range(REFRESHES + 1):
        left, right = (names[k] for k in random.choice(len(names), 2, replace=False))
        begun = time.perf_counter()
        at = datetime(2026, 1, 1, tzinfo=UTC)
        save_votes(records, [KeptVote(f"vote-{number}", left, right, "left", at)])
        kept, cpu = time.perf_counter(), time.process_time()
        sheet = boards.sheet(wish)
        ended = time.perf_counter()
        if sheet.board is None:
            raise SystemExit(f"no board: {sheet.why}")
        took.append((ended - kept, time.process_time() - cpu, kept - begun))
    wall, cpu, vote = 1000 * np.median(took[1:], axis=0)
    return {
        "refresh_ms": round(float(wall), 2),
        "refresh_cpu_ms": round(float(cpu), 2),
        "first_ms": round(1000 * took[0][0], 2),
        "vote_ms": round(float(vote), 2),
    }


def fill(records: Engine, counts: arena.Counts) -> None:
    """Put the counts where those of kept votes stand."""
    rows = [
        {"one": one, "other": other, "wins": int(counts.wins[i, j]), "ties": int(counts.ties[i, j]),
         "bad": int(counts.bad[i, j]), "moved": 1}
        for i, one in enumerate(counts.names)
        for j, other in enumerate(counts.names)
        if i != j
    ]  # fmt: skip
    with records.begin() as connection:
        connection.execute(insert(pair_counts), rows)


def rate_alone(counts: arena.Counts, terms: dict[str, Any]) -> float:
    """Rate many times; the median in milliseconds of wall time."""
    took = []
    for _ in range(REFRESHES):
        begun = time.perf_counter()
        arena.rate(counts, **terms)
        took.append(time.perf_counter() - begun)
    return round(1000 * float(np.median(took)), 2)


def spearman(a: Array, b: Array) -> float:
    """Correlate ranks; scores do not tie."""
    ranks = [np.argsort(np.argsort(side)).astype(float) for side in (a, b)]
    return float(np.corrcoef(*ranks)[0, 1])


def kendall(a: Array, b: Array) -> float:
    """Give the share of pairs in the same order, less the others."""
    upper = np.triu_indices(len(a), 1)
    same = np.sign(np.subtract.outer(a, a)[upper]) * np.sign(np.subtract.outer(b, b)[upper])
    return float(same.mean())
