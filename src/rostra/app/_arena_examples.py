"""What battles tell everyone: their texts where the asker agreed, and how they went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rostra import arena
from rostra.app._arena_shown import battle as shown
from rostra.app._arena_words import BattleExample, BattleOutcome, ExamplesAsked, ShownTurn
from rostra.arena import Card, Masked, Told

if TYPE_CHECKING:
    from rostra.records import Engine, KeptBattle, KeptVote

OLDER = 4
"""How many times the battles that are asked for are read, for some are not shown."""


def battle_examples(
    engine: Engine, asked: ExamplesAsked, register: tuple[Masked, ...]
) -> tuple[BattleExample, ...]:
    """Return an entrant's newest battles that were voted on and may be published.

    They tell what an export with texts tells: nothing of who voted, no personal data, and of the
    posts their ids and links alone.
    """
    found = _voted(engine, asked, register, consent=True)
    made = (_example(engine, battle, register) for battle, _ in found)
    return tuple(one for one in made if one.turns)[: asked.limit]


def battle_outcomes(
    engine: Engine, asked: ExamplesAsked, register: tuple[Masked, ...]
) -> tuple[BattleOutcome, ...]:
    """Return how an entrant's newest voted battles went; no text of any, as in an export."""
    found = _voted(engine, asked, register)
    return tuple(_outcome(vote, asked.entrant, register) for _, vote in found)[: asked.limit]


def _voted(
    engine: Engine, asked: ExamplesAsked, register: tuple[Masked, ...], *, consent: bool = False
) -> Iterator[tuple[KeptBattle, KeptVote]]:
    """Yield an entrant's newest battles whose votes count."""
    from rostra.records import list_battles, vote_in

    labels = {asked.entrant, *_codes(asked.entrant, register)}
    found = list_battles(
        engine, asked.limit * OLDER, states=("voted",), consent=consent, entrants=sorted(labels)
    )
    for battle in found:
        vote = vote_in(engine, battle.id)
        if vote is not None and not vote.excluded:
            yield battle, vote


def _codes(name: str, register: Iterable[Masked]) -> Iterable[str]:
    return (one.code for one in register if arena.shown_name(one.code, [one]) == name)


def _outcome(vote: KeptVote, entrant: str, register: Iterable[Masked]) -> BattleOutcome:
    left, right = (arena.shown_name(name, register) for name in (vote.left, vote.right))
    lengths = [style[0] if style else 0.0 for style in (vote.style_left, vote.style_right)]
    if left == entrant:
        rival, wins = right, "left"
    else:
        rival, wins = left, "right"
        lengths.reverse()
    ended = {wins: "won", "tie": "tie", "both bad": "both bad"}.get(vote.choice, "lost")
    return BattleOutcome(
        rival, vote.category, vote.turns, round(lengths[0]), round(lengths[1]), ended
    )


def _example(engine: Engine, kept: KeptBattle, register: tuple[Masked, ...]) -> BattleExample:
    told = shown(engine, kept, register)
    line = told.line
    turns = tuple(
        ShownTurn(_bare(turn.question), _public(turn.left), _public(turn.right))
        for turn in told.turns
        if turn.left and turn.right
    )
    return BattleExample(line.asked_at, line.left, line.right, line.choice, turns)


def _bare(text: str) -> str:
    return arena.without_personal_data(text).text


def _public(told: Told) -> Told:
    """Return an answer as an export gives it: `[post 1]` for what a post says word for word."""
    cards = tuple(Card(one.number, one.post_id, "", "", url=one.url) for one in told.cards)
    text = _bare(arena.without_quotations(told.text, told.cards))
    return replace(told, text=text, sentences=(), cards=cards)
