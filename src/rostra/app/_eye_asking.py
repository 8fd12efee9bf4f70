"""Questions and turns that carry pictures: answered from them, and from posts where wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from rostra import assistant
from rostra.app._eye_answers import Looked, fence_of, rows_of
from rostra.app._eye_pictures import Brought
from rostra.app._eye_sayings import says
from rostra.app._eye_words import Seeing, Shown
from rostra.app._models import NONE
from rostra.app._used import with_used
from rostra.app._words import Asking
from rostra.assistant import (
    Answer,
    Finished,
    Gathered,
    Planned,
    Progress,
    Said,
    Sentence,
    Sight,
    Step,
    Talk,
)

if TYPE_CHECKING:
    from rostra.app._answering import Answering
    from rostra.app._chatting import Answered
    from rostra.app._eyes import Eyes
    from rostra.app._words import Saying

SUBJECT = 200
"""Characters of a picture's text that are searched for."""
TIMES = 3
"""Words of a time that are taken out of them at most."""

_FEED = re.compile(
    r"\b(?:posts?|feed|people|news|anyone|everyone|others|latest|is (?:this|it|that) (?:true"
    r"|real|right|so)|true\?|fact.?check|verify|reactions?)\b"
    r"|帖子|大家|人们|网友|新闻|最新|有人|属实|真的吗|真的假的|是真的|核实|反应",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\b(?:the|this|that|these|those|my|your|first|second|last|same) (?:\w+ )?(?:pictures?|images?"
    r"|photos?|screenshots?|scans?|documents?|receipts?|invoices?|tables?|charts?|forms?|pages?)\b"
    r"|图片|[这那上原同][一]?[张幅个]?图|图[里中上]|照片|截图|截屏|文档里|表格里|发票|单据|收据|[这那]页",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|its|this|that|these|those|there|he|she|they|them|his|her|their)\b"
    r"|这|那|它|其中|里面|上面|下面|还有|呢",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\b(?:is|are|was|do|does|did|what|who|any|anyone|about|the|a|an|of|in|on|it|this|that|these"
    r"|picture|image|photo|screenshot|say|says|saying|think|of|there|posts?|feed|people|news|true"
    r"|real|right|so|fact|check|verify|reactions?|to|please|can|you|tell|me|if)\b|[^\w]"
    r"|这|那|张|图片?|照片|截图|是|真的|假的|吗|属实|大家|人们|网友|怎么|看|说|什么|帖子|有|没有|关于"
    r"|里|中|的|新闻|核实|一下|请|呢|人|反应|对",
    re.IGNORECASE,
)


def ask_seeing(eyes: Eyes, answering: Answering, asking: Asking) -> Iterator[Progress]:
    """Stream the answer to a question about pictures."""
    now = asking.now or datetime.now(UTC)
    zone = answering.bounds(asking)[1]
    asked = replace(asking, now=now, timezone=zone)
    subjects = lambda subject: answering.told(  # noqa: E731
        replace(asked, question=subject or asked.question, images=(),
                model=NONE if subject else asked.model)
    )  # fmt: skip
    seeing = Seeing(
        asking.images, question=asking.question, model=asking.model, now=now, owner=asking.owner
    )
    yield from with_used(lambda: answering.settings, _told(eyes, seeing, zone, subjects))


def with_eyes(reply: Answered, eyes: Eyes, zone: Callable[[str], str]) -> Answered:
    """Return what answers turns as `reply` does, and looks at the pictures a turn carries."""

    def answered(saying: Saying, said: str, talk: Talk) -> Iterator[Progress]:
        images = saying.images
        if not images and saying.earlier and _comes_back(eyes, saying.earlier, said, talk):
            images = saying.earlier
        if not images:
            yield from reply(saying, said, talk)
            return
        seeing = Seeing(
            images, question=said, model=saying.model, now=saying.now or datetime.now(UTC),
            owner=saying.owner, tongue=talk.manner.language,
        )  # fmt: skip
        bare = replace(saying, images=(), earlier=())
        yield from _told(
            eyes, seeing, zone(saying.timezone),
            lambda subject: reply(
                replace(bare, model=NONE) if subject else bare, subject or said, talk
            ),
        )  # fmt: skip

    return answered


def _comes_back(eyes: Eyes, earlier: tuple[Shown, ...], said: str, talk: Talk) -> bool:
    """Whether a turn without pictures is about those of an earlier one.

    It is where it speaks of a picture; right after an answer from pictures also where it points
    ("and who signed it?") or something in them answers it by rule.
    """
    if _PICTURED.search(said):
        return True
    last = talk.path[-1] if talk.path else None
    if last is None or not last.sights:
        return False
    if _FEED.search(said):
        return not _EMPTY.sub("", said)
    return last.need == "seen" and bool(_POINTS.search(said) or eyes.tells(earlier, said))


def _told(
    eyes: Eyes, seeing: Seeing, zone: str, posts: Callable[[str], Iterator[Progress]]
) -> Iterator[Progress]:
    """Tell what the pictures answer; where posts are wanted, they follow.

    `posts` answers from posts: the question itself (""), or words of the picture, which no model
    reads then: they are searched for and posts are quoted.
    """
    began = perf_counter()
    now = seeing.now or datetime.now(UTC)
    lang = eyes.lang(seeing.tongue, seeing.question)
    every = eyes.shown(seeing.images)
    eyes.note(every, now, seeing.owner)
    alone = bool(_FEED.search(seeing.question)) and not _EMPTY.sub("", seeing.question)
    asked = seeing.question.strip() or says(lang, "what")
    wanted = says(lang, "what") if alone else asked
    told = eyes.looked(every, replace(seeing, question=wanted), lang)
    mine = tuple(_sentences(told))
    sights = tuple(_sight(one, at, told) for at, one in enumerate(every))
    step = Step("look", 0, (), perf_counter() - began, "sight" if told.sighted else "text")
    if not _FEED.search(seeing.question):
        plan = assistant.plan(asked, now=now, timezone=zone)
        yield Planned(plan)
        yield Gathered((), (step,))
        yield from (Said(sentence) for sentence in mine)
        yield Finished(
            Answer(
                question=asked, lang=plan.lang, sentences=mine, evidence=(), steps=(step,),
                plan=plan, as_of=now, model=told.model, notes=told.notes, need="seen",
                sights=sights,
            )
        )  # fmt: skip
        return
    subject = _subject(told, now, zone) if alone else ""
    for event in posts(subject):
        if isinstance(event, Gathered):
            yield replace(event, steps=(step, *event.steps))
            yield from (Said(sentence) for sentence in mine)
        elif isinstance(event, Finished):
            yield Finished(_joined(event.answer, mine, sights, told, seeing.question, step))
        else:
            yield event


def _joined(
    answer: Answer,
    mine: tuple[Sentence, ...],
    sights: tuple[Sight, ...],
    told: Looked,
    question: str,
    step: Step,
) -> Answer:
    return replace(
        answer,
        question=question,
        sentences=(*mine, *answer.sentences),
        steps=(step, *answer.steps),
        notes=tuple(dict.fromkeys((*told.notes, *answer.notes))),
        model=answer.model or told.model,
        found=True,
        sights=sights,
    )


def _sentences(told: Looked) -> Iterator[Sentence]:
    if told.by_model:
        yield Sentence(told.said, (), "own")
        if told.found is not None and told.found.text not in told.said:
            yield Sentence(told.found.text, (), "quoted", frame=True)
    elif told.said:
        yield Sentence(told.said, (), "quoted", frame=True)


def _sight(one: Brought, at: int, told: Looked) -> Sight:
    picture, found = one.picture, told.found if told.at == at else None
    box = found.box if found else None
    return Sight(
        one.name, picture.sha256, picture.width, picture.height, picture.page,
        found.text if found else "", found.label if found else "",
        (box.left, box.top, box.right, box.bottom) if box else None, told.sighted,
    )  # fmt: skip


def _subject(told: Looked, now: datetime, zone: str) -> str:
    """Take from a picture the words to search for: a post's that it shows, else its longest row.

    Words of a time are left out: the picture may be old, and its "Monday" none of this week's.
    """
    held = fence_of(told.seen).steers
    screens = [screen.text for one in told.seen for screen in one.screens]
    rows = [row for one in told.seen for row in rows_of(one)]
    meant = [words for words in screens or rows if words and not held(words)]
    subject = " ".join(max(meant, key=len, default="").split())[:SUBJECT]
    for _ in range(TIMES):
        words = assistant.plan(subject, now=now, timezone=zone).time_words
        if not words or words not in subject:
            break
        subject = subject.replace(words, " ")
    return " ".join(subject.split())
