"""Every picture that was seen, and whether one that comes was seen before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from rostra.app._eye_sayings import before_words
from rostra.app._eye_words import SeenBefore
from rostra.errors import PictureError
from rostra.vision import Album, Match, imprint, packed, unpacked

if TYPE_CHECKING:
    from rostra.app._eye_pictures import Brought
    from rostra.posts import Post
    from rostra.records import Engine, SeenPicture
    from rostra.vision import Picture

LOOKED = 16
TOLD = 5


class SeenBook:
    """The pictures that were seen, from the records; in memory once the first is looked up."""

    def __init__(
        self, records: Engine, posts: Callable[[Sequence[str]], Mapping[str, Post]]
    ) -> None:
        self._records = records
        self._posts = posts
        self._lock = threading.Lock()
        self._album: Album[int] | None = None
        self._last = 0

    def note(self, one: Brought, *, now: datetime, owner: str) -> None:
        """Keep that a picture was seen: in its post, else in a question of `owner`'s."""
        from rostra.records import SeenPicture, keep_seen

        kept = packed(imprint(one.picture))
        if one.post is None:
            seen = SeenPicture(one.picture.sha256, kept, now, now, owner)
        else:
            post = one.post
            seen = SeenPicture(
                one.picture.sha256, kept, post.created, now, "", post.id, post.author.id,
                post.source, post.native, one.url,
            )  # fmt: skip
        keep_seen(self._records, seen)

    def before(
        self, picture: Picture, *, lang: str, owner: str, but: str = "", most: int = TOLD
    ) -> tuple[SeenBefore, ...]:
        """Find earlier sights of a picture, the first one first, then of what only looks alike.

        The post `but` is left out, and so are questions of others.
        """
        from rostra.records import find_seen, seen_as

        found = {match.key: match for match in self._fresh().find(imprint(picture), most=LOOKED)}
        rows = {row.number: row for row in seen_as(self._records, picture.sha256)}
        rows |= find_seen(self._records, found.keys())
        meant = [
            row
            for row in rows.values()
            if (not but or row.post_id != but) and (row.post_id or row.owner == owner)
        ]

        def order(row: SeenPicture) -> tuple[bool, datetime, int]:
            near = found.get(row.number)
            alike = row.sha256 != picture.sha256 and near is not None and not near.same
            return alike, row.at, row.number

        first = sorted(meant, key=order)[:most]
        posts = self._posts([row.post_id for row in first if row.post_id])
        return tuple(
            _told(row, found.get(row.number), picture, posts.get(row.post_id), lang)
            for row in first
        )

    def forget(self) -> None:
        """Let the album be made anew: rows were forgotten."""
        with self._lock:
            self._album, self._last = None, 0

    def _fresh(self) -> Album[int]:
        """Return the album, with what was kept since, by this process or another."""
        from rostra.records import seen_after

        with self._lock:
            album: Album[int] = self._album if self._album is not None else Album()
            while rows := seen_after(self._records, self._last):
                for number, kept in rows:
                    with suppress(PictureError):  # written by another version: by its hash alone
                        album.add(number, unpacked(kept))
                self._last = rows[-1][0]
            self._album = album
            return album


def _told(
    row: SeenPicture, match: Match[int] | None, picture: Picture, post: Post | None, lang: str
) -> SeenBefore:
    exact = row.sha256 == picture.sha256
    near = None if exact else match
    author = (post.author.handle or post.author.name or post.author.id) if post else ""
    told = SeenBefore(
        row.at, row.post_id, author, post.url if post else "", post.network if post else "",
        exact, near.same if near else True, near.share if near else 1.0,
        near.overlap if near else 1.0, bool(near and near.altered), bool(near and near.mirrored),
        "",
    )  # fmt: skip
    return replace(told, words=before_words(lang, told))
