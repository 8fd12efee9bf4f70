"""A file of posts as lines for the store, batch by batch."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from rostra.app._words import Intake
from rostra.feeds import (
    LONGEST_LINE,
    BadLine,
    News,
    Origin,
    XArchive,
    read_jsonl,
    write_jsonl,
)
from rostra.posts import Change, Post
from rostra.text import language

BATCH = 1_000
BATCH_BYTES = 4_000_000
"""A batch ends past this size, so that the owner's socket takes it in one piece."""


def lines_of(file: Path, source: str) -> Iterator[Intake]:
    """Read JSON lines, or an archive (zip) from X, in batches; a bad line costs only itself."""
    if file.suffix.lower() == ".zip":
        yield from _archive(file, source)
        return
    first = 1
    with file.open("rb") as lines:
        while taken := _some(lines):
            told = b"\n".join(taken).decode("utf-8", errors="replace")
            yield Intake(told, source, first)
            first += len(taken)


def _some(file: IO[bytes]) -> list[bytes]:
    """Read the next lines, without their ends; an overlong one is cut, so that it is refused."""
    taken: list[bytes] = []
    size = 0
    while len(taken) < BATCH and size < BATCH_BYTES:
        line = piece = file.readline(LONGEST_LINE + 1)
        while piece and not piece.endswith(b"\n"):
            piece = file.readline(LONGEST_LINE + 1)
        if not line:
            break
        taken.append(line.removesuffix(b"\n"))
        size += len(line)
    return taken


def _archive(file: Path, source: str) -> Iterator[Intake]:
    """Play the archive to its end; what cannot be read in it is told as a line that is no post."""
    told = XArchive(Origin(source), file).news("")
    with asyncio.Runner() as runner:
        while (news := runner.run(_next(told))) is not None:
            lines = io.StringIO()
            write_jsonl(news.changes, lines)
            lines.write("unreadable\n" * news.garbage)
            yield Intake(lines.getvalue(), source)


async def _next(told: AsyncIterator[News]) -> News | None:
    return await anext(told, None)


def spoken(change: Change) -> Change:
    """Give a post its language where its line names none."""
    if isinstance(change, Post) and change.lang in ("", "und"):
        return replace(change, lang=language(change.text))
    return change


def changes_in(intake: Intake) -> tuple[list[Change], tuple[tuple[str, str], ...]]:
    """Read the changes in some lines; and where a line cannot be read, its place and why."""
    origin = Origin(intake.source)
    read = list(read_jsonl(intake.lines.split("\n"), origin, lambda: datetime.now(UTC)))
    bad = tuple(
        (f"line {intake.first + r.number - 1}", r.reason) for r in read if isinstance(r, BadLine)
    )
    return [spoken(change) for change in read if not isinstance(change, BadLine)], bad
