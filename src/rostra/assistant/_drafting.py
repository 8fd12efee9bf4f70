"""A text that is written together: which part a turn changes, and what it changed."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from rostra import text

DIFF_LINES = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the draft: paragraphs [first, last) of `paragraphs`; `number` was named (0: all).

    `missing` tells that the named paragraph does not exist.
    """

    paragraphs: tuple[str, ...]
    first: int
    last: int
    number: int = 0
    missing: bool = False

    @property
    def body(self) -> str:
        """The part as one text."""
        return "\n\n".join(self.paragraphs[self.first : self.last])

    def replaced(self, fresh: str) -> str:
        """Return the whole draft with another text in this part's place ("" takes it out)."""
        middle = (fresh.strip(),) if fresh.strip() else ()
        return "\n\n".join((*self.paragraphs[: self.first], *middle, *self.paragraphs[self.last :]))


def part_of(draft: str, change: str) -> Part:
    """Find which paragraph a change names ("the second paragraph", "第二段"); else all."""
    paragraphs = tuple(p.strip() for p in re.split(r"\n\s*\n", draft) if p.strip())
    match = _PARAGRAPH.search(text.simplify(change))
    if match is None:
        return Part(paragraphs, 0, len(paragraphs))
    word = next(g for g in match.groups() if g).lower()
    number = int(word) if word.isdecimal() else _PLACES[word]
    if number < 0:
        number = len(paragraphs)
    if not 1 <= number <= len(paragraphs):
        return Part(paragraphs, 0, len(paragraphs), number, missing=True)
    return Part(paragraphs, number - 1, number, number)


def by_rule(part: Part, change: str) -> str | None:
    """Change a text where no model is needed: replace A with B, take a part out; else None."""
    plain = text.simplify(change)
    for pattern in _REPLACE:
        if (match := pattern.search(change)) and match[1].strip() in part.body:
            return part.replaced(part.body.replace(match[1].strip(), match[2].strip()))
    if part.number and _DELETE.search(plain):
        return part.replaced("")
    if _LAST_SENTENCE.search(plain):
        spans = text.sentences(part.body)
        return part.replaced(part.body[: spans[-1][0]].rstrip()) if len(spans) > 1 else None
    return None


def difference(before: str, after: str) -> str:
    """Show what changed, line by line, as a fenced diff; "" when nothing did."""
    lines = list(
        difflib.unified_diff(_lines(before), _lines(after), "before", "after", lineterm="", n=1)
    )[2:]
    if not lines:
        return ""
    shown = lines[:DIFF_LINES] + (["…"] if len(lines) > DIFF_LINES else [])
    return "```diff\n" + "\n".join(shown) + "\n```"


def _lines(written: str) -> list[str]:
    """Break a text at sentences, so that a diff shows the sentence that changed."""
    lines: list[str] = []
    for paragraph in written.splitlines():
        lines += [paragraph[a:b].strip() for a, b in text.sentences(paragraph)] or [paragraph]
    return lines


_PLACES = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "最后一": -1,
}  # fmt: skip
_PARAGRAPH = re.compile(
    r"\b(first|second|third|fourth|fifth|last) (?:paragraph|part|verse|stanza)\b"
    r"|\bparagraph (\d)\b|第([一二三四五1-9])[段节]|(最后一)[段节]",
    re.IGNORECASE,
)
_QUOTE = "\"'“”‘’「」『』"
_REPLACE = (
    re.compile(rf"\b(?:replace|change)\s+[{_QUOTE}]?(.+?)[{_QUOTE}]?\s+(?:with|to|by|into)\s+[{_QUOTE}]?(.+?)[{_QUOTE}]?[.!]?$", re.IGNORECASE),
    re.compile(rf"[把将]\s*[{_QUOTE}]?(.+?)[{_QUOTE}]?\s*(?:改成|换成|改为|替换成|替换为|換成|改為)\s*[{_QUOTE}]?(.+?)[{_QUOTE}]?[。！]?$"),
)  # fmt: skip
_DELETE = re.compile(r"\b(?:delete|remove|drop|take out|cut out)\b|删|去掉", re.IGNORECASE)
_LAST_SENTENCE = re.compile(
    r"\b(?:delete|remove|drop|cut) the last sentence\b|(?:删|去)掉?最后一句", re.IGNORECASE
)
