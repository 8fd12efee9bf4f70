"""What a vote changes: who stood where, and how the board moved by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rostra.app import App, BattleNamed, BattleShown, Voting
from rostra.errors import VoteRefused
from rostra.web._board_told import is_demo, rated_of

KEPT = 500
"""Votes whose move of the board is remembered, for those who come back to their battle."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entrant stands on the board; `moved` is by how much the vote moved it, in Elo."""

    name: str
    label: str
    rating: float | None = None
    low: float | None = None
    high: float | None = None
    rank_low: int = 0
    rank_high: int = 0
    votes: int = 0
    moved: float | None = None


Moves = dict[str, Mapping[str, float]]
"""By how much each entrant moved, by battle."""


def give(app: App, voting: Voting, moves: Moves) -> None:
    """Give a vote, and remember how the board moved; the same vote again is no mistake.

    Raises BattleVoid and VoteRefused.
    """
    before = own_rated(app)
    try:
        given = app.vote(voting)
    except VoteRefused:
        shown = app.battle_show(BattleNamed(voting.battle, voting.voter))
        if shown is None or shown.line.choice != voting.choice:
            raise
        return
    after = own_rated(app)
    while len(moves) >= KEPT:
        moves.pop(next(iter(moves)), None)
    moves[given.battle] = {
        name: row["rating"] - before[name]["rating"]
        for name, row in after.items()
        if name in before
    }


def own_rated(app: App) -> dict[str, dict[str, Any]]:
    """Return the rows of the board of the votes kept here by label; the demo's are none of them."""
    told = rated_of(app)
    if not told or is_demo(told):
        return {}
    return {row["name"]: row for row in told["ratings"]}


def standings(app: App, shown: BattleShown, moves: Moves) -> tuple[Standing, Standing] | None:
    """Return where both sides stand; None before their names are told."""
    line = shown.line
    if not line.left:
        return None
    rows, moved = own_rated(app), moves.get(line.id, {})
    left, right = (_standing(name, rows, moved) for name in (line.left, line.right))
    return left, right


def _standing(
    name: str, rows: Mapping[str, Mapping[str, Any]], moved: Mapping[str, float]
) -> Standing:
    """Find the row of a name; a revealed one is called by its true name and its code name."""
    label = next((one for one in rows if name == one or name.endswith(f" ({one})")), "")
    if not label:
        return Standing(name, name)
    row = rows[label]
    return Standing(
        name, label, row["rating"], row["low"], row["high"],
        row["rank_low"], row["rank_high"], row["votes"], moved.get(label),
    )  # fmt: skip
