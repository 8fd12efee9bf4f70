"""Read a screenshot of a post: who wrote it, when, what, and what it was given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rostra.vision._tables import Place
from rostra.vision._types import Line, Screen

_HANDLE = re.compile(r"(?<![\w.@])[@\uff20](?:[\w.\-]{2,40})(?:@[\w.\-]{3,60})?")
_FIGURE = r"\d[\d,.]*\s?(?:[KkMm]|万|亿|千)?"
_COUNTED = (
    r"repl(?:y|ies)|comments?|reposts?|retweets?|boosts?|quotes?|likes?|favou?rites?|views?"
    r"|bookmarks?|shares?|reads?|评论|回复|转发|转推|引用|点赞|喜欢|赞|收藏|浏览|查看|阅读|分享"
)
_COUNT = re.compile(rf"({_FIGURE})\s?(?:次|个)?\s?({_COUNTED})(?!\w)", re.IGNORECASE)
_COUNT_BEHIND = re.compile(rf"(?<!\w)({_COUNTED})\s?[:：]?\s?({_FIGURE})(?!\w)", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_CLOCK = r"(?:上午|下午|凌晨|晚上)?\s?\d{1,2}[:：]\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?"
_DATE = (
    rf"(?:{_MONTH}\s?\d{{1,2}}(?:,?\s?\d{{4}})?|\d{{1,2}}\s?{_MONTH}(?:\s?\d{{4}})?"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日)"
)
_AGO = (
    r"\d+\s?(?:[smhdw]\b|min\b|hours?|days?|分钟前|小时前|天前|秒前)(?:\s?ago)?"
    r"|昨天|刚刚|yesterday|just now"
)
_TIME = re.compile(
    rf"{_DATE}(?:\s?[·•,，|]?\s?{_CLOCK})?|{_CLOCK}(?:\s?[·•,，|]?\s?{_DATE})?|{_AGO}",
    re.IGNORECASE,
)
ABOVE = 2.2
"""How far above its handle the name of an author stands at most, in heights of a line."""


def screens_in(rows: Sequence[Sequence[Place]]) -> tuple[Screen, ...]:
    """Find posts in a screenshot: each begins at a handle and ends before the next one's.

    A page is taken for a screenshot of posts only where a handle stands near the start of a line
    and a time or counts stand with it.
    """
    starts = [(r, row, at) for r, row in enumerate(rows) if (at := _handle(row)) is not None]
    found = []
    for n, (r, row, at) in enumerate(starts):
        name = _author(rows, r, at)
        end = starts[n + 1][0] if n + 1 < len(starts) else len(rows)
        if n + 1 < len(starts) and _author(rows, end, starts[n + 1][2])[1] < end:
            end -= 1
        below = [place for each in rows[r + 1 : end] for place in each]
        screen = _screen(name[0], row, at, below)
        if screen.time or screen.counts:
            found.append(screen)
    return tuple(found)


def _handle(row: Sequence[Place]) -> int | None:
    """Find the line of a row that begins with a handle, or holds a name and then a handle."""
    for at, (line, _) in enumerate(row):
        match = _HANDLE.search(line.text)
        if match and (match.start() == 0 or (match.start() < 40 and _short(line.text, match))):
            return at
    return None


def _short(words: str, match: re.Match[str]) -> bool:
    """Whether a handle inside a line is its author's: only a name before, only a time behind."""
    rest = words[match.end() :].strip(" ·•-")
    return not rest or bool(_TIME.fullmatch(rest))


def _author(rows: Sequence[Sequence[Place]], r: int, at: int) -> tuple[str, int]:
    """Find the author's name: before the handle, or on the line above; with the row it is in."""
    line, box = rows[r][at]
    match = _HANDLE.search(line.text)
    assert match is not None  # noqa: S101 - _handle found it there
    before = line.text[: match.start()].strip(" ·•|(（")
    if before:
        return before, r
    if at:
        return rows[r][at - 1][0].text, r
    for above, place in rows[r - 1] if r else ():
        near = box.top - place.bottom < ABOVE * box.height
        if near and abs(place.left - box.left) < 2 * box.height:
            return above.text.strip(" ·•"), r - 1
    return "", r


def _screen(name: str, row: Sequence[Place], at: int, below: Sequence[Place]) -> Screen:
    line = row[at][0]
    match = _HANDLE.search(line.text)
    handle = match[0] if match else ""
    head = [line.text[match.end() :] if match else "", *(place[0].text for place in row[at + 1 :])]
    time = next((m[0] for words in head if (m := _TIME.search(words))), "")
    box, body = line.box, []
    counts: list[tuple[str, str]] = []
    for other, _ in below:
        numbers = _counts(other.text)
        when = _TIME.search(other.text)
        if numbers:
            counts += numbers
        elif when and len(when[0]) > 0.6 * len(other.text.strip(" ·•")):
            time = time or other.text.strip(" ·•")
        elif counts:
            break  # what stands below the counts is another matter
        else:
            body.append(other)
        box = box.joined(other.box)
    return Screen(name, handle, time, _flowing(body), tuple(counts), box)


def _counts(words: str) -> list[tuple[str, str]]:
    pairs = [(m[2], m[1].strip()) for m in _COUNT.finditer(words)]
    pairs = pairs or [(m[1], m[2].strip()) for m in _COUNT_BEHIND.finditer(words)]
    told = sum(len(label) + len(value) for label, value in pairs)
    return pairs if told > 0.5 * len(words.replace(" ", "")) else []


def _flowing(lines: Sequence[Line]) -> str:
    """Join lines that were broken for width: with a space between Latin words, else none."""
    joined = ""
    for line in lines:
        space = " " if joined and (joined[-1].isascii() and line.text[:1].isascii()) else ""
        joined += space + line.text
    return joined
