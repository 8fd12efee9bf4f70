"""Votes, and their counts by pair, which change in the transaction that keeps a vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from rostra.errors import BattleVoid, VoteRefused
from rostra.records._answers import CHUNK
from rostra.records._arena_tables import battles, pair_counts, voters, votes
from rostra.records._moments import aware

LEFT, RIGHT, TIE, BAD = "left", "right", "tie", "both bad"
# Clocks of two machines that share the records may differ by so much.
SKEW = timedelta(seconds=60)
LOOK_BACK = timedelta(days=1)
_COUNTING = 0x526F7374
_COUNTED = tuple(pair_counts.c[name] for name in ("one", "other", "wins", "ties", "bad"))
TooFast = Callable[[Sequence[datetime], datetime], float]
"""From a voter's votes of the last day and now: seconds to wait, 0 = the vote may be given."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote as it is given: in which battle, by whom, for what."""

    id: str
    battle: str
    choice: str
    at: datetime
    voter: str = ""
    kind: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptVote:
    """A kept vote; `excluded` says why it is not counted ("" = it is), `source` whence it came."""

    id: str
    left: str
    right: str
    choice: str
    at: datetime | None = None
    voter: str = ""
    kind: str = ""
    lang: str = ""
    category: str = ""
    mode: str = ""
    turns: int = 1
    prompt: str = ""
    battle: str = ""
    reasons: tuple[str, ...] = ()
    style_left: tuple[float, ...] | None = None
    style_right: tuple[float, ...] | None = None
    excluded: str = ""
    excluded_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class PairCount:
    """Votes that count between two: `wins` of `one`; ties and "both bad" stand in both orders."""

    one: str
    other: str
    wins: int
    ties: int
    bad: int


@dataclass(frozen=True, slots=True)
class Voter:
    """Who votes; `kind` is account, key, cookie or rule."""

    id: str
    kind: str
    first_at: datetime
    last_at: datetime
    votes: int


def give_vote(
    engine: Engine, ballot: Ballot, *, too_fast: TooFast = lambda _times, _now: 0.0
) -> KeptVote:
    """Keep a vote, count it and close its battle, all or nothing; the names may be told after.

    Raises BattleVoid for a void battle, and VoteRefused for one that is unknown, asks still, has
    its vote or told its names; for an id that was used; for a clock that went back; and for a
    voter who is too fast.
    """
    at = ballot.at.astimezone(UTC)
    open_ = (battles.c.id == ballot.battle) & (battles.c.state == "open")
    mine = open_ & (battles.c.voter == ballot.voter)
    closed = update(battles).where(mine).values(state="voted", told_at=at)
    try:
        with engine.begin() as connection:
            _check_in(connection, ballot, at)  # its row is locked: one vote of a voter at a time
            if not connection.execute(closed).rowcount:
                _refuse(connection, ballot)
            _unhurried(connection, ballot, too_fast)
            vote = _of_battle(connection, ballot, at)
            _put(connection, [vote])
    except IntegrityError:
        msg = f"the vote id {ballot.id!r} was used before; give each vote its own"
        raise VoteRefused(msg) from None
    return vote


def save_votes(engine: Engine, new: Sequence[KeptVote]) -> int:
    """Keep votes that were given elsewhere, all or none; those not excluded are counted.

    Raises VoteRefused where an id is there already or comes twice.
    """
    ids = [vote.id for vote in new]
    twice = [one for one, times in Counter(ids).items() if times > 1]
    with engine.begin() as connection:
        for part in _chunks(ids):
            twice += connection.execute(select(votes.c.id).where(votes.c.id.in_(part))).scalars()
        if twice:
            msg = f"{len(twice)} vote ids are used already, {twice[0]!r} first; nothing was kept"
            raise VoteRefused(msg)
        _put(connection, new)
    return len(new)


def find_vote(engine: Engine, vote_id: str) -> KeptVote | None:
    """Return a vote by its id."""
    with engine.connect() as connection:
        row = connection.execute(select(votes).where(votes.c.id == vote_id)).first()
    return vote_of(row) if row else None


def vote_in(engine: Engine, battle_id: str) -> KeptVote | None:
    """Return the vote of a battle."""
    with engine.connect() as connection:
        row = connection.execute(select(votes).where(votes.c.battle_id == battle_id)).first()
    return vote_of(row) if row else None


def pair_counts_of(engine: Engine) -> list[PairCount]:
    """Return the counts of all pairs that ever met, by names."""
    found = select(*_COUNTED).order_by(pair_counts.c.one, pair_counts.c.other)
    with engine.connect() as connection:
        return [PairCount(*row) for row in connection.execute(found)]


def pairs_moved(engine: Engine, since: int) -> tuple[int, list[tuple[Any, ...]]]:
    """Return the counts that moved after a number, 0 for all, and the number to ask from next.

    Each is one, other, wins, ties, bad, moved; plain tuples, since a board waits for them.
    """
    found = select(*_COUNTED, pair_counts.c.moved).where(pair_counts.c.moved > since)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(found)]
    return max((row[-1] for row in rows), default=since), rows


def recount(engine: Engine) -> int:
    """Count all votes anew and put it in the place of the counts; return how many rows differed."""
    counting = select(votes.c.left, votes.c.right, votes.c.choice).where(votes.c.excluded == "")
    with engine.begin() as connection:
        # The update takes the lock before the votes are read. Rows stay, so that whoever holds the
        # counts learns of those that fell to nothing.
        number = _next(connection)
        rows = connection.execute(select(*_COUNTED)).all()
        connection.execute(update(pair_counts).values(wins=0, ties=0, bad=0, moved=number))
        fresh: Counter[tuple[str, str, str]] = Counter()
        for row in connection.execute(counting):
            fresh.update(_counted(row.left, row.right, row.choice))
        _add(connection, fresh, 1)
        now = connection.execute(select(*_COUNTED)).all()
    before = {tuple(row) for row in rows if any(row[2:])}
    return len(before ^ {tuple(row) for row in now if any(row[2:])})


def exclude_votes(engine: Engine, ids: Iterable[str], reason: str, at: datetime) -> int:
    """Count some votes no more, and say why; return how many had counted until now."""
    if not reason:
        raise VoteRefused("votes are excluded for a reason; give one")
    change = {"excluded": reason, "excluded_at": at.astimezone(UTC)}
    return _move(engine, ids, votes.c.excluded == "", change, -1)


def restore_votes(engine: Engine, ids: Iterable[str]) -> int:
    """Count excluded votes again; return how many there were."""
    return _move(engine, ids, votes.c.excluded != "", {"excluded": "", "excluded_at": None}, 1)


def list_voters(engine: Engine) -> list[Voter]:
    """Return the voters, the most recent first."""
    order = voters.c.last_at.desc(), voters.c.id
    with engine.connect() as connection:
        rows = connection.execute(select(voters).order_by(*order)).all()
    return [Voter(r.id, r.kind, aware(r.first_at), aware(r.last_at), r.votes) for r in rows]


def _check_in(connection: Connection, ballot: Ballot, at: datetime) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = {"id": ballot.voter, "kind": ballot.kind, "first_at": at, "last_at": at, "votes": 1}
    came = dialect.insert(voters).values(**row)
    connection.execute(
        came.on_conflict_do_update(
            index_elements=["id"], set_={"votes": voters.c.votes + 1, "last_at": at}
        )
    )


def _refuse(connection: Connection, ballot: Ballot) -> None:
    """Say why a battle takes no vote."""
    row = connection.execute(select(battles).where(battles.c.id == ballot.battle)).first()
    if row is None or row.voter != ballot.voter:
        raise VoteRefused(f"there is no battle {ballot.battle!r} of yours; begin one")
    if row.state == "void":
        raise BattleVoid(f"battle {ballot.battle} is void and takes no vote: {row.cause}")
    why = {
        "voted": "has its vote; a battle takes one",
        "told": "told its names; a vote that knows them counts for nothing",
        "asking": "is still being answered; vote when both answers stand",
    }
    raise VoteRefused(f"battle {ballot.battle} {why[row.state]}")


def _unhurried(connection: Connection, ballot: Ballot, too_fast: TooFast) -> None:
    recent = select(votes.c.at).where(
        votes.c.voter == ballot.voter, votes.c.at > ballot.at.astimezone(UTC) - LOOK_BACK
    )
    times = [aware(at) for at in connection.execute(recent.order_by(votes.c.at)).scalars()]
    wait = too_fast(times, ballot.at)
    if wait > 0:
        msg = (
            f"{len(times)} votes within a day, and this one is too fast; vote again in {wait:.0f} s"
        )
        raise VoteRefused(msg)


def _of_battle(connection: Connection, ballot: Ballot, at: datetime) -> KeptVote:
    row = connection.execute(select(battles).where(battles.c.id == ballot.battle)).one()
    asked = aware(row.asked_at)
    if at < asked - SKEW:
        msg = (
            f"the clock went back: battle {ballot.battle} was asked at {asked.isoformat()} and "
            f"the vote says {at.isoformat()}; set the clock right"
        )
        raise VoteRefused(msg)
    return KeptVote(
        ballot.id, row.left, row.right, ballot.choice, max(at, asked), ballot.voter, ballot.kind,
        row.lang, row.category, row.mode, row.turns, row.prompt, ballot.battle, ballot.reasons,
        _style(row.style_left), _style(row.style_right),
    )  # fmt: skip


def _put(connection: Connection, new: Sequence[KeptVote]) -> None:
    for part in _chunks(new):
        connection.execute(insert(votes), [_row(vote) for vote in part])
    fresh: Counter[tuple[str, str, str]] = Counter()
    for vote in new:
        if not vote.excluded:
            fresh.update(_counted(vote.left, vote.right, vote.choice))
    _add(connection, fresh, 1)


def _counted(left: str, right: str, choice: str) -> list[tuple[str, str, str]]:
    """Return where a vote is counted: (one, other, column)."""
    if left == right:
        raise VoteRefused(f"{left!r} cannot meet itself; a vote names two entrants")
    if choice == LEFT:
        return [(left, right, "wins")]
    if choice == RIGHT:
        return [(right, left, "wins")]
    if choice in (TIE, BAD):
        column = "ties" if choice == TIE else "bad"
        return [(left, right, column), (right, left, column)]
    raise VoteRefused(f"{choice!r} is no vote; it may be {LEFT}, {RIGHT}, {TIE} or {BAD}")


def _add(connection: Connection, fresh: Counter[tuple[str, str, str]], sign: int) -> None:
    """Move the counts; pairs in order, so that two transactions never wait for each other."""
    if not fresh:
        return
    number = _next(connection)
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for (one, other, column), times in fresh.items():
        for pair in ((one, other), (other, one)):
            pairs.setdefault(pair, {"wins": 0, "ties": 0, "bad": 0})
        pairs[one, other][column] += sign * times
    for (one, other), moved in sorted(pairs.items()):
        put = dialect.insert(pair_counts).values(one=one, other=other, moved=number, **moved)
        connection.execute(
            put.on_conflict_do_update(
                index_elements=["one", "other"],
                set_={name: pair_counts.c[name] + by for name, by in moved.items()}
                | {"moved": number},
            )
        )


def _next(connection: Connection) -> int:
    """Give this transaction its number among those that move counts, in the order they end.

    SQLite writes one transaction at a time; PostgreSQL holds the others until this one ends.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(_COUNTING)))
    newest = connection.execute(select(func.coalesce(func.max(pair_counts.c.moved), 0)))
    return int(newest.scalar_one()) + 1


def _move(engine: Engine, ids: Iterable[str], which: Any, change: dict[str, Any], sign: int) -> int:
    moved = 0
    with engine.begin() as connection:
        fresh: Counter[tuple[str, str, str]] = Counter()
        for part in _chunks(dict.fromkeys(ids)):
            named = votes.c.id.in_(part) & which
            found = update(votes).where(named).values(**change)
            rows = connection.execute(
                found.returning(votes.c.left, votes.c.right, votes.c.choice)
            ).all()
            for row in rows:
                fresh.update(_counted(row.left, row.right, row.choice))
            moved += len(rows)
        _add(connection, fresh, sign)
    return moved


def _row(vote: KeptVote) -> dict[str, Any]:
    row = {name: getattr(vote, name) for name in KeptVote.__slots__}
    row["battle_id"] = row.pop("battle") or None
    row["reasons"] = list(vote.reasons)
    for name in ("at", "excluded_at"):
        row[name] = row[name].astimezone(UTC) if row[name] else None
    for name in ("style_left", "style_right"):
        row[name] = list(row[name]) if row[name] is not None else None
    return row


def vote_of(row: Row[Any]) -> KeptVote:
    """Read a row of votes."""
    told = dict(row._mapping)  # noqa: SLF001 - the row's public view of itself
    told["battle"] = told.pop("battle_id") or ""
    vote = KeptVote(**told)
    return replace(
        vote,
        at=aware(vote.at) if vote.at else None,
        excluded_at=aware(vote.excluded_at) if vote.excluded_at else None,
        reasons=tuple(vote.reasons),
        style_left=_style(vote.style_left),
        style_right=_style(vote.style_right),
    )


def _style(told: Sequence[float] | None) -> tuple[float, ...] | None:
    return tuple(told) if told is not None else None


def _chunks(values: Iterable[Any]) -> list[list[Any]]:
    every = list(values)
    return [every[i : i + CHUNK] for i in range(0, len(every), CHUNK)]
