"""Long texts of an X archive: they stand in a file of their own and name no post."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any

from rostra.feeds._times import parse_time

APART_S = 5
"""Seconds that may lie between a post and its long text."""

SURE = 20
"""Characters of its beginning that a cut text must share with the long one."""

_SHORT = re.compile(r"https?://t\.co/\w+")
_TAIL = re.compile(r"(?:\s*https?://t\.co/\w+)*\s*$")
_MENTION = re.compile(r"@\w{1,20}\s+")


@dataclass(frozen=True, slots=True)
class Note:
    """A long text: when it was written, its words, its links and tags in X's own form."""

    at: datetime
    text: str
    urls: tuple[dict[str, Any], ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Notes:
    """The long texts of an archive, by the second in which they were written."""

    _by_second: dict[int, list[Note]] = field(default_factory=dict)

    def add(self, row: Any) -> bool:
        """Take in one row of note-tweet.js; False when it cannot be read."""
        told = row.get("noteTweet", row) if isinstance(row, dict) else None
        core = told.get("core") if isinstance(told, dict) else None
        at = parse_time(told.get("createdAt")) if isinstance(told, dict) else None
        text = core.get("text") if isinstance(core, dict) else None
        if at is None or not isinstance(text, str):
            return False
        urls = tuple(
            {"url": url.get("shortUrl"), "expanded_url": url.get("expandedUrl")}
            for url in _list(core, "urls")
            if isinstance(url, dict)
        )
        tags = (
            tag.get("text") if isinstance(tag, dict) else tag for tag in _list(core, "hashtags")
        )
        note = Note(at, text, urls, tuple(tag for tag in tags if isinstance(tag, str)))
        self._by_second.setdefault(int(at.timestamp()), []).append(note)
        return True

    def find(self, cut: str, at: datetime | None) -> Note | None:
        """Return the long text of a cut post written at that time, its mentions before it.

        X ends a cut text with "…" and maybe a link to the post, and leaves the people who are
        answered out of the long one. Two different texts that fit are none.
        """
        shown = _TAIL.sub("", cut)
        if at is None or not shown.endswith("…"):
            return None
        second, beginning = int(at.timestamp()), shown[:-1].rstrip()
        fitting: dict[str, Note] = {}
        for near in range(second - APART_S, second + APART_S + 1):
            for note in self._by_second.get(near, ()):
                people = _people_before(note.text, beginning)
                if people is not None:
                    whole = people + note.text
                    fitting[whole] = Note(note.at, whole, note.urls, note.tags)
        return next(iter(fitting.values())) if len(fitting) == 1 else None


def _people_before(text: str, beginning: str) -> str | None:
    """Return the mentions before `text` in its cut `beginning`, None where it is another's."""
    whole, at = _plain(text), 0
    while True:
        rest = _plain(beginning[at:])
        if len(rest) < SURE:
            return None
        if whole.startswith(rest) and len(whole) > len(rest):
            return beginning[:at]
        mention = _MENTION.match(beginning, at)
        if mention is None:
            return None
        at = mention.end()


def _plain(text: str) -> str:
    """Make texts comparable: one way to write `&`, any short address like any other."""
    return _SHORT.sub("https://t.co/", unescape(text))


def _list(row: Any, key: str) -> list[Any]:
    value = row.get(key) if isinstance(row, dict) else None
    return value if isinstance(value, list) else []
