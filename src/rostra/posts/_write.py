"""One batch of changes becomes rows, in an order in which a kill at any moment loses nothing.

Labels go first (they may hide a post that comes with them), then vectors (without their post
they are invisible), then posts, then what hides old ones,
then counts. A batch that was cut off is delivered again: what is there already is dropped, and
what was not yet hidden is hidden then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rostra.errors import PostRefused
from rostra.posts._columns import (
    grave_columns,
    key_array,
    key_columns,
    moments,
    post_columns,
    rounded,
    vector_columns,
)
from rostra.posts._engine import PACKED, Engine, packed
from rostra.posts._intake import admit, author_grave, key_of, native_key
from rostra.posts._labels import Labels, fault
from rostra.posts._meaning import Neighbours
from rostra.posts._terms import index_terms
from rostra.posts._types import (
    SAMPLE,
    Change,
    Deletion,
    Departure,
    Labelling,
    Post,
    Tally,
    Written,
)

_AT_ONCE = 1_000
"""Posts that are laid out in one go: `text.words` remembers twice as many texts."""

_ROW = "key, rev, author_key, source, native_key"


@dataclass(frozen=True, slots=True)
class Row:
    """A stored revision, as far as writing needs to know it."""

    key: int
    rev: int
    author_key: int
    source: str
    native_key: int
    id: str = ""


@dataclass(slots=True)
class Batch:
    """What a batch will do, as its changes are read in order."""

    stored: dict[int, list[Row]]
    graves: dict[int, dict[int, datetime]]
    fresh: dict[int, Post] = field(default_factory=dict)
    hide: dict[tuple[int, int], datetime] = field(default_factory=dict)
    buried: dict[tuple[int, int, str], datetime] = field(default_factory=dict)
    tallies: dict[int, list[int]] = field(default_factory=dict)
    aliases: set[tuple[int, int]] = field(default_factory=set)
    labels: Labels = field(default_factory=Labels)
    refused: list[tuple[str, str]] = field(default_factory=list)
    gone: dict[str, None] = field(default_factory=dict)
    added: int = 0
    edited: int = 0
    deleted: int = 0
    repeated: int = 0
    labelled: int = 0


def write(engine: Engine, changes: Sequence[Change], near: Neighbours | None) -> Written:
    """Apply a batch of changes and return when they are safe against a killed process."""
    refused: list[tuple[str, str]] = []
    admitted: list[Change] = []
    for change in changes:
        try:
            admitted.append(admit(change) if isinstance(change, Post) else change)
        except PostRefused as reason:
            refused.append((change.id if isinstance(change, Post) else "", str(reason)))
    batch = Batch(*_look_up(engine, admitted), refused=refused)
    for change in admitted:
        if isinstance(change, Post):
            _take_post(batch, change)
        elif isinstance(change, Deletion):
            _take_deletion(engine, batch, change)
        elif isinstance(change, Departure):
            _take_departure(engine, batch, change)
        elif isinstance(change, Tally):
            _take_tally(batch, change)
        elif isinstance(change, Labelling):
            _take_labelling(batch, change)
    _save(engine, batch, near)
    return Written(
        added=batch.added,
        edited=batch.edited,
        deleted=batch.deleted,
        repeated=batch.repeated,
        refused=tuple(batch.refused),
        gone=tuple(batch.gone),
        labelled=batch.labelled,
    )


def _look_up(
    engine: Engine, changes: Sequence[Change]
) -> tuple[dict[int, list[Row]], dict[int, dict[int, datetime]]]:
    """Read what the tables know of the posts in the batch, and of their graves."""
    posts = [change for change in changes if isinstance(change, Post)]
    deletions = [change for change in changes if isinstance(change, Deletion)]
    keys = {key_of(post.id) for post in posts} | {key_of(d.id) for d in deletions if d.id}
    stored: dict[int, list[Row]] = {}
    sql = f"SELECT {_ROW} FROM posts WHERE key IN {PACKED}"  # noqa: S608
    for row in _rows_of(engine, sql, keys):
        stored.setdefault(row[0], []).append(Row(*row))
    graves: dict[int, dict[int, datetime]] = {}
    kinds = {row[0] for row in engine.rows("SELECT DISTINCT kind FROM graves")}
    names = set(keys) if "post" in kinds else set()
    if "native" in kinds:
        names |= {native_key(post.source, post.native) for post in posts if post.native}
    if "author" in kinds:
        names |= {author_grave(post.author.id) for post in posts}
    sql = f"SELECT name_key, author_key, at FROM graves WHERE name_key IN {PACKED}"  # noqa: S608
    for name_key, author_key, at in _rows_of(engine, sql, names):
        graves.setdefault(name_key, {})[author_key] = at
    return stored, graves


def _rows_of(engine: Engine, sql: str, keys: Collection[int]) -> Sequence[tuple[Any, ...]]:
    """Ask for the rows of those keys that may have some."""
    if engine.known and keys:
        keys = engine.known.among(engine, keys)
    return engine.rows(sql, keys=packed(keys)) if keys else ()


def _take_post(batch: Batch, post: Post) -> None:
    key = key_of(post.id)
    if _is_buried(batch, key, post):
        batch.repeated += 1
        return
    known = batch.stored.get(key, [])
    waiting = batch.fresh.get(key)
    if not known and not waiting:  # the most frequent case by far
        batch.fresh[key] = post
        batch.added += 1
        return
    revs = [row.rev for row in known] + ([waiting.rev] if waiting else [])
    author_key = key_of(post.author.id)
    if any(row.author_key != author_key and row.source != post.source for row in known):
        batch.refused.append((post.id, "its id belongs to another author's post"))
    elif post.rev <= max(revs):
        batch.repeated += 1
        _hide_older(batch, known, post)
        _name_also(batch, key, post)
    else:
        batch.fresh[key] = post
        batch.edited += 1
        batch.gone[post.id] = None
        _hide_older(batch, known, post)


def _hide_older(batch: Batch, known: Sequence[Row], post: Post) -> None:
    """Hide the stored revisions before the newest; again when a batch comes again."""
    newest = max([row.rev for row in known] + [post.rev])
    for row in known:
        if row.rev < newest:
            batch.hide[row.key, row.rev] = post.seen


def _name_also(batch: Batch, key: int, post: Post) -> None:
    """Note the local name under which a second source knows the post: it may delete by that."""
    name = native_key(post.source, post.native)
    known = {row.native_key for row in batch.stored.get(key, [])}
    if key in batch.fresh:
        known.add(native_key(batch.fresh[key].source, batch.fresh[key].native))
    if name and name not in known:
        batch.aliases.add((name, key))


def _is_buried(batch: Batch, key: int, post: Post) -> bool:
    if not batch.graves:
        return False
    author_key = key_of(post.author.id)
    for name in (key, native_key(post.source, post.native)):
        if batch.graves.get(name, {}).keys() & {0, author_key}:
            return True
    left = batch.graves.get(author_grave(post.author.id), {}).get(author_key)
    return left is not None and post.created <= left


def _take_deletion(engine: Engine, batch: Batch, deletion: Deletion) -> None:
    author_key = key_of(deletion.author) if deletion.author else 0
    name = key_of(deletion.id) if deletion.id else native_key(deletion.source, deletion.native)
    if not name:
        batch.refused.append(("", "a deletion that names no post"))
        return
    if deletion.id:
        rows = batch.stored.get(name, [])
        keys = {name}
    else:
        rows = _rows(
            engine,
            "(native_key = {name:UInt64} OR "
            "key IN (SELECT key FROM aliases WHERE native_key = {name:UInt64}))",
            name=name,
        )
        keys = {k for k, p in batch.fresh.items() if native_key(p.source, p.native) == name}
        keys |= {key for alias, key in batch.aliases if alias == name}
        keys |= {row.key for row in rows}
    owners = {row.author_key for row in rows}
    owners |= {key_of(batch.fresh[key].author.id) for key in keys if key in batch.fresh}
    if author_key and owners and author_key not in owners:
        return  # a stranger's deletion changes nothing
    if author_key in batch.graves.get(name, {}):
        batch.repeated += 1
    elif rows or keys & batch.fresh.keys():
        batch.deleted += 1
    batch.buried[name, author_key, "post" if deletion.id else "native"] = deletion.at
    batch.graves.setdefault(name, {})[author_key] = deletion.at
    _bury(batch, rows, keys, deletion.at, deletion.id)


def _take_departure(engine: Engine, batch: Batch, departure: Departure) -> None:
    author_key = key_of(departure.author)
    rows = _rows(
        engine,
        "author_key = {author:UInt64} AND created <= {at:DateTime64(6, 'UTC')}",
        author=author_key,
        at=departure.at,
    )
    keys = {
        key
        for key, post in batch.fresh.items()
        if post.author.id == departure.author and post.created <= departure.at
    }
    name = author_grave(departure.author)
    batch.buried[name, author_key, "author"] = departure.at
    batch.graves.setdefault(name, {})[author_key] = departure.at
    keys |= {row.key for row in rows}
    batch.deleted += len(keys)
    _bury(batch, rows, keys, departure.at)


def _bury(
    batch: Batch, rows: Sequence[Row], keys: set[int], at: datetime, post_id: str = ""
) -> None:
    for row in rows:
        batch.hide[row.key, row.rev] = at
        batch.gone[row.id or post_id] = None
    for key in keys:
        waiting = batch.fresh.pop(key, None)
        if waiting:
            batch.gone[waiting.id] = None


def _rows(engine: Engine, condition: str, **values: Any) -> list[Row]:
    sql = f"SELECT {_ROW}, id FROM posts WHERE {condition}"  # noqa: S608
    sql += " AND (key, rev) NOT IN (SELECT key, rev FROM hidden)"
    return [Row(*row) for row in engine.rows(sql, **values)]


def _take_tally(batch: Batch, tally: Tally) -> None:
    sums = batch.tallies.setdefault(key_of(tally.id), [0, 0, 0])
    for at, more in enumerate((tally.likes, tally.reposts, tally.replies)):
        sums[at] += more


def _take_labelling(batch: Batch, labelling: Labelling) -> None:
    if reason := fault(labelling):
        batch.refused.append((labelling.subject, reason))
        return
    batch.labels.take(labelling)
    batch.labelled += 1


def _laid_out(
    posts: Sequence[Post], keys: Sequence[int], near: Neighbours | None
) -> tuple[Any, Any, Any]:
    """Lay posts out as the tables of `posts` and, with an embedder, `vectors`; and the vectors.

    A thousand at a time: their text is then cut once for both, and stays in the processor's cache.
    """
    import numpy as np
    import pyarrow as pa

    told, near_told, vectors = [], [], []
    for at in range(0, len(posts), _AT_ONCE):
        some, their_keys = posts[at : at + _AT_ONCE], keys[at : at + _AT_ONCE]
        texts = [post.text for post in some]
        if near is not None:
            vectors.append(rounded(near.embed(texts)))
            columns = vector_columns(some, their_keys, vectors[-1])
            columns = columns.append_column("sample", [[post.source == SAMPLE for post in some]])
            authors = key_array(key_of(post.author.id) for post in some)
            near_told.append(columns.append_column("author_key", authors))
        told.append(post_columns(some, their_keys, [index_terms(text) for text in texts]))
    if near is None:
        return pa.concat_tables(told), None, None
    return pa.concat_tables(told), pa.concat_tables(near_told), np.concatenate(vectors)


def _save(engine: Engine, batch: Batch, near: Neighbours | None) -> None:
    posts, keys = list(batch.fresh.values()), list(batch.fresh)
    if engine.known:
        engine.known.add([*keys, *(name for name, _, _ in batch.buried)])
    if batch.labels.newest:
        engine.insert("labels", batch.labels.columns())
    if posts:
        told, near_told, vectors = _laid_out(posts, keys, near)
        if near is not None:
            engine.insert("vectors", near_told)
            near.resident.follow(near_told, vectors)
        engine.insert("posts", told)
    if batch.aliases:
        names = sorted(batch.aliases)
        columns = key_columns(
            [key for _, key in names], native_key=key_array(name for name, _ in names)
        )
        engine.insert("aliases", columns)
    if batch.buried:
        rows = [(*grave, at) for grave, at in batch.buried.items()]
        engine.insert("graves", grave_columns(rows))
    if batch.hide:
        engine.insert(
            "hidden",
            key_columns(
                [key for key, _ in batch.hide],
                rev=[rev for _, rev in batch.hide],
                at=moments(batch.hide.values()),
            ),
        )
    if batch.tallies:
        sums = list(batch.tallies.values())
        columns = {
            name: [row[at] for row in sums]
            for at, name in enumerate(("likes", "reposts", "replies"))
        }
        engine.insert("tallies", key_columns(list(batch.tallies), **columns))
