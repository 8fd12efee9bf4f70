"""Hold a changed prompt against the shipped one on a few cases, by the model that will read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, Literal

from rostra.assistant._check import check
from rostra.assistant._picture_prompt import picture_prompt
from rostra.assistant._plan import plan, read_rewrite, rewrite_options
from rostra.assistant._prompt_check import Trial, post_of
from rostra.assistant._prompts import Prompt
from rostra.assistant._types import Desk, Evidence
from rostra.assistant._write import in_language, write
from rostra.errors import ModelGarbage
from rostra.models import Model, complete, yes_probability
from rostra.posts import Found

SLACK = 0.02
"""By which a changed prompt may score less: the last digit of a model's probabilities."""

Case = Mapping[str, Any]


def compared(fresh: Prompt, shipped: Prompt, model: Model) -> Iterator[Trial]:
    """Score both prompts on the cases of their name and language, 0 to 1; equal ones are not asked.

    A sentence counts by the checker's verdict, without a judge. Raises ModelError when the model
    fails: a failed call is no worse prompt.
    """
    score, cases = _SCORES.get(fresh.name), cases_of(fresh.name, fresh.lang)
    if score is None or not cases or fresh.turns == shipped.turns:
        return
    new, old = (
        sum(score(one, case, model) for case in cases) / len(cases) for one in (fresh, shipped)
    )
    says = f"{new:.2f} on {len(cases)} cases by {model.name}; the shipped one {old:.2f}"
    yield Trial("cases", new >= old - SLACK, says)


def cases_of(name: str, lang: str) -> tuple[Case, ...]:
    """Read the shipped cases of a prompt."""
    source = files("rostra.assistant").joinpath("prompts", "cases.jsonl").read_text("utf-8")
    every = (json.loads(line) for line in source.splitlines())
    return tuple(case for case in every if (case["name"], case["lang"]) == (name, lang))


def _written(one: Prompt, case: Case, model: Model) -> float:
    """Count told posts that a supported sentence cites, less every other sentence, a post told."""
    planned = plan(case["question"], now=post_of("", one.lang).created)
    posts = enumerate(case["posts"], start=1)
    group = [Evidence(n, post_of(said, one.lang, n), 1.0) for n, said in posts]
    tells, desk = set(case["tells"]), Desk(lambda _query: Found(()))
    told: set[int] = set()
    wrong = 0
    try:
        for draft in write(planned, group, model, 1, lambda _name, _lang: one):
            sentence = check(planned, draft, group, desk)
            cited = {c.number for c in sentence.citations}
            good = sentence.verdict == "supported" and cited <= tells
            good &= in_language(planned, draft.text, group)
            told |= cited if good else set()
            wrong += not good
    except ModelGarbage:
        wrong += 1
    if not tells:
        return float(wrong == 0)
    return max(0.0, (len(told) - wrong) / len(tells))


def _judged(one: Prompt, case: Case, model: Model) -> float:
    told = one.messages(posts="\n".join(case["posts"]), claim=case["claim"])
    yes = yes_probability(model, told)
    if yes is None:
        return 0.0
    return yes if case["holds"] else 1 - yes


def _reworded(one: Prompt, case: Case, model: Model) -> float:
    """Measure the share of the expected words that the wordings hold."""
    reply = complete(model, one.messages(question=case["question"]), rewrite_options())
    try:
        said = " ".join(read_rewrite(reply.text)).lower()
    except ModelGarbage:
        return 0.0
    return _held(said, case["expects"])


def _worded(one: Prompt, case: Case, model: Model) -> float:
    """Measure the share of what was asked for that a picture's wording keeps; 0 for none to use.

    Words with a bar between them may stand for each other; one of `never` makes it none to use.
    """
    to: Literal["en", "zh"] = "zh" if one.lang == "zh" else "en"
    made = picture_prompt(case["request"], case["style"], to, model, lambda _name, _lang: one)
    said = made.text.lower()
    if made.note or any(word in said for word in case["never"]):
        return 0.0
    kept = [any(word in said for word in each.split("|")) for each in case["expects"]]
    return sum(kept) / len(kept)


def _held(said: str, expected: Sequence[str]) -> float:
    return sum(word.lower() in said for word in expected) / len(expected)


_SCORES: dict[str, Callable[[Prompt, Case, Model], float]] = {
    "write": _written,
    "judge": _judged,
    "rewrite": _reworded,
    "picture": _worded,
}
