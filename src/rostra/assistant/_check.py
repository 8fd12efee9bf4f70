"""Check each sentence against the posts it cites; mend the citation, mark, or drop."""

from __future__ import annotations

from collections.abc import Sequence

from rostra.assistant._overlap import best_span, copied, same_script
from rostra.assistant._sift import readable
from rostra.assistant._signals import signals
from rostra.assistant._types import Citation, Desk, Draft, Evidence, Plan, Sentence, Verdict
from rostra.assistant._weigh import DOUBTFUL, weigh


def check(_plan: Plan, draft: Draft, evidence: Sequence[Evidence], desk: Desk) -> Sentence:
    """Give a sentence its verdict, its reasons, and citations with the span that bears it out.

    When the posts it names do not support it and another post of the evidence does, the citation
    is mended and the reasons say so.
    """
    cited = [item for item in evidence if item.number in draft.numbers]
    opinion = weigh(draft.text, [item.post for item in cited], desk)
    reasons = opinion.reasons
    if opinion.verdict != "supported":
        better = _better(draft.text, cited, evidence, desk)
        if better is not None:
            second = weigh(draft.text, [better.post], desk)
            if _RANK[second.verdict] > _RANK[opinion.verdict]:
                named = ", ".join(map(str, draft.numbers)) or "none"
                mended = f"the citation was mended from {named} to {better.number}"
                cited, opinion, reasons = [better], second, (*second.reasons, mended)
    citations = tuple(cite(draft.text, item) for item in _needed(draft.text, cited, desk))
    verdict = opinion.verdict
    if verdict == "supported" and _mistaken(draft.text, citations, desk):
        verdict, reasons = "partly", (*reasons, MARKED)
    return Sentence(draft.text, citations, verdict, reasons, strength=round(opinion.strength, 3))


MARKED = "a reader marked this citation as wrong"
NEARLY = 0.85
"""Share of each sentence that must stand in the other to be nearly the same."""

_RANK: dict[Verdict, int] = {"unsupported": 0, "partly": 1, "supported": 2, "quoted": 2}


def _mistaken(claim: str, citations: Sequence[Citation], desk: Desk) -> bool:
    """Whether a reader called one of these posts wrong for nearly the same sentence."""
    cited = {citation.post_id for citation in citations}
    return any(
        mistake.post_id in cited
        and min(copied(claim, mistake.text), copied(mistake.text, claim)) >= NEARLY
        for mistake in desk.mistakes
    )


def _better(
    claim: str, cited: Sequence[Evidence], evidence: Sequence[Evidence], desk: Desk
) -> Evidence | None:
    """Find the post that bears the claim out best, unless it is among the cited.

    What a model wrote that does not cross languages was not drawn from a post in another.
    """
    numbers = {item.number for item in cited}
    read = [i for i in evidence if desk.crosses or same_script(claim, i.post.text)]
    scored = [(_bearing(claim, item, desk), -item.number, item) for item in read]
    best = max(scored, default=None, key=lambda s: s[:2])
    if best is None or best[0] <= 0 or best[2].number in numbers:
        return None
    return best[2]


def _bearing(claim: str, item: Evidence, desk: Desk) -> float:
    found = signals(claim, [item.post], desk)
    return -1.0 if found.conflicts else found.strength * found.overlap


def _needed(claim: str, cited: Sequence[Evidence], desk: Desk) -> Sequence[Evidence]:
    """Keep the cited posts that by themselves bear something out, or else all."""
    return [item for item in cited if _bears_something(claim, item, desk)] or list(cited)


def _bears_something(claim: str, item: Evidence, desk: Desk) -> bool:
    return signals(claim, [item.post], desk).overlap >= DOUBTFUL


def cite(claim: str, item: Evidence) -> Citation:
    """Cite a post by the sentence of it that agrees most with the claim."""
    start, end = best_span(claim, readable(item.post.text))
    return Citation(item.number, item.post.id, item.post.text[start:end], start, end)
