"""Counts by pair, as some arenas publish them in the place of votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rostra.arena._counts import from_pairs
from rostra.arena._read_bytes import LINE_LIMIT, opened
from rostra.arena._read_json import parsed
from rostra.arena._read_words import name_of
from rostra.arena._types import Counts
from rostra.errors import VotesGarbage

_MANY = 1 << 53


def read_counts(path: Path) -> Counts:
    """Read counts by pair: JSON with `models`, pairs `X` of places, and `Y` of numbers.

    A row of `Y` is [wins of the first, its losses, ties, both bad]; three numbers have no "both
    bad". A pair may come twice, also turned round: its counts add up. Raises VotesGarbage naming
    the pair for what cannot be counted.
    """
    path = Path(path)
    with opened(path) as (stream, _head):
        text = stream.read(4 * LINE_LIMIT + 1)
    if len(text) > 4 * LINE_LIMIT:
        raise VotesGarbage(f"{path.name} is longer than counts by pair may be")
    told = parsed(text, path.name)
    if not isinstance(told, Mapping) or not {"models", "X", "Y"} <= {*told}:
        raise VotesGarbage(f"{path.name} lacks models, X or Y; expected counts by pair")
    names = _names(told["models"], path.name)
    pairs = _numbers(told["X"], (2,), f"{path.name}, X")
    counts = _numbers(told["Y"], (3, 4), f"{path.name}, Y")
    if len(pairs) != len(counts):
        msg = f"{path.name} has {len(pairs)} pairs in X and {len(counts)} rows in Y"
        raise VotesGarbage(msg)
    _check(pairs, counts, len(names), path.name)
    bad = counts if counts.shape[1] == 4 else np.pad(counts, ((0, 0), (0, 1)))
    return from_pairs({"models": names, "X": pairs, "Y": bad})


def _names(told: Any, name: str) -> list[str]:
    names = [name_of(n) for n in told] if isinstance(told, Sequence) else []
    twice = {n for n in names if names.count(n) > 1}
    if len(names) < 2 or not all(names) or twice or isinstance(told, str):
        why = f"{min(twice)!r} comes twice" if twice else "a name is empty, or fewer than two"
        raise VotesGarbage(f"{name}, models: {why}; expected the names of the models")
    return names


def _numbers(told: Any, widths: tuple[int, ...], where: str) -> Any:
    try:
        found = np.array(told, np.float64)
    except (TypeError, ValueError) as error:
        raise VotesGarbage(f"{where} is no table of numbers ({error})") from None
    if found.ndim != 2 or found.shape[1] not in widths:
        raise VotesGarbage(f"{where} has shape {found.shape}; expected rows of {widths[-1]}")
    wrong = ~((found >= 0) & (found < _MANY) & (found == np.floor(found)))
    if wrong.any():
        row = int(np.flatnonzero(wrong.any(axis=1))[0])
        raise VotesGarbage(f"{where}, row {row + 1} is {told[row]}; expected whole numbers")
    return found.astype(np.int64)


def _check(pairs: Any, counts: Any, size: int, name: str) -> None:
    if not len(pairs) or not counts.any():
        raise VotesGarbage(f"{name} counts no votes")
    outside = np.flatnonzero((pairs >= size).any(axis=1))
    alike = np.flatnonzero(pairs[:, 0] == pairs[:, 1])
    for rows, why in ((outside, f"names no model of {size}"), (alike, "is a model and itself")):
        if rows.size:
            row = int(rows[0])
            raise VotesGarbage(f"{name}, X, row {row + 1} {why}: {pairs[row].tolist()}")
