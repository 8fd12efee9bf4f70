"""Read a `.story` file: posts, edits, facts, questions and altered claims, one a line.

The grammar, which `docs/sample.md` explains with examples:

    story SLUG                      zh: TITLE                     en: TITLE
    [key] WHEN WHO KIND [OPTION…] | TEXT
    edit KEY +MINUTES | TEXT        delete KEY +MINUTES
    F1[!] by=KEYS [super=F2] [rumour] | ZH | EN
    Q LANG facts=F1,F2 [not=F3] [see=KEYS] [about=WORD] [home=GROUP] | TEXT
    Q LANG none|nothing [see=KEYS] [about=WORD] [home=GROUP] | TEXT
    A LANG true|false KEYS [CHANGE] | SENTENCE

WHEN is `DAY/HH:MM` (day 0 is the last one) or `+MINUTES` after the line before. WHO is
`@handle` of the cast, or a language (`zh`, `zht`, `en`, `mix`, `ja`, `es`) for anybody who
writes it, with `.a` behind it for the same anybody throughout the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "news": "news",
    "seen": "first-hand",
    "rumour": "rumour",
    "correction": "correction",
    "joke": "joke",
    "satire": "satire",
    "ad": "ad",
    "spam": "spam",
    "for": "opinion",
    "against": "opinion",
    "mixed": "opinion",
    "question": "question",
    "talk": "talk",
    "noise": "noise",
}
STANCES = frozenset({"for", "against", "mixed"})
MINUTES_A_DAY = 1440

_MEDIA = re.compile(r"\s*\[(image|video|audio|link): ([^\]]*)\]")
_KEY = re.compile(r"^[a-z]+\d+$")


@dataclass(frozen=True, slots=True)
class Line:
    """One post as written: `minute` counts from the start of the day two days back."""

    key: str
    minute: int
    who: str
    kind: str
    text: str
    stance: str = ""
    reply_to: str = ""
    quotes: str = ""
    likes: int = -1
    reposts: int = 0
    copies: int = 0
    network: str = ""
    labels: tuple[str, ...] = ()
    media: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """An edit (with its new text) or a deletion (`text` None) of a post."""

    key: str
    minute: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a story tells, in both languages, with the posts that support it."""

    name: str
    zh: str
    en: str
    by: tuple[str, ...]
    event: bool = False
    superseded_by: str = ""
    rumour: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the facts its answer must hold; `needs` is posts, or nothing at all."""

    lang: str
    text: str
    facts: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    about: str = ""
    home: str = ""
    needs: str = "posts"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that its posts do, or do not, support; `change` names what was altered."""

    lang: str
    text: str
    posts: tuple[str, ...]
    supported: bool
    change: str = ""


@dataclass(slots=True)
class Story:
    """A storyline as its file has it."""

    slug: str = ""
    zh: str = ""
    en: str = ""
    lines: list[Line] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """Parse one file; a line that breaks the grammar raises ValueError naming file and line."""
    story = Story()
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("# "):
            continue
        try:
            _read_line(story, line)
        except (ValueError, KeyError, IndexError) as error:
            raise ValueError(f"{path.name}:{number}: {error!r} in: {line[:80]}") from error
    return story


def _read_line(story: Story, line: str) -> None:
    head, _, body = line.partition(" | ")
    words = head.split()
    first = words[0]
    if first == "story":
        story.slug = words[1]
    elif first in {"zh:", "en:"}:
        setattr(story, first[:2], line[3:].strip())
    elif first in {"edit", "delete"}:
        base = next(post for post in story.lines if post.key == words[1])
        text = _newlines(body) if first == "edit" else None
        story.turns.append(Turn(words[1], base.minute + int(words[2]), text))
    elif re.fullmatch(r"F\d+!?", first):
        story.facts.append(_fact(words, body))
    elif first == "Q":
        story.questions.append(_question(words, body))
    elif first == "A":
        story.claims.append(_claim(words, body))
    else:
        story.lines.append(_post(story, words, body))


def _newlines(text: str) -> str:
    return text.strip().replace("\\n", "\n")


def _post(story: Story, words: list[str], body: str) -> Line:
    key = words.pop(0) if _KEY.match(words[0]) else f"c{len(story.lines) + 1:03d}"
    when, who, kind, *options = words
    before = story.lines[-1] if story.lines else None
    if not body.strip():
        raise ValueError("a post without text")
    if any(post.key == key for post in story.lines):
        raise ValueError(f"the key {key} is taken")
    media = tuple((kind_, alt) for kind_, alt in _MEDIA.findall(body))
    return Line(
        key=key,
        minute=_minute(when, before.minute if before else 0),
        who=who,
        kind=KINDS[kind],
        text=_newlines(_MEDIA.sub("", body)),
        stance=kind if kind in STANCES else "",
        media=media,
        **_options(options, before.key if before else ""),
    )


def _minute(when: str, before: int) -> int:
    if when.startswith("+"):
        return before + int(when[1:])
    day, clock = when.split("/")
    hour, minute = clock.split(":")
    return (int(day) + 2) * MINUTES_A_DAY + int(hour) * 60 + int(minute)


def _options(options: list[str], before: str) -> dict[str, object]:
    found: dict[str, object] = {}
    labels: list[str] = []
    for option in options:
        mark, rest = option[0], option[1:]
        if mark == ">":
            found["reply_to"] = rest or before
        elif mark == "^":
            found["quotes"] = rest or before
        elif mark == "*":
            found["likes"] = int(rest)
        elif mark == "x":
            found["reposts"] = int(rest)
        elif mark == "~":
            found["copies"] = int(rest)
        elif option.startswith("net="):
            found["network"] = option[4:]
        elif option.startswith("label="):
            labels.append(option[6:])
        else:
            raise ValueError(f"unknown option {option}")
    return {**found, "labels": tuple(labels)}


def _pairs(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


def _fact(words: list[str], body: str) -> Fact:
    zh, en = (part.strip() for part in body.split(" | "))
    named = _pairs(words)
    return Fact(
        name=words[0].rstrip("!"),
        zh=zh,
        en=en,
        by=_list(named["by"]),
        event=words[0].endswith("!"),
        superseded_by=named.get("super", ""),
        rumour="rumour" in words,
    )


def _question(words: list[str], body: str) -> Question:
    named = _pairs(words)
    if ("facts" in named) == bool({"none", "nothing"} & set(words)):
        raise ValueError("a question has facts=, or says none or nothing")
    return Question(
        lang=words[1],
        text=body.strip(),
        facts=_list(named.get("facts", "")),
        must_not=_list(named.get("not", "")),
        see=_list(named.get("see", "")),
        about=named.get("about", ""),
        home=named.get("home", ""),
        needs="nothing" if "nothing" in words else "posts",
    )


def _claim(words: list[str], body: str) -> Claim:
    supported = {"true": True, "false": False}[words[2]]
    change = words[4] if len(words) > 4 else ""
    if supported == bool(change):
        raise ValueError("a false claim names its change, a true one none")
    return Claim(words[1], body.strip(), _list(words[3]), supported, change)
