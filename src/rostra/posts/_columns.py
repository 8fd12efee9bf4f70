"""Posts to Arrow columns on the way in, rows to posts on the way out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rostra.posts._intake import key_of, native_key
from rostra.posts._types import Author, Media, Post

READ = (
    "id, network, source, author, handle, name, bot, text, created, seen, url, lang, rev, native, "
    "reply_to, root, quotes, reposts_of, tags, links, media, labels, likes, reposts, replies, "
    "terms, trainable"
)
"""Columns of `posts` in the order in which `post_of` takes them."""

_PLAIN = [
    *("id", "network", "source", "text", "lang", "url", "native", "reply_to", "root", "quotes"),
    *("reposts_of", "rev", "likes", "reposts", "replies", "terms", "trainable"),
]


def post_columns(posts: Sequence[Post], keys: Sequence[int], words: Sequence[list[str]]) -> Any:
    """Lay posts out as an Arrow table with the columns of `posts`."""
    import pyarrow as pa

    strings = pa.list_(pa.string())
    authors = [post.author for post in posts]
    columns: dict[str, Any] = {
        "key": key_array(keys),
        "created": moments(post.created for post in posts),
        "seen": moments(post.seen for post in posts),
        "author_key": key_array(key_of(author.id) for author in authors),
        "author": [author.id for author in authors],
        "handle": [author.handle for author in authors],
        "name": [author.name for author in authors],
        "bot": [author.bot for author in authors],
        "words": pa.array(words, strings),
        "native_key": key_array(native_key(post.source, post.native) for post in posts),
        "reply_key": key_array(key_of(post.reply_to) if post.reply_to else 0 for post in posts),
        "root_key": key_array(key_of(post.root or post.id) for post in posts),
        "media": [_media_text(post.media) if post.media else "" for post in posts],
    }
    for name in ("tags", "links", "labels"):
        columns[name] = pa.array([getattr(post, name) for post in posts], strings)
    for name in _PLAIN:
        columns[name] = [getattr(post, name) for post in posts]
    return pa.table(columns)


def vector_columns(posts: Sequence[Post], keys: Sequence[int], vectors: Any) -> Any:
    """Lay posts' vectors out as an Arrow table with the columns of both tables of vectors."""
    return key_columns(
        keys,
        rev=[post.rev for post in posts],
        created=moments(post.created for post in posts),
        seen=moments(post.seen for post in posts),
        vector=vector_array(vectors),
    )


def vector_array(vectors: Any) -> Any:
    """Make rows of a matrix an Arrow list array without touching each number."""
    import numpy as np
    import pyarrow as pa

    matrix = np.ascontiguousarray(vectors, dtype=np.float32)
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
    (id_, network, source, author, handle, name, bot, text, created, seen, url, lang, rev) = row[
        :13
    ]
    (native, reply_to, root, quotes, reposts_of, tags, links, media, labels) = row[13:22]
    return Post(
        id=id_,
        network=network,
        source=source,
        author=Author(author, handle, name, bot=bot),
        text=text,
        created=created,
        seen=seen,
        url=url,
        lang=lang,
        rev=rev,
        native=native,
        reply_to=reply_to,
        root=root,
        quotes=quotes,
        reposts_of=reposts_of,
        tags=tuple(tags),
        links=tuple(links),
        media=tuple(Media(*m) for m in json.loads(media)) if media else (),
        labels=tuple(labels),
        likes=max(0, row[22] + likes),
        reposts=max(0, row[23] + reposts),
        replies=max(0, row[24] + replies),
        terms=row[25],
        trainable=row[26],
    )


def _media_text(media: Sequence[Media]) -> str:
    return json.dumps([(m.kind, m.url, m.alt) for m in media], ensure_ascii=False)
