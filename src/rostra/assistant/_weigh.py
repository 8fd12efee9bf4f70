"""Weigh a sentence against posts: the cheap signs first, the judge where they leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rostra import text
from rostra.assistant._sift import readable
from rostra.assistant._signals import Signals, signals
from rostra.assistant._types import Desk, Verdict
from rostra.models import yes_probability
from rostra.posts import Post

BORNE_OUT, DOUBTFUL = 0.62, 0.4
"""Overlap from which a sentence is supported, and under which it is not."""
ACROSS, ACROSS_DOUBTFUL = 0.5, 0.3
"""The same for a sentence in another language than its posts."""
YES, NO = 0.6, 0.3
"""Probabilities of the judge from which a claim is, and under which it is not, supported."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was found of a sentence; `strength` is from 0 (contradicted) to 1 (a copy)."""

    verdict: Verdict
    reasons: tuple[str, ...]
    strength: float


def weigh(claim: str, posts: Sequence[Post], desk: Desk) -> Opinion:
    """Say whether posts, taken together, bear out a sentence.

    Raises ModelError where the desk's judge is asked and fails.
    """
    if not posts:
        return Opinion("unsupported", ("no post is cited",), 0.0)
    found = signals(claim, posts, desk)
    if found.conflicts:
        return Opinion("unsupported", found.conflicts, found.strength)
    enough, some = (ACROSS, ACROSS_DOUBTFUL) if found.foreign else (BORNE_OUT, DOUBTFUL)
    if found.overlap >= enough and not found.doubts:
        return Opinion("supported", (), found.strength)
    return _judged(claim, posts, found, desk, some)


def _judged(claim: str, posts: Sequence[Post], found: Signals, desk: Desk, some: float) -> Opinion:
    """Ask the judge where the cheap signs disagree; without one, overlap is partial support."""
    probability = _probability(claim, posts, desk) if desk.judge else None
    if probability is None:
        partly = found.overlap >= some
        why = "only some" if partly else "too few"
        reasons = found.doubts or (f"{why} of its words stand in the posts",)
        return Opinion("partly" if partly else "unsupported", reasons, found.strength)
    strength = (found.strength + probability) / 2
    if probability >= YES:
        return Opinion("supported", found.doubts, strength)
    verdict: Verdict = "unsupported" if probability < NO else "partly"
    said = f"the judge gives it {probability:.2f}"
    return Opinion(verdict, (*found.doubts, said), strength)


def _probability(claim: str, posts: Sequence[Post], desk: Desk) -> float | None:
    assert desk.judge is not None  # noqa: S101
    lang = "zh" if text.script(claim) == "han" else "en"
    bodies = "\n".join(" ".join(readable(post.text).split())[:400] for post in posts)
    asked = desk.prompts("judge", lang).messages(posts=bodies, claim=claim)
    return yes_probability(desk.judge, asked)
