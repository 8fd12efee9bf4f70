"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._battle import (
    SIDES, Began, Ended, Event, Outcome, Piece, Ready, Side, Voided, fight, masked, sides,
)
from rostra.arena._bootstrap import Resampled, bootstrap
from rostra.arena._columns import Filter, columns, from_rows, only
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._elo import OnlineElo, elo
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._identity import given_away
from rostra.arena._limits import Limits, too_fast
from rostra.arena._markdown_style import style_of, tokens
from rostra.arena._position import position
from rostra.arena._ratings import observed, rate, rate_each
from rostra.arena._reasons import REASONS, known_reasons
from rostra.arena._register import (
    Masked, best_of, best_of_warning, even_shares, shown_name, siblings_of,
)
from rostra.arena._style import Coefficient, Styled, style
from rostra.arena._topics import CATEGORIES, category_of, prompt_of
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote, VoterKind,
    Votes,
)

__all__ = [
    "CATEGORIES", "CHOICES", "REASONS", "SIDES", "STYLE", "Began", "Board", "Call", "Card",
    "Choice", "Coefficient", "Column", "Counts", "Ended", "Entrant", "Event", "Filter", "Limits",
    "Masked", "Mode", "OnlineElo", "Outcome", "Piece", "Rating", "Ready", "Resampled", "Side",
    "Stated", "Style", "Styled", "TieModel", "Told", "Turn", "Voided", "Vote", "VoterKind", "Votes",
    "add", "best_of", "best_of_warning", "bootstrap", "category_of", "columns", "count", "elo",
    "even_shares", "fight", "from_pairs", "from_rows", "given_away", "known_reasons", "masked",
    "named", "observed", "only", "plus", "position", "prompt_of", "rate", "rate_each", "shown_name",
    "siblings_of", "sides", "style", "style_of", "to_pairs", "tokens", "too_fast",
]  # fmt: skip
