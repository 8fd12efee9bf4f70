"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._board_files import board_json, write_parquet
from rostra.arena._board_gather import Rules, sheet_of_counts, sheet_of_votes, told_filters
from rostra.arena._board_page import board_css, fragments, report
from rostra.arena._board_sheet import Effect, Sheet
from rostra.arena._board_show import WHOLE, BoardForm, show_board
from rostra.arena._board_words import Lang
from rostra.arena._columns import Filter, columns, from_rows, only
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._limits import Limits, too_fast
from rostra.arena._markdown_style import style_of, tokens
from rostra.arena._ratings import rate
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CHOICES", "STYLE", "WHOLE", "Board", "BoardForm", "Call", "Card", "Choice", "Column", "Counts",
    "Effect", "Entrant", "Filter", "Lang", "Limits", "Mode", "Rating", "Rules", "Sheet", "Stated",
    "Style", "TieModel", "Told", "Turn", "Vote", "VoterKind", "Votes", "add", "board_css",
    "board_json", "columns", "count", "fragments", "from_pairs", "from_rows", "named", "only",
    "plus", "rate", "report", "sheet_of_counts", "sheet_of_votes", "show_board", "style_of",
    "to_pairs", "tokens", "told_filters", "too_fast", "write_parquet",
]  # fmt: skip
