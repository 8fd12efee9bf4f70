"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._columns import Filter, columns, from_rows, only
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._export import Said, exported, without_quotations
from rostra.arena._export_files import EXPORT_FORMS, Form, write_rows
from rostra.arena._limits import Limits, too_fast
from rostra.arena._markdown_style import style_of, tokens
from rostra.arena._personal_data import Removed, without_personal_data
from rostra.arena._ratings import rate
from rostra.arena._read import FORMS, Counted, Read, read_file, read_rows, read_votes
from rostra.arena._read_counts import read_counts
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CHOICES", "EXPORT_FORMS", "FORMS", "STYLE", "Board", "Call", "Card", "Choice", "Column",
    "Counted", "Counts", "Entrant", "Filter", "Form", "Limits", "Mode", "Rating", "Read", "Removed",
    "Said", "Stated", "Style", "TieModel", "Told", "Turn", "Vote", "VoterKind", "Votes", "add",
    "columns", "count", "exported", "from_pairs", "from_rows", "named", "only", "plus", "rate",
    "read_counts", "read_file", "read_rows", "read_votes", "style_of", "to_pairs", "tokens",
    "too_fast", "without_personal_data", "without_quotations", "write_rows",
]  # fmt: skip
