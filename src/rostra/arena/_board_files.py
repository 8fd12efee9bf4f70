"""The board as files: JSON, lines of JSON, CSV and Parquet, each with every figure unrounded."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rostra.arena import _board_figures as told
from rostra.arena._cells import guarded
from rostra.arena._markup import label
from rostra.arena._types import Board
from rostra.errors import ArenaError

FIELDS = (
    "rank", "rank_low", "rank_high", "name", "rating", "low", "high", "bound", "votes",
    "separated_below", "separated_above", "separated_from_next",
)  # fmt: skip
PAIR_FIELDS = ("name", "rival", "meetings", "observed", "predicted", "separated")


def board_rows(board: Board) -> Iterator[dict[str, Any]]:
    """Yield a row for each entrant, best first; an open end of an interval is None.

    Names are whole, but for control and bidirectional marks. `separated_from_next` is None for
    the last.
    """
    for place, rating in enumerate(board.ratings):
        below, above, _ = told.apart(board, place)
        low = None if rating.bound == "above" else finite(rating.low)
        high = None if rating.bound == "below" else finite(rating.high)
        cells = (
            rating.rank, rating.rank_low, rating.rank_high, label(rating.name), rating.score, low,
            high, rating.bound, rating.votes, len(below), len(above), told.next_below(board, place),
        )  # fmt: skip
        yield dict(zip(FIELDS, cells, strict=True))


def pair_rows(board: Board) -> Iterator[dict[str, Any]]:
    """Yield a row for each ordered pair, in the board's order."""
    names = [label(r.name) for r in board.ratings]
    for i, name in enumerate(names):
        for j, rival in enumerate(names):
            if i != j:
                cells = (
                    name, rival, int(board.meetings[i, j]), finite(float(board.observed[i, j])),
                    finite(float(board.predicted[i, j])), bool(board.separated[i, j]),
                )  # fmt: skip
                yield dict(zip(PAIR_FIELDS, cells, strict=True))


def board_json(board: Board, *, matrices: bool = True) -> dict[str, Any]:
    """Return the board as plain data for JSON; with `matrices`, also the squares in its order."""
    out: dict[str, Any] = {
        "votes": board.votes,
        "level": board.level,
        "critical": finite(board.critical),
        "ties": board.ties,
        "anchor": label(board.anchor) if board.anchor else "",
        "base": board.base,
        "notes": [label(note) for note in board.notes],
        "ratings": list(board_rows(board)),
    }
    if matrices:
        out["observed"] = _square(board.observed)
        out["predicted"] = _square(board.predicted)
        out["meetings"] = board.meetings.tolist()
        out["separated"] = board.separated.tolist()
        out["covariance"] = _square(board.covariance)
    return out


def board_jsonl(board: Board) -> str:
    """Write a line of JSON for each entrant."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in board_rows(board))


def board_csv(board: Board) -> str:
    """Write the entrants as CSV; a spreadsheet reads no cell of it as a formula."""
    return _csv(FIELDS, board_rows(board))


def pairs_csv(board: Board) -> str:
    """Write all ordered pairs as CSV: meetings, win rates, whether they are told apart."""
    return _csv(PAIR_FIELDS, pair_rows(board))


def write_parquet(told_board: Mapping[str, Any], path: Path) -> None:
    """Write what `board_json` told to a Parquet file: its entrants, its terms as metadata.

    Raises ArenaError where the file cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "name": pa.string(), "bound": pa.string(), "rating": pa.float64(), "low": pa.float64(),
        "high": pa.float64(), "separated_from_next": pa.bool_(),
    }  # fmt: skip
    terms = ("votes", "level", "critical", "ties", "anchor", "base", "notes")
    schema = pa.schema(
        [(field, kinds.get(field, pa.int64())) for field in FIELDS],
        metadata={key: json.dumps(told_board[key], ensure_ascii=False) for key in terms},
    )
    rows = pa.Table.from_pylist(list(told_board["ratings"]), schema=schema)
    try:
        parquet.write_table(rows, path)
    except OSError as error:
        msg = f"{path} cannot be written: {error}; name another file"
        raise ArenaError(msg) from None


def _csv(head: tuple[str, ...], rows: Iterator[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(row[name]) for name in head] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Write a cell: a text that a spreadsheet would run begins with an apostrophe."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else guarded(value)


def finite(value: float) -> float | None:
    """Return a number for JSON, None where it is not finite."""
    return float(value) if math.isfinite(value) else None


def _square(matrix: NDArray[np.float64]) -> list[list[float | None]]:
    return [[finite(cell) for cell in row] for row in matrix.tolist()]
