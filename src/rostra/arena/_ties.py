"""How likely win, loss and tie are at a given distance: the three models of ties.

d is a distance of strengths in natural units (Elo · ln 10 / 400), c a parameter of ties, and
s(x) = 1 / (1 + e^-x). The chance of a win:

- half: s(d), and a tie is half a win and half a loss (quasi-likelihood; Bradley & Terry 1952,
  Biometrika 39, eq. 1, with the convention of Chatbot Arena). No c.
- Rao-Kupper: s(d - c), loss s(-d - c), tie (e^2c - 1) s(d - c) s(-d - c)
  (Rao & Kupper 1967, JASA 62, eq. 2.5 to 2.7, their theta = e^c).
- Davidson: e^(d/2) / Z, loss e^(-d/2) / Z, tie e^c / Z (Davidson 1970, JASA 65, eq. 2.3, nu = e^c).

In each the log-likelihood is concave, so that Newton's method finds the one optimum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._types import TieModel

Array = NDArray[np.float64]
FAR = 700.0
"""Natural units whose exponential a double still holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """What a model says at distances d, of any one shape.

    win, loss, tie: each vote's slope of its log-likelihood along d; `*_c` along c. dd, dc, cc:
    the (negative) curvature of all votes at that distance. `likelihood`: their log-likelihood.
    """

    win: Array
    loss: Array
    tie: Array
    win_c: Array | float
    loss_c: Array | float
    tie_c: Array | float
    dd: Array
    dc: Array | float
    cc: Array | float
    likelihood: Array


def slopes(model: TieModel, d: Array, c: float, wins: Array, losses: Array, ties: Array) -> Slopes:
    """Say what the votes at distances d tell, by a model of ties."""
    if model == "half":
        return _half(d, wins, losses, ties)
    if model == "davidson":
        return _davidson(d, c, wins, losses, ties)
    return _rao_kupper(d, c, wins, losses, ties)


def expected(model: TieModel, d: Array, c: float) -> Array:
    """Give the expected share of a battle, ties as halves, at distances d."""
    if model == "half":
        return logistic(d)
    if model == "davidson":
        up, down, even = np.exp(d / 2), np.exp(-d / 2), np.exp(c)
        share: Array = (up + even / 2) / (up + down + even)
        return share
    won, lost = logistic(d - c), logistic(-d - c)
    return won + (1 - won - lost) / 2


def probabilities(model: TieModel, d: Array, c: float) -> tuple[Array, Array, Array]:
    """Give the chances of win, loss and tie; by halves there are no ties."""
    if model == "half":
        won = logistic(d)
        return won, 1 - won, np.zeros_like(won)
    if model == "davidson":
        won, lost = np.exp(d / 2), np.exp(-d / 2)
        total = won + lost + np.exp(c)
        return won / total, lost / total, np.exp(c) / total
    won, lost = logistic(d - c), logistic(-d - c)
    return won, lost, 1 - won - lost


def start(model: TieModel, ties: float, decided: float) -> float:
    """Give a first c: the one that equal entrants would show."""
    if model == "half":
        return 0.0
    if model == "davidson":
        return float(np.log(2 * ties / decided))
    return float(np.log(1 + 2 * ties / decided))


def logistic(d: Array) -> Array:
    """Give 1 / (1 + e^-d), also of two that stand thousands of points apart."""
    share: Array = 1 / (1 + np.exp(np.minimum(-d, FAR)))
    return share


def _half(d: Array, wins: Array, losses: Array, ties: Array) -> Slopes:
    p = logistic(d)
    for_i = wins + ties / 2
    total = wins + losses + ties
    likelihood = 2 * for_i * np.log(np.maximum(p, 1e-300))  # each battle stands in twice
    return Slopes(1 - p, -p, 0.5 - p, 0.0, 0.0, 0.0, total * p * (1 - p), 0.0, 0.0, likelihood)


def _davidson(d: Array, c: float, wins: Array, losses: Array, ties: Array) -> Slopes:
    won, lost, even = probabilities("davidson", d, c)
    total = wins + losses + ties
    lead = (won - lost) / 2
    norm = np.logaddexp(np.logaddexp(d / 2, -d / 2), c)
    likelihood = (wins - losses) * d / 2 + ties * c - total * norm
    dd = total * ((won + lost) / 4 - lead * lead)
    return Slopes(
        0.5 - lead, -0.5 - lead, -lead, -even, -even, 1 - even,
        dd, -total * lead * even, total * even * (1 - even), likelihood,
    )  # fmt: skip


def _rao_kupper(d: Array, c: float, wins: Array, losses: Array, ties: Array) -> Slopes:
    won, lost = logistic(d - c), logistic(-d - c)
    up, down = wins + ties, losses + ties
    spread = -np.expm1(-2 * c)  # 1 - e^-2c, so that log(e^2c - 1) = 2c + log(spread)
    bend_up, bend_down = up * won * (1 - won), down * lost * (1 - lost)
    likelihood = -up * np.logaddexp(0, c - d) - down * np.logaddexp(0, c + d)
    likelihood = likelihood + ties * (2 * c + np.log(spread))
    cc = bend_up + bend_down + ties * 4 * np.exp(-2 * c) / spread**2
    return Slopes(
        1 - won, lost - 1, lost - won, won - 1, lost - 1, won + lost - 2 + 2 / spread,
        bend_up + bend_down, bend_down - bend_up, cc, likelihood,
    )  # fmt: skip
