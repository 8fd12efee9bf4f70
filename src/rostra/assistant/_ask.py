"""Ask: from a question to a checked answer, told as it happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rostra import text
from rostra.assistant._check import check, cite
from rostra.assistant._chosen import chosen, tells
from rostra.assistant._corrections import parted
from rostra.assistant._explain import left_out, searched
from rostra.assistant._find import find, without_known
from rostra.assistant._frames import attributed, framing, happening, listed, phrase, quoting
from rostra.assistant._left_out import left_out as each_left_out
from rostra.assistant._missing import untold
from rostra.assistant._order import groups, order
from rostra.assistant._ours import quoted_instead
from rostra.assistant._overlap import copied, speaks
from rostra.assistant._plan import plan, rewritten
from rostra.assistant._prompts import noting
from rostra.assistant._sift import BY_STORY, SUPERSEDED, Sifted, sift
from rostra.assistant._sought import asks
from rostra.assistant._stories import find_news
from rostra.assistant._timeline import first_told, happenings, widened
from rostra.assistant._types import (
    Answer,
    Desk,
    Draft,
    Evidence,
    Finished,
    Gathered,
    Happening,
    Plan,
    Planned,
    Progress,
    Said,
    Sentence,
    Step,
)
from rostra.assistant._write import foreign, in_language, write
from rostra.errors import ModelError
from rostra.models import Model
from rostra.posts import Found, Query

SPOKEN = {"search": 3, "verify": 3, "news": 6, "recommend": 6, "timeline": 8, "first": 3}
"""Posts that a small model writes from, or that are quoted, by kind of question.

The others are shown as cards: the best three hold the answer nearly as often as the best eight.
"""
QUOTED_FOREIGN = 2
"""Posts in another language that are quoted beside a model's sentences."""
SAME_AGAIN = 0.85
"""Share of a sentence that was said already at which it is not said again."""


@dataclass(slots=True)
class _Work:
    """What an answer grows from: filled stage by stage, read once at the end."""

    desk: Desk
    plan: Plan
    began: float
    seed: int | None
    found: Found = field(default_factory=lambda: Found(hits=()))
    steps: list[Step] = field(default_factory=list)
    evidence: tuple[Evidence, ...] = ()
    timeline: tuple[Happening, ...] = ()
    missing: tuple[str, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    dropped: list[Sentence] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: bool = True
    plainly: bool = True
    model: str = ""
    prompts: dict[str, None] = field(default_factory=dict)
    checking: float = 0.0

    def cited(self) -> bool:
        """Whether anything was said yet that rests on a post."""
        return any(sentence.citations for sentence in self.sentences)

    def note(self, name: str, **fields: object) -> None:
        words = phrase(self.plan.tongue, name, **fields)
        if words not in self.notes:
            self.notes.append(words)


def ask(
    question: str,
    desk: Desk,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
    seed: int | None = None,
) -> Iterator[Progress]:
    """Answer a question from the posts, telling each stage as it is done.

    Yields Planned, Gathered (the cards), Said for each checked sentence, and Finished last.
    `now` is the moment of asking (aware), `timezone` an IANA name that says what "today" is.
    `within` bounds the search from outside: its filters, its `sample`. Raises StoreError when
    the search fails; a model that fails never does more than leave the posts quoted.
    """
    began = desk.clock()
    planned = plan(question, now=now, timezone=timezone, within=within, gloss=desk.gloss)
    steps = (Step("plan", 0, (), desk.clock() - began),)
    yield from ask_planned(planned, desk, now=now, seed=seed, steps=steps)


def ask_planned(
    planned: Plan,
    desk: Desk,
    *,
    now: datetime,
    seed: int | None = None,
    steps: Sequence[Step] = (),
) -> Iterator[Progress]:
    """Answer by a plan made beforehand, after `steps`; posts it knows are not told again."""
    work = _Work(desk, planned, desk.clock(), seed)
    work.desk = replace(desk, prompts=noting(desk.prompts, work.prompts))
    work.steps.extend(steps)
    yield Planned(planned)
    _gather(work)
    yield Gathered(work.evidence, tuple(work.steps))
    began = desk.clock()
    for sentence in _sentences(work):
        work.sentences.append(sentence)
        yield Said(sentence)
    for sentence in _untold(work):
        work.sentences.append(sentence)
        yield Said(sentence)
    kept, seconds = len(work.sentences), desk.clock() - began
    work.steps.append(Step("write", kept, (), seconds - work.checking))
    reasons = tuple((s.text, "; ".join(s.reasons)) for s in work.dropped)
    work.steps.append(Step("check", kept, reasons, work.checking))
    yield Finished(_answer(work, now))


def answer(
    question: str,
    desk: Desk,
    *,
    now: datetime,
    timezone: str = "UTC",
    within: Query | None = None,
    seed: int | None = None,
) -> Answer:
    """Answer a question from the posts: `ask`, drained."""
    *_, last = ask(question, desk, now=now, timezone=timezone, within=within, seed=seed)
    assert isinstance(last, Finished)  # noqa: S101 - ask always ends with it
    return last.answer


def _gather(work: _Work) -> None:
    """Find, sift, order; where plain hits are few, let the model reword the question first."""
    desk, clock = work.desk, work.desk.clock
    began = clock()
    if work.plan.kind == "news":
        work.found = find_news(work.plan, desk.search, desk.rising)
    else:
        _search(work)
        if work.plan.kind in BY_STORY:
            work.found = widened(work.plan, work.found, desk.search)
    work.found, told_before = without_known(work.plan, work.found)
    work.steps.append(Step("find", len(work.found.hits), told_before, clock() - began))
    sifted = sift(work.plan, work.found.hits, desk)
    began = clock()
    if work.plan.kind in BY_STORY:
        ordered = _in_time(work, sifted)
    else:
        work.evidence, ordered = order(work.plan, sifted.hits, desk.embed)
        best = work.evidence[: SPOKEN[work.plan.kind]]
        work.told, work.plainly = tells(work.plan, best)
    work.steps += [*sifted.steps, replace(ordered, seconds=clock() - began)]


def _in_time(work: _Work, sifted: Sifted) -> Step:
    """Order the events; what was taken back stays, for the change is part of the story."""
    plan, embed = work.plan, work.desk.embed
    reasons = dict(sifted.steps[-1].dropped)
    replaced = {post_id: why.removeprefix(SUPERSEDED) for post_id, why in reasons.items()}
    fallen = [hit for hit in work.found.hits if hit.post.id in replaced]
    hits = (*sifted.hits, *fallen)
    if plan.kind == "first":
        work.evidence, work.timeline = first_told(plan, hits, embed)
    else:
        work.evidence, work.timeline = happenings(plan, hits, replaced, embed)
    told = {item.post.id for item in work.evidence}
    dropped = tuple(
        (h.post.id, "no event of its own") for h in sifted.hits if h.post.id not in told
    )
    return Step("order", len(told), dropped)


def _search(work: _Work) -> None:
    """Search; a model that crosses languages rewords the question first, a smaller one never."""
    if work.desk.crosses:
        _reword(work)
    work.found = find(work.plan, work.desk.search, work.desk.count)


def _reword(work: _Work) -> None:
    if work.desk.model is None:
        return
    try:
        work.plan = rewritten(work.plan, work.desk.model, work.desk.prompts)
    except ModelError as error:
        work.note("model_down", error=_short(error))


def _sentences(work: _Work) -> Iterator[Sentence]:
    """Yield the checked sentences of the answer, or frames that say why there are none."""
    if not work.evidence:
        yield from _nothing(work)
    elif work.timeline:
        for item, told in zip(work.evidence, work.timeline, strict=True):
            yield happening(work.plan, item, told)
    elif not work.told:
        yield framing(work.plan, "missing")
        yield searched(work.plan, work.found)
    else:
        if not work.plainly:
            yield framing(work.plan, "nearest")
        yield from _told(work)


def _untold(work: _Work) -> Iterator[Sentence]:
    """Say which part of the question the told posts leave open; the whole of it was said before."""
    cited = {c.number for sentence in work.sentences for c in sentence.citations}
    posts = [item.post for item in work.evidence if item.number in cited]
    work.missing = untold(work.plan, posts) if posts else (work.plan.question,)
    if posts and work.missing:
        listing = listed(work.plan.tongue, [f"“{part}”" for part in work.missing])
        yield framing(work.plan, "untold", parts=listing)


def _told(work: _Work) -> Iterator[Sentence]:
    if work.desk.model is None:
        work.note("no_model")
        yield from _quotes(work)
    elif work.plan.kind == "news" and not work.desk.crosses:
        yield from _quotes(work)  # one post a story: a small model passes most of them over
    else:
        yield from _written(work)


def _nothing(work: _Work) -> Iterator[Sentence]:
    if not work.plan.queries:
        yield framing(work.plan, "nothing_asked")
        return
    yield framing(work.plan, "nothing")
    yield searched(work.plan, work.found)
    reasons = left_out(work.plan, work.steps)
    if reasons is not None:
        yield reasons


def _written(work: _Work) -> Iterator[Sentence]:
    """Let the model write group by group while there is patience; quote what it cannot."""
    desk, failed = work.desk, False
    spoken = _spoken(work, max(SPOKEN[work.plan.kind], desk.per_call))
    plain, heard = parted(spoken)
    for group in groups(work.plan, plain, desk.per_call):
        if foreign(work.plan, group) and not desk.crosses:
            yield from _foreign_quotes(work, group)
        elif not failed and desk.clock() - work.began < desk.patience_s:
            try:
                yield from _from_group(work, group)
            except ModelError as error:
                failed = True
                work.note("model_stopped" if work.cited() else "model_down", error=_short(error))
    if plain and not work.cited():
        if not failed:
            work.note("model_unfit")
        yield from _quotes(work)
        return
    for item in (*_passed_over(work, plain), *heard):  # hearsay a model would tell as a fact
        yield quoting(work.plan, item)


def _passed_over(work: _Work, plain: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Give the likeliest post where no sentence cites it: a model may pass the answer over."""
    said = {c.post_id for s in work.sentences for c in s.citations}
    return tuple(item for item in plain[:1] if item.post.id not in said)


def _from_group(work: _Work, group: Sequence[Evidence]) -> Iterator[Sentence]:
    """Write from one group and check; a wrong language is asked for once more, then quoted."""
    wrong, desk = False, work.desk
    for attempt in range(2):
        wrong = False
        for draft in write(work.plan, group, _model(work), work.seed, desk.prompts):
            if not in_language(work.plan, draft.text, group):
                wrong = True
                continue
            if (sentence := _checked(work, draft)) is not None:
                work.model = draft.writer
                yield sentence
        if not wrong or attempt or not foreign(work.plan, group):
            break
    if wrong:
        yield from _foreign_quotes(work, group)


def _checked(work: _Work, draft: Draft) -> Sentence | None:
    sentence = _weighed(work, draft) if work.desk.checks else _unchecked(work, draft)
    if sentence.verdict == "unsupported":
        work.dropped.append(sentence)
        return None
    if asks(sentence.text):
        work.dropped.append(replace(sentence, reasons=("it asks and tells nothing",)))
        return None
    if any(copied(sentence.text, said.text) >= SAME_AGAIN for said in work.sentences):
        work.dropped.append(replace(sentence, reasons=("it was said before",)))
        return None
    if (quoted := _instead(work, sentence)) is not None:
        return quoting(work.plan, quoted[0], sentence.text)
    if work.plan.tongue == "zh-hant":
        sentence = replace(sentence, text=text.traditional(sentence.text))
    return attributed(work.plan, sentence, work.evidence)


def _weighed(work: _Work, draft: Draft) -> Sentence:
    began = work.desk.clock()
    try:
        sentence = check(work.plan, draft, work.evidence, work.desk)
    except ModelError:  # the judge is down: the cheap signs decide alone
        sentence = check(work.plan, draft, work.evidence, replace(work.desk, judge=None))
    work.checking += work.desk.clock() - began
    return sentence


def _unchecked(work: _Work, draft: Draft) -> Sentence:
    """Let a draft stand with the posts it names; nothing says how well they bear it out."""
    cited = (item for item in work.evidence if item.number in draft.numbers)
    citations = tuple(cite(draft.text, item) for item in cited)
    return Sentence(draft.text, citations, "unchecked", strength=0.0)


def _instead(work: _Work, sentence: Sentence) -> tuple[Evidence, str] | None:
    if not work.desk.checks:
        return None
    return quoted_instead(work.plan, sentence, work.evidence, work.desk)


def _foreign_quotes(work: _Work, group: Sequence[Evidence]) -> Iterator[Sentence]:
    """Frames in the question's language around posts in theirs."""
    said = {c.post_id for s in work.sentences for c in s.citations}
    quoted = sum(s.frame and bool(s.citations) for s in work.sentences)
    for item in group[: max(0, QUOTED_FOREIGN - quoted)]:
        if item.post.id not in said:
            if not speaks(item.post.lang, work.plan.lang):
                work.note("foreign")
            yield quoting(work.plan, item)


def _spoken(work: _Work, limit: int) -> tuple[Evidence, ...]:
    return chosen(work.plan, work.evidence, limit, plainly=work.plainly)


def _quotes(work: _Work) -> Iterator[Sentence]:
    for item in _spoken(work, SPOKEN[work.plan.kind]):
        yield quoting(work.plan, item)


def _model(work: _Work) -> Model:
    assert work.desk.model is not None  # noqa: S101
    return work.desk.model


def _short(error: ModelError) -> str:
    return " ".join(str(error).split())[:160]


def _answer(work: _Work, now: datetime) -> Answer:
    return Answer(
        question=work.plan.question,
        lang=work.plan.lang,
        sentences=tuple(work.sentences),
        evidence=work.evidence,
        steps=tuple(work.steps),
        plan=work.plan,
        as_of=now,
        model=work.model,
        found=bool(work.evidence) and work.told,
        dropped=tuple(work.dropped),
        notes=(*work.plan.notes, *work.notes),
        sample=any(query.sample for query in work.plan.queries),
        timeline=work.timeline,
        missing=work.missing,
        left_out=each_left_out(work.steps, work.plan.tongue),
        prompts=tuple(work.prompts),
    )
