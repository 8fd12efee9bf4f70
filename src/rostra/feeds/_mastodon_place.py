"""Where a Mastodon server was left, and which of its posts are looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from rostra.feeds._times import from_micros, to_micros
from rostra.posts import EPOCH, Change, Deletion, Post

LOOKED_AT = 1_000
"""How many of the newest posts are asked for again after a break: were they edited, deleted?

Fifty requests, a sixth of what Mastodon allows in five minutes (decisions/043).
"""

Held: TypeAlias = Callable[[datetime, int], Sequence[str]]
"""Tells the local ids of at most so many of the source's posts that are stored, newest first.

Only posts that were first seen at that time or later.
"""


def nothing_held(_since: datetime, _most: int) -> Sequence[str]:
    """Tell of no stored posts: where there is no store to ask."""
    return ()


@dataclass(slots=True)
class Bookmark:
    """Where a server was left: when, the highest local id met, and since when it is this server.

    Written "microseconds:last:microseconds@host". Older cursors hold the newest kept ids behind
    `last` instead (`recent`, oldest first).
    """

    at: datetime
    host: str
    last: str = ""
    since: datetime = EPOCH
    recent: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the cursor, "" while no post was met."""
        place = f"{to_micros(self.at)}:{self.last}:{to_micros(self.since)}@{self.host}"
        return place if self.last else ""

    def meet(self, native: object) -> None:
        """Move behind a status, kept or not."""
        if is_native(native) and _order(str(native)) > _order(self.last):
            self.last = str(native)


def read_bookmark(cursor: str, host: str) -> Bookmark | None:
    """Return the place a saved cursor names, None where it is empty or not one of ours.

    An older cursor names no host and is taken to speak of `host`.
    """
    micros, _, rest = cursor.partition(":")
    last, _, rest = rest.partition(":")
    since, named, place = rest.partition("@")
    at, began = _moment(micros), _moment(since) if named else EPOCH
    if at is None or began is None or not is_native(last):
        return None
    recent = () if named else tuple(filter(is_native, rest.split(",")))
    return Bookmark(at, place if named else host, last, began, recent)


@dataclass(slots=True)
class Newest:
    """The local ids of the newest posts that were handed on, whether stored yet or not."""

    most: int = LOOKED_AT
    _known: dict[str, None] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """Go through them, newest first."""
        return iter(tuple(reversed(self._known)))

    def note(self, changes: Iterable[Change]) -> None:
        """Remember what came, and forget what was deleted."""
        for change in changes:
            if isinstance(change, Post | Deletion):
                self._known.pop(change.native, None)
            if isinstance(change, Post):
                self.add(change.native)

    def add(self, native: str) -> None:
        """Remember one as the newest; beyond `most` the oldest is forgotten."""
        self._known[native] = None
        if len(self._known) > self.most:
            del self._known[next(iter(self._known))]


def is_native(native: object) -> bool:
    """Tell whether this can be an id that a server gave to a status."""
    return isinstance(native, str) and native.isascii() and native.isalnum() and len(native) < 64


def _order(native: str) -> tuple[int, str]:
    """Order local ids, which grow with time: by length, then by their digits or letters."""
    return len(native), native


def _moment(micros: str) -> datetime | None:
    whole = micros.isascii() and micros.isdecimal() and len(micros) < 20
    return from_micros(int(micros)) if whole else None
