"""What may be asked of a running Rostra, and what it tells about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from rostra.assistant import Answer, Ruling, Sentence, Trial, Verdict
from rostra.feeds import SourceState


@dataclass(frozen=True, slots=True)
class Asking:
    """A question and how to answer it; every field left empty means "as the settings say".

    `lang` and `networks` narrow the posts; `model` is a role or alias, or `none` to answer by
    quoting. `sample` chooses the bundled sample feed (None: the sample only while there is no
    live post). `now` is the moment the question is asked as of. `tools` True lets the model choose
    tools where the rules see no need, False uses none (None: the rules alone decide).
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


@dataclass(frozen=True, slots=True)
class Translating:
    """A post to translate, by its id or address; `to` is en, zh or zh-hant ("": the other one)."""

    post: str
    to: str = ""
    model: str = ""


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
class KeptAnswer:
    """A kept answer in a line; `cites` are posts."""

    id: str
    asked_at: datetime
    question: str
    lang: str
    model: str
    cites: int


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
    """A kept answer, its posts as they fare now, and the sentences that were checked again."""

    id: str
    asked_at: datetime
    answer: Answer
    posts: tuple[CitedPost, ...]
    rechecked: tuple[Rechecked, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """A reader says that sentence `sentence` (from 1) of an answer cites its posts wrongly."""

    answer_id: str
    sentence: int
    note: str = ""


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
