"""What a battle's page shows: both answers in the same way, and no name before its time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rostra.app import App, BattleNamed, BattleShown
from rostra.arena import SIDES, Side, Told
from rostra.web._arena_turns import Turns, number_of, said, wait_s, whole
from rostra.web._markdown import render
from rostra.web._words import say

if TYPE_CHECKING:
    from markupsafe import Markup

CAUSES = (
    (re.compile(r"no answer came from the (left|right|left and right) side"), "silent"),
    (re.compile(r"the (left|right) answer tells who wrote it"), "named"),
    (re.compile(r"the one who asked went away before both had answered"), "went"),
    (re.compile(r"Rostra (?:ended before both had answered|failed)"), "broke"),
)
"""Why a battle is void, as the arena says it, and the key of our words for it."""
_CITED = re.compile(r"\[(\d{1,2})\]")
_TAG = re.compile(r"(<[^>]*>)")
_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """One side's answer to one question; `told` None while it is awaited, with `sofar`."""

    side: Side
    told: Told | None
    sofar: str = ""
    failed: bool = False

    def html(self, turn: int) -> Markup:
        """Write the answer as HTML."""
        return written(self.told, f"{self.side}-{turn}") if self.told else written_plain(self.sofar)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a battle (from 1), and what both sides told."""

    number: int
    question: str
    left: Answer
    right: Answer

    @property
    def both(self) -> tuple[Answer, Answer]:
        """Both answers, the left one first."""
        return self.left, self.right

    @property
    def same(self) -> bool:
        """Whether both told the same, word for word."""
        left, right = self.left.told, self.right.told
        return left is not None and right is not None and left.text == right.text


@dataclass(frozen=True, slots=True)
class Fight:
    """A battle as its page shows it."""

    shown: BattleShown
    questions: tuple[Question, ...]
    state: str
    live: bool
    seen: int = 0
    """The number of the last event that the page holds."""
    wait_s: float = 0.0


def fight_of(app: App, turns: Turns, battle: str, voter: str) -> Fight | None:
    """Return a voter's battle as it stands, None where there is none of that id."""
    live = turns.find(battle, voter)
    seen = len(live.events) if live else 0
    running = live is not None and live.ended is None
    shown = app.battle_show(BattleNamed(battle, voter))
    if shown is None or shown.line.id != battle:
        return None
    state = shown.line.state
    told = [
        Question(
            number, turn.question,
            Answer("left", turn.left, failed=turn.left is None),
            Answer("right", turn.right, failed=turn.right is None),
        )
        for number, turn in enumerate(shown.turns, start=1)
    ]  # fmt: skip
    asking = state == "asking"
    if live is not None and asking:
        left, right = (
            Answer(side, whole(live, side, seen), said(live, side, seen)) for side in SIDES
        )
        told.append(Question(number_of(live), live.about, left, right))
    waits = wait_s(turns, live, app.settings.arena.vote_gap_s) if state == "open" else 0.0
    return Fight(shown, tuple(told), state, asking and running, seen, waits)


def said_cause(lang: str, cause: str) -> str:
    """Say in the page's language why a battle is void."""
    for pattern, key in CAUSES:
        found = pattern.search(cause)
        if found:
            side = found[1] if found.groups() else ""
            named = say(lang, f"arena.side_{side.replace(' ', '_')}") if side else ""
            return say(lang, f"arena.void_{key}", side=named)
    return cause


def written(told: Told, anchor: str) -> Markup:
    """Write an answer as HTML: its Markdown, and its citations as links to its cards."""
    from markupsafe import Markup

    known = {card.number for card in told.cards}

    def cited(found: re.Match[str]) -> str:
        number = int(found[1])
        if number not in known:
            return found[0]
        return f'<a class="cite" href="#{anchor}-{number}">{number}</a>'

    parts = _TAG.split(str(render(told.text)))
    parts[::2] = [_CITED.sub(cited, part) for part in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 - what the allow-list let through, and our links


def written_plain(said: str) -> Markup:
    """Write text as paragraphs, everything in it escaped."""
    from markupsafe import Markup, escape

    parts = [part.strip() for part in _BREAK.split(said) if part.strip()]
    lines = (str(escape(part)).replace("\n", "<br>") for part in parts)
    return Markup("".join(f"<p>{line}</p>" for line in lines))  # noqa: S704 - escaped above
