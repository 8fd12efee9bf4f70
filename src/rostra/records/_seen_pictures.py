"""Pictures that were seen: what each is known again by, when it was seen, and in which post."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
)

from rostra.records._moments import aware
from rostra.records._tables import metadata

BATCH = 500

# No pixels: an imprint, and where the picture was met. One row for each post that shows it; of
# pictures in questions one row for each person. Numbers are never given twice.
seen_pictures = Table(
    "seen_pictures",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("imprint", LargeBinary, nullable=False),
    # When it was posted; of a question's when it was asked.
    Column("at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    # Whose question showed it; "" = the person at this machine.
    Column("owner", String(200), nullable=False),
    # The post, by every name under which it may be deleted; "" = it was in a question.
    Column("post_id", String(2048), nullable=False),
    Column("author_id", String(2048), nullable=False, index=True),
    Column("source", String(64), nullable=False),
    Column("native", String(2048), nullable=False),
    # Where the post's picture lies.
    Column("url", Text, nullable=False),
    Index("ix_seen_pictures_post_id", "post_id"),
    Index("ix_seen_pictures_source_native", "source", "native"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture that was seen, in a post or (`post_id` "") in a question of `owner`'s.

    `sha256` is of the picture made anew, under which its file may be kept; `at` is when it was
    posted or asked about, `seen_at` when it was read here. `number` is given by `keep_seen`.
    """

    sha256: str
    imprint: bytes
    at: datetime
    seen_at: datetime
    owner: str = ""
    post_id: str = ""
    author_id: str = ""
    source: str = ""
    native: str = ""
    url: str = ""
    number: int = 0


def keep_seen(engine: Engine, one: SeenPicture) -> bool:
    """Keep a picture that was seen; False where this post or person showed it before."""
    c = seen_pictures.c
    same = and_(c.sha256 == one.sha256, c.post_id == one.post_id, c.owner == one.owner)
    row = {
        "sha256": one.sha256, "imprint": one.imprint, "at": one.at.astimezone(UTC),
        "seen_at": one.seen_at.astimezone(UTC), "owner": one.owner, "post_id": one.post_id,
        "author_id": one.author_id, "source": one.source, "native": one.native, "url": one.url,
    }  # fmt: skip
    with engine.begin() as connection:
        if connection.execute(select(c.number).where(same).limit(1)).first():
            return False
        connection.execute(insert(seen_pictures).values(**row))
    return True


def seen_after(engine: Engine, number: int, limit: int = 10_000) -> list[tuple[int, bytes]]:
    """Return (number, imprint) of what was kept after a number, in order."""
    c = seen_pictures.c
    wanted = select(c.number, c.imprint).where(c.number > number).order_by(c.number).limit(limit)
    with engine.connect() as connection:
        return [(row.number, row.imprint) for row in connection.execute(wanted)]


def find_seen(engine: Engine, numbers: Collection[int]) -> dict[int, SeenPicture]:
    """Return pictures by their numbers; those that were forgotten are missing."""
    wanted = select(seen_pictures).where(seen_pictures.c.number.in_(list(numbers)))
    with engine.connect() as connection:
        return {row.number: _seen(row) for row in connection.execute(wanted)}


def seen_as(engine: Engine, sha256: str, limit: int = 50) -> list[SeenPicture]:
    """Return the earliest sights of the very same picture."""
    c = seen_pictures.c
    wanted = select(seen_pictures).where(c.sha256 == sha256).order_by(c.at, c.number).limit(limit)
    with engine.connect() as connection:
        return [_seen(row) for row in connection.execute(wanted)]


def seen_in_post(engine: Engine, post_id: str) -> list[SeenPicture]:
    """Return what was seen in a post."""
    wanted = select(seen_pictures).where(seen_pictures.c.post_id == post_id)
    with engine.connect() as connection:
        return [_seen(row) for row in connection.execute(wanted.order_by(seen_pictures.c.number))]


def forget_seen(
    engine: Engine,
    *,
    posts: Sequence[str] = (),
    natives: Sequence[tuple[str, str]] = (),
    authors: Sequence[str] = (),
    kept: Mapping[str, Collection[str]] | None = None,
) -> tuple[str, ...]:
    """Forget the pictures of lost posts; return the hashes that no other row has.

    `kept` names posts that were edited with the addresses of the pictures they still show.
    """
    c = seen_pictures.c
    clauses: list[Any] = [
        *(c.post_id.in_(some) for some in _batches([post for post in posts if post])),
        *(and_(c.source == s, c.native == n, c.post_id != "") for s, n in natives),
        *(c.author_id.in_(some) for some in _batches([a for a in authors if a])),
        *(and_(c.post_id == post, c.url.not_in(urls)) for post, urls in (kept or {}).items()),
    ]
    gone: dict[str, None] = {}
    with engine.begin() as connection:
        for some in _batches(clauses):
            held = or_(*some)
            gone |= dict.fromkeys(connection.execute(select(c.sha256).where(held)).scalars())
            connection.execute(delete(seen_pictures).where(held))
        left = {
            name
            for some in _batches(list(gone))
            for name in connection.execute(select(c.sha256).where(c.sha256.in_(some))).scalars()
        }
    return tuple(name for name in gone if name not in left)


def _batches(every: list[Any]) -> Iterable[list[Any]]:
    return (every[at : at + BATCH] for at in range(0, len(every), BATCH))


def _seen(row: Row[Any]) -> SeenPicture:
    return SeenPicture(
        row.sha256, row.imprint, aware(row.at), aware(row.seen_at), row.owner, row.post_id,
        row.author_id, row.source, row.native, row.url, row.number,
    )  # fmt: skip
