"""One question, two answers side by side, no names."""

from __future__ import annotations

import contextvars
import queue
import random
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rostra.arena._entrants import Entrant, Told, Turn
from rostra.arena._identity import given_away
from rostra.errors import ArenaError, RostraError

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Began:
    """First event of a turn: the battle, and which turn of it (from 1)."""

    battle: str
    turn: int


@dataclass(frozen=True, slots=True)
class Piece:
    """More text of one side, as it comes."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """One side has answered; `told` is the whole, without what would tell whose it is."""

    side: Side
    told: Told


@dataclass(frozen=True, slots=True)
class Voided:
    """Last event of a turn that failed: the battle takes no vote. No cause holds a name."""

    battle: str
    cause: str


@dataclass(frozen=True, slots=True)
class Ready:
    """Last event of a turn that came off: both answers stand, and a vote may be given."""

    battle: str


Event: TypeAlias = Began | Piece | Ended | Voided | Ready


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn came to; `detail` may hold names and is never shown before the vote.

    An answer is None where that side failed. `cause` is "" where both answered and kept silent
    about who they are.
    """

    left: Told | None
    right: Told | None
    cause: str = ""
    detail: str = ""


def sides(pair: tuple[str, str], seed: int) -> tuple[str, str, bool]:
    """Draw which of two stands left, and say whether the pair stands the other way round.

    Raises ArenaError where one entrant would meet itself.
    """
    one, other = pair
    if one == other:
        msg = f"{one!r} cannot meet itself; name two entrants"
        raise ArenaError(msg)
    swapped = random.Random(f"sides {seed}").random() < 0.5
    return (other, one, True) if swapped else (one, other, False)


def fight(
    contenders: tuple[Entrant, Entrant],
    turns: tuple[Sequence[Turn], Sequence[Turn]],
    *,
    patience_s: float,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Piece | Ended | Outcome]:
    """Put the last of some turns to both; yield pieces as they come, and last the outcome.

    Each side's turns hold what that side told before. Both work at once, in a thread each; closing
    the stream, a side that fails, and `patience_s` seconds without both answers end them.
    """
    ring = _Ring(contenders, turns)
    ring.begin()
    try:
        yield from ring.heard(clock() + patience_s, clock)
        yield ring.outcome()
    finally:
        ring.stop.set()


class _Ring:
    """Two threads at work, and what they have said so far."""

    def __init__(
        self, contenders: tuple[Entrant, Entrant], turns: tuple[Sequence[Turn], Sequence[Turn]]
    ) -> None:
        self.stop = threading.Event()
        self._contenders = dict(zip(SIDES, contenders, strict=True))
        self._turns = dict(zip(SIDES, turns, strict=True))
        self._said: queue.SimpleQueue[tuple[Side, str | Told | Exception]] = queue.SimpleQueue()
        self._told: dict[Side, Told] = {}
        self._failed: dict[Side, str] = {}
        self._names: dict[Side, str] = {}

    def begin(self) -> None:
        """Start both."""
        for side in SIDES:
            run = contextvars.copy_context().run  # what counts here counts there
            work = threading.Thread(
                target=run, args=(self._work, side), name=f"rostra-battle-{side}", daemon=True
            )
            work.start()

    def heard(self, until: float, clock: Callable[[], float]) -> Iterator[Piece | Ended]:
        """Pass on what both say, until both have ended, one is out of it, or time is over."""
        while len(self._told) < len(SIDES) and not self._failed:
            try:
                side, said = self._said.get(timeout=max(0.0, until - clock()))
            except queue.Empty:
                for late in SIDES:
                    if late not in self._told:
                        self._failed[late] = "took too long"
                return
            if isinstance(said, str):
                yield Piece(side, said)
            elif isinstance(said, Told) and said.text.strip():
                self._told[side] = said
                if self._gives_away(side, said):
                    return
                yield Ended(side, masked(said))
            else:
                self._failed[side] = str(said) if isinstance(said, Exception) else "said nothing"

    def outcome(self) -> Outcome:
        """Judge whether the turn came off."""
        left, right = (self._told.get(side) for side in SIDES)
        if self._failed:
            who = " and ".join(self._failed)
            detail = "; ".join(
                f"{side} ({self._contenders[side].label}): {why}"
                for side, why in self._failed.items()
            )
            return Outcome(left, right, f"no answer came from the {who} side", detail)
        for side, words in self._names.items():
            detail = f"{side} ({self._contenders[side].label}): {words}"
            return Outcome(left, right, f"the {side} answer tells who wrote it", detail)
        return Outcome(left, right)

    def _gives_away(self, side: Side, told: Told) -> bool:
        asked = [turn.question for turn in self._turns[side]]
        words = given_away(told, asked, self._contenders.values())
        if words:
            self._names[side] = words
        return bool(words)

    def _work(self, side: Side) -> None:
        """Let one side answer; whatever goes wrong with it is its own failure."""
        entrant, last = self._contenders[side], None
        try:
            with closing(_closable(entrant.call(self._turns[side]))) as pieces:
                for piece in pieces:
                    if self.stop.is_set():
                        return
                    if isinstance(piece, Told):
                        last = piece
                    elif piece:
                        self._said.put((side, piece))
            self._said.put((side, last or Told("")))
        except Exception as error:  # noqa: BLE001 - a thread that dies in silence is waited for
            kind = "" if isinstance(error, RostraError) else f"{type(error).__name__}: "
            self._said.put((side, RuntimeError(f"{kind}{error}")))


def _closable(pieces: Iterator[str | Told]) -> Generator[str | Told]:
    """Pass pieces on as a generator, which can be closed whatever they come from."""
    try:
        yield from pieces
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def masked(told: Told) -> Told:
    """Return an answer without what would tell whose it is: its licence and its time."""
    return replace(told, licence="", seconds=0.0)
