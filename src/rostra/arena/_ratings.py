"""Ratings from pair counts: Bradley-Terry scores with intervals, ranks, and who is separated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rostra.arena._boards import Terms, board, shares
from rostra.arena._clusters import meat_by, voted
from rostra.arena._columns import rows_of
from rostra.arena._counts import count, named
from rostra.arena._groups import connected, listed, mutual
from rostra.arena._newton import Fit, Table, fit, sandwich, steadied
from rostra.arena._one_thread import one_thread
from rostra.arena._outside import inside, place
from rostra.arena._types import Board, Counts, TieModel, Votes
from rostra.errors import Unrated, VotesGarbage

Array = NDArray[np.float64]
BothBad = Literal["tie", "drop"]
FEW_VOTES, FEW_VOTERS = 30, 10
"""Under these a normal interval is rough, and voters tell nothing of how voters differ."""


@one_thread()
def rate(  # noqa: PLR0913 - each is a choice of its own, named where it is made
    counts: Counts | Votes,
    *,
    ties: TieModel = "half",
    anchor: str | None = None,
    base: float = 1000.0,
    level: float = 0.95,
    both_bad: BothBad = "tie",
    seed: int = 0,
    clusters: Votes | None = None,
) -> Board:
    """Rate the entrants; the order of the votes and of the names never matters.

    Scores are Bradley-Terry optima (Zermelo 1929; Bradley & Terry 1952, eq. 1) by Newton's method
    on a scale of 400 to base 10, with the anchor, or else the mean, at `base`. Intervals are of the
    sandwich covariance with strengths held at mean 0, also where there is an anchor: it moves
    the scale and takes no uncertainty from itself. `both_bad` votes count as ties or not at all.
    `clusters` are the same votes as columns with their voters: then votes of one voter may hang
    together in any way (Votes with voters in place of counts are taken so). `seed` draws the
    max-t quantile. Who never lost or never won gets one bound (`_outside`). Raises Unrated, with
    the entrants or groups named.
    """
    if isinstance(counts, Votes):
        clusters = counts if clusters is None and voted(counts) else clusters
        counts = count(counts)
    terms = Terms(ties, anchor or "", base, level, seed)
    counts, table, notes = laid(counts, both_bad)
    groups = grouped(counts.names, table, terms.anchor)
    core = groups[0]
    inner = table if len(groups) == 1 else _part(table, core)
    found = fit(inner, usable(ties, inner, notes))
    meat = None
    if clusters is not None:
        inner_names = [counts.names[k] for k in core]
        meat = _by_voter(clusters, counts, inner_names, found, (both_bad, notes))
    spread = steadied(inner, found, sandwich(inner, found, meat))
    placed = inside(found.strengths, spread)
    if len(groups) > 1:
        placed = place(table, counts.names, groups, found, spread)
    _tell(counts.names, table, placed.side, notes)
    return board(counts.names, table, placed, found.c, replace(terms, ties=found.model), notes)


def rate_each(votes: Votes, word: str, **terms: Any) -> dict[str, Board | str]:
    """Rate by each value of a column of words ("category", "lang"), most votes first.

    Where no rating can be had, the reason stands in the board's place. `terms` are those of
    `rate`. Votes with no value are left out. Raises VotesGarbage where the column is not known.
    """
    if word not in votes.words:
        raise VotesGarbage(f"these votes tell no {word}; nothing can be rated by it")
    column = votes.words[word]
    sizes = np.bincount(column.codes, minlength=len(column.values))
    boards: dict[str, Board | str] = {}
    for place_ in np.argsort(-sizes, kind="stable"):
        if column.values[place_] and sizes[place_]:
            try:
                part = rows_of(votes, column.codes == place_)
                boards[column.values[place_]] = rate(part, **terms)
            except Unrated as error:
                boards[column.values[place_]] = str(error)
    return boards


def observed(counts: Counts, *, both_bad: BothBad = "tie") -> Array:
    """Give each pair's share of votes, ties as halves, NaN where the two never met.

    (names, names), also where nothing can be rated.
    """
    ties = counts.ties + counts.bad if both_bad == "tie" else counts.ties
    return shares(counts.wins, ties)


def laid(counts: Counts, both_bad: BothBad) -> tuple[Counts, Table, list[str]]:
    """Lay out the votes that count, of the entrants that have any; the others become a note."""
    ties = counts.ties + counts.bad if both_bad == "tie" else counts.ties
    has = np.any(counts.wins + counts.wins.T + ties, axis=1).tolist()
    if all(has):
        return counts, Table(counts.wins.astype(float), ties.astype(float)), []
    kept = [name for name, any_vote in zip(counts.names, has, strict=True) if any_vote]
    without = [name for name, any_vote in zip(counts.names, has, strict=True) if not any_vote]
    again, table, _ = laid(named(counts, kept), both_bad)
    return again, table, [f"without a vote, and not on the board: {', '.join(without)}"]


def grouped(names: Sequence[str], table: Table, anchor: str) -> list[list[int]]:
    """Part the entrants into the core and what hangs on it; refuse what has no scale."""
    if len(names) < 2:
        raise Unrated("there are no votes to rate by: let at least two entrants battle")
    if anchor and anchor not in names:
        raise Unrated(f"the anchor {anchor!r} has no votes; choose an entrant that has")
    beat = (table.wins + table.ties) > 0
    groups = connected(beat)
    if len(groups) > 1:
        raise Unrated(
            f"{len(groups)} groups of entrants never met each other: {listed(names, groups)}; "
            "rate each by itself, or let them battle"
        )
    groups = mutual(beat)
    if len(groups[0]) == 1:
        some = listed(names, [sorted(g[0] for g in groups)])
        raise Unrated(
            f"between any two of {some} one alone has won: "
            "how far apart they are cannot be told; let them battle until one wins back"
        )
    meetings = table.wins + table.ties
    return sorted(groups, key=lambda g: (-len(g), -meetings[g][:, g].sum(), g[0]))


def _part(table: Table, group: Sequence[int]) -> Table:
    part = np.ix_(np.array(group), np.array(group))
    return Table(table.wins[part], table.ties[part])


def usable(ties: TieModel, table: Table, notes: list[str]) -> TieModel:
    """Fall back to halves where there is no tie, which all models then rate alike."""
    if ties == "half":
        return ties
    if not table.wins.any():
        raise Unrated(f"every vote is a tie: {ties} cannot rate them; choose ties='half'")
    if not table.ties.any():
        notes.append(f"there are no ties: {ties} rates as plain Bradley-Terry")
        return "half"
    return ties


def _by_voter(
    votes: Votes, counts: Counts, core: Sequence[str], found: Fit, more: tuple[BothBad, list[str]]
) -> Array | None:
    """Take each voter's votes together, once the votes are seen to be those counted."""
    both_bad, notes = more
    if "voter" not in votes.words:
        raise VotesGarbage("these votes tell no voter; rate them without clusters")
    again = named(count(votes), counts.names)
    if not all(np.array_equal(getattr(again, n), getattr(counts, n)) for n in ("wins", "ties")):
        raise VotesGarbage("the votes given as clusters are not the ones counted; give the same")
    place_ = {name: at for at, name in enumerate(core)}
    at = np.array([place_.get(name, -1) for name in votes.names], np.int32)
    ours = replace(votes, left=at[votes.left], right=at[votes.right])
    if len(core) < len(votes.names):
        ours = rows_of(ours, (ours.left >= 0) & (ours.right >= 0))
    meat, voters = meat_by(ours, found, bad_counts=both_bad == "tie")
    return None if too_few(voters, notes) else meat


def too_few(voters: int, notes: list[str]) -> bool:
    """Say, also in a note, whether so few voters tell nothing of how voters differ."""
    if voters < FEW_VOTERS:
        notes.append(
            f"only {voters} voters: intervals take each vote for itself, and do not tell how "
            "other voters might differ"
        )
    return voters < FEW_VOTERS


def _tell(names: Sequence[str], table: Table, side: NDArray[np.int8], notes: list[str]) -> None:
    """Note what a reader of the board must know."""
    if not table.wins.any():
        notes.append("every vote is a tie: intervals are as wide as decided votes would make them")
    for way, told in ((1, "never lost"), (-1, "never won")):
        if (side == way).any():
            who = ", ".join(names[place_] for place_ in np.flatnonzero(side == way).tolist())
            notes.append(
                f"{told} against the rest: {who}; the score is where such a clean sheet has even "
                "chances, and only one bound can be had"
            )
    votes = (table.wins + table.wins.T + table.ties).sum(1)
    if (few := np.flatnonzero(votes < FEW_VOTES)).size:
        who = ", ".join(names[place_] for place_ in few.tolist())
        notes.append(f"fewer than {FEW_VOTES} votes, so intervals are rough: {who}")
