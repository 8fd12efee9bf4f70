"""Votes added up by pair: all that a rating without style needs, small and exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rostra.arena._types import CHOICES, Choice, Counts, Votes
from rostra.errors import VotesGarbage

Table = NDArray[np.int64]
MOST = 1e15
"""Votes that counts may come to: past them a sum in floating point loses single votes."""
CHUNK = 1 << 20
"""Rows counted at a time: ten million votes need no more memory than one."""


def count(votes: Votes) -> Counts:
    """Add the votes up by pair."""
    size = len(votes.names)
    cells = np.zeros(size * size * len(CHOICES), np.int64)
    for start in range(0, len(votes), CHUNK):
        part = slice(start, start + CHUNK)
        place = votes.left[part].astype(np.int64)
        place *= size
        place += votes.right[part]
        place *= len(CHOICES)
        place += votes.choice[part]
        cells += np.bincount(place, minlength=len(cells))
    left, right, ties, bad = np.moveaxis(cells.reshape(size, size, len(CHOICES)), 2, 0)
    return Counts(votes.names, left + right.T, ties + ties.T, bad + bad.T)


def plus(counts: Counts, other: Counts) -> Counts:
    """Add two counts; the names are those of either, sorted where they differ."""
    if counts.names == other.names:
        return Counts(
            counts.names,
            counts.wins + other.wins,
            counts.ties + other.ties,
            counts.bad + other.bad,
        )
    names = tuple(sorted({*counts.names, *other.names}))
    return plus(named(counts, names), named(other, names))


def add(counts: Counts, left: str, right: str, choice: Choice, votes: int = 1) -> Counts:
    """Add one vote (or several alike; -1 takes one back), and its entrants where new.

    Raises VotesGarbage for an unknown winner, a self-battle, or more taken back than there are.
    """
    if choice not in CHOICES:
        raise VotesGarbage(f"the winner {choice!r} is none of: {', '.join(CHOICES)}")
    if left == right or not left.strip() or not right.strip():
        raise VotesGarbage(f"a battle needs two entrants with names, not {left!r} and {right!r}")
    fresh = {left, right}.difference(counts.names)
    if fresh:
        counts = named(counts, tuple(sorted({*counts.names, *fresh})))
    i, j = counts.names.index(left), counts.names.index(right)
    wins, ties, bad = counts.wins.copy(), counts.ties.copy(), counts.bad.copy()
    if choice in ("left", "right"):
        cell = (i, j) if choice == "left" else (j, i)
        wins[cell] += votes
        left_over = wins[cell]
    else:
        table = ties if choice == "tie" else bad
        table[i, j] += votes
        table[j, i] += votes
        left_over = table[i, j]
    if left_over < 0:
        raise VotesGarbage(f"{left} against {right} has no such vote to take back")
    return Counts(counts.names, wins, ties, bad)


def named(counts: Counts, names: Sequence[str]) -> Counts:
    """Lay the counts out by other names; entrants not among them are left out with their votes."""
    here = {name: place for place, name in enumerate(counts.names)}
    kept = [place for place, name in enumerate(names) if name in here]
    old = [here[names[place]] for place in kept]

    def laid(table: Table) -> Table:
        out = np.zeros((len(names), len(names)), np.int64)
        out[np.ix_(kept, kept)] = table[np.ix_(old, old)]
        return out

    return Counts(tuple(names), laid(counts.wins), laid(counts.ties), laid(counts.bad))


def from_pairs(data: Mapping[str, Any]) -> Counts:
    """Read {"models": names, "X": [[i, j], …], "Y": [[win, loss, tie, both bad], …]}.

    The shape in which leaderbot ships public vote files; pairs that come twice are added up.
    Raises VotesGarbage.
    """
    try:
        names = [str(name) for name in data["models"]]
        pairs = np.asarray(data["X"], np.int64).reshape(-1, 2)
        votes = np.asarray(data["Y"], np.int64).reshape(len(pairs), 4)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise VotesGarbage(f"pair counts need models, X and Y of one length ({error!r})") from None
    size = len(names)
    if len(set(names)) < size or not all(name.strip() for name in names):
        raise VotesGarbage("pair counts name an entrant twice, or not at all")
    if pairs.size and (pairs.min() < 0 or pairs.max() >= size or votes.min() < 0):
        raise VotesGarbage(f"pair counts point past their {size} models, or are negative")
    if votes.size and float(votes.max()) * votes.size > MOST:
        raise VotesGarbage(f"pair counts of {votes.max()} votes are more than can be added up")
    i, j = pairs.T
    if (i == j).any():
        raise VotesGarbage(f"{names[int(i[i == j][0])]!r} is counted against itself")
    wins, ties, bad = tables = np.zeros((3, size, size), np.int64)
    np.add.at(wins, (i, j), votes[:, 0])
    np.add.at(wins, (j, i), votes[:, 1])
    for table, column in ((ties, votes[:, 2]), (bad, votes[:, 3])):
        np.add.at(table, (i, j), column)
        np.add.at(table, (j, i), column)
    order = sorted(range(size), key=names.__getitem__)
    wins, ties, bad = (table[np.ix_(order, order)] for table in tables)
    return Counts(tuple(names[place] for place in order), wins, ties, bad)


def to_pairs(counts: Counts) -> dict[str, Any]:
    """Write counts in the shape that `from_pairs` reads; pairs that never met are left out."""
    both = counts.wins + counts.wins.T + counts.ties + counts.bad
    i, j = np.nonzero(np.triu(both, 1))
    cells = np.stack([counts.wins[i, j], counts.wins[j, i], counts.ties[i, j], counts.bad[i, j]], 1)
    return {
        "models": list(counts.names),
        "X": np.stack([i, j], 1).tolist(),
        "Y": cells.tolist(),
    }
