"""An answer as a page shows it: its sentences in groups, its cards with what rests on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from rostra.assistant import reports, sides
from rostra.web._markdown import render
from rostra.web._words import catalog

if TYPE_CHECKING:
    from datetime import datetime

    from markupsafe import Markup

    from rostra.assistant import Answer, Evidence, Sentence
    from rostra.posts import Post
    from rostra.tools import Call

Kind = Literal["flow", "quote", "own", "difference", "line"]
Standing = Literal["", "stands", "edited", "deleted", "gone"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sentence with its number in the answer, from 1; `html` where it is Markdown."""

    number: int
    sentence: Sentence
    kind: Kind
    html: Markup | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that are shown as one paragraph."""

    kind: Kind
    sentences: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a post's text; `sentences` are those that quote it."""

    text: str
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A post as a card: its text in parts, the sentences that rest on it, how it fares."""

    number: int
    post: Post
    parts: tuple[Part, ...]
    sentences: tuple[int, ...] = ()
    standing: Standing = ""


def numbered(sentence: Sentence, number: int) -> Numbered:
    """Give a sentence its number and the way it is shown."""
    kind = _kind(sentence)
    html = render(sentence.text) if kind == "own" else None
    return Numbered(number, sentence, kind, html)


def groups(sentences: Sequence[Sentence]) -> tuple[Group, ...]:
    """Put sentences together that are read as one paragraph; a model's blocks as one text."""
    made: list[Group] = []
    for number, sentence in enumerate(sentences, start=1):
        kind = _kind(sentence)
        one = Numbered(number, sentence, kind)
        if made and made[-1].kind == kind and kind in ("flow", "own"):
            made[-1] = Group(kind, (*made[-1].sentences, one))
        else:
            made.append(Group(kind, (one,)))
    return tuple(_whole(group) for group in made)


def _whole(group: Group) -> Group:
    """Render blocks of Markdown together: lists and tables may reach over several."""
    if group.kind != "own":
        return group
    text = "\n\n".join(one.sentence.text for one in group.sentences)
    first = group.sentences[0]
    return Group("own", (Numbered(first.number, first.sentence, "own", render(text)),))


def _kind(sentence: Sentence) -> Kind:
    if sentence.verdict == "own":
        return "difference" if sentence.frame else "own"
    if sentence.frame:
        return "quote" if sentence.citations else "line"
    return "flow"


def cards(
    evidence: Iterable[Evidence],
    sentences: Sequence[Sentence] = (),
    fares: Mapping[int, Standing] | None = None,
) -> tuple[Card, ...]:
    """Return the posts of an answer as cards; `fares` says how posts fare today, by number."""
    return tuple(_card(item, sentences, (fares or {}).get(item.number, "")) for item in evidence)


def _card(item: Evidence, sentences: Sequence[Sentence], fares: Standing) -> Card:
    post = item.post
    kept: Standing = next((s for s in ("deleted", "edited") if s in post.labels), "")
    standing = fares or kept
    resting = []
    spans: list[tuple[int, int, int]] = []
    for number, sentence in enumerate(sentences, start=1):
        for citation in sentence.citations:
            if citation.number == item.number:
                resting.append(number)
                start, end = citation.start, citation.end
                if 0 <= start < end and post.text[start:end] == citation.quote:
                    spans.append((start, end, number))
    unique = tuple(dict.fromkeys(resting))
    return Card(item.number, post, _parts(post.text, spans), unique, standing)


def _parts(text: str, spans: Sequence[tuple[int, int, int]]) -> tuple[Part, ...]:
    """Cut a text at the ends of all spans."""
    ends = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    made = []
    for begin, end in pairwise(ends):
        held = tuple(number for a, b, number in spans if a <= begin and end <= b)
        made.append(Part(text[begin:end], tuple(dict.fromkeys(held))))
    return tuple(made)


def shown(answer: Answer, fares: Mapping[int, Standing] | None = None) -> dict[str, Any]:
    """Return all that the template of an answer needs of it; `fares` as in `cards`."""
    # News and recommendations are of many things: nobody is for or against them, none is first.
    one_story = answer.plan.kind not in ("news", "recommend")
    posts = [item.post for item in answer.evidence if not reports(item.post)]
    said = sides(posts) if one_story else {}
    return {
        "answer": answer,
        "groups": groups(answer.sentences),
        "cards": cards(answer.evidence, answer.sentences, fares),
        "calls": [(call, arguments(call)) for call in answer.calls],
        "sides": {mood: posts for mood, posts in said.items() if posts},
        "strip": _strip(answer) if one_story else [],
        "reasons": _counted(answer),
        "cited": [
            (number, _short(s.text))
            for number, s in enumerate(answer.sentences, start=1)
            if s.citations and s.text
        ],
        "cost": sum(one.cost for one in answer.used),
        "own_key": any(one.own_key for one in answer.used),
        "seconds": sum(step.seconds for step in answer.steps),
        "words": catalog(),
    }


def arguments(call: Call) -> str:
    """Write what a tool was called with."""
    return json.dumps(dict(call.arguments), ensure_ascii=False, indent=1, default=str)


def _strip(answer: Answer) -> list[tuple[datetime, int, str, int]]:
    """Order the posts by when they were first seen: time, number, who, what corrects it."""
    by_number = {item.number: item.post for item in answer.evidence}
    if answer.timeline:
        told = [(h.at, h.number, h.corrected_by) for h in answer.timeline if h.number in by_number]
    else:
        cited = {c.number for s in answer.sentences for c in s.citations} & set(by_number)
        told = sorted((by_number[number].created, number, 0) for number in cited)
    return [
        (at, number, by_number[number].author.handle or by_number[number].author.name, corrected)
        for at, number, corrected in told
    ]


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89] + "…"


def _counted(answer: Answer) -> list[tuple[str, str, int, list[str]]]:
    """Count the posts that were left out, by stage and reason, with the first few of each."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in answer.left_out:
        words = one.words
        if one.reason.startswith(("repeats", "superseded")):  # each names another post
            words = words.replace(one.reason.rpartition(" ")[2], "…")
        found.setdefault((one.stage, words), []).append(one.post_id)
    return [(stage, words, len(ids), ids[:5]) for (stage, words), ids in found.items()]
