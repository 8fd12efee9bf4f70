"""Pieces of a post that can be told alone: whole sentences, and titles cut where they may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rostra import text
from rostra.assistant._sift import readable
from rostra.posts import Post

SHORTEST = {"en": 24, "zh": 9}
LONGEST = {"en": 260, "zh": 120}
TITLE = {"en": 96, "zh": 40}
"""Characters of a title, by language."""

_HEAD = re.compile(
    r"^(?:\s|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]|RT @\w+:|@[\w.]+\s"
    r"|(?:BREAKING|UPDATE|Update|PSA|JUST IN|NEW|RECALL|Status|Final|Identified|Resolved"
    r"|Investigating|Correction|Yes|No)\s?[:：]\s|【[^】]{1,12}】)+"
)
_TAIL = re.compile(r"(?:\s|#[\w\u3400-\u9fff-]+#?|https?://\S+|[\U0001F000-\U0001FAFF])+$")
TAIL = 500
"""Characters at the end of a clause among which its tags and links are looked for."""
_BREAKS = re.compile(r"[,，;；:：。.!！?？—–]\s|[，；：。！？—]|\s[—–-]\s|\s\(|（")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a post: `words` as shown, and where it stands, [start, end), in the text."""

    post: Post
    words: str
    start: int
    end: int


def clauses(post: Post) -> tuple[Clause, ...]:
    """Cut a post into sentences that can be told alone, in order; too short or long ones go."""
    source = readable(post.text)
    lang = "zh" if text.script(source) in ("han", "kana") else "en"
    found = []
    for start, end in text.sentences(source):
        cut = _trimmed(source, start, end)
        if SHORTEST[lang] <= cut[1] - cut[0] <= LONGEST[lang]:
            found.append(_clause(post, *cut))
    if not found:
        start, end = _trimmed(source, 0, len(source))
        if 0 < end - start <= LONGEST[lang]:
            found.append(_clause(post, start, end))
    return tuple(found)


def shortened(clause: Clause) -> Clause | None:
    """Cut a clause to the length of a title, at a pause; None where no pause allows it."""
    lang = "zh" if text.script(clause.words) in ("han", "kana") else "en"
    limit = TITLE[lang]
    if clause.end - clause.start <= limit:
        return _bare(clause, clause.end)
    source = clause.post.text
    stops = [
        clause.start + match.start()
        for match in _BREAKS.finditer(source[clause.start : clause.start + limit + 1])
        if match.start() >= SHORTEST[lang]
    ]
    return _bare(clause, stops[-1]) if stops else None


def _bare(clause: Clause, end: int) -> Clause:
    """End a title without its full stop."""
    source = clause.post.text
    while end > clause.start and source[end - 1] in " 。.，,；;：:—–-":
        end -= 1
    return _clause(clause.post, clause.start, end)


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    head = _HEAD.match(source[start:end])
    start += head.end() if head else 0
    tail = _TAIL.search(source[max(start, end - TAIL) : end])
    end -= len(tail.group()) if tail else 0
    while start < end and source[start].isspace():
        start += 1
    return start, max(start, end)


def _clause(post: Post, start: int, end: int) -> Clause:
    return Clause(post, " ".join(post.text[start:end].split()), start, end)
