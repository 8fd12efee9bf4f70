"""Answer a question from a page: by what it tells under a name, else a model picks the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from rostra import text
from rostra.errors import ModelGarbage
from rostra.models import Model, Options, complete_json
from rostra.text import draw_mark
from rostra.vision._facts import Fact, extreme, facts_of, of_post
from rostra.vision._prompts import prompt
from rostra.vision._told import FENCE, HELD_BACK, Fence
from rostra.vision._types import Box, Found, Line, Seen

ENOUGH = 0.75
"""Share of a name's words that a question must hold to mean it."""
CLEARLY = 0.1
"""How much better than any other the best name must be held."""
LINES = 60
"""Rows that a model is shown at most: those that share most words with the question."""
ROW_CHARS = 160
_SPACE = re.compile(r"\s+")


def answer_in(
    seen: Seen | Sequence[Seen],
    question: str,
    model: Model | None = None,
    *,
    fence: Fence = FENCE,
) -> Found | None:
    """Find the answer to a question about a page or pages, and where it stands.

    By rule first: fields, cells, bars, what a post carries, the highest and lowest. Then `model`
    is shown the rows, as data between marks, and picks one; what it answers must stand in that
    row, else the row itself is the answer. Rows that `fence` holds back are not shown. Without a
    model the row that shares most words with the question, if it shares half of them. None where
    nothing answers. Raises ModelError.
    """
    pages = [seen] if isinstance(seen, Seen) else list(seen)
    found = [one for page in pages for one in _by_rule(page, question)]
    if found:
        return max(found, key=lambda one: one.sure)
    if model is None:
        return _nearest(pages, question)
    return _picked(pages, question, model, fence)


def _by_rule(seen: Seen, question: str) -> Iterator[Found]:
    for screen in seen.screens:
        told = of_post(screen, question)
        if told:
            yield Found(told[1], _place(seen, told[1], screen.box), "post", told[0], 1.0, seen.page)
    highest = extreme(seen, question)
    if highest:
        yield Found(highest.value, highest.box, highest.by, "", 0.95, seen.page)
        return
    scored = sorted(((_meant(fact, question), at, fact) for at, fact in enumerate(facts_of(seen))),
                    key=lambda each: (-each[0], each[1]))  # fmt: skip
    if not scored or scored[0][0] < ENOUGH:
        return
    score, _, best = scored[0]
    rivals = [fact for other, _, fact in scored[1:] if other > score - CLEARLY]
    if all(rival.value == best.value for rival in rivals):
        label = " / ".join(best.names)
        yield Found(best.value, best.box, best.by, label, round(min(1.0, score), 3), seen.page)


def _meant(fact: Fact, question: str) -> float:
    """How well a question names a fact, 0 to 1: the worst held of its names; longer ones first."""
    held = min(_held(name, question) for name in fact.names)
    # Of "Port" and "Port Alder", both named, the longer one is meant.
    return held + min(0.2, 0.01 * sum(map(len, fact.names))) if held else 0.0


def _held(name: str, question: str) -> float:
    bare, asked = _bare(name), _bare(question)
    if bare and bare in asked:
        return 1.0
    words = [text.stem(w) for w in text.words(name.lower())]
    there = {text.stem(w) for w in text.words(question.lower())}
    if not words:
        return 0.0
    share = sum(word in there for word in words) / len(words)
    # A letter that was misread does not hide a name.
    return max(share, 0.8 if len(bare) > 4 and _nearly(bare, asked) else 0.0)


def _nearly(bare: str, asked: str) -> bool:
    block = SequenceMatcher(None, asked, bare, autojunk=False).get_matching_blocks()
    return sum(p.size for p in block if p.size > 1) >= len(bare) - (1 if len(bare) < 10 else 2)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", text.simplify(words).lower())


def _place(seen: Seen, words: str, near: Box) -> Box:
    """Find the line that holds words, else where they were found."""
    for line in seen.lines:
        if words in line.text:
            return part_of(line, words)
    return near


def part_of(line: Line, words: str) -> Box:
    """Estimate where words stand in their line: Han letters are two Latin ones wide."""
    at = line.text.find(words)
    if at < 0 or words == line.text:
        return line.box
    widths = [2.0 if ord(letter) > 0x2E7F else 1.0 for letter in line.text]
    unit = line.box.width / sum(widths)
    left = line.box.left + unit * sum(widths[:at])
    return replace(line.box, left=left, right=left + unit * sum(widths[at : at + len(words)]))


def _rows(pages: Sequence[Seen], question: str) -> list[tuple[Seen, tuple[Line, ...]]]:
    """Choose the rows to show, in reading order."""
    rows = [(page, row) for page in pages for row in page.rows]
    if len(rows) <= LINES:
        return rows
    asked = text.grams(question)
    score = [len(asked & text.grams(_written(row))) for _, row in rows]
    best = sorted(sorted(range(len(rows)), key=lambda at: (-score[at], at))[:LINES])
    return [rows[at] for at in best]


def _written(row: Sequence[Line]) -> str:
    return "  ".join(line.text for line in row)


def _nearest(pages: Sequence[Seen], question: str) -> Found | None:
    asked = {text.stem(w) for w in text.words(question.lower())} - text.COMMON
    best: tuple[float, Found | None] = (0.0, None)
    for page in pages:
        for row in page.rows:
            there = {text.stem(w) for line in row for w in text.words(line.text.lower())}
            share = len(asked & there) / max(1, len(asked))
            if share > best[0]:
                best = share, _whole(page, row, "line", round(share, 3))
    return best[1] if best[0] >= 0.5 else None


def _whole(page: Seen, row: Sequence[Line], by: str, sure: float) -> Found:
    box = row[0].box
    for line in row[1:]:
        box = box.joined(line.box)
    return Found(" ".join(line.text for line in row), box, by, "", sure, page.page)


def _picked(
    pages: Sequence[Seen],
    question: str,
    model: Model,
    fence: Fence,
) -> Found | None:
    rows = _rows(pages, question)
    if not rows:
        return None
    written = [_written(row)[:ROW_CHARS] for _, row in rows]
    shown = [HELD_BACK if fence.steers(words) else words for words in written]
    lang = "zh" if text.script(question) == "han" else "en"
    messages = prompt(
        "pick", lang, question=" ".join(question.split())[:300],
        mark=draw_mark([*written, question], fence.seed),
        lines="\n".join(f"{n}. {words}" for n, words in enumerate(shown, 1)),
    )  # fmt: skip
    options = Options(max_tokens=120, schema=_schema(len(rows)))
    value, _ = complete_json(model, messages, options)
    at = value["line"]
    if not isinstance(at, int) or not 0 <= at <= len(rows):
        raise ModelGarbage(f"the model {model.name!r} picked line {at!r} of {len(rows)}")
    if at == 0 or shown[at - 1] == HELD_BACK:
        return None
    meant = _named(rows, at - 1, question)
    if meant is not None and shown[meant] != HELD_BACK:
        return _whole(*rows[meant], "line", 0.5)
    return _copied(rows[at - 1], value["answer"].strip())


def _named(rows: Sequence[tuple[Seen, tuple[Line, ...]]], at: int, question: str) -> int | None:
    """Find the one row that holds every word of a question of which row `at` holds none."""
    asked = {text.stem(word) for word in text.words(question.lower())} - text.COMMON
    held = [asked & {text.stem(w) for w in text.words(_written(row).lower())} for _, row in rows]
    whole = [n for n, words in enumerate(held) if words == asked]
    return whole[0] if asked and len(whole) == 1 and not held[at] else None


def _schema(count: int) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "line": {"type": "integer", "enum": list(range(count + 1))},
            "answer": {"type": "string", "maxLength": 160},
        },
        "required": ["line", "answer"],
        "additionalProperties": False,
    }


def _copied(picked: tuple[Seen, tuple[Line, ...]], said: str) -> Found:
    """Keep what the model said where the row holds it, else the row's own words."""
    page, row = picked
    for line in row:
        for words in dict.fromkeys((said, _SPACE.sub(" ", said), said.rstrip(".。"))):
            if words and words in line.text:
                return Found(words, part_of(line, words), "model", "", 0.8, page.page)
    return _whole(page, row, "model", 0.5)
