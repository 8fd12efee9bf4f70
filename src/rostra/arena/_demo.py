"""The demo: real battles among bundled models, recorded, judged by rules and not by people."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rostra.arena._recorded import Recorded, recorded
from rostra.arena._types import Vote

DEMO = "demo_battles.jsonl"


def demo() -> tuple[Vote, ...]:
    """Return the demo's votes; each is of kind "rule". They are never kept among people's."""
    return demo_record().votes


@cache
def demo_record() -> Recorded:
    """Read the demo: the entrants with the hashes of their weights, the answers, the battles.

    Its `label` says what it is and stands wherever it is shown.
    """
    return recorded((files("rostra.arena") / "data" / DEMO).read_text("utf-8"), DEMO)
