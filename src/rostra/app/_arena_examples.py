"""Battles as examples on the board: those alone whose askers let them be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from rostra import arena
from rostra.app._arena_shown import battle as shown
from rostra.app._arena_words import BattleExample, ExamplesAsked, ShownTurn
from rostra.arena import Masked, Told

if TYPE_CHECKING:
    from rostra.records import Engine, KeptBattle

OLDER = 4
"""How many times the battles that are asked for are read, for some hold an answer no more."""


def battle_examples(
    engine: Engine, asked: ExamplesAsked, register: tuple[Masked, ...]
) -> tuple[BattleExample, ...]:
    """Return an entrant's newest battles that were voted on and may be published.

    Nothing tells who voted; personal data is taken out of the texts, as in an export.
    """
    from rostra.records import list_battles

    labels = {asked.entrant, *_codes(asked.entrant, register)}
    found = list_battles(
        engine, asked.limit * OLDER, states=("voted",), consent=True, entrants=sorted(labels)
    )
    made = (_example(engine, one, register) for one in found)
    return tuple(one for one in made if one.turns)[: asked.limit]


def _codes(name: str, register: Iterable[Masked]) -> Iterable[str]:
    return (one.code for one in register if arena.shown_name(one.code, [one]) == name)


def _example(engine: Engine, kept: KeptBattle, register: tuple[Masked, ...]) -> BattleExample:
    told = shown(engine, kept, register)
    line = told.line
    turns = tuple(
        ShownTurn(_bare(turn.question), _bared(turn.left), _bared(turn.right))
        for turn in told.turns
        if turn.left and turn.right
    )
    return BattleExample(line.asked_at, line.left, line.right, line.choice, turns)


def _bare(text: str) -> str:
    return arena.without_personal_data(text).text


def _bared(told: Told | None) -> Told | None:
    return replace(told, text=_bare(told.text), sentences=()) if told else None
