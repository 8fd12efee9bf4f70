"""What is said about battles, votes, entrants and the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rostra.arena import Told


@dataclass(frozen=True, slots=True)
class BattleAsking:
    """A question to two entrants; `mode` (feed or plain) draws among those of one mode alone.

    `voter` and `kind` (account, key, cookie, rule) say who asks, and will vote. `pair` names who
    is to meet, for kind "rule" alone: a person's battle is blind. `seed` None draws one. `category`
    and `lang` left empty are told from the words. `consent` lets the battle be published. `fun`
    has both sides answer in the fun mode.
    """

    question: str
    voter: str = ""
    kind: str = "account"
    mode: str = ""
    pair: tuple[str, str] | None = None
    seed: int | None = None
    category: str = ""
    lang: str = ""
    consent: bool = False
    now: datetime | None = None
    fun: bool = False


@dataclass(frozen=True, slots=True)
class BattleTurn:
    """A further question in a battle that is open."""

    battle: str
    question: str
    voter: str = ""


@dataclass(frozen=True, slots=True)
class BattleNamed:
    """A battle of a voter's by its id, or by a beginning of it that no other of theirs has."""

    id: str
    voter: str = ""


@dataclass(frozen=True, slots=True)
class BattlesAsked:
    """Which battles to list: a voter's newest (None: everyone's)."""

    voter: str | None = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Voting:
    """A vote: left, right, tie or both bad; `id` "" makes one."""

    battle: str
    choice: str
    reasons: tuple[str, ...] = ()
    voter: str = ""
    kind: str = "account"
    id: str = ""
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoteGiven:
    """A vote that was kept, and who stood where."""

    id: str
    battle: str
    choice: str
    left: str
    right: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BattleLine:
    """A battle in a list; `left` and `right` are "" until the names may be told."""

    id: str
    asked_at: datetime
    question: str
    state: str
    turns: int
    cause: str = ""
    left: str = ""
    right: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A question of a battle and what each side told, None where it failed."""

    question: str
    left: Told | None
    right: Told | None


@dataclass(frozen=True, slots=True)
class BattleShown:
    """A whole battle; the names are in `line`, where they may be told."""

    line: BattleLine
    turns: tuple[ShownTurn, ...]
    lang: str = ""
    category: str = ""
    mode: str = ""
    consent: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExamplesAsked:
    """An entrant's newest battles that may be published, by its name on the board."""

    entrant: str
    limit: int = 3


@dataclass(frozen=True, slots=True)
class BattleExample:
    """A battle that was voted on and may be published; nothing of who voted."""

    asked_at: datetime
    left: str
    right: str
    choice: str
    turns: tuple[ShownTurn, ...]


@dataclass(frozen=True, slots=True)
class BattleOutcome:
    """How a voted battle went for an entrant: won, lost, tie or both bad; lengths in tokens."""

    rival: str
    category: str
    turns: int
    length: int
    rival_length: int
    ended: str


@dataclass(frozen=True, slots=True)
class EntrantLine:
    """Who may be met: how often its votes count, its part of new battles, and why not ("" = may).

    `name` is its label, or its code name; `true_name` is told once that was revealed.
    """

    name: str
    kind: str
    mode: str
    votes: int = 0
    share: float = 0.0
    problem: str = ""
    anonymous: bool = False
    true_name: str = ""


@dataclass(frozen=True, slots=True)
class Registering:
    """An anonymous entrant to register; `name` and `maker` "" are the settings' of that code."""

    code: str
    name: str = ""
    maker: str = ""
    note: str = ""
