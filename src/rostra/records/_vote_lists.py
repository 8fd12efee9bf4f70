"""Votes as they are read: filtered, as rows or as columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Select, or_, select

from rostra.records._arena_tables import votes
from rostra.records._moments import aware
from rostra.records._votes import KeptVote, vote_of


@dataclass(frozen=True, slots=True)
class VotesWanted:
    """Which votes to read; a field left empty asks for nothing.

    `excluded` False leaves excluded votes out, True brings only those, None brings all. `until` is
    the first moment that is too late.
    """

    langs: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()
    entrants: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    turns_from: int = 0
    turns_to: int = 0
    excluded: bool | None = False


ALL_VOTES = VotesWanted()


@dataclass(frozen=True, slots=True)
class VoteColumns:
    """Votes as columns of one length, oldest first; `at` is seconds since 1970, NaN = unknown."""

    id: list[str]
    left: list[str]
    right: list[str]
    choice: list[str]
    at: list[float]
    voter: list[str]
    kind: list[str]
    lang: list[str]
    category: list[str]
    mode: list[str]
    turns: list[int]
    prompt: list[str]
    excluded: list[str]
    style_left: list[tuple[float, ...] | None]
    style_right: list[tuple[float, ...] | None]

    def __len__(self) -> int:
        return len(self.id)


def list_votes(
    engine: Engine, wanted: VotesWanted = ALL_VOTES, *, limit: int = 0, newest: bool = True
) -> list[KeptVote]:
    """Return votes as rows, the newest first; `limit` 0 is no limit."""
    # Said outright: without a moment comes before all others in SQLite, behind them in PostgreSQL.
    at = votes.c.at.desc().nulls_last() if newest else votes.c.at.nulls_first()
    order = (at, votes.c.id)
    asked = _where(select(votes), wanted).order_by(*order)
    if limit:
        asked = asked.limit(limit)
    with engine.connect() as connection:
        return [vote_of(row) for row in connection.execute(asked)]


def vote_columns(engine: Engine, wanted: VotesWanted = ALL_VOTES) -> VoteColumns:
    """Return votes as columns, oldest first."""
    names = VoteColumns.__slots__
    asked = _where(select(*(votes.c[name] for name in names)), wanted)
    columns: list[list[Any]] = [[] for _ in names]
    for part in _parts(engine, asked.order_by(votes.c.at.nulls_first(), votes.c.id)):
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(values)
    told = dict(zip(names, columns, strict=True))
    told["at"] = [aware(at).timestamp() if at else float("nan") for at in told["at"]]
    for name in ("style_left", "style_right"):
        told[name] = [tuple(style) if style is not None else None for style in told[name]]
    return VoteColumns(**told)


def _parts(engine: Engine, asked: Select[Any]) -> Iterator[list[Any]]:
    with engine.connect() as connection:
        yield from connection.execute(asked).partitions(10_000)  # type: ignore[misc]


def _where(asked: Select[Any], wanted: VotesWanted) -> Select[Any]:
    conditions: list[Any] = []
    among = {"langs": "lang", "categories": "category", "modes": "mode", "kinds": "kind",
             "voters": "voter", "sources": "source"}  # fmt: skip
    for field, column in among.items():
        values = getattr(wanted, field)
        if values:
            conditions.append(votes.c[column].in_(values))
    if wanted.entrants:
        conditions.append(
            or_(votes.c.left.in_(wanted.entrants), votes.c.right.in_(wanted.entrants))
        )
    if wanted.since:
        conditions.append(votes.c.at >= wanted.since.astimezone(UTC))
    if wanted.until:
        conditions.append(votes.c.at < wanted.until.astimezone(UTC))
    if wanted.turns_from:
        conditions.append(votes.c.turns >= wanted.turns_from)
    if wanted.turns_to:
        conditions.append(votes.c.turns <= wanted.turns_to)
    if wanted.excluded is not None:
        conditions.append(votes.c.excluded != "" if wanted.excluded else votes.c.excluded == "")
    return asked.where(*conditions)
