"""Who meets whom when battles are played by themselves: every pair as often as any other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rostra.errors import Unrated


@dataclass(frozen=True, slots=True)
class Pairing:
    """A battle that is to be played: which question, and who stands on which side."""

    number: int
    question: str
    left: str
    right: str


def rounds(
    names: Sequence[str], questions: Sequence[str], battles: int, seed: int
) -> tuple[Pairing, ...]:
    """Draw the battles, question by question: at each the entrants are paired off once.

    So an answer is used in one battle, as long as there are questions enough; then they come again
    with the next pairing. Pairings follow the circle method (Kirkman 1847): after names − 1 rounds
    (names, where they are odd: one sits out) every pair met once. The same arguments give the same
    battles, and a longer play begins with the battles of a shorter one. Sides are drawn. Raises
    Unrated with fewer than two names or no question.
    """
    if len(set(names)) < 2 or not questions:
        msg = f"{len(set(names))} entrants and {len(questions)} questions make no battle; two meet"
        raise Unrated(msg)
    draw = random.Random(seed)
    circle = list(names)
    draw.shuffle(circle)
    found: list[Pairing] = []
    at = 0
    while len(found) < battles:
        for one, other in _paired(circle, at):
            left, right = (one, other) if draw.random() < 1 / 2 else (other, one)
            found.append(Pairing(len(found) + 1, questions[at % len(questions)], left, right))
        at += 1
    return tuple(found[:battles])


def _paired(circle: Sequence[str], at: int) -> list[tuple[str, str]]:
    """Pair off the names of a circle in its round `at`; the first stands still."""
    seats: list[str | None] = [*circle, *([None] if len(circle) % 2 else [])]
    turn = at % (len(seats) - 1)
    seats = [seats[0], *seats[1 + turn :], *seats[1 : 1 + turn]]
    half = len(seats) // 2
    met = zip(seats[:half], reversed(seats[half:]), strict=True)
    return [(one, other) for one, other in met if one is not None and other is not None]
