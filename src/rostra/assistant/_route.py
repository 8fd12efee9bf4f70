"""Which of two models answers: rules before a word is written, the checker's strengths after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from rostra.assistant._ask import SPOKEN, ask
from rostra.assistant._mode_phrases import say
from rostra.assistant._overlap import speaks
from rostra.assistant._types import (
    Answer,
    Desk,
    Evidence,
    Finished,
    Gathered,
    Plan,
    Planned,
    Progress,
)
from rostra.posts import Query

WEAK = 0.6
"""Mean strength of what the smaller model wrote under which the larger one answers instead."""


def routed(
    question: str,
    desk: Desk,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
    seed: int | None = None,
) -> Iterator[Progress]:
    """Answer by the model of `desk`, or by that of `desk.larger` where it is called for.

    The same events as those of `ask`, told once: sentences of the smaller model are held back
    until they are weighed. A note says who answered and why.
    """
    desk = replace(desk, search=cache(desk.search))
    assert desk.larger is not None  # noqa: S101 - else there is nothing to choose
    larger = replace(
        desk.larger,
        search=desk.search,
        count=desk.count,
        rising=desk.rising,
        prompts=desk.prompts,
    )
    asked = partial(ask, question, now=now, timezone=timezone, within=within, seed=seed)
    head: list[Progress] = []
    held: list[Progress] = []
    why = ""
    for event in asked(desk):
        if isinstance(event, Planned):
            head.append(event)
        elif isinstance(event, Gathered):
            assert isinstance(head[0], Planned)  # noqa: S101 - ask begins with it
            why = called_for(head[0].plan, event.evidence, desk.per_call)
            if why:
                break
            yield from (*head, event)
        elif isinstance(event, Finished):
            why = "" if strength(event.answer, desk) >= WEAK else "weak"
            if not why:
                yield from (*held, _noted(event, "small"))
                return
        else:
            held.append(event)
    # The cards are told already where the rules did not call for it: search as was searched.
    larger = larger if why != "weak" else replace(larger, crosses=False)
    for event in asked(larger):
        if isinstance(event, Finished):
            yield _noted(event, why)
        elif why != "weak" or not isinstance(event, Planned | Gathered):
            yield event


def called_for(plan: Plan, evidence: Sequence[Evidence], per_call: int) -> str:
    """Say why the rules call for the larger model; "" where they do not."""
    if _EXACT.search(plan.question):
        return "exact"
    if plan.kind == "timeline":  # told by rules alone
        return ""
    spoken = evidence[: SPOKEN[plan.kind]]
    foreign = sum(not speaks(item.post.lang, plan.lang) for item in spoken)
    if foreign * 2 > len(spoken):
        return "foreign"
    return "many" if len(spoken) >= 2 * per_call else ""


def strength(answer: Answer, desk: Desk) -> float:
    """Weigh what a model wrote, 0 to 1: the mean of the checker's strengths, 0 for what it dropped.

    1 where nothing was for it to write. The judge's probability is in a strength where it judged.
    """
    written = [s.strength for s in answer.sentences if not s.frame]
    written += [0.0 for _ in answer.dropped]
    if written:
        return sum(written) / len(written)
    silent = answer.found and not answer.timeline and desk.model is not None
    return 0.0 if silent and not answer.model else 1.0


def _noted(event: Finished, why: str) -> Finished:
    answer = event.answer
    who = answer.model or say(answer.plan.tongue, "nobody")
    told = say(answer.plan.tongue, "answered", who=who, why=say(answer.plan.tongue, f"why_{why}"))
    return Finished(replace(answer, notes=(*answer.notes, told)))


_EXACT = re.compile(
    r"```|\b(?:write|fix|debug|refactor) (?:a|the|this|my|some)?\s*(?:\w+ )?(?:function|program"
    r"|code|script|query|regex)\b"
    r"|\b(?:prove|derive|integrate|differentiate|solve) (?:that|the|for)\b"
    r"|\b(?:integral|derivative|equation|theorem)\b|写(?:一个|一段|个)?.{0,8}(?:函数|程序|代码|脚本)|证明|求导|积分|方程",
    re.IGNORECASE,
)
