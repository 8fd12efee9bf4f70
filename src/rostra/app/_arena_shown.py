"""Battles and the register as they may be shown: no name before its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rostra import arena
from rostra.app._arena_words import BattleLine, BattleShown, ShownTurn
from rostra.app._battling import turns_of
from rostra.arena import Masked
from rostra.errors import ArenaError, BattleVoid

if TYPE_CHECKING:
    from rostra.records import Engine, KeptBattle, KeptVote


def battle(records: Engine, kept: KeptBattle, register: Sequence[Masked]) -> BattleShown:
    """Show a whole battle."""
    vote = _vote(records, kept)
    turns = tuple(
        ShownTurn(
            turn.question,
            arena.masked(turn.left) if turn.left else None,
            arena.masked(turn.right) if turn.right else None,
        )
        for turn in turns_of(kept)
    )
    return BattleShown(
        line(records, kept, register), turns, kept.lang, kept.category, kept.mode, kept.consent,
        vote.reasons if vote else (),
    )  # fmt: skip


def line(records: Engine, kept: KeptBattle, register: Sequence[Masked]) -> BattleLine:
    """Show a battle in a line; its names where they were told."""
    told = kept.state in ("voted", "told")
    left, right = (
        arena.shown_name(name, register) if told else "" for name in (kept.left, kept.right)
    )
    vote = _vote(records, kept)
    turns = kept.body.get("turns") or [{"question": ""}]
    return BattleLine(
        kept.id, kept.asked_at, turns[0]["question"], kept.state, kept.turns, kept.cause,
        left, right, vote.choice if vote else "",
    )  # fmt: skip


def _vote(records: Engine, kept: KeptBattle) -> KeptVote | None:
    from rostra.records import vote_in

    return vote_in(records, kept.id) if kept.state == "voted" else None


def closed(kept: KeptBattle) -> ArenaError:
    """Say why a battle goes on no more."""
    if kept.state == "void":
        return BattleVoid(f"battle {kept.id} is void and goes on no more: {kept.cause}")
    why = {
        "voted": "has its vote; begin another",
        "told": "told its names; begin another",
    }
    said = why.get(kept.state, "is still being answered; wait for both answers")
    return ArenaError(f"battle {kept.id} {said}")


def register(
    records: Engine, shares: Mapping[str, float], votes: Mapping[str, int]
) -> tuple[Masked, ...]:
    """Show the register: votes and shares of all, true names of those revealed."""
    from rostra.records import hidden_entries, list_register

    every = list_register(records)
    makers = {code: entry.maker for code, entry in hidden_entries(records).items()}
    mean = sum(shares.values()) / len(shares) if shares else 0.0
    found = []
    for one in every:
        siblings = arena.siblings_of(makers, one.code) if one.revealed_at else 0
        found.append(
            Masked(
                code=one.code,
                registered_at=one.registered_at,
                seal=one.seal,
                revealed_at=one.revealed_at,
                retired_at=one.retired_at,
                name=one.name,
                maker=one.maker,
                salt=one.salt,
                note=one.note,
                votes=votes.get(one.code, 0),
                share=shares.get(one.code, 0.0),
                mean_share=mean,
                siblings=siblings,
                warning=arena.best_of_warning(siblings),
            )
        )
    return tuple(found)
