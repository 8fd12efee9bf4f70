"""Kept digests, and which posts each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from rostra.records._answers import Rest, put_rests, resting_on
from rostra.records._moments import aware
from rostra.records._tables import digest_posts, digests


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A kept digest; `body` is the digest as JSON, `name` the order that made it ("" = none)."""

    id: str
    name: str
    made_at: datetime
    changed_at: datetime
    body: Mapping[str, Any]
    owner: str = ""


def save_digest(engine: Engine, kept: KeptPage, rests: Sequence[Rest]) -> None:
    """Keep a digest with the posts it rests on."""
    with engine.begin() as connection:
        put_digest(connection, kept, rests)


def put_digest(connection: Connection, kept: KeptPage, rests: Sequence[Rest]) -> None:
    """Keep a digest within a transaction that is under way."""
    connection.execute(
        insert(digests).values(
            id=kept.id,
            name=kept.name,
            made_at=kept.made_at.astimezone(UTC),
            changed_at=kept.changed_at.astimezone(UTC),
            body=dict(kept.body),
            owner=kept.owner,
        )
    )
    put_rests(connection, digest_posts, {"digest_id": kept.id}, rests)


def find_digest(engine: Engine, digest_id: str) -> KeptPage | None:
    """Return a kept digest."""
    with engine.connect() as connection:
        row = connection.execute(select(digests).where(digests.c.id == digest_id)).first()
    return _kept(row) if row else None


def list_digests(engine: Engine, limit: int = 50, owner: str = "") -> list[KeptPage]:
    """Return an owner's newest kept digests first."""
    theirs = select(digests).where(digests.c.owner == owner)
    newest = theirs.order_by(digests.c.made_at.desc(), digests.c.id).limit(limit)
    with engine.connect() as connection:
        return [_kept(row) for row in connection.execute(newest)]


def digests_resting_on(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> dict[str, list[Rest]]:
    """Return, by digest, the posts named by id, by (source, native id) or by author."""
    return resting_on(engine, digest_posts, posts=posts, natives=natives, authors=authors)


def rewrite_digest(engine: Engine, digest_id: str, body: Mapping[str, Any], at: datetime) -> None:
    """Put another body in the place of a digest's, and note when."""
    change = update(digests).where(digests.c.id == digest_id)
    with engine.begin() as connection:
        connection.execute(change.values(body=dict(body), changed_at=at.astimezone(UTC)))


def forget_digests(engine: Engine, before: datetime) -> int:
    """Forget digests made before a moment; return how many."""
    with engine.begin() as connection:
        gone = connection.execute(delete(digests).where(digests.c.made_at < before))
    return gone.rowcount


def _kept(row: Row[Any]) -> KeptPage:
    made, changed = aware(row.made_at), aware(row.changed_at)
    return KeptPage(row.id, row.name, made, changed, row.body, row.owner)
