"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._limits import Limits, too_fast
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CHOICES", "STYLE", "Board", "Choice", "Column", "Counts", "Limits", "Mode", "Rating", "Style",
    "TieModel", "Vote", "VoterKind", "Votes", "too_fast",
]  # fmt: skip
