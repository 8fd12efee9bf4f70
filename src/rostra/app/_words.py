"""What may be asked of a running Rostra, and what it tells about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from rostra.app._eye_words import Shown
from rostra.assistant import Answer, Ruling, Sentence, Trial, Verdict
from rostra.feeds import SourceState


@dataclass(frozen=True, slots=True)
class Asking:
    """A question and how to answer it; every field left empty means "as the settings say".

    `lang` and `networks` narrow the posts; `model` is a role or alias, or `none` to answer by
    quoting. `sample` chooses the bundled sample feed (None: the sample only while there is no
    live post). `now` is the moment the question is asked as of. `tools` True lets the model choose
    tools where the rules see no need, False uses none (None: the rules alone decide).
    `images` are pictures the question is about. `owner` is whose the answer is
    ("" = this machine's). `sure` answers beforehand a policy that asks first.
    """

    question: str
    lang: str = ""
    timezone: str = ""
    networks: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    model: str = ""
    sample: bool | None = None
    now: datetime | None = None
    tools: bool | None = None
    images: tuple[Shown, ...] = ()
    owner: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Delving:
    """A long question; `resume` is the id of one that was kept, which then goes on instead."""

    asking: Asking
    resume: str = ""


@dataclass(frozen=True, slots=True)
class KeptInquiry:
    """A long question that is kept, and how many of its sub-questions are answered."""

    id: str
    asked_at: datetime
    question: str
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class PromptState:
    """A prompt that is shipped or the operator's, and whether models are asked with it.

    `against` names the shipped one an operator's stands for; `problem` says why it is not in use.
    """

    name: str
    lang: str
    origin: Literal["shipped", "operator"]
    version: int
    sha256: str
    in_use: bool
    against: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PromptCheck:
    """Prompts to check ("" = all of them), and by which model (a role, or `none`)."""

    name: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class PromptTried:
    """A prompt with what it was tried on."""

    name: str
    lang: str
    origin: Literal["shipped", "operator"]
    passed: bool
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True)
class PromptsTried:
    """The prompts that were checked; `note` says why no model took part ("" = one did)."""

    prompts: tuple[PromptTried, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ToolRun:
    """A call of a tool by hand; `arguments` is a JSON object as text."""

    name: str
    arguments: str = "{}"


@dataclass(frozen=True, slots=True)
class ToolAbout:
    """A tool as it is listed; `problem` says why it cannot be used here ("" = it can)."""

    name: str
    about: dict[str, str]
    parameters: dict[str, Any]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """A ruling on a claim, in sentences too; `changed` says what is new since it was last asked."""

    ruling: Ruling
    sentences: tuple[Sentence, ...]
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """A kept verdict on a claim, and how many posts stood for and against it."""

    claim: str
    asked_at: datetime
    standing: str
    confidence: float
    speak_for: int
    speak_against: int


@dataclass(frozen=True, slots=True)
class Naming:
    """A post to be explained, by its id or address; `tongue` is zh or en ("": the post's own).

    `thread` asks for the thread it stands in.
    """

    post: str
    tongue: str = ""
    timezone: str = ""
    now: datetime | None = None
    thread: bool = False


@dataclass(frozen=True, slots=True)
class Digesting:
    """A wish for a digest; every field left empty means "as the settings say".

    `subject` is `now`, `today` or a topic ("" = the last 24 hours), `tongue` the language it is
    written in. The rest is as in `Asking`.
    """

    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    authors: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    lang: str = ""
    tongue: str = ""
    fun: bool = False
    stories: int = 7
    timezone: str = ""
    model: str = ""
    sample: bool | None = None
    now: datetime | None = None
    seed: int | None = None
    owner: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Translating:
    """A post to translate, by its id or address; `to` is en, zh or zh-hant ("": the other one)."""

    post: str
    to: str = ""
    model: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The newest posts of one author (an id or a handle)."""

    author: str
    limit: int = 30


@dataclass(frozen=True, slots=True)
class Intake:
    """Changes to store, one JSON object a line; `source` is for posts that name none.

    `first` is the number of the first line in its file.
    """

    lines: str
    source: str
    first: int = 1


@dataclass(frozen=True, slots=True)
class ModelState:
    """A role: which model fills it, where it answers, and what is wrong with it ("" = nothing)."""

    role: str
    model: str
    place: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How Rostra fares. Sizes are bytes; `sample` counts posts of the bundled sample feed."""

    version: str
    pid: int
    verb: str
    started: str
    address: str
    folder: str
    settings: str
    store: str
    posts: int
    sample: int
    disk: int
    feeds: tuple[SourceState, ...]
    models: tuple[ModelState, ...]
    notes: tuple[str, ...] = ()


Standing = Literal["stands", "edited", "deleted", "gone"]
"""How a cited post fares: as it was, with newer text, deleted, no longer in the store."""


@dataclass(frozen=True, slots=True)
class AnswersAsked:
    """An owner's newest kept answers; "" is the person at this machine."""

    owner: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class AnswerNamed:
    """A kept answer of an owner; one of another owner is as if unknown."""

    id: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ThingsAsked:
    """An owner's newest digests, saved digests, watches, alerts, marks or long questions."""

    owner: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class ThingNamed:
    """One of them by its name or id; one of another owner is as if unknown."""

    name: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A kept answer in a line; `cites` are posts, `chat` that in which it was told ("": none)."""

    id: str
    asked_at: datetime
    question: str
    lang: str
    model: str
    cites: int
    chat: str = ""


@dataclass(frozen=True, slots=True)
class CitedPost:
    """A post of a kept answer, by its number there, and how it fares now."""

    number: int
    post_id: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A sentence (from 1) that rests on a post with newer text, checked against that text."""

    sentence: int
    verdict: Verdict
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """A kept answer, its posts as they fare now, and the sentences that were checked again.

    `chat` is that in which it was told, "" where it was told in none.
    """

    id: str
    asked_at: datetime
    answer: Answer
    posts: tuple[CitedPost, ...]
    rechecked: tuple[Rechecked, ...]
    chat: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """A reader says that sentence `sentence` (from 1) of an answer cites its posts wrongly."""

    answer_id: str
    sentence: int
    note: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A kept mark: post `post_id` does not say `text`, sentence `sentence` of an answer."""

    id: str
    marked_at: datetime
    answer_id: str
    sentence: int
    text: str
    note: str
    post_id: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A turn of a conversation, and how to answer it.

    `chat` is its id ("" begins one); `parent` the message it follows (None: the last one; "":
    it begins a branch of its own). `again` answers the question `parent` names once more, with
    another answer beside the first. The rest is as in `Asking`; `mode`, `length`, `tone`,
    `language`, `wishes` and `style` (regular or fun: asides beside the same answers) stay with the
    chat once given. `earlier` are pictures of turns before
    this one, which the chat itself brings.
    """

    said: str = ""
    chat: str = ""
    parent: str | None = None
    again: bool = False
    mode: str = ""
    length: str = ""
    tone: str = ""
    language: str = ""
    wishes: str = ""
    model: str = ""
    timezone: str = ""
    sample: bool | None = None
    now: datetime | None = None
    owner: str = ""
    images: tuple[Shown, ...] = ()
    earlier: tuple[Shown, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """First event of a turn: the chat, the stored question, and where its answer will stand."""

    chat: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A chat in a list."""

    id: str
    title: str
    created: datetime
    touched: datetime
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message of a chat; `answer` is None for a question and for an answer that never came.

    `state` is asked, answering, done, partial or failed; an answering one whose process died
    stays so.
    """

    id: str
    parent: str
    role: str
    created: datetime
    state: str
    text: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole chat with all its branches; `head` is the message the next turn follows."""

    id: str
    title: str
    created: datetime
    head: str
    messages: tuple[ChatMessage, ...]
    pinned: bool = False
    ways: Mapping[str, str] = field(default_factory=dict)

    def branch(self, head: str = "") -> tuple[ChatMessage, ...]:
        """Return the messages that lead to one (default: the newest), oldest first."""
        known = {message.id: message for message in self.messages}
        path: list[ChatMessage] = []
        at = known.get(head or self.head)
        while at is not None and at not in path:
            path.append(at)
            at = known.get(at.parent)
        return tuple(reversed(path))


@dataclass(frozen=True, slots=True)
class ChatSearch:
    """Which chats to list: those that hold all of the words, or the newest.

    `before` goes on with the list: chats not pinned that were touched before then.
    """

    words: str = ""
    owner: str = ""
    limit: int = 50
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChatFound:
    """A message that holds the words that were searched for."""

    chat: str
    title: str
    message: str
    role: str
    created: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ChatChange:
    """What changes about a chat; None leaves a thing as it is."""

    id: str
    title: str | None = None
    pinned: bool | None = None
    head: str | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ChatNamed:
    """A chat by its id, or by a beginning of it that no other has."""

    id: str
    owner: str = ""


def asked_by(asked: ThingsAsked | int) -> ThingsAsked:
    """Read a plain number as so many things of this machine's own."""
    return ThingsAsked(limit=asked) if isinstance(asked, int) else asked


def named_by(named: ThingNamed | str) -> ThingNamed:
    """Read a plain name as that of a thing of this machine's own."""
    return ThingNamed(named) if isinstance(named, str) else named
