"""What a post must be before it is kept: every rule that cuts, mends or refuses is here."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from rostra.errors import PostRefused
from rostra.posts._types import EPOCH, Author, Media, Post
from rostra.text import clean

TEXT_LIMIT = 20_000
"""Characters of a post's text that are kept; the rest is cut."""

ID_LIMIT = 2_000
TAGS, LINKS, MEDIA, LABELS = 64, 64, 32, 64
"""How many of each are kept; the first ones."""

FIELD_LIMIT = 4_000
"""Characters of any other field."""

AHEAD = timedelta(minutes=5)
"""A post dated later than this after it was seen is dated to when it was seen."""

# Lone surrogates, what a terminal obeys, and what turns the direction of the text around it.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STRINGS = tuple(f.name for f in fields(Post) if f.type == "str" and f.name not in ("id", "text"))
_HUGE = 2**62


@lru_cache(maxsize=100_000)
def key_of(name: str) -> int:
    """Hash a name to the 64-bit key by which the tables know it."""
    return int.from_bytes(
        blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


def native_key(source: str, native: str) -> int:
    """Key of a post's local name: only its source makes it unique."""
    return key_of(f"{source}\x1f{native}") if native else 0


def author_grave(author: str) -> int:
    """Key under which an author's departure is kept among the graves."""
    return key_of(f"author\x1f{author}")


def admit(post: Post) -> Post:
    """Return the post as it may be kept, or raise PostRefused with the reason.

    Text is cleaned and cut at `TEXT_LIMIT`, lists are cut, a future date is drawn back to
    `seen`; lone surrogates and control characters go. Refused: no id, one over `ID_LIMIT` or
    with such characters, no author, a time without a zone or before 1970, a revision or count
    out of range.
    """
    _check_names(post)
    _check_times(post)
    if not 0 <= post.rev < _HUGE:
        raise PostRefused(f"revision {post.rev} is out of range; revisions count up from 0")
    if max(abs(post.likes), abs(post.reposts), abs(post.replies)) > _HUGE:
        raise PostRefused("its counts are out of range")
    text = clean(post.text, TEXT_LIMIT)
    late = post.created - post.seen > AHEAD
    if text != post.text or late:
        post = replace(post, text=text, created=post.seen if late else post.created)
    if post.tags or post.links or post.media or post.labels:
        post = _cut_lists(post)
    return post if _is_plain(post) else _mend(post)


def _check_names(post: Post) -> None:
    if not post.id or len(post.id) > ID_LIMIT:
        raise PostRefused(f"its id has {len(post.id)} characters; 1 to {ID_LIMIT} can be kept")
    if _UNFIT.search(post.id):
        raise PostRefused("its id is no valid text (control character or lone surrogate)")
    if not post.author.id:
        raise PostRefused("it has no author; nobody could take it back")


def _check_times(post: Post) -> None:
    for label, moment in (("created", post.created), ("seen", post.seen)):
        if moment.tzinfo is None:
            raise PostRefused(f"its {label} time has no time zone")
        if moment < EPOCH or moment.year > 2200:
            raise PostRefused(f"its {label} time {moment.isoformat()} lies outside 1970 to 2200")


def _cut_lists(post: Post) -> Post:
    fits = (
        len(post.tags) <= TAGS
        and len(post.links) <= LINKS
        and len(post.media) <= MEDIA
        and len(post.labels) <= LABELS
    )
    if fits:
        return post
    return replace(
        post,
        tags=post.tags[:TAGS],
        links=post.links[:LINKS],
        media=post.media[:MEDIA],
        labels=post.labels[:LABELS],
    )


def _is_plain(post: Post) -> bool:
    """Tell whether every field but the text is short and valid; most posts are."""
    author = post.author
    joined = "".join(
        (
            *(author.id, author.handle, author.name, post.url, post.native, post.reply_to),
            *(post.root, post.network, post.source, post.lang, post.quotes, post.reposts_of),
            *(post.terms, *post.tags, *post.links, *post.labels),
            *(part for m in post.media for part in (m.url, m.alt)),
        )
    )
    if len(joined) > FIELD_LIMIT:
        return False
    return (joined.isascii() and joined.isprintable()) or not _UNFIT.search(joined)


def _mend(post: Post) -> Post:
    author = post.author
    if len(author.id) > ID_LIMIT:
        raise PostRefused(f"its author's id has over {ID_LIMIT} characters")
    strings: dict[str, Any] = {name: _valid(getattr(post, name)) for name in _STRINGS}
    return replace(
        post,
        **strings,
        author=Author(
            _valid(author.id), _valid(author.handle), _valid(author.name), bot=author.bot
        ),
        tags=tuple(map(_valid, post.tags)),
        links=tuple(map(_valid, post.links)),
        labels=tuple(map(_valid, post.labels)),
        media=tuple(Media(m.kind, _valid(m.url), _valid(m.alt)) for m in post.media),
    )


def _valid(text: str) -> str:
    return _UNFIT.sub("", text[:FIELD_LIMIT])
