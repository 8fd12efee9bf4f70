"""From a question to the searches that may answer it, each wider than the one before."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rostra import text
from rostra.assistant._prompts import Prompts, prompt
from rostra.assistant._rules import Reading, read
from rostra.assistant._types import Gloss, Plan, Tongue
from rostra.errors import ModelGarbage
from rostra.models import Model, Options, complete
from rostra.posts import Query

QUESTION_LIMIT = 2000
LIMIT = 60
"""Hits that are asked for at the least: many of them repeat one another."""
WINDOWS = (timedelta(hours=72), None)
"""The last three days, then all time: a step between costs a search and saves none (070)."""
NEWS_WINDOWS = (timedelta(hours=24), timedelta(hours=72))
FRESH_HALF_LIFE_HOURS = 12.0
REWRITE_TOKENS = 90
RENDERED = 2
"""Renderings of a word that are searched for: those behind mean something else as often as not."""

_REWRITE_SCHEMA = {
    "type": "object",
    "properties": {
        "other_language": {"type": "string", "maxLength": 48},
        "synonyms": {"type": "string", "maxLength": 48},
    },
    "required": ["other_language", "synonyms"],
    "additionalProperties": False,
}


def plan(
    question: str,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
    model: Model | None = None,
    gloss: Gloss | None = None,
) -> Plan:
    """Plan the searches for a question asked at `now`, by rules, and by `model` where one is given.

    `within` bounds them from outside: its filters hold whatever the question says, and its
    `sample` and `rerank` are taken over. With `gloss` the other language is searched
    too, word by word. A model that fails leaves the rules' plan.
    """
    asked = text.clean(question, limit=QUESTION_LIMIT).strip()
    tongue = tongue_of(asked)
    reading = read(asked, now, timezone)
    renderings = tuple(gloss(reading.terms)) if gloss else ()
    rendering = _rendered(reading.terms, renderings)
    bounds = within or Query(limit=LIMIT)
    since, until = bounds.since or reading.since, bounds.until or reading.until
    variants = (*bounds.variants, *_variants(reading, tongue), *_searched(rendering, tongue))
    base = replace(
        bounds,
        text=_search_text(reading, asked),
        limit=max(bounds.limit, LIMIT),
        question=asked,
        rendering=rendering,
        now=now,
        phrases=(*bounds.phrases, *reading.phrases),
        authors=bounds.authors or reading.authors,
        networks=bounds.networks or reading.networks,
        langs=bounds.langs or reading.langs,
        min_likes=max(bounds.min_likes, reading.min_likes),
        until=until,
        variants=variants,
        recency_hours=bounds.recency_hours or (FRESH_HALF_LIFE_HOURS if reading.fresh else None),
    )
    planned = Plan(
        question=asked,
        lang="zh" if tongue != "en" else "en",
        timezone=timezone,
        queries=_widening(base, reading, since, now),
        kind=reading.kind,
        tongue=tongue,
        terms=reading.terms,
        renderings=renderings,
        names=reading.names,
        since=since,
        until=until,
        time_words=reading.time_words,
    )
    return rewritten(planned, model) if model else planned


def rewritten(planned: Plan, model: Model, prompts: Prompts = prompt) -> Plan:
    """Let the model word the question in the other language and in synonyms (one bounded call).

    Raises ModelError when the model cannot be reached; a reply that cannot be read changes
    nothing but the plan's notes.
    """
    if not planned.queries or not planned.terms:
        return planned
    messages = prompts("rewrite", planned.lang).messages(question=planned.question)
    reply = complete(model, messages, rewrite_options())
    try:
        wordings = read_rewrite(reply.text)
    except ModelGarbage as error:
        return replace(planned, notes=(*planned.notes, str(error)))
    known = {planned.question.lower(), planned.queries[0].text.lower()}
    fresh = tuple(w for w in dict.fromkeys(wordings) if w.lower() not in known)
    queries = tuple(replace(q, variants=(*q.variants, *fresh)) for q in planned.queries)
    return replace(planned, queries=queries)


_ADDRESS = re.compile(r"https?://\S+")


def tongue_of(question: str) -> Tongue:
    """Tell the language and script an answer must have: Chinese as it was written, else English."""
    question = _ADDRESS.sub(" ", question)  # its letters are of no language
    if text.script(question) != "han" and text.language(question) != "zh":
        return "en"
    simple = text.simplify(question)
    return "zh-hant" if simple != question and text.traditional(simple) == question else "zh"


def rewrite_options() -> Options:
    """Bound the one call of a rewording, and fix the form of its reply."""
    return Options(max_tokens=REWRITE_TOKENS, schema=_REWRITE_SCHEMA)


def read_rewrite(reply: str) -> list[str]:
    """Read the wordings of a reply; raises ModelGarbage where it cannot be read."""
    try:
        told = json.loads(reply)
        wordings = [told["other_language"], told["synonyms"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        msg = "the model's rewording of the question could not be read; the rules' was used"
        raise ModelGarbage(msg) from error
    return [text.clean(w, limit=80).strip() for w in wordings if isinstance(w, str) and w.strip()]


def _search_text(reading: Reading, asked: str) -> str:
    """Choose the words to rank by; none for news and for all of an author's posts."""
    if reading.terms:
        return " ".join(reading.terms)
    if reading.kind == "news" or reading.authors:
        return ""
    return asked


def _variants(reading: Reading, tongue: Tongue) -> tuple[str, ...]:
    """Other wordings that need no model: the sentence left over, the other Chinese script."""
    if not reading.terms:
        return ()
    words = " ".join(reading.terms)
    found = []
    if tongue != "en" and (other := text.traditional(words)) != words:
        found.append(other)
    if reading.kind == "verify":
        found.append(words + (" false rumor correction" if tongue == "en" else " 辟谣 不实"))
    if reading.kind == "recommend":
        found.append(words + (" recommend" if tongue == "en" else " 推荐"))
    return tuple(found)


def _rendered(terms: Sequence[str], renderings: Sequence[tuple[str, ...]]) -> str:
    """Word the question in the other language; "" where the dictionary has none of its words.

    Latin words without a rendering stay: names and figures are written so in both.
    """
    if not any(renderings):
        return ""
    words = [
        r for term, known in zip(terms, renderings, strict=True)
        for r in known[:RENDERED] or ((term,) if term.isascii() else ())
    ]  # fmt: skip
    return " ".join(dict.fromkeys(words))


def _searched(rendering: str, tongue: Tongue) -> tuple[str, ...]:
    """Search for a rendering; one in Chinese without its Latin words, which are searched anyway.

    With them it would rank the posts that hold a name in English a second time.
    """
    if tongue == "en":
        rendering = " ".join(word for word in rendering.split() if not word.isascii())
    return (rendering,) if rendering else ()


def _widening(
    base: Query, reading: Reading, since: datetime | None, now: datetime
) -> tuple[Query, ...]:
    if not (base.text or base.authors or reading.kind == "news"):
        return ()
    if since is not None or base.until is not None:
        return (replace(base, since=since),)
    windows = NEWS_WINDOWS if reading.kind == "news" else WINDOWS
    return tuple(replace(base, since=now - w if w else None) for w in windows)
