"""Entrants whose rating has no finite optimum: those that never lost, or never won.

Within a group of which each beat each, directly or through others, the optimum is finite (Ford
1957). The largest such group is the core and is rated as ever. A group outside won all its votes
against those below it, so that its likelihood only rises with its distance. It is put where the
chance of such a clean sheet is one half (the median-unbiased estimate: Hirji, Tsiatis & Mehta
1989, American Statistician 43, section 3) and gets one bound, where that chance is (1 - level) / 2
(Clopper & Pearson 1934, Biometrika 26). How uncertain those below are is added to the distance to
the bound in squares (Zou & Donner 2008, Statistics in Medicine 27, eq. 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._groups import listed, reached
from rostra.arena._newton import Fit, Table, fit, sandwich
from rostra.arena._ties import probabilities
from rostra.errors import Unrated

Array = NDArray[np.float64]
FARTHEST = 60.0
"""Natural units within which a clean sheet's distance is sought; 26 digits of odds."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Entrants on one scale, in natural units; the core's mean is 0.

    side: 1 never lost against the core's side, -1 never won, 0 the core. own: variance of a clean
    sheet's distance, 0 in the core; it is part of the covariance. sheets: per group outside,
    (members, chances) with which `gaps` finds its bounds.
    """

    strengths: Array
    covariance: Array
    side: NDArray[np.int8]
    own: Array
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A clean sheet: votes (any number,), all won by a group, at distances from the opponents.

    Distances are as seen from the group where it is placed, so that `shift` 0 is the estimate.
    """

    members: Sequence[int]
    votes: Array
    distances: Array
    model: Fit

    def shift(self, chance: float) -> float:
        """Find by halving how far to move the group for the sheet to have this chance."""
        low, high = -FARTHEST, FARTHEST
        for _ in range(80):
            middle = (low + high) / 2
            if self.log_chance(middle) < np.log(chance):
                low = middle
            else:
                high = middle
        return (low + high) / 2

    def log_chance(self, shift: float) -> float:
        """Give the logarithm of the chance of winning all votes, from so much farther up."""
        won, _, _ = probabilities(self.model.model, self.distances + shift, self.model.c)
        return float(self.votes @ np.log(np.maximum(won, 1e-300)))


def inside(strengths: Array, covariance: Array) -> Placed:
    """Place entrants that are all in the core."""
    size = len(strengths)
    return Placed(strengths, covariance, np.zeros(size, np.int8), np.zeros(size))


def place(
    table: Table, names: Sequence[str], groups: Sequence[Sequence[int]], core: Fit, spread: Array
) -> Placed:
    """Place every group, the core first; `core` and `spread` are its fit and covariance.

    Raises Unrated, naming them, for groups that hang on the core by no chain of wins.
    """
    size = len(names)
    strengths, covariance = np.full(size, np.nan), np.zeros((size, size))
    side, own = np.zeros(size, np.int8), np.zeros(size)
    inner = np.array(groups[0])
    strengths[inner] = core.strengths
    covariance[np.ix_(inner, inner)] = spread
    sheets = []
    for members, way in _outward(table, names, groups):
        group = np.array(members)
        wins = table.wins if way > 0 else table.wins.T
        known = np.flatnonzero(~np.isnan(strengths))
        within, within_spread = _alone(table, group)
        votes = wins[np.ix_(group, known)]
        apart = way * (within[:, None] - strengths[known])
        sheet = Sheet(members, votes.ravel(), apart.ravel(), core)
        shift = sheet.shift(0.5)
        sheet = Sheet(members, votes.ravel(), apart.ravel() + shift, core)
        strengths[group] = within + way * shift
        won, lost, tied = probabilities(core.model, sheet.distances, core.c)
        pull = (votes.ravel() * (lost + tied / 2)).reshape(votes.shape)
        weights = pull.sum(0) / pull.sum()
        share = won + tied / 2
        alone = 1 / float(sheet.votes @ (share * (1 - share)))
        along = weights @ covariance[np.ix_(known, known)]
        covariance[np.ix_(group, known)] = along
        covariance[np.ix_(known, group)] = along[:, None]
        covariance[np.ix_(group, group)] = within_spread + along @ weights + alone
        side[group], own[group] = way, alone
        sheets.append(sheet)
    return Placed(strengths, covariance, side, own, tuple(sheets))


def gaps(placed: Placed, chance: float) -> Array:
    """Give each entrant's distance from its place to its one bound; 0 in the core."""
    gap = np.zeros(len(placed.strengths))
    for sheet in placed.sheets:
        gap[list(sheet.members)] = -sheet.shift(chance)
    return gap


def _outward(
    table: Table, names: Sequence[str], groups: Sequence[Sequence[int]]
) -> list[tuple[list[int], int]]:
    """Order the groups outside from the core outward, each with its side."""
    beat = (table.wins + table.ties) > 0
    core = groups[0][0]
    below, above = reached(beat, core), reached(beat.T, core)
    lost = [group for group in groups[1:] if not below[group[0]] and not above[group[0]]]
    if lost:
        raise Unrated(
            f"{listed(names, lost)} never lost or never won except against others that hang on "
            "the rest by as little: there is no scale to put them on; let them battle more"
        )
    ordered = []
    for group in groups[1:]:
        way = 1 if above[group[0]] else -1
        edges = beat if way > 0 else beat.T
        ordered.append((int(reached(edges, group[0]).sum()), list(group), way))
    return [(group, way) for _, group, way in sorted(ordered, key=lambda told: told[:2])]


def _alone(table: Table, group: NDArray[np.int64]) -> tuple[Array, Array]:
    """Rate a group outside by the votes within it, ties as halves."""
    if len(group) == 1:
        return np.zeros(1), np.zeros((1, 1))
    part = np.ix_(group, group)
    inner = Table(table.wins[part], table.ties[part])
    found = fit(inner)
    return found.strengths, sandwich(inner, found)
