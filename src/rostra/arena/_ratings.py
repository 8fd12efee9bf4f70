"""Ratings from pair counts: Bradley-Terry scores with intervals, ranks, and who is separated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rostra.arena._clusters import meat_by
from rostra.arena._counts import count, named
from rostra.arena._groups import connected, listed, mutual
from rostra.arena._newton import Fit, Table, distances, fit, sandwich
from rostra.arena._ranks import critical, ranks, separated
from rostra.arena._ties import expected
from rostra.arena._types import Board, Counts, Rating, TieModel, Votes
from rostra.errors import Unrated, VotesGarbage

Array = NDArray[np.float64]
ELO = 400 / log(10)
"""Elo in one natural unit: 400 points are odds of ten to one."""
BothBad = Literal["tie", "drop"]


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
    max-t quantile. Raises Unrated, with the entrants or groups named.
    """
    if isinstance(counts, Votes):
        clusters = counts if clusters is None and "voter" in counts.words else clusters
        counts = count(counts)
    counts, table = _table(counts, both_bad)
    _refuse(counts.names, table, anchor)
    found = fit(table, ties)
    meat = None if clusters is None else _by_voter(clusters, counts, found, both_bad)
    covariance = ELO**2 * sandwich(table, found, meat)
    return _board(counts.names, table, found, covariance, _Terms(anchor or "", base, level, seed))


@dataclass(frozen=True, slots=True)
class _Terms:
    anchor: str
    base: float
    level: float
    seed: int


def _by_voter(votes: Votes, counts: Counts, found: Fit, both_bad: BothBad) -> Array:
    """Take each voter's votes together, once the votes are seen to be those counted."""
    if "voter" not in votes.words:
        raise VotesGarbage("these votes tell no voter; rate them without clusters")
    again = named(count(votes), counts.names)
    if not all(np.array_equal(getattr(again, n), getattr(counts, n)) for n in ("wins", "ties")):
        raise VotesGarbage("the votes given as clusters are not the ones counted; give the same")
    place = {name: at for at, name in enumerate(counts.names)}
    at = np.array([place.get(name, 0) for name in votes.names], np.int32)
    ours = replace(votes, names=counts.names, left=at[votes.left], right=at[votes.right])
    return meat_by(ours, votes.words["voter"], found, bad_counts=both_bad == "tie")


def _table(counts: Counts, both_bad: BothBad) -> tuple[Counts, Table]:
    """Lay out the votes that count, of the entrants that have any."""
    ties = counts.ties + counts.bad if both_bad == "tie" else counts.ties
    has = np.any(counts.wins + counts.wins.T + ties, axis=1)
    if not np.all(has):
        kept = [name for name, any_vote in zip(counts.names, has.tolist(), strict=True) if any_vote]
        return _table(named(counts, kept), both_bad)
    return counts, Table(counts.wins.astype(float), ties.astype(float))


def _refuse(names: tuple[str, ...], table: Table, anchor: str | None) -> None:
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
    if len(groups) > 1:
        raise Unrated(f"some never lost or never won: {listed(names, groups)}")


def _board(
    names: tuple[str, ...], table: Table, found: Fit, covariance: Array, terms: _Terms
) -> Board:
    """Put the entrants in order, best first."""
    order = np.argsort(-found.strengths, kind="stable")
    strengths, covariance = found.strengths[order], covariance[np.ix_(order, order)]
    names = tuple(names[place] for place in order)
    wins, ties = (side[np.ix_(order, order)] for side in (table.wins, table.ties))
    shift = strengths[names.index(terms.anchor)] if terms.anchor else 0.0
    scores = terms.base + ELO * (strengths - shift)
    quantile = critical(covariance, terms.level, terms.seed)
    told = separated(scores, covariance, quantile)
    rank, rank_low, rank_high = ranks(scores, told)
    half = NormalDist().inv_cdf((1 + terms.level) / 2) * np.sqrt(covariance.diagonal())
    meetings = wins + wins.T + ties
    observed = np.full(wins.shape, np.nan)
    np.divide(wins + ties / 2, meetings, out=observed, where=meetings > 0)
    columns = (names, scores, scores - half, scores + half, rank, rank_low, rank_high)
    votes = meetings.sum(1)
    return Board(
        tuple(
            Rating(str(n), float(s), float(lo), float(hi), int(r), int(a), int(b), int(v))
            for n, s, lo, hi, r, a, b, v in zip(*columns, votes, strict=True)
        ),
        covariance,
        told,
        observed,
        expected(found.model, distances(strengths), found.c),
        meetings.astype(np.int64),
        int(votes.sum() / 2),
        terms.level,
        quantile,
        found.model,
        terms.anchor,
        terms.base,
    )
