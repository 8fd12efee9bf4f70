"""The arena as it is asked for: battles, votes, entrants, and the register."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from rostra import arena
from rostra.app import _arena_shown as shown
from rostra.app._arena_examples import battle_examples, battle_outcomes
from rostra.app._arena_words import (
    BattleAsking,
    BattleExample,
    BattleLine,
    BattleNamed,
    BattleOutcome,
    BattlesAsked,
    BattleShown,
    BattleTurn,
    EntrantLine,
    ExamplesAsked,
    Registering,
    VoteGiven,
    Voting,
)
from rostra.app._battling import BROKE_OFF, run_turn
from rostra.app._contenders import Contenders
from rostra.arena import Entrant, Event, Limits, Masked
from rostra.errors import ArenaError, QueryRefused, VoteRefused
from rostra.text import language

if TYPE_CHECKING:
    from rostra.records import Engine, KeptBattle
    from rostra.settings import Settings

QUESTION_LIMIT = 4000
NAME_LIMIT = 200
KINDS = tuple(kind for kind in get_args(arena.VoterKind) if kind not in ("", "imported"))


class Arena:
    """Battles over the records, between the entrants it is handed.

    `entrants` builds those that can be had, by the name on the board; `missing` says of the
    others why not.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        records: Engine,
        entrants: Callable[[], Mapping[str, Entrant]],
        missing: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._settings = settings
        self._records = records
        self._contenders = Contenders(settings, records, entrants, missing)

    def battle(self, asking: BattleAsking) -> Iterator[Event]:
        """Stream a new battle's first turn; the last event is Ready or Voided.

        Raises QueryRefused and ArenaError before the first event.
        """
        from rostra.records import KeptBattle, save_battle

        question = _question(asking.question)
        _check_voter(asking.voter, asking.kind)
        seed = secrets.randbits(62) if asking.seed is None else asking.seed
        drawn = self._contenders.drawn(asking.mode)
        pair = _named_pair(asking, drawn) or self._contenders.pick(drawn, seed)
        left, right, swapped = arena.sides(pair, seed)
        modes = {drawn[left].mode, drawn[right].mode}
        battle = KeptBattle(
            id=str(uuid.uuid4()),
            asked_at=asking.now or datetime.now(UTC),
            left=left,
            right=right,
            voter=asking.voter,
            kind=asking.kind,
            seed=seed,
            swapped=swapped,
            lang=asking.lang or language(question),
            category=asking.category or arena.category_of(question, feed="feed" in modes),
            mode=_mode(modes, fun=asking.fun),
            prompt=arena.prompt_of(question),
            consent=asking.consent,
            body={"turns": [], **({"fun": True} if asking.fun else {})},
        )
        save_battle(self._records, battle)
        return self._run(battle, (drawn[left], drawn[right]), question)

    def battle_turn(self, turn: BattleTurn) -> Iterator[Event]:
        """Stream a further turn of an open battle."""
        from rostra.records import start_turn

        question = _question(turn.question)
        battle = self._of(BattleNamed(turn.battle, turn.voter))
        if battle is None:
            raise ArenaError(f"there is no battle {turn.battle!r} of yours; begin one")
        most = self._settings().arena.turns
        if battle.turns >= most:
            raise ArenaError(f"battle {battle.id} has had its {most} questions; vote now")
        known = self._contenders.known()
        if battle.left not in known or battle.right not in known:
            msg = f"a side of battle {battle.id} cannot be had any more; vote on what it said"
            raise ArenaError(msg)
        if not start_turn(self._records, battle.id):
            raise shown.closed(battle)
        asking = replace(battle, state="asking")
        return self._run(asking, (known[battle.left], known[battle.right]), question)

    def _run(
        self, battle: KeptBattle, contenders: tuple[Entrant, Entrant], question: str
    ) -> Iterator[Event]:
        patience = self._settings().arena.patience_s
        return run_turn(self._records, battle, contenders, question, patience)

    def vote(self, voting: Voting) -> VoteGiven:
        """Keep a vote and tell who stood where; raises BattleVoid and VoteRefused."""
        from rostra.records import Ballot, give_vote

        _check_voter(voting.voter, voting.kind)
        if voting.choice not in arena.CHOICES:
            known = ", ".join(arena.CHOICES)
            raise VoteRefused(f"{voting.choice!r} is no vote; it may be {known}")
        if len(voting.id) > NAME_LIMIT:
            raise VoteRefused(f"a vote's id may have {NAME_LIMIT} characters")
        battle = self._of(BattleNamed(voting.battle, voting.voter))
        ballot = Ballot(
            id=voting.id or str(uuid.uuid4()),
            battle=battle.id if battle else voting.battle,
            choice=voting.choice,
            at=voting.now or datetime.now(UTC),
            voter=voting.voter,
            kind=voting.kind,
            reasons=arena.known_reasons(voting.reasons),
        )
        too_fast = partial(_too_fast, limits=_limits(self._settings()))
        kept = give_vote(self._records, ballot, too_fast=too_fast)
        register = self.register()
        left, right = (arena.shown_name(name, register) for name in (kept.left, kept.right))
        return VoteGiven(kept.id, kept.battle, kept.choice, left, right, kept.reasons)

    def battle_names(self, named: BattleNamed) -> BattleShown | None:
        """Tell the names of an open battle without a vote; it takes none any more."""
        from rostra.records import tell_names

        battle = self._of(named)
        if battle is None:
            return None
        if not tell_names(self._records, battle.id, datetime.now(UTC)) and battle.told_at is None:
            raise shown.closed(battle)
        return self.battle_show(named)

    def battle_show(self, named: BattleNamed) -> BattleShown | None:
        """Return a whole battle, with names where they were told; None when it is unknown."""
        battle = self._of(named)
        return shown.battle(self._records, battle, self.register()) if battle else None

    def battles(self, asked: BattlesAsked) -> tuple[BattleLine, ...]:
        """List the newest battles first."""
        from rostra.records import list_battles

        register = self.register()
        found = list_battles(self._records, asked.limit, voter=asked.voter)
        return tuple(shown.line(self._records, battle, register) for battle in found)

    def examples(self, asked: ExamplesAsked) -> tuple[BattleExample, ...]:
        """Return an entrant's newest battles that were voted on and may be published."""
        return battle_examples(self._records, asked, self.register())

    def outcomes(self, asked: ExamplesAsked) -> tuple[BattleOutcome, ...]:
        """Return how an entrant's newest voted battles went, without their texts."""
        return battle_outcomes(self._records, asked, self.register())

    def entrants(self) -> tuple[EntrantLine, ...]:
        """List who may be met, and who cannot be had here."""
        return self._contenders.lines(self.register())

    # The register

    def register(self) -> tuple[Masked, ...]:
        """Return every anonymous entrant there ever was, the oldest first."""
        return shown.register(self._records, self._contenders.shares(), self._contenders.votes())

    def register_add(self, new: Registering) -> tuple[Masked, ...]:
        """Register an anonymous entrant; its votes count under the code name from now on."""
        from rostra.records import Entry, register_entrant

        told = next((e for e in self._settings().arena.entrants if e.code == new.code), None)
        name = new.name or (told.label if told else "")
        if not new.code.strip() or not name:
            msg = (
                f"{new.code!r} stands for no entrant; give it a `code` under [[arena.entrants]], "
                "or name who it is"
            )
            raise ArenaError(msg)
        if name == new.code or new.code in self._contenders.labels():
            raise ArenaError(f"{new.code!r} is a name already; a code name tells nothing")
        maker = new.maker or (told.maker if told else "")
        entry = Entry(new.code, name, secrets.token_hex(16), maker, new.note)
        register_entrant(self._records, entry, datetime.now(UTC))
        return self.register()

    def reveal(self, code: str) -> tuple[Masked, ...]:
        """Reveal the true name of an anonymous entrant; its votes stay its own."""
        from rostra.records import reveal_entrant

        reveal_entrant(self._records, code, datetime.now(UTC))
        return self.register()

    def retire(self, code: str) -> tuple[Masked, ...]:
        """Draw an anonymous entrant no more; it stays in the register."""
        from rostra.records import retire_entrant

        retire_entrant(self._records, code, datetime.now(UTC))
        return self.register()

    def tidy(self, now: datetime, keep: timedelta | None) -> None:
        """Void battles whose process died, and forget old ones; their votes stay."""
        from rostra.records import forget_battles, void_unfinished

        patience = timedelta(seconds=self._settings().arena.patience_s)
        void_unfinished(self._records, now - 2 * patience, BROKE_OFF)
        if keep is not None:
            forget_battles(self._records, now - keep)

    def _of(self, named: BattleNamed) -> KeptBattle | None:
        """Find a voter's battle by its id or the beginning of it; none of another's is found."""
        from rostra.records import find_battle, list_battles

        found = find_battle(self._records, named.id)
        if found is None and len(named.id) >= 4:
            mine = list_battles(self._records, 1000, voter=named.voter)
            like = [battle for battle in mine if battle.id.startswith(named.id)]
            found = like[0] if len(like) == 1 else None
        return found if found is not None and found.voter == named.voter else None


def _too_fast(times: Sequence[datetime], now: datetime, limits: Limits) -> float:
    return arena.too_fast(times, now, limits)


def _limits(settings: Settings) -> Limits:
    own = settings.arena
    spans = (
        (timedelta(minutes=1), own.votes_per_minute),
        (timedelta(hours=1), own.votes_per_hour),
        (timedelta(days=1), own.votes_per_day),
    )
    return Limits(timedelta(seconds=own.vote_gap_s), tuple(span for span in spans if span[1]))


def _question(said: str) -> str:
    question = said.strip()
    if not any(c.isalnum() for c in question):
        raise QueryRefused("a battle needs a question; give one in words")
    if len(question) > QUESTION_LIMIT:
        msg = f"a question may have {QUESTION_LIMIT} characters; this one has {len(question)}"
        raise QueryRefused(msg)
    return question


def _check_voter(voter: str, kind: str) -> None:
    if kind not in KINDS:
        raise QueryRefused(f"kind: {kind!r} is no kind of voter; known are {', '.join(KINDS)}")
    if len(voter) > NAME_LIMIT:
        raise QueryRefused(f"voter: an id may have {NAME_LIMIT} characters")


def _named_pair(asking: BattleAsking, drawn: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return who is named to meet; a person's battle is blind, so only a rule may name them."""
    if asking.pair is None:
        return None
    if asking.kind != "rule":
        raise ArenaError("a battle is blind: only one judged by a rule may name who meets")
    for name in asking.pair:
        if name not in drawn:
            known = ", ".join(drawn) or "none"
            raise ArenaError(f"there is no entrant {name!r} to be met; there are: {known}")
    return asking.pair


def _mode(modes: set[arena.Mode], *, fun: bool) -> str:
    """Name the mode of a battle, "" where the sides have two: votes on fun stand apart."""
    if len(modes) != 1:
        return ""
    [mode] = modes
    return f"{mode}-fun" if fun else mode
