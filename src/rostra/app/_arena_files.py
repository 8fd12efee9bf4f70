"""Votes of other arenas come into the records, and ours go out, both a page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rostra.app._arena_file_words import ExportAsked, ExportPage, VotesBrought, VotesTaken
from rostra.app._battling import turns_of
from rostra.arena import Exchange, Told, Vote, exported
from rostra.errors import VotesGarbage

if TYPE_CHECKING:
    from rostra.records import Engine, KeptBattle, KeptVote

_NAME = 200


def take_votes(engine: Engine, brought: VotesBrought) -> VotesTaken:
    """Keep the votes that are not known yet; raise VotesGarbage for one that cannot be kept."""
    from rostra.records import import_votes

    if not brought.source or len(brought.source) > _NAME // 2:
        raise VotesGarbage(f"source: name where the votes come from, in 1 to {_NAME // 2} letters")
    new = [_kept(vote, brought.source) for vote in brought.votes]
    kept = import_votes(engine, new)
    return VotesTaken(kept, len(new) - kept)


def export_page(engine: Engine, asked: ExportAsked) -> ExportPage:
    """Return a page of votes without personal data, and texts only of those who consented."""
    from rostra.records import list_register, votes_after

    found = votes_after(engine, asked.after, asked.limit, imported=asked.imported)
    salt = bytes.fromhex(asked.salt)
    masked = {entry.code for entry in list_register(engine) if entry.revealed_at is None}
    rows = tuple(
        exported(_vote(kept), salt, _said(battle, masked) if asked.texts and battle else ())
        for kept, battle in found
    )
    more = found[-1][0].id if len(found) == asked.limit else ""
    return ExportPage(rows, more)


def _kept(vote: Vote, source: str) -> KeptVote:
    from rostra.records import KeptVote

    told = (vote.id, vote.left, vote.right, vote.voter, vote.lang, vote.category, vote.prompt)
    for name in (*told, vote.excluded, *vote.reasons):
        if "\0" in name or name.encode("utf-8", "replace").decode() != name:
            raise VotesGarbage(
                f"{name[:40]!r} holds a NUL or half a character, which no database keeps"
            )
    for name in told[:4]:
        if len(name) > _NAME:
            raise VotesGarbage(f"{name[:40]!r}… is longer than the {_NAME} letters of a name")
    return KeptVote(
        vote.id, vote.left, vote.right, vote.choice, vote.at, vote.voter, "imported",
        vote.lang[:16], vote.category[:64], vote.mode, vote.turns, vote.prompt, "", vote.reasons,
        vote.style_left, vote.style_right, vote.excluded, None, source,
    )  # fmt: skip


def _vote(kept: KeptVote) -> Vote:
    """Make a vote of a kept one: its fields are the vote's, checked when it was kept."""
    told: dict[str, Any] = {name: getattr(kept, name) for name in Vote.__slots__}
    return Vote(**told)


def _said(battle: KeptBattle, masked: set[str]) -> tuple[Exchange, ...]:
    """Return the turns of a battle whose asker consented; none of another's.

    A licence could tell whose words they are: that of an entrant still masked is withheld.
    """
    if not battle.consent:
        return ()
    return tuple(
        Exchange(
            turn.question,
            _without_licence(turn.left) if battle.left in masked else turn.left,
            _without_licence(turn.right) if battle.right in masked else turn.right,
        )
        for turn in turns_of(battle)
        if turn.left and turn.right
    )


def _without_licence(told: Told) -> Told:
    return replace(told, licence="withheld until the entrant's name is told")
