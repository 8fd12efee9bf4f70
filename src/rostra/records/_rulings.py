"""Claims that were verified, and what was ruled each time; no text of any post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select

from rostra.records._moments import aware
from rostra.records._tables import rulings


@dataclass(frozen=True, slots=True)
class KeptRuling:
    """A verdict on a claim at a moment, and the ids of the posts for and against it."""

    id: str
    key: str
    claim: str
    asked_at: datetime
    standing: str
    confidence: float
    speak_for: tuple[str, ...] = ()
    speak_against: tuple[str, ...] = ()
    owner: str = ""


def save_ruling(engine: Engine, kept: KeptRuling) -> None:
    """Keep a ruling."""
    row = {
        "id": kept.id,
        "key": kept.key,
        "claim": kept.claim,
        "asked_at": kept.asked_at.astimezone(UTC),
        "standing": kept.standing,
        "confidence": kept.confidence,
        "posts": {"for": list(kept.speak_for), "against": list(kept.speak_against)},
        "owner": kept.owner,
    }
    with engine.begin() as connection:
        connection.execute(insert(rulings).values(**row))


def list_rulings(
    engine: Engine, key: str = "", limit: int = 50, owner: str = ""
) -> Sequence[KeptRuling]:
    """Return an owner's newest rulings first, those on one claim where its key is given."""
    theirs = select(rulings).where(rulings.c.owner == owner)
    newest = theirs.order_by(rulings.c.asked_at.desc(), rulings.c.id).limit(limit)
    if key:
        newest = newest.where(rulings.c.key == key)
    with engine.connect() as connection:
        return tuple(_kept(row) for row in connection.execute(newest))


def _kept(row: Row[Any]) -> KeptRuling:
    at = aware(row.asked_at)
    sides = row.posts
    return KeptRuling(
        row.id,
        row.key,
        row.claim,
        at,
        row.standing,
        row.confidence,
        tuple(sides["for"]),
        tuple(sides["against"]),
        row.owner,
    )
