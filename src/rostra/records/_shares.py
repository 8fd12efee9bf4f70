"""Snapshots of chats that were shared: frozen, named by chance, revocable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select, update

from rostra.records._answers import Rest, put_rests, resting_on
from rostra.records._moments import aware
from rostra.records._tables import share_posts, shares


@dataclass(frozen=True, slots=True)
class KeptShare:
    """A shared snapshot; `name` is its secret address, `body` the frozen chat as JSON."""

    name: str
    owner: str
    chat_id: str
    title: str
    made_at: datetime
    body: Mapping[str, Any]


def save_share(engine: Engine, share: KeptShare, rests: Sequence[Rest]) -> None:
    """Keep a snapshot with the posts it rests on."""
    with engine.begin() as connection:
        connection.execute(
            insert(shares).values(
                name=share.name,
                owner=share.owner,
                chat_id=share.chat_id,
                title=share.title,
                made_at=share.made_at.astimezone(UTC),
                body=dict(share.body),
            )
        )
        put_rests(connection, share_posts, {"share_name": share.name}, rests)


def find_share(engine: Engine, name: str) -> KeptShare | None:
    """Return a snapshot by its name."""
    with engine.connect() as connection:
        row = connection.execute(select(shares).where(shares.c.name == name)).first()
    return _share(row) if row else None


def list_shares(engine: Engine, owner: str, limit: int = 200) -> list[KeptShare]:
    """Return an owner's newest snapshots, without what they show."""
    columns = [column for column in shares.c if column.name != "body"]
    newest = (
        select(*columns).where(shares.c.owner == owner).order_by(shares.c.made_at.desc())
    ).limit(limit)
    with engine.connect() as connection:
        return [
            KeptShare(r.name, r.owner, r.chat_id, r.title, aware(r.made_at), {})
            for r in connection.execute(newest)
        ]


def revoke_share(engine: Engine, name: str, owner: str) -> bool:
    """Delete an owner's snapshot; False when there is none of that name."""
    with engine.begin() as connection:
        gone = connection.execute(
            delete(shares).where(shares.c.name == name, shares.c.owner == owner)
        )
    return gone.rowcount > 0


def rewrite_share(engine: Engine, name: str, body: Mapping[str, Any]) -> None:
    """Put another body in the place of a snapshot's."""
    with engine.begin() as connection:
        connection.execute(update(shares).where(shares.c.name == name).values(body=dict(body)))


def shares_resting_on(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> dict[str, list[Rest]]:
    """Return, by snapshot, the posts named by id, by (source, native id) or by author."""
    return resting_on(engine, share_posts, posts=posts, natives=natives, authors=authors)


def _share(row: Row[Any]) -> KeptShare:
    return KeptShare(row.name, row.owner, row.chat_id, row.title, aware(row.made_at), row.body)
