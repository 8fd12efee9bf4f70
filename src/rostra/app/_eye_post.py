"""The pictures of a post: from the folder where they were kept, else fetched."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from rostra.app._eye_pictures import Brought, fetched, opened
from rostra.errors import FetchError, PictureError

if TYPE_CHECKING:
    from rostra.app._seen_before import SeenBook
    from rostra.app._seen_files import SeenFiles
    from rostra.posts import Post, Store
    from rostra.records import Engine
    from rostra.settings import Settings

log = logging.getLogger(__name__)


def post_pictures(  # noqa: PLR0913 - where they come from, where they go
    post: Post,
    settings: Settings,
    records: Engine,
    store: Store,
    files: SeenFiles,
    book: SeenBook,
    *,
    now: datetime,
    only: int | None = None,
) -> tuple[list[Brought], list[str]]:
    """Return the pictures of a post (number `only` alone), and why others could not be had.

    A post that was deleted meanwhile leaves none: neither a file nor a row.
    """
    from rostra.records import seen_in_post

    kept = {row.url: row.sha256 for row in seen_in_post(records, post.id)}
    found: list[Brought] = []
    lacking: list[str] = []
    every = [one for one in post.media if one.kind == "image"]
    wanted = every[: settings.vision.most] if only is None else every[only : only + 1]
    for media in wanted:
        held = files.find(kept[media.url]) if media.url in kept else None
        try:
            data = held if held is not None else fetched(media.url, settings)
            picture = opened(data, media.url, settings)[0]
        except (FetchError, PictureError) as error:
            lacking.append(str(error))
            continue
        one = Brought(picture, media.alt or media.url, post, media.url)
        if held is None:
            files.keep(picture)
        if media.url not in kept:
            book.note(one, now=now, owner="")
        found.append(one)
    if post.id not in store.get([post.id]):
        from rostra.records import forget_seen

        files.forget(forget_seen(records, posts=[post.id]))
        book.forget()
        return [], []
    return found, lacking
