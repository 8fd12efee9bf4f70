"""What is said about votes that come from files and go into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rostra.arena import Vote

PAGE = 2_000
"""Votes that travel at once."""


@dataclass(frozen=True, slots=True)
class VotesBrought:
    """Votes of another arena; `source` names it, and with the votes' ids tells them from others."""

    source: str
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class VotesTaken:
    """How many votes were kept, and how many were known already."""

    kept: int
    known: int


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """A page of an export: votes behind the id `after`, voters hashed under `salt` (hex).

    `texts` brings the texts of battles whose askers consented; `imported` brings votes that were
    given elsewhere too, whose licence is not ours to give.
    """

    salt: str
    after: str = ""
    limit: int = PAGE
    texts: bool = False
    imported: bool = False


@dataclass(frozen=True, slots=True)
class ExportPage:
    """Rows as they may leave the house; `after` is where the next page begins ("" = no more)."""

    rows: tuple[dict[str, Any], ...]
    after: str = ""
