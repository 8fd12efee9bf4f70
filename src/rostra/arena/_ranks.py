"""Ranks that hold for the whole board at once, by the largest of all pairs' t statistics."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
DRAWS = 2048
"""Boards drawn for the quantile: its chance of a false separation is then known to ±0.5 %."""
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
    errors = errors_of(covariance)
    scale = np.zeros_like(errors)
    np.divide(1, errors, out=scale, where=errors > 1e-9 * errors.max())
    # A constant added to all entries moves every z alike: differences stay, the root exists.
    mean = covariance.trace() / size
    root = np.linalg.cholesky(covariance + mean * (1 + 1e-9 * np.eye(size)))
    normal = np.random.default_rng(seed).standard_normal((size, DRAWS), np.float32)
    drawn, scale32 = root.astype(np.float32) @ normal, scale.astype(np.float32)
    largest = np.zeros(DRAWS, np.float32)
    for i in range(size - 1):
        apart = drawn[i + 1 :] - drawn[i]
        np.abs(apart, out=apart)
        apart *= scale32[i + 1 :, i, None]
        np.maximum(largest, apart.max(0), out=largest)
    return float(np.quantile(largest, level))


def separated(scores: Array, covariance: Array, quantile: float) -> NDArray[np.bool_]:
    """Say which pairs differ for certain, all pairs held at once."""
    errors = errors_of(covariance)
    apart = np.abs(scores[:, None] - scores)
    told: NDArray[np.bool_] = (apart > quantile * errors) & (apart > SAME)
    return told


def ranks(
    scores: Array, told: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give each entrant's rank and the interval of ranks it may have (1 is best)."""
    above = scores[None, :] > scores[:, None] + SAME
    rank = 1 + above.sum(1)
    low = 1 + (told & above).sum(1)
    high = len(scores) - (told & above.T).sum(1)
    return rank, low, high
