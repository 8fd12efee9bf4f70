"""A recorded feed played again, at any speed, with its clock set to now."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from rostra.errors import FeedDenied
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._contract import News
from rostra.feeds._jsonl import BadLine, read_jsonl
from rostra.feeds._times import parse_time
from rostra.posts import Change, Deletion, Departure, Labelling, Post, Tally

BATCH = 500
LONGEST_WAIT_S = 1.0
"""Waits are cut into pieces, so that a replay notices the clock and can be stopped."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Changes in order of time, with the ids of the posts and authors they tell of."""

    changes: tuple[Change, ...]
    ids: frozenset[str]
    authors: frozenset[str]
    bad: tuple[BadLine, ...] = ()

    @property
    def first(self) -> datetime:
        """The time of the first change."""
        return moment_of(self.changes[0])

    @property
    def last(self) -> datetime:
        """The time of the last change: the recording's own "now"."""
        return moment_of(self.changes[-1])


def moment_of(change: Change) -> datetime:
    """Return when a change happened; an edit happened when it was seen."""
    if isinstance(change, Post):
        return change.seen if change.rev else change.created
    return change.at


def read_recording(path: Path, origin: Origin, now: Callable[[], datetime]) -> Recording:
    """Read a JSONL file whole and put it in order of time; FeedDenied where there is none."""
    changes: list[Change] = []
    bad: list[BadLine] = []
    try:
        with path.open("rb") as file:
            for found in read_jsonl(file, origin, now):
                if isinstance(found, BadLine):
                    bad.append(found)
                else:
                    changes.append(found)
    except OSError as error:
        raise FeedDenied(f"the recording {path} cannot be read: {error.strerror}") from error
    if not changes:
        raise FeedDenied(f"the recording {path} holds no change; is it the right file?")
    changes.sort(key=moment_of)  # stable: what happened at one moment keeps its order
    posts = [change for change in changes if isinstance(change, Post)]
    ids, authors = {post.id for post in posts}, {post.author.id for post in posts}
    return Recording(tuple(changes), frozenset(ids), frozenset(authors), tuple(bad))


def moved(
    recording: Recording, move: Callable[[datetime], datetime], mark: str, source: str
) -> Iterator[Change]:
    """Yield the changes with every time moved, and every id of the recording marked.

    The mark (a day, as 20260820) tells two replays of one recording apart: within one mark ids
    are the same each time, so that a store drops what it has already; under another mark they
    are other posts. What the recording says of posts outside it is left out: a replay never
    touches what came from elsewhere.
    """
    ids, authors = recording.ids, recording.authors

    def name(post: str) -> str:
        return f"{post}~{mark}" if post in ids else post

    def local(native: str) -> str:
        return f"{native}~{mark}" if native else ""

    for change in recording.changes:
        at = move(moment_of(change))
        if isinstance(change, Post):
            yield replace(
                change,
                id=name(change.id),
                source=source,
                author=replace(change.author, id=f"{change.author.id}~{mark}"),
                native=local(change.native),
                created=move(change.created),
                seen=at,
                reply_to=name(change.reply_to),
                root=name(change.root),
                quotes=name(change.quotes),
                reposts_of=name(change.reposts_of),
            )
        elif isinstance(change, Deletion) and (change.id in ids or not change.id):
            author = f"{change.author}~{mark}" if change.author else ""
            native = local(change.native)
            yield Deletion(name(change.id), at, author=author, source=source, native=native)
        elif isinstance(change, Departure) and change.author in authors:
            yield Departure(f"{change.author}~{mark}", at)
        elif isinstance(change, Tally) and change.id in ids:
            yield replace(change, id=name(change.id), at=at)
        elif isinstance(change, Labelling) and change.subject in ids | authors:
            until = at + (change.until - change.at) if change.until else None
            subject = f"{change.subject}~{mark}"
            yield replace(change, subject=subject, source=source, at=at, until=until)


class Replay:
    """A recording as a source.

    With `speed` 0 everything comes at once and the recording's last moment becomes now. With a
    higher speed the first change happens now and each later one after its recorded distance
    divided by `speed`; a post's time is the moment at which it is handed over, so that at any
    speed what comes is news. The cursor is the start and the number of changes handed over: a
    restart goes on with the same clock. At its end it stops; it does not loop.
    """

    network = "replay"

    def __init__(
        self,
        origin: Origin,
        path: Path,
        *,
        speed: float = 1.0,
        outside: Outside = Outside(),  # noqa: B008 — frozen
    ) -> None:
        self.name = origin.name
        self._origin, self._path, self._speed, self._outside = origin, path, speed, outside

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield the changes as their moments come."""
        now = self._outside.now
        recording = read_recording(self._path, self._origin, now)
        start, done = _cursor(cursor) or (now(), 0)
        changes = list(
            moved(recording, self._clock(recording, start), f"{start:%Y%m%d}", self.name)
        )
        notes = tuple(f"{self._path}:{line.number}: {line.reason}" for line in recording.bad[:20])
        yield News(garbage=len(recording.bad) if done == 0 else 0, notes=notes)
        while done < len(changes):
            ahead = (moment_of(changes[done]) - now()).total_seconds()
            if ahead > 0:
                await self._outside.sleep(min(ahead, LONGEST_WAIT_S))
                continue
            due = done
            while due < min(len(changes), done + BATCH) and moment_of(changes[due]) <= now():
                due += 1
            batch, done = changes[done:due], due
            yield News(tuple(batch), json.dumps({"start": start.isoformat(), "done": done}))
        yield News(last=True)

    def _clock(self, recording: Recording, start: datetime) -> Callable[[datetime], datetime]:
        if self._speed > 0:
            return lambda moment: start + (moment - recording.first) / self._speed
        return lambda moment: min(moment - recording.last, timedelta()) + start


def _cursor(cursor: str) -> tuple[datetime, int] | None:
    try:
        saved = json.loads(cursor)
        start, done = parse_time(saved["start"]), saved["done"]
    except (ValueError, KeyError, TypeError):
        return None
    return (start, done) if start is not None and isinstance(done, int) and done >= 0 else None
