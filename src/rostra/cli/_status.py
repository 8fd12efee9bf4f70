"""`rostra status` and `rostra stop`: who owns the data folder, how it fares, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._rim import NothingFound, Rim, common, pass_rim

if TYPE_CHECKING:
    from rostra.app import Status


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@common
@pass_rim
def status(rim: Rim, as_json: bool) -> None:  # noqa: FBT001
    """Say whether Rostra runs, how its feeds and models fare, and where the data lies."""
    from rostra.app import Status, dump, find_owner

    owner = find_owner(rim.settings.data)
    if owner is None and not (rim.settings.data / "posts").exists():
        msg = f"nothing runs, and {rim.settings.data} holds no posts yet; begin with `rostra up`"
        raise NothingFound(msg)
    with rim.reach("status") as rostra:
        told = rostra.status()
    if as_json:
        click.echo(dump(Status, told).decode())
    else:
        click.echo(_picture(told, running=owner is not None and bool(owner.socket)))


def _picture(told: Status, *, running: bool) -> str:
    lines = [
        f"Rostra {told.version} runs (pid {told.pid}, since {told.started}) on {told.address}"
        if running
        else f"Rostra {told.version} does not run; start it with `rostra serve`",
        f"data       {told.folder} ({_show.size(told.disk)})",
        f"settings   {told.settings}",
        f"store      {told.store}",
        f"posts      {told.posts:,} live, {told.sample:,} of the sample feed",
    ]
    lines += [
        f"model      {m.role}: {m.model} at {m.place}" + (f"; {m.problem}" if m.problem else "")
        for m in told.models
    ]
    lines += [f"note       {_show.safe(line)}" for line in told.notes]
    if told.feeds:
        rows = [
            (f.name, f.network, f.status, f"{f.posts:,}", str(f.gaps), f.error or f.note)
            for f in told.feeds
        ]
        lines += ["", _show.table(("feed", "network", "state", "posts", "gaps", "note"), rows)]
    return "\n".join(lines)


@click.command()
@common
@pass_rim
def stop(rim: Rim) -> None:
    """End the Rostra that owns the data folder, after what it read is stored."""
    from rostra.app import stop_owner

    owner = stop_owner(rim.settings.data)
    if owner is None:
        msg = f"nothing runs on {rim.settings.data}"
        raise NothingFound(msg)
    click.echo(f"stopped `rostra {owner.verb}` (pid {owner.pid})")
