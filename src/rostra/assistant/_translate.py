"""Translate a post sentence by sentence: by a model, and checked; else word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from rostra import text
from rostra.assistant._figures import figures
from rostra.assistant._mode_phrases import say
from rostra.assistant._noise import steers
from rostra.assistant._overlap import speaks
from rostra.assistant._prompts import noting
from rostra.assistant._sift import readable
from rostra.assistant._stream import objects
from rostra.assistant._types import Desk, Tongue, Verdict
from rostra.assistant._weigh import weigh
from rostra.errors import ModelError
from rostra.models import Options
from rostra.posts import Post
from rostra.text import draw_mark

TOKENS = 160
"""Tokens of a translated sentence at most."""
LONGEST = 600
"""Characters of a translated sentence at most."""

Way = Literal["model", "words", "script", ""]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence of a post in another language; the original stands at [start, end) of its text.

    `way` is who rendered it: a model; the dictionary, word by word; a change of script; "" where
    nobody could. `reasons` say what does not agree. `words` are the glosses of each word.
    """

    original: str
    start: int
    end: int
    text: str
    way: Way
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A post with each of its sentences in the language `to`; `notes` are in that language."""

    post: Post
    to: Tongue
    lines: tuple[Rendered, ...]
    model: str = ""
    notes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()


def translate(post: Post, desk: Desk, to: Tongue, seed: int | None = None) -> Translation:
    """Translate a post; the desk's model writes only where it crosses languages.

    Each sentence is held against its original: numbers, dates, names, denials and directions,
    both ways. What does not agree is kept and marked unsupported, what cannot be told partly. A
    sentence that speaks to the machine is given to no model.
    """
    parts = _parts(post)
    lang = "en" if to == "en" else "zh"
    if speaks(_language(post), lang):
        return _same(post, parts, to)
    used: dict[str, None] = {}
    desk = replace(desk, prompts=noting(desk.prompts, used))
    notes: list[str] = []
    told: Mapping[int, str] = {}
    writer = ""
    plain = {n: said for n, (_, _, said) in enumerate(parts, start=1) if not steers(said)}
    if len(plain) < len(parts):
        notes.append(say(to, "orders"))
    if desk.model is None or not desk.crosses:
        notes.append(say(to, "no_translator"))
    elif plain:
        told, writer, failed = _by_model(plain, desk, lang, seed)
        notes += [say(to, "translator_down", error=failed)] if failed else []
    lines = tuple(
        _checked(post, part, told[n], desk, to) if n in told else _by_words(post, part, desk, to)
        for n, part in enumerate(parts, start=1)
    )
    if any(line.way == "words" for line in lines):
        notes.append(say(to, "word_by_word"))
    if any(line.way == "" for line in lines):
        notes.append(say(to, "no_dictionary"))
    return Translation(post, to, lines, writer, tuple(notes), tuple(used))


_Part = tuple[int, int, str]
_SCRIPTS = {"zh": text.simplify, "zh-hant": text.traditional}


def _parts(post: Post) -> list[_Part]:
    spans = text.sentences(post.text)
    return [(a, b, post.text[a:b]) for a, b in spans if any(map(str.isalnum, post.text[a:b]))]


def _language(post: Post) -> str:
    known = post.lang or text.language(post.text)
    return known if known != "und" else text.language(post.text)


def _same(post: Post, parts: Sequence[_Part], to: Tongue) -> Translation:
    """Give a post that is in the language already; Chinese in the script that is asked for."""
    turned = [_SCRIPTS[to](said) if to in _SCRIPTS else said for _, _, said in parts]
    changed = any(new != said for new, (_, _, said) in zip(turned, parts, strict=True))
    way: Way = "script" if changed else ""
    lines = (
        Rendered(said, a, b, new, way, "quoted")
        for new, (a, b, said) in zip(turned, parts, strict=True)
    )
    return Translation(post, to, tuple(lines), "", (say(to, "script" if changed else "same"),))


def _by_model(
    plain: Mapping[int, str], desk: Desk, lang: str, seed: int | None
) -> tuple[Mapping[int, str], str, str]:
    """Let the model translate; return its sentences by number, its name, and how it failed."""
    assert desk.model is not None  # noqa: S101
    told: dict[int, str] = {}
    writer, numbers = desk.model.name, list(plain)
    try:
        for start in range(0, len(numbers), desk.per_call):
            group = {n: plain[n] for n in numbers[start : start + desk.per_call]}
            for found, name in _replies(group, desk, lang, seed):
                number, said = found.get("number"), found.get("text")
                if number in group and isinstance(said, str) and said.strip():
                    cleaned = " ".join(text.clean(said, limit=LONGEST).split())
                    told.setdefault(int(number), cleaned)
                    writer = name or writer
    except ModelError as error:
        return told, writer, " ".join(str(error).split())[:160]
    return told, writer, "" if told else "?"


def _replies(
    group: Mapping[int, str], desk: Desk, lang: str, seed: int | None
) -> Iterator[tuple[dict[str, Any], str]]:
    assert desk.model is not None  # noqa: S101
    sentences = "\n".join(f"[{n}] {' '.join(readable(said).split())}" for n, said in group.items())
    asked = desk.prompts("translate", lang).messages(
        mark=draw_mark([sentences], seed), sentences=sentences
    )
    options = Options(max_tokens=TOKENS * len(group) + 40, schema=_schema(group), temperature=0.0)
    writer = ""

    def pieces() -> Iterator[str]:
        nonlocal writer
        assert desk.model is not None  # noqa: S101
        for chunk in desk.model.reply(asked, options):
            writer = chunk.model or writer
            yield chunk.text

    for found in objects(pieces()):
        yield found, writer


def _schema(group: Mapping[int, str]) -> dict[str, Any]:
    sentence = {
        "type": "object",
        "properties": {
            "number": {"type": "integer", "enum": list(group)},
            "text": {"type": "string", "minLength": 1, "maxLength": LONGEST},
        },
        "required": ["number", "text"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "sentences": {"type": "array", "items": sentence, "maxItems": len(group)},
        },
        "required": ["sentences"],
        "additionalProperties": False,
    }


def _checked(post: Post, part: _Part, said: str, desk: Desk, to: Tongue) -> Rendered:
    """Hold a translated sentence against its original, and the original's figures against it."""
    start, end, original = part
    lang = "en" if to == "en" else "zh"
    source = replace(post, text=original)
    opinion = weigh(said, [source], desk)
    lost = figures(original, [replace(post, text=said, lang=lang)]).missing
    verdict, reasons = opinion.verdict, opinion.reasons
    if lost:
        figure = "; ".join(_ENDING.sub("", reason) for reason in lost)
        verdict, reasons = "unsupported", (*reasons, f"{figure} is lost in translation")
    if text.script(said) not in ("", "other") and (text.script(said) == "han") != (lang == "zh"):
        verdict, reasons = "unsupported", (*reasons, "it is in another language than asked for")
    shown = text.traditional(said) if to == "zh-hant" else said
    return Rendered(original, start, end, shown, "model", verdict, reasons)


_ENDING = re.compile(r" is not in the posts$")


def _by_words(post: Post, part: _Part, desk: Desk, to: Tongue) -> Rendered:
    """Give the dictionary's first word for each word; unknown ones stay as they are."""
    start, end, original = part
    known = {("en", True), ("zh", False)}  # the dictionary bridges these two languages only
    han = text.script(original) == "han"
    foreign = not han and not speaks(_language(post), "en")
    if desk.gloss is None or foreign or ("en" if to == "en" else "zh", han) not in known:
        return Rendered(original, start, end, "", "", "unsupported", ("nobody translates it here",))
    words = text.words(original) if han else _WORDS.findall(original)
    glosses = desk.gloss([text.simplify(word).lower() for word in words])
    turn = _SCRIPTS.get(to, str)
    given = tuple(
        (word, tuple(turn(gloss) for gloss in found))
        for word, found in zip(words, glosses, strict=True)
    )
    shown = " ".join(_shown(word, found, at) for at, (word, found) in enumerate(given))
    reason = ("word by word from a dictionary: no sentence",)
    return Rendered(original, start, end, shown, "words", "partly", reason, given)


def _shown(word: str, found: Sequence[str], at: int) -> str:
    """Put a word in the other language; what may be a name stays, its gloss behind it."""
    if not found:
        return word
    return f"{word}({found[0]})" if at and word[0].isupper() else found[0]


_WORDS = re.compile(r"\d+(?:[.,:]\d+)*%?|\w+(?:['’-]\w+)*")
