"""Stored responses of the API, by owner; and which posts each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select

from rostra.records._answers import Rest, put_rests, resting_on
from rostra.records._api_tables import response_posts, responses
from rostra.records._moments import aware


@dataclass(frozen=True, slots=True)
class KeptResponse:
    """A response as it was told; `items` are all that a continuation reads before its own."""

    id: str
    owner: str
    created_at: datetime
    body: Mapping[str, Any]
    items: Sequence[Mapping[str, Any]]


def save_response(engine: Engine, kept: KeptResponse, rests: Sequence[Rest]) -> None:
    """Keep a response with the posts it rests on."""
    with engine.begin() as connection:
        connection.execute(
            insert(responses).values(
                id=kept.id,
                owner=kept.owner,
                created_at=kept.created_at.astimezone(UTC),
                body=dict(kept.body),
                items=[dict(item) for item in kept.items],
            )
        )
        put_rests(connection, response_posts, {"response_id": kept.id}, rests)


def find_response(engine: Engine, response_id: str, owner: str) -> KeptResponse | None:
    """Return a response of an owner's; None where there is none, or it is another's."""
    mine = (responses.c.id == response_id) & (responses.c.owner == owner)
    with engine.connect() as connection:
        row = connection.execute(select(responses).where(mine)).first()
    if row is None:
        return None
    told = row._mapping  # noqa: SLF001 - a column called items hides behind the tuple's method
    return KeptResponse(row.id, row.owner, aware(row.created_at), row.body, told["items"])


def response_rests(engine: Engine, response_id: str) -> list[Rest]:
    """Return the posts that a response rests on."""
    wanted = select(response_posts).where(response_posts.c.response_id == response_id)
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return [Rest(row.post_id, row.author_id, row.source, row.native) for row in rows]


def delete_response(engine: Engine, response_id: str, owner: str) -> bool:
    """Delete a response of an owner's; False where there is none."""
    mine = (responses.c.id == response_id) & (responses.c.owner == owner)
    with engine.begin() as connection:
        return connection.execute(delete(responses).where(mine)).rowcount > 0


def forget_responses(engine: Engine, before: datetime) -> int:
    """Forget responses from before a moment; return how many."""
    old = responses.c.created_at < before.astimezone(UTC)
    with engine.begin() as connection:
        return connection.execute(delete(responses).where(old)).rowcount


def forget_responses_on(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> int:
    """Forget the responses that rest on posts named as in `answers_resting_on`."""
    found = resting_on(engine, response_posts, posts=posts, natives=natives, authors=authors)
    with engine.begin() as connection:
        for response_id in found:
            connection.execute(delete(responses).where(responses.c.id == response_id))
    return len(found)
