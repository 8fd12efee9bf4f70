"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._columns import Filter, columns, from_rows, only
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._ratings import observed, rate, rate_each
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CHOICES", "STYLE", "Board", "Choice", "Column", "Counts", "Filter", "Mode", "Rating", "Style",
    "TieModel", "Vote", "VoterKind", "Votes", "add", "columns", "count", "from_pairs", "from_rows",
    "named", "observed", "only", "plus", "rate", "rate_each", "to_pairs",
]  # fmt: skip
