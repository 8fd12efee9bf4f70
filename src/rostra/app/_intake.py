"""A file of posts as lines for the store, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rostra.app._words import Intake


def lines_of(file: Path, source: str, batch: int = 1_000) -> Iterator[Intake]:
    """Read a file of JSON lines in batches of so many lines; bad bytes cost their line only."""
    with file.open("rb") as lines:
        while taken := list(islice(lines, batch)):
            yield Intake(b"".join(taken).decode("utf-8", errors="replace"), source)
