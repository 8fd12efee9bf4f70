"""A turn that leans on the turns before it becomes a question that stands alone: by rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rostra import text
from rostra.assistant._broad import broad
from rostra.assistant._followup_words import (
    ACTS,
    AND,
    AS,
    ASPECT,
    AUXILIARY,
    BARE,
    HAN,
    LEAD,
    NE,
    NUMBERS,
    ORDINALS,
    PLACE,
    POINTS,
    PREPOSITION,
    SWITCH,
    TARGETS,
    WORDED,
    Act,
)
from rostra.assistant._memory import Memory
from rostra.assistant._overlap import stems
from rostra.assistant._plan import tongue_of
from rostra.assistant._rules import content_words, read
from rostra.assistant._types import Evidence, Gloss, Tongue

SHORT = 12
"""Words (a Han character is half of one) up to which a turn may act on the last answer."""
TOPIC_WORDS, POST_WORDS = 8, 5
TOLD_NAMES = 3
"""Names that most of the posts told before hold, by which a follow-up is worded too."""
SAME_TOPIC = 0.5
"""Share of a turn's own words found in the posts told before from which it is on their topic."""
UNSURE = 0.25
"""Share from which a capable model is asked whether it is."""
FEW = 4
"""Content words up to which a turn without a name may lean on the topic."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a turn means in its conversation.

    `act` says what is asked of us, `question` stands alone, `topic` is the question that opened
    the topic, `number` the place of the post meant (from 1; 0: none was named), `target` the
    language a turn asks for, `why` the rule that decided. `leans` tells that the turn alone would
    not be understood; `unsure` that the rules leave it open. `place` is the place asked about
    instead of the one before: what does not speak of it is no answer.
    """

    act: Act
    question: str
    topic: str
    tongue: Tongue
    why: str = ""
    number: int = 0
    target: str = ""
    leans: bool = False
    unsure: bool = False
    place: str = ""


def understand(
    said: str, memory: Memory, *, now: datetime, timezone: str, gloss: Gloss | None = None
) -> Understood:
    """Read a turn against what the conversation remembers.

    Acts on the last answer come first, then "and X?", bare question words, words that point back
    and words that stand in the posts told before; what is none of these opens a new topic.
    """
    tongue = tongue_of(said)
    plain = text.simplify(said).strip()
    number = ordinal(plain)
    if memory.last is not None and size(plain) <= SHORT:
        act = next((act for act, pattern in ACTS if pattern.search(plain)), None)
        if act is not None:
            return _acting(act, said, memory, number)
    if not memory.topic:
        return Understood("ask", said, said, tongue, "there is no topic yet")
    for rule in (_switched, _led, _pointing):
        found = rule(said, plain, memory, _Moment(now, timezone, gloss))
        if found is not None:
            return found
    return Understood("ask", said, said, tongue, "a new topic")


@dataclass(frozen=True, slots=True)
class _Moment:
    """When and how a turn is read."""

    now: datetime
    timezone: str
    gloss: Gloss | None


def leaning(said: str, memory: Memory, why: str, number: int = 0) -> Understood:
    """Join a turn to the topic: the turn first in English, the topic first in Chinese."""
    tongue = tongue_of(said)
    words = " ".join(topic_words(memory.topic)) or memory.topic
    if item := memory.numbered(number):
        words = " ".join(dict.fromkeys([*topic_words(memory.topic), *_post_words(item, memory)]))
    bare = asking_words(said)
    question = f"{bare} ({words})" if tongue == "en" else f"{words}：{bare}"
    return Understood("ask", question, memory.topic, tongue, why, number, leans=True)


def called(said: str, memory: Memory) -> str:
    """Word a follow-up with the names that the posts told before give its topic; "" = none.

    They are in the posts' language, and in what took the topic's words back, not in a rumour's.
    """
    counted = Counter(
        name
        for item in memory.told
        for name in dict.fromkeys(text.names(item.post.text))
        if not text.quantities(name)
    )
    names = [name for name, _ in counted.most_common(TOLD_NAMES)]
    own = [word for word in content_words(said) if not ASPECT.fullmatch(word)]
    return " ".join([*own, *names]) if names else ""


def topic_words(topic: str) -> tuple[str, ...]:
    """List the words that name a topic, as its question writes them, at most `TOPIC_WORDS`.

    Words that ask for a side of it (cause, hurt, 原因) are left out unless nothing else is there.
    A question for the news names none.
    """
    if broad(topic):
        return ()
    words = [_written(word, topic) for word in content_words(topic)]
    naming = [word for word in words if not ASPECT.fullmatch(word)]
    return tuple((naming or words)[:TOPIC_WORDS])


def _written(word: str, topic: str) -> str:
    """Write a word with the capitals it has in the topic."""
    at = topic.lower().find(word)
    return topic[at : at + len(word)] if at >= 0 else word


def size(said: str) -> float:
    """Measure a turn in words; two Han characters count as one."""
    han = len(HAN.findall(said))
    return han / 2 + len(HAN.sub(" ", said).split())


def ordinal(said: str) -> int:
    """Read which of the things told is meant: "the second one", "第二条", "[3]"; 0 = none."""
    for pattern in ORDINALS:
        if match := pattern.search(said):
            word = next(g for g in match.groups() if g).lower()
            return int(word) if word.isdecimal() else NUMBERS[word]
    return 0


def asking_words(said: str) -> str:
    """Normalise how a follow-up asks: who first, for whatever was reported or said first."""
    for pattern, words in WORDED:
        if pattern.search(said):
            return words
    return LEAD.sub("", said).strip() or said


def _acting(act: Act, said: str, memory: Memory, number: int) -> Understood:
    last = memory.last
    tongue = _tongue_of_turn(said, memory)
    question = memory.question or (last.question if last else said)
    topic = memory.topic
    if act == "more" and (item := memory.numbered(number)):
        words = " ".join(dict.fromkeys(_post_words(item, memory)))
        why = "more is asked of one of the posts told"
        return Understood("ask", words, topic, tongue, why, number, leans=True)
    target = target_of(said)
    return Understood(
        act, question, topic, tongue, f"it asks for {act}", number, target, leans=True
    )


def _tongue_of_turn(said: str, memory: Memory) -> Tongue:
    """Tell the language of a turn; a bare "[2]?" keeps the language of the turn before."""
    if text.script(said) == "" and memory.last is not None:
        return memory.last.plan.tongue
    return tongue_of(said)


def target_of(said: str) -> str:
    """Tell the language a turn asks for: "zh", "zh-hant", "en" or "" (none)."""
    plain = text.simplify(said)
    return next((lang for lang, pattern in TARGETS if pattern.search(plain)), "")


def _switched(said: str, plain: str, memory: Memory, _at: _Moment) -> Understood | None:
    """Read "in Chinese please", "用英文说": the same question, answered in that language."""
    if not SWITCH.fullmatch(plain):
        return None
    target = target_of(said)
    why = "another language is asked for"
    return Understood("ask", memory.question, memory.topic, AS[target], why, 0, target, leans=True)


def _led(said: str, plain: str, memory: Memory, at: _Moment) -> Understood | None:
    """Read "and in Taiwan?", "那台湾呢？", "what about yesterday?": the topic with one part new."""
    match = AND.fullmatch(plain) or NE.fullmatch(plain)
    if match is None:
        return None
    part = next(g for g in match.groups() if g).strip(" ,，、?？。.!！")
    if not part or size(part) > 6 or AUXILIARY.match(part):
        return None
    if _crossing(part, memory.topic) and (other := _elsewhere(said, part, memory, at)):
        return other
    question = with_part(memory.topic, part, at)
    if question is None:
        own = [word for word in content_words(part) if not ASPECT.fullmatch(word)]
        if own and spoken_before(own, memory, at.gloss) < SAME_TOPIC:
            return _in_frame(said, part, memory)
        return leaning(part, memory, "it asks for another side of the topic")
    tongue, why = tongue_of(said), "one part of the topic is new"
    place = PREPOSITION.sub("", part).strip() if PREPOSITION.match(part) else ""
    if not names_something(place, at.gloss):
        place = ""
    return Understood("ask", question, question, tongue, why, leans=True, place=place)


def _in_frame(said: str, part: str, memory: Memory) -> Understood:
    """Ask of a new topic what was asked of the one before, where that was a side of it."""
    tongue, why = tongue_of(said), "a new topic is named"
    asked = memory.last.asked if memory.last else ""
    sides = [word for word in content_words(asked) if not ASPECT.fullmatch(word)]
    if asked and not sides and tongue_of(asked) == tongue:
        question = f"{asked} ({part})" if tongue == "en" else f"{part}：{asked}"
    else:
        question = f"What happened with {part}?" if tongue == "en" else f"{part}怎么了？"
    if tongue == "zh-hant":
        question = text.traditional(question)
    return Understood("ask", question, part, tongue, why, leans=True)


def _crossing(part: str, topic: str) -> bool:
    return {text.script(part), text.script(topic)} == {"han", "latin"}


def _elsewhere(said: str, part: str, memory: Memory, at: _Moment) -> Understood | None:
    """Put a place into a topic that is worded in the other language, its words rendered."""
    place = PREPOSITION.sub("", part).strip()
    if place == part or not names_something(place, at.gloss):
        return None
    names = text.names(memory.topic)
    words = [
        word
        for word in topic_words(memory.topic)
        if not PLACE.fullmatch(word) and not any(word in name for name in names)
    ]
    known = at.gloss(words) if at.gloss else [()] * len(words)
    rendered = [others[0] if others else word for word, others in zip(words, known, strict=True)]
    tongue = tongue_of(said)
    joined = " ".join(rendered)
    question = f"{joined} {part}?" if tongue == "en" else f"{place}{joined}？"
    why = "the place is new"
    return Understood("ask", question, question, tongue, why, leans=True, place=place)


def with_part(topic: str, part: str, at: _Moment) -> str | None:
    """Put a new time, place or name into the topic's question; None when the part is neither.

    A time takes the place of the topic's time, a name that of the topic's only name, or of the
    one that stands behind the same preposition.
    """
    fresh = text.time_span(part, at.now, at.timezone)
    if fresh is not None and not content_words(part.replace(fresh.text, " ")):
        old = text.time_span(topic, at.now, at.timezone)
        if old is not None:
            return topic.replace(old.text, fresh.text, 1)
        return _added(topic, part)
    bare = PREPOSITION.sub("", part).strip()
    if not names_something(bare, at.gloss):
        return None
    names = [name for name in text.names(topic) if name in topic]
    behind = [n for n in names if re.search(rf"\b(?:in|at|near|on)\s+{re.escape(n)}", topic)]
    placed = PREPOSITION.match(part) is not None
    old_names = behind if placed and behind else names
    if len(old_names) == 1 or (placed and old_names):
        return topic.replace(old_names[-1], bare, 1)
    return _added(topic, part)


def names_something(part: str, gloss: Gloss | None) -> bool:
    """Whether a short part is a name; Han that the dictionary renders in several ways is none.

    The segmenter takes 余震 (aftershock) for a person called 余.
    """
    if not text.names(f"the {part}"):
        return False
    known = gloss((part,))[0] if gloss and text.script(part) == "han" else ()
    return len(known) <= 1


def _added(topic: str, part: str) -> str:
    bare = topic.rstrip("?？。. ")
    if text.script(topic) == "han" or text.script(part) == "han":
        return f"{part} {bare}？"
    return f"{bare} {part}?"


def _pointing(  # noqa: PLR0911 - one return a rule
    said: str, plain: str, memory: Memory, at: _Moment
) -> Understood | None:
    """Join a turn to the topic when it has no words of its own, points back, or speaks of it."""
    number = ordinal(plain)
    if memory.numbered(number):
        return leaning(said, memory, "it names one of the posts told", number)
    reading = read(plain, at.now, at.timezone)
    points = bool(POINTS.search(plain))
    own = [word for word in reading.terms if not ASPECT.fullmatch(word)]
    bare = reading.kind != "news" and not reading.authors and not own
    if bare and (points or asks_bare(plain)):
        return leaning(said, memory, "it has no topic of its own")
    new = _new_names(reading.names, memory)
    if points and own and not new:
        return leaning(said, memory, "it points back")
    if own and broad(memory.topic):
        return None  # the news is no topic that could be gone on with: one of its stories is new
    if new or reading.kind in ("news", "recommend") or not own or len(own) > FEW:
        return None
    share = spoken_before(own, memory, at.gloss)
    if share >= SAME_TOPIC:
        return leaning(said, memory, "its words stand in the posts told before")
    tongue = tongue_of(said)
    if share >= UNSURE or LEAD.match(plain):
        return Understood("ask", said, said, tongue, "a new topic, perhaps", unsure=True)
    return None


def asks_bare(plain: str) -> bool:
    """Whether a turn is a bare question: why, who, when, is it true."""
    return bool(BARE.search(plain)) or plain.endswith(("?", "？", "吗", "呢"))


def spoken_before(words: Sequence[str], memory: Memory, gloss: Gloss | None) -> float:
    """Measure the share of words, in either language, that stand in the posts told before."""
    if not words or not memory.told:
        return 0.0
    held = frozenset(s for item in memory.told for s in stems(item.post.text))
    held |= stems(memory.topic)
    known = gloss(words) if gloss else [()] * len(words)
    renderings = zip(words, known, strict=True)
    return sum(
        any(stems(w) and stems(w) <= held for w in (word, *others)) for word, others in renderings
    ) / len(words)


def _new_names(names: Sequence[str], memory: Memory) -> bool:
    held = " ".join([memory.topic, *(item.post.text for item in memory.told)]).lower()
    return any(name.lower() not in held for name in names)


def _post_words(item: Evidence, memory: Memory) -> list[str]:
    """Name what a post says: the words of its part that is nearest to the topic."""
    plain = _TAG.sub(" ", item.post.text)
    parts = [part for part in _PARTS.split(plain) if content_words(part)] or [plain]
    topic = stems(memory.topic)
    nearest = max(parts, key=lambda part: len(stems(part) & topic))
    words = [w for w in content_words(nearest) if len(w) > 1 and not w.isdecimal()]
    return [_written(word, nearest) for word in words[:POST_WORDS]]


def may_go_on(said: str, memory: Memory) -> bool:
    """Whether a turn that finds nothing alone may be read on the topic: short, no new name."""
    if not memory.topic or broad(memory.topic):
        return False
    return size(said) <= SHORT and not _new_names(text.names(said), memory)


_TAG = re.compile(r"【[^】]*】|https?://\S+|[@#]\S+")
_PARTS = re.compile(r"[。！？!?；;\n]+|(?<=\.)\s+")
