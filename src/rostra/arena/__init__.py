"""The arena: blind battles, votes, and honest ratings."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._columns import Filter, columns, from_rows, only
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._demo import demo, demo_record
from rostra.arena._entrants import Call, Card, Entrant, Stated, Told, Turn
from rostra.arena._limits import Limits, too_fast
from rostra.arena._markdown_style import style_of, tokens
from rostra.arena._ratings import rate
from rostra.arena._recorded import (
    Recorded, battle_row, judged_row, line_of, prompt_hash, read_recorded, recorded,
)
from rostra.arena._rounds import Pairing, rounds
from rostra.arena._rules import RULES, Judged, Measured, Rules, judge
from rostra.arena._types import (
    CHOICES, STYLE, Board, Choice, Column, Counts, Mode, Rating, Style, TieModel, Vote,
    VoterKind, Votes,
)

__all__ = [
    "CHOICES", "RULES", "STYLE", "Board", "Call", "Card", "Choice", "Column", "Counts",
    "Entrant", "Filter", "Judged", "Limits", "Measured", "Mode", "Pairing", "Rating",
    "Recorded", "Rules", "Stated", "Style", "TieModel", "Told", "Turn", "Vote", "VoterKind",
    "Votes", "add", "battle_row", "columns", "count", "demo", "demo_record", "from_pairs",
    "from_rows", "judge", "judged_row", "line_of", "named", "only", "plus", "prompt_hash",
    "rate", "read_recorded", "recorded", "rounds", "style_of", "to_pairs", "tokens", "too_fast",
]  # fmt: skip
