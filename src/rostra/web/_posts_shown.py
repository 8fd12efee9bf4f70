"""A post and its thread in the pieces that their page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from rostra.posts import MEANINGS

if TYPE_CHECKING:
    from rostra.posts import Media, Post

DEEPEST = 4
"""How far a reply is moved in at most."""
EPOCH = 1_000_000_000
"""Seconds since 1970 in 2001: no post is older."""
AROUND = 60
"""Posts of a thread that are shown, those around the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A post of a thread, how deep it stands, and whether it is the one that was asked for."""

    post: Post
    depth: int
    here: bool


@dataclass(frozen=True, slots=True)
class View:
    """A picture of a post: by its number there, never by its address elsewhere."""

    src: str
    whole: str
    alt: str


def turns(thread: Sequence[Post], post: Post) -> tuple[tuple[Turn, ...], int]:
    """Lay out a thread, oldest first; returns how many posts of it are not shown, too."""
    told = list(thread) if any(one.id == post.id for one in thread) else [*thread, post]
    at = next(n for n, one in enumerate(told) if one.id == post.id)
    start = max(0, min(at - AROUND // 2, len(told) - AROUND))
    known = {one.id: one for one in told}
    kept = told[start : start + AROUND]
    return (
        tuple(Turn(one, _depth(one, known), one.id == post.id) for one in kept),
        len(told) - len(kept),
    )


def _depth(post: Post, known: Mapping[str, Post]) -> int:
    depth, at = 0, post
    while depth < DEEPEST and at.reply_to in known and at.reply_to != at.id:
        at = known[at.reply_to]
        depth += 1
    return depth


def views(post: Post) -> tuple[View, ...]:
    """List the pictures of a post, as they are sent from here."""
    pictures = [media for media in post.media if media.kind == "image"]
    return tuple(_view(post.id, at, media) for at, media in enumerate(pictures))


def _view(post_id: str, at: int, media: Media) -> View:
    place = "/posts/-/picture?" + urlencode({"post": post_id, "at": at})
    return View(f"{place}&side=480", f"{place}&side=2048", media.alt)


def edited_at(post: Post) -> datetime | None:
    """Return when a post was edited last: by its revision where that is a time, else when it came.

    Networks count revisions in microseconds or seconds since 1970, or from 1; None: never edited.
    An article of Nostr is numbered by the time of its first text, and a clock may be ahead of ours.
    """
    if not post.rev:
        return None
    for unit in (1_000_000, 1):
        if EPOCH <= post.rev // unit < 4 * EPOCH:
            at = datetime.fromtimestamp(post.rev / unit, UTC)
            return min(at, post.seen) if at > post.created else None
    return post.seen


def warnings(post: Post, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """List the labels that a reader is warned of before the text is shown."""
    meant = {**MEANINGS, **meanings}
    return tuple(label for label in post.labels if meant.get(label) == "warn")


def post_path(post_id: str) -> str:
    """Return the address of a post's page."""
    return f"/posts/{quote(post_id, safe='')}"


def out(url: str) -> str:
    """Return an address that a link may lead to, "" for every other."""
    return url if url.startswith(("https://", "http://")) else ""
