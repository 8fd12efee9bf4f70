"""Kept answers, and which posts each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, and_, delete, insert, or_, select, update

from rostra.records._moments import aware
from rostra.records._tables import answer_posts, answers

# SQLite takes at most 32,766 variables a statement; servers are happier with fewer.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Rest:
    """A post that an answer rests on, by every name under which it may be deleted."""

    post_id: str
    author_id: str
    source: str = ""
    native: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept answer; `body` is the answer as JSON, `owner` whose it is ("" = of this machine)."""

    id: str
    asked_at: datetime
    question: str
    lang: str
    model: str
    body: Mapping[str, Any]
    owner: str = ""


def save_answer(engine: Engine, kept: Kept, rests: Sequence[Rest]) -> None:
    """Keep an answer with the posts it rests on."""
    with engine.begin() as connection:
        connection.execute(
            insert(answers).values(
                id=kept.id,
                asked_at=kept.asked_at.astimezone(UTC),
                question=kept.question,
                lang=kept.lang,
                model=kept.model,
                body=dict(kept.body),
                owner=kept.owner,
            )
        )
        put_rests(connection, answer_posts, {"answer_id": kept.id}, rests)


def put_rests(
    connection: Connection, table: Table, whose: Mapping[str, Any], rests: Sequence[Rest]
) -> None:
    """Keep what something rests on, each post once, within a transaction that is under way."""
    rows = {
        rest.post_id: {
            **whose,
            "post_id": rest.post_id,
            "author_id": rest.author_id,
            "source": rest.source,
            "native": rest.native,
        }
        for rest in rests
    }
    if rows:
        connection.execute(insert(table), list(rows.values()))


def find_answer(engine: Engine, answer_id: str) -> Kept | None:
    """Return a kept answer."""
    with engine.connect() as connection:
        row = connection.execute(select(answers).where(answers.c.id == answer_id)).first()
    return _kept(row) if row else None


def list_answers(engine: Engine, limit: int = 50, owner: str = "") -> list[Kept]:
    """Return an owner's newest answers first."""
    theirs = select(answers).where(answers.c.owner == owner)
    newest = theirs.order_by(answers.c.asked_at.desc()).limit(limit)
    with engine.connect() as connection:
        return [_kept(row) for row in connection.execute(newest)]


def answers_resting_on(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> dict[str, list[Rest]]:
    """Return, by answer, the posts named by id, by (source, native id) or by author."""
    return resting_on(engine, answer_posts, posts=posts, natives=natives, authors=authors)


def resting_on(
    engine: Engine,
    table: Table,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> dict[str, list[Rest]]:
    """Return, by a table's first column, the posts named as in `answers_resting_on`."""
    conditions: list[Any] = []
    conditions += [table.c.post_id.in_(part) for part in _chunks(posts)]
    conditions += [table.c.author_id.in_(part) for part in _chunks(authors)]
    for part in _chunks(natives):
        pairs = [
            and_(table.c.source == source, table.c.native == native) for source, native in part
        ]
        conditions.append(or_(*pairs))
    found: dict[str, dict[str, Rest]] = {}
    with engine.connect() as connection:
        for condition in conditions:
            for row in connection.execute(select(table).where(condition)):
                rest = Rest(row.post_id, row.author_id, row.source, row.native)
                found.setdefault(row[0], {})[row.post_id] = rest
    return {key: list(rests.values()) for key, rests in found.items()}


def rewrite_answer(engine: Engine, answer_id: str, body: Mapping[str, Any]) -> None:
    """Put another body in the place of an answer's."""
    with engine.begin() as connection:
        connection.execute(update(answers).where(answers.c.id == answer_id).values(body=dict(body)))


def forget_answers(engine: Engine, before: datetime) -> int:
    """Forget answers asked before a moment; return how many."""
    with engine.begin() as connection:
        gone = connection.execute(delete(answers).where(answers.c.asked_at < before))
    return gone.rowcount


def _kept(row: Row[Any]) -> Kept:
    asked = aware(row.asked_at)
    return Kept(row.id, asked, row.question, row.lang, row.model, row.body, row.owner)


def _chunks(values: Iterable[Any]) -> list[list[Any]]:
    every = list(values)
    return [every[i : i + CHUNK] for i in range(0, len(every), CHUNK)]
