"""Votes as they come from files and go into them: what is known already, and page by page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, select

from rostra.records._answers import CHUNK
from rostra.records._arena_tables import battles, votes
from rostra.records._battles import KeptBattle, _battle
from rostra.records._votes import KeptVote, save_votes, vote_of


def import_votes(engine: Engine, new: Sequence[KeptVote]) -> int:
    """Keep the votes whose ids are not known yet, all or none of them; return how many."""
    fresh = {vote.id: vote for vote in new}
    ids = list(fresh)
    with engine.connect() as connection:
        for start in range(0, len(ids), CHUNK):
            part = votes.c.id.in_(ids[start : start + CHUNK])
            for known in connection.execute(select(votes.c.id).where(part)).scalars():
                del fresh[known]
    return save_votes(engine, list(fresh.values())) if fresh else 0


def votes_after(
    engine: Engine, after: str, limit: int, *, imported: bool = False
) -> list[tuple[KeptVote, KeptBattle | None]]:
    """Return votes behind an id in the order of ids, each with its battle where that is kept.

    Only votes that were given here, unless the `imported` are asked for too.
    """
    asked = select(votes).where(votes.c.id > after).order_by(votes.c.id).limit(limit)
    if not imported:
        asked = asked.where(votes.c.source == "")
    with engine.connect() as connection:
        found = [vote_of(row) for row in connection.execute(asked)]
        fought = {vote.battle for vote in found} - {""}
        named = select(battles).where(battles.c.id.in_(fought))
        kept = {row.id: _battle(row) for row in connection.execute(named)} if fought else {}
    return [(vote, kept.get(vote.battle)) for vote in found]
