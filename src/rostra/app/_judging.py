"""The policy on what is asked and on what a model writes: one place, whichever door it came by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rostra import assistant
from rostra.assistant import Answer, Finished, Said, Sentence, Typed
from rostra.errors import PolicyRefused
from rostra.policy import Decision, Request, current_policy, decide

if TYPE_CHECKING:
    from rostra.records import Engine
    from rostra.settings import Settings

WRITTEN = frozenset({"own", "supported", "partly", "unsupported", "unchecked"})
"""Sentences that a model worded; what is quoted is a post's, and judged where it is asked for."""
EVERY, WINDOW = 800, 1500
"""Characters after which what was written is judged again, and how many of them at once."""
LEAN = 120
"""Characters of a turn that may go on with the one before it, by a word that points back."""
_POINTS = frozenset("it that this them those these one".split())
_POINTS_ZH = ("它", "这", "那")
_SAYS = {
    "en": {"floor": "This holds whatever the policy says.", "version": "Policy, version {version}",
           "shipped": "The policy as shipped", "sure": "Say what it is for, or yes, to go on."},
    "zh": {"floor": "无论政策怎么写都是如此。", "version": "内容政策第 {version} 版",
           "shipped": "随附的内容政策", "sure": "说明用途，或回答“是”，就继续。"},
}  # fmt: skip
_YES = re.compile(
    r"(?:yes|yeah|yep|sure|ok(?:ay)?|please(?: do)?|go ahead|go on|yes,? (?:please|go on|i am)"
    r"|好的?|是的?|继续|可以|行|对|确定|是，继续)[.!。！ ]*",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\s*(?:it['’]?s for|it is for|this is for|for (?:my|a|an|the|our|work|school|research)\b"
    r"|because|i(?:['’]m| am) (?:a|an|writing|working|doing)\b|as (?:a|an)\b|my purpose"
    r"|我是|我在|为了|用于|用来|因为|目的是|这是为|做研究|写论文)",
    re.IGNORECASE,
)
_T = TypeVar("_T")


class Judging:
    """Judges questions and texts by the policy in effect.

    `note(whose, what, of, told)` writes into the audit log; of what was asked it holds nothing.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        records: Engine,
        note: Callable[[str, str, str, str], None],
    ) -> None:
        self._settings = settings
        self._records = records
        self._note = note

    def decide(self, said: str, owner: str = "", *, before: str = "") -> Decision:
        """Decide on what an owner asks; `before` is what they asked in the turn before.

        A short turn that points back is looked at together with the one before it, by the floor
        alone.
        """
        lang = lang_of(said or before)
        told = self._decide("ask", said, lang, owner)
        if before and told.action != "refuse" and _leans(said):
            joined = self._decide("ask", f"{before}\n{said}", lang, owner)
            if joined.floor:
                return joined
        return told

    def held(
        self, said: str, owner: str = "", *, sure: bool = False, of: str = "", before: str = ""
    ) -> Decision:
        """Return what holds for a question that may be answered.

        `sure` answers beforehand a policy that asks first; `of` names what is asked for. Raises
        PolicyRefused, which is noted.
        """
        decision = self.decide(said, owner, before=before)
        if decision.action == "refuse" or (decision.action == "ask" and not sure):
            self.note(decision, owner, of)
            raise refused(decision, lang_of(said))
        return decision

    def sure_of(self, said: str, asked: str, told: str, owner: str) -> bool:
        """Say whether a turn lets go on what the policy asked about in the one before.

        `asked` and `told` are that turn, as its caller tells it.
        """
        if not asked or not agrees(said):
            return False
        decision = self.decide(asked, owner)
        return decision.action == "ask" and bool(decision.reason) and decision.reason in told

    def note(self, decision: Decision, owner: str, of: str = "") -> None:
        """Write into the audit log that something was refused or asked about."""
        what = {"refuse": "policy refused", "ask": "policy asked"}[decision.action]
        by = "floor" if decision.floor else f"version {decision.version}, {decision.sha256[:12]}"
        self._note(owner, what, of or "question", f"{decision.category}; {by}")

    def written(self, text: str, owner: str = "") -> Decision | None:
        """Return what forbids a text that was written here, None where nothing does."""
        told = self._decide("text", text, lang_of(text), owner)
        return told if told.action == "refuse" else None

    def let_out(self, sentences: Iterable[Sentence], owner: str = "", *, of: str = "") -> None:
        """Raise PolicyRefused where what a model worded among some sentences is withheld."""
        texts = (sentence.text for sentence in sentences if worded(sentence))
        self.let_out_text("\n".join(texts), owner, of=of)

    def let_out_text(self, text: str, owner: str = "", *, of: str = "") -> None:
        """Raise PolicyRefused where a text that was written here is withheld."""
        for start in range(0, len(text), WINDOW):
            stop = self.written(text[max(0, start - EVERY) : start + WINDOW], owner)
            if stop is not None:
                self.note(stop, owner, f"{of or 'question'}: written")
                raise refused(stop, lang_of(stop.reason))

    def told(
        self, decision: Decision, events: Iterable[_T], owner: str = "", *, of: str = ""
    ) -> Iterator[_T]:
        """Pass the events of an answer on, with the decision in it.

        Raises PolicyRefused where what a model wrote is withheld.
        """
        watch = Watch(self, owner)
        for event in events:
            stop = watch.take(event)
            if stop is not None:
                self.note(stop, owner, f"{of or 'question'}: written")
                raise refused(stop, lang_of(stop.reason))
            if isinstance(event, Finished):
                yield Finished(labelled(event.answer, decision))  # type: ignore[misc]
            else:
                yield event

    def watch(self, owner: str = "", *, of: str = "question") -> Watch:
        """Return what judges a text as it is written."""
        return Watch(self, owner, of)

    def _decide(self, kind: str, text: str, lang: str, owner: str) -> Decision:
        policy = current_policy(self._folder)
        role = plan = ""
        if any(category.exemptions for category in policy.categories):
            role, plan = self._standing(owner)
        return decide(policy, Request(kind, text, lang, role, plan))  # type: ignore[arg-type]

    def _standing(self, owner: str) -> tuple[str, str]:
        """Return role and plan of a person; the one at this machine is its administrator."""
        from rostra.records import person_with

        if not owner:
            return "admin", ""
        person = person_with(self._records, owner)
        return (person.role, person.plan) if person is not None else ("", "")

    @property
    def _folder(self) -> Path:
        return self._settings().data / "policy"


class Watch:
    """What a model writes, judged as it comes."""

    def __init__(self, judging: Judging, owner: str, of: str = "question") -> None:
        self._judging = judging
        self._of = of
        self._owner = owner
        self._text = ""
        self._typed = False
        self._judged = 0

    def take(self, event: object) -> Decision | None:
        """Take an event; return what forbids the text so far, None where nothing does."""
        if isinstance(event, Typed):
            self._typed = True
            return self.add(event.piece)
        if isinstance(event, Said):
            typed, self._typed = self._typed, False
            if not typed and worded(event.sentence):
                return self.add(event.sentence.text + "\n")
        if isinstance(event, Finished):
            if not self._text:
                self._text = "\n".join(s.text for s in event.answer.sentences if worded(s))
            return self.end()
        return None

    def add(self, piece: str) -> Decision | None:
        """Take a piece of text."""
        self._text += piece
        return self.end() if len(self._text) - self._judged >= EVERY else None

    def hold(self, piece: str, *, last: bool = False) -> None:
        """Take a piece; raise PolicyRefused where what was written so far is withheld."""
        stop = self.add(piece) or (self.end() if last else None)
        if stop is not None:
            self._judging.note(stop, self._owner, f"{self._of}: written")
            raise refused(stop, lang_of(stop.reason))

    def end(self) -> Decision | None:
        """Judge what was not judged yet, with what stands before it."""
        if len(self._text) == self._judged:
            return None
        start = max(0, self._judged - (WINDOW - EVERY))
        self._judged = len(self._text)
        return self._judging.written(self._text[start:], self._owner)


def agrees(said: str) -> bool:
    """Say whether a turn says yes, or what something is for."""
    return bool(_YES.fullmatch(said.strip()) or _PURPOSE.match(said))


def worded(sentence: Sentence) -> bool:
    """Say whether a model worded a sentence."""
    return sentence.verdict in WRITTEN and not sentence.frame


def labelled(answer: Answer, decision: Decision) -> Answer:
    """Return an answer with what the policy decided, where it did; no joke stands beside that."""
    return replace(answer, decided=decision, remarks=()) if decision.category else answer


def refused(decision: Decision, lang: str) -> PolicyRefused:
    """Return the error that tells a decision."""
    said = f"{decision.reason} ({source_of(decision, lang)})"
    return PolicyRefused(
        said, action=decision.action, category=decision.category, version=decision.version
    )


def source_of(decision: Decision, lang: str) -> str:
    """Say in a few words what decided: the floor, or which version of the policy."""
    says = _SAYS[lang]
    by = says["version"].format(version=decision.version) if decision.version else says["shipped"]
    more = says["floor"] if decision.floor else says["sure"] if decision.action == "ask" else ""
    return f"{by}. {more}".rstrip() if lang == "en" else f"{by}。{more}".rstrip("。")


def lang_of(said: str) -> str:
    """Return the language in which a decision is told, en or zh."""
    return "zh" if assistant.tongue_of(said[:200]).startswith("zh") else "en"


def _leans(said: str) -> bool:
    short = len(said) <= LEAN
    words = set(said.lower().replace("?", " ").replace(".", " ").split())
    return short and (bool(words & _POINTS) or any(word in said for word in _POINTS_ZH))
