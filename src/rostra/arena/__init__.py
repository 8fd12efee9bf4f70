"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CHOICES", "STYLE", "Board", "Call", "Card", "Choice", "Column", "Counts", "Entrant", "Mode",
    "Rating", "Stated", "Style", "TieModel", "Told", "Turn", "Vote", "VoterKind", "Votes",
]  # fmt: skip
