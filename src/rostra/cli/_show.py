"""How posts, answers and tables look on a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from rostra.assistant import Answer, LeftOut, Sentence, Step
    from rostra.posts import Post

WIDTH = 96
LINES = 4
FIRST_WORDS = 72

# A wide character may end a line; other characters hold together up to the next space.
_PIECE = re.compile(
    r"[\u2e80-\uffef\U00020000-\U0003ffff][，。！？；：、）》”’」』】]?|\s+|[^\s\u2e80-\uffef]+"
)


# Escape sequences, and marks that turn the direction of what follows: a terminal would obey.
_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Drop what a terminal would obey; lines and tabs stay."""
    return _ORDERS.sub("", text)


def zone(name: str) -> tzinfo:
    """Return the zone of that name, UTC for ""."""
    return ZoneInfo(name or "UTC")


def card(post: Post, place: tzinfo, number: int | None = None) -> str:
    """Draw one post: who, when, where, what, and the link to the original."""
    mark = click.style(f"[{number}] ", fg="cyan", bold=True) if number is not None else ""
    who = _line(post.author.name or post.author.handle or post.author.id or "—")
    handle = f" @{_line(post.author.handle).lstrip('@')}" if post.author.handle else ""
    facts = [moment(post.created, place), _line(post.network)]
    if post.likes:
        facts.append(f"{post.likes} likes")
    facts += [label for label in post.labels if label in ("deleted", "edited")]
    head = f"{mark}{click.style(who, bold=True)}{handle} · " + " · ".join(facts)
    lines = [head, *_body(safe(post.text))]
    if post.url:
        lines.append("    " + click.style(_line(post.url), fg="blue", underline=True))
    return "\n".join(lines)


def _line(text: str) -> str:
    """Write what a stranger named in one line."""
    return " ".join(safe(text).split())


def _body(text: str) -> list[str]:
    lines = wrap(text, WIDTH - 4)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1] + " …"]
    return [f"    {line}" for line in lines]


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` columns; a Han character takes two."""
    lines, line, used = [], "", 0
    for piece in _PIECE.findall(text):
        taken = columns(piece)
        if used + taken > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if piece.isspace():
            line, used = (line + " ", used + 1) if line else ("", 0)
        else:
            line, used = line + piece, used + taken
    return [*lines, line.rstrip()] if line.strip() else lines


def columns(text: str) -> int:
    """Count the columns that a text takes: two for a Han character, none for a mark above one."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
        if unicodedata.category(c) not in ("Mn", "Me")
    )


def moment(at: datetime, place: tzinfo) -> str:
    """Write a time as a person reads it."""
    return at.astimezone(place).strftime("%Y-%m-%d %H:%M")


def sentence(said: Sentence) -> str:
    """Write one checked sentence with its numbers."""
    numbers = dict.fromkeys(c.number for c in said.citations)
    marks = "".join(click.style(f"[{number}]", fg="cyan") for number in numbers)
    text = safe(said.text) or click.style("(taken out: a post it rests on was deleted)", dim=True)
    if said.verdict in ("partly", "unsupported", "unchecked") and not said.frame:
        text += click.style(f" ({said.verdict})", fg="yellow")
    return text + marks


def foot(answer: Answer) -> str:
    """Say who wrote the answer and what it rests on."""
    wrote = answer.model or "posts are quoted"
    kept = f"{len(answer.evidence)} posts"
    parts = [wrote, kept, f"time zone {answer.plan.timezone}"]
    if answer.sample:
        parts.append("sample feed (written for this project; drop it: rostra feed remove sample)")
    lines = [click.style(" · ".join(parts), dim=True)]
    lines += [click.style(f"(aside) {safe(remark.text)}", italic=True) for remark in answer.remarks]
    if answer.decided is not None and answer.decided.labels:
        lines.append(f"{', '.join(answer.decided.labels)}: {safe(answer.decided.reason)}")
    lines += [click.style(safe(line), dim=True) for line in answer.notes]
    return "\n".join(lines)


def steps(trace: Sequence[Step]) -> str:
    """Draw what each step kept and dropped, and why."""
    lines = []
    for step in trace:
        tail = f"  {safe(step.note)}" if step.note else ""
        lines.append(
            f"{step.name:<10} {step.seconds * 1000:7.0f} ms  kept {step.kept:>3}  "
            f"dropped {len(step.dropped):>3}{tail}"
        )
        lines += [f"             − {safe(f'{post_id}: {why}')}" for post_id, why in step.dropped]
    return "\n".join(lines)


def left_out(one: LeftOut, text: str) -> str:
    """Write one post that was left out: the stage, the reason, its first words."""
    words = _line(text)
    shown = words[:FIRST_WORDS] + ("…" if len(words) > FIRST_WORDS else "")
    return f"− {_line(one.post_id)} ({one.stage}): {_line(one.words)}" + (
        f"\n    {shown}" if shown else ""
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Draw rows under a head, each column as wide as its widest cell."""
    rows = [[_line(cell) for cell in row] for row in rows]
    widths = [max(columns(row[i]) for row in [head, *rows]) for i in range(len(head))]
    top, *lines = (
        "  ".join(cell + " " * (w - columns(cell)) for cell, w in zip(row, widths, strict=True))
        for row in [head, *rows]
    )
    return "\n".join([click.style(top.rstrip(), bold=True), *(line.rstrip() for line in lines)])


def counted(count: int, noun: str) -> str:
    """Write a number with its noun: "1 vote", "1,200 votes"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def size(count: float) -> str:
    """Write a number of bytes as a person reads it."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
