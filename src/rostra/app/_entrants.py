"""Entrants of battles: a model alone, a whole assistant setting over the feed, a digest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from rostra import assistant
from rostra.app._recipes import Recipe, fault_of, licence_of, names_of, prompt_set, recipes_of
from rostra.app._words import Asking
from rostra.arena import Card, Entrant, Stated, Told, Turn
from rostra.assistant import (
    Answer,
    Brief,
    Desk,
    Digest,
    Evidence,
    Finished,
    Planned,
    Progress,
    Said,
    Sentence,
    Talk,
)
from rostra.errors import ModelError, ModelGarbage
from rostra.models import Chunk, Message, Options
from rostra.tools import Setting

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.models import Model
    from rostra.posts import Query

ALONE_TOKENS = 240
"""Tokens of the reply of a model alone."""
STORIES = 3
"""Stories of a digest that answers a question."""
LEADS = 3
"""Turns before that a model alone reads."""
TALKS = 64
"""Conversations whose answers an entrant remembers, for the turns that follow."""


@dataclass(frozen=True, slots=True)
class Asks:
    """As of when and from what entrants answer; what is left empty is as for any question.

    `patience_s` overrules the settings' (0: as they say). `seed` is what answers are drawn with.
    """

    now: datetime | None = None
    timezone: str = ""
    sample: bool | None = None
    patience_s: float = 0.0
    seed: int = 0


PLAINLY, PLAIN = Asks(), Options()


Talks: TypeAlias = dict[tuple[str, ...], tuple[Answer, ...]]


def entrants_of(
    answering: Answering,
    asks: Asks = PLAINLY,
    recipes: Mapping[str, Recipe] | None = None,
    talks: Talks | None = None,
) -> dict[str, Entrant]:
    """Return every entrant that can be built here, by its name on the board.

    Where no `recipes` are given, those that the settings name, or the usual ones. `talks` holds
    what entrants remember of their conversations, where they are built anew in between.
    """
    return {
        name: entrant(name, recipe, answering, asks, talks)
        for name, recipe in (recipes or recipes_of(answering.settings)).items()
        if not fault_of(recipe, answering.models, answering.settings)
    }


def missing_entrants(
    answering: Answering, recipes: Mapping[str, Recipe] | None = None
) -> dict[str, str]:
    """Say of each entrant that cannot be built here why."""
    found = {
        name: fault_of(recipe, answering.models, answering.settings)
        for name, recipe in (recipes or recipes_of(answering.settings)).items()
    }
    return {name: why for name, why in found.items() if why}


def entrant(
    name: str,
    recipe: Recipe,
    answering: Answering,
    asks: Asks = PLAINLY,
    talks: Talks | None = None,
) -> Entrant:
    """Build an entrant; nothing is started or asked before its first question.

    Its call raises the ModelError of a model that fails: an assistant without its model quotes the
    posts, and that is the answer of another entrant.
    """
    way = _WAYS[recipe.way]
    known: Talks = {} if talks is None else talks

    def answers(turns: Sequence[Turn]) -> Iterator[str | Told]:
        began = time.perf_counter()
        desk, witness = _seat(recipe, answering, asks)
        for event in way(turns, desk, _Bench(name, recipe, answering, asks, known)):
            if isinstance(event, Told):
                if witness is not None and witness.failed is not None:
                    raise witness.failed
                licence = licence_of(recipe, answering.models)
                seconds = round(time.perf_counter() - began, 3)
                yield replace(event, licence=licence, seconds=seconds)
            else:
                yield event

    return Entrant(
        name,
        _kind(recipe),
        answers,
        "plain" if recipe.way == "plain" else "feed",
        names_of(recipe, answering.models),
    )


def _kind(recipe: Recipe) -> str:
    if recipe.way == "plain":
        return "prompt" if recipe.prompts else "model"
    return "setting" if recipe.model != "none" else "quotes"


@dataclass(frozen=True, slots=True)
class _Bench:
    """What an entrant answers with, beside its desk."""

    name: str
    recipe: Recipe
    answering: Answering
    asks: Asks
    talks: Talks

    def bounds(self, question: str) -> tuple[Query, str]:
        asks = self.asks
        return self.answering.bounds(
            Asking(question, timezone=asks.timezone, sample=asks.sample, now=asks.now)
        )


class _Witness:
    """A model, and whether a call of it failed. What it wrote badly is no failed call."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.failed: ModelError | None = None
        self._model = model

    def reply(self, messages: Sequence[Message], options: Options = PLAIN) -> Iterator[Chunk]:
        """Stream the model's reply, and remember an error."""
        try:
            yield from self._model.reply(messages, options)
        except ModelGarbage:
            raise
        except ModelError as error:
            self.failed = error
            raise


def _seat(recipe: Recipe, answering: Answering, asks: Asks) -> tuple[Desk, _Witness | None]:
    """Set the desk of an entrant, with a model that none stands in for."""
    desk = replace(
        answering.alone(recipe.model),
        prompts=prompt_set(recipe.prompts, answering.settings),
        checks=recipe.checks,
    )
    if asks.patience_s:
        desk = replace(desk, patience_s=asks.patience_s)
    if desk.model is None:
        return desk, None
    witness = _Witness(desk.model)
    return replace(desk, model=witness, judge=witness if desk.judge else None), witness


def _over_feed(turns: Sequence[Turn], desk: Desk, bench: _Bench) -> Iterator[str | Told]:
    """Answer as the assistant does, sentence by sentence; later turns as a conversation's."""
    lang, said = "en", 0
    path = bench.talks.get((bench.name, *_key(turns[:-1])), ())
    for event in _events(turns, path, desk, bench):
        if isinstance(event, Planned):
            lang = event.plan.lang
        elif isinstance(event, Said):
            yield ("" if lang == "zh" or not said else " ") + _cited(event.sentence)
            said += 1
        elif isinstance(event, Finished):
            told = _told(event.answer)
            if turns[-1].fun and (aside := _aside(event.answer, bench)):
                yield aside
                stated = (*told.sentences, Stated(aside.strip()))
                told = replace(told, text=told.text + aside, sentences=stated)
            while len(bench.talks) >= TALKS:
                bench.talks.pop(next(iter(bench.talks)))
            said_now = Turn(turns[-1].question, told)
            bench.talks[bench.name, *_key([*turns[:-1], said_now])] = (*path, event.answer)
            yield told


def _aside(answer: Answer, bench: _Bench) -> str:
    """Return the aside of the fun mode behind an answer, marked as one; "" where it has none."""
    remarks = answer.remarks or assistant.with_aside(answer, seed=bench.asks.seed or 0).remarks
    mark = "（旁白：{}）" if answer.lang == "zh" else "(An aside: {})"
    return "".join(f"\n\n{mark.format(remark.text)}" for remark in remarks)


def _events(
    turns: Sequence[Turn], path: tuple[Answer, ...], desk: Desk, bench: _Bench
) -> Iterator[Progress]:
    question, answering = turns[-1].question, bench.answering
    within, timezone = bench.bounds(question)
    now, seed = within.now or datetime.now(UTC), bench.asks.seed
    uses = answering.settings.tools.enabled
    tools = partial(answering.tools, within=within, mcp=False) if uses else lambda _: ()
    if len(turns) == 1:
        setting = Setting(now, timezone)
        return assistant.work(question, desk, tools, setting=setting, within=within, seed=seed)
    return assistant.reply(
        question,
        Talk(path),
        desk,
        now=now,
        timezone=timezone,
        within=within,
        seed=seed,
        tools=tools,
    )


def _key(turns: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(
        text for turn in turns for text in (turn.question, turn.told.text if turn.told else "")
    )


def _alone(turns: Sequence[Turn], desk: Desk, bench: _Bench) -> Iterator[str | Told]:
    """Let the model answer from what it knows; it sees no post."""
    assert desk.model is not None  # noqa: S101 - a recipe without a model is no entrant
    question = turns[-1].question
    lang = "en" if assistant.tongue_of(question) == "en" else "zh"
    messages = list(desk.prompts("talk", lang).turns[:-1])
    if turns[-1].fun:
        messages[0] = replace(messages[0], text=f"{messages[0].text} Tone: {assistant.FUN}.")
    for turn in turns[:-1][-LEADS:]:
        told = turn.told.text if turn.told else "…"
        messages += [Message("user", turn.question), Message("assistant", told)]
    messages.append(Message("user", question))
    options = Options(max_tokens=ALONE_TOKENS, temperature=0.0, seed=bench.asks.seed)
    written = ""
    for chunk in desk.model.reply(messages, options):
        if chunk.text:
            written += chunk.text
            yield chunk.text
    yield Told(written.strip(), lang=lang)


def _digest(turns: Sequence[Turn], desk: Desk, bench: _Bench) -> Iterator[str | Told]:
    """Tell what the posts hold of what is asked, as stories; the turns before are not read."""
    question = turns[-1].question
    within, timezone = bench.bounds(question)
    tongue = assistant.tongue_of(question)
    brief = Brief(
        replace(within, rerank=False),
        topic=question,
        tongue=tongue,
        stories=STORIES,
        fun=bench.recipe.fun or turns[-1].fun,
    )
    now = within.now or datetime.now(UTC)
    made = assistant.digest(brief, desk, now=now, timezone=timezone, seed=bench.asks.seed)
    stated: list[Stated] = []
    for story in made.stories:
        stated += [_stated(sentence) for sentence in (story.title, *story.sentences)]
        stated += [Stated(remark.text) for remark in story.remarks]
    text = "\n".join(one.text for one in stated) or _silent(made)
    yield text
    lang = "en" if tongue == "en" else "zh"
    yield Told(text, tuple(stated), _cards(stated, made.evidence), lang)


def _silent(made: Digest) -> str:
    """Say in the digest's own words that there is no story."""
    return next((words for kind, words in assistant.plainly(made) if kind == "line"), "")


_WAYS: Mapping[str, Callable[[Sequence[Turn], Desk, _Bench], Iterator[str | Told]]] = {
    "feed": _over_feed,
    "plain": _alone,
    "digest": _digest,
}


def _cited(sentence: Sentence) -> str:
    return sentence.text + "".join(f"[{c.number}]" for c in sentence.citations)


def _stated(sentence: Sentence) -> Stated:
    return Stated(_cited(sentence), tuple(c.number for c in sentence.citations))


def _told(answer: Answer) -> Told:
    stated = [_stated(sentence) for sentence in answer.sentences]
    return Told(answer.text, tuple(stated), _cards(stated, answer.evidence), answer.lang)


def _cards(stated: Sequence[Stated], evidence: Sequence[Evidence]) -> tuple[Card, ...]:
    """Give the posts that are cited, by number."""
    cited = {number for one in stated for number in one.numbers}
    return tuple(card(item) for item in evidence if item.number in cited)


def card(item: Evidence) -> Card:
    """Write a post as a card: plain data, enough to show it and to find it again."""
    post = item.post
    return Card(
        number=item.number,
        post_id=post.id,
        author_id=post.author.id,
        text=post.text,
        source=post.source,
        native=post.native,
        network=post.network,
        name=post.author.name,
        handle=post.author.handle,
        url=post.url,
        created=post.created,
        labels=post.labels,
    )
