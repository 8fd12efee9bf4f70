"""`rostra arena register`: the public list of anonymous entrants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rostra.cli import _show
from rostra.cli._answers import as_json_option
from rostra.cli._rim import NothingFound, Rim, common, pass_rim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rostra.arena import Masked


@click.group(invoke_without_command=True)
@click.pass_context
def register(context: click.Context) -> None:
    """Anonymous entrants: a code name each, in a list that is only added to.

    Without a verb, lists them.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@register.command("list")
@as_json_option
@common
@pass_rim
def list_(rim: Rim, as_json: bool = False) -> None:  # noqa: FBT001, FBT002
    """List every anonymous entrant there ever was; retired ones stay."""
    from rostra.app import dump
    from rostra.arena import Masked

    with rim.reach("arena register list") as rostra:
        found = rostra.register()
    if as_json:
        click.echo(dump(tuple[Masked, ...], found).decode())
    elif found:
        _draw(found)
    if not found:
        msg = "no anonymous entrant is registered; `rostra arena register add CODE` registers one"
        raise NothingFound(msg)


@register.command()
@click.argument("code")
@click.option("--name", default="", help="Its true name [default: the label in the settings].")
@click.option("--maker", default="", help="Who made it; told with the name.")
@click.option("--note", default="", help="What may be told of it at once.")
@common
@pass_rim
def add(rim: Rim, code: str, name: str, maker: str, note: str) -> None:
    """Register an anonymous entrant under a code name; its true name is sealed."""
    from rostra.app import Registering

    with rim.reach("arena register add") as rostra:
        found = rostra.register_add(Registering(code, name, maker, note))
    seal = next(one.seal for one in found if one.code == code)
    click.echo(_show.safe(f"{code} is registered; seal {seal}"))


@register.command()
@click.argument("code")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_rim
def reveal(rim: Rim, code: str, yes: bool) -> None:  # noqa: FBT001
    """Tell the true name of an anonymous entrant for good; it keeps its votes."""
    if not yes:
        click.confirm(f"Tell everyone who {code} is? It cannot be taken back", abort=True)
    with rim.reach("arena register reveal") as rostra:
        found = rostra.reveal(code)
    one = next(one for one in found if one.code == code)
    click.echo(_show.safe(f"{code} is {one.name}; it keeps its {_show.counted(one.votes, 'vote')}"))
    click.echo(_show.safe(f"seal {one.seal} = SHA-256 of the lines {one.salt!r}, {one.name!r}, "
                          f"{one.maker!r}"))  # fmt: skip
    if one.warning:
        click.echo(_show.safe(f"note: {one.warning}"))


@register.command()
@click.argument("code")
@common
@pass_rim
def retire(rim: Rim, code: str) -> None:
    """Draw an anonymous entrant no more; it stays in the list, and its votes count."""
    with rim.reach("arena register retire") as rostra:
        rostra.retire(code)
    click.echo(_show.safe(f"{code} is drawn no more; it stays in the register"))


def _draw(found: Sequence[Masked]) -> None:
    place = _show.zone("UTC")
    rows = [
        (m.code, _show.moment(m.registered_at, place), str(m.votes), f"{100 * m.share:.0f} %",
         _show.moment(m.retired_at, place) if m.retired_at else "", m.name or "not told",
         m.seal[:12], m.note[:40])
        for m in found
    ]  # fmt: skip
    head = (
        "code name",
        "since (UTC)",
        "votes",
        "stands in",
        "retired",
        "true name",
        "seal",
        "note",
    )
    click.echo(_show.table(head, rows))
    drawn = [m for m in found if m.share]
    if drawn:
        click.echo(f"everyone drawn stands in {100 * drawn[0].mean_share:.0f} % on average")
    for one in found:
        if one.warning:
            click.echo(_show.safe(f"{one.code}: {one.warning}"))


COMMANDS: tuple[click.Command, ...] = (register,)
