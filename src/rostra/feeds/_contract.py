"""What every source promises: changes, a cursor to go on from, and honest gaps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from rostra.posts import Change, Post, Written


@dataclass(frozen=True, slots=True)
class Gap:
    """A span of time in which the source may have posted what we never saw."""

    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class News:
    """What a source hands over at one time: some changes, and the cursor behind the last.

    The cursor is saved only after the changes were stored, so a crash repeats posts and never
    loses one. An empty `cursor` leaves the saved one as it is. `garbage` counts what came but
    could not be read. `skipped` pairs a reason ("author asks #nobot") with how many posts were
    left out for it. `notes` are words of the source meant for the operator. `last` says that
    the source is at its end (an imported file): it is not called again.
    """

    changes: tuple[Change, ...] = ()
    cursor: str = ""
    gaps: tuple[Gap, ...] = ()
    garbage: int = 0
    skipped: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    last: bool = False


class Feed(Protocol):
    """A source of posts.

    `name` is the operator's name for it, `network` the kind. `news` connects, goes on from
    `cursor` ("" = from now, or from as far back as the source likes) and yields until the
    connection ends; then it is called again later, with the cursor it yielded last. The first
    News, which may be empty, says that the connection stands. It raises FeedUnreachable to be
    called again later, FeedDenied to be left alone until a person acts, and never touches the
    store.
    """

    @property
    def name(self) -> str:
        """The operator's name for the source."""
        ...

    @property
    def network(self) -> str:
        """The kind of source."""
        ...

    def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield what happens, from `cursor` on."""
        ...


Stored: TypeAlias = Callable[[Iterable[str]], Mapping[str, Post]]
"""Reads posts by id, those that are stored. `app` hands it to feeds whose edits have no number."""


def nothing_stored(_ids: Iterable[str]) -> Mapping[str, Post]:
    """Find no post: where there is no store to ask."""
    return {}


Keep: TypeAlias = Callable[[list[Change]], Written]
"""Stores a batch and returns when it is safe. `app` hands it to the supervisor."""
