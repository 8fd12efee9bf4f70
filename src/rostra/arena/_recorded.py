"""Battles in a file: one JSON object a line, written as they are played, read as far as they go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from rostra.arena._rules import Judged
from rostra.arena._topics import category_of, prompt_of
from rostra.arena._types import CHOICES, Choice, Mode, Vote
from rostra.errors import VotesGarbage

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a file holds: its head, questions and answers by id, and battles by number.

    An answer's id is (question, entrant). A battle is void where its row has a `cause`.
    """

    head: Mapping[str, Any]
    questions: Mapping[str, Row] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    battles: Mapping[int, Row] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Say what this is wherever it is shown."""
        n = len(self.votes)
        return f"{n} battle{'' if n == 1 else 's'}, judged by rules, not by people"

    @property
    def votes(self) -> tuple[Vote, ...]:
        """The battles that are not void, as votes of kind "rule": never mixed with people's."""
        played = (row for _, row in sorted(self.battles.items()) if not row.get("cause"))
        return tuple(self._vote(row) for row in played)

    def _vote(self, row: Row) -> Vote:
        asked = self.questions[row["question"]]
        return Vote(
            id=f"rule-{self.head['seed']}-{row['number']}",
            left=row["left"],
            right=row["right"],
            choice=cast("Choice", row["choice"]),
            at=datetime.fromisoformat(row["at"]),
            voter=f"rules {self.head['rules']}",
            kind="rule",
            lang=asked["lang"],
            category=category_of(asked["text"], feed=True),
            mode=self._mode(row),
            prompt=prompt_of(asked["text"]),
            battle=f"rule-{self.head['seed']}-{row['number']}",
            reasons=tuple(row["reasons"]),
        )

    def _mode(self, row: Row) -> Mode:
        ways = {e["name"]: e["way"] for e in self.head["entrants"]}
        modes = {ways[row[side]] == "plain" for side in ("left", "right")}
        return "" if len(modes) > 1 else "plain" if modes == {True} else "feed"


def battle_row(number: int, question: str, sides: tuple[str, str], at: datetime) -> Row:
    """Begin the row of a battle; a judgment or a cause is added to it."""
    left, right = sides
    moment = at.isoformat(timespec="seconds")
    return {"is": "battle", "number": number, "question": question, "left": left, "right": right,
            "at": moment}  # fmt: skip


def judged_row(row: Row, judged: Judged) -> Row:
    """Add a judgment to the row of a battle."""
    sums = [judged.left, judged.right]
    return {**row, "choice": judged.choice, "reasons": list(judged.reasons), "sums": sums}


def line_of(row: Row) -> str:
    """Write a row as a line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_recorded(path: Path) -> Recorded | None:
    """Read a file of battles, None where it is absent or empty; a line cut at its end is left out.

    Raises VotesGarbage that names the line.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    return recorded(path.read_text("utf-8", errors="replace"), str(path))


def recorded(source: str, name: str) -> Recorded:
    """Read battles from the text of a file called `name`; raises VotesGarbage."""
    rows = list(_rows(source, name))
    if not rows or rows[0].get("is") != "record" or rows[0].get("version") != 1:
        msg = f"{name} does not begin as a record of battles does; name another file"
        raise VotesGarbage(msg)
    questions: dict[str, Row] = {}
    answers: dict[tuple[str, str], Row] = {}
    battles: dict[int, Row] = {}
    for at, row in enumerate(rows[1:], start=2):
        try:
            if row["is"] == "question":
                questions[row["id"]] = row
            elif row["is"] == "answer":
                answers[row["question"], row["entrant"]] = row
            else:
                battles[_sound(row, questions)["number"]] = row
        except (KeyError, TypeError) as error:
            msg = f"{name}, line {at}: {error} is missing or not known; name another file"
            raise VotesGarbage(msg) from None
    return Recorded(rows[0], questions, answers, battles)


def _sound(row: Row, questions: Mapping[str, Row]) -> Row:
    questions[row["question"]]
    if not row.get("cause") and row["choice"] not in CHOICES:
        raise KeyError(row["choice"])
    return row


def _rows(source: str, name: str) -> Iterator[Row]:
    """Yield the objects of the lines; one that a killed process cut off at the end is left out."""
    for at, line in enumerate(source.split("\n")[:-1], start=1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            msg = f"{name}, line {at} is no JSON object; name another file, or take the line out"
            raise VotesGarbage(msg)
        yield row
