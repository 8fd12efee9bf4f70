"""Turns of a conversation under the policy: answered, asked about first, or kindly refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra import assistant
from rostra.app._judging import Judging, Watch, agrees, labelled, lang_of, source_of
from rostra.assistant import Answer, Finished, Gathered, Planned, Progress, Said, Sentence, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from rostra.app._chatting import Answered
    from rostra.app._words import Saying
    from rostra.assistant import Talk
    from rostra.policy import Decision

_NO = re.compile(
    r"(?:no|nope|no,? thanks?|never mind|leave it|不|不用|不要|不是|算了)[.!。！ ]*", re.IGNORECASE
)
_SAYS = {
    "en": {"left": "Left as it is.", "on": "Yes, go on",
           "ask": "{reason} What is it for? Say so, or yes, and it goes on."},
    "zh": {"left": "好，就到这里。", "on": "是，继续",
           "ask": "{reason}请说明用途，或回答“是”，就继续。"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Meant:
    """The question that a turn stands for; `sure` where the policy asked and is answered."""

    said: str
    sure: bool = False
    left: bool = False


def with_policy(reply: Answered, judging: Judging) -> Answered:
    """Return what answers turns as `reply` does, and only those that the policy lets pass.

    A turn that is refused is answered by the reason, one that is asked about by the question; what
    a model wrote and the floor forbids is withheld. Each is a turn like others, and kept.
    """

    def answered(saying: Saying, said: str, talk: Talk) -> Iterator[Progress]:
        last = talk.path[-1] if talk.path else None
        meant = _meant(said, last)
        before = last.question if last is not None else ""
        decision = judging.decide(meant.said, saying.owner, before=before)
        turn = _Turn(saying, said, meant.said, judging)
        if meant.left:
            yield from turn.left()
        elif decision.action == "refuse" or (decision.action == "ask" and not meant.sure):
            yield from turn.stopped(decision)
        else:
            yield from turn.watched(decision, reply(saying, meant.said, talk))

    return answered


def stopped(answer: Answer) -> bool:
    """Say whether the policy left a turn without an answer: it costs nothing then."""
    return answer.decided is not None and answer.need == "stopped"


def _meant(said: str, last: Answer | None) -> _Meant:
    decided = last.decided if last is not None and stopped(last) else None
    if last is None or decided is None or decided.action != "ask":
        return _Meant(said)
    if _NO.fullmatch(said.strip()):
        return _Meant(last.question, left=True)
    return _Meant(last.question, sure=True) if agrees(said) else _Meant(said)


@dataclass(frozen=True, slots=True)
class _Turn:
    saying: Saying
    said: str
    question: str
    judging: Judging

    def stopped(self, decision: Decision) -> Iterator[Progress]:
        """Answer with the reason, or with what is asked first."""
        self.judging.note(decision, self.saying.owner, "chat")
        says, reason = _SAYS[lang_of(self.question)], decision.reason
        line = says["ask"].format(reason=reason) if decision.action == "ask" else reason
        follow = (says["on"],) if decision.action == "ask" else ()
        yield from self._line(line, decision, follow)

    def left(self) -> Iterator[Progress]:
        """Answer that the question is left."""
        yield from self._line(_SAYS[lang_of(self.question)]["left"], None, ())

    def watched(self, decision: Decision, events: Iterator[Progress]) -> Iterator[Progress]:
        """Pass an answer on; where the floor forbids what was written, the reason stands for it."""
        watch = Watch(self.judging, self.saying.owner)
        for event in events:
            stop = watch.take(event)
            if stop is not None:
                close: Callable[[], None] | None = getattr(events, "close", None)
                if close is not None:
                    close()
                self.judging.note(stop, self.saying.owner, "chat: written")
                *_, last = self._line(stop.reason, stop, ())
                yield last
                return
            if isinstance(event, Finished):
                yield Finished(labelled(event.answer, decision))
            else:
                yield event

    def _line(
        self, line: str, decision: Decision | None, follow: tuple[str, ...]
    ) -> Iterator[Progress]:
        now = self.saying.now or datetime.now(UTC)
        zone = self.saying.timezone or "UTC"
        plan = assistant.plan(self.question, now=now, timezone=zone)
        sentence = Sentence(line, (), "quoted", frame=True)
        by = source_of(decision, lang_of(self.question)) if decision is not None else ""
        note = f"{decision.action}: {decision.category}" if decision is not None else "left"
        yield Planned(plan)
        yield Gathered((), ())
        yield Said(sentence)
        yield Finished(
            Answer(
                question=self.question, lang=plan.lang, sentences=(sentence,), evidence=(),
                steps=(Step("policy", 0, (), 0.0, note),), plan=plan, as_of=now,
                notes=(by,) if by else (), need="stopped", followups=follow,
                asked=self.said if self.said != self.question else "", decided=decision,
            )
        )  # fmt: skip
