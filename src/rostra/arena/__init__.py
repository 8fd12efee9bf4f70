"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._battle import (
    SIDES, Began, Ended, Event, Outcome, Piece, Ready, Side, Voided, fight, masked, sides,
)
from rostra.arena._board_files import board_json, write_parquet
from rostra.arena._board_gather import Rules, sheet_of_counts, sheet_of_votes, told_filters
from rostra.arena._board_page import board_css, fragments, report
from rostra.arena._board_sheet import Effect, Sheet
from rostra.arena._board_show import WHOLE, BoardForm, show_board
from rostra.arena._board_words import Lang
from rostra.arena._columns import Filter, columns, from_rows, only
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._identity import given_away
from rostra.arena._limits import Limits, too_fast
from rostra.arena._markdown_style import style_of, tokens
from rostra.arena._ratings import observed, rate, rate_each
from rostra.arena._reasons import REASONS, known_reasons
from rostra.arena._register import (
    Masked, best_of, best_of_warning, even_shares, shown_name, siblings_of,
)
from rostra.arena._topics import CATEGORIES, category_of, prompt_of
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CATEGORIES", "CHOICES", "REASONS", "SIDES", "STYLE", "WHOLE", "Began", "Board", "BoardForm",
    "Call", "Card", "Choice", "Column", "Counts", "Effect", "Ended", "Entrant", "Event", "Filter",
    "Lang", "Limits", "Masked", "Mode", "Outcome", "Piece", "Rating", "Ready", "Rules", "Sheet",
    "Side", "Stated", "Style", "TieModel", "Told", "Turn", "Voided", "Vote", "VoterKind", "Votes",
    "add", "best_of", "best_of_warning", "board_css", "board_json", "category_of", "columns",
    "count", "even_shares", "fight", "fragments", "from_pairs", "from_rows", "given_away",
    "known_reasons", "masked", "named", "observed", "only", "plus", "prompt_of", "rate",
    "rate_each", "report", "sheet_of_counts", "sheet_of_votes", "show_board", "shown_name",
    "siblings_of", "sides", "style_of", "to_pairs", "tokens", "told_filters", "too_fast",
    "write_parquet",
]  # fmt: skip
