"""Rostra's own exchange format: one change a line, as JSON; import, export and following a file."""

from __future__ import annotations

import asyncio
import dataclasses
import io
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, TypeVar

from rostra.errors import FeedDenied, FeedUnreachable
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._contract import News
from rostra.feeds._times import parse_time
from rostra.posts import Author, Change, Deletion, Departure, Labelling, Media, Post, Tally
from rostra.text import clean

LONGEST_LINE = 4_000_000
"""Bytes of a line; a longer one is counted as bad and passed over."""

BATCH = 500
NOTES = 20
"""How many bad lines of one batch are named; the others are only counted."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no change: its number, from 1, and why."""

    number: int
    reason: str


# Out


def to_line(change: Change) -> str:
    """Write a change as one line of JSON, without the line end; defaults are left out."""
    if isinstance(change, Post):
        row: dict[str, Any] = {"op": "update" if change.rev else "create", **_fields(change)}
        row["author"] = _fields(change.author)
        # Said even when empty: a reader must not put its own permission in their place.
        row["terms"], row["trainable"] = change.terms, change.trainable
        if change.media:
            row["media"] = [_fields(medium) for medium in change.media]
    else:
        row = {"op": _OPS[type(change)], **_fields(change)}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain)


def write_jsonl(changes: Iterable[Change], file: IO[str]) -> int:
    """Write changes to an open text file; returns how many."""
    return sum(bool(file.write(to_line(change) + "\n")) for change in changes)


_OPS = {Deletion: "delete", Departure: "author_gone", Tally: "tally", Labelling: "label"}


def _fields(data: Any) -> dict[str, Any]:
    return {
        field.name: value
        for field in dataclasses.fields(data)
        if (value := getattr(data, field.name)) != field.default
    }


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} has no place in a line")


# In


def read_jsonl(
    lines: Iterable[bytes | str], origin: Origin, now: Callable[[], datetime]
) -> Iterator[Change | BadLine]:
    """Read lines; one that is no change becomes a BadLine and costs no other. Blank ones pass.

    A post without `source`, `terms` or `seen` gets those of `origin` and `now`.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield from_line(line, origin, now())
        except (ValueError, RecursionError) as error:
            yield BadLine(number, str(error)[:200])


def from_line(line: bytes | str, origin: Origin, now: datetime) -> Change:
    """Read one line; ValueError says what is wrong with it. Unknown keys are passed over."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 — every fault of a line is one kind
    op = row.get("op", "create")
    if op in ("create", "update"):
        return _post(row, origin, now)
    if op == "delete":
        native, source = _text(row, "native"), _text(row, "source", origin.name)
        name = _text(row, "id", need=not native)
        return Deletion(name, _time(row, "at"), _text(row, "author"), source, native)
    if op == "author_gone":
        return Departure(_text(row, "author", need=True), _time(row, "at"))
    if op == "tally":
        counts = {key: _count(row, key, signed=True) for key in ("likes", "reposts", "replies")}
        return Tally(_text(row, "id", need=True), _time(row, "at"), **counts)
    if op == "label":
        return _labelling(row, origin)
    raise ValueError(f"op is {op!r}; it may be create, update, delete, author_gone, tally or label")


def _labelling(row: dict[str, Any], origin: Origin) -> Labelling:
    return Labelling(
        _text(row, "subject", need=True),
        _text(row, "label", need=True),
        _time(row, "at"),
        _text(row, "labeler"),
        _text(row, "source", origin.name),
        of="author" if _text(row, "of", "post") == "author" else "post",
        gone=_get(row, "gone", bool, default=False),
        until=_time(row, "until") if row.get("until") is not None else None,
    )


def _post(row: dict[str, Any], origin: Origin, now: datetime) -> Post:
    name = _text(row, "id", need=True)
    rest: dict[str, Any] = {
        **{key: _text(row, key) for key in ("url", "native", "reply_to", "quotes", "reposts_of")},
        **{key: _texts(row, key) for key in ("tags", "links", "labels")},
        **{key: _count(row, key) for key in ("rev", "likes", "reposts", "replies")},
    }
    return Post(
        id=name,
        network=_text(row, "network", need=True),
        source=_text(row, "source", origin.name),
        author=_author(_get(row, "author", dict, need=True)),
        text=clean(_text(row, "text", need=True, raw=True)),
        created=_time(row, "created"),
        seen=_time(row, "seen", now),
        lang=_text(row, "lang", "und"),
        root=_text(row, "root", name),
        media=tuple(_medium(item) for item in _get(row, "media", list, default=[])),
        terms=_text(row, "terms", origin.terms),
        trainable=_get(row, "trainable", bool, default=origin.trainable),
        **rest,
    )


def _author(row: dict[str, Any]) -> Author:
    told = {key: _text(row, key) for key in ("handle", "name")}
    return Author(_text(row, "id", need=True), bot=_get(row, "bot", bool, default=False), **told)


def _medium(row: Any) -> Media:
    kind = row.get("kind") if isinstance(row, dict) else None
    if kind not in ("image", "video", "audio", "link"):
        raise ValueError(f"a medium's kind is {kind!r}; it may be image, video, audio or link")
    return Media(kind, _text(row, "url", need=True), _text(row, "alt"))


def _get(
    row: dict[str, Any], key: str, kind: type[T], *, default: T | None = None, need: bool = False
) -> T:
    value = row.get(key)
    if value is None and not need and default is not None:
        return default
    if value is None:
        raise ValueError(f"{key} is missing")
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{key} is {type(value).__name__}, not {kind.__name__}")
    return value


def _text(
    row: dict[str, Any], key: str, default: str = "", *, need: bool = False, raw: bool = False
) -> str:
    value = _get(row, key, str, default=default, need=need)
    value = value if raw else clean(value, 4_096)
    if need and not raw and not value:
        raise ValueError(f"{key} is empty")
    return value


def _texts(row: dict[str, Any], key: str) -> tuple[str, ...]:
    values = _get(row, key, list, default=[])
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"{key} holds something that is no text")
    return tuple(clean(value, 4_096) for value in values)


def _count(row: dict[str, Any], key: str, *, signed: bool = False) -> int:
    value = _get(row, key, int, default=0)
    if abs(value) >= 2**53 or (value < 0 and not signed):
        raise ValueError(f"{key} is {value}")
    return value


def _time(row: dict[str, Any], key: str, default: datetime | None = None) -> datetime:
    if row.get(key) is None and default is not None:
        return default
    moment = parse_time(row.get(key))
    if moment is None:
        raise ValueError(f"{key} is {row.get(key)!r}, no time as 2026-08-20T09:30:00Z")
    return moment


# As a source


class Jsonl:
    """A file of changes, or standard input ("-"): read to its end, and then followed.

    The cursor is the number of bytes and lines read. With `follow` the file is looked at again
    every `every_s` seconds for whole new lines; a file that became shorter is read anew.
    """

    network = "jsonl"

    def __init__(
        self,
        origin: Origin,
        path: Path,
        *,
        follow: bool = True,
        every_s: float = 2.0,
        outside: Outside = Outside(),  # noqa: B008 — frozen
    ) -> None:
        self.name = origin.name
        self._origin, self._path, self._outside = origin, path, outside
        self._follow = follow and str(path) != "-"
        self._every_s = every_s

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield the file's changes in batches; the last News of an import says so."""
        if str(self._path) == "-":
            async for news in self._whole(sys.stdin.buffer, 0, 0):
                yield news
            yield News(last=True)
            return
        at, line = _cursor(cursor)
        while True:
            try:
                with self._path.open("rb") as file:
                    size = file.seek(0, io.SEEK_END)
                    at, line = (at, line) if at <= size else (0, 0)
                    file.seek(at)
                    async for news in self._whole(file, at, line):
                        at, line = _cursor(news.cursor)
                        yield news
            except FileNotFoundError as error:
                raise FeedUnreachable(f"{self._path} is not there; check the path") from error
            except OSError as error:
                raise FeedDenied(f"{self._path} cannot be read: {error.strerror}") from error
            if not self._follow:
                yield News(last=True)
                return
            yield News()
            await self._outside.sleep(self._every_s)

    async def _whole(self, file: IO[bytes], at: int, line: int) -> AsyncIterator[News]:
        """Yield batches of whole lines, each with the cursor behind it."""
        while True:
            lines, size = await asyncio.to_thread(_take, file, follow=self._follow)
            if not lines:
                return
            changes: list[Change] = []
            notes: list[str] = []
            for found in read_jsonl(lines, self._origin, self._outside.now):
                if isinstance(found, BadLine):
                    notes.append(f"{self._path}:{line + found.number}: {found.reason}")
                else:
                    changes.append(found)
            at, line = at + size, line + len(lines)
            bad = len(notes)
            yield News(tuple(changes), f"{at} {line}", garbage=bad, notes=tuple(notes[:NOTES]))


def _take(file: IO[bytes], *, follow: bool) -> tuple[list[bytes], int]:
    """Read up to BATCH whole lines and their size; a line without an end waits for it.

    An overlong line is read in pieces and kept short, so that it costs no memory.
    """
    lines: list[bytes] = []
    size = 0
    while len(lines) < BATCH:
        start = piece = file.readline(LONGEST_LINE + 1)
        length = len(piece)
        while piece and not piece.endswith(b"\n"):
            piece = file.readline(LONGEST_LINE + 1)
            length += len(piece)
        whole = (piece or start).endswith(b"\n")
        if not start or (follow and not whole):
            break
        lines.append(start if length == len(start) else start[: LONGEST_LINE + 1])
        size += length
    return lines, size


def _cursor(cursor: str) -> tuple[int, int]:
    parts = cursor.split()
    numbers = len(parts) == 2 and all(p.isascii() and p.isdecimal() for p in parts)
    return (int(parts[0]), int(parts[1])) if numbers else (0, 0)
