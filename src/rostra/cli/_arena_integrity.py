"""`rostra arena voters` and `rostra arena rig`: who votes as nobody votes, and the drill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option
from rostra.cli._rim import NothingFound, Rim, common, note, pass_rim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rostra.arena import Drill, Suspicion

STRATEGIES = ("fan", "sybils", "hunters", "style", "contrarian", "coin-flip")
_file = click.option(
    "--votes", "file", type=click.Path(path_type=Path, exists=True), help="Judge this file's votes."
)


@click.command()
@_file
@as_json_option
@common
@pass_rim
def voters(rim: Rim, file: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """List what speaks against voters and runs of votes, strongest first.

    Evidence is an e-value: an honest voter reaches 20 with one chance in twenty at most, however
    often it is looked at. Votes are excluded only where few of the excluded can be honest.
    """
    from rostra.app import dump
    from rostra.arena import Suspicion, judge_votes, read_votes

    if file is not None:
        found = judge_votes(read_votes(file)).suspicions
    else:
        with rim.reach("arena voters") as rostra:
            found = rostra.suspicions()
    if as_json:
        click.echo(dump(tuple[Suspicion, ...], found).decode())
    elif found:
        click.echo(_show.table(("voter", "kind", "evidence", "votes", "entrant", ""), _rows(found)))
    if not found:
        raise NothingFound("nothing speaks against any voter")


@click.command()
@_file
@click.option(
    "--strategy", "strategies", multiple=True, type=click.Choice(STRATEGIES), help="[default: all]"
)
@click.option("--target", default="", help="For whom [default: the middle of the board].")
@click.option("--rigged", default=500, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--riggers", default=5, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--seed", default=1, show_default=True)
@as_json_option
def rig(file: Path | None, strategies: tuple[str, ...], **how: object) -> None:
    """Drill: rig votes, and tell how far a rank moved before they were found.

    Without a file the votes are drawn: 12 entrants, 300 honest voters, 40 votes each. Nothing kept
    is read or changed.
    """
    from rostra.app import dump
    from rostra.arena import Drill, Plan, drawn_votes, drill, read_votes

    seed, as_json = int(str(how["seed"])), bool(how["as_json"])
    votes = read_votes(file) if file else drawn_votes(seed=seed)
    told = []
    for strategy in strategies or STRATEGIES:
        many = int(str(how["riggers"])) * (20 if strategy == "sybils" else 1)
        plan = Plan(strategy, str(how["target"]), int(str(how["rigged"])), many)
        told.append(drill(votes, plan, seed))
    if as_json:
        click.echo(dump(tuple[Drill, ...], tuple(told)).decode())
        return
    note(
        f"{told[0].target}: {'votes of ' + file.name if file else 'drawn votes, nobody gave them'}"
    )
    heads = (
        "strategy",
        "before",
        "unchecked",
        "highest",
        "after",
        "first found",
        "found",
        "harmed",
    )
    click.echo(_show.table(heads, [_told(one) for one in told]))


def _told(drill: Drill) -> tuple[str, ...]:
    stands = (drill.before, drill.unchecked, drill.worst, drill.after)
    first = f"after {drill.first}" if drill.first >= 0 else "never"
    return (
        drill.plan.strategy,
        *(f"{s.rank} ({s.score:+.0f})" for s in stands),
        first,
        f"{drill.found:.0%}",
        f"{drill.harmed:.1%}",
    )


def _rows(found: Sequence[Suspicion]) -> list[tuple[str, ...]]:
    return [
        (
            _show.safe(one.voter or "several"),
            one.kind,
            f"{one.evidence:.3g}",
            str(one.votes),
            _show.safe(one.entrant),
            "excluded" if one.excluded else "",
        )
        for one in found
    ]


COMMANDS = (voters, rig)
