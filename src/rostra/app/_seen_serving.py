"""Pictures of posts as they are sent to whoever reads the posts: by number, or by hash."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra.app._eye_post import post_pictures
from rostra.app._picture_serving import sent

if TYPE_CHECKING:
    from rostra.app._eye_words import SeenNamed
    from rostra.app._picture_words import PictureFile
    from rostra.app._seen_before import SeenBook
    from rostra.app._seen_files import SeenFiles
    from rostra.posts import Store
    from rostra.records import Engine
    from rostra.settings import Settings

SHOWN = 12
"""Characters of its hash that name a picture to whoever saves it."""


def seen_file(
    named: SeenNamed,
    settings: Settings,
    records: Engine,
    store: Store,
    files: SeenFiles,
    book: SeenBook,
) -> PictureFile | None:
    """Return a picture of a post that is still known; None where there is none.

    One that is not kept is fetched where that is wished; one that cannot be had is none.
    """
    sha256 = named.sha256 or _of_post(named, records, store)
    if sha256 and _public(sha256, records, store) and (data := files.find(sha256)):
        return sent_seen(data, sha256, named.side)
    post = store.get([named.post]).get(named.post) if named.post and named.fetch else None
    if post is None or named.at < 0:
        return None
    found, _ = post_pictures(
        post, settings, records, store, files, book, now=datetime.now(UTC), only=named.at
    )
    return sent_seen(found[0].picture.data, found[0].picture.sha256, named.side) if found else None


def _of_post(named: SeenNamed, records: Engine, store: Store) -> str:
    """Return the hash of a post's picture, "" where it was not looked at yet."""
    from rostra.records import seen_in_post

    post = store.get([named.post]).get(named.post)
    urls = [media.url for media in post.media if media.kind == "image"] if post else []
    if not 0 <= named.at < len(urls):
        return ""
    rows = seen_in_post(records, named.post)
    return next((row.sha256 for row in rows if row.url == urls[named.at]), "")


def _public(sha256: str, records: Engine, store: Store) -> bool:
    """Whether a post that is known shows it."""
    from rostra.records import seen_as

    posts = [row.post_id for row in seen_as(records, sha256) if row.post_id]
    return bool(posts and store.get(posts))


def sent_seen(data: bytes, sha256: str, side: int) -> PictureFile:
    """Return a picture that was seen as it is sent."""
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return sent(data, kind, f"rostra-{sha256[:SHOWN]}", sha256, side)
