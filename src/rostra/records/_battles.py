"""Battles: one question to two entrants, what each answered, and which posts that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, delete, insert, or_, select, update

from rostra.records._answers import Rest, put_rests, resting_on
from rostra.records._arena_tables import battle_posts, battles
from rostra.records._moments import aware

_TURNED = (
    "state", "cause", "turns", "style_left", "style_right", "lang", "category", "mode",
)  # fmt: skip
State = Literal["asking", "open", "voted", "told", "void"]
Style = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class KeptBattle:
    """A battle; `body` holds its `turns` with both answers, as JSON.

    `state` is asking (answers are on their way), open (it takes a vote), voted, told (the names
    were told without a vote) or void (`cause` says why). `seed` and `swapped` are how the sides
    were drawn. `style_*` describe the answers together, in the order of `arena.STYLE`.
    """

    id: str
    asked_at: datetime
    left: str
    right: str
    voter: str = ""
    kind: str = ""
    seed: int = 0
    swapped: bool = False
    state: State = "asking"
    cause: str = ""
    told_at: datetime | None = None
    lang: str = ""
    category: str = ""
    mode: str = ""
    turns: int = 0
    prompt: str = ""
    consent: bool = False
    style_left: Style | None = None
    style_right: Style | None = None
    body: Mapping[str, Any] = field(default_factory=dict)


def save_battle(engine: Engine, battle: KeptBattle, rests: Sequence[Rest] = ()) -> None:
    """Keep a new battle with the posts its answers rest on."""
    with engine.begin() as connection:
        connection.execute(insert(battles).values(**_row(battle)))
        put_rests(connection, battle_posts, {"battle_id": battle.id}, rests)


def start_turn(engine: Engine, battle_id: str) -> bool:
    """Set an open battle to asking; False where it is not open, or another did so first."""
    is_open = (battles.c.id == battle_id) & (battles.c.state == "open")
    with engine.begin() as connection:
        changed = connection.execute(update(battles).where(is_open).values(state="asking"))
    return changed.rowcount == 1


def end_turn(
    engine: Engine, battle: KeptBattle, turn: Mapping[str, Any] | None, rests: Sequence[Rest] = ()
) -> bool:
    """Keep what an asking battle came to: open, or void with its cause; False where it asks not.

    `turn` joins the turns in the kept body (None: there is none), `rests` those already named.
    """
    asking = (battles.c.id == battle.id) & (battles.c.state == "asking")
    row = _row(battle)
    told = {name: row[name] for name in _TURNED}
    with engine.begin() as connection:
        if not connection.execute(update(battles).where(asking).values(**told)).rowcount:
            return False
        this = battles.c.id == battle.id
        if turn is not None:
            body = connection.execute(select(battles.c.body).where(this)).scalar_one()
            body = {**body, "turns": [*body.get("turns", ()), dict(turn)]}
            connection.execute(update(battles).where(this).values(body=body))
        mine = battle_posts.c.battle_id == battle.id
        known = set(connection.execute(select(battle_posts.c.post_id).where(mine)).scalars())
        new = [rest for rest in rests if rest.post_id not in known]
        put_rests(connection, battle_posts, {"battle_id": battle.id}, new)
    return True


def tell_names(engine: Engine, battle_id: str, at: datetime) -> bool:
    """Note that the names of an open battle were told without a vote; it takes none any more."""
    is_open = (battles.c.id == battle_id) & (battles.c.state == "open")
    told = update(battles).where(is_open).values(state="told", told_at=at.astimezone(UTC))
    with engine.begin() as connection:
        return connection.execute(told).rowcount == 1


def find_battle(engine: Engine, battle_id: str) -> KeptBattle | None:
    """Return a battle by its id."""
    with engine.connect() as connection:
        row = connection.execute(select(battles).where(battles.c.id == battle_id)).first()
    return _battle(row) if row else None


def list_battles(
    engine: Engine,
    limit: int = 50,
    *,
    voter: str | None = None,
    states: Sequence[State] = (),
    consent: bool = False,
    entrants: Sequence[str] = (),
) -> list[KeptBattle]:
    """Return the newest battles first: of one voter, in some states, with one of some entrants.

    Each holds where it is given; `consent` leaves those alone that may be published.
    """
    newest = select(battles).order_by(battles.c.asked_at.desc(), battles.c.id).limit(limit)
    if voter is not None:
        newest = newest.where(battles.c.voter == voter)
    if states:
        newest = newest.where(battles.c.state.in_(states))
    if consent:
        newest = newest.where(battles.c.consent)
    if entrants:
        newest = newest.where(or_(battles.c.left.in_(entrants), battles.c.right.in_(entrants)))
    with engine.connect() as connection:
        return [_battle(row) for row in connection.execute(newest)]


def void_unfinished(engine: Engine, before: datetime, cause: str) -> int:
    """Void battles that still ask though they began before a moment; return how many."""
    stale = (battles.c.state == "asking") & (battles.c.asked_at < before.astimezone(UTC))
    voided = update(battles).where(stale).values(state="void", cause=cause)
    with engine.begin() as connection:
        return connection.execute(voided).rowcount


def rewrite_battle(engine: Engine, battle_id: str, body: Mapping[str, Any]) -> None:
    """Put another body in the place of a battle's."""
    changed = update(battles).where(battles.c.id == battle_id).values(body=dict(body))
    with engine.begin() as connection:
        connection.execute(changed)


def forget_battles(engine: Engine, before: datetime) -> int:
    """Forget battles before a moment; their votes stay. Return how many there were."""
    old = battles.c.asked_at < before.astimezone(UTC)
    with engine.begin() as connection:
        return connection.execute(delete(battles).where(old)).rowcount


def battles_resting_on(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> dict[str, list[Rest]]:
    """Return, by battle, the posts named by id, by (source, native id) or by author."""
    return resting_on(engine, battle_posts, posts=posts, natives=natives, authors=authors)


def _row(battle: KeptBattle) -> dict[str, Any]:
    row = {name: getattr(battle, name) for name in KeptBattle.__slots__}
    for name in ("asked_at", "told_at"):
        row[name] = row[name].astimezone(UTC) if row[name] else None
    for name in ("style_left", "style_right"):
        row[name] = list(row[name]) if row[name] is not None else None
    return {**row, "body": dict(battle.body)}


def _battle(row: Row[Any]) -> KeptBattle:
    told = dict(row._mapping)  # noqa: SLF001 - the row's public view of itself
    told["asked_at"] = aware(told["asked_at"])
    told["told_at"] = aware(told["told_at"]) if told["told_at"] else None
    for name in ("style_left", "style_right"):
        told[name] = tuple(told[name]) if told[name] is not None else None
    return KeptBattle(**told)
