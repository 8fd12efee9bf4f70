"""All of the room that computes: loaded at first need, since it brings numpy."""

# A door is a list: packed, it stays on a page.
# isort: off
# fmt: off
from rostra.arena._board_files import board_json, write_parquet
from rostra.arena._board_gather import BoardRules, sheet_of_counts, sheet_of_votes, told_filters
from rostra.arena._board_page import board_css, fragments, report
from rostra.arena._board_sheet import Effect, Sheet
from rostra.arena._board_show import WHOLE, BoardForm, show_board
from rostra.arena._bootstrap import Resampled, bootstrap
from rostra.arena._columns import Filter, columns, from_rows, only, rows_of
from rostra.arena._counts import add, count, from_pairs, named, plus, to_pairs
from rostra.arena._elo import OnlineElo, elo
from rostra.arena._integrity import Judgement, judge_votes
from rostra.arena._pairing import choose, shares
from rostra.arena._position import position
from rostra.arena._questions import FLOOD, damped
from rostra.arena._ratings import observed, rate, rate_each
from rostra.arena._read import FORMS, Counted, Read, read_file, read_rows, read_votes
from rostra.arena._read_counts import read_counts
from rostra.arena._rig import STRATEGIES, Drill, Plan, drawn_votes, drill
from rostra.arena._style import Coefficient, Styled, style

__all__ = [
    "FLOOD", "FORMS", "STRATEGIES", "WHOLE", "BoardForm", "BoardRules", "Coefficient", "Counted",
    "Drill", "Effect", "Filter", "Judgement", "OnlineElo", "Plan", "Read", "Resampled", "Sheet",
    "Styled", "add", "board_css", "board_json", "bootstrap", "choose", "columns", "count", "damped",
    "drawn_votes", "drill", "elo", "fragments", "from_pairs", "from_rows", "judge_votes", "named",
    "observed", "only", "plus", "position", "rate", "rate_each", "read_counts", "read_file",
    "read_rows", "read_votes", "report", "rows_of", "shares", "sheet_of_counts", "sheet_of_votes",
    "show_board", "style", "to_pairs", "told_filters", "write_parquet",
]  # fmt: skip
