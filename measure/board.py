"""How near the board comes to a published one, and what a refresh after one vote costs.

Pair counts (models, X, Y), a CSV of date, model and rating (the last date, or --date), and the
anchor that the publisher held. `refresh_ms` is wall time from one more vote to the whole board
with intervals, ranks and matrices; the median of many.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from rostra import arena

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
    wall, cpu = refresh(counts, terms)
    told = board.separated.diagonal(1)
    return {
        "common": len(common),
        "median_abs_diff": round(float(np.median(apart)), 4),
        "p95_abs_diff": round(float(np.quantile(apart, 0.95)), 4),
        "spearman": round(spearman(ours, theirs), 6),
        "kendall": round(kendall(ours, theirs), 5),
        "refresh_ms": wall,
        "refresh_cpu_ms": cpu,
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


def refresh(counts: arena.Counts, terms: dict[str, Any]) -> tuple[float, float]:
    """Add a vote and rate, many times; medians in milliseconds of wall and of CPU time."""
    random, took = np.random.default_rng(0), []
    for _ in range(REFRESHES):
        left, right = (counts.names[k] for k in random.choice(len(counts.names), 2, replace=False))
        wall, cpu = time.perf_counter(), time.process_time()
        counts = arena.add(counts, left, right, "left")
        arena.rate(counts, **terms)
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall_ms, cpu_ms = 1000 * np.median(took, axis=0)
    return round(float(wall_ms), 2), round(float(cpu_ms), 2)


def spearman(a: Array, b: Array) -> float:
    """Correlate ranks; scores do not tie."""
    ranks = [np.argsort(np.argsort(side)).astype(float) for side in (a, b)]
    return float(np.corrcoef(*ranks)[0, 1])


def kendall(a: Array, b: Array) -> float:
    """Give the share of pairs in the same order, less the others."""
    upper = np.triu_indices(len(a), 1)
    same = np.sign(np.subtract.outer(a, a)[upper]) * np.sign(np.subtract.outer(b, b)[upper])
    return float(same.mean())
