"""Citations that readers marked as wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, and_, delete, insert, select

from rostra.records._answers import CHUNK, Rest
from rostra.records._moments import aware
from rostra.records._tables import marks


@dataclass(frozen=True, slots=True)
class Mark:
    """A reader's "wrong citation": post `rest` does not say the sentence `text`."""

    id: str
    marked_at: datetime
    answer_id: str
    sentence: int
    text: str
    note: str
    rest: Rest
    owner: str = ""


def save_marks(engine: Engine, new: Sequence[Mark]) -> None:
    """Keep marks; those of one click share an id, one for each post cited."""
    rows = [
        {
            "id": mark.id,
            "marked_at": mark.marked_at.astimezone(UTC),
            "answer_id": mark.answer_id,
            "sentence": mark.sentence,
            "text": mark.text,
            "note": mark.note,
            "post_id": mark.rest.post_id,
            "author_id": mark.rest.author_id,
            "source": mark.rest.source,
            "native": mark.rest.native,
            "owner": mark.owner,
        }
        for mark in new
    ]
    with engine.begin() as connection:
        if rows:
            connection.execute(insert(marks), rows)


def list_marks(engine: Engine, limit: int = 1000, owners: Sequence[str] = ("",)) -> list[Mark]:
    """Return the newest marks of some owners first."""
    theirs = select(marks).where(marks.c.owner.in_(owners))
    newest = theirs.order_by(marks.c.marked_at.desc(), marks.c.id).limit(limit)
    with engine.connect() as connection:
        return [_mark(row) for row in connection.execute(newest)]


def withdraw_mark(engine: Engine, mark_id: str, owner: str = "") -> int:
    """Take an owner's mark back; return for how many posts it stood (0: there is none such)."""
    gone = delete(marks).where(marks.c.id == mark_id, marks.c.owner == owner)
    with engine.begin() as connection:
        return connection.execute(gone).rowcount


def forget_marks(
    engine: Engine,
    *,
    posts: Iterable[str] = (),
    natives: Iterable[tuple[str, str]] = (),
    authors: Iterable[str] = (),
) -> int:
    """Forget the marks on posts that were deleted or edited: they hold words of them."""
    conditions: list[Any] = []
    for column, values in ((marks.c.post_id, list(posts)), (marks.c.author_id, list(authors))):
        conditions += [column.in_(values[at : at + CHUNK]) for at in range(0, len(values), CHUNK)]
    conditions += [and_(marks.c.source == s, marks.c.native == n) for s, n in natives]
    gone = 0
    with engine.begin() as connection:
        for condition in conditions:
            gone += connection.execute(delete(marks).where(condition)).rowcount
    return gone


def _mark(row: Row[Any]) -> Mark:
    at = aware(row.marked_at)
    rest = Rest(row.post_id, row.author_id, row.source, row.native)
    return Mark(row.id, at, row.answer_id, row.sentence, row.text, row.note, rest, row.owner)
