"""Conversations on the sample feed, to be read by eye: each turn with its answer, not scored.

The turns are those of `data/conversations.txt`; every answer is made with the turns before it,
as `rostra chat` makes them. `--only WORD` reads those whose name holds the word.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure.sample import NOW, WRITERS, ZONE, desk, filled, writer
from rostra.assistant import Answer, Desk, Finished, Talk, reply
from rostra.posts import Query
from rostra.text import script
from rostra.tools import calculator

TURNS = Path(__file__).parent / "data" / "conversations.txt"


@dataclass(frozen=True, slots=True)
class Script:
    """What is said in one conversation, turn by turn."""

    name: str
    turns: tuple[str, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", choices=WRITERS, default="none", help="who writes")
    parser.add_argument("--only", action="append", default=[], help="names that hold this word")
    parser.add_argument("--no-rerank", action="store_true", help="search without e5")


def run(args: argparse.Namespace) -> dict[str, Any]:
    # Read by the matrix library when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    chosen = [s for s in scripts() if not args.only or any(word in s.name for word in args.only)]
    needs: Counter[str] = Counter()
    cited = 0
    with filled(rerank=not args.no_rerank) as store, writer(args.model) as model:
        for written in chosen:
            answers = tuple(conversed(written.turns, desk(store, args.model, model)))
            print(told(written, answers))
            needs.update(answer.need for answer in answers)
            cited += sum(any(s.citations for s in answer.sentences) for answer in answers)
    return {
        "model": args.model,
        "conversations": len(chosen),
        "turns": sum(len(written.turns) for written in chosen),
        "switches": sum(switched(written) for written in chosen),
        "cited": cited,
        "needs": dict(needs),
        "now": NOW.isoformat(),
    }


def scripts() -> tuple[Script, ...]:
    """Read the conversations that are written down."""
    found = []
    for block in TURNS.read_text("utf-8").split("\n== ")[1:]:
        name, *turns = block.strip().splitlines()
        found.append(Script(name, tuple(turn for turn in turns if turn.strip())))
    return tuple(found)


def switched(written: Script) -> bool:
    """Whether a conversation is held in two languages."""
    return len({script(turn) == "han" for turn in written.turns}) > 1


def conversed(turns: Sequence[str], at: Desk) -> Iterator[Answer]:
    """Hold a conversation; yields each turn's answer."""
    path: tuple[Answer, ...] = ()
    within = Query(now=NOW, sample=True)
    for said in turns:
        *_, last = reply(
            said,
            Talk(path),
            at,
            now=NOW,
            timezone=str(ZONE),
            within=within,
            seed=1,
            tools=lambda setting: (calculator(setting),),
        )
        assert isinstance(last, Finished)
        path = (*path, last.answer)
        yield last.answer


def told(written: Script, answers: Sequence[Answer]) -> str:
    """Set out a conversation to be read."""
    lines = [f"\n== {written.name}"]
    for said, answer in zip(written.turns, answers, strict=True):
        lines += [f"> {said}", f"  [{answer.need}] {answer.question}"]
        lines += [f"  {line}" for line in answer.text.splitlines()]
        lines += [f"  ? {question}" for question in answer.followups]
    return "\n".join(lines)
