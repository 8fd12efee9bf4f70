"""The optimum of a likelihood over single votes, where columns beside the entrants sway them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rostra.arena._clusters import Slanted, squares
from rostra.arena._newton import GRADIENT, HALVINGS
from rostra.arena._ties import slopes, start
from rostra.arena._types import TieModel
from rostra.errors import Unrated

Array = NDArray[np.float64]
CHUNK = 1 << 16
"""Votes taken at a time: they stay in the processor's cache, and memory does not grow."""
STEPS = 40
CONFOUNDED = "a column says the same as who met whom: its effect cannot be told from the entrants'"
NO_BOUND = 1e4
"""Variance of an effect from which its optimum is taken to lie at infinity."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Votes among `size` entrants. choice: 0 left, 1 right, 2 tie. columns: (columns, votes).

    voter: (votes,) numbers, where votes of one voter may hang together.
    """

    size: int
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    choice: NDArray[np.int8]
    columns: Array
    voter: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RowsFit:
    """An optimum: strengths of mean 0, effects of the columns, and the sandwich of both.

    covariance: strengths, then effects, then c where the model has one.
    """

    strengths: Array
    effects: Array
    c: float
    covariance: Array
    steps: int


@dataclass(frozen=True, slots=True, eq=False)
class _Chunk:
    """What some votes tell: likelihood, slopes along d and c, and curvature of each."""

    part: slice
    value: float
    along: Array
    along_c: Array
    dd: Array
    dc: Array
    cc: Array


def fit_rows(rows: Rows, model: TieModel = "half") -> RowsFit:
    """Maximise the likelihood by Newton's method, to a gradient of `GRADIENT`; no penalty.

    The blocks of the curvature are added up by pair, so that a step is one pass over the votes.
    Raises Unrated where there is no optimum: a column that foretells every vote.
    """
    size, tied = rows.size, model != "half"
    at = np.zeros(size + len(rows.columns) + tied)
    if tied:
        ties = float((rows.choice == 2).sum())
        at[-1] = start(model, ties, len(rows.left) - ties)
    goal = max(GRADIENT, 1e-13 * len(rows.left))
    value, gradient, curvature = _pass(rows, model, at)
    for step in range(1, STEPS + 1):  # noqa: B007 - told below
        held = _held(curvature, size)
        if np.abs(gradient).max() <= goal:
            break
        change = _solved(held, gradient)
        at, (value, gradient, curvature) = _search(rows, model, (at, value), change)
    inverse = _solved(held, np.eye(len(held)))
    spread = inverse.diagonal()[size:]
    if spread.min(initial=1.0) <= 0:
        raise Unrated(CONFOUNDED)
    if spread.max(initial=0.0) > NO_BOUND:
        raise Unrated("a column foretells the votes so well that its effect has no bound")
    inverse[:size] -= inverse[:size].mean(0)
    inverse[:, :size] -= inverse[:, :size].mean(1)[:, None]
    covariance = inverse @ _meat(rows, model, at) @ inverse
    return RowsFit(
        at[:size] - at[:size].mean(),
        at[size : size + len(rows.columns)],
        float(at[-1]) if tied else 0.0,
        covariance,
        step,
    )


def _solved(held: Array, goal: Array) -> Array:
    """Solve; raise Unrated where a column says the same as the entrants do."""
    try:
        return np.asarray(np.linalg.solve(held, goal), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise Unrated(CONFOUNDED) from None


def _search(
    rows: Rows, model: TieModel, now: tuple[Array, float], change: Array
) -> tuple[Array, tuple[float, Array, Array]]:
    """Walk along the change as far as it raises the likelihood."""
    at, value = now
    for power in range(HALVINGS):
        moved = at + change / 2**power
        if model == "rao-kupper" and moved[-1] <= 0:
            continue
        reached = _pass(rows, model, moved)
        if reached[0] >= value - 1e-12 * abs(value):
            return moved, reached
    return at, _pass(rows, model, at)


def _pass(rows: Rows, model: TieModel, at: Array) -> tuple[float, Array, Array]:
    """Give likelihood, gradient and (negative) curvature, added up over all votes."""
    size, wide = rows.size, len(rows.columns)
    value, gradient = 0.0, np.zeros(len(at))
    blocks = _Blocks.of(rows, len(at))
    for told in _chunks(rows, model, at):
        value += told.value
        gradient[:size] += np.bincount(rows.left[told.part], told.along, size)
        gradient[:size] -= np.bincount(rows.right[told.part], told.along, size)
        gradient[size : size + wide] += rows.columns[:, told.part] @ told.along
        if len(at) > size + wide:
            gradient[-1] += told.along_c.sum()
        blocks.add(rows, told.part, told.dd, told.dc, told.cc)
    return value, gradient, blocks.matrix()


def _meat(rows: Rows, model: TieModel, at: Array) -> Array:
    """Add up the squares of the votes' slopes."""
    if rows.voter is not None:
        return _meat_by_voter(rows, rows.voter, model, at)
    blocks = _Blocks.of(rows, len(at))
    for told in _chunks(rows, model, at):
        mixed = told.along * told.along_c if len(told.along_c) else told.along_c
        square = told.along_c**2
        blocks.add(rows, told.part, told.along**2, mixed, square)
    return blocks.matrix()


def _meat_by_voter(rows: Rows, voter: NDArray[np.int64], model: TieModel, at: Array) -> Array:
    """Add up the squares of the voters' summed slopes."""
    told = list(_chunks(rows, model, at))
    along = np.concatenate([chunk.along for chunk in told])
    further = rows.columns * along
    if model != "half":
        further = np.vstack([further, np.concatenate([chunk.along_c for chunk in told])])
    return squares(voter, Slanted(rows.size, rows.left, rows.right, along, further))[0]


@dataclass(frozen=True, slots=True, eq=False)
class _Blocks:
    """A symmetric matrix over strengths, effects and c, as it is added up.

    by_pair: weights by pair, and weights times each further parameter's column. tail: the block
    of the further parameters.
    """

    size: int
    by_pair: Array
    tail: Array

    @staticmethod
    def of(rows: Rows, width: int) -> _Blocks:
        further = width - rows.size
        return _Blocks(
            rows.size, np.zeros((1 + further, rows.size**2)), np.zeros((further, further))
        )

    def add(self, rows: Rows, part: slice, dd: Array, dc: Array, cc: Array) -> None:
        """Add votes with weights dd among strengths and columns, dc and cc towards c."""
        pairs, wide = self.size**2, len(rows.columns)
        pair = rows.left[part].astype(np.int64) * self.size + rows.right[part]
        columns = rows.columns[:, part]
        weighed = columns * dd
        self.by_pair[0] += np.bincount(pair, dd, pairs)
        for k in range(wide):
            self.by_pair[1 + k] += np.bincount(pair, weighed[k], pairs)
        self.tail[:wide, :wide] += weighed @ columns.T
        if len(self.tail) > wide:
            self.by_pair[-1] += np.bincount(pair, dc, pairs)
            self.tail[:wide, wide] += columns @ dc
            self.tail[wide, wide] += cc.sum()

    def matrix(self) -> Array:
        """Lay the sums out as a matrix."""
        size, further = self.size, len(self.tail)
        whole = np.zeros((size + further, size + further))
        tables = self.by_pair.reshape(1 + further, size, size)
        both = tables[0] + tables[0].T
        whole[:size, :size] = -both
        whole[range(size), range(size)] = both.sum(1)
        for k, table in enumerate(tables[1:]):
            whole[:size, size + k] = whole[size + k, :size] = table.sum(1) - table.sum(0)
        whole[size:, size:] = np.triu(self.tail) + np.triu(self.tail, 1).T
        return whole


def _chunks(rows: Rows, model: TieModel, at: Array) -> Iterator[_Chunk]:
    """Take the votes by chunks that are no smaller than the table of pairs."""
    size, wide = rows.size, len(rows.columns)
    strengths, effects = at[:size], at[size : size + wide]
    step = max(CHUNK, size * size)
    for first in range(0, len(rows.left), step):
        part = slice(first, first + step)
        d = strengths[rows.left[part]] - strengths[rows.right[part]]
        d += effects @ rows.columns[:, part]
        choice = rows.choice[part]
        yield _half(part, d, choice) if model == "half" else _tied(part, d, choice, model, at[-1])


def _half(part: slice, d: Array, choice: NDArray[np.int8]) -> _Chunk:
    share = np.array([1.0, 0.0, 0.5])[choice]
    odds = np.exp(-d)
    p = 1 / (1 + odds)
    value = -np.log1p(odds).sum() - float((1 - share) @ d)
    none = np.zeros(0)
    return _Chunk(part, float(value), share - p, none, p * (1 - p), none, none)


def _tied(part: slice, d: Array, choice: NDArray[np.int8], model: TieModel, c: float) -> _Chunk:
    won, lost, tied = ((choice == k).astype(float) for k in range(3))
    at = slopes(model, d, c, won, lost, tied)
    along = won * at.win + lost * at.loss + tied * at.tie
    along_c = won * at.win_c + lost * at.loss_c + tied * at.tie_c
    flat = np.zeros(len(d))
    value = float(at.likelihood.sum())
    return _Chunk(part, value, along, along_c, at.dd, flat + at.dc, flat + at.cc)


def _held(curvature: Array, size: int) -> Array:
    """Make the curvature regular: strengths are only known up to a constant."""
    held = curvature.copy()
    held[:size, :size] += curvature.diagonal()[:size].mean() / size
    return held
