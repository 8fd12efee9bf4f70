"""What the votes say beside their counts: whether they changed, why some are excluded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, String, cast, func, select

from rostra.records._arena_tables import pair_counts, votes


def any_vote(engine: Engine) -> bool:
    """Whether any vote is kept, excluded ones among them."""
    with engine.connect() as connection:
        return connection.execute(select(votes.c.id).limit(1)).first() is not None


def votes_state(engine: Engine) -> tuple[str, ...]:
    """Return what differs after any vote came, was excluded or was counted again.

    First how many there are; whatever counts or counts no more moves the counts' number.
    """
    moved = select(func.coalesce(func.max(pair_counts.c.moved), 0)).scalar_subquery()
    with engine.connect() as connection:
        found = connection.execute(select(func.count(), moved).select_from(votes)).one()
    return tuple(map(str, found))


def excluded_reasons(engine: Engine) -> list[tuple[str, int]]:
    """Return for each reason how many votes are excluded for it, the most first."""
    times = func.count().label("times")
    asked = select(votes.c.excluded, times).where(votes.c.excluded > "").group_by(votes.c.excluded)
    with engine.connect() as connection:
        rows = connection.execute(asked.order_by(times.desc(), votes.c.excluded)).all()
    return [(reason, int(number)) for reason, number in rows]


def reasons_against(engine: Engine) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return for each entrant what voters held against it, the most named first.

    A reason stands against the side that lost, and against both where both were bad.
    """
    asked = select(votes.c.left, votes.c.right, votes.c.choice, votes.c.reasons).where(
        votes.c.excluded == "", cast(votes.c.reasons, String) != "[]"
    )
    found: dict[str, Counter[str]] = {}
    with engine.connect() as connection:
        for left, right, choice, reasons in connection.execute(asked):
            against = {"left": (right,), "right": (left,), "both bad": (left, right)}
            for name in against.get(choice, ()):
                found.setdefault(name, Counter()).update(reasons)
    return {
        name: sorted(count.items(), key=lambda one: (-one[1], one[0]))
        for name, count in found.items()
    }
