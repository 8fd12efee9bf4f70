"""What a source has said and the store has not yet taken: bounded, in order, cursors attached."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from rostra.feeds._contract import Gap, News
from rostra.posts import Change, Post, Tally


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes to be stored together, and what may be saved once they are."""

    changes: tuple[Change, ...] = ()
    cursor: str = ""
    gaps: tuple[Gap, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.cursor or self.gaps)


class Backlog:
    """A bounded queue of changes between the one who reads and the one who stores.

    `limit` bounds the changes and `chars` the text they hold. Past half of either, likes and
    reposts are let go (new and waiting ones); past either, `room` is clear and the reader
    waits. One piece of news is always taken whole, so the bound may be passed by one piece.
    `plenty` is set while at least `enough` changes wait.
    """

    def __init__(self, limit: int, chars: int, enough: int) -> None:
        self._limit, self._chars, self._enough = limit, chars, enough
        self._pieces: deque[Batch] = deque()
        self.size = 0
        self.weight = 0
        self._tallies = 0
        self.some = asyncio.Event()
        self.plenty = asyncio.Event()
        self.room = asyncio.Event()
        self.room.set()

    def put(self, news: News) -> int:
        """Append; return how many tallies were let go."""
        dropped = 0
        piece = Batch(news.changes, news.cursor, news.gaps)
        if self._pressed(len(piece.changes)):
            piece, dropped = _without_tallies(piece)
            dropped += self._purge() if self._tallies else 0
        if piece:
            self._pieces.append(piece)
            self._count(piece, 1)
        self._signal()
        return dropped

    def take(self, most: int) -> Batch:
        """Remove and return up to `most` changes from the front, with the cursor behind them."""
        changes: list[Change] = []
        gaps: list[Gap] = []
        cursor = ""
        while self._pieces and len(changes) + len(self._pieces[0].changes) <= most:
            piece = self._pieces.popleft()
            self._count(piece, -1)
            changes += piece.changes
            gaps += piece.gaps
            cursor = piece.cursor or cursor
        if not changes and self._pieces and len(self._pieces[0].changes) > most:
            piece = self._pieces.popleft()
            head = Batch(piece.changes[:most], "", piece.gaps)
            self._pieces.appendleft(Batch(piece.changes[most:], piece.cursor))
            self._count(head, -1)
            changes, gaps = list(head.changes), gaps + list(head.gaps)
        self._signal()
        return Batch(tuple(changes), cursor, tuple(gaps))

    def put_back(self, batch: Batch) -> None:
        """Return a batch that could not be stored to the front."""
        self._pieces.appendleft(batch)
        self._count(batch, 1)
        self._signal()

    def _pressed(self, more: int) -> bool:
        return 2 * (self.size + more) > self._limit or 2 * self.weight > self._chars

    def _purge(self) -> int:
        dropped = 0
        for index, piece in enumerate(self._pieces):
            kept, gone = _without_tallies(piece)
            if gone:
                self._pieces[index] = kept
                dropped += gone
        self.size -= dropped
        self._tallies = 0
        return dropped

    def _count(self, piece: Batch, sign: int) -> None:
        self.size += sign * len(piece.changes)
        self.weight += sign * sum(len(c.text) for c in piece.changes if isinstance(c, Post))
        self._tallies += sign * sum(isinstance(c, Tally) for c in piece.changes)

    def _signal(self) -> None:
        _set(self.some, on=bool(self._pieces))
        _set(self.plenty, on=self.size >= self._enough)
        _set(self.room, on=self.size < self._limit and self.weight < self._chars)


def _without_tallies(piece: Batch) -> tuple[Batch, int]:
    kept = tuple(c for c in piece.changes if not isinstance(c, Tally))
    gone = len(piece.changes) - len(kept)
    return (Batch(kept, piece.cursor, piece.gaps), gone) if gone else (piece, 0)


def _set(event: asyncio.Event, *, on: bool) -> None:
    if on:
        event.set()
    else:
        event.clear()
