"""From what a person shows, a file or an address, to pictures made anew from pixels."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rostra import fetch as outbound
from rostra.app._eye_words import Shown
from rostra.app._tools import page_reach
from rostra.errors import FetchError, PictureRefused
from rostra.vision import Limits, Picture, open_pictures

if TYPE_CHECKING:
    from rostra.posts import Post
    from rostra.settings import Settings

SENT = 40_000_000
"""Bytes of pictures that one question may carry to the owner."""
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture that is looked at, and the post it hangs on where it does on one."""

    picture: Picture
    name: str
    post: Post | None = None
    url: str = ""


def limits_of(settings: Settings) -> Limits:
    """Return how large a file may be, and how many of its pages are read."""
    told = settings.vision
    return Limits(bytes=told.picture_mb * MB, pages=told.pages)


def shown_file(path: Path, settings: Settings, pages: tuple[int, int] | None) -> tuple[Shown, ...]:
    """Read a file and make its pictures anew, so that nothing else of it goes further.

    Raises PictureRefused, with the file's name.
    """
    limits = limits_of(settings)
    try:
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except OSError as error:
        raise PictureRefused(f"{path}: {error.strerror or error}; name another file") from None
    try:
        made = open_pictures(data, limits, pages)
    except PictureRefused as error:
        raise PictureRefused(f"{path}: {error}") from error
    return tuple(_shown(one, path.name) for one in made)


def _shown(one: Picture, name: str) -> Shown:
    return Shown(
        b64encode(one.data).decode("ascii"), name=name, page=one.page, pages=one.pages,
        source=one.source, more=one.more, located=one.located,
    )  # fmt: skip


def brought(images: Sequence[Shown], settings: Settings) -> Iterator[Brought]:
    """Open what is shown; addresses go through the fetcher. Raises PictureRefused, FetchError."""
    told = settings.vision
    if len(images) > max(told.most, told.pages):
        raise PictureRefused(
            f"{len(images)} pictures are more than the {max(told.most, told.pages)} of one question"
        )
    if sum(len(one.data) for one in images) > SENT * 4 / 3:
        raise PictureRefused(
            f"the pictures have more than {SENT // MB} MB together; show fewer, or smaller ones"
        )
    for one in images:
        name = one.name or one.url or "picture"
        data = fetched(one.url, settings) if one.url else _decoded(one.data, name)
        for picture in opened(data, name, settings, (one.first, one.last)):
            yield Brought(_as_it_was(picture, one), name, url=one.url)


def _as_it_was(picture: Picture, one: Shown) -> Picture:
    return replace(
        picture,
        source=one.source or picture.source,
        page=one.page or picture.page,
        pages=one.pages or picture.pages,
        more=one.more or picture.more,
        located=one.located or picture.located,
    )


def opened(
    data: bytes, name: str, settings: Settings, span: tuple[int, int] = (0, 0)
) -> tuple[Picture, ...]:
    """Open a file that was brought; raises PictureRefused, with its name."""
    first, last = span
    pages = (first or 1, last or first) if first or last else None
    try:
        return open_pictures(data, limits_of(settings), pages)
    except PictureRefused as error:
        raise PictureRefused(f"{name[:200]}: {error}") from error


def fetched(url: str, settings: Settings) -> bytes:
    """Fetch a picture from a public address (or a host of the operator's); raises FetchError."""
    told = settings.vision
    limits = outbound.Limits(max_bytes=told.picture_mb * MB, seconds=told.fetch_seconds)
    reply = outbound.fetch(url, limits=limits, reach=page_reach(settings.tools))
    if reply.status >= 400:
        raise FetchError(f"{reply.url} answered {reply.status}; check the picture's address")
    return reply.body


def _decoded(data: str, name: str) -> bytes:
    try:
        return b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise PictureRefused(f"{name[:200]}: the picture is no base64; send it again") from None
