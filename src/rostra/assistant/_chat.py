"""A turn of a conversation, told as it happens: what it means, what it needs, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from rostra import text
from rostra.assistant._asides import with_aside
from rostra.assistant._ask import ask_planned
from rostra.assistant._chat_last import from_last
from rostra.assistant._chat_own import itself, own_words
from rostra.assistant._contradictions import contradiction
from rostra.assistant._followups import Understood, called, leaning, may_go_on, understand
from rostra.assistant._loop import work
from rostra.assistant._memory import Memory, recall
from rostra.assistant._needs import needed
from rostra.assistant._persona import Persona, default_persona
from rostra.assistant._plan import QUESTION_LIMIT, plan, tongue_of
from rostra.assistant._sayings import frame, reason, saying
from rostra.assistant._suggest import suggested
from rostra.assistant._turn_needs import OWN, Decided, Mode, current, future, needs
from rostra.assistant._types import (
    Answer,
    Desk,
    Finished,
    Gathered,
    Plan,
    Planned,
    Progress,
    Said,
    Sentence,
    Step,
    Tongue,
)
from rostra.errors import ModelError
from rostra.models import Options, complete
from rostra.posts import Found, Hit, Query
from rostra.tools import Setting, Tool

SAID_LIMIT = 20_000
"""Characters of a message that are kept."""
SHORT_SENTENCES = 2
"""Sentences of an answer whose reader wants it short."""
STANDALONE_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants answers: form only; no check and no rule about content yields to it.

    `length` bounds the sentences told, `language` ("en", "zh", "zh-hant") overrules that of the
    question, `tone` and `wishes` reach only what a model writes by itself, `fun` sets asides too.
    """

    length: Literal["", "short", "long"] = ""
    tone: str = ""
    language: Literal["", "en", "zh", "zh-hant"] = ""
    wishes: str = ""
    fun: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as a turn sees it: the answers of its branch, oldest first, and its ways."""

    path: tuple[Answer, ...] = ()
    mode: Mode = "auto"
    manner: Manner = Manner()
    persona: Persona | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """Everything a turn is answered with."""

    said: str
    talk: Talk
    memory: Memory
    desk: Desk
    now: datetime
    timezone: str
    within: Query | None
    seed: int | None = None
    tools: Callable[[Setting], Sequence[Tool]] = lambda _: ()


def reply(  # noqa: PLR0913 - what `ask` takes, and the conversation
    said: str,
    talk: Talk,
    desk: Desk,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
    seed: int | None = None,
    tools: Callable[[Setting], Sequence[Tool]] = lambda _: (),
) -> Iterator[Progress]:
    """Answer one turn of a conversation, telling each stage as `ask` does; Finished comes last.

    What the turn was turned into, and why nothing was searched, stands in the answer's notes and
    its first step. Pieces of a model's own words come as Typed. Raises StoreError when a search
    fails; a model that fails leaves what it wrote and a note.
    """
    kept = text.clean(said, limit=SAID_LIMIT).strip()
    turn = _Turn(kept, talk, recall(talk.path), desk, now, timezone, within, seed, tools)
    decided = needs(kept, turn.memory, desk, talk.mode)
    understood = understand(kept, turn.memory, now=now, timezone=timezone, gloss=desk.gloss)
    if understood.unsure:
        understood = _model_decides(turn, understood)
    if _works_on_last(understood, decided, turn.memory):
        decided = Decided("last", "it works on the answer before")
    elif decided.need == "draft" and turn.memory.draft:
        pass
    elif understood.leans and decided.need not in ("private", "nothing", "self"):
        own = decided.need in OWN and decided.by != "mode"
        wanted = decided if own else Decided("posts", "it goes on with the topic", decided.by)
        decided = wanted if talk.mode != "off" or own else Decided("general", decided.why, "mode")
    yield from _told(turn, understood, decided)


def _works_on_last(understood: Understood, decided: Decided, memory: Memory) -> bool:
    """Whether a turn works on the last answer; changes to a draft go before."""
    if understood.act in ("ask", "again") or decided.need in ("private", "translation"):
        return False
    return not (memory.draft and decided.need == "draft")


def _told(turn: _Turn, understood: Understood, decided: Decided) -> Iterator[Progress]:
    """Send a turn where it is answered, and fill in what all answers of a conversation carry."""
    alone = _whole(turn, understood, decided)
    lone = decided.need == "posts" and understood.act == "ask" and not understood.leans
    held: list[Progress] = []
    if lone and decided.by == "rules" and may_go_on(turn.said, turn.memory):
        for event in alone:
            held.append(event)
            if isinstance(event, Said) and event.sentence.citations:
                break
        else:  # nothing was told: it may go on with the topic
            joined = leaning(turn.said, turn.memory, "alone it finds nothing")
            held = list(_whole(turn, joined, decided))
    yield from held
    yield from alone


def _whole(turn: _Turn, understood: Understood, decided: Decided) -> Iterator[Progress]:
    for event in _route(turn, understood, decided):
        if isinstance(event, Finished):
            yield Finished(_completed(turn, understood, decided, event.answer))
        else:
            yield event


def _route(  # noqa: PLR0911 - one return a need
    turn: _Turn, understood: Understood, decided: Decided
) -> Iterator[Progress]:
    bare = _unsearched_plan(turn, understood)
    if understood.act == "ask" and decided.need in ("posts", "maths", "code"):
        setting = Setting(turn.now, turn.timezone, bare.tongue)
        need = needed(turn.said, setting)
        if need is not None and any(t.name == need.tool for t in turn.tools(setting)):
            said, within, seed = turn.said, turn.within, turn.seed
            return work(said, turn.desk, turn.tools, setting=setting, within=within, seed=seed)
    if decided.need == "posts":
        wrong = contradiction(turn.said, bare.tongue)
        if wrong:
            return _said(turn, bare, (frame(bare, "contradiction", what=wrong),))
        known = turn.memory.known if understood.number else frozenset()
        meant = turn.memory.numbered(understood.number)
        return _searched(turn, understood, known=known - {meant.post.id if meant else ""})
    if decided.need == "last":
        return _last(turn, understood, bare)
    if decided.need == "private":
        return _said(turn, bare, (frame(bare, "private"),))
    if decided.need == "nothing":
        return _said(turn, bare, (frame(bare, "no_words"),))
    if decided.need in ("self", "greeting"):
        persona = turn.talk.persona or default_persona()
        sentences = itself(turn.said, decided.need, persona, bare, turn.desk)
        return _said(turn, bare, sentences)
    if decided.by == "mode" and decided.need == "general":
        return _off(turn, understood, bare)
    return own_words(turn.said, turn.talk, turn.desk, bare, decided.need, _ending(turn, bare))


def _off(turn: _Turn, understood: Understood, bare: Plan) -> Iterator[Progress]:
    """Answer with the search off: from the posts told before, else not at all about the present."""
    if understood.leans and turn.memory.told:
        held = tuple(Hit(item.post, item.score) for item in turn.memory.told)
        desk = replace(turn.desk, search=lambda _: Found(held), count=None, rising=None)
        lead = frame(bare, "from_told")
        return _searched(replace(turn, desk=desk), understood, (lead,), afresh=True)
    if current(turn.said) or understood.leans or text.names(turn.said) or turn.desk.model is None:
        name = "off_current" if turn.desk.model or current(turn.said) else "no_model"
        return _said(turn, bare, (frame(bare, name),))
    return own_words(turn.said, turn.talk, turn.desk, bare, "general", _ending(turn, bare))


def _last(turn: _Turn, understood: Understood, bare: Plan) -> Iterator[Progress]:
    """Work on the last answer; what it cannot do without a search becomes one."""
    found = from_last(understood, turn.memory, bare, turn.desk, turn.timezone)
    if found.search == "":
        evidence = found.evidence
        return _said(turn, bare, found.sentences, evidence, found.model)
    if found.search == "more":
        more = replace(understood, act="ask")
        return _searched(turn, more, found.sentences, known=turn.memory.known)
    other = replace(understood, act="ask", tongue=found.tongue or understood.tongue)
    return _searched(turn, other, found.sentences)


def _searched(
    turn: _Turn,
    understood: Understood,
    lead: Sequence[Sentence] = (),
    *,
    known: frozenset[str] = frozenset(),
    afresh: bool = False,
) -> Iterator[Progress]:
    """Search for the standalone question and answer in the language of the turn."""
    began = turn.desk.clock()
    desk = _at_place(turn.desk, understood.place)
    planned = plan(
        understood.question, now=turn.now, timezone=turn.timezone, within=turn.within,
        gloss=turn.desk.gloss,
    )  # fmt: skip
    tongue = _tongue(turn, understood)
    planned = replace(planned, tongue=tongue, lang="en" if tongue == "en" else "zh", known=known)
    if afresh:
        planned = replace(planned, queries=planned.queries[-1:])
    if understood.leans and (wording := called(turn.said, turn.memory)):
        queries = (replace(q, variants=(*q.variants, wording)) for q in planned.queries)
        planned = replace(planned, queries=tuple(queries))
    opening = [*lead, *([frame(planned, "future")] if future(turn.said) else [])]
    took = Step("plan", 0, (), turn.desk.clock() - began)
    events = ask_planned(planned, desk, now=turn.now, seed=turn.seed, steps=(took,))
    yield from _with_lead(events, opening, _most(turn))


def _at_place(desk: Desk, place: str) -> Desk:
    """Let a search find only posts that speak of the place, by any name that is known of it."""
    if not place:
        return desk
    known = desk.gloss((place,))[0] if desk.gloss else ()
    wanted = [name.lower() for name in (place, *known)]

    def search(query: Query) -> Found:
        found = desk.search(query)
        hits = [h for h in found.hits if any(n in h.post.text.lower() for n in wanted)]
        return replace(found, hits=tuple(hits))

    return replace(desk, search=search)


def _with_lead(
    events: Iterator[Progress], lead: Sequence[Sentence], most: int
) -> Iterator[Progress]:
    """Say our own sentences first, and no more cited ones than are wanted."""
    cited = 0
    kept: list[Sentence] = list(lead)
    for event in events:
        if isinstance(event, Gathered):
            yield event
            yield from (Said(sentence) for sentence in lead)
        elif isinstance(event, Said):
            cited += bool(event.sentence.citations)
            if cited <= most or not event.sentence.citations:
                kept.append(event.sentence)
                yield event
        elif isinstance(event, Finished):
            yield Finished(replace(event.answer, sentences=tuple(kept)))
        else:
            yield event


def _most(turn: _Turn) -> int:
    return SHORT_SENTENCES if turn.talk.manner.length == "short" else 100


def _tongue(turn: _Turn, understood: Understood) -> Tongue:
    """Tell the language of the answer: asked for in the turn, else wished for, else the turn's."""
    return turn.talk.manner.language or understood.tongue


def _unsearched_plan(turn: _Turn, understood: Understood) -> Plan:
    """Give an answer that searches nothing the plan it needs for its language and zone."""
    tongue = _tongue(turn, understood)
    if text.script(turn.said) == "" and turn.memory.last is not None:
        tongue = turn.memory.last.plan.tongue
    asked = turn.said[:QUESTION_LIMIT]
    return Plan(asked, "en" if tongue == "en" else "zh", turn.timezone, (), tongue=tongue)


Ending = Callable[..., Answer]


def _ending(turn: _Turn, bare: Plan) -> Ending:
    """Return how an answer without a search is put together."""
    sample = bool(turn.within and turn.within.sample)

    def ended(sentences: Sequence[Sentence], **more: object) -> Answer:
        answer = Answer(
            question=turn.said,
            lang=bare.lang,
            sentences=tuple(sentences),
            evidence=(),
            steps=(),
            plan=bare,
            as_of=turn.now,
            sample=sample,
        )
        return replace(answer, **more)  # type: ignore[arg-type]

    return ended


def _said(
    turn: _Turn,
    bare: Plan,
    sentences: Sequence[Sentence],
    evidence: Sequence[object] = (),
    model: str = "",
) -> Iterator[Progress]:
    """Tell sentences that are there already."""
    yield Planned(bare)
    yield Gathered(tuple(evidence), ())  # type: ignore[arg-type]
    for sentence in sentences:
        yield Said(sentence)
    yield Finished(_ending(turn, bare)(sentences, evidence=tuple(evidence), model=model))


def _completed(turn: _Turn, understood: Understood, decided: Decided, answer: Answer) -> Answer:
    """Add what a conversation keeps beside an answer: its meaning, topic, follow-ups and notes."""
    tongue = answer.plan.tongue
    searched = bool(answer.plan.queries) and not answer.calls
    notes = list(_notes(turn, understood, decided, answer))
    step = Step("understand", 0, (), 0.0, f"{decided.need} ({decided.by}): {decided.why}"
                + (f"; {understood.why}" if searched else ""))  # fmt: skip
    topic = understood.topic if searched else turn.memory.topic if decided.need == "last" else ""
    alone = searched and not understood.leans
    if alone and not answer.found and may_go_on(turn.said, turn.memory):
        topic = turn.memory.topic  # what found nothing and names nothing new opens no topic
    answer = replace(
        answer,
        asked=turn.said,
        topic=topic,
        need=decided.need,
        steps=(step, *answer.steps),
        notes=(*notes, *answer.notes),
    )
    if searched and answer.found:
        answer = replace(answer, followups=suggested(answer, turn.desk, turn.talk.path))
    if searched and not answer.found and understood.act == "ask" and answer.plan.known:
        more = (frame(answer.plan, "no_more"),)
        answer = replace(answer, sentences=(*more, *answer.sentences))
    if turn.talk.manner.fun:
        answer = with_aside(answer, turn.talk.path, seed=turn.seed or 0)
    if turn.talk.manner.tone and searched:
        answer = replace(answer, notes=(*answer.notes, saying(tongue, "wishes")))
    return answer


def _notes(turn: _Turn, understood: Understood, decided: Decided, answer: Answer) -> Iterator[str]:
    tongue = answer.plan.tongue
    searched = bool(answer.plan.queries)
    if answer.calls:
        return
    if searched and answer.question != turn.said and (understood.leans or understood.act != "ask"):
        yield saying(tongue, "understood", question=answer.question)
    if not searched and decided.need not in ("nothing", "greeting", "private"):
        yield saying(tongue, "unsearched", why=reason(tongue, decided.why))
    if len(turn.said) > QUESTION_LIMIT and searched:
        yield saying(tongue, "long", n=len(turn.said), limit=QUESTION_LIMIT)
    if len(turn.said) > 12 and text.language(turn.said) not in ("en", "zh", "und"):
        yield saying(tongue, "other_tongue")


def _model_decides(turn: _Turn, understood: Understood) -> Understood:
    """Let a capable model word a turn that the rules leave open; else it opens a new topic."""
    if not turn.desk.crosses or turn.desk.model is None:
        return understood
    turns = turn.desk.prompts("standalone", "en" if understood.tongue == "en" else "zh").messages(
        before=turn.memory.question[:300], question=" ".join(turn.said.split())[:300]
    )
    try:
        written = complete(turn.desk.model, turns, Options(max_tokens=STANDALONE_TOKENS)).text
    except ModelError:
        return understood
    lines = [line for line in text.clean(written, limit=300).strip().splitlines() if line.strip()]
    if not lines or tongue_of(lines[0]) != understood.tongue or lines[0] == turn.said:
        return understood
    return replace(
        understood,
        question=lines[0].strip(),
        topic=turn.memory.topic,
        why="the model took it to go on with the topic",
        leans=True,
    )
