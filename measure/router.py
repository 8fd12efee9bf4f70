"""What choosing between `mini` and `large` question by question costs and keeps.

A seeded sub-sample of the sample's questions is answered by `mini` alone, by `large` alone, and by
the router. The quality of an answer is 1 where it is right or rightly declined, a half where it is
partly right, else 0. `quality_kept` is the router's share of `large`'s, `time_saved` the share of
its seconds that were not spent, `escalated` the share of questions that `large` answered.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from measure.sample import NOW, ZONE, Outcome, desk, filled, outcome, writer
from rostra.assistant import Answer, Desk, Finished, routed
from rostra.feeds import sample_truth

WORTH = {"right": 1.0, "declined": 1.0, "partly": 0.5}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=int, default=12, help="drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-rerank", action="store_true", help="search without e5")


def run(args: argparse.Namespace) -> dict[str, Any]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    truth = sample_truth(NOW, ZONE)
    asked = [q for q in truth.questions if q.needs == "posts"]
    asked = random.Random(args.seed).sample(asked, min(args.questions, len(asked)))
    told: dict[str, list[Outcome]] = {"mini": [], "large": [], "router": []}
    with (
        filled(rerank=not args.no_rerank) as store,
        writer("mini") as mini,
        writer("large") as large,
    ):
        small, big = desk(store, "mini", mini), desk(store, "large", large)
        for question in asked:
            told["mini"].append(outcome(question, small, truth))
            told["large"].append(outcome(question, big, truth))
            told["router"].append(outcome(question, replace(small, larger=big), truth, _routed))
    seconds = {name: sum(o.seconds for o in every) for name, every in told.items()}
    quality = {name: _quality(every) for name, every in told.items()}
    return {
        "escalated": round(sum(not _by_small(o) for o in told["router"]) / len(asked), 3),
        "quality_kept": _ratio(quality["router"], quality["large"]),
        "time_saved": round(1 - seconds["router"] / seconds["large"], 3),
        "quality": {name: round(value, 3) for name, value in quality.items()},
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
        "questions": len(asked),
        "now": NOW.isoformat(),
    }


def _routed(question: str, at: Desk, **how: Any) -> Answer:
    *_, last = routed(question, at, **how)
    assert isinstance(last, Finished)
    return last.answer


def _by_small(one: Outcome) -> bool:
    """Whether the smaller model's answer stood, as the note of the router says it."""
    return any(note.endswith((_SMALL_EN, _SMALL_ZH)) for note in one.answer.notes)


_SMALL_EN, _SMALL_ZH = "what it wrote is borne out.", "所写内容有帖子支持。"


def _quality(outcomes: Sequence[Outcome]) -> float:
    return sum(WORTH.get(o.verdict, 0.0) for o in outcomes) / len(outcomes)


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 3) if whole else None
