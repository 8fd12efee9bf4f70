"""Answer with tools: a call the question plainly needs, or those that a model chooses."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from rostra.assistant._ask import ask
from rostra.assistant._choice import chosen
from rostra.assistant._frames import quoting
from rostra.assistant._needs import needed
from rostra.assistant._noise import noise
from rostra.assistant._plan import plan
from rostra.assistant._prompts import noting
from rostra.assistant._route import routed
from rostra.assistant._types import (
    Answer,
    Called,
    Desk,
    Evidence,
    Finished,
    Gathered,
    Plan,
    Planned,
    Progress,
    Said,
    Sentence,
    Step,
)
from rostra.posts import Found, Hit, Query
from rostra.tools import MCP_NETWORK, Call, Setting, Tool, call

QUOTED = 6
"""Posts or passages that are quoted of what a tool brought."""


def work(
    question: str,
    desk: Desk,
    tools: Callable[[Setting], Sequence[Tool]],
    *,
    setting: Setting,
    within: Query | None = None,
    seed: int | None = None,
) -> Iterator[Progress]:
    """Answer a question with tools where it needs any, else as `ask` does.

    `tools` makes them for the setting, which holds the language of the question.

    Rules read off the question which tool it plainly needs; only else, and only with
    `desk.chooses`, the model is asked. Either way the calls are fixed before a stranger's word
    is read, or bound by `_choice`. Only posts that tools brought are cited then.
    """
    began = desk.clock()
    seed = random.SystemRandom().getrandbits(31) if seed is None else seed
    now, zone = setting.now, setting.timezone
    planned = plan(question, now=now, timezone=zone, within=within, gloss=desk.gloss)
    setting = replace(setting, tongue=planned.tongue)
    calls: list[Call] = []
    used: dict[str, None] = {}
    desk = replace(desk, prompts=noting(desk.prompts, used))
    for done in _calls(planned, desk, tools(setting), setting, began):
        calls.append(done)
        yield Called(done)
    if not any(not done.error for done in calls) and not _final(calls):
        asks = routed if desk.larger is not None else ask
        for event in asks(question, desk, now=now, timezone=zone, within=within, seed=seed):
            yield _with(event, tuple(calls), seed, used)
        return
    if calls[0].by == "model" and _of_posts(calls):
        found = Found(tuple(_hits(calls)))
        own = replace(desk, search=lambda _: found, count=None, rising=None)
        for event in ask(question, own, now=now, timezone=zone, within=within, seed=seed):
            yield _with(event, tuple(calls), seed, used)
        return
    for event in _told(planned, desk, tuple(calls), now, seed):
        yield _with(event, tuple(calls), seed, used)


def replayed(kept: Answer) -> Answer:
    """Answer again from the calls that an answer recorded: no store, no network, no model.

    Each call gives what it gave; the answer is made of that anew, by quoting what was brought.
    """
    found = Found(tuple(_hits(kept.calls)))
    desk = Desk(lambda _: found)
    if kept.calls[0].by == "model" and _of_posts(kept.calls):
        zone, asked = kept.plan.timezone, kept.question
        *_, last = ask(asked, desk, now=kept.as_of, timezone=zone, seed=kept.seed)
        last = _with(last, kept.calls, kept.seed or 0, dict.fromkeys(kept.prompts))
    else:
        *_, last = _told(kept.plan, desk, kept.calls, kept.as_of, kept.seed or 0)
    assert isinstance(last, Finished)  # noqa: S101 - it ends with it
    return last.answer


def _calls(
    planned: Plan, desk: Desk, tools: Sequence[Tool], setting: Setting, began: float
) -> Iterator[Call]:
    need = needed(planned.question, setting)
    if need is not None and any(tool.name == need.tool for tool in tools):
        yield call(tools, need.tool, need.arguments, by="rules", clock=desk.clock)
    elif desk.chooses and desk.model is not None and tools:
        yield from chosen(planned, desk, tools, began)


def _of_posts(calls: Sequence[Call]) -> bool:
    """Whether there are posts to sift; what only an MCP server said is quoted as it stands."""
    return any(post.network != MCP_NETWORK for done in calls for post in done.posts)


def _final(calls: Sequence[Call]) -> bool:
    """Whether the question plainly asked for a call that failed: a search would not answer it."""
    return any(done.by == "rules" for done in calls)


def _told(
    planned: Plan, desk: Desk, calls: tuple[Call, ...], now: datetime, seed: int
) -> Iterator[Progress]:
    """Tell plain results in our words, and quote what was brought: no model words any of it."""
    kept, dropped = [], []
    for hit in _hits(calls):
        why = noise(hit.post, desk.muted)
        dropped += [(hit.post.id, why)] if why else []
        kept += [] if why else [hit.post]
    evidence = tuple(Evidence(n, post, 1.0) for n, post in enumerate(kept[:QUOTED], start=1))
    steps = (
        Step("tools", len(calls), (), sum(done.seconds for done in calls)),
        Step("noise", len(kept), tuple(dropped)),
    )
    yield Planned(planned)
    yield Gathered(evidence, steps)
    sentences = [Sentence(_plainly(done), (), "quoted", frame=True) for done in calls]
    sentences += [quoting(planned, item) for item in evidence]
    for sentence in sentences:
        yield Said(sentence)
    answer = Answer(
        question=planned.question,
        lang=planned.lang,
        sentences=tuple(sentences),
        evidence=evidence,
        steps=steps,
        plan=planned,
        as_of=now,
        found=any(not done.error for done in calls),
        notes=planned.notes,
        sample=bool(planned.queries and planned.queries[0].sample),
        calls=calls,
        seed=seed,
    )
    yield Finished(answer)


def _plainly(done: Call) -> str:
    """Say a result: whole where it is of our own words, else its first line."""
    if done.error:
        return done.error
    return (
        done.text.split("\n", maxsplit=1)[0] if done.posts and done.tool != "trends" else done.text
    )


def _hits(calls: Sequence[Call]) -> list[Hit]:
    posts = {post.id: post for done in calls for post in done.posts}
    return [Hit(post, 1.0) for post in posts.values()]


def _with(
    event: Progress, calls: tuple[Call, ...], seed: int, used: Mapping[str, None]
) -> Progress:
    if isinstance(event, Finished):
        answer = replace(event.answer, calls=calls, seed=seed, prompts=tuple(used))
        return Finished(answer)
    return event
