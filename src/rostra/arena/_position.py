"""The position effect: what standing on the left is worth, whoever stands there."""

from __future__ import annotations

import numpy as np

from rostra.arena._boards import Terms
from rostra.arena._rows import fit_rows
from rostra.arena._style import Coefficient, coefficients, rows_among
from rostra.arena._types import TieModel, Votes


def position(votes: Votes, *, ties: TieModel = "half", level: float = 0.95) -> Coefficient:
    """Tell by how much the left side is favoured, with an interval; raise Unrated.

    Bradley-Terry with a constant added to the left's distance (Davidson & Beaver 1977,
    Biometrics 33, eq. 2.2, in logarithms). An interval around 0 shows that sides are fair.
    """
    rows, _, _ = rows_among(votes, {"left side": np.ones(len(votes))}, Terms(ties), "tie")
    return coefficients(["left side"], [1.0], fit_rows(rows, ties), level)[0]
