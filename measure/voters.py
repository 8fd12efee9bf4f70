"""How many voters of each kind the e-tests find within so many votes, and how many honest ones.

Voters join a board one kind at a time, at most one in ten of those who vote there. Main: the
public counts (pairs, worths, ties), where the file is there. `drawn`: a board of twenty entrants
made by a crowd with tastes and habits; also the main one where the file is missing. `small`: six
entrants, where each voter meets every pair again and again. `thin`: six and a crowd of thirty.
`honest` have tastes and habits as the crowd, `honest_plain` none, `honest_strong` half again as
much; `honest_never_tie` never tie. Those to be found have none: a coin-flipper takes left or
right, one `with_ties` ties as people do, a `three_sided_coin` ties every third time; a contrarian
says the contrary of an honest vote. `excluded_honest`: share of honest among all excluded.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from rostra.arena import read_counts
from rostra.arena._crowd import Ballots, Tally, expect, tally
from rostra.arena._drawn import (
    CHARACTERS,
    Arena,
    Habits,
    arena_of,
    drawn_arena,
    honest_votes,
    meet,
)  # fmt: skip
from rostra.arena._integrity import exclude
from rostra.arena._voters import weigh

COUNTS = Path(__file__).parents[1] / ".." / "shared" / "data" / "arena"
COUNTS_FILE = COUNTS / "lmsys_pair_counts_20240814.json"
STRONG = Habits(0.45, 0.25, 0.4, 1.0)
HONEST = {
    "honest": Habits(),
    "honest_plain": Habits(0, 0, 0, 0),
    "honest_never_tie": Habits(),
    "honest_strong": STRONG,
}
KEYS = {
    "coin_flip": "coin-flip",
    "coin_flip_with_ties": "coin-flip with ties",
    "three_sided_coin": "three-sided coin",
    "contrarian": "contrarian",
    "always_tie": "always tie",
    "one_side": "one side",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--counts", type=Path, default=COUNTS_FILE, help="pair counts, JSON")
    parser.add_argument("--votes", type=int, default=100, help="votes of each voter")
    parser.add_argument("--voters", type=int, default=300, help="voters of each kind and seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3, help="boards of each design")


def run(args: argparse.Namespace) -> dict[str, Any]:
    drawn = drawn_arena(20, args.seed)
    figures: dict[str, Any] = {"design": "drawn", "voters": args.voters * args.seeds}
    main, board = drawn, None
    if args.counts.exists():
        real = read_counts(args.counts)
        main, board = arena_of(real), Tally(real.wins * 1.0, (real.ties + real.bad) * 1.0)
        figures["design"] = args.counts.name
    began = time.process_time()
    figures |= flagged(args, main, args.voters * 10, board)
    figures["drawn"] = flagged(args, drawn, args.voters * 10)
    figures["small"] = flagged(args, drawn_arena(6, args.seed, 0.9), args.voters * 10)
    figures["thin"] = flagged(args, drawn_arena(6, args.seed, 0.9), 30)
    figures["cpu_s"] = round(time.process_time() - began, 1)
    return figures


def flagged(
    args: argparse.Namespace, arena: Arena, crowd: int, board: Tally | None = None
) -> dict[str, Any]:
    """Tell the share of each kind whose evidence passed 20 within its votes, over some boards."""
    shares: dict[str, float] = {}
    out = {True: 0, False: 0}
    each = min(args.voters, crowd // 10)
    boards = args.seeds * min(args.voters // each, 10)
    for seed in range(args.seed, args.seed + boards):
        rng = np.random.default_rng(seed)
        others = board or tally(_group(arena, (crowd, args.votes), rng, Habits()))
        for key in (*HONEST, *KEYS):
            share, gone = _tried(arena, others, (key, each, args.votes), rng)
            shares[key] = shares.get(key, 0.0) + share / boards
            out[key in HONEST] += gone
    result: dict[str, Any] = {key: round(share, 4) for key, share in shares.items()}
    result["excluded_honest"] = round(out[True] / max(sum(out.values()), 1), 4)
    return result


def _tried(
    arena: Arena, others: Tally, what: tuple[str, int, int], rng: np.random.Generator
) -> tuple[float, int]:
    """Let one kind of voters join a board; tell the share suspected and how many go."""
    key, *size = what
    said = _group(arena, (size[0], size[1]), rng, HONEST.get(key, HONEST["honest_plain"]))
    if key in KEYS:
        said = replace(said, said=CHARACTERS[KEYS[key]](said, rng))
    elif key == "honest_never_tie":
        again = replace(
            said, said=honest_votes(replace(arena, ties=arena.ties * 0), said, rng, Habits(tie=0))
        )
        said = replace(again, said=np.where(again.said == 0, 1, again.said))
    own = tally(said)
    whole = Tally(others.wins + own.wins, others.ties + own.ties)
    expected = expect(said, whole, np.ones(len(said.said), dtype=bool))
    evidence = weigh(said, expected, float(np.log(20)))
    return float((evidence.caught >= 0).mean()), int(exclude(evidence).sum())


def _group(
    arena: Arena, size: tuple[int, int], rng: np.random.Generator, habits: Habits
) -> Ballots:
    met = meet(arena, np.repeat(np.arange(size[0]), size[1]), rng)
    return replace(met, said=honest_votes(arena, met, rng, habits))
