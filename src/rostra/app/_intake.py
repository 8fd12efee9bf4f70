"""A file of posts as lines for the store, batch by batch."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path

from rostra.app._words import Intake
from rostra.feeds import News, Origin, XArchive, write_jsonl

BATCH = 1_000


def lines_of(file: Path, source: str) -> Iterator[Intake]:
    """Read JSON lines, or an archive (zip) from X, in batches; a bad line costs only itself."""
    if file.suffix.lower() == ".zip":
        yield from _archive(file, source)
        return
    with file.open("rb") as lines:
        while taken := list(islice(lines, BATCH)):
            yield Intake(b"".join(taken).decode("utf-8", errors="replace"), source)


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
