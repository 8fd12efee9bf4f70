"""A turn of a battle: two answers at once, kept whatever becomes of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rostra.app._wire import load, plain
from rostra.arena import (
    Began,
    Entrant,
    Event,
    Outcome,
    Ready,
    Told,
    Turn,
    Voided,
    fight,
    style_of,
)
from rostra.posts import Author, Post

if TYPE_CHECKING:
    from rostra.arena import Card
    from rostra.records import Engine, KeptBattle, Rest

log = logging.getLogger(__name__)

WENT_AWAY = "the one who asked went away before both had answered"
BROKE_OFF = "Rostra ended before both had answered"


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A turn as it is kept; `detail` says which entrant failed and how, for the operator."""

    question: str
    left: Told | None = None
    right: Told | None = None
    detail: str = ""


def turns_of(battle: KeptBattle) -> tuple[KeptTurn, ...]:
    """Read the turns of a kept battle."""
    told: tuple[KeptTurn, ...] = load(
        tuple[KeptTurn, ...], json.dumps(battle.body.get("turns", []))
    )
    return told


def run_turn(
    records: Engine,
    battle: KeptBattle,
    contenders: tuple[Entrant, Entrant],
    question: str,
    patience_s: float,
) -> Iterator[Event]:
    """Put a question to both sides of an asking battle, and keep what it came to.

    Events hold no name. The battle is void where a side fails or gives a name away, and where the
    stream is closed before its end.
    """
    earlier = turns_of(battle)
    now = Turn(question, fun=bool(battle.body.get("fun")))
    asked = (
        [*(Turn(turn.question, turn.left) for turn in earlier), now],
        [*(Turn(turn.question, turn.right) for turn in earlier), now],
    )
    outcome = Outcome(None, None, BROKE_OFF)
    try:
        yield Began(battle.id, len(earlier) + 1)
        for event in fight(contenders, asked, patience_s=patience_s):
            if isinstance(event, Outcome):
                outcome = event
            else:
                yield event
    except GeneratorExit:
        outcome = Outcome(None, None, WENT_AWAY)
        raise
    finally:
        _keep(records, battle, KeptTurn(question, outcome.left, outcome.right, outcome.detail),
              outcome.cause)  # fmt: skip
    yield Voided(battle.id, outcome.cause) if outcome.cause else Ready(battle.id)


def _keep(records: Engine, battle: KeptBattle, turn: KeptTurn, cause: str) -> None:
    from rostra.records import end_turn

    if cause:
        log.warning("battle %s is void: %s; %s", battle.id, cause, turn.detail)
    every = [*turns_of(battle), turn]
    left, right = ([getattr(t, side) for t in every] for side in ("left", "right"))
    kept = replace(
        battle,
        state="void" if cause else "open",
        cause=cause,
        turns=len(every),
        style_left=style_of("\n\n".join(told.text for told in left if told)),
        style_right=style_of("\n\n".join(told.text for told in right if told)),
    )
    end_turn(records, kept, plain(KeptTurn, turn), _rests(turn))


def _rests(turn: KeptTurn) -> list[Rest]:
    from rostra.records import Rest

    cards = (card for told in (turn.left, turn.right) if told for card in told.cards)
    return [Rest(c.post_id, c.author_id, c.source, c.native) for c in cards]


def scrub_battles(
    engine: Engine, names: Mapping[str, list[Any]], of: Callable[[Post], Post | None]
) -> int:
    """Take lost posts out of the answers of battles; return how many were rewritten.

    `of` returns what is left of a post, None where it stands. Votes stay: they hold no words.
    """
    from rostra.records import battles_resting_on, find_battle, rewrite_battle

    rewritten = 0
    for battle_id in battles_resting_on(engine, **names):
        battle = find_battle(engine, battle_id)
        if battle is None:
            continue
        turns = turns_of(battle)
        left = tuple(_turn_without(turn, of) for turn in turns)
        if left != turns:
            body = {**battle.body, "turns": plain(tuple[KeptTurn, ...], left)}
            rewrite_battle(engine, battle_id, body)
            rewritten += 1
    return rewritten


def _turn_without(turn: KeptTurn, of: Callable[[Post], Post | None]) -> KeptTurn:
    left, right = _without(turn.left, of), _without(turn.right, of)
    if (left, right) == (turn.left, turn.right):
        return turn
    return replace(turn, left=left, right=right, detail="")


def _without(told: Told | None, of: Callable[[Post], Post | None]) -> Told | None:
    """Return an answer without lost posts: their cards emptied, their sentences taken out."""
    if told is None:
        return None
    cards = tuple(_card(card, of) for card in told.cards)
    if cards == told.cards:
        return told
    lost = {new.number for new, old in zip(cards, told.cards, strict=True) if new != old}
    sentences = tuple(
        replace(said, text="") if lost & set(said.numbers) else said for said in told.sentences
    )
    gap = "" if told.lang.startswith("zh") else " "
    text = gap.join(said.text for said in sentences if said.text)
    return replace(told, text=text, sentences=sentences, cards=cards)


def _card(card: Card, of: Callable[[Post], Post | None]) -> Card:
    at = card.created or datetime.min.replace(tzinfo=UTC)
    post = Post(
        id=card.post_id,
        network=card.network,
        source=card.source,
        author=Author(card.author_id, card.handle, card.name),
        text=card.text,
        created=at,
        seen=at,
        url=card.url,
        native=card.native,
        labels=card.labels,
    )
    left = of(post)
    if left is None or (left.text == card.text and "deleted" not in left.labels):
        return card
    return replace(
        card,
        text=left.text,
        name=left.author.name,
        handle=left.author.handle,
        author_id=left.author.id,
        labels=left.labels,
    )
