"""The arena: blind battles, votes, and honest ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._battle import (
    SIDES, Began, Ended, Event, Outcome, Piece, Ready, Side, Voided, fight, masked, sides,
)
from rostra.arena._board_words import Lang
from rostra.arena._demo import demo, demo_record
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._export import Exchange, exported, without_quotations
from rostra.arena._export_files import EXPORT_FORMS, Form, write_rows
from rostra.arena._identity import given_away
from rostra.arena._limits import Limits, too_fast
from rostra.arena._markdown_style import style_of, tokens
from rostra.arena._personal_data import Removed, without_personal_data
from rostra.arena._reasons import REASONS, known_reasons
from rostra.arena._recorded import (
    Recorded, battle_row, judged_row, line_of, read_recorded, recorded,
)
from rostra.arena._register import (
    Masked, best_of, best_of_warning, even_shares, shown_name, siblings_of,
)
from rostra.arena._rounds import Pairing, rounds
from rostra.arena._rules import RULES, Judged, Measured, Rules, judge
from rostra.arena._topics import CATEGORIES, category_of, prompt_of
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, Suspicion, TieModel, Vote,
    VoterKind, Votes,
)

if TYPE_CHECKING:
    from rostra.arena._numbers import (
        FLOOD, FORMS, STRATEGIES, WHOLE, BoardForm, BoardRules, Coefficient, Counted, Drill, Effect,
        Filter, Judgement, OnlineElo, Plan, Read, Resampled, Sheet, Styled, add,
        board_css, board_json, bootstrap, choose, columns, count, damped, drawn_votes, drill, elo,
        fragments, from_pairs, from_rows, judge_votes, named, observed, only, plus, position, rate,
        rate_each, read_counts, read_file, read_rows, read_votes, report, rows_of, shares,
        sheet_of_counts, sheet_of_votes, show_board, style, to_pairs, told_filters, write_parquet,
    )

__all__ = [
    "CATEGORIES", "CHOICES", "EXPORT_FORMS", "FLOOD", "FORMS", "REASONS", "RULES", "SIDES",
    "STRATEGIES", "STYLE", "WHOLE", "Began", "Board", "BoardForm", "BoardRules", "Call", "Card",
    "Choice", "Coefficient", "Column", "Counted", "Counts", "Drill", "Effect", "Ended", "Entrant",
    "Event", "Exchange", "Filter", "Form", "Judged", "Judgement", "Lang", "Limits", "Masked",
    "Measured", "Mode", "OnlineElo", "Outcome", "Pairing", "Piece", "Plan", "Rating", "Read",
    "Ready", "Recorded", "Removed", "Resampled", "Rules", "Sheet", "Side", "Stated", "Style",
    "Styled", "Suspicion", "TieModel", "Told", "Turn", "Voided", "Vote", "VoterKind", "Votes",
    "add", "battle_row", "best_of", "best_of_warning", "board_css", "board_json", "bootstrap",
    "category_of", "choose", "columns", "count", "damped", "demo", "demo_record", "drawn_votes",
    "drill", "elo", "even_shares", "exported", "fight", "fragments", "from_pairs", "from_rows",
    "given_away", "judge", "judge_votes", "judged_row", "known_reasons", "line_of", "masked",
    "named", "observed", "only", "plus", "position", "prompt_of", "rate", "rate_each",
    "read_counts", "read_file", "read_recorded", "read_rows", "read_votes", "recorded", "report",
    "rounds", "rows_of", "shares", "sheet_of_counts", "sheet_of_votes", "show_board", "shown_name",
    "siblings_of", "sides", "style", "style_of", "to_pairs", "tokens", "told_filters", "too_fast",
    "without_personal_data", "without_quotations", "write_parquet", "write_rows",
]  # fmt: skip
# fmt: on


def __getattr__(name: str) -> Any:
    """Load what computes when it is first asked for."""
    if name not in __all__:
        msg = f"rostra.arena has no {name!r}"
        raise AttributeError(msg)
    from rostra.arena import _numbers

    return getattr(_numbers, name)
