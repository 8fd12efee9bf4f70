"""How a source fares: what its supervisor counts, and the frozen picture others see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from rostra.feeds._contract import News
from rostra.posts import Post, Written
from rostra.text import clean

Status: TypeAlias = Literal["connecting", "connected", "waiting", "denied", "stopped"]


@dataclass(frozen=True, slots=True)
class SourceState:
    """How one source fares right now.

    `since` is when `status` began, `last_post` the time of the newest post seen, `lag_s` how
    old that post was when it came. `posts`, `edits`, `deletions` and `repeated` count what the
    store did, `labels` those put on or taken back; `garbage` what could not be read, `skipped`
    what was left out and why, `dropped` the likes and reposts let go under load, `refused` what
    the store would not take. `held` waits to be stored. `next_try` is set while waiting.
    """

    name: str
    network: str
    status: Status
    since: datetime
    last_post: datetime | None = None
    lag_s: float | None = None
    posts: int = 0
    edits: int = 0
    deletions: int = 0
    repeated: int = 0
    labels: int = 0
    garbage: int = 0
    skipped: tuple[tuple[str, int], ...] = ()
    dropped: int = 0
    refused: int = 0
    reconnects: int = 0
    gaps: int = 0
    held: int = 0
    error: str = ""
    note: str = ""
    next_try: datetime | None = None


@dataclass(slots=True)
class Tracks:
    """The running counts of one source; only its supervisor writes them."""

    name: str
    network: str
    since: datetime
    status: Status = "connecting"
    last_post: datetime | None = None
    lag_s: float | None = None
    posts: int = 0
    edits: int = 0
    deletions: int = 0
    repeated: int = 0
    labels: int = 0
    garbage: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    refused: int = 0
    reconnects: int = 0
    gaps: int = 0
    held: int = 0
    error: str = ""
    note: str = ""
    next_try: datetime | None = None

    def turn(self, status: Status, now: datetime, next_try: datetime | None = None) -> None:
        """Enter `status`; staying in it keeps `since`."""
        if status != self.status:
            self.status, self.since = status, now
        self.next_try = next_try

    def heard(self, news: News, now: datetime) -> None:
        """Count what came from the source."""
        self.garbage += news.garbage
        self.gaps += len(news.gaps)
        self.skipped.update(dict(news.skipped))
        if news.notes:
            self.note = _said(news.notes[-1])
        newest = max((c.created for c in news.changes if isinstance(c, Post)), default=None)
        if newest is not None:
            self.lag_s = (now - newest).total_seconds()
            self.last_post = newest if self.last_post is None else max(self.last_post, newest)

    def fault(self, error: Exception | str) -> None:
        """Remember the last error; a server's own words in it are made harmless."""
        self.error = _said(str(error))

    def stored(self, written: Written) -> None:
        """Count what the store made of a batch."""
        self.posts += written.added
        self.edits += written.edited
        self.deletions += written.deleted
        self.repeated += written.repeated
        self.labels += written.labelled
        self.refused += len(written.refused)
        if written.refused:
            name, why = written.refused[-1]
            self.fault(f"the store refused {name}: {why}")

    def picture(self) -> SourceState:
        """Return the frozen state, safe to hand to another thread."""
        return SourceState(
            name=self.name,
            network=self.network,
            status=self.status,
            since=self.since,
            last_post=self.last_post,
            lag_s=self.lag_s,
            posts=self.posts,
            edits=self.edits,
            deletions=self.deletions,
            repeated=self.repeated,
            labels=self.labels,
            garbage=self.garbage,
            skipped=tuple(sorted(self.skipped.copy().items())),
            dropped=self.dropped,
            refused=self.refused,
            reconnects=self.reconnects,
            gaps=self.gaps,
            held=self.held,
            error=self.error,
            note=self.note,
            next_try=self.next_try,
        )


def _said(text: str) -> str:
    """Return words of a stranger as one line that is safe on a terminal."""
    return " ".join(clean(text, 500).split())
