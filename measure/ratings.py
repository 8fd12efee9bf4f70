"""What ratings cost: from two columns of names to a board with intervals, beside two peers.

Votes are made by Bradley and Terry's law among entrants of known strength, a third of them ties.
`encode`: two columns of names and one of winners, as pandas reads them from a file, to places.
`fit`: counting and the optimum. `intervals`: sandwich, ranks by max-t over all pairs, and every
matrix of the board. `evalica_fit`: its Bradley-Terry on the same columns, without intervals.
`*_lists`: both from Python lists, where looking up each string is most of the work and the lead
is smaller. `bootstrap`: 100 rounds as FastChat describes them, written here anew: votes added up
by (left, right, outcome), a multinomial draw of them, L-BFGS over Elo on the
logistic loss. `*_apart`: the largest difference in Elo from evalica run to a tolerance of 1e-12.
CPU seconds, one thread.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread for everybody

import numpy as np
from numpy.typing import NDArray

from rostra import arena

Array = NDArray[np.float64]
ELO = 400 / np.log(10)
ROUNDS = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--battles", type=int, default=1_000_000)
    parser.add_argument("--models", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--alone", action="store_true", help="without the peers, as for 10,000,000")


def run(args: argparse.Namespace) -> dict[str, Any]:
    import pandas as pd

    *lists, styles = battles(args.battles, args.models, args.seed)
    series = [pd.Series(column, dtype="str") for column in lists]
    arena.rate(arena.columns(["a", "b"], ["b", "a"], ["left", "left"]))  # the library is warm
    votes, encode = timed(lambda: arena.columns(*series), times=3)
    _, encode_lists = timed(lambda: arena.columns(*lists), times=3)
    counts, counting = timed(lambda: arena.count(votes))
    board, rating = timed(lambda: arena.rate(counts), times=5)
    _, again = timed(lambda: arena.bootstrap(counts, rounds=1), times=5)
    newton = min(again / 2, rating)  # a round is the optimum, and one more from it
    figures: dict[str, Any] = {
        "battles": args.battles,
        "models": args.models,
        "encode": encode,
        "fit": counting + newton,
        "intervals": rating - newton,
        "total": encode + counting + rating,
        "total_lists": encode_lists + counting + rating,
    }
    if not args.alone:
        figures |= of_evalica(series, lists, figures) | of_fastchat(votes, board, figures)
    styled = arena.columns(*series, style_left=styles[0], style_right=styles[1])
    _, figures["style_control"] = timed(lambda: arena.style(styled))
    return {k: round(v, 5) if isinstance(v, float) else v for k, v in figures.items()}


def battles(count: int, models: int, seed: int) -> tuple[list[str], list[str], list[str], Array]:
    """Draw votes; every name is a string of its own, as a file would give it."""
    random = np.random.default_rng(seed)
    strengths = random.normal(0, 0.6, models)
    left = random.integers(0, models, count)
    right = (left + random.integers(1, models, count)) % models
    share = 1 / (1 + np.exp(strengths[right] - strengths[left]))
    tie = np.minimum(0.345, 2 * np.minimum(share, 1 - share))
    u = random.random(count)
    place = np.where(u < share - tie / 2, 0, np.where(u < 1 - tie, 1, 2))
    names = [f"model-{k:03d}-of-some-length" for k in range(models)]
    words = [(names[k] + " ")[:-1] for side in (left, right) for k in side.tolist()]
    choice = [arena.CHOICES[k] for k in place.tolist()]
    styles = random.gamma(2, 1, (2, count, len(arena.STYLE)))
    return words[:count], words[count:], choice, styles


def of_evalica(series: list[Any], lists: list[Any], ours: dict[str, Any]) -> dict[str, Any]:
    """Time evalica's fit on columns of pandas and on lists."""
    import evalica
    import pandas as pd

    winner = {"left": evalica.Winner.X, "right": evalica.Winner.Y, "tie": evalica.Winner.Draw}
    outcome = [winner[word] for word in lists[2]]
    left, right, column = *series[:2], pd.Series(outcome)
    _, fit = timed(lambda: evalica.bradley_terry(left, right, column), times=2)
    _, fit_lists = timed(lambda: evalica.bradley_terry(*lists[:2], outcome), times=2)
    return {
        "evalica_fit": fit,
        "ratio_to_evalica_fit": fit / ours["total"],
        "evalica_fit_lists": fit_lists,
        "ratio_to_evalica_fit_lists": fit_lists / ours["total_lists"],
    }


def of_fastchat(votes: arena.Votes, board: arena.Board, ours: dict[str, Any]) -> dict[str, Any]:
    """Time a FastChat-style fit and its bootstrap, and see that all agree with evalica."""
    exact = evalica_exact(arena.count(votes))
    rows = fastchat_rows(votes)
    size = len(votes.names)
    fitted, fit = timed(lambda: fastchat_fit_of(size, *rows))
    _, bootstrap = timed(lambda: fastchat_bootstrap(size, *rows))
    scores = {rating.name: rating.score for rating in board.ratings}
    mine = np.array([scores[name] for name in votes.names])
    return {
        "bootstrap": bootstrap,
        "ratio_to_bootstrap": bootstrap / ours["intervals"],
        "fastchat_fit": fit,
        "ours_apart": float(np.abs(mine - exact).max()),
        "fastchat_apart": float(np.abs(fitted - exact).max()),
    }


def evalica_exact(counts: arena.Counts) -> Array:
    """Rate by evalica to its last digit, from counts as weights; Elo around 1000."""
    import evalica

    i, j = np.nonzero(counts.wins)
    a, b = np.nonzero(np.triu(counts.ties))
    xs = [counts.names[k] for k in (*i.tolist(), *a.tolist())]
    ys = [counts.names[k] for k in (*j.tolist(), *b.tolist())]
    winners = [evalica.Winner.X] * len(i) + [evalica.Winner.Draw] * len(a)
    weights = [*counts.wins[i, j].tolist(), *counts.ties[a, b].tolist()]
    told = evalica.bradley_terry(xs, ys, winners, weights=weights, tolerance=1e-12, limit=100_000)
    logs = np.log(np.array([told.scores[name] for name in counts.names])) * ELO
    centred: Array = logs - logs.mean() + 1000
    return centred


def fastchat_rows(votes: arena.Votes) -> tuple[NDArray[np.int64], Array, Array]:
    """Lay out (left, right) as they stood, outcome 1, 0 or a half, and how often."""
    size = len(votes.names)
    outcome = np.minimum(votes.choice, 2).astype(np.int64)
    cells = np.bincount((votes.left.astype(np.int64) * size + votes.right) * 3 + outcome)
    used = np.flatnonzero(cells)
    pair, told = np.divmod(used, 3)
    outcomes = np.array([1.0, 0.0, 0.5])[told]
    return np.stack(np.divmod(pair, size), 1), outcomes, cells[used].astype(float)


def fastchat_fit_of(size: int, rows: NDArray[np.int64], outcomes: Array, weights: Array) -> Array:
    """Minimise the logistic loss over Elo by L-BFGS, 100 iterations; Elo around 1000."""
    from scipy.optimize import minimize

    left, right = rows.T

    def loss(ratings: Array) -> tuple[float, Array]:
        p = 1 / (1 + np.exp((ratings[right] - ratings[left]) / ELO))
        value = -((np.log(p) * outcomes + np.log(1 - p) * (1 - outcomes)) @ weights)
        pull = -(outcomes - p) * weights / ELO
        return value, np.bincount(left, pull, size) - np.bincount(right, pull, size)

    options = {"maxiter": 100, "gtol": 1e-6}
    told = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options=options)
    centred: Array = told.x - told.x.mean() + 1000
    return centred


def fastchat_bootstrap(
    size: int, rows: NDArray[np.int64], outcomes: Array, weights: Array
) -> Array:
    """Draw the votes again by a multinomial of their counts, and rate: (rounds, entrants)."""
    votes = weights.sum()
    drawn = np.random.default_rng(0).multinomial(int(votes), weights / votes, ROUNDS).astype(float)
    return np.array([fastchat_fit_of(size, rows, outcomes, row) for row in drawn])


def timed(make: Callable[[], Any], times: int = 1) -> tuple[Any, float]:
    """Give what was made, and the least CPU seconds of so many times."""
    least = float("inf")
    for _ in range(times):
        began = time.process_time()
        made = make()
        least = min(least, time.process_time() - began)
    return made, least
