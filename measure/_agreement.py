"""How well two groupings of the same things agree, corrected for chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp, lgamma, log


def adjusted_mutual_information(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Compute AMI with the arithmetic mean of the entropies: 1 for equal groupings, 0 for chance.

    (MI - E[MI]) / ((H(a) + H(b)) / 2 - E[MI]), where E[MI] is that of random groupings with the
    same sizes: Vinh, Epps and Bailey, JMLR 11 (2010), equations 24a and table 2.
    """
    n = _same_length(a, b)
    rows, columns, cells = Counter(a), Counter(b), Counter(zip(a, b, strict=True))
    if len(rows) == len(columns) and len(rows) in (0, 1, n):
        return 1.0
    shared = _mutual(rows, columns, cells, n)
    expected = _expected(Counter(rows.values()), Counter(columns.values()), n)
    mean = (_entropy(rows.values(), n) + _entropy(columns.values(), n)) / 2
    return (shared - expected) / (mean - expected) if mean != expected else 0.0


def adjusted_rand(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    """Compute the adjusted Rand index (Hubert and Arabie 1985, equation 5)."""
    n = _same_length(a, b)
    rows, columns = _pairs(Counter(a).values()), _pairs(Counter(b).values())
    both, every = _pairs(Counter(zip(a, b, strict=True)).values()), n * (n - 1) / 2
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def _same_length(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    if len(a) != len(b):
        msg = f"two groupings of the same things are compared; these have {len(a)} and {len(b)}"
        raise ValueError(msg)
    return len(a)


def _pairs(sizes: Iterable[int]) -> float:
    return sum(size * (size - 1) / 2 for size in sizes)


def _entropy(sizes: Iterable[int], n: int) -> float:
    return -sum(size / n * log(size / n) for size in sizes)


def _mutual(
    rows: Mapping[Hashable, int],
    columns: Mapping[Hashable, int],
    cells: Mapping[tuple[Hashable, Hashable], int],
    n: int,
) -> float:
    return sum(
        size / n * log(n * size / (rows[row] * columns[column]))
        for (row, column), size in cells.items()
    )


def _expected(rows: Mapping[int, int], columns: Mapping[int, int], n: int) -> float:
    """Sum over the sizes of groups (and how many have each size), by the hypergeometric law."""
    return sum(
        often * as_often * _of_pair(min(row, column), max(row, column), n)
        for row, often in rows.items()
        for column, as_often in columns.items()
    )


@lru_cache(maxsize=100_000)
def _of_pair(row: int, column: int, n: int) -> float:
    fixed = (
        lgamma(row + 1) + lgamma(column + 1) + lgamma(n - row + 1) + lgamma(n - column + 1)
        - lgamma(n + 1)
    )  # fmt: skip
    return sum(
        both / n * log(n * both / (row * column))
        * exp(
            fixed - lgamma(both + 1) - lgamma(row - both + 1) - lgamma(column - both + 1)
            - lgamma(n - row - column + both + 1)
        )
        for both in range(max(1, row + column - n), min(row, column) + 1)
    )  # fmt: skip
