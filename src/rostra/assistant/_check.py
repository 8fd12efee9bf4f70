"""Check each sentence against the posts it cites; mend the citation, mark, or drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rostra.assistant._overlap import best_span
from rostra.assistant._prompts import prompt
from rostra.assistant._sift import readable
from rostra.assistant._signals import Signals, signals
from rostra.assistant._types import Citation, Desk, Draft, Evidence, Plan, Sentence, Verdict
from rostra.models import Model, yes_probability

BORNE_OUT, DOUBTFUL = 0.62, 0.4
"""Overlap from which a sentence is supported, and under which it is not."""
YES, NO = 0.6, 0.3
"""Probabilities of the judge from which a claim is, and under which it is not, supported."""
ALIKE_HIGH, ALIKE_LOW = 0.55, 0.4
"""Cosines between languages (static table) at which a claim is taken to mean the same."""


@dataclass(frozen=True, slots=True)
class _Opinion:
    verdict: Verdict
    reasons: tuple[str, ...]
    strength: float


def check(plan: Plan, draft: Draft, evidence: Sequence[Evidence], desk: Desk) -> Sentence:
    """Give a sentence its verdict, its reasons, and citations with the span that bears it out.

    When the posts it names do not support it and another post of the evidence does, the citation
    is mended and the reasons say so.
    """
    cited = [item for item in evidence if item.number in draft.numbers]
    opinion = _opinion(plan, draft.text, cited, desk)
    reasons = opinion.reasons
    if opinion.verdict != "supported":
        better = _better(draft.text, cited, evidence)
        if better is not None:
            second = _opinion(plan, draft.text, [better], desk)
            if _RANK[second.verdict] > _RANK[opinion.verdict]:
                named = ", ".join(map(str, draft.numbers)) or "none"
                mended = f"the citation was mended from {named} to {better.number}"
                cited, opinion, reasons = [better], second, (*second.reasons, mended)
    citations = tuple(_citation(draft.text, item) for item in _needed(draft.text, cited))
    return Sentence(draft.text, citations, opinion.verdict, reasons)


_RANK: dict[Verdict, int] = {"unsupported": 0, "partly": 1, "supported": 2, "quoted": 2}


def _opinion(plan: Plan, claim: str, cited: Sequence[Evidence], desk: Desk) -> _Opinion:
    if not cited:
        return _Opinion("unsupported", ("no post is cited",), 0.0)
    found = signals(claim, [item.post for item in cited])
    if found.conflicts:
        return _Opinion("unsupported", found.conflicts, found.overlap)
    if found.foreign:
        return _across(plan, claim, cited, found, desk)
    if found.overlap >= BORNE_OUT and not found.doubts:
        return _Opinion("supported", (), found.overlap)
    return _judged(plan, claim, cited, found, desk)


def _across(
    plan: Plan, claim: str, cited: Sequence[Evidence], found: Signals, desk: Desk
) -> _Opinion:
    """Weigh a claim in another language than its posts: shared numbers and names, then meaning."""
    likeness = _likeness(claim, cited, desk)
    if found.anchors >= 2 and likeness >= ALIKE_LOW:
        return _Opinion("supported", (), likeness)
    if desk.judge is not None:
        return _judged(plan, claim, cited, found, desk)
    if likeness >= ALIKE_HIGH or found.anchors:
        why = "in another language than its posts: compared by meaning, numbers and names only"
        return _Opinion("partly", (why,), likeness)
    return _Opinion("unsupported", ("it does not mean what the posts say",), likeness)


def _likeness(claim: str, cited: Sequence[Evidence], desk: Desk) -> float:
    if desk.embed is None:
        return ALIKE_LOW
    vectors = desk.embed([claim, *(item.post.text for item in cited)])
    return float((vectors[1:] @ vectors[0]).max())


def _judged(
    plan: Plan, claim: str, cited: Sequence[Evidence], found: Signals, desk: Desk
) -> _Opinion:
    """Ask the judge where the cheap signs disagree; without one, overlap is partial support."""
    probability = _probability(plan, claim, cited, desk.judge) if desk.judge else None
    if probability is None:
        partly = found.overlap >= DOUBTFUL
        why = "only some" if partly else "too few"
        reasons = found.doubts or (f"{why} of its words stand in the posts",)
        return _Opinion("partly" if partly else "unsupported", reasons, found.overlap)
    if probability >= YES:
        return _Opinion("supported", found.doubts, probability)
    verdict: Verdict = "unsupported" if probability < NO else "partly"
    said = f"the judge gives it {probability:.2f}"
    return _Opinion(verdict, (*found.doubts, said), probability)


def _probability(plan: Plan, claim: str, cited: Sequence[Evidence], judge: Model) -> float | None:
    posts = "\n".join(" ".join(readable(item.post.text).split())[:400] for item in cited)
    return yes_probability(judge, prompt("judge", plan.lang).messages(posts=posts, claim=claim))


def _better(claim: str, cited: Sequence[Evidence], evidence: Sequence[Evidence]) -> Evidence | None:
    """Find the post that bears the claim out best, unless it is among the cited."""
    numbers = {item.number for item in cited}
    scored = [(_bearing(claim, item), -item.number, item) for item in evidence]
    best = max(scored, default=None, key=lambda s: s[:2])
    if best is None or best[0] <= 0 or best[2].number in numbers:
        return None
    return best[2]


def _bearing(claim: str, item: Evidence) -> float:
    found = signals(claim, [item.post])
    return -1.0 if found.conflicts else found.overlap


def _needed(claim: str, cited: Sequence[Evidence]) -> Sequence[Evidence]:
    """Keep the cited posts that by themselves bear something out, or else all."""
    return [item for item in cited if _bears_something(claim, item)] or list(cited)


def _bears_something(claim: str, item: Evidence) -> bool:
    found = signals(claim, [item.post])
    return found.anchors > 0 if found.foreign else found.overlap >= DOUBTFUL


def _citation(claim: str, item: Evidence) -> Citation:
    start, end = best_span(claim, readable(item.post.text))
    return Citation(item.number, item.post.id, item.post.text[start:end], start, end)
