"""`rostra arena play`: battles among entrants over the sample feed, judged by stated rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._rim import Rim, common, note, pass_rim

if TYPE_CHECKING:
    from rostra.app import PlayProgress


@click.command()
@click.option("--battles", default=100, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--entrants", default="", help="Names, with commas; `rostra models fetch` first.")
@click.option("--seed", default=1, show_default=True, help="Another seed draws other questions.")
@click.option("--minutes", default=0.0, type=click.FloatRange(0), help="Stop after so many; 0: go.")
@click.option(
    "--record",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file of the play [default: arena/played.jsonl in the data folder].",
)
@common
@pass_rim
def play(
    rim: Rim, battles: int, entrants: str, seed: int, minutes: float, record: Path | None
) -> None:
    """Play battles over the sample feed, judged by rules and not by people.

    Questions are Chinese and English by turns. Every answer and battle is written at once: a run
    that was stopped or killed goes on when it is started again. Needs no owner and touches no
    stored post. The rules stand in docs/arena.md and in the file.
    """
    from rostra.app import Playing, play_battles, standings

    path = record or rim.settings.data / "arena" / "played.jsonl"
    names = tuple(name.strip() for name in entrants.split(",") if name.strip())
    played = play_battles(rim.settings, Playing(path, battles, names, seed, minutes), _tell)
    rows = [(name, *map(str, counts)) for name, *counts in standings(played)]
    if rows:
        click.echo(_show.table(("entrant", "won", "tied", "lost", "both bad"), rows))
    click.echo(f"{played.label}; kept in {path}")
    missing = battles - len(played.votes)
    if missing > 0:
        click.echo(f"{missing} are not played yet; the same command goes on")


def _tell(progress: PlayProgress) -> None:
    """Tell how far it is and how long it may take, a line a battle."""
    left = progress.seconds / progress.new * (progress.of - progress.done) / 60
    note(f"{progress.done}/{progress.of} {progress.said} (about {left:.0f} min left)")
