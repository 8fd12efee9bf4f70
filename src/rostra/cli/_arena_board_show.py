"""How a board, an entrant and a comparison look on a terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rostra.cli._show import columns, safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

BAR, LEAST_BAR = 25, 10
"""Columns of an interval drawn with letters, at most and at least."""

FIGURES = 52
"""Columns that the figures of a board take beside names and bars."""

TIES = {
    "half": "a tie counts half a win each",
    "rao-kupper": "ties by Rao and Kupper's model",
    "davidson": "ties by Davidson's model",
}

Told = Mapping[str, Any]


def draw_board(told: Told) -> None:
    """Draw the board: a row an entrant, its interval as a bar, a gap where neighbours part.

    A narrow terminal has no bars, so that names stay whole.
    """
    rows, console = told["ratings"], _console()
    low, high = _ends(rows)
    names = max((columns(safe(row["name"])) for row in rows), default=0)
    room = console.width - names - FIGURES
    bar = min(BAR, room) if room >= LEAST_BAR else 0
    heads = ("rank", "entrant", "rating", *(("",) if bar else ()), "interval", "votes")
    table = _table(*heads)
    for row in rows:
        drawn = (_bar(row, low, high, bar),) if bar else ()
        votes = f"{row['votes']:,}"
        _add(table, _rank(row), row["name"], _rating(row), *drawn, _interval(row), votes)
        if row["separated_from_next"]:
            table.add_section()
    console.print(table)
    for line in _foot(told):
        console.print(safe(line), style="dim", markup=False)


def draw_entrant(told: Told) -> None:
    """Draw one entrant's record against rivals, and by language and category."""
    console = _console()
    line = f"{told['name']}: rank {_rank(told)}, rating {_rating(told)}, {told['votes']:,} votes"
    console.print(safe(line), style="bold", markup=False)
    table = _table("rival", "won", "lost", "tied", "bad", "share", "predicted", "apart")
    for rival in told["rivals"]:
        apart = "yes" if rival["separated"] else "no"
        _add(table, *_record(rival), _share(rival["predicted"]), apart)
    console.print(table)
    for column, records in told["by"].items():
        if records:
            part = _table(column, "won", "lost", "tied", "bad", "share")
            for record in records:
                _add(part, *_record(record))
            console.print(part)
    if told["over_time"]:
        course = _table("until", "rating", "interval")
        for moment in told["over_time"]:
            at = datetime.fromtimestamp(moment["at"], UTC)
            _add(course, f"{at:%Y-%m-%d}", f"{moment['rating']:.0f}", _interval(moment))
        console.print(course)
    for reason, times in told["reasons"].items():
        console.print(safe(f"held against it {times} times: {reason}"), markup=False)


def draw_compare(told: Told) -> None:
    """Draw two entrants side by side, and say how they stand."""
    table = _table("", *(side["name"] for side in told["sides"]))
    one, other = told["sides"]
    for name, say in (
        ("rank", _rank), ("rating", _rating), ("interval", _interval),
        ("votes", lambda side: f"{side['votes']:,}"),
    ):  # fmt: skip
        _add(table, name, say(one), say(other))
    for name in ("observed", "predicted"):
        value = told[name]
        _add(table, name, _share(value), _share(None if value is None else 1 - value))
    direct = told["direct"]
    if direct:
        _add(table, "direct wins", str(direct["won"]), str(direct["lost"]))
        _add(table, "direct ties", *2 * (str(direct["tied"]),))
        _add(table, "both bad", *2 * (str(direct["bad"]),))
    console = _console()
    console.print(table)
    for line in told["says"]:
        console.print(safe(line), markup=False)


def _console() -> Console:
    """Open the terminal; a file or a pipe has lines as long as they need."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    return console if console.is_terminal else Console(highlight=False, soft_wrap=True, width=160)


def _table(*heads: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, head in enumerate(heads):
        left = place == 0 or head in ("entrant", "")
        table.add_column(
            Text(safe(head)),
            justify="left" if left else "right",
            no_wrap=head not in ("entrant", "rival"),
        )
    return table


def _add(table: Table, *cells: str) -> None:
    """Add a row; what looks like markup of the terminal's stays a word."""
    from rich.text import Text

    table.add_row(*(Text(safe(cell)) for cell in cells))


def _ends(rows: Sequence[Told]) -> tuple[float, float]:
    ends = [row[k] for row in rows for k in ("low", "rating", "high") if row[k] is not None]
    return min(ends, default=0.0), max(ends, default=1.0)


def _bar(row: Told, low: float, high: float, size: int) -> str:
    """Draw an interval: ─ for the interval, ● for the rating, ◂ ▸ for an open end."""
    width = (high - low) or 1.0

    def at(value: float) -> int:
        return round((value - low) / width * (size - 1))

    first = 0 if row["low"] is None else at(row["low"])
    last = size - 1 if row["high"] is None else at(row["high"])
    cells = ["─" if first <= k <= last else " " for k in range(size)]
    if row["low"] is None:
        cells[0] = "◂"
    if row["high"] is None:
        cells[-1] = "▸"
    cells[at(row["rating"])] = "●"
    return "".join(cells)


def _rank(row: Told) -> str:
    low, high = row["rank_low"], row["rank_high"]
    return str(low) if low == high else f"{low}–{high}"


def _rating(row: Told) -> str:
    if row["low"] is None or row["high"] is None:
        return f"{row['rating']:.0f}"
    half = max(row["high"] - row["rating"], row["rating"] - row["low"])
    return f"{row['rating']:.0f} ±{half:.0f}" if half >= 2 else f"{row['rating']:.1f} ±{half:.1f}"


def _interval(row: Told) -> str:
    low, high = row["low"], row["high"]
    if low is None or high is None:
        open_end = low is None
        end = high if open_end else low
        return "–" if end is None else f"{'≤' if open_end else '≥'} {end:.0f}"
    return f"{low:.0f} – {high:.0f}"


def _record(record: Told) -> list[str]:
    counted = [f"{record[name]:,}" for name in ("won", "lost", "tied", "bad")]
    return [safe(record["name"]) or "unknown", *counted, _share(record["share"])]


def _share(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.0%}"


def _foot(told: Told) -> list[str]:
    n = len(told["ratings"])
    held = f"{told['anchor']} is held" if told["anchor"] else "the mean is held"
    size = f"{told['votes']:,} votes, {n} entrants"
    terms = f"{held} at {told['base']:.0f}; {TIES[told['ties']]}"
    lines = [
        f"{size}; intervals at {told['level']:.0%} for each alone, ranks and gaps for all at once",
        f"a gap parts neighbours that the votes tell apart; {terms}",
    ]
    if told["source"]:
        lines.insert(0, f"from {told['source']}")
    if told["rules"]:
        lines.append("held: " + ", ".join(rule.replace("_", " ") for rule in told["rules"]))
    if told["filters"]:
        lines.append("only " + ", ".join(f"{k} {v}" for k, v in told["filters"].items()))
    if told["excluded"]:
        count = sum(told["excluded"].values())
        lines.append(f"{count:,} votes are kept but not counted; `rostra arena report` says why")
    return [*lines, *told["notes"]]
