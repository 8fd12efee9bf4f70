"""Turns of a conversation that ask for a picture: drawn, or asked about where that is not clear."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra import assistant
from rostra.app._picture_words import (
    Drawing,
    DrawingEvent,
    Drawn,
    Failed,
    Painting,
    PictureWanted,
    Queued,
)
from rostra.assistant import (
    Answer,
    Finished,
    Gathered,
    Planned,
    Progress,
    Said,
    Sentence,
    Step,
    Talk,
    picture_subject,
    picture_wanted,
)
from rostra.errors import RostraError

if TYPE_CHECKING:
    from rostra.app._chatting import Answered, Reply
    from rostra.app._words import Saying

Draw = Callable[[PictureWanted], Iterator[DrawingEvent]]

_YES = re.compile(
    r"(?:yes|yeah|yep|sure|ok(?:ay)?|please(?: do)?|go ahead|do it|draw it|yes,? please"
    r"|好的?|是的?|要|画吧?|可以|行|对|嗯|好呀|好啊)[.!。！ ]*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|no,? thanks?|don't|not a picture|不|不用|不要|不是|算了|别画|不画)[.!。！ ]*",
    re.IGNORECASE,
)
_FUN = re.compile(
    r"\b(?:funny?|comic|cartoon|sticker|poster|meme)\b|漫画|搞笑|贴纸|表情包|海报|好玩",
    re.IGNORECASE,
)

_SAYS = {
    "en": {
        "unclear": "Shall I draw a picture of this, or look for posts about it? Say yes to have it "
        "drawn, no to have posts looked for.",
        "ask": "{reason} Say yes to have it drawn, or no.",
        "left": "Not drawn.",
        "drawn": "Drawn by {painter}: picture {id}",
        "sent": "Asked of the painter: {sent}",
        "failed": "No picture came: {error}",
        "draw": "Draw: {what}",
        "label": "Label: {label}",
    },
    "zh": {
        "unclear": "要我画一张图，还是查找相关的帖子？回答“要”就画，回答“不用”就查帖子。",
        "ask": "{reason}回答“要”就画，回答“不用”就不画。",
        "left": "没有画。",
        "drawn": "已由 {painter} 画好：图 {id}",
        "sent": "发给绘画者的话：{sent}",
        "failed": "没有画成：{error}",
        "draw": "画：{what}",
        "label": "标签：{label}",
    },
}


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a turn means for `what`.

    To ask first, to leave it (the policy asked, and the answer is no), else to draw it; `sure`
    where the policy asked and the answer is yes.
    """

    what: str
    ask: bool = False
    sure: bool = False
    left: bool = False


def with_pictures(reply: Answered, draw: Draw, zone: Callable[[], str]) -> Reply:
    """Return what answers turns as `reply` does, and draws where a picture is wanted.

    A turn that may or may not want one is asked about; "no" then has it answered from posts.
    `zone` tells the time zone of a turn that names none.
    """

    def answered(saying: Saying, said: str, talk: Talk) -> Iterator[Progress | Painting]:
        last = talk.path[-1] if talk.path else None
        open_ = last if last is not None and last.need == "picture" and not last.found else None
        meant = _meant(said, open_)
        if saying.images and meant is not None and meant.ask:
            meant = None  # it is about the picture that is shown
        if open_ is not None and _NO.fullmatch(said.strip()):
            if not _by_policy(open_):
                yield from reply(saying, open_.question, talk)
                return
            meant = _Meant(open_.question, left=True)
        if meant is None:
            yield from reply(saying, said, talk)
            return
        yield from _told(replace(saying, timezone=saying.timezone or zone()), said, meant, draw)

    return answered


def picture_of(said: str, owner: str) -> PictureWanted | None:
    """Return the picture that a turn surely asks for, None for any other turn."""
    return _picture(said, owner) if picture_wanted(said) == "yes" else None


def draws(said: str, last: Answer | None) -> bool:
    """Say whether a turn has a picture drawn, `last` being the answer before it."""
    asked = last is not None and last.need == "picture" and not last.found
    meant = _meant(said, last if asked else None)
    return meant is not None and not meant.ask


def _picture(said: str, owner: str) -> PictureWanted:
    style = "fun" if _FUN.search(said) else "regular"
    return PictureWanted(picture_subject(said), style, who=owner)


def _meant(said: str, asked: Answer | None) -> _Meant | None:
    if asked is not None and _YES.fullmatch(said.strip()):
        return _Meant(asked.question, sure=_by_policy(asked))
    wish = picture_wanted(said)
    return None if wish == "no" else _Meant(said, ask=wish == "unclear")


def _by_policy(asked: Answer) -> bool:
    """Say whether it was the policy that asked."""
    return any(step.name == "draw" and step.note == "ask" for step in asked.steps)


def _told(saying: Saying, said: str, meant: _Meant, draw: Draw) -> Iterator[Progress | Painting]:
    now = saying.now or datetime.now(UTC)
    plan = assistant.plan(meant.what, now=now, timezone=saying.timezone)
    lang = "zh" if plan.lang == "zh" else "en"
    yield Planned(plan)
    yield Gathered((), ())
    found, lines, note = True, [], "drawn"
    drawn: tuple[str, ...] = ()
    if meant.ask:
        found, lines, note = False, [_SAYS[lang]["unclear"]], "unclear"
    elif meant.left:
        lines, note = [_SAYS[lang]["left"]], "left"
    else:
        wanted = replace(_picture(meant.what, saying.owner), sure=meant.sure, now=saying.now)
        found, lines, note, drawn = yield from _drawn(draw, wanted, lang)
    sentences = tuple(Sentence(line, (), "quoted", frame=True) for line in lines)
    yield from (Said(sentence) for sentence in sentences)
    follow = (_SAYS[lang]["draw"].format(what=meant.what),) if meant.ask else ()
    yield Finished(
        Answer(
            question=meant.what, lang=plan.lang, sentences=sentences, evidence=(),
            steps=(Step("draw", 0, (), 0.0, note),), plan=plan, as_of=now, found=found,
            need="picture", followups=follow, asked=said if said != meant.what else "",
            drawn=drawn,
        )
    )  # fmt: skip


def _drawn(
    draw: Draw, wanted: PictureWanted, lang: str
) -> Generator[Painting, None, tuple[bool, list[str], str, tuple[str, ...]]]:
    """Have it drawn, telling how far it is; whoever closes this cancels it.

    Returns whether it came, what to say of it, how it ended, and the ids of the pictures.
    """
    says = _SAYS[lang]
    sent = ""
    try:
        for event in draw(wanted):
            if isinstance(event, (Queued, Drawing)):
                sent = getattr(event, "prompt_sent", "") or sent
                yield event
            elif isinstance(event, Failed) and event.unsure:
                reason = event.order.ruling.reason
                return False, [says["ask"].format(reason=reason)], "ask", ()
            elif isinstance(event, Failed):
                return True, [says["failed"].format(error=event.order.error)], "failed", ()
            elif isinstance(event, Drawn):
                ids = tuple(picture.id for picture in event.order.pictures)
                return True, list(_pictures(event, sent, wanted, lang)), "drawn", ids
    except RostraError as error:
        return True, [says["failed"].format(error=error)], "failed", ()
    raise RuntimeError("an order ended without Drawn or Failed")


def _pictures(event: Drawn, sent: str, wanted: PictureWanted, lang: str) -> Iterator[str]:
    says, order = _SAYS[lang], event.order
    for picture in order.pictures:
        yield says["drawn"].format(painter=order.painter, id=picture.id)
        yield picture.alt
        if picture.note:
            yield picture.note
    if sent not in ("", wanted.prompt):
        yield says["sent"].format(sent=sent)
    for label in order.ruling.labels:
        yield says["label"].format(label=label)
