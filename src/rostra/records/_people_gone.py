"""A person leaves for good: what was theirs goes, what was counted stays under no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table, delete, or_, select, update

from rostra.records._api_tables import hooks, responses
from rostra.records._arena_tables import battles, voters, votes
from rostra.records._chats import optimize_words, unindex
from rostra.records._people_tables import audit, invitations, people, steps
from rostra.records._picture_tables import drawings, picture_quota, picture_reports
from rostra.records._seen_pictures import seen_pictures
from rostra.records._spending_tables import spendings
from rostra.records._tables import (
    alerts,
    answers,
    chats,
    digests,
    inquiries,
    marks,
    messages,
    orders,
    rulings,
    shares,
)
from rostra.records._writing import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

THEIRS = (chats, answers, inquiries, digests, orders, alerts, marks, rulings, shares, hooks,
          responses)  # fmt: skip
"""What goes by its owner."""
GONE = "gone"
"""Under which name spendings of those stand who left."""


def delete_person(engine: Engine, person_id: str) -> dict[str, int]:
    """Delete a person with all that was theirs; return how many rows went, by table.

    Pictures are not among it: their files go first, by whoever holds them. Votes stay, for they
    are counted; their voter, their battles' text and the address of each audited act go. All or
    nothing. The caller empties the log of SQLite.
    """
    gone: dict[str, int] = {}
    with writing(engine, person_id) as connection:
        _forget_words(connection, person_id)
        for table in THEIRS:
            gone[table.name] = _drop(connection, table, person_id)
        gone["battles"] = connection.execute(
            delete(battles).where(battles.c.voter == person_id)
        ).rowcount
        _unname(connection, person_id)
        connection.execute(delete(steps).where(steps.c.person_id == person_id))
        gone["people"] = connection.execute(delete(people).where(people.c.id == person_id)).rowcount
    return {name: count for name, count in gone.items() if count}


def forget_shown(engine: Engine, person_id: str) -> tuple[str, ...]:
    """Forget the pictures a person showed; return the hashes that no other row has."""
    theirs = seen_pictures.c.owner == person_id
    with writing(engine, person_id) as connection:
        found = select(seen_pictures.c.sha256).where(theirs).distinct()
        hashes = set(connection.execute(found).scalars())
        connection.execute(delete(seen_pictures).where(theirs))
        others = select(seen_pictures.c.sha256).where(seen_pictures.c.sha256.in_(hashes))
        left = set(connection.execute(others).scalars()) if hashes else set()
    return tuple(sorted(hashes - left))


def _drop(connection: Connection, table: Table, person_id: str) -> int:
    return connection.execute(delete(table).where(table.c.owner == person_id)).rowcount


def _forget_words(connection: Connection, person_id: str) -> None:
    """Take the words of a person's chats out of the index; it knows no foreign keys."""
    theirs = select(messages.c.id).join(chats).where(chats.c.owner == person_id)
    for message in connection.execute(theirs).scalars().all():
        unindex(connection, message)
    optimize_words(connection)


def _unname(connection: Connection, person_id: str) -> None:
    """Let what stays stand under no name."""
    spent = spendings.c.person_id == person_id
    connection.execute(update(spendings).where(spent).values(person_id=GONE, key_id=""))
    connection.execute(update(votes).where(votes.c.voter == person_id).values(voter=GONE))
    connection.execute(delete(voters).where(voters.c.id == person_id))
    connection.execute(
        update(drawings)
        .where(drawings.c.who == person_id)
        .values(who=GONE, prompt="", prompt_sent="", negative="", reason="", error="")
    )
    connection.execute(
        update(picture_quota).where(picture_quota.c.who == person_id).values(who=GONE)
    )
    connection.execute(delete(picture_reports).where(picture_reports.c.who == person_id))
    about = or_(audit.c.actor == person_id, audit.c.target == person_id)
    connection.execute(update(audit).where(about).values(address="", note=""))
    asked = invitations.c.used_by == person_id
    connection.execute(update(invitations).where(asked).values(note=""))
