"""`mini` against `large`: how fast each answers, and which of them it is that answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median
from typing import TYPE_CHECKING

from rostra.app._battling import turns_of

if TYPE_CHECKING:
    from rostra.records import Engine

NEWEST = 500
"""Answers and battles that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one answers: medians of seconds over some answers.

    `posts_s` runs until the posts are chosen, None where that is not known; `whole_s` until the
    last word.
    """

    name: str
    answers: int
    whole_s: float
    posts_s: float | None = None


@dataclass(frozen=True, slots=True)
class Duel:
    """What is known of both beside their votes.

    `asked` are the paces of answers people asked for, `fought` those of battles whose names were
    told, `recorded` those of the demo. `wrote` counts the newest kept answers by who wrote them
    ("" = the posts were quoted).
    """

    asked: tuple[Pace, ...] = ()
    fought: tuple[Pace, ...] = ()
    recorded: tuple[Pace, ...] = ()
    wrote: tuple[tuple[str, int], ...] = ()


def duel(records: Engine, names: Sequence[str]) -> Duel:
    """Look at the newest answers and battles for those of some names."""
    asked, wrote = _asked(records)
    return Duel(
        _paces(asked, names), _paces(_fought(records), names), _paces(_recorded(), names), wrote
    )


Seconds = tuple[float | None, float]


def _paces(found: Mapping[str, Iterable[Seconds]], names: Sequence[str]) -> tuple[Pace, ...]:
    out = []
    for name in names:
        told = list(found.get(name, ()))
        if told:
            first = [posts for posts, _ in told if posts is not None]
            posts_s = round(median(first), 2) if first else None
            out.append(Pace(name, len(told), round(median(w for _, w in told), 2), posts_s))
    return tuple(out)


def _asked(records: Engine) -> tuple[dict[str, list[Seconds]], tuple[tuple[str, int], ...]]:
    """Read the steps of kept answers: those before the writing bring the posts."""
    from rostra.records import list_answers

    found: dict[str, list[Seconds]] = defaultdict(list)
    wrote: Counter[str] = Counter()
    for kept in list_answers(records, NEWEST):
        wrote[kept.model] += 1
        steps = kept.body.get("steps", ())
        before = takewhile(lambda step: step["name"] != "write", steps)
        whole = sum(step.get("seconds", 0.0) for step in steps)
        if whole:
            found[kept.model].append((sum(step.get("seconds", 0.0) for step in before), whole))
    return found, tuple(wrote.most_common())


def _fought(records: Engine) -> dict[str, list[Seconds]]:
    """Read how long each took in battles whose names were told; of the others nothing is."""
    from rostra.records import list_battles

    found: dict[str, list[Seconds]] = defaultdict(list)
    for battle in list_battles(records, NEWEST, states=("voted", "told")):
        for turn in turns_of(battle):
            for name, told in ((battle.left, turn.left), (battle.right, turn.right)):
                if told is not None and told.seconds:
                    found[name].append((None, told.seconds))
    return found


def _recorded() -> dict[str, list[Seconds]]:
    from rostra.arena import demo_record

    found: dict[str, list[Seconds]] = defaultdict(list)
    for (_, name), row in demo_record().answers.items():
        if row.get("seconds"):
            found[name].append((None, row["seconds"]))
    return found
