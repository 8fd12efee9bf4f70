"""Posts to Arrow columns on the way in, rows to posts on the way out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rostra.posts._intake import key_of, native_key
from rostra.posts._types import Author, Media, Post

READ = "id, network, source, handle, text, created, seen, lang, rev, tags, likes, more"
"""Columns of `posts` in the order in which `post_of` takes them."""

_PLAIN = ("id", "network", "source", "text", "lang", "rev", "likes")
_MORE = (
    *("url", "native", "reply_to", "root", "quotes", "reposts_of", "links", "labels"),
    *("reposts", "replies", "terms", "trainable"),
)


def post_columns(posts: Sequence[Post], keys: Sequence[int], words: Sequence[list[str]]) -> Any:
    """Lay posts out as an Arrow table with the columns of `posts`."""
    import pyarrow as pa

    strings = pa.list_(pa.string())
    columns: dict[str, Any] = {
        "created": moments(post.created for post in posts),
        "seen": moments(post.seen for post in posts),
        "author_key": key_array(key_of(post.author.id) for post in posts),
        "handle": [post.author.handle for post in posts],
        "words": [f" {'  '.join(terms)} " for terms in words],
        "repeats": [_repeats(terms) for terms in words],
        "length": pa.array([len(terms) for terms in words], pa.uint32()),
        "native_key": key_array(native_key(post.source, post.native) for post in posts),
        "reply_key": key_array(key_of(post.reply_to) if post.reply_to else 0 for post in posts),
        "root_key": key_array(key_of(post.root or post.id) for post in posts),
        "repost": [bool(post.reposts_of) for post in posts],
        "tags": pa.array([post.tags for post in posts], strings),
        "more": [_more(post) for post in posts],
    }
    for name in _PLAIN:
        columns[name] = [getattr(post, name) for post in posts]
    return key_columns(keys, **columns)


def _repeats(terms: Sequence[str]) -> str:
    """Write each term that stood before in the list, with a blank on either side."""
    new = set(terms)
    if len(new) == len(terms):
        return ""
    again = []
    for term in terms:
        if term in new:
            new.remove(term)
        else:
            again.append(term)
    return f" {'  '.join(again)} "


def _more(post: Post) -> str:
    """Write what is only shown as JSON; fields at their default are left out."""
    author = post.author
    more: dict[str, Any] = {"author": author.id}
    if author.name:
        more["name"] = author.name
    if author.bot:
        more["bot"] = True
    for name in _MORE:
        if value := getattr(post, name):
            more[name] = value
    if post.media:
        more["media"] = [(m.kind, m.url, m.alt) for m in post.media]
    return _write_json(more)


_write_json = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":")
).encode


def vector_columns(posts: Sequence[Post], keys: Sequence[int], vectors: Any) -> Any:
    """Lay posts' vectors out as an Arrow table with the columns of both tables of vectors."""
    return key_columns(
        keys,
        rev=[post.rev for post in posts],
        created=moments(post.created for post in posts),
        seen=moments(post.seen for post in posts),
        vector=vector_array(vectors),
    )


def rounded(vectors: Any) -> Any:
    """Round unit vectors to whole 127ths: one byte a number."""
    import numpy as np

    return np.rint(np.asarray(vectors) * 127).astype(np.int8)


def vector_array(vectors: Any) -> Any:
    """Make rows of a matrix an Arrow list array without touching each number."""
    import numpy as np
    import pyarrow as pa

    matrix = np.ascontiguousarray(vectors)
    rows, width = matrix.shape
    offsets = pa.array(np.arange(0, (rows + 1) * width, width, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, pa.array(matrix.reshape(-1)))


def moments(times: Iterable[datetime]) -> Any:
    """Make aware datetimes an Arrow array in UTC microseconds."""
    import pyarrow as pa

    return pa.array(list(times), pa.timestamp("us", "UTC"))


def key_array(keys: Iterable[int]) -> Any:
    """Make keys an Arrow array."""
    import pyarrow as pa

    return pa.array(list(keys), pa.uint64())


def key_columns(keys: Sequence[int], name: str = "key", **columns: Any) -> Any:
    """Make an Arrow table of keys and what else is given."""
    import pyarrow as pa

    return pa.table({name: key_array(keys), **columns})


def grave_columns(rows: Sequence[tuple[int, int, str, datetime]]) -> Any:
    """Make an Arrow table with the columns of `graves`."""
    return key_columns(
        [row[0] for row in rows],
        name="name_key",
        author_key=key_array(row[1] for row in rows),
        kind=[row[2] for row in rows],
        at=moments(row[3] for row in rows),
    )


def post_of(row: Sequence[Any], likes: int = 0, reposts: int = 0, replies: int = 0) -> Post:
    """Build a post from a row of `READ`; the counts are what came since it was written."""
    id_, network, source, handle, text, created, seen, lang, rev, tags, liked, told = row
    more: dict[str, Any] = json.loads(told)
    author = Author(more.pop("author"), handle, more.pop("name", ""), bot=more.pop("bot", False))
    for name in ("links", "labels"):
        more[name] = tuple(more.get(name, ()))
    return Post(
        id=id_,
        network=network,
        source=source,
        author=author,
        text=text,
        created=created,
        seen=seen,
        lang=lang,
        rev=rev,
        tags=tuple(tags),
        likes=max(0, liked + likes),
        reposts=max(0, more.pop("reposts", 0) + reposts),
        replies=max(0, more.pop("replies", 0) + replies),
        media=tuple(Media(*m) for m in more.pop("media", ())),
        **more,
    )
