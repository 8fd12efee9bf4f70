"""Ranks that hold for the whole board at once, by the largest of all pairs' t statistics."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
DRAWS = 2048
"""Boards drawn for the quantile: its chance of a false separation is then known to ±0.5 %."""
CHUNK = 1 << 10
SAME = 1e-6
"""Elo under which two scores share a rank."""


def errors_of(covariance: Array) -> Array:
    """Give the standard error of every difference; 0 on the diagonal."""
    variance = covariance.diagonal()
    square = variance[:, None] + variance - 2 * covariance
    root: Array = np.sqrt(np.maximum(square, 0))
    return root


def critical(covariance: Array, level: float, seed: int) -> float:
    """Give the quantile of max |z_i - z_j| / se_ij over all pairs, z of this covariance.

    Whoever differs by more than so many standard errors is separated, and the chance that any
    pair on the board is separated falsely is 1 - level (max-t, Hothorn, Bretz & Westfall 2008,
    Biometrical Journal 50, section 3; ranks from it: Mogstad, Romano, Shaikh & Wilhelm 2024,
    Review of Economic Studies 91, section 3).
    """
    size = len(covariance)
    if size <= 2:
        return NormalDist().inv_cdf((1 + level) / 2)
    # A constant added to all entries moves every z alike: differences stay, the root exists.
    mean = covariance.trace() / size
    root = np.linalg.cholesky(covariance + mean * (1 + 1e-9 * np.eye(size)))
    drawn = _normal(size, seed) @ root.T.astype(np.float32)
    drawn -= drawn.mean(1, keepdims=True)
    errors = errors_of(covariance)
    least = _sidak(size, level)
    while True:
        least *= 0.85
        quantile = float(np.quantile(_largest(drawn, errors, least), level))
        if quantile >= least or least < 1:
            return quantile


@lru_cache(maxsize=2)
def _normal(size: int, seed: int) -> Floats:
    """Draw (draws, size) standard normals; a board that is refreshed has them ready."""
    return np.random.default_rng(seed).standard_normal((DRAWS, size), np.float32)


def _largest(drawn: Floats, errors: Array, least: float) -> Floats:
    """Give each draw's largest t, exact from `least` up: (draws,); below it may be too small.

    drawn: (draws, entrants).
    With k_ij = se_ij² / (v_i + v_j), the inequality of Cauchy and Schwarz has t_ij² at most
    (z_i² / v_i + z_j² / v_j) / k_ij. So in a pair that reaches `least` one of the two has z² / v
    of k_ij · least² / 2 or more: that is one or two a draw, and no other pair needs a look.
    """
    variance = np.square(drawn).mean(0)
    told = errors > 1e-6 * errors.max()
    share = np.where(told, errors**2, np.inf) / (variance[:, None] + variance)
    scale = np.zeros(errors.shape, np.float32)
    np.divide(1, errors, out=scale, where=told, casting="same_kind")
    bar = (np.sqrt(variance * share.min(1) / 2) * least).astype(np.float32)
    draws, leads = np.nonzero(np.abs(drawn) >= bar)
    largest = np.zeros(len(drawn), np.float32)
    for start in range(0, len(leads), CHUNK):
        i, draw = leads[start : start + CHUNK], draws[start : start + CHUNK]
        t = drawn[draw]
        t -= drawn[draw, i][:, None]
        np.abs(t, out=t)
        t *= scale[i]
        np.maximum.at(largest, draw, t.max(1))
    return largest


def _sidak(size: int, level: float) -> float:
    """Give the quantile as if all pairs were independent (Sidak 1967, JASA 62): a bound above."""
    pairs = size * (size - 1) / 2
    return NormalDist().inv_cdf((1 + level ** (1 / pairs)) / 2)


def ranks(
    scores: Array, told: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give each entrant's rank and the interval of ranks it may have (1 is best)."""
    above = scores[None, :] > scores[:, None] + SAME
    rank = 1 + above.sum(1)
    low = 1 + (told & above).sum(1)
    high = len(scores) - (told & above.T).sum(1)
    return rank, low, high
