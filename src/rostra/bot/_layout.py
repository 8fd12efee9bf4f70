"""Lay sentences out as posts that a network takes, with links to what they rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rostra.bot._types import Link, Part, Room

MOST_PARTS = 3
"""Posts of one reply: a thread, not a flood."""

MORE = "…"
_END = re.compile(r"[\s，。；、,.;:：!?！？]+\S*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the addresses of the posts it rests on, in the order of their numbers."""

    text: str
    urls: tuple[str, ...] = ()


def laid_out(lines: Sequence[Line], room: Room, most: int = MOST_PARTS) -> tuple[Part, ...]:
    """Return at most `most` parts that hold the lines in their order.

    Each address has one number in the whole reply. Where words can carry an address the numbers do;
    elsewhere the addresses stand below the sentences of their part. A sentence that is too long for
    a part of its own is cut at a word; what does not fit into the last part is left out.
    """
    numbers: dict[str, int] = {}
    parts: list[Part] = []
    waiting = list(lines)
    while waiting and len(parts) < most:
        part, took = _fill(waiting, room, numbers)
        parts.append(part)
        waiting = waiting[took:]
    return tuple(parts)


def _fill(lines: Sequence[Line], room: Room, numbers: dict[str, int]) -> tuple[Part, int]:
    """Fill one part with as many lines as it takes, at least one."""
    for took in range(len(lines), 0, -1):
        trial = dict(numbers)
        part = _part(lines[:took], room, trial)
        if _length(part.text, room) <= room.most:
            numbers.update(trial)
            return part, took
    cut = lines[0]
    while cut.text:
        over = _length(_part([cut], room, dict(numbers)).text, room) - room.most
        if over <= 0:
            break
        shorter = _shorter(cut.text, over)
        cut = Line(shorter, cut.urls if shorter else ())
    return _part([cut], room, numbers), 1


def _part(lines: Sequence[Line], room: Room, numbers: dict[str, int]) -> Part:
    text, links, below = "", [], {}
    for line in lines:
        text += ("\n" if text else "") + line.text
        for url in line.urls:
            number = numbers.setdefault(url, len(numbers) + 1)
            mark = f"[{number}]"
            text += f" {mark}"
            below[url] = number
            links.append(Link(len(text) - len(mark), len(text), url))
    if room.hidden:
        return Part(text, tuple(links))
    foot = "\n".join(f"[{number}] {url}" for url, number in below.items())
    return Part(f"{text}\n\n{foot}" if foot else text)


def _length(text: str, room: Room) -> int:
    """Count characters as the network does: code points are never fewer than what it counts."""
    if not room.url:
        return len(text)
    return len(re.sub(r"https?://\S+", "u" * room.url, text))


def _shorter(text: str, over: int) -> str:
    """Cut a sentence by at least `over` characters, at a word where one ends near."""
    keep = max(len(text.rstrip(MORE)) - over - 1, 0)
    cut = text[:keep]
    at = _END.search(cut)
    if at and len(cut) - at.start() < 20:
        cut = cut[: at.start()]
    return f"{cut}{MORE}" if cut else ""
