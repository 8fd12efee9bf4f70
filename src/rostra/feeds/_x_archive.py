"""The zip that X gives its users of their own posts, read piece by piece."""

from __future__ import annotations

import asyncio
import json
import re
import zipfile
import zlib
from codecs import getincrementaldecoder
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from rostra.errors import FeedDenied, FeedGarbage
from rostra.feeds._asking import Origin, Outside
from rostra.feeds._contract import News
from rostra.feeds._times import settle
from rostra.feeds._x_archive_notes import Notes
from rostra.feeds._x_posts import TERMS, expanded, snowflake_time
from rostra.posts import Author, Media, Post
from rostra.text import clean, language

MEMBER = re.compile(r"(?:^|/)data/tweets?(?:-part\d+)?\.js$")
NOTES = re.compile(r"(?:^|/)data/note-tweets?(?:-part\d+)?\.js$")
ACCOUNT = re.compile(r"(?:^|/)data/account\.js$")

MOST_BYTES = 8_000_000_000
"""Unpacked bytes that are read of one archive; the largest real ones hold about one billion."""

NOTE_BYTES = 200_000_000
"""Unpacked bytes of long texts that are read; they are held in memory."""

LONGEST_ROW = 1_000_000
CHUNK = 1 << 16
BATCH = 500
MOST = 64
_START = re.compile(r"^[^\[{]{0,200}=\s*\[")
_KINDS = {"photo": "image", "video": "video", "animated_gif": "video"}
_DECODER = json.JSONDecoder()


@dataclass(slots=True)
class Archive:
    """An opened archive: whose it is, and how many rows could not be read so far."""

    owner: Author
    zip: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]
    garbage: int = 0


class XArchive:
    """An archive as a source: its posts, and then the end. A restart reads it anew."""

    network = "x"

    def __init__(
        self,
        origin: Origin,
        path: Path,
        *,
        outside: Outside = Outside(),  # noqa: B008 — frozen
    ) -> None:
        self.name = origin.name
        self._origin, self._path, self._outside = origin, path, outside

    async def news(self, cursor: str) -> AsyncIterator[News]:  # noqa: ARG002 — ids make repetition harmless
        """Yield the archive's posts in batches."""
        archive = await asyncio.to_thread(open_archive, self._path)
        with archive.zip:
            posts = archive_posts(archive, self._origin, self._outside.now())
            told, more = 0, True
            while more:
                batch, fault = await asyncio.to_thread(_batch, posts)
                yield News(tuple(batch), garbage=archive.garbage - told)
                if fault is not None:
                    raise fault
                told, more = archive.garbage, len(batch) == BATCH
        yield News(last=True)


def _batch(posts: Iterator[Post]) -> tuple[list[Post], FeedGarbage | None]:
    """Take some posts; what stood before a fault in the archive is not lost with it."""
    batch: list[Post] = []
    try:
        for post in islice(posts, BATCH):
            batch.append(post)  # noqa: PERF402 — the posts before a fault count
    except FeedGarbage as fault:
        return batch, fault
    return batch, None


def open_archive(path: Path) -> Archive:
    """Open the zip and find its posts by name; nothing is unpacked to disk.

    FeedDenied when the file cannot be read, FeedGarbage when it is no archive of X's.
    """
    try:
        opened = zipfile.ZipFile(path)
    except OSError as error:
        raise FeedDenied(f"the archive {path} cannot be read: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        raise FeedGarbage(f"{path} is no zip file: {error}") from error
    members = tuple(info for info in opened.infolist() if MEMBER.search(info.filename))
    if not members:
        opened.close()
        raise FeedGarbage(f"{path} holds no data/tweets.js; ask X for an archive of your data")
    return Archive(_owner(opened), opened, members)


def archive_posts(archive: Archive, origin: Origin, now: datetime) -> Iterator[Post]:
    """Yield the posts of an archive; rows that cannot be read are counted in `archive.garbage`."""
    budget, notes = [MOST_BYTES], _notes(archive)
    for member in archive.members:
        with _opened(archive.zip, member) as file:
            for row in _rows(file, budget):
                post = _post(row, archive.owner, origin, now, notes)
                if post is None:
                    archive.garbage += 1
                else:
                    yield post


def _notes(archive: Archive) -> Notes:
    """Read the texts beyond 280 characters; a fault in them costs no post, only its rest."""
    notes, budget = Notes(), [NOTE_BYTES]
    for member in archive.zip.infolist():
        if not NOTES.search(member.filename):
            continue
        try:
            with _opened(archive.zip, member) as file:
                archive.garbage += sum(not notes.add(row) for row in _rows(file, budget))
        except FeedGarbage:
            archive.garbage += 1
    return notes


def _opened(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return opened.open(member)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise FeedGarbage(f"{member.filename} in the archive cannot be read: {error}") from error


def _rows(file: IO[bytes], budget: list[int]) -> Iterator[Any]:
    """Read `window.YTD.….part0 = [ …, … ]` one element at a time, in bounded memory.

    `budget` counts down the unpacked bytes of the whole archive, as they come and not as the
    zip's directory claims: a bomb stops there.
    """
    decode = getincrementaldecoder("utf-8")("replace").decode
    text, started = "", False
    while True:
        try:
            chunk = file.read(CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise FeedGarbage(f"the archive is damaged: {error}") from error
        budget[0] -= len(chunk)
        if budget[0] < 0:
            raise FeedGarbage(f"the archive unpacks to more than {MOST_BYTES:,} bytes; refused")
        text += decode(chunk, not chunk)
        if not started:
            begin = _START.match(text)
            if begin is None and (len(text) > 200 or not chunk):
                raise FeedGarbage("a file of posts in the archive does not begin as X writes it")
            if begin is None:
                continue
            text, started = text[begin.end() :], True
        rows, text = _whole(text)
        yield from rows
        if len(text) > LONGEST_ROW:
            raise FeedGarbage("a row of the archive has no end")
        if not chunk:
            if text:
                yield None  # the file ends inside a row, or a row is no JSON
            return


def _whole(text: str) -> tuple[list[Any], str]:
    """Take the whole elements off the front of a list's text; returns them and the rest."""
    rows: list[Any] = []
    at = 0
    while True:
        while at < len(text) and text[at] in ", \t\r\n":
            at += 1
        if at >= len(text) or text[at] == "]":
            return rows, "" if at < len(text) else text[at:]
        try:
            row, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return rows, text[at:]
        rows.append(row)


def _owner(opened: zipfile.ZipFile) -> Author:
    """Read whose archive it is; without account.js the posts have no author's name."""
    for info in opened.infolist():
        if ACCOUNT.search(info.filename):
            with _opened(opened, info) as file:
                row = next(_rows(file, [LONGEST_ROW]), None)
            account = row.get("account") if isinstance(row, dict) else None
            if isinstance(account, dict):
                name = clean(str(account.get("accountDisplayName") or ""), 100)
                handle = clean(str(account.get("username") or ""), 50)
                return Author(clean(str(account.get("accountId") or ""), 30), handle, name)
    return Author("")


def _post(row: Any, owner: Author, origin: Origin, now: datetime, notes: Notes) -> Post | None:
    row = row.get("tweet", row) if isinstance(row, dict) else None
    native = str(row.get("id_str") or row.get("id") or "") if isinstance(row, dict) else ""
    if not native.isdecimal() or not native.isascii() or len(native) > 19:
        return None
    told = row.get("full_text") or row.get("text")
    if not isinstance(told, str):
        return None
    chain = _chain(row, native)
    entities = _dict(row, "entities")
    urls = _dicts(entities, "urls")
    named = [str(tag.get("text") or "") for tag in _dicts(entities, "hashtags")]
    note = notes.find(told, snowflake_time(native) or _moment(row.get("created_at")))
    if note is not None:
        told, named = note.text, [*named, *note.tags]
        urls = [*(url for url in urls if str(url.get("url")) in told), *note.urls]
    text, links = expanded(told, [*urls, *_pictures(row)])
    tags = (clean(name, 280) for name in named)
    parent = str(row.get("in_reply_to_status_id_str") or "")
    return Post(
        id=f"x:{chain[0]}",
        network="x",
        source=origin.name,
        author=owner,
        text=text,
        created=settle(snowflake_time(chain[0]) or _moment(row.get("created_at")), now),
        seen=now,
        url=f"https://x.com/{owner.handle or 'i'}/status/{native}",
        lang=language(text, str(row.get("lang") or "")),
        rev=chain.index(native) if native in chain else 0,
        native=native,
        reply_to=f"x:{parent}" if parent.isdecimal() else "",
        # The archive does not name the thread's first post; the parent is as near as it gets.
        root=f"x:{parent}" if parent.isdecimal() else f"x:{chain[0]}",
        tags=tuple(dict.fromkeys(tag for tag in tags if tag))[:MOST],
        links=links,
        media=tuple(_media(row))[:MOST],
        labels=("sensitive",) if row.get("possibly_sensitive") is True else (),
        likes=_count(row, "favorite_count"),
        reposts=_count(row, "retweet_count"),
        terms=origin.terms or TERMS,
        trainable=origin.trainable,
    )


def _chain(row: dict[str, Any], native: str) -> list[str]:
    info = _dict(row, "edit_info")
    control = _dict(info, "initial") or _dict(_dict(info, "edit"), "editControlInitial")
    ids = control.get("editTweetIds")
    chain = [str(i) for i in ids if str(i).isdecimal()] if isinstance(ids, list) else []
    return chain or [native]


def _pictures(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the short addresses that stand for the post's own pictures."""
    found = _dicts(_dict(row, "entities"), "media")
    return [{"url": medium.get("url"), "media_key": "own"} for medium in found]


def _media(row: dict[str, Any]) -> Iterator[Media]:
    held = _dict(row, "extended_entities") or _dict(row, "entities")
    for medium in _dicts(held, "media"):
        url, kind = str(medium.get("media_url_https") or ""), _KINDS.get(str(medium.get("type")))
        if kind and url.startswith("https://"):
            yield Media("image" if kind == "image" else "video", clean(url, 4_096))


def _moment(value: object) -> datetime | None:
    """Read X's old way of writing time: Wed Oct 10 20:19:24 +0000 2018."""
    try:
        return datetime.strptime(str(value), "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        return None


def _count(row: dict[str, Any], key: str) -> int:
    value = str(row.get(key) or "0")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else 0


def _dict(row: dict[str, Any], key: str) -> dict[str, Any]:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _dicts(row: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = row.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
