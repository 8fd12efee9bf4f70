"""Votes of a top-ranked newcomer until its rating is known to ±10 Elo: chosen pairs or even ones.

The real board where its file is there, its first entrant taken out and entered anew; else a drawn
board. Votes are drawn from the fit to all votes. Counted are the votes on the newcomer: who it
meets is what differs; `share_of_battles` tells how much of all battles it was given beside.
`least_share` is the smallest share of a pair in units of an even share, so that the floor is seen.
`by_rank`: the same for newcomers that belong elsewhere.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from measure.voters import COUNTS_FILE
from rostra.arena import Counts, count, plus, read_counts, shares
from rostra.arena._crowd import sigmoid
from rostra.arena._drawn import (
    Arena,
    Habits,
    arena_of,
    as_votes,
    drawn_arena,
    honest_votes,
    meet,
)
from rostra.arena._newton import Table, fit, sandwich

BATCH = 80


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--counts", type=Path, default=COUNTS_FILE, help="pair counts, JSON")
    parser.add_argument("--width", type=float, default=10.0, help="half width in Elo, at 95 %%")
    parser.add_argument("--floor", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3)


def run(args: argparse.Namespace) -> dict[str, Any]:
    if args.counts.exists():
        counts = read_counts(args.counts)
    else:
        counts = drawn_counts(drawn_arena(40, args.seed), 400_000, args.seed)
    arena = arena_of(counts)
    order = np.argsort(-arena.worth)
    figures = compared(args, counts, arena, int(order[0]), args.seeds)
    figures["floor"] = args.floor
    figures["by_rank"] = {
        str(rank + 1): compared(args, counts, arena, int(order[rank]), 1)["saved"]
        for rank in (len(order) // 4, len(order) // 2, len(order) - 1)
    }
    small = drawn_arena(6, args.seed, 0.9)
    six = drawn_counts(small, 60_000, args.seed)
    figures["six"] = compared(args, six, small, int(np.argmax(small.worth)), args.seeds)
    return figures


def drawn_counts(arena: Arena, votes: int, seed: int) -> Counts:
    rng = np.random.default_rng(seed)
    met = meet(arena, np.zeros(votes, dtype=np.int64), rng)
    met.said[:] = honest_votes(arena, met, rng, Habits(0, 0, 0, 0))
    return count(as_votes(arena, met))


def compared(
    args: argparse.Namespace, counts: Counts, arena: Arena, newcomer: int, seeds: int
) -> dict[str, Any]:
    """Enter one again by both ways, with the same seeds."""
    without = Counts(
        counts.names, *(_cleared(t, newcomer) for t in (counts.wins, counts.ties, counts.bad))
    )
    votes = {"uniform": 0.0, "chosen": 0.0}
    least, part = np.inf, 0.0
    for seed in range(args.seed, args.seed + seeds):
        for way in votes:
            used, low, share = entered(args, (without, arena, newcomer), way, seed)
            votes[way] += used / seeds
            if way == "chosen":
                least, part = min(least, low), part + share / seeds
    return {
        "votes_uniform": round(votes["uniform"]),
        "votes_chosen": round(votes["chosen"]),
        "saved": round(1 - votes["chosen"] / votes["uniform"], 4),
        "least_share": round(float(least), 3),
        "share_of_battles": round(part, 3),
    }


def entered(
    args: argparse.Namespace, board: tuple[Counts, Arena, int], way: str, seed: int
) -> tuple[int, float, float]:
    """Let a newcomer battle until its interval is narrow; tell its votes and the shares it had."""
    counts, arena, newcomer = board
    rng = np.random.default_rng(seed)
    size, used = len(counts.names), 0
    even = np.ones(size) - np.eye(size)[newcomer]
    least, part, steps = np.inf, 0.0, 0
    while used < BATCH or _width(counts, newcomer) > args.width:
        row = even
        if way == "chosen":
            chance = shares(counts, counts.names, floor=args.floor)
            row = chance[newcomer]
            least = min(least, chance[np.triu_indices(size, 1)].min() * size * (size - 1) / 2)
            part, steps = part + row.sum(), steps + 1
        against = rng.choice(size, BATCH, p=row / row.sum())
        counts = plus(counts, _said(arena, newcomer, against, rng))
        used += BATCH
    return used, least, part / max(steps, 1)


def _said(arena: Arena, newcomer: int, against: Any, rng: np.random.Generator) -> Counts:
    size = len(arena.worth)
    tables = np.zeros((3, size, size), dtype=np.int64)
    tied = rng.random(len(against)) < arena.ties[newcomer, against]
    won = rng.random(len(against)) < sigmoid(arena.worth[newcomer] - arena.worth[against])
    np.add.at(tables[0], (newcomer, against[won & ~tied]), 1)
    np.add.at(tables[0], (against[~won & ~tied], newcomer), 1)
    np.add.at(tables[1], (newcomer, against[tied]), 1)
    np.add.at(tables[1], (against[tied], newcomer), 1)
    return Counts(arena.names, *tables)


def _width(counts: Counts, newcomer: int) -> float:
    """Half of the interval that `rate` gives, without the ranks, which take longer to draw."""
    table = Table(counts.wins * 1.0, (counts.ties + counts.bad) * 1.0)
    found = fit(table)
    return 1.96 * float(np.sqrt(sandwich(table, found)[newcomer, newcomer])) * 400 / np.log(10)


def _cleared(table: Any, place: int) -> Any:
    table = table.copy()
    table[place, :] = table[:, place] = 0
    return table
