"""A long answer: every sub-question through the stages of `ask`, then told as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rostra.assistant._corrections import is_correction
from rostra.assistant._frames import happening, quoting, who
from rostra.assistant._inquiry import Aspect, Inquired, Looked, Section, Subquestion
from rostra.assistant._mode_phrases import LOW, how_sure, say
from rostra.assistant._overlap import copied
from rostra.assistant._relevance import bearing, coverage, on_the_point
from rostra.assistant._sift import SUPERSEDED, readable
from rostra.assistant._sought import Sought, alarms, holds, sought
from rostra.assistant._types import Answer, Evidence, Happening, Plan, Sentence
from rostra.assistant._voices import FIRM, FIRMNESS, sureness, voice
from rostra.events import origins
from rostra.posts import Post

SHORT = 2
"""Sentences of the direct answer; what else answers the question goes into a section."""
QUOTED = 3
"""Posts that are quoted in a section beyond the checked sentences of its answer."""
SAME_AGAIN = 0.85
"""Share of a sentence's letters that were told already at which it is not told again."""
NEAR = 0.6
"""Share of what the nearest post holds of the question that each post of a section must hold:
what else a search brings is often of the same place and another matter."""
CLUE = 40
"""Letters by which a post of the timeline that was told above is called to mind."""

Part = tuple[Subquestion, Answer]


def inquire(
    subquestions: Sequence[Subquestion],
    answered: Callable[[Subquestion], tuple[Answer, bool]],
    *,
    resumable: bool = True,
) -> Iterator[Looked | Inquired]:
    """Answer sub-questions one by one and tell all of it as one answer; that comes last.

    `answered` gives the answer to one, and whether it had been kept from an earlier run. Where
    nothing at all is found for the first, the others are not asked. The notes say so where the
    answers are not `resumable`.
    """
    parts: list[Part] = []
    for number, one in enumerate(subquestions, start=1):
        if parts and not parts[0][1].evidence:
            break
        answer, kept = answered(one)
        parts.append((one, answer))
        yield Looked(number, len(subquestions), one, answer.found, kept)
    whole = together(parts)
    lost = () if resumable else (say(whole.plan.tongue, "not_kept"),)
    yield replace(whole, notes=(*whole.notes, *lost))


def together(parts: Sequence[Part]) -> Inquired:
    """Tell the answers to all sub-questions as one: no sentence twice, one number a post."""
    main, lead = parts[0][1], _lead(parts)
    telling = _Telling(main.plan)
    short = telling.told(lead.sentences[: _until(lead, SHORT)], lead)
    newest = max((e.post.created for e in telling.posts.values()), default=main.as_of)
    sections: list[Section] = []
    timeline: tuple[Sentence, ...] = ()
    events: tuple[Happening, ...] = ()
    rest = telling.told(lead.sentences, lead)
    if any(sentence.citations for sentence in rest):
        sections.append(_section(telling, parts[0][0], rest, ()))
    for one, answer in parts[1:]:
        told = answer is lead or one.aspect == "timeline"
        if not told and (made := _found(telling, one, answer)) is not None:
            sections.append(made)
    if main.found or sections:  # else its order would be that of something else
        in_time = next((answer for _, answer in parts if answer.timeline), None)
        timeline, events = telling.in_time(in_time) if in_time else ((), ())
    contested = _contested(telling, sections, newest)
    confidence, sure = _confidence(telling, lead, short, contested=contested)
    return Inquired(
        question=main.question,
        short=short,
        sure=sure,
        confidence=confidence,
        sections=tuple(sections),
        timeline=timeline,
        happenings=events,
        missing=_missing(parts, sections, timeline),
        evidence=telling.evidence(),
        plan=main.plan,
        as_of=main.as_of,
        models=tuple(dict.fromkeys(a.model for _, a in parts if a.model)),
        found=bool(telling.numbers),
        notes=tuple(dict.fromkeys(note for _, answer in parts for note in answer.notes)),
        sample=main.sample,
    )


@dataclass(slots=True)
class _Telling:
    """What was told so far: the number of each post, and every sentence."""

    plan: Plan
    numbers: dict[str, int] = field(default_factory=dict)
    posts: dict[str, Evidence] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def number(self, item: Evidence) -> int:
        """Give a post its number, the next one where it has none."""
        self.posts.setdefault(item.post.id, item)
        return self.numbers.setdefault(item.post.id, len(self.numbers) + 1)

    def told(self, sentences: Sequence[Sentence], answer: Answer) -> tuple[Sentence, ...]:
        """Take the sentences that were not told yet, cited by the numbers of the whole."""
        items = {item.number: item for item in answer.evidence}
        taken = []
        for sentence in sentences:
            if not sentence.text or self.again(sentence.text):
                continue
            self.said.append(sentence.text)
            cited = [(c, items[c.number]) for c in sentence.citations if c.number in items]
            citations = tuple(replace(c, number=self.number(item)) for c, item in cited)
            taken.append(replace(sentence, citations=citations))
        return tuple(taken)

    def again(self, written: str) -> bool:
        """Whether a sentence was told already."""
        return any(copied(written, other) >= SAME_AGAIN for other in self.said)

    def in_time(self, answer: Answer) -> tuple[tuple[Sentence, ...], tuple[Happening, ...]]:
        """Tell a timeline; an event that was told above is only called to mind."""
        above = set(self.numbers)
        items = {item.number: item for item in answer.evidence}
        there = [told for told in answer.timeline if items[told.number].post.text]
        for told in there:
            self.number(items[told.number])
        sentences, events = [], []
        for told in there:
            item = items[told.number]
            by = items.get(told.corrected_by)
            event = replace(
                told,
                number=self.number(item),
                corrected_by=self.numbers.get(by.post.id, 0) if by else 0,
            )
            worded = happening(self.plan, replace(item, number=event.number), event)
            if item.post.id in above or self.again(quoting(self.plan, item).text):
                worded = replace(worded, text=self.clue(item.post, event))
            self.said.append(worded.text)
            sentences.append(worded)
            events.append(event)
        return tuple(sentences), tuple(events)

    def clue(self, post: Post, event: Happening) -> str:
        """Call a post to mind by its time, its author and its first words."""
        words = " ".join(readable(post.text).split())
        clue = words if len(words) <= CLUE else words[:CLUE].rstrip() + "…"
        name = "happened_above_corrected" if event.corrected_by else "happened_above"
        when = _when(self.plan, event.at)
        return say(
            self.plan.tongue, name, when=when, who=who(post), clue=clue, by=event.corrected_by
        )

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the posts that are cited, by number."""
        return tuple(replace(self.posts[key], number=n) for key, n in self.numbers.items())


def _lead(parts: Sequence[Part]) -> Answer:
    """Choose the answer that is told in short: not a timeline, where another tells of it."""
    main = parts[0][1]
    plain = (answer for one, answer in parts if one.aspect == "what" and answer.found)
    return next(plain, main) if main.timeline else main


def _contested(telling: _Telling, sections: Sequence[Section], newest: datetime) -> bool:
    """Whether anything that corrects is later than all that the direct answer rests on."""
    disputed = {
        c.post_id
        for section in sections
        if section.aspect == "disputed"
        for sentence in section.sentences
        for c in sentence.citations
    }
    return any(telling.posts[post_id].post.created > newest for post_id in disputed)


def _until(answer: Answer, cited: int) -> int:
    """Count the sentences up to the last of the first `cited` that rest on posts."""
    resting = [at for at, s in enumerate(answer.sentences, start=1) if s.citations and s.text]
    return resting[min(cited, len(resting)) - 1] if resting else len(answer.sentences)


def _found(telling: _Telling, one: Subquestion, answer: Answer) -> Section | None:
    """Take from an answer what holds the aspect; None where nothing does."""
    if not answer.found:
        return None
    items = {item.number: item for item in answer.evidence}
    near = _near(telling.plan, answer)

    def holds_it(post: Post) -> bool:
        return post.id in near and _holds(one, answer, post)

    holding = [
        s
        for s in answer.sentences
        if s.text and any(holds_it(items[c.number].post) for c in s.citations if c.number in items)
    ]
    if one.aspect in _SEEN:
        holding += _more(answer, holds_it, holding)
    above = {
        telling.numbers[c.post_id]
        for s in holding
        for c in s.citations
        if c.post_id in telling.numbers
    }
    fresh = telling.told(holding, answer)
    above -= {c.number for s in fresh for c in s.citations}
    if not fresh and not above:
        return None
    return _section(telling, one, fresh, tuple(sorted(above)))


def _more(
    answer: Answer, holds_it: Callable[[Post], bool], holding: Sequence[Sentence]
) -> list[Sentence]:
    """Quote the cards that hold an aspect which a question's words do not lead to."""
    cited = {c.post_id for s in holding for c in s.citations}
    cards = [
        item
        for item in answer.evidence
        if item.post.id not in cited
        and item.post.text
        and on_the_point(answer.plan, item.post)
        and holds_it(item.post)
    ]
    return [quoting(answer.plan, item) for item in cards[: QUOTED - len(holding)]]


def _section(
    telling: _Telling, one: Subquestion, fresh: Sequence[Sentence], above: tuple[int, ...]
) -> Section:
    heading = say(telling.plan.tongue, f"head_{one.aspect}", question=one.question)
    return Section(one.aspect, heading, one.question, tuple(fresh), above)


def _near(plan: Plan, answer: Answer) -> frozenset[str]:
    """Take the posts that hold nearly as much of the whole question as any, names or no names."""
    posts = [item.post for item in answer.evidence]
    for measured in (coverage, bearing):
        least = NEAR * max((measured(plan, post) for post in posts), default=0.0)
        posts = [post for post in posts if measured(plan, post) >= least]
    return frozenset(post.id for post in posts)


def _holds(one: Subquestion, answer: Answer, post: Post) -> bool:
    """Whether a post tells what an aspect asks for; one in words alone is taken as it is."""
    seen = _SEEN.get(one.aspect)
    if seen is not None:
        return seen(post) or (one.aspect == "disputed" and post.id in _replacing(answer))
    return holds(_KINDS.get(one.aspect, sought(one.question)), post.text)


def _replacing(answer: Answer) -> frozenset[str]:
    """Collect the ids of posts that took an earlier one's place, as the sifting found."""
    reasons = [why for s in answer.steps if s.name == "corrections" for _, why in s.dropped]
    return frozenset(why.removeprefix(SUPERSEDED) for why in reasons)


def _opines(post: Post) -> bool:
    """Whether a person says what they think or feel, not an office or a paper what happened."""
    return voice(post) in ("other", "first-hand") and bool(_OPINION.search(post.text))


def _looks_ahead(post: Post) -> bool:
    return bool(_AHEAD.search(post.text)) and not alarms(post.text)


def _confidence(
    telling: _Telling, main: Answer, short: Sequence[Sentence], *, contested: bool
) -> tuple[float, Sentence]:
    """Say how sure the direct answer is, and what that rests on."""
    tongue = telling.plan.tongue
    cited = [telling.posts[c.post_id].post for s in short for c in s.citations]
    plain = main.found and not any(s.frame and not s.citations for s in short)
    whole = plain and all(s.verdict in ("supported", "quoted") for s in short)
    voices = [voice(post) for post in cited]
    apart = len(origins(cited))
    sure = sureness(voices, 1.0 if whole else 0.4, apart)
    alone = apart < 2 and "official" not in voices
    if contested or alone or FIRM.isdisjoint(voices):
        sure = min(sure, LOW)
    words = [say(tongue, "sure", words=how_sure(tongue, sure))]
    if voices:
        firmest = max(voices, key=lambda each: FIRMNESS[each])
        name = "rests_on" if apart > 1 else "rests_on_one"
        words.append(say(tongue, name, origins=apart, voice=say(tongue, firmest)))
    else:
        words.append(say(tongue, "rests_on_none"))
    if contested:
        words.append(say(tongue, "contested"))
    joiner = " " if tongue == "en" else ""
    return sure, Sentence(joiner.join(words), (), "quoted", frame=True)


def _missing(
    parts: Sequence[Part], sections: Sequence[Section], timeline: Sequence[Sentence]
) -> tuple[str, ...]:
    """List what was asked and stays open: a part that another question answered does not."""
    if not parts[0][1].found and not sections:
        return (parts[0][1].question,)
    told = {section.aspect for section in sections}
    known = {_KINDS[aspect] for aspect in told if aspect in _KINDS}
    missing = []
    for one, answer in parts:
        if one.aspect == "main":
            missing += [part for part in answer.missing if sought(part) not in known]
        elif one.aspect in _ASKED and one.aspect not in told:
            missing.append(one.question)
    if timeline and "when" not in told:
        missing = [part for part in missing if sought(part) != "time"]
    return tuple(dict.fromkeys(missing))


def _when(plan: Plan, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(plan.timezone))
    day = f"{local:%b} {local.day}" if plan.tongue == "en" else f"{local.month}月{local.day}日"
    return f"{day} {local:%H:%M}"


_KINDS: dict[Aspect, Sought] = {
    "who": "who", "when": "time", "where": "place", "how many": "number", "why": "cause",
    "what": "any",
}  # fmt: skip
_ASKED: frozenset[Aspect] = frozenset(("who", "when", "where", "how many", "why", "more"))
"""Aspects that are named where nothing is told of them; a dispute that is not there is no gap."""
_SEEN: dict[Aspect, Callable[[Post], bool]] = {
    "reactions": _opines, "disputed": is_correction, "next": _looks_ahead,
}  # fmt: skip
_OPINION = re.compile(
    r"\b(?:i|we|my|our|me|us)\b.*\b(?:think|feel|love|hate|hope|wish|glad|sorry|angry|tired|happy"
    r"|afraid|worried|proud|thank\w*|prefer|agree|doubt|find|want|need|deserve)\b"
    r"|\b(?:shame|disgrace\w*|outrage\w*|ridiculous|terrible|awful|great|brilliant|finally|unfair"
    r"|thank(?:s| you)|heartbreaking|sad(?:ly)?|should(?:n't)?|about time|worth it|overpriced)\b"
    r"|我(?:觉得|觉着|认为|希望|喜欢|讨厌|担心|怕|支持|反对|愿意|宁愿)|太.{1,6}了|真(?:的)?(?:是|好|棒|不)"
    r"|心疼|可惜|难过|难受|感谢|谢谢|活该|离谱|无语|气愤|生气|开心|终于|应该|不该|值得|希望|但愿|祈祷",
    re.IGNORECASE | re.DOTALL,
)
_AHEAD = re.compile(
    r"\b(?:will|going to|tomorrow|tonight|next (?:week|month|year|spring|summer|autumn|winter)"
    r"|expected|scheduled|planned|plans to|until|by (?:monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)|reopen\w*|resum\w+|from (?:monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday))\b|将(?:于|在|会|要)|将|明[天日晚早]|后天|预计|计划|拟|直到|恢复|下[周週个]|本周[一二三四五六日末]",
    re.IGNORECASE,
)
