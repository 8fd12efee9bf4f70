"""The one optimum of a Bradley-Terry likelihood over pair counts, and how certain it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._ties import Slopes, slopes, start
from rostra.arena._types import TieModel

Array = NDArray[np.float64]
GRADIENT = 1e-8
"""Votes by which an entrant's expected wins may miss its won ones at the optimum."""
STEPS, HALVINGS = 100, 40
NOTHING = 1e-13
"""Natural units below which a step is rounding: so many votes hide a smaller gradient."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Pair counts as a model takes them, each (entrants, entrants); ties are symmetric."""

    wins: Array
    ties: Array


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """An optimum; `strengths` are (entrants,) in natural units, with mean 0.

    inverse: of the curvature, strengths held at mean 0; c is its last row where there is a c.
    """

    strengths: Array
    c: float
    inverse: Array
    model: TieModel
    gradient: float
    steps: int


def fit(table: Table, model: TieModel = "half", begin: Array | None = None) -> Fit:
    """Maximise the likelihood by Newton's method with halving, to a gradient of `GRADIENT`.

    The optimum must exist: entrants strongly connected (Ford 1957, Amer. Math. Monthly 64), and
    for the models with a parameter of ties both ties and decided votes. `begin`: strengths to
    start from. A table so large that rounding hides the gradient ends where no step helps.
    """
    theta = np.zeros(len(table.wins)) if begin is None else begin - begin.mean()
    c = start(model, table.ties.sum() / 2, table.wins.sum())
    at = _slopes(table, model, theta, c)
    value = _value(at)
    for step in range(1, STEPS + 1):  # noqa: B007 - told below
        gradient, curvature = derivatives(table, model, at)
        size = float(np.abs(gradient).max())
        change = np.linalg.solve(held(curvature, model), gradient).astype(float, copy=False)
        if size <= GRADIENT or np.abs(change).max() < NOTHING:
            break
        theta, c, at, value = _search(table, model, (theta, c, value), change)
    theta = theta - theta.mean()
    return Fit(theta, c, inverse_of(curvature, model), model, size, step)


def derivatives(table: Table, model: TieModel, at: Slopes) -> tuple[Array, Array]:
    """Give gradient and (negative) curvature over strengths and, where the model has it, c."""
    pull = table.wins * at.win + table.wins.T * at.loss + table.ties * at.tie
    size = len(pull)
    extra = model != "half"
    gradient = np.empty(size + extra)
    gradient[:size] = pull.sum(1)
    curvature = np.empty((size + extra, size + extra))
    curvature[:size, :size] = -at.dd
    curvature[range(size), range(size)] = at.dd.sum(1) - at.dd.diagonal()
    if extra:
        along = table.wins * at.win_c + table.wins.T * at.loss_c + table.ties * at.tie_c
        gradient[size] = along.sum() / 2
        curvature[:size, size] = curvature[size, :size] = np.sum(at.dc, 1)
        curvature[size, size] = np.sum(at.cc) / 2
    return gradient, curvature


def sandwich(table: Table, found: Fit, meat: Array | None = None) -> Array:
    """Give the covariance of the strengths, at mean 0, whatever law the votes really follow.

    H⁻¹ J H⁻¹ with J the votes' slopes squared (Huber 1967; White 1982, Econometrica 50, eq. 3.2);
    `meat` is another J, as one added up by voter.
    """
    if meat is None:
        meat = meat_of(table, found)
    size = len(table.wins)
    covariance: Array = (found.inverse @ meat @ found.inverse)[:size, :size]
    return covariance


def steadied(table: Table, found: Fit, covariance: Array) -> Array:
    """Give variance to entrants whose votes happen to show none, as one with ties alone.

    Where the sandwich has less than a quarter of phi H⁻¹, it is raised to that. phi is the votes'
    dispersion (Wedderburn 1974, Biometrika 61, section 4), or 1 where every vote is a tie.
    """
    at = _slopes(table, found.model, found.strengths, found.c)
    wins, losses, ties = table.wins, table.wins.T, table.ties
    square = np.sum(wins * at.win**2 + losses * at.loss**2 + ties * at.tie**2)
    phi = float(square / at.dd.sum()) or 1.0
    size = len(covariance)
    plain = phi * found.inverse.diagonal()[:size]
    variance = covariance.diagonal()
    missing = np.where(variance < plain / 4, plain - variance, 0.0)
    raised: Array = covariance + np.diag(missing)
    return raised


def meat_of(table: Table, found: Fit) -> Array:
    """Add up the squares of the votes' slopes, each vote by itself."""
    at = _slopes(table, found.model, found.strengths, found.c)
    wins, losses, ties = table.wins, table.wins.T, table.ties
    square = wins * at.win**2 + losses * at.loss**2 + ties * at.tie**2
    size = len(square)
    extra = found.model != "half"
    meat = np.empty((size + extra, size + extra))
    meat[:size, :size] = -square
    meat[range(size), range(size)] = square.sum(1) - square.diagonal()
    if extra:
        mixed = wins * at.win * at.win_c + losses * at.loss * at.loss_c + ties * at.tie * at.tie_c
        along = wins * np.square(at.win_c) + losses * np.square(at.loss_c)
        meat[:size, size] = meat[size, :size] = mixed.sum(1)
        meat[size, size] = (along + ties * np.square(at.tie_c)).sum() / 2
    return meat


def distances(theta: Array) -> Array:
    """Give θ_i - θ_j for every pair."""
    apart: Array = theta[:, None] - theta
    return apart


def held(curvature: Array, model: TieModel) -> Array:
    """Make the curvature regular: strengths are only known up to a constant."""
    regular = curvature.copy()
    size = len(curvature) - (model != "half")
    regular[:size, :size] += curvature.diagonal()[:size].mean() / size
    return regular


def inverse_of(curvature: Array, model: TieModel) -> Array:
    """Invert the curvature among strengths of mean 0."""
    inverse = np.linalg.inv(held(curvature, model)).astype(float, copy=False)
    size = len(curvature) - (model != "half")
    inverse[:size] -= inverse[:size].mean(0)
    inverse[:, :size] -= inverse[:, :size].mean(1)[:, None]
    return inverse


def _search(
    table: Table, model: TieModel, now: tuple[Array, float, float], change: Array
) -> tuple[Array, float, Slopes, float]:
    """Walk along the change as far as it raises the likelihood; at last a step of nothing."""
    theta, c, value = now
    size = len(theta)
    slack = 1e-13 * abs(value)
    share = 1.0
    for _ in range(HALVINGS):
        moved = theta + share * change[:size]
        tie = c + share * float(change[size]) if model != "half" else c
        if model != "rao-kupper" or tie > 0:
            at = _slopes(table, model, moved, tie)
            if (reached := _value(at)) >= value - slack:
                return moved, tie, at, reached
        share /= 2
    return theta, c, _slopes(table, model, theta, c), value


def _slopes(table: Table, model: TieModel, theta: Array, c: float) -> Slopes:
    return slopes(model, distances(theta), c, table.wins, table.wins.T, table.ties)


def _value(at: Slopes) -> float:
    return float(at.likelihood.sum()) / 2
