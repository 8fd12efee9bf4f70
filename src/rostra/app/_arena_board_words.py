"""What is asked about the arena's board."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

BoardForm = Literal[
    "board", "entrant", "compare", "csv", "jsonl", "pairs", "report", "fragments",
    "entrant-html", "compare-html", "badge",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardWish:
    """Which votes a board is made of, and by which rules; an empty field asks for nothing.

    The rules are those of `rostra.arena.BoardRules`, the rest is a `rostra.arena.Filter`.
    """

    lang: str = ""
    category: str = ""
    mode: Literal["feed", "plain", "feed-fun", "plain-fun", ""] = ""
    since: datetime | None = None
    until: datetime | None = None
    turns: tuple[int, int] | None = None
    kinds: tuple[Literal["account", "key", "cookie", "rule", "imported", ""], ...] = ()
    ties: Literal["half", "rao-kupper", "davidson"] = "half"
    anchor: str = ""
    base: float = 1000.0
    style: bool = False
    by_voter: bool = False


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """A board in a form (see `rostra.arena.show_board`); `names` are the entrants asked about."""

    wish: BoardWish = field(default_factory=BoardWish)
    form: BoardForm = "board"
    names: tuple[str, ...] = ()
    tongue: str = "en"
