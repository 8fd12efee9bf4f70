"""How often intervals, separations and effects of style are right, where the truth is known.

The design is real: who met whom how often, and how often they tied (pair counts as for `board`;
a made design of 30 entrants where the file is not here). Votes are drawn from its own fitted
board. `marginal`: share of entrants whose interval holds the truth. `false_separation`: share of
boards on which at least one separated pair stands in truth the other way, or on which anybody is
separated though all are equal, whichever is more. `simultaneous`: share of boards on which some
difference lies outside its interval held for all. `overlap_*`: the same for the rule that
separates where two intervals do not overlap. `style_relative_error`: of an effect of 0.25
(ties by Rao and Kupper's law and model); `style_relative_error_half`: with ties as halves.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from measure.board import DATA
from rostra import arena

Array = NDArray[np.float64]
ELO = 400 / np.log(10)
EFFECTS = np.array([0.25, 0.1, -0.05, 0.0])


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--counts", type=Path, default=DATA / "lmsys_pair_counts_20240814.json")
    parser.add_argument("--boards", type=int, default=500)
    parser.add_argument("--battles", type=int, default=1_000_000, help="of style control")


def run(args: argparse.Namespace) -> dict[str, Any]:
    counts = design(args.counts)
    board = arena.rate(counts)
    scores = {rating.name: rating.score for rating in board.ratings}
    truth = np.array([scores[name] for name in counts.names])
    fitted = simulate(counts, truth, args.boards)
    equal = simulate(counts, np.full(len(truth), 1000.0), args.boards)
    free, half = style_errors(counts, truth, args.battles)
    return {
        "marginal": round(fitted["marginal"], 4),
        "false_separation": round(max(fitted["false"], equal["false"]), 4),
        "style_relative_error": round(free, 4),
        "marginal_equal": round(equal["marginal"], 4),
        "false_separation_fitted": round(fitted["false"], 4),
        "false_separation_equal": round(equal["false"], 4),
        "simultaneous": round(fitted["simultaneous"], 4),
        "overlap_false_separation_fitted": round(fitted["overlap"], 4),
        "overlap_false_separation_equal": round(equal["overlap"], 4),
        "style_relative_error_half": round(half, 4),
        "boards": args.boards,
        "models": len(counts.names),
    }


def design(path: Path) -> arena.Counts:
    """Read the real design, or make one of thirty entrants with newcomers among them."""
    if path.exists():
        return arena.from_pairs(json.loads(path.read_text(encoding="utf-8")))
    random = np.random.default_rng(0)
    often = random.gamma(0.5, 1, 30) + 0.05
    meet = random.poisson(400 * np.outer(often, often))
    meet = np.triu(meet, 1) + np.triu(meet, 1).T
    names = tuple(f"m{k:02d}" for k in range(30))
    ties = np.triu(random.binomial(meet, 0.3))
    wins = np.triu(random.binomial(meet - ties, 0.5), 1)
    ties = ties + ties.T
    wins = wins + np.tril((meet - ties - wins.T), -1)
    return arena.Counts(names, wins, ties, np.zeros_like(wins))


def simulate(counts: arena.Counts, truth: Array, boards: int) -> dict[str, float]:
    """Draw boards from the truth on this design, and see how often each is told wrongly."""
    apart = truth[:, None] - truth
    share = 1 / (1 + np.exp(-apart / ELO))
    ties = counts.ties + counts.bad
    meet = counts.wins + counts.wins.T + ties
    tied = np.minimum(ties / np.maximum(meet, 1), 2 * np.minimum(share, 1 - share))
    upper = np.triu_indices(len(truth), 1)
    chances = np.stack([share - tied / 2, 1 - share - tied / 2, tied], -1)[upper]
    chances = np.clip(chances, 0, None) / np.clip(chances, 0, None).sum(1, keepdims=True)
    random = np.random.default_rng(0)
    sums = dict.fromkeys(("marginal", "false", "simultaneous", "overlap"), 0.0)
    centred = truth - truth.mean()
    for seed in range(boards):
        drawn = random.multinomial(meet[upper], chances)
        board = arena.rate(laid(counts.names, upper, drawn), seed=seed)
        order = [counts.names.index(rating.name) for rating in board.ratings]
        sums["marginal"] += float(np.mean(held(board, centred[order])))
        for key, wrong in wrongs(board, centred[order]).items():
            sums[key] += wrong
    return {key: value / boards for key, value in sums.items()}


def laid(names: tuple[str, ...], upper: Any, drawn: NDArray[np.int64]) -> arena.Counts:
    """Lay drawn wins, losses and ties out as counts."""
    wins, ties = np.zeros((2, len(names), len(names)), np.int64)
    wins[upper], wins.T[upper], ties[upper] = drawn.T
    return arena.Counts(names, wins, ties + ties.T, np.zeros_like(ties))


def held(board: arena.Board, truth: Array) -> list[bool]:
    """Say whose interval holds its true score; both are around the mean."""
    return [
        rating.low - board.base <= true <= rating.high - board.base
        for rating, true in zip(board.ratings, truth.tolist(), strict=True)
    ]


def wrongs(board: arena.Board, truth: Array) -> dict[str, bool]:
    """Say whether anything on the whole board is told wrongly, by three rules."""
    scores, low, high = np.array([(r.score, r.low, r.high) for r in board.ratings]).T
    apart, true = np.subtract.outer(scores, scores), np.subtract.outer(truth, truth)
    not_above = true < 1e-9
    variance = board.covariance.diagonal()
    errors = np.sqrt(np.maximum(variance[:, None] + variance - 2 * board.covariance, 0))
    overlap = low[:, None] > high
    return {
        "false": bool((board.separated & (apart > 0) & not_above).any()),
        "simultaneous": bool((np.abs(apart - true) > board.critical * errors + 1e-9).any()),
        "overlap": bool((overlap & not_above).any()),
    }


def style_errors(counts: arena.Counts, truth: Array, battles: int) -> tuple[float, float]:
    """Draw votes with a known effect of style; give the relative errors of the largest."""
    random = np.random.default_rng(1)
    meet = np.triu(counts.wins + counts.wins.T + counts.ties + counts.bad, 1).astype(float)
    pair = random.choice(meet.size, battles, p=meet.ravel() / meet.sum())
    left, right = np.divmod(pair, len(truth))
    turned = random.random(battles) < 0.5
    left, right = np.where(turned, right, left), np.where(turned, left, right)
    styles = random.gamma(2, 1, (2, battles, len(EFFECTS)))
    x = (styles[0] - styles[1]) / (styles[0] + styles[1])
    d = (truth[left] - truth[right]) / ELO + x / np.sqrt((x**2).mean(0)) @ EFFECTS
    tie = (counts.ties.sum() + counts.bad.sum()) / 2 / meet.sum()
    c = np.log((1 + tie) / (1 - tie))
    won, lost = 1 / (1 + np.exp(c - d)), 1 / (1 + np.exp(c + d))
    u = random.random(battles)
    choice = np.where(u < won, 0, np.where(u < won + lost, 1, 2)).astype(np.int8)
    names = np.array(counts.names, object)
    votes = arena.columns(
        names[left], names[right], choice, style_left=styles[0], style_right=styles[1]
    )
    free, half = (
        abs(arena.style(votes, ties=model).coefficients[0].value / EFFECTS[0] - 1)
        for model in ("rao-kupper", "half")
    )
    return free, half
