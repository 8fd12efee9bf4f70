"""The stages of an answer, each with its noun: Plan, Evidence, Draft, Answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Literal, TypeAlias

from rostra.assistant._prompts import Prompts, prompt
from rostra.models import Model, Used
from rostra.policy import Decision
from rostra.posts import Embed, Found, Post, Query, Rising
from rostra.tools import Call

Verdict = Literal["supported", "partly", "unsupported", "quoted", "own", "unchecked"]
"""`quoted` is a post's or a frame's text; `own` are a model's words that rest on nothing;
`unchecked` stands as it was written, where the desk checks nothing."""
Kind = Literal["search", "news", "recommend", "verify", "timeline", "first"]
Tongue = Literal["en", "zh", "zh-hant"]
Need = Literal[
    "posts",
    "last",
    "self",
    "greeting",
    "code",
    "maths",
    "translation",
    "writing",
    "draft",
    "general",
    "private",
    "picture",
    "nothing",
    "seen",
    "stopped",
]
"""What a turn of a conversation is answered from: posts, the last answer, the model itself …"""

RisingTerms: TypeAlias = Callable[[Query], Sequence[Rising]]
"""What is written more than before, inside the query's window and filters; best first."""

Count: TypeAlias = Callable[[Query, float], int]
"""How many posts of a query hold a share of the words of one of its wordings."""

Gloss: TypeAlias = Callable[[Sequence[str]], Sequence[tuple[str, ...]]]
"""Renderings of each word in the other language, the likeliest first; () where none is known."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A citation that a reader marked as wrong: the post does not say the sentence."""

    post_id: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A post that a stage left out: its reason, and the same in the words of the reader."""

    post_id: str
    stage: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the assistant works with: a search, and models where there are any.

    `search` is the store's; `count` tells which window to search (None: each is searched until
    enough is found); `rising` its rising terms (None: broad questions use the newest posts
    alone). `model` writes, `judge` answers yes or no with a probability (None: the cheap
    signals decide alone). `embed` gives vectors by which texts of two languages compare, `gloss`
    the question's words in the other language (None: it is asked in its own only). `per_call`
    posts go into one model call: at most three for a small model. `crosses` says
    that the model can write in another language than its posts, `chooses` that it may choose
    tools; `prompts` are those in use. `larger` is the
    desk of the model that answers where this one's is too small (None: this one always does).
    After `patience_s` seconds no further model call is begun. Without `checks`, `ask` tells what
    the model wrote with the numbers it gave: for comparing, never for readers.
    `muted` are author ids, handles and words (lower case), `mistakes` citations that readers
    marked as wrong. `clock` counts seconds for the times the steps report.
    """

    search: Callable[[Query], Found]
    count: Count | None = None
    rising: RisingTerms | None = None
    model: Model | None = None
    judge: Model | None = None
    embed: Embed | None = None
    gloss: Gloss | None = None
    per_call: int = 3
    crosses: bool = False
    chooses: bool = False
    prompts: Prompts = prompt
    larger: Desk | None = None
    patience_s: float = 8.0
    checks: bool = True
    muted: frozenset[str] = frozenset()
    mistakes: tuple[Mistake, ...] = ()
    clock: Callable[[], float] = perf_counter


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be searched for, and why.

    `lang` is the language the answer must be in ("zh" or "en"), `tongue` adds the script.
    `terms` are the content words by which relevance is judged, `renderings` what each of them
    may be in the other language, `names` those that are proper names. `since` and `until` bound
    the time the question names, `time_words` are the words
    that named it ("" = none: the window may widen). `queries` are run in order until enough
    is found; each is wider than the one before it. `known` are ids of posts that were told
    before and are not to be told again.
    """

    question: str
    lang: str
    timezone: str
    queries: tuple[Query, ...]
    notes: tuple[str, ...] = ()
    kind: Kind = "search"
    tongue: Tongue = "en"
    terms: tuple[str, ...] = ()
    renderings: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    time_words: str = ""
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage did: how many posts it kept, and each one it dropped with the reason."""

    name: str
    kept: int
    dropped: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A post the answer may rest on, under the number by which it is cited (from 1)."""

    number: int
    post: Post
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence rests on post `number`: `quote` stands at [start, end) in the stored text."""

    number: int
    post_id: str
    quote: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as it was written, before it was checked.

    `numbers` are the posts it names, `writer` the model that wrote it (a stand-in's own name).
    """

    text: str
    numbers: tuple[int, ...]
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence. `reasons` say what did not agree with the posts.

    `frame` marks words of our own around quoted posts (they claim nothing). `strength`, from 0
    to 1, ranks sentences by how well their posts bear them out; it is no probability.
    """

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    frame: bool = False
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a timeline: post `number` told it first, `at` then.

    `corrected_by` is the number of the later post that took it back, 0 while it stands.
    """

    at: datetime
    number: int
    post_id: str
    corrected_by: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture that was asked about, and what was found in it.

    `page` counts from 1 in a document, else 0. `quote` stands at `box` (left, top, right, bottom,
    in pixels of a picture of `width` × `height`), found under `label`; None: nothing was pointed
    out. `sighted` says that a model saw the picture; else only its text was read.
    """

    name: str
    sha256: str
    width: int
    height: int
    page: int = 0
    quote: str = ""
    label: str = ""
    box: tuple[float, float, float, float] | None = None
    sighted: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """An aside about a story or an answer. It states nothing: no fact, no number, no name.

    `seen` names what it was chosen for; `writer` is "" for one of our own, else the model.
    """

    text: str
    seen: str
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered question, with everything it rests on.

    `evidence` are the posts shown as cards; `model` names who wrote the sentences, "" when the
    posts were only quoted; `found` is false when nothing was found; `dropped` are sentences the
    check took out; `as_of` is the moment the question was asked. `timeline` holds the events of
    an answer that orders them, `missing` what was asked and the posts do not tell.
    `calls` are the tools that were called, with what they brought; `seed` is what the answer
    was drawn with; `left_out` are the posts that any stage left out, each with the reason in the
    question's language; `prompts` name those that a model was asked with, with version and hash;
    `sights` are the pictures it was asked about, `drawn` the ids of those that were drawn for it;
    `used` are the tokens of the models that took part, where they were counted.
    `decided` is what the policy said of it (None: nothing); where `need` is stopped, the policy
    left it unanswered. `remarks` are the asides of the fun mode, which belong to no sentence.
    """

    question: str
    lang: str
    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]
    plan: Plan
    as_of: datetime
    model: str = ""
    found: bool = True
    dropped: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    sample: bool = False
    timeline: tuple[Happening, ...] = ()
    missing: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    seed: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    prompts: tuple[str, ...] = ()
    asked: str = ""
    topic: str = ""
    need: Need = "posts"
    followups: tuple[str, ...] = ()
    draft: str = ""
    sights: tuple[Sight, ...] = ()
    drawn: tuple[str, ...] = ()
    used: tuple[Used, ...] = ()
    decided: Decision | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The sentences as one text, with [n] behind each sentence that cites."""
        own = any(s.verdict == "own" for s in self.sentences)
        joiner = "\n\n" if own else "" if self.lang == "zh" else " "
        return joiner.join(
            s.text + "".join(f"[{c.number}]" for c in s.citations) for s in self.sentences
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """First event of a streamed answer: what is being searched."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Called:
    """A tool was called, or refused."""

    call: Call


@dataclass(frozen=True, slots=True)
class Gathered:
    """The posts the answer will rest on: the cards can be shown now."""

    evidence: tuple[Evidence, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One more sentence that passed its check."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece of a model's own words as it comes; the Said behind it repeats the whole block."""

    piece: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer; always the last event."""

    answer: Answer


Progress: TypeAlias = Planned | Called | Gathered | Typed | Said | Finished
